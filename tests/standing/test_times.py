"""Times of the text, resolved from what has happened."""

from __future__ import annotations

import pytest

from servanda.record import Report, Share
from tests.builders import HEAD, at, day_begins, duties_of, report, standing_of, state_of

GATE = """\
phase two: from day 2
  opens when {condition}
clause #one: South must sign
clause #two: South must pay
clause #three: South must sing
"""


def did(act: str, on: str) -> Report:
    return report(act, act, "South", said=on, happened=on, event="")


@pytest.mark.parametrize(
    ("condition", "starts"),
    [
        ("#one is fulfilled and #two is fulfilled", "2025-01-06T10:00"),
        ("#one is fulfilled or #two is fulfilled", "2025-01-04T10:00"),
        ("#one is fulfilled and #three is fulfilled", None),
        ("not #three is fulfilled", "2025-01-02T00:00"),
        ("not #one is fulfilled", None),
    ],
)
def test_a_gate_opens_at_one_moment(condition: str, starts: str | None) -> None:
    """All of several open a gate with the last of them, any of several with the first."""
    rows = (did("sign", "2025-01-04T10:00"), did("pay", "2025-01-06T10:00"))
    phase = standing_of(GATE.format(condition=condition), *rows).phases[0]
    assert phase.starts == (None if starts is None else at(starts))


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("for 12 hours", "2025-01-01T12:00"),
        ("for 3 days", "2025-01-03"),
        ("until day 4", "2025-01-04"),
    ],
)
def test_a_prohibition_lasts_as_long_as_it_says(words: str, last: str) -> None:
    """A clause binds until its end, or for its length, to the second."""
    due = duties_of(f"clause #c: North must not attack {words}\n", on="2025-01-01T01:00")[0].due
    assert due is not None
    assert due.last == at(last)


def test_within_can_be_exclusive() -> None:
    """Where within is exclusive, the last day does not count; hours count to the second either way."""
    head = HEAD.replace("is inclusive", "is exclusive")
    for words, last in (("7 days", day_begins("2025-01-08") - 1), ("36 hours", at("2025-01-02T12:00"))):
        text = f"clause #c: North must pull back within {words} of entry\n"
        due = standing_of(text, head=head).of("c").first.duties[0].due
        assert due is not None
        assert due.last == last


def test_a_phase_that_nobody_wrote_never_starts() -> None:
    """A clause in a phase that is not there is not yet in force."""
    assert state_of("clause #c: North must pull back in phase nine\n") == "not yet in force"


def test_what_waits_for_an_unknown_clause_is_never_due() -> None:
    """A deadline after a clause that is not there does not come, and binds from no time that is unknown."""
    assert duties_of("clause #c: North must pull back by 3 days after #none\n")[0].due is None
    assert state_of("clause #c: North must pull back from 3 days after #none\n") == "not yet in force"


def test_stages_by_the_week_are_stages_of_seven_days() -> None:
    """A schedule by the week falls due every seventh day."""
    text = "clause #c: North must free 4 captives to South\n  2 every 1 week from day 7 until day 14\n"
    dues = [duty.due.last for duty in duties_of(text) if duty.due]
    assert dues == [at("2025-01-07"), at("2025-01-14")]


def test_a_run_of_stages_between_dates_is_laid_out() -> None:
    """Between dates, or by the month, a run has a stage at each of its times."""
    text = (
        "clause #c: North must free 6 captives to South\n  2 every 1 month from 2025-01-31 until 2025-03-31\n"
    )
    dues = [duty.due and duty.due.last for duty in duties_of(text)]
    assert dues == [at("2025-01-31"), at("2025-02-28"), at("2025-03-31")]


def test_a_schedule_that_cannot_be_counted_is_one_stage() -> None:
    """Between times that depend on what happens, a schedule is one stage at its first time."""
    text = (
        "clause #c: North must free 4 captives to South\n  2 every 7 days from 2025-01-07 until start of #c\n"
    )
    assert [duty.due and duty.due.last for duty in duties_of(text)] == [at("2025-01-07")]


def test_an_amendment_without_a_known_day_changes_nothing() -> None:
    """An amendment whose time is not known, or still to come, leaves the clause as it was."""
    for since in ("unknown", "day 20", "2025-03-01"):
        text = f"amendment #a in force {since}\n  in #c: day 5 becomes day 9\nclause #c: North must pull back by day 5\n"
        due = duties_of(text, on="2025-01-10")[0].due
        assert due is not None
        assert due.last == at("2025-01-05")


def test_readings_that_differ_show_the_one_written_first() -> None:
    """Where readings differ and none is in force, the state is that of the reading written first."""
    text = """\
clause #c: North must not attack until day 9
  reading "as written": as written
  reading "longer": until day 30
"""
    row = report("h", "attack", said="2025-01-15", happened="2025-01-15", event="")
    assert state_of(text, row) == "kept"


def test_what_may_lie_in_either_of_two_periods_is_certain_in_neither() -> None:
    """What was done about the turn of a week counts in each week at most, and in neither at least."""
    row = report("r1", happened="2025-01-07..2025-01-10", said="2025-01-12", event="")
    first, second, *_ = duties_of("clause #c: North must free captives every week\n", row)
    assert [first.done, second.done] == [Share(0, 1)] * 2


def test_what_was_done_on_the_day_of_entry_counts_in_the_first_period() -> None:
    """An act told of the day on which a rate begins, at some hour, counts in its first period, least and most."""
    row = report("r1", happened="2025-01-01", said="2025-01-02", event="")
    head = HEAD.replace("00:00 UTC", "11:15 UTC")
    duties = (
        standing_of("clause #c: North must free captives every day\n", row, head=head).of("c").first.duties
    )
    assert duties[0].done == Share(1, 1)


def test_a_number_that_is_amended_is_not_that_of_a_day() -> None:
    """Where "number 3 becomes 5", day 3 and 3 days stay what they are."""
    text = """\
clause #c: North must free 3 captives by later of day 3 and 3 days after entry
amendment #second in force day 2
  in #c: number 3 becomes 5
"""
    duty, *_ = duties_of(text, clause="c")
    assert duty.amount == 5
    assert duty.due is not None
    assert duty.due.last == at("2025-01-04")
