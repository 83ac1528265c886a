"""Where there are many reports, they are laid out and compared in other ways than a few: the answers are the same."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from bench.workloads.ledger import END, SOURCES, make_ledger
from servanda.agreement import parse
from servanda.columns import Book, View, columns_of, outline_of
from servanda.columns.groups import Groups
from servanda.record import Report, Sources
from servanda.standing import stand

MANY, CLAUSES = 7_000, 6
DAY = 86_400


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """Reports that contradict one another, more than are kept unsorted."""
    return make_ledger(MANY, CLAUSES).reports()


def test_many_reports_stand_as_the_row_engine_says(reports: list[Report]) -> None:
    """Most at once, then some hundreds in tens, then the rest at once: every clause stands as `stand` says."""
    agreement, _ = parse(make_ledger(MANY, CLAUSES).text, "agreement.md")
    sources = Sources(SOURCES)
    book = Book(agreement, sources, accounts=("cautious", "generous", "North", "Oslo"))
    view = View(book)
    book.enter_columns(columns_of(reports[:5_000]))
    for begin in range(5_000, 5_500, 10):
        book.enter(reports[begin : begin + 10])
    book.enter_columns(columns_of(reports[5_500:]))
    for at, known in ((END, None), (END - 200 * DAY, END - 150 * DAY)):
        afresh = stand(agreement, reports, sources, at=at, known=known)
        found = view.outlines(at, known)
        assert len(found) == CLAUSES
        for clause, by_account in found.items():
            assert by_account == {
                account: outline_of(afresh.of(clause), account) for account in book.accounts
            }


def test_many_corrections_at_once_are_taken_in(reports: list[Report]) -> None:
    """Thousands of reports that each replace another change the counts as if they had been there from the start."""
    agreement, _ = parse(make_ledger(MANY, CLAUSES).text, "agreement.md")
    sources = Sources(SOURCES)
    corrected = [report for report in reports if report.stance == "asserts"][:2_500]
    later = [
        Report(
            f"c{number}", one.act, "denies", one.said, one.published, event=one.event, by=one.by, place=one.place,
            happened=one.happened, source=one.source, wire=one.wire, speaker=one.speaker, replaces=one.id,
        )
        for number, one in enumerate(corrected)
    ]  # fmt: skip
    slow, fast = Book(agreement, sources, reports), Book(agreement, sources, [*reports, *later])
    slow.enter(later)
    assert View(slow).outlines(END) == View(fast).outlines(END)


def test_rows_are_found_by_their_keys_however_they_came() -> None:
    """Groups of rows hold what was put under each key, in one batch or in many."""
    draw = np.random.default_rng(3)
    keys, rows = draw.integers(-40, 40, 20_000), np.arange(20_000, dtype=np.int32)
    groups = Groups()
    begin = 0
    while begin < len(keys):
        size = int(draw.choice([1, 5, 600, 6_000]))
        groups.add(keys[begin : begin + size], rows[begin : begin + size])
        begin += size
    wanted = {int(key): rows[keys == key].tolist() for key in np.unique(keys)}
    assert groups.keys().tolist() == sorted(wanted)
    assert {key: sorted(groups.rows(key).tolist()) for key in wanted} == wanted
    starts, found = groups.of([5, 99, -3])
    assert [sorted(found[a:b].tolist()) for a, b in itertools.pairwise(starts)] == [
        wanted[5], [], wanted[-3],
    ]  # fmt: skip
