from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.clock import BadTime, is_zone, moment_of, parse_moment, seconds_of, show_day, show_moment

ZONES = ("UTC", "Asia/Jerusalem", "Europe/Dublin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia")
EARLIEST = datetime(1950, 1, 1, tzinfo=UTC)
moments = st.integers(0, 7_800_000_000).map(lambda s: int((EARLIEST + timedelta(seconds=s)).timestamp()))


def shown(text: str, zone: str = "Asia/Jerusalem") -> str:
    return show_moment(parse_moment(text, zone))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-01-22", "2025-01-22T23:59:59+02:00"),
        ("2025-01-22 11:15", "2025-01-22T11:15:00+02:00"),
        ("2025-01-22T11:15", "2025-01-22T11:15:00+02:00"),
        (" 2025-01-22T11:15:30 ", "2025-01-22T11:15:30+02:00"),
        ("2025-01-22T11:15:00Z", "2025-01-22T13:15:00+02:00"),
        ("2025-07-22T11:15:00+00:00", "2025-07-22T14:15:00+03:00"),
    ],
)
def test_a_date_is_its_end_and_a_time_is_of_the_zone_or_its_own_offset(text: str, moment: str) -> None:
    """A date stands for its last second; a time without an offset is local, one with an offset is not."""
    assert shown(text) == moment


@pytest.mark.parametrize(
    "text",
    ["", "tomorrow", "2025-02-30", "2025-1-2", "22 Jan 2025", "2025-01-22 24:00", "2025-01-22 11:60", "1899-12-31", "2200-01-01", "9999-12-31", "2025-13-01"],
)  # fmt: skip
def test_what_names_no_moment_is_refused(text: str) -> None:
    """A text that is no date or time, a day that does not exist, and a far year are all refused."""
    with pytest.raises(BadTime):
        parse_moment(text, "UTC")


def test_a_far_year_is_refused_as_one() -> None:
    """A date that can be read and lies too far off is not called unreadable."""
    with pytest.raises(BadTime, match="the year 2200 lies outside 1900 to 2199"):
        parse_moment("2200-01-01", "UTC")


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=30), st.sampled_from(ZONES))
def test_any_text_is_a_moment_or_is_refused(text: str, zone: str) -> None:
    """Reading a moment raises nothing but the refusal."""
    with contextlib.suppress(BadTime):
        assert seconds_of(parse_moment(text, zone)) is not None


@settings(deadline=None, max_examples=150)
@given(moments, st.sampled_from(ZONES))
def test_a_moment_survives_being_written(seconds: int, zone: str) -> None:
    """Seconds into a moment, into text and back are the same seconds, in every zone and at every offset."""
    moment = moment_of(seconds, zone)
    assert seconds_of(moment) == seconds
    assert seconds_of(parse_moment(show_moment(moment), zone)) == seconds


def test_an_hour_that_the_clock_skips_is_moved_on() -> None:
    """A local time in the gap of spring is the same moment as the hour after it."""
    assert shown("2025-03-28 02:30") == "2025-03-28T03:30:00+03:00"


def test_an_hour_that_comes_twice_is_the_first_of_the_two() -> None:
    """A local time that autumn repeats is read as its first coming."""
    assert shown("2025-10-26 01:30") == "2025-10-26T01:30:00+03:00"


def test_a_day_is_shown_with_its_hour_unless_it_is_the_days_end() -> None:
    """The first and the last second of a day are shown as the day alone."""
    days = ["2025-01-22", "2025-01-22 00:00", "2025-01-22 09:05"]
    assert [show_day(parse_moment(day, "UTC")) for day in days] == [
        "22 Jan 2025",
        "22 Jan 2025",
        "22 Jan 2025 09:05",
    ]


@pytest.mark.parametrize(
    "name", ["", "Mars", "America", "../UTC", "Asia/Jerusalem/", "asia jerusalem", "x" * 300, "\0"]
)
def test_what_is_no_zone_is_said_to_be_none(name: str) -> None:
    """A zone that does not exist, a folder of zones, and a path are no zones."""
    assert not is_zone(name)


@pytest.mark.parametrize("name", ZONES)
def test_the_zones_of_the_database_are_known(name: str) -> None:
    """Zones are found by their name in the IANA database."""
    assert is_zone(name)
