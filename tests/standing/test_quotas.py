"""Quotas and refusals: rights that are used, not used, used too often, or refused."""

from __future__ import annotations

import pytest

from servanda.record import Report
from tests.builders import did, duties_of, remarks_of, report, standing_of, state_of

VISITS = "clause #c: North may visit at most 3 sites every year from 2025-01-01\n"
EACH = "clause #c: each of North and South may visit at most 3 sites every month\n"
PLAIN = "clause #c: North may dive\n"
POWER = "clause #c: North may withdraw\n  then ends #x\nclause #x: South must pull back by day 30\n"
CONDITION = PLAIN + "clause #d: South must apologise by day 30\n  if #c is refused\n"


def visit(on: str, quantity: str = "1", by: str = "North") -> Report:
    return did("visit sites", on, by, quantity=quantity)


def refusal(on: str, by: str = "South", to: str = "North", act: str = "visit sites", **cells: str) -> Report:
    return did(f"refuse to {act}", on, by, to=to, **cells)


def test_an_unused_right_is_no_breach() -> None:
    """A period in which nothing was used has lapsed, the running one is open, and nothing is overdue."""
    duties = duties_of(VISITS, on="2026-06-01")
    assert [(duty.state, duty.overdue) for duty in duties] == [("lapsed", False), ("open", False)]
    assert state_of(VISITS, on="2026-06-01") == "open"


@pytest.mark.parametrize(("rows", "state"), [(3, "open"), (4, "violated")])
def test_no_more_than_the_number_may_be_used(rows: int, state: str) -> None:
    """The third visit of a year is a right, and the fourth breaks the clause."""
    those = [visit(f"2025-0{month}-10") for month in range(1, rows + 1)]
    clause = standing_of(VISITS, *those, on="2025-06-01").of("c")
    assert (clause.state, clause.first.duties[0].done.least) == (state, rows)


def test_a_quota_begins_anew_with_each_period() -> None:
    """Three at the end of one year and three at the beginning of the next are within the quota."""
    rows = [visit("2025-12-20", "3"), visit("2026-01-02", "3")]
    assert [duty.state for duty in duties_of(VISITS, *rows, on="2026-06-01")] == ["lapsed", "open"]


def test_each_party_has_its_own_quota() -> None:
    """Three visits of each are within the quota of each; what one did not use is not the other's."""
    both = (visit("2025-01-05", "3"), visit("2025-01-06", "3", "South"))
    assert state_of(EACH, *both, on="2025-01-20") == "open"
    duties = duties_of(EACH, visit("2025-01-05", "4"), on="2025-01-20")
    assert [(duty.bearers, duty.state) for duty in duties] == [(("North",), "violated"), (("South",), "open")]


def test_a_refusal_is_shown_in_the_period_in_which_it_fell() -> None:
    """What the other side admits to have refused is refused, in that period alone."""
    clause = standing_of(VISITS, refusal("2025-03-01", speaker="South office"), on="2026-06-01").of("c")
    assert [(duty.state, duty.refused.least) for duty in clause.first.duties] == [("refused", 1), ("open", 0)]
    assert clause.state == "refused"
    text = (
        "refused to North by South on 1 Mar; acknowledged: said by South office against its side's interest"
    )
    assert ("refused", text) in remarks_of(
        standing_of(VISITS, refusal("2025-03-01", speaker="South office"), on="2025-06-01")
    )


def test_a_refusal_that_only_the_refused_tells_is_a_claim() -> None:
    """The holder's own word of a refusal counts on its account and not on the cautious one."""
    row = refusal("2025-03-01", speaker="North office")
    standing = standing_of(VISITS, row, on="2025-06-01")
    clause = standing.of("c")
    states = {name: clause.accounts[name] for name in ("cautious", "generous", "North", "South")}
    assert states == {"cautious": "open", "generous": "refused", "North": "refused", "South": "open"}
    assert clause.disputed
    assert (
        "claimed",
        "refused to North by South on 1 Mar, as North office says; not taken here",
    ) in remarks_of(standing)


def test_a_refusal_to_one_is_not_one_to_another() -> None:
    """Of a right of each, only that of the one who was refused is refused; named by nobody, all but the refuser's."""
    duties = duties_of(EACH, refusal("2025-01-05"), on="2025-01-20")
    assert [(duty.bearers, duty.state) for duty in duties] == [(("North",), "refused"), (("South",), "open")]
    unnamed = duties_of(EACH, refusal("2025-01-05", to=""), on="2025-01-20")
    assert [duty.state for duty in unnamed] == ["refused", "open"]


def test_a_refusal_does_not_use_the_right() -> None:
    """What was refused does not count towards the quota."""
    rows = (visit("2025-02-01", "3"), refusal("2025-03-01"))
    duty = duties_of(VISITS, *rows, on="2025-06-01")[0]
    assert (duty.done.least, duty.refused.least, duty.state) == (3, 1, "refused")


def test_a_plain_right_can_be_refused() -> None:
    """A permission without a number is refused by a refusal, and open before it."""
    row = refusal("2025-01-05", act="dive")
    assert [state_of(PLAIN, row, on=f"2025-01-0{day}") for day in (4, 6)] == ["open", "refused"]


def test_a_denied_refusal_is_not_taken() -> None:
    """A refusal that the other side denies is only a claim."""
    rows = (refusal("2025-01-05", act="dive", event="a"),
            report("no", "refuse to dive", "South", to="North", happened="2025-01-05", event="a", stance="denies", speaker="South office", said="2025-01-06"))  # fmt: skip
    assert state_of(PLAIN, *rows) == "open"


def test_a_condition_can_wait_for_a_refusal() -> None:
    """A duty that hangs on a refusal binds once one is taken."""
    row = refusal("2025-01-05", act="dive")
    assert state_of(CONDITION, clause="d") == "not yet in force"
    assert state_of(CONDITION, row, clause="d", on="2025-01-06") == "in force"


def test_a_power_is_not_refused() -> None:
    """A power is used by whoever has it; that somebody refuses it does not stop it from taking effect."""
    row = refusal("2025-01-05", act="withdraw")
    used = did("withdraw", "2025-01-08")
    assert state_of(POWER, row, used, on="2025-01-10") == "exercised"
    assert state_of(POWER, row, used, clause="x", on="2025-01-10") == "terminated"
    assert state_of(POWER, row, on="2025-01-10") == "available"
