"""What stands beside a clause, and the counts of the whole, are those of the row engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hypothesis import given

from servanda.columns.book import Book
from servanda.columns.margins import Counts, Margins
from servanda.columns.view import View
from servanda.record import Report, names
from servanda.standing import ClauseStanding, Standing, stand
from tests.columns.plain import SOURCES, Growth, Question, growths
from tests.generated import examples


def assert_same(margins: Margins, growth: Growth, reports: Sequence[Report], one: Question) -> None:
    """Every margin and all the counts are what `stand` says, on every account kept."""
    book = margins.book
    for account in book.accounts:
        afresh = stand(growth.agreement, reports, SOURCES, at=one.at, known=one.known, account=account)
        found = margins.of(growth.agreement.clauses, one.at, one.known, account)
        assert set(found) == set(book.plain.shapes)
        is_whole = book.accounts == names(growth.agreement)
        for clause, margin in found.items():
            standing = afresh.of(clause)
            first = standing.first
            assert (clause, one, margin.outline.state) == (clause, one, standing.state)
            progress = (first.progress.due, first.progress.of)
            assert (clause, one, margin.due, margin.of) == (clause, one, *progress)
            assert (clause, one, margin.next) == (clause, one, first.next)
            if is_whole:
                split = (standing.disputed, standing.unsettled)
                assert (clause, one, margin.disputed, margin.unsettled) == (clause, one, *split)
        if is_whole:
            assert margins.counts(one.at, one.known, account) == counts_of(afresh, set(found))


def counts_of(standing: Standing, clauses: set[str]) -> Counts:
    """Return the counts of some clauses of a standing."""
    those: list[ClauseStanding] = [one for one in standing.clauses if one.clause.id in clauses]
    return Counts(
        Counter(one.state for one in those), sum(one.first.overdue for one in those),
        sum(one.disputed for one in those), sum(one.unsettled for one in those),
    )  # fmt: skip


@examples(100)
@given(growths(with_rough=True))
def test_a_margin_says_what_the_row_engine_says(growth: Growth) -> None:
    """Reports come in groups in any order: due, of, next, disputed, unsettled and the counts are those of `stand`."""
    book = Book(growth.agreement, SOURCES, (), growth.accounts)
    margins, reports = Margins(View(book)), list[Report]()
    for group, asked in zip(growth.groups, growth.asked, strict=True):
        book.enter(group)
        reports += group
        for one in asked:
            assert_same(margins, growth, reports, one)
