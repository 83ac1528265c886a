from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.clock import DayCount, moment_of, parse_moment, seconds_of, show_moment

ZONES = st.sampled_from(
    ["UTC", "Asia/Jerusalem", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo"]
)
STARTS = st.integers(0, 4_000_000_000)


def count(text: str, zone: str = "Asia/Jerusalem", first_is_start: bool = True) -> DayCount:
    return DayCount(seconds_of(parse_moment(text, zone)), zone, first_is_start)


def shown(seconds: int, zone: str = "Asia/Jerusalem") -> str:
    return show_moment(moment_of(seconds, zone))


def test_day_one_begins_with_the_start_and_the_others_at_midnight() -> None:
    """Day 1 begins when the agreement does, day 2 with the first second of the next date."""
    days = count("2025-01-19 11:15")
    assert shown(days.begins(1)) == "2025-01-19T11:15:00+02:00"
    assert shown(days.begins(2)) == "2025-01-20T00:00:00+02:00"
    assert shown(days.ends(1)) == "2025-01-19T23:59:59+02:00"


@pytest.mark.parametrize(
    ("day", "date"), [(1, "01-19"), (7, "01-25"), (16, "02-03"), (42, "03-01"), (50, "03-09")]
)
def test_the_days_of_the_gaza_agreement_are_those_that_were_printed(day: int, date: str) -> None:
    """With the day of entry as day 1, the days fall on the dates that the outlets counted."""
    assert shown(count("2025-01-19 11:15").ends(day)).startswith(f"2025-{date}T23:59:59")


def test_day_one_may_be_the_day_after() -> None:
    """Counted from the day after, every day lies one date later, and begins at midnight."""
    days = count("2025-01-19 11:15", first_is_start=False)
    assert shown(days.begins(1)) == "2025-01-20T00:00:00+02:00"
    assert days.day_of(days.start) == 0


@pytest.mark.parametrize(
    ("start", "zone", "hours"),
    [("2025-03-08 12:00", "America/New_York", 23), ("2025-11-01 12:00", "America/New_York", 25), ("2025-03-27 12:00", "Asia/Jerusalem", 23)],
)  # fmt: skip
def test_a_day_is_a_date_and_not_24_hours(start: str, zone: str, hours: int) -> None:
    """The day on which the clocks change is an hour shorter or longer, and the next begins at midnight all the same."""
    days = count(start, zone)
    assert days.ends(2) + 1 - days.begins(2) == hours * 3600
    assert "T00:00:00" in shown(days.begins(3), zone)


def test_a_midnight_that_is_skipped_begins_at_one() -> None:
    """Where the clocks leave out midnight, the day begins with the first second that there is."""
    assert (
        shown(count("2018-11-03 12:00", "America/Sao_Paulo").begins(2), "America/Sao_Paulo")
        == "2018-11-04T01:00:00-02:00"
    )


@settings(deadline=None, max_examples=200)
@given(STARTS, ZONES, st.integers(1, 3000), st.booleans())
def test_days_follow_each_other_without_gap_or_overlap(
    start: int, zone: str, day: int, first_is_start: bool
) -> None:
    """Each day ends one second before the next begins, and every second of it belongs to it."""
    days = DayCount(start, zone, first_is_start)
    assert days.ends(day) + 1 == days.begins(day + 1)
    assert days.day_of(days.begins(day)) == days.day_of(days.ends(day)) == day


@settings(deadline=None, max_examples=100)
@given(STARTS, ZONES)
def test_the_day_of_the_start_begins_at_or_before_it(start: int, zone: str) -> None:
    """The day that holds the start begins no later than the start and within 25 hours of it."""
    assert 0 <= start - DayCount(start, zone).begins_day() < 25 * 3600
