"""Effects of powers: extending, suspending and resuming, later or unless something holds, and who may still use them."""

from __future__ import annotations

import pytest

from servanda.record import Report
from tests.builders import at, did, report, standing_of, state_of

LONGER = """\
phase one: from entry for 10 days
clause #c: North must not attack in phase one
clause #use: together North and South may agree extension
  then extends phase one {effect}
"""
SANCTION = """\
clause #c: North must not trade with South
clause #lift: Oslo may lift it
  then suspends #c
clause #complain: South may complain until day 20
  then resumes #c after 5 days unless {condition}
clause #veto: Cairo may object
"""
STORM = """\
phase one: from entry for 30 days
clause #c: North must run boats every day in phase one
clause #calm: North must not attack in phase one
clause #free: North must sing by day 40
clause #storm: Oslo may call a storm
  then suspends phase one
clause #over: Oslo may call it off
  then resumes phase one
clause #right: South may complain in phase one
  then ends #free
"""


def extended(on: str) -> Report:
    return did("agree extension", on, "North; South")


def ends(effect: str, *rows: Report, on: str = "2025-01-31") -> int | None:
    return standing_of(LONGER.format(effect=effect), *rows, on=on).phases[0].ends


def test_a_phase_is_extended_until_a_date() -> None:
    """The end moves to the date, and never back to an earlier one."""
    assert ends("until 2025-01-18", extended("2025-01-05")) == at("2025-01-18")
    assert ends("until 2025-01-08", extended("2025-01-05")) == at("2025-01-10")


def test_two_extensions_add_up() -> None:
    """Each agreement on more time adds its length to the end as it then is."""
    assert ends("for 5 days", extended("2025-01-05"), extended("2025-01-12")) == at("2025-01-20")
    assert ends("until 2025-01-18", extended("2025-01-05"), extended("2025-01-12")) == at("2025-01-18")


def test_what_has_ended_is_not_extended() -> None:
    """An extension after the hour does nothing, unless the text lets it come even then."""
    late = extended("2025-01-12")
    assert ends("for 5 days", late) == at("2025-01-10")
    assert ends("for 5 days even after its end", late) == at("2025-01-15")
    assert ends("until 2025-01-18 even after its end", late) == at("2025-01-18")


def test_an_extension_after_the_hour_closes_the_gap() -> None:
    """A phase that is extended after its end goes on as if it had not ended, also for what fell between."""
    text = LONGER.format(effect="until 2025-01-18 even after its end")
    raid = did("attack", "2025-01-11")
    assert state_of(text, raid, on="2025-01-12", account="cautious") == "kept"
    assert standing_of(text, extended("2025-01-12"), on="2025-01-14").phases[0].state == "in force"
    assert state_of(text, extended("2025-01-12"), did("attack", "2025-01-13"), on="2025-01-14") == "violated"


def test_the_phase_shows_its_first_end() -> None:
    """The end as first planned stands beside the one that moved."""
    phase = standing_of(LONGER.format(effect="for 5 days"), extended("2025-01-05"), on="2025-01-06").phases[0]
    assert (phase.ends, phase.planned, phase.of_days) == (at("2025-01-15"), at("2025-01-10"), 15)


def lifted(on: str) -> Report:
    return did("lift it", on, "Oslo")


def complained(on: str) -> Report:
    return did("complain", on, "South")


def vetoed(on: str) -> Report:
    return did("object", on, "Cairo")


DECIDES = SANCTION.format(condition='Cairo decides "object"')


@pytest.mark.parametrize("condition", ['Cairo decides "object"', "#veto is begun", '"object" happens'])
def test_an_effect_with_a_delay_may_fail(condition: str) -> None:
    """What was lifted comes back by itself after five days, unless somebody decides otherwise by then."""
    text = SANCTION.format(condition=condition)
    rows = (lifted("2025-01-03"), complained("2025-01-10"))
    assert [state_of(text, *rows, on=f"2025-01-{day}") for day in ("09", "12", "16")] == [
        "suspended", "suspended", "in force",
    ]  # fmt: skip
    assert state_of(text, *rows, vetoed("2025-01-14"), on="2025-01-25") == "suspended"
    assert state_of(text, *rows, vetoed("2025-01-17"), on="2025-01-25") == "in force"


def test_the_right_to_ask_expires() -> None:
    """Nobody can complain once the time of the power is over."""
    assert state_of(DECIDES, lifted("2025-01-03"), complained("2025-01-22"), on="2025-01-31") == "suspended"


def test_what_was_resumed_binds_again() -> None:
    """Trade while it was lifted breaks nothing, trade after it came back does."""
    rows = (lifted("2025-01-03"), complained("2025-01-05"))
    assert state_of(DECIDES, *rows, did("trade with South", "2025-01-08")) == "in force"
    assert state_of(DECIDES, *rows, did("trade with South", "2025-01-12")) == "violated"


def test_a_resumption_that_is_on_its_way_ends_a_suspension_that_came_meanwhile() -> None:
    """What resumes after its delay resumes whatever is suspended then, also since the power was used."""
    rows = (complained("2025-01-05"), lifted("2025-01-07"))
    assert [state_of(DECIDES, *rows, on=f"2025-01-{day}") for day in ("06", "08", "14")] == [
        "in force", "suspended", "in force",
    ]  # fmt: skip


def storm(on: str) -> Report:
    return did("call a storm", on, "Oslo")


def off(on: str) -> Report:
    return did("call it off", on, "Oslo")


def test_a_suspended_phase_suspends_its_clauses() -> None:
    """While a phase is suspended its clauses do not bind, and those of no phase do."""
    standing = standing_of(STORM, storm("2025-01-05"), on="2025-01-08")
    assert standing.phases[0].state == "suspended"
    assert [standing.of(c).state for c in ("calm", "right", "free")] == ["suspended", "suspended", "in force"]
    assert (
        state_of(STORM, storm("2025-01-05"), did("attack", "2025-01-07"), clause="calm", on="2025-01-08")
        == "suspended"
    )


def test_a_resumed_phase_binds_again() -> None:
    """From its resumption on the clauses of a phase bind, and not for what fell between."""
    rows = (storm("2025-01-05"), off("2025-01-09"))
    standing = standing_of(STORM, *rows, on="2025-01-12")
    assert (standing.phases[0].state, standing.of("calm").state) == ("in force", "in force")
    assert state_of(STORM, *rows, did("attack", "2025-01-07"), clause="calm", on="2025-01-12") == "in force"
    assert state_of(STORM, *rows, did("attack", "2025-01-11"), clause="calm", on="2025-01-12") == "violated"


def test_a_suspended_power_cannot_be_used() -> None:
    """A power of a suspended phase has no effect until the phase is resumed."""
    used = (storm("2025-01-05"), complained("2025-01-07"))
    assert state_of(STORM, *used, clause="free", on="2025-01-20") == "in force"
    again = (*used, off("2025-01-09"), complained("2025-01-11"))
    assert state_of(STORM, *again, clause="free", on="2025-01-20") == "terminated"


def test_an_ended_power_cannot_be_used() -> None:
    """A power that was itself ended does nothing, and is not shown as exercised."""
    text = """\
clause #c: North must pull back by day 30
clause #use: South may stop it
  then ends #c
clause #end: Oslo may end that
  then ends #use
"""
    rows = (did("end that", "2025-01-05", "Oslo"), did("stop it", "2025-01-07", "South"))
    assert state_of(text, *rows, on="2025-01-10") == "in force"
    assert state_of(text, *rows, clause="use", on="2025-01-10") == "terminated"
    assert state_of(text, *rows[::-1][:1], on="2025-01-10") == "terminated"


def test_a_power_whose_condition_does_not_hold_cannot_be_used() -> None:
    """A use before its condition holds is none."""
    text = """\
clause #c: North must pull back by day 30
clause #sign: North must sign by day 9
clause #use: South may stop it
  if #sign is fulfilled
  then ends #c
"""
    early, signed, late = (
        did("stop it", "2025-01-05", "South"),
        did("sign", "2025-01-07"),
        did("stop it", "2025-01-09", "South"),
    )
    assert state_of(text, early, signed, on="2025-01-20") == "in force"
    assert state_of(text, signed, late, on="2025-01-20") == "terminated"


def test_a_claim_to_have_used_a_power_moves_only_one_account() -> None:
    """Whether a clause was suspended is told on each account by itself."""
    claim = report("x", "lift it", "Oslo", happened="2025-01-03", event="", speaker="Oslo envoy")
    denied = report(
        "y",
        "lift it",
        "Oslo",
        said="2025-01-04",
        event="",
        happened="2025-01-03",
        stance="denies",
        speaker="Cairo envoy",
    )
    clause = standing_of(DECIDES, claim, denied, on="2025-01-10").of("c")
    assert (clause.accounts["Oslo"], clause.accounts["Cairo"]) == ("suspended", "in force")


@pytest.mark.parametrize(
    ("off_on", "said", "state"),
    [(None, "2025-01-12", "suspended"), ("2025-01-14", "2025-01-12", "in force"), ("2025-01-14", "2025-01-16", "violated")],
)  # fmt: skip
def test_what_is_due_while_it_is_suspended_is_not_broken_then(
    off_on: str | None, said: str, state: str
) -> None:
    """That it was not done breaks a duty that was suspended on its day only where it is said after the resumption."""
    text = """\
clause #c: North must pull back by day 10
clause #storm: Oslo may call a storm
  then suspends #c
clause #over: Oslo may call it off
  then resumes #c
"""
    no = did("pull back", said, happened="", stance="denies", speaker="North office")
    rows = [storm("2025-01-05"), no, *([off(off_on)] if off_on else [])]
    assert state_of(text, *rows, on="2025-01-20") == state
