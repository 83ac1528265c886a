"""The one law of columns: what is counted says of every plain clause, on every account, what the row engine says of it."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given

from servanda.agreement import Agreement
from servanda.columns.book import Book
from servanda.columns.outline import outline_of
from servanda.columns.view import View
from servanda.record import Report, Sources
from servanda.standing import stand
from tests.columns.plain import SOURCES, Growth, Question, growths
from tests.generated import examples


def assert_same(
    view: View, agreement: Agreement, reports: Iterable[Report], sources: Sources, one: Question
) -> int:
    """Every clause that the book answers for stands as the row engine says; return how many there are."""
    afresh = stand(agreement, reports, sources, at=one.at, known=one.known)
    found = view.outlines(one.at, one.known)
    assert set(found) == set(view.book.plain.shapes)
    for clause, by_account in found.items():
        wanted = {account: outline_of(afresh.of(clause), account) for account in view.book.accounts}
        assert (clause, one, by_account) == (clause, one, wanted)
    return len(found)


@examples(150)
@given(growths())
def test_what_is_counted_is_what_the_row_engine_says(growth: Growth) -> None:
    """Reports come in groups in any order, with questions in between: every outline is that of `stand` afresh."""
    book = Book(growth.agreement, SOURCES, (), growth.accounts)
    view, reports = View(book), list[Report]()
    for group, asked in zip(growth.groups, growth.asked, strict=True):
        book.enter(group)
        reports += group
        for one in asked:
            assert_same(view, growth.agreement, reports, SOURCES, one)
