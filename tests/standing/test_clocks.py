"""Clocks that stop while something is suspended, or begin anew when it is resumed."""

from __future__ import annotations

import pytest

from servanda.record import Report
from tests.builders import at, did, duties_of, standing_of

PHASE = """\
phase one: from entry for 10 days
{clocks}clause #c: North must pull back by day 8 of phase one
clause #d: North must sing in phase one
clause #storm: Oslo may call a storm
  then suspends phase one
clause #over: Oslo may call it off
  then resumes phase one
"""
CLAUSE = """\
clause #c: North must free 6 captives to South
  2 by day 5
  rest by day 10
{clocks}clause #storm: Oslo may call a storm
  then suspends #c
clause #over: Oslo may call it off
  then resumes #c
"""
STOP, RESTART = "  clocks stop while suspended\n", "  clocks restart when resumed\n"


def storm(on: str) -> Report:
    return did("call a storm", on, "Oslo")


def off(on: str) -> Report:
    return did("call it off", on, "Oslo")


ROWS = (storm("2025-01-04T00:00"), off("2025-01-06T00:00"))


@pytest.mark.parametrize(
    ("clocks", "ends", "due", "day"),
    [
        ("", "2025-01-10", "2025-01-08", 7),
        (STOP, "2025-01-12", "2025-01-10", 5),
        (RESTART, "2025-01-15", "2025-01-13", 2),
    ],
)
def test_the_clock_of_a_phase(clocks: str, ends: str, due: str, day: int) -> None:
    """Suspended for two days: without a line the clock runs on, it may stop for so long, or begin anew at the resumption."""
    standing = standing_of(PHASE.format(clocks=clocks), *ROWS, on="2025-01-07T12:00")
    phase = standing.phases[0]
    assert (phase.ends, phase.day) == (at(ends), day)
    duties = [standing.of(c).first.duties[0] for c in ("c", "d")]
    assert [duty.due and duty.due.last for duty in duties] == [at(due), at(ends)]
    assert phase.planned == (at("2025-01-10") if clocks else None)


def test_while_it_is_suspended_a_stopped_clock_shows_the_day_it_stopped_on() -> None:
    """A phase that was suspended on its fourth day is on its fourth day until it is resumed."""
    text = PHASE.format(clocks=STOP)
    days = [standing_of(text, ROWS[0], on=f"2025-01-{day}").phases[0].day for day in ("03", "05", "20")]
    assert days == [3, 4, 4]


@pytest.mark.parametrize("clocks", [STOP, RESTART])
def test_a_phase_that_is_not_resumed_has_no_end(clocks: str) -> None:
    """While nobody has resumed it, a phase whose clock waits does not end, and nothing in it is due."""
    standing = standing_of(PHASE.format(clocks=clocks), ROWS[0], on="2025-03-01")
    assert standing.phases[0].state == "suspended"
    assert standing.of("d").first.duties[0].due is None
    running = standing_of(PHASE.format(clocks=""), ROWS[0], on="2025-03-01")
    assert running.phases[0].state == "ended"


@pytest.mark.parametrize(
    ("clocks", "dues"),
    [("", ("05", "10")), (STOP, ("07", "12")), (RESTART, ("10", "15"))],
)
def test_the_clock_of_a_clause(clocks: str, dues: tuple[str, str]) -> None:
    """The line may stand under a clause, and moves every deadline of it that was to come."""
    duties = duties_of(CLAUSE.format(clocks=clocks), *ROWS)
    assert [duty.due and duty.due.last for duty in duties] == [at(f"2025-01-{due}") for due in dues]
    assert [duty.first_due for duty in duties] == [
        at("2025-01-05") if clocks else None,
        at("2025-01-10") if clocks else None,
    ]


def test_a_deadline_that_had_passed_does_not_move() -> None:
    """A stage that was due before the suspension stays due when it was."""
    rows = (storm("2025-01-07T00:00"), off("2025-01-09T00:00"))
    duties = duties_of(CLAUSE.format(clocks=STOP), *rows)
    assert [duty.due and duty.due.last for duty in duties] == [at("2025-01-05"), at("2025-01-12")]


def test_two_suspensions_stop_the_clock_twice() -> None:
    """Each suspension adds its own length."""
    rows = (*ROWS, storm("2025-01-08T00:00"), off("2025-01-11T00:00"))
    assert standing_of(PHASE.format(clocks=STOP), *rows, on="2025-01-12").phases[0].ends == at("2025-01-15")


def test_overlapping_suspensions_stop_the_clock_once() -> None:
    """A storm called while one lasts stops no clock that stands still already."""
    rows = (storm("2025-01-04T00:00"), storm("2025-01-05T00:00"), off("2025-01-06T00:00"))
    assert standing_of(PHASE.format(clocks=STOP), *rows, on="2025-01-07").phases[0].ends == at("2025-01-12")


def test_a_stopped_clock_moves_the_next_phase() -> None:
    """What follows the end of the phase moves with it."""
    text = PHASE.format(clocks=STOP) + "phase two: from end of phase one for 5 days\n"
    assert standing_of(text, *ROWS, on="2025-01-20").phases[1].ends == at("2025-01-17")
