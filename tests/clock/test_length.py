from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.clock import UNITS, Length, moment_of, parse_moment, seconds_of, show_moment

ZONE = "Asia/Jerusalem"


def moved(text: str, count: int, unit: str, zone: str = ZONE) -> str:
    seconds = seconds_of(parse_moment(text, zone))
    length = Length(abs(count), unit)
    return show_moment(
        moment_of(length.after(seconds, zone) if count >= 0 else length.before(seconds, zone), zone)
    )


@pytest.mark.parametrize(
    ("start", "count", "unit", "end"),
    [
        ("2025-01-31 12:00", 1, "month", "2025-02-28T12:00:00+02:00"),
        ("2024-01-31 12:00", 1, "month", "2024-02-29T12:00:00+02:00"),
        ("2025-03-31 12:00", -1, "month", "2025-02-28T12:00:00+02:00"),
        ("2024-02-29 12:00", 1, "year", "2025-02-28T12:00:00+02:00"),
        ("2024-02-29 12:00", 4, "year", "2028-02-29T12:00:00+02:00"),
        ("2025-12-31 12:00", 2, "month", "2026-02-28T12:00:00+02:00"),
        ("2025-01-19 11:15", 6, "week", "2025-03-02T11:15:00+02:00"),
        ("2025-01-19 11:15", 90, "minute", "2025-01-19T12:45:00+02:00"),
    ],
)
def test_months_and_years_stop_at_the_last_day_there_is(start: str, count: int, unit: str, end: str) -> None:
    """A month from the 31st is the last day of a shorter month, and a year from 29 February is the 28th."""
    assert moved(start, count, unit) == end


def test_a_length_that_ends_in_a_skipped_hour_ends_an_hour_on() -> None:
    """A day, week, month or year that lands where the clocks skip an hour ends at the hour after, without a warning."""
    assert moved("2025-03-27 02:30", 1, "day") == "2025-03-28T03:30:00+03:00"
    assert moved("2025-03-21 02:30", 1, "week") == "2025-03-28T03:30:00+03:00"
    assert moved("2025-04-28 02:30", -1, "month") == "2025-03-28T03:30:00+03:00"
    assert moved("2024-03-28 02:30", 1, "year") == "2025-03-28T03:30:00+03:00"


def test_a_length_that_ends_in_a_repeated_hour_ends_in_its_first() -> None:
    """Where autumn repeats an hour, a day ends at the first of the two, and no length stays in the second."""
    assert moved("2025-10-25 01:30", 1, "day") == "2025-10-26T01:30:00+03:00"
    second = seconds_of(parse_moment("2025-10-26T01:30+02:00", ZONE))
    assert Length(0, "day").after(second, ZONE) == second


def test_days_follow_the_calendar_and_hours_follow_the_clock() -> None:
    """Across a change of the clocks a day keeps the time of day, and 24 hours do not."""
    assert moved("2025-03-27 12:00", 1, "day") == "2025-03-28T12:00:00+03:00"
    assert moved("2025-03-27 12:00", 24, "hour") == "2025-03-28T13:00:00+03:00"
    assert moved("2025-10-26 12:00", -1, "day") == "2025-10-25T12:00:00+03:00"
    assert moved("2025-10-26 12:00", -24, "hour") == "2025-10-25T13:00:00+03:00"


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 4_000_000_000), st.integers(0, 500), st.sampled_from(UNITS))
def test_after_is_never_earlier_and_before_is_never_later(seconds: int, count: int, unit: str) -> None:
    """A length after a time is not before it, a length before is not after it, and no length moves nothing."""
    length = Length(count, unit)
    assert length.before(seconds, ZONE) <= seconds <= length.after(seconds, ZONE)
    assert Length(0, unit).after(seconds, ZONE) == seconds


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 4_000_000_000), st.integers(0, 100), st.integers(0, 100))
def test_weeks_are_seven_days_and_hours_sixty_minutes(seconds: int, one: int, other: int) -> None:
    """The same length in another unit ends at the same time."""
    assert Length(one, "week").after(seconds, ZONE) == Length(7 * one, "day").after(seconds, ZONE)
    assert Length(other, "hour").after(seconds, ZONE) == Length(60 * other, "minute").after(seconds, ZONE)
