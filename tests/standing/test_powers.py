"""Phases and their gates, conditions, powers and permissions."""

from __future__ import annotations

import pytest

from servanda.record import Report
from tests.builders import at, day_begins, duties_of, remarks_of, report, standing_of, state_of

PHASES = """\
phase one: from entry for 10 days
phase two: from day 11 for 10 days
  opens when #free is fulfilled
clause #free: North must free 2 captives to South in phase one
clause #c: South must pull back in phase two
"""
POWER = """\
phase one: from entry for 10 days
clause #use: together North and South may agree extension until day 8
  then {effect}
clause #back: Oslo may resume it
  then resumes #c
clause #c: North must not attack in phase one
"""
CONDITION = """\
clause #c: North must pull back by day 10
  {condition}
clause #one: South must sign by day 3
clause #two: South must pay by day 3
clause #calm: South must not attack
clause #right: South may ask leave
phase one: from entry for 5 days
monitor Panel
"""


def freed(on: str, quantity: str = "2") -> Report:
    return report("f" + on, quantity=quantity, said=on, happened=on, event="f" + on)


def did(act: str, on: str, by: str = "South", **cells: str) -> Report:
    return report(act + on, act, by, **({"said": on, "happened": on, "event": ""} | cells))


def test_a_phase_opens_when_its_condition_holds() -> None:
    """A gate that opens late starts its phase then; one that opens early waits for the day."""
    late = standing_of(PHASES, freed("2025-01-14T10:00"), on="2025-01-15").phases[1]
    assert (late.state, late.day, late.starts) == ("in force", 2, at("2025-01-14T10:00"))
    early = standing_of(PHASES, freed("2025-01-04"), on="2025-01-15").phases[1]
    assert (early.starts, early.day, early.of_days) == (day_begins("2025-01-11"), 5, 10)


def test_a_phase_whose_gate_is_shut_has_not_started() -> None:
    """While its condition does not hold, a phase has not started, and its clauses are not yet in force."""
    standing = standing_of(PHASES, freed("2025-01-04", "1"), on="2025-03-01")
    assert [phase.state for phase in standing.phases] == ["ended", "not started"]
    assert standing.phases[1].starts is standing.phases[1].day is None
    assert standing.of("c").state == "not yet in force"


def test_a_phase_that_waits_for_itself_never_starts() -> None:
    """A phase that opens when it is over itself does not start, and nothing goes round for ever."""
    text = "phase one: from end of phase one for 3 days\n  opens when phase one is over\n"
    assert standing_of(text).phases[0].state == "not started"


@pytest.mark.parametrize(
    ("condition", "states"),
    [
        ("if #one is fulfilled", ("not yet in force", "in force")),
        ("unless #one is fulfilled", ("in force", "not yet in force")),
        ("if not #one is fulfilled", ("in force", "not yet in force")),
        ("if #one is fulfilled and #two is fulfilled", ("not yet in force", "not yet in force")),
        ("if #one is fulfilled or #two is fulfilled", ("not yet in force", "in force")),
        ("if #calm is violated or #right is exercised", ("not yet in force", "in force")),
        ("if #calm is violated", ("not yet in force", "in force")),
        ("if #right is begun", ("not yet in force", "in force")),
        ('if "The war ends" happens', ("not yet in force", "in force")),
        ('if Panel finds "sign"', ("not yet in force", "not yet in force")),
    ],
)
def test_a_condition_is_read_as_it_says(condition: str, states: tuple[str, str]) -> None:
    """Each condition binds its clause only while it holds; not, and, or, unless combine as in speech."""
    text = CONDITION.format(condition=condition)
    rows = [
        did("sign", "2025-01-02"),
        did("attack", "2025-01-02"),
        did("ask leave", "2025-01-02"),
        did("the war ends", "2025-01-02", ""),
    ]
    assert (state_of(text, on="2025-01-05"), state_of(text, *rows, on="2025-01-05")) == states


def test_a_finding_can_be_the_condition() -> None:
    """What a named body finds opens a duty; the same act without its finding does not."""
    text = CONDITION.format(condition='if Panel finds "Sign"')
    found = did("sign", "2025-01-02", speaker="Panel", finding="happened")
    assert state_of(text, found, on="2025-01-05") == "in force"


def test_not_over_holds_until_it_is_over() -> None:
    """A clause that binds while a phase is not over binds until that very end, though the end is known."""
    text = CONDITION.format(condition="if not phase one is over")
    assert (state_of(text, on="2025-01-03"), state_of(text, on="2025-01-08")) == (
        "in force",
        "not yet in force",
    )
    both = CONDITION.format(condition="if phase one is open and not phase one is over")
    assert state_of(both, on="2025-01-03") == "in force"


def test_a_blocked_duty_says_so() -> None:
    """A duty that waits for its condition is not overdue and says what it is."""
    text = CONDITION.format(condition="if #one is fulfilled")
    assert remarks_of(standing_of(text)) == [("blocked", "waits for its condition")]


def test_a_condition_must_hold_strictly_earlier() -> None:
    """An incident at the very moment its condition comes true is no violation; a second later it is."""
    text = "clause #c: North must not attack\n  if #one is fulfilled\nclause #one: South must sign by day 9\n"
    sign = did("sign", "2025-01-04T10:00")
    assert state_of(text, sign, did("attack", "2025-01-04T10:00", "North")) == "in force"
    assert state_of(text, sign, did("attack", "2025-01-04T10:00:01", "North")) == "violated"


def used(on: str) -> list[Report]:
    return [did("agree extension", on, "North; South", speaker=who, event="u") for who in ("Ann", "Ben")]


def resumed(on: str) -> Report:
    return did("resume it", on, "Oslo")


def attack(on: str) -> Report:
    return did("attack", on, "North")


def test_a_power_extends_a_phase() -> None:
    """Used in its time, it moves the phase's end; the plan still shows the first."""
    text = POWER.format(effect="extends phase one for 5 days")
    assert state_of(text, *used("2025-01-07"), attack("2025-01-13")) == "violated"
    assert state_of(text, attack("2025-01-13")) == "kept"
    assert standing_of(text, *used("2025-01-07"), on="2025-01-13").phases[0].state == "in force"


def test_a_power_used_too_late_does_nothing() -> None:
    """After its end a power has no effect."""
    text = POWER.format(effect="extends phase one for 5 days")
    assert state_of(text, *used("2025-01-09"), attack("2025-01-13")) == "kept"


def test_a_power_ends_clauses_and_phases() -> None:
    """From its use on, what it ended binds nobody."""
    ends = POWER.format(effect="ends #c")
    assert state_of(ends, *used("2025-01-05T10:00"), attack("2025-01-06"), on="2025-01-08") == "terminated"
    assert state_of(ends, *used("2025-01-05T10:00"), attack("2025-01-04"), on="2025-01-08") == "violated"
    over = POWER.format(effect="ends phase one")
    assert standing_of(over, *used("2025-01-05T10:00"), on="2025-01-08").phases[0].state == "ended"


def test_a_power_suspends_and_another_resumes() -> None:
    """While it is suspended a clause is not broken; after it is resumed it is."""
    text = POWER.format(effect="suspends #c")
    rows = used("2025-01-03T10:00")
    assert state_of(text, *rows, attack("2025-01-05"), on="2025-01-06") == "suspended"
    assert state_of(text, *rows, resumed("2025-01-06T10:00"), on="2025-01-07") == "in force"
    assert (
        state_of(text, *rows, resumed("2025-01-06T10:00"), attack("2025-01-07"), on="2025-01-08")
        == "violated"
    )


def test_a_suspension_for_a_time_ends_by_itself() -> None:
    """A suspension for two days is over after them."""
    text = POWER.format(effect="suspends #c for 2 days")
    rows = used("2025-01-03T10:00")
    assert [state_of(text, *rows, on=f"2025-01-0{day}") for day in (4, 7)] == ["suspended", "in force"]


def test_a_power_is_available_then_exercised_or_lapsed() -> None:
    """A power is available in its time, exercised once it is used, and lapsed when its deadline has passed."""
    text = "clause #c: North may withdraw by day 8\n  then ends #x\nclause #x: South must pull back\n"
    assert (state_of(text, on="2025-01-03"), state_of(text)) == ("available", "lapsed")
    assert state_of(text, did("withdraw", "2025-01-04", "North")) == "exercised"


def test_a_permission_is_open_whether_used_or_not() -> None:
    """A right that is used stays open, unused it is no breach, and it lapses with its time."""
    text = "clause #c: North may visit sites from day 3 until day 9\n"
    assert [state_of(text, on=f"2025-01-{day}") for day in ("02", "05", "20")] == [
        "not yet in force",
        "open",
        "lapsed",
    ]
    assert state_of(text, did("visit sites", "2025-01-05", "North"), on="2025-01-06") == "open"


def test_the_times_of_the_text_are_resolved() -> None:
    """Days, dates, shifted times, the earlier and the later, and the meeting of a clause are all deadlines."""
    for words, day in {
        "by 2025-01-12": "2025-01-12",
        "by 3 days after entry": "2025-01-04",
        "by 3 days after #one": "2025-01-07",
        "by 2 days before 2025-01-10": "2025-01-08",
        "by earlier of day 5 and day 7": "2025-01-05",
        "by later of day 5 and day 7": "2025-01-07",
        "by end of phase one": "2025-01-10",
        "by planned end of phase one": "2025-01-10",
        "by day 3 of phase one": "2025-01-03",
        "by 7 days after start of phase one": "2025-01-08",
    }.items():
        text = f"phase one: from entry for 10 days\nclause #c: North must pull back {words}\nclause #one: South must sign\n"
        due = duties_of(text, did("sign", "2025-01-04T10:00"))[0].due
        assert due is not None, words
        assert due.last == at(day), words


FINE = """\
clause #boats: North must return boats to South by day 7
clause #c: North must pay a fine by day 30
  if #boats is violated
"""


def test_a_duty_may_wait_for_an_obligation_to_be_broken() -> None:
    """A fine falls due once the other duty is said, after its deadline, not to be done; silence does not bring it."""
    no = report(
        "n1", "return boats", "North", stance="denies", said="2025-01-09", published="2025-01-09", event=""
    )
    assert state_of(FINE, on="2025-01-10") == "not yet in force"
    assert state_of(FINE, no, on="2025-01-10") == "in force"
    assert standing_of(FINE, no, on="2025-01-10").of("boats").state == "violated"
