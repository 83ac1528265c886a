from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from servanda.agreement import Agreement, Problem, check, parse

from .strategies import agreements, tries

HEAD = """agreement #example "An example"
  in force 2025-01-19 11:15 Asia/Jerusalem
party North, South
mediator Norway
monitor Commission
phase one: from entry for 42 days
phase two: from end of phase one for 42 days
"""


def holes(block: str, head: str = HEAD) -> list[Problem]:
    agreement, problems = parse(f"```servanda\n{head}{block}\n```")
    assert problems == []
    return check(agreement)


def names(block: str, head: str = HEAD) -> list[str]:
    return [hole.name for hole in holes(block, head)]


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ('agreement #b "B"', "second-head"),
        ("list #a is unknown\narea X\nlist #a is unknown", "id-twice"),
        ("phase one: from day 3", "id-twice"),
        ("list #a is unknown\namendment #a in force day 3\n  in #a: is unknown", "id-twice"),
        ("clause #a: East must act by day 1", "undeclared-name"),
        ("clause #a: North must give boats to East by day 1", "undeclared-name"),
        ("clause #a: North must act by day 1\n  verified by East", "undeclared-name"),
        ('clause #a: North must act by day 1\n  if not East finds "it"', "undeclared-name"),
        ('phase three: from day 9\n  opens when East finds "it"', "undeclared-name"),
        ('clause #a: North must act by day 1\n  reading "r" held by East: as written', "undeclared-name"),
        ('clause #a: North must act by day 1\n  reading "r": to East', "undeclared-name"),
        ("instrument #i binds North seen by North, East", "undeclared-name"),
        ("amendment #i in force day 1 announced by East\n  in phase one: 42 days becomes 50 days", "undeclared-name"),
        ("clause #a: North must act by 3 days after #b", "unknown-clause"),
        ("clause #a: North must act\n  for each thing under #b", "unknown-clause"),
        ("clause #a: North may act\n  then ends #b", "unknown-clause"),
        ('clause #a: North must act by day 1\n  if Commission finds "x" or (#b is begun)', "unknown-clause"),
        ("amendment #i in force day 1\n  in #b: day 1 becomes day 2", "unknown-clause"),
        ("clause #a: North must act in phase three", "unknown-phase"),
        ("clause #a: North must act by day 3 of phase three", "unknown-phase"),
        ("clause #a: North must act by later of end of phase three and day 1", "unknown-phase"),
        ("clause #a: North may act\n  then extends phase three for 1 day", "unknown-phase"),
        ("clause #a: North must act every day in phase one\nclause #b: South must act by day 9\n  if #a is fulfilled", "untestable-state"),
        ("clause #a: North must give 6 boats by day 90\n  2 every 1 month from day 1 until end of phase one", "uneven-run"),
        ("clause #a: North must act by day 1\n  part of #i\nlist #i is unknown", "unknown-whole"),
        ("clause #a: North must give 5 boats by day 9\n  3 by day 1\n  3 by day 2", "stages-exceed-total"),
        ("clause #a: North must give 5 boats by day 9\n  3 every 1 week from day 1 until day 8", "stages-exceed-total"),
        ("clause #a: North must give 5 boats by day 9\n  3 by day 1", "stages-fall-short"),
        ("clause #a: North must act in phase one\n  rest by day 43", "stage-after-phase-ends"),
        ("clause #a: North must act", "never-due"),
        ("clause #a: North must act from day 3", "never-due"),
        ("clause #a: North must act by day 1\n  3 per soldier", "ratio-of-nothing"),
        ("clause #a: North must act by 2025-02-29", "bad-time"),
        ("clause #a: North must act by 2025-02-28 24:00", "bad-time"),
        ("clause #a: North must act by day 1\n  reading \"r\": by 2025-02-29", "bad-time"),
        ("clause #a: North must not act\n  hours 23:00 to 24:00", "bad-time"),
        ("phase three: from 2025-02-29", "bad-time"),
        ("amendment #i in force 2025-02-29\n  in phase one: 42 days becomes 50 days", "bad-time"),
        ("clause #a: North must act by 1 day after #a", "waits-for-itself"),
        ("clause #a: North must act by day 1\namendment #i in force day 1\n  in #a: number 3 becomes 4", "nothing-to-amend"),
    ],
)  # fmt: skip
def test_each_hole_is_found_alone(block: str, name: str) -> None:
    """A draft with one hole has one problem, under the hole's own name."""
    assert names(block) == [name]


@pytest.mark.parametrize(
    "block",
    [
        "clause #a: North must act by unknown",
        "clause #a: North must act from day 3 for 4 days",
        'clause #a: North must act\n  reading "r": by day 3',
        "clause #a: North should act",
        "heading #h: North must act\nclause #a: North must act by day 1\n  part of #h",
        "instrument #i binds North\nclause #a: North must act by day 1\n  part of #i",
        "clause #a: North must give 33 boats in phase one\n  3 by day 1\n  3 every 7 days from day 14 until day 35\n  rest by day 42",
        "clause #a: North must act in phase one by day 3 of phase two",
        "clause #calm: each party must not attack\n  unless #stop is exercised\nclause #stop: North may stop\n  then ends #calm, #stop",
        "clause #a: North must give 5 boats by day 9\namendment #i in force day 3\n  in #a: number 5 becomes 4\n  in #a: day 9 becomes day 10",
        "list #map is unknown\nclause #a: North must act by day 3\n  as listed in #map",
    ],
)  # fmt: skip
def test_what_is_no_hole_is_left_alone(block: str) -> None:
    """A draft that says enough has no problems."""
    assert holes(block) == []


def test_everyone_in_a_circle_is_named() -> None:
    """Each clause of a circle is told that it waits for itself; one that only leads into it is not."""
    block = "\n".join(
        f"clause #{one}: North must act by 1 day after #{other}" for one, other in ("ab", "bc", "ca", "da")
    )
    assert [(hole.name, hole.line) for hole in holes(block)] == [
        ("waits-for-itself", line) for line in (9, 10, 11)
    ]


def test_an_agreement_without_a_head_is_told_so() -> None:
    """Without an agreement line there is no head; with one and no moment there is no entry."""
    assert names("party North", head="") == ["no-head"]
    assert names('agreement #a "A"', head="") == ["no-entry"]
    assert [hole.line for hole in check(Agreement(()))] == [0]


def test_holes_come_by_line_and_mark_their_word() -> None:
    """Holes are told from the top of the file down, each with its line and the word it is about."""
    found = holes("clause #b: East must act by day 1\nclause #a: North must act in phase nine")
    assert [(hole.line, hole.name) for hole in found] == [(9, "undeclared-name"), (10, "unknown-phase")]
    assert [hole.excerpt[hole.column - 1 :][: hole.width] for hole in found] == ["East", "nine"]


@tries(60)
@given(agreements)
def test_no_agreement_makes_the_checks_raise(agreement: Agreement) -> None:
    """Every agreement that can be written is checked, however full of holes, and no problem is blank."""
    for hole in check(agreement):
        assert all((hole.name, hole.cause, hole.mend))
        assert replace(hole, file="other.md").name in str(hole)
