"""The index finds what a plain look through the record finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.clock import Span
from servanda.record import Filter, Hearer, Index, Matters, Report, folded
from servanda.record.phrases import MOST_LOOSE, Phrases
from tests.builders import SOURCES
from tests.generated import Case, cases, examples
from tests.generated.drawing import chance, pick

NOTES = (
    "",
    "Convoi arrêté à la frontière",
    "convoi arrete",
    "ein Straßenposten",
    "STRASSENPOSTEN, again",
    "two  words",
)
PIECES = ("", "arrete a", "CONVOI", "strasse", "two words", "o w", "ann", "zzz", "e")


def wanted_of(draw: st.DrawFn, case: Case, rows: Sequence[Report]) -> Filter:
    """Draw what is wanted of a record: each thing that may be named, now and then."""
    one = pick(draw, rows)
    days = Span(one.said.first - pick(draw, (0, 400_000)), one.said.last + pick(draw, (0, 400_000)))

    def now_and_then(value: str) -> str:
        return value if chance(draw, 4) else ""

    return Filter(
        now_and_then(pick(draw, (*case.agreement.clauses, "none"))), now_and_then(one.act.upper()),
        now_and_then(one.event), now_and_then(one.speaker), now_and_then(one.source),
        now_and_then(one.affiliation or "North"), now_and_then(one.stance), now_and_then(pick(draw, PIECES)),
        days if chance(draw, 4) else None, days if chance(draw, 4) else None,
    )  # fmt: skip


def is_wanted(case: Case, report: Report, wanted: Filter) -> bool:
    """Say in the plainest way whether a report is wanted."""
    touched = {clause.id for clause in Matters(case.agreement).touched(report)} | set(report.clauses)
    named = SOURCES.named(report.speaker)
    side = report.affiliation or (named.affiliation if named else "")
    told = report.happened
    return (
        (not wanted.clause or wanted.clause in touched)
        and (not wanted.act or wanted.act.casefold() == report.act.casefold())
        and all(not cell or cell == mine for cell, mine in (
            (wanted.event, report.event), (wanted.speaker, report.speaker), (wanted.source, report.source),
            (wanted.affiliation, side), (wanted.stance, report.stance),
        ))
        and (wanted.happened is None or (told is not None and _meet(told, wanted.happened)))
        and (wanted.published is None or _meet(report.published, wanted.published))
        and any(folded(wanted.text) in folded(text) for text in (report.act, report.note, report.speaker, report.source))
    )  # fmt: skip


def _meet(one: Span, other: Span) -> bool:
    return one.first <= other.last and other.first <= one.last


def is_heard(report: Report, hearer: Hearer) -> bool:
    """Say in the plainest way whether somebody hears a report."""
    in_time = hearer.recorded is None or (report.recorded is not None and report.recorded <= hearer.recorded)
    was_public = hearer.known is None or report.public <= hearer.known
    return in_time and was_public and SOURCES.visible(report, hearer.viewer)


@examples(100)
@given(cases(), st.data())
def test_the_index_finds_what_a_plain_filter_finds(case: Case, data: st.DataObject) -> None:
    """Whatever is wanted, by whomever, as known and recorded by any moment: the same reports, on pages that follow."""

    @st.composite
    def questions(draw: st.DrawFn) -> None:
        rows = [
            replace(row, note=pick(draw, NOTES), recorded=pick(draw, (None, row.public + 9)))
            for row in case.rows
        ]
        if not rows:
            return
        index, size = Index(case.agreement, SOURCES), len(rows) // 2 + 1
        for begin in (0, size):
            index.add([*rows[begin : begin + size], rows[0]])
            there = rows[: begin + size]
            for _ in range(3):
                wanted = wanted_of(draw, case, rows)
                hearer = Hearer(
                    pick(draw, (None, "North")), pick(draw, (None, case.at)), pick(draw, (None, case.at))
                )
                plain = [row for row in there if is_heard(row, hearer) and is_wanted(case, row, wanted)]
                assert [index.reports[row] for row in sorted(index.rows(wanted, hearer).tolist())] == plain
                up = draw(st.booleans())
                key = pick(
                    draw, (("published", lambda row: row.published.first), ("act", lambda row: row.act))
                )
                plain.sort(key=key[1])
                pages = [
                    index.page(wanted, hearer, sort=key[0], descending=not up, number=n, size=3)
                    for n in (1, 2)
                ]
                assert {page.total for page in pages} == {len(plain)}
                if not up:
                    plain.reverse()
                assert [row for page in pages for row in page.reports] == plain[:6]

    data.draw(questions())


def test_a_million_is_laid_out_in_parts() -> None:
    """Texts that come after the others were laid out are found as the others are."""
    phrases = Phrases()
    phrases.extend(f"house number {number}" for number in range(2 * MOST_LOOSE))
    assert phrases.holding("Number 77").sum() == sum(
        "number 77" in f"number {n}" for n in range(2 * MOST_LOOSE)
    )
    phrases.extend(["a late house", "number 7700 too"])
    assert phrases.holding("house").sum() == 2 * MOST_LOOSE + 1
    assert phrases.holding("se number 770").tolist()[-3:] == [False, False, False]
    assert phrases.holding("r 7700 t").tolist()[-1]


def test_a_column_or_page_that_is_not_there_is_said_so() -> None:
    """A wrong column is answered with those there are; a page is one or more."""
    from servanda.agreement import parse

    index = Index(parse("", "empty.md")[0], SOURCES)
    with pytest.raises(ValueError, match='no column "colour"; there are id, event'):
        index.page(sort="colour")
    with pytest.raises(ValueError, match="page 0 of 50"):
        index.page(number=0)
    assert index.page().total == 0
