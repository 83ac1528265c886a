"""The one law of columns: what is counted says of every plain clause, on every account, what the row engine says of it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement import Agreement, Clause, terms
from servanda.columns.book import Book
from servanda.columns.columns import columns_of
from servanda.columns.outline import Outline, outline_of
from servanda.columns.view import View
from servanda.record import Report, Sources
from servanda.standing import stand
from tests.builders import SOURCES as SPEAKERS
from tests.columns.plain import SOURCES, Growth, Question, growths, questions
from tests.generated import Case, cases, examples
from tests.generated.drawing import chance


def enter(book: Book, group: Sequence[Report]) -> None:
    """Enter reports: one by one, or where their number is odd, as columns."""
    if len(group) % 2:
        book.enter_columns(columns_of(group))
    else:
        book.enter(group)


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


@examples(100)
@given(growths())
def test_what_is_counted_is_what_the_row_engine_says(growth: Growth) -> None:
    """Reports come in groups in any order, with questions in between: every outline is that of `stand` afresh.

    Only answers leave the book: those to a name under which two requests were made.
    """
    book = Book(growth.agreement, SOURCES, (), growth.accounts)
    view, reports = View(book), list[Report]()
    for group, asked in zip(growth.groups, growth.asked, strict=True):
        enter(book, group)
        reports += group
        for one in asked:
            assert_same(view, growth.agreement, reports, SOURCES, one)
    left = set(growth.agreement.clauses) - set(book.plain.shapes)
    assert all(clause.startswith("reply") for clause in left)


@examples(30)
@given(growths(with_rough=True))
def test_what_columns_cannot_hold_leaves_the_book_and_the_rest_still_agrees(growth: Growth) -> None:
    """Reports with parts, totals and the like come in among others: what the book still answers for is as it is afresh."""
    book = Book(growth.agreement, SOURCES, (), growth.accounts)
    view, reports = View(book), list[Report]()
    for group, asked in zip(growth.groups, growth.asked, strict=True):
        enter(book, group)
        reports += group
        for one in asked:
            assert_same(view, growth.agreement, reports, SOURCES, one)


SIMPLE = (
    terms.To, terms.InPhase, terms.From, terms.Until, terms.Lasting, terms.VerifiedBy, terms.Amount, terms.By,
    terms.Within, terms.Stage, terms.Stages, terms.Answers,
)  # fmt: skip


def simpler(draw: st.DrawFn, agreement: Agreement) -> Agreement:
    """Return an agreement in which most clauses are left with their simplest terms, among others that keep all of theirs."""
    passages = []
    for passage in agreement.passages:
        items = tuple(
            replace(item, readings=(), terms=tuple(t for t in item.terms if isinstance(t, SIMPLE)))
            if isinstance(item, Clause) and not chance(draw, 3)
            else item
            for item in passage.items
        )
        passages.append(replace(passage, items=items))
    return replace(agreement, passages=tuple(passages))


@st.composite
def rich_cases(draw: st.DrawFn) -> Case:
    """Draw a case of an agreement of every construct, most of them made simpler."""
    case = draw(cases())
    return case if chance(draw, 3) else replace(case, agreement=simpler(draw, case.agreement))


@pytest.mark.no_cover
def test_on_agreements_of_every_construct_what_is_covered_agrees() -> None:
    """Of agreements that use all of the language some clauses are plain: each stands as the row engine says."""
    numbers = Counter[str]()

    @examples(40)
    @given(rich_cases(), st.data())
    def each_agrees(case: Case, data: st.DataObject) -> None:
        book = Book(case.agreement, SPEAKERS)
        view = View(book)
        numbers["clauses"] += len(case.agreement.clauses)
        numbers["plain"] += len(book.plain.shapes)
        rows = data.draw(st.permutations(case.rows))
        middle = len(rows) // 2
        asked = [Question(case.at, None), data.draw(questions(case.agreement, case.rows))]
        for begin, end in ((0, middle), (middle, len(rows))):
            enter(book, rows[begin:end])
            for one in asked:
                numbers["covered"] += assert_same(view, case.agreement, rows[:end], SPEAKERS, one)

    each_agrees()
    assert 0 < numbers["plain"] < numbers["clauses"]
    assert numbers["covered"] >= numbers["plain"]


def outlines_of(view: View, growth: Growth) -> list[dict[str, dict[str, Outline]]]:
    """Return what a view says to every question of a growth."""
    return [view.outlines(one.at, one.known) for asked in growth.asked for one in asked]


@examples(30)
@given(growths(with_rough=True), st.randoms(use_true_random=False), st.integers(1, 9))
def test_the_order_of_entering_changes_nothing(growth: Growth, order: random.Random, size: int) -> None:
    """The same reports in another order, and in groups of another size, come to the same."""
    one = Book(growth.agreement, SOURCES, growth.reports, growth.accounts)
    other = Book(growth.agreement, SOURCES, (), growth.accounts)
    reports = list(growth.reports)
    order.shuffle(reports)
    for start in range(0, len(reports), size):
        enter(other, reports[start : start + size])
    assert outlines_of(View(one), growth) == outlines_of(View(other), growth)


@examples(30)
@given(growths(with_rough=True))
def test_a_report_twice_counts_once(growth: Growth) -> None:
    """Reports that come again, together or later, change nothing, and no clause is named for them."""
    one = Book(growth.agreement, SOURCES, growth.reports, growth.accounts)
    other = Book(growth.agreement, SOURCES, (), growth.accounts)
    for group in growth.groups:
        enter(other, (*group, *group[:2]))
    other.enter(growth.reports)
    assert outlines_of(View(one), growth) == outlines_of(View(other), growth)
