"""In step: two duties owed together, and neither first."""

from __future__ import annotations

import pytest

from servanda.record import Report
from tests.builders import did, duties_of, remarks_of, report, standing_of

PAIR = """\
clause #c: North must withdraw 400 guards by day 20
  in step with #deploy
clause #deploy: South must deploy 1,000 wardens by day 20
  in step with #c
"""
PLAIN = """\
clause #c: North must pull back by day 20
  in step with #d
clause #d: South must disarm by day 20
  in step with #c
"""


def withdrew(quantity: str, on: str = "2025-01-10") -> Report:
    return did("withdraw guards", on, quantity=quantity)


def deployed(quantity: str, on: str = "2025-01-10") -> Report:
    return did("deploy wardens", on, "South", quantity=quantity)


def denied(act: str, by: str, **cells: str) -> Report:
    return report(f"no {act}", act, by, said="2025-01-25", event="", stance="denies", **cells)


NO = (denied("withdraw guards", "North", speaker="North office"), denied("deploy wardens", "South", speaker="South office"))  # fmt: skip


def steps(*rows: Report, text: str = PAIR, other: str = "deploy") -> list[tuple[str, str, bool]]:
    standing = standing_of(text, *rows)
    duties = [standing.of(clause).first.duties[0] for clause in ("c", other)]
    return [(duty.state, duty.step, duty.overdue) for duty in duties]


@pytest.mark.parametrize(
    "rows", [(), NO, (withdrew("100"), deployed("250")), (withdrew("100"), deployed("250"), *NO)]
)
def test_equal_shares_past_the_date_are_a_stand_off(rows: tuple[Report, ...]) -> None:
    """Where both have done the same share, nobody is late and nothing is broken, whatever is said of it."""
    assert steps(*rows) == [("in force", "level", False), ("in force", "level", False)]
    names = [name for name, _ in remarks_of(standing_of(PAIR, *rows))]
    assert "stand-off" in names


def test_a_stand_off_says_since_when_and_with_whom() -> None:
    """The remark names the date and the other clause, and no fault."""
    words = dict(remarks_of(standing_of(PAIR)))["stand-off"]
    assert words.startswith("a stand-off since 20 Jan: #deploy is owed in step with it")


def test_the_one_behind_is_late_and_the_one_ahead_waits() -> None:
    """Shares are compared, not numbers: 200 of 400 are ahead of 400 of 1,000."""
    rows = (withdrew("200"), deployed("400"))
    assert steps(*rows) == [("in force", "ahead", False), ("in force", "behind", True)]
    standing = standing_of(PAIR, *rows)
    assert "waits-for-other" in dict(remarks_of(standing))
    assert "behind" in dict(remarks_of(standing, "deploy"))


def test_only_the_one_behind_can_be_violated() -> None:
    """A statement after the date breaks the duty of the one behind and never that of the one ahead."""
    assert steps(withdrew("200"), deployed("400"), *NO) == [
        ("in force", "ahead", False),
        ("violated", "behind", True),
    ]


def test_before_the_date_nothing_is_behind() -> None:
    """Until the date, each may go first, and no step is compared."""
    standing = standing_of(PAIR, deployed("400"), on="2025-01-15")
    assert [standing.of(c).first.duties[0].step for c in ("c", "deploy")] == ["", ""]
    assert remarks_of(standing, "c") == []


def test_both_done_are_both_fulfilled() -> None:
    """Where both have done all, both are fulfilled, each late or in time by itself."""
    duties = steps(withdrew("400"), deployed("1000", "2025-01-25"))
    assert [state for state, _, _ in duties] == ["fulfilled", "fulfilled"]
    late = duties_of(PAIR, withdrew("400"), deployed("1000", "2025-01-25"), clause="deploy")[0].late
    assert late is not None


def test_one_that_has_done_all_leaves_the_other_behind() -> None:
    """Once one is fulfilled, the other is late."""
    assert steps(withdrew("400")) == [("fulfilled", "", False), ("in force", "behind", True)]


def test_more_than_all_is_no_more_than_all() -> None:
    """Having done more than was asked puts nobody further ahead."""
    assert steps(withdrew("800"), deployed("1000"))[0][0] == "fulfilled"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((), ["level", "level"]),
        ((did("pull back", "2025-01-10"),), ["", "behind"]),
        ((did("disarm", "2025-01-10", "South"),), ["behind", ""]),
    ],
)
def test_what_has_no_number_is_done_or_not(rows: tuple[Report, ...], found: list[str]) -> None:
    """Without numbers a share is all or nothing."""
    assert [step for _, step, _ in steps(*rows, text=PLAIN, other="d")] == found


def test_a_step_is_compared_on_each_account() -> None:
    """What only one side claims puts it ahead on its own account, and level on the cautious one."""
    claim = did("withdraw guards", "2025-01-10", quantity="200", speaker="North office")
    found = {a: duties_of(PAIR, claim, account=a)[0].step for a in ("cautious", "North", "South")}
    assert found == {"cautious": "level", "North": "ahead", "South": "level"}


def test_one_may_be_in_step_with_one_that_is_not() -> None:
    """Only the clause that says so waits; the other is simply late."""
    text = PLAIN.replace("by day 20\n  in step with #c", "by day 20")
    assert steps(text=text, other="d") == [("in force", "level", False), ("in force", "", True)]


def test_a_reading_may_put_it_in_step() -> None:
    """On the reading that the two are owed in step it is a stand-off, on the other it is late."""
    text = """\
clause #c: North must pull back by day 20
  reading "by itself" held by South: as written
  reading "together" held by North: in step with #d
clause #d: South must disarm by day 20
"""
    standing = standing_of(text)
    assert [(v.label, v.overdue) for v in standing.of("c").variants] == [
        ("by itself", True),
        ("together", False),
    ]
    assert standing.of("c").disputed
