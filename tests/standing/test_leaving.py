"""Leaving: what ends for the one who leaves, and what goes on."""

from __future__ import annotations

from servanda.record import Report
from tests.builders import HEAD, did, duties_of, standing_of

TEXT = """\
clause #pull: each party must pull back by day 20
clause #calm: each party must not attack
clause #pay: North must pay by day 20
clause #talks: together North and South must begin talks by day 20
clause #three: together North, South, East must meet by day 20
clause #east: East must send boats by day 20
clause #stop: North may call a halt
  then ends #east
clause #c: each party may give notice
  then leaves keeping #calm{delay}
"""
THREE = HEAD.replace("party North, South", "party North, South, East")
NOW, LATER = TEXT.format(delay=""), TEXT.format(delay=" after 5 days")


def notice(on: str, by: str = "North") -> Report:
    return did("give notice", on, by)


def states(*rows: Report, on: str = "2025-01-12", text: str = NOW) -> dict[str, list[str]]:
    standing = standing_of(text, *rows, on=on, head=THREE)
    return {one.clause.id: [duty.state for duty in one.first.duties] for one in standing.clauses}


def test_every_duty_ends_for_the_one_who_leaves() -> None:
    """The duties of North end, those of the others go on."""
    found = states(notice("2025-01-08"))
    assert found["pull"] == ["terminated", "in force", "in force"]
    assert (found["pay"], found["east"]) == (["terminated"], ["in force"])


def test_what_is_kept_binds_on() -> None:
    """A clause that is kept binds the one who left as it did before."""
    assert states(notice("2025-01-08"))["calm"] == ["in force"] * 3
    broken = states(notice("2025-01-08"), did("attack", "2025-01-10"))
    assert broken["calm"] == ["violated", "in force", "in force"]


def test_a_joint_act_ends_when_only_one_is_left() -> None:
    """Of two who must do it together, one cannot do it alone; of three, two still can."""
    found = states(notice("2025-01-08"))
    assert (found["talks"], found["three"]) == (["terminated"], ["in force"])
    both = states(notice("2025-01-08"), notice("2025-01-09", "East"))
    assert both["talks"] == ["terminated"]


def test_a_joint_act_of_three_ends_when_two_have_left() -> None:
    """Two who left one after the other leave one, who cannot meet alone."""
    assert states(notice("2025-01-08"), notice("2025-01-09", "East"))["three"] == ["terminated"]


def test_the_one_who_left_has_no_powers() -> None:
    """A power of North used after it left does nothing; used before, it did."""
    late = states(notice("2025-01-08"), did("call a halt", "2025-01-10"))
    assert (late["east"], late["stop"]) == (["in force"], ["terminated"])
    early = states(did("call a halt", "2025-01-07"), notice("2025-01-08"))
    assert early["east"] == ["terminated"]


def test_leaving_may_take_effect_later() -> None:
    """Notice given on the eighth takes effect after five days, and until then everything binds."""
    assert states(notice("2025-01-08"), text=LATER, on="2025-01-12")["pay"] == ["in force"]
    assert states(notice("2025-01-08"), text=LATER, on="2025-01-14")["pay"] == ["terminated"]
    used = states(notice("2025-01-08"), did("call a halt", "2025-01-10"), text=LATER)
    assert used["east"] == ["terminated"]


def test_what_was_broken_before_stays_broken() -> None:
    """Leaving takes no violation back, and no fulfilment."""
    no = did("pay", "2025-01-25", stance="denies", happened="", speaker="North office")
    assert states(no, notice("2025-01-27"), on="2025-01-31")["pay"] == ["violated"]
    assert states(did("pay", "2025-01-07"), notice("2025-01-08"))["pay"] == ["fulfilled"]


def test_nothing_that_was_left_is_broken_afterwards() -> None:
    """What somebody says was not done, once the duty has ended, breaks nothing."""
    no = did("pay", "2025-01-25", stance="denies", happened="", speaker="North office")
    assert states(notice("2025-01-08"), no, on="2025-01-31")["pay"] == ["terminated"]


def test_the_use_of_the_power_is_shown_for_whom_it_was_used() -> None:
    """North has exercised its right to leave, and the others still have theirs."""
    duties = duties_of(NOW.replace(", East", "").replace("East", "South"), notice("2025-01-08"))
    assert [duty.state for duty in duties] == ["exercised", "available"]
