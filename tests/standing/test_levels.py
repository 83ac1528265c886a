"""Levels: a number to be kept at every moment of a window."""

from __future__ import annotations

import pytest

from servanda.record import Report, Share
from tests.builders import at, did, duties_of, standing_of, state_of

SHIPS = "clause #c: North must keep at most 12 ships from day 10 until day 20\n  all the time\n"
EACH = "clause #c: each of North and South must keep at most 12 ships from day 10\n  all the time\n"
GUARDS = "clause #c: North must keep at least 50 guards from day 10 until day 20\n  all the time\n"
FINE = SHIPS + "clause #fine: North must pay a fine by day 30\n  if #c is violated\n"


def ships(on: str, quantity: str, by: str = "North", act: str = "keep ships", **cells: str) -> Report:
    return did(act, on, by, quantity=quantity, **({"measure": "level"} | cells))


@pytest.mark.parametrize(
    ("row", "on", "state"),
    [
        (ships("2025-01-05", "40"), "2025-01-08", "not yet in force"),
        (ships("2025-01-05", "40"), "2025-01-15", "in force"),
        (ships("2025-01-12", "12"), "2025-01-15", "in force"),
        (ships("2025-01-12", "13"), "2025-01-15", "violated"),
        (ships("2025-01-12", "13"), "2025-01-31", "violated"),
        (ships("2025-01-12", "12"), "2025-01-31", "kept"),
        (ships("2025-01-25", "40"), "2025-01-31", "in force"),
        (ships("2025-01-12", "11..14"), "2025-01-15", "in force"),
        (ships("2025-01-12", "13.."), "2025-01-15", "violated"),
        (ships("2025-01-12", "40", measure="count"), "2025-01-15", "in force"),
        (ships("2025-01-12", "40", stance="threatens"), "2025-01-15", "in force"),
    ],
)
def test_a_level_beyond_the_bound_inside_the_window_breaks_it(row: Report, on: str, state: str) -> None:
    """Before the window and after it no level breaks a clause, inside it one surely beyond the bound does."""
    assert state_of(SHIPS, row, on=on) == state


def test_silence_neither_breaks_a_level_nor_keeps_it() -> None:
    """With no level on record it is in force while it binds, and overdue, not kept, when its window has ended."""
    assert [state_of(SHIPS, on=f"2025-01-{day}") for day in ("05", "15", "25")] == [
        "not yet in force", "in force", "in force",
    ]  # fmt: skip
    duty = duties_of(SHIPS, on="2025-01-15")[0]
    assert (duty.amount, duty.done, duty.due and duty.due.last) == (12, Share(0, None), at("2025-01-20"))


def test_a_least_level_is_broken_from_below() -> None:
    """At least fifty is broken by a level surely under it, and by no other."""
    low = ships("2025-01-12", "49", act="keep guards")
    assert duties_of(GUARDS, low, on="2025-01-15")[0].against == ("keep guards 2025-01-12",)
    for quantity in ("50", "49..60", "40..", "80"):
        assert (
            state_of(GUARDS, ships("2025-01-12", quantity, act="keep guards"), on="2025-01-15") == "in force"
        )


def test_the_latest_level_is_shown_and_each_one_beyond_is_named() -> None:
    """A level that is back within the bound is shown, and what was beyond it still stands against it."""
    rows = (ships("2025-01-11", "14"), ships("2025-01-13", "15"), ships("2025-01-15", "9"))
    clause = standing_of(SHIPS, *rows, on="2025-01-18").of("c")
    assert clause.first.progress.done == Share(9, 9)
    assert clause.first.duties[0].against == ("keep ships 2025-01-11", "keep ships 2025-01-13")


@pytest.mark.parametrize(
    ("speaker", "states"),
    [
        ("North office", ("violated", "violated", "violated")),
        ("Ann", ("violated", "violated", "violated")),
        ("South office", ("in force", "in force", "violated")),
    ],
)
def test_a_level_is_heard_from_whom_it_does_not_suit(speaker: str, states: tuple[str, str, str]) -> None:
    """The bearer's own word and that of no side count; the other party's word counts on its own account alone."""
    clause = standing_of(SHIPS, ships("2025-01-12", "40", speaker=speaker), on="2025-01-15").of("c")
    assert tuple(clause.accounts[name] for name in ("cautious", "North", "South")) == states


def test_the_level_of_one_bearer_is_not_another_s() -> None:
    """Where each keeps a level, each is held to its own."""
    duties = duties_of(EACH, ships("2025-01-12", "40", "South"), on="2025-01-15")
    assert [(duty.bearers, duty.state) for duty in duties] == [
        (("North",), "in force"),
        (("South",), "violated"),
    ]


def test_where_each_keeps_a_level_the_other_s_word_is_still_a_claim() -> None:
    """That South bears the same duty makes its word of North's level no admission."""
    row = ships("2025-01-12", "40", speaker="South office")
    clause = standing_of(EACH, row, on="2025-01-15").of("c")
    assert [clause.accounts[name] for name in ("cautious", "North", "South")] == [
        "in force",
        "in force",
        "violated",
    ]


def test_what_is_told_of_a_kind_is_no_level_of_the_whole() -> None:
    """A level of a narrower kind says nothing of the whole."""
    assert state_of(SHIPS, ships("2025-01-12", "40", kind="dinghy"), on="2025-01-15") == "in force"


def test_a_level_that_is_taken_back_breaks_nothing() -> None:
    """A correction by its own speaker leaves only the corrected level."""
    rows = (ships("2025-01-12", "40"), ships("2025-01-13", "10", replaces="keep ships 2025-01-12"))
    assert state_of(SHIPS, *rows, on="2025-01-15") == "in force"


def test_a_condition_can_wait_for_a_level_to_be_broken() -> None:
    """A fine falls due once a level beyond the bound is told, and not before."""
    row = ships("2025-01-12", "40", said="2025-01-14")
    assert state_of(FINE, row, clause="fine", on="2025-01-13") == "not yet in force"
    assert state_of(FINE, row, clause="fine", on="2025-01-15") == "in force"
    assert state_of(FINE, ships("2025-01-12", "12"), clause="fine", on="2025-01-15") == "not yet in force"


def test_a_level_can_be_an_amendment_s() -> None:
    """From the amendment on, the new bound is the one that levels are held against."""
    text = f"amendment #less in force day 14\n  in #c: number 12 becomes 8\n{SHIPS}"
    assert state_of(text, ships("2025-01-16", "10"), on="2025-01-18") == "violated"
