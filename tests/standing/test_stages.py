"""Stages: runs by the month and the half-year, and how much of each is done."""

from __future__ import annotations

from tests.builders import at, did, duties_of, standing_of

MONTHS = """\
clause #c: North must free 9 captives to South by 2025-06-30
  2 every 1 month from 2025-01-31 until 2025-04-30
  rest by 2025-06-30
"""


def test_a_run_by_the_month_keeps_to_the_last_day_of_short_months() -> None:
    """From the last of January, each stage falls on the last day that its month has; none is lost after February."""
    dues = [duty.due and duty.due.last for duty in duties_of(MONTHS)]
    months = ("2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-06-30")
    assert dues == [at(month) for month in months]
    assert [duty.amount for duty in duties_of(MONTHS)] == [2, 2, 2, 2, 1]


def test_a_run_by_the_month_is_met_by_one_sum() -> None:
    """What was done early counts for the stages that follow."""
    rows = did("free captives", "2025-01-20", quantity="5", event="a")
    duties = duties_of(MONTHS, rows, on="2025-03-31")
    assert [(duty.state, duty.done.least) for duty in duties] == [
        ("fulfilled", 2), ("fulfilled", 2), ("in force", 1), ("in force", 0), ("in force", 0),
    ]  # fmt: skip
    assert [duty.overdue for duty in duties] == [False, False, True, False, False]


def test_half_years_are_stages_of_six_months() -> None:
    """A run by six months has two stages a year, over the turn of the year."""
    text = "clause #c: North must free 6 captives to South\n  2 every 6 months from 2025-03-31 until 2026-03-31\n"
    assert [duty.due and duty.due.last for duty in duties_of(text)] == [
        at("2025-03-31"), at("2025-09-30"), at("2026-03-31"),
    ]  # fmt: skip


def test_a_run_by_the_year_steps_over_the_leap_day() -> None:
    """From 29 February, a run by the year falls on the last day of February in other years."""
    text = (
        "clause #c: North must free 6 captives to South\n  2 every 1 year from 2028-02-29 until 2030-12-31\n"
    )
    dues = [duty.due and duty.due.last for duty in duties_of(text)]
    assert dues == [at("2028-02-29"), at("2029-02-28"), at("2030-02-28")]


def test_what_is_next_of_a_run_is_its_next_stage() -> None:
    """Between two stages, what is due next is what is missing of the one to come."""
    following = standing_of(MONTHS, did("free captives", "2025-01-20", quantity="3"), on="2025-02-10").of("c")
    assert following.first.next is not None
    assert (following.first.next.quantity, following.first.next.by) == (1, at("2025-02-28"))
