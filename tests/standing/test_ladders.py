"""In place of: substitutes, what was left of the first, and ladders of several rungs."""

from __future__ import annotations

import pytest

from servanda.record import Report
from tests.builders import at, day_begins, did, duties_of, remarks_of, standing_of

LADDER = """\
clause #agree: together North and South must agree on a border by day 10
clause #vote: Watch must vote on a border within 5 days of deadline of #agree
  in place of #agree
clause #decide: Oslo must decide on a border within 5 days of deadline of #vote
  in place of #vote
"""
MINES = """\
clause #clear: North must clear 90 mines by day 10
clause #c: South must clear mines by day 20
  in place of #clear
"""
DATED = """\
clause #clear: North must clear 90 mines by day 10
clause #c: South must clear mines from day 15 until day 25
  in place of #clear
"""
RUNGS = ("agree", "vote", "decide")


def agreed(on: str) -> Report:
    return did("agree on a border", on, "North; South")


def voted(on: str) -> Report:
    return did("vote on a border", on, "Watch")


def decided(on: str) -> Report:
    return did("decide on a border", on, "Oslo")


def states(*rows: Report, on: str, text: str = LADDER, rungs: tuple[str, ...] = RUNGS) -> list[str]:
    standing = standing_of(text, *rows, on=on)
    return [standing.of(rung).state for rung in rungs]


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2025-01-09", ["in force", "not yet in force", "not yet in force"]),
        ("2025-01-12", ["discharged", "in force", "not yet in force"]),
        ("2025-01-17", ["discharged", "discharged", "in force"]),
        ("2025-01-28", ["discharged", "discharged", "in force"]),
    ],
)
def test_a_ladder_goes_from_rung_to_rung(on: str, found: list[str]) -> None:
    """Each rung binds once the one before it is overdue, and the one before it is then discharged."""
    assert states(on=on) == found


def test_each_rung_has_its_own_clock() -> None:
    """Five days after the deadline of the first, and five after that of the second."""
    dues = [standing_of(LADDER).of(rung).first.duties[0].due for rung in RUNGS]
    assert [due and due.last for due in dues] == [at("2025-01-10"), at("2025-01-15"), at("2025-01-20")]
    assert standing_of(LADDER).of("decide").first.overdue
    assert not standing_of(LADDER).of("agree").first.overdue


@pytest.mark.parametrize("on", ["2025-01-12", "2025-01-17", "2025-01-31"])
def test_what_is_done_in_time_leaves_no_rung_to_bind(on: str) -> None:
    """Agreed in time, no vote is ever due, nor a decision in place of a vote that was never due."""
    assert states(agreed("2025-01-08"), on=on) == ["fulfilled", "not yet in force", "not yet in force"]


def test_a_rung_that_is_done_ends_the_ladder() -> None:
    """Voted in time, nothing is left to be decided."""
    assert states(voted("2025-01-13"), on="2025-01-31") == ["discharged", "fulfilled", "not yet in force"]
    assert states(voted("2025-01-13"), decided("2025-01-18"), on="2025-01-31")[:2] == [
        "discharged",
        "fulfilled",
    ]


def test_the_last_rung_is_fulfilled() -> None:
    """Decided, the last rung is fulfilled and the others stay discharged."""
    assert states(decided("2025-01-18"), on="2025-01-31") == ["discharged", "discharged", "fulfilled"]


def test_a_substitute_owes_what_was_left() -> None:
    """Of ninety mines forty were cleared in time: fifty are due from the other."""
    row = did("clear mines", "2025-01-08", quantity="40")
    standing = standing_of(MINES, row, on="2025-01-15")
    duty = standing.of("c").first.duties[0]
    assert (duty.bearers, duty.amount, duty.done.least, duty.state) == (("South",), 50, 0, "in force")
    assert standing.of("clear").state == "discharged"
    assert ("discharged", "what was left of it is due under #c, from South") in remarks_of(standing, "clear")
    assert ("in-place-of", "it stands in place of #clear") in remarks_of(standing)


def test_the_remainder_is_fulfilled_by_the_substitute() -> None:
    """Fifty more by the other fulfil what was left; forty-nine do not."""
    first = did("clear mines", "2025-01-08", quantity="40")
    for quantity, state in (("50", "fulfilled"), ("49", "in force")):
        rest = did("clear mines", "2025-01-18", "South", quantity=quantity)
        assert states(first, rest, on="2025-01-31", text=MINES, rungs=("clear", "c")) == ["discharged", state]


def test_a_substitute_may_begin_with_a_date_of_its_own() -> None:
    """With a start of its own, it binds from then, and until then the first is overdue and not discharged."""
    rungs = ("clear", "c")
    assert states(on="2025-01-12", text=DATED, rungs=rungs) == ["in force", "not yet in force"]
    assert states(on="2025-01-16", text=DATED, rungs=rungs) == ["discharged", "in force"]
    assert duties_of(DATED, did("clear mines", "2025-01-12", quantity="40"), on="2025-01-16")[0].amount == 50


@pytest.mark.parametrize("on", ["2025-01-16", "2025-01-31"])
def test_with_its_own_date_it_does_not_bind_where_nothing_is_left(on: str) -> None:
    """Where the first was fulfilled before the substitute's own date, the substitute never binds."""
    row = did("clear mines", "2025-01-08", quantity="90")
    assert states(row, on=on, text=DATED, rungs=("clear", "c")) == ["fulfilled", "not yet in force"]


def test_without_a_number_a_dated_substitute_does_not_bind_either() -> None:
    """What has no number and was done leaves nothing to be done in its place."""
    text = """\
clause #first: North must pull back by day 10
clause #c: South must help from day 15 until day 25
  in place of #first
"""
    assert states(did("pull back", "2025-01-08"), on="2025-01-31", text=text, rungs=("first", "c")) == [
        "fulfilled", "not yet in force",
    ]  # fmt: skip
    assert states(on="2025-01-16", text=text, rungs=("first", "c")) == ["discharged", "in force"]


def test_overdue_is_a_condition() -> None:
    """A clause can wait for another to be overdue: past its deadline, not fulfilled, and never before."""
    text = "clause #first: North must pull back by day 10\nclause #c: South must sing by day 30\n  if #first is overdue\n"
    assert states(on="2025-01-10", text=text, rungs=("c",)) == ["in force"]
    assert states(on="2025-01-09", text=text, rungs=("c",)) == ["not yet in force"]
    late = did("pull back", "2025-01-15")
    assert states(did("pull back", "2025-01-08"), on="2025-01-12", text=text, rungs=("c",)) == [
        "not yet in force"
    ]
    assert states(late, on="2025-01-20", text=text, rungs=("c",)) == ["in force"]


def test_the_takeover_comes_with_the_last_second_of_the_deadline() -> None:
    """A deadline has passed with its last second, and the substitute binds from it."""
    text = "clause #first: North must pull back by day 10\nclause #c: South must pull back by day 20\n  in place of #first\n"
    before = standing_of(text, on="2025-01-10T23:59:58")
    assert before.of("c").state == "not yet in force"
    assert standing_of(text, on="2025-01-10").of("c").state == "in force"
    assert day_begins("2025-01-11") - 1 == at("2025-01-10")


def test_a_clause_that_does_not_bind_is_not_overdue() -> None:
    """What waits for a condition, or was ended before its deadline, is never overdue; what came to bind late is from then."""
    text = """\
clause #first: North must pull back by day 10
  if #sign is fulfilled
clause #sign: South must sign by day 30
clause #stop: Oslo may stop it
  then ends #first
clause #c: South must sing by day 30
  if #first is overdue
"""
    signed, stopped = did("sign", "2025-01-05", "South"), did("stop it", "2025-01-08", "Oslo")
    assert states(on="2025-01-20", text=text, rungs=("c",)) == ["not yet in force"]
    assert states(signed, on="2025-01-20", text=text, rungs=("c",)) == ["in force"]
    assert states(signed, stopped, on="2025-01-20", text=text, rungs=("c",)) == ["not yet in force"]
    late = did("sign", "2025-01-15", "South")
    assert [states(late, on=on, text=text, rungs=("c",)) for on in ("2025-01-14", "2025-01-16")] == [
        ["not yet in force"], ["in force"],
    ]  # fmt: skip


def test_rungs_in_place_of_each_other_never_bind() -> None:
    """Two clauses in place of each other wait for ever, and nothing goes round."""
    text = """\
clause #c: North must pull back by day 10
  in place of #d
clause #d: South must pull back by day 12
  in place of #c
"""
    assert states(on="2025-01-20", text=text, rungs=("c", "d")) == ["not yet in force", "not yet in force"]


def test_what_was_handed_on_is_not_broken_afterwards() -> None:
    """Once another stands in its place, that it was not done breaks nothing; what was broken before stays broken."""
    no = did("clear mines", "2025-01-18", happened="", stance="denies", speaker="North office")
    early = did("clear mines", "2025-01-12", happened="", stance="denies", speaker="North office")
    assert states(no, on="2025-01-31", text=DATED, rungs=("clear",)) == ["discharged"]
    assert states(early, on="2025-01-31", text=DATED, rungs=("clear",)) == ["violated"]
