"""The days of a zone over columns, against lengths and moments of the clock, which know every change of every zone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.clock import Length, moment_of, parse_moment, seconds_of
from servanda.columns.calendar import DAY, FIRST, LAST, calendar_of, day_number, day_numbers, later
from tests.generated import examples

ZONES = (
    "Asia/Jerusalem", "Africa/Casablanca", "Pacific/Apia", "Australia/Lord_Howe", "America/New_York", "UTC",
)  # fmt: skip
MONTHS = 40 * DAY
ODD = tuple(
    (zone, at)
    for zone in ZONES
    for at in calendar_of(zone).since.tolist()[1:]
    if -MONTHS < at < LAST - MONTHS
)
"""Moments at which a zone's offset changes, from 1970 on."""


@st.composite
def moments(draw: st.DrawFn) -> tuple[str, int]:
    """Draw a zone and a moment: any, or one within hours or days of a change of its offset."""
    if draw(st.booleans()):
        zone, change = draw(st.sampled_from(ODD))
        return zone, change + draw(st.integers(-2, 2)) * DAY + draw(st.integers(-7200, 7200))
    return draw(st.sampled_from(ZONES)), draw(st.integers(FIRST + 2 * MONTHS, LAST - 2 * MONTHS))


def day_of(seconds: int, zone: str) -> int:
    """Return the number of the local day, by its date."""
    date = moment_of(seconds, zone).date()
    return int(np.datetime64(str(date)).astype("datetime64[D]").astype(int))


@examples(300)
@given(moments(), st.integers(-35, 35))
def test_so_many_days_later_is_what_the_clock_says(where: tuple[str, int], days: int) -> None:
    """A time so many days on, or weeks, is that of a length, also where the clocks change in between or a day is left out."""
    zone, seconds = where
    calendar = calendar_of(zone)
    assert later(calendar, seconds, days, 0) == Length(days, "day").after(seconds, zone)
    assert later(calendar, seconds, 7 * (days // 7), 0) == Length(days // 7, "week").after(seconds, zone)


@examples(200)
@given(moments(), st.integers(0, 10**6))
def test_so_many_hours_or_minutes_later_is_exact(where: tuple[str, int], minutes: int) -> None:
    """Hours and minutes are counted out, whatever the clocks do."""
    zone, seconds = where
    assert later(calendar_of(zone), seconds, 0, 60 * minutes) == Length(minutes, "minute").after(
        seconds, zone
    )


@examples(300)
@given(moments())
def test_the_day_is_that_of_the_local_date(where: tuple[str, int]) -> None:
    """The number of a day is that of the date that the zone's clocks show."""
    zone, seconds = where
    assert day_number(calendar_of(zone), seconds) == day_of(seconds, zone)


@pytest.mark.parametrize("zone", ZONES[:-1])
def test_around_every_change_of_a_zone_both_agree(zone: str) -> None:
    """At each change, a second and an hour beside it, days and the times a day before and after are those of the clock."""
    calendar = calendar_of(zone)
    changes = [at for of, at in ODD if of == zone][::3]
    assert changes
    times = np.array(
        [at + by for at in changes for by in (-DAY - 1800, -3601, -1, 0, 1800, 3600, DAY)], dtype=np.int64
    )
    assert day_numbers(calendar, times).tolist() == [day_of(at, zone) for at in times.tolist()]
    for at in times.tolist():
        for days in (1, -1):
            assert later(calendar, at, days, 0) == Length(days, "day").after(at, zone), at


def test_a_day_that_a_zone_leaves_out_is_passed_over() -> None:
    """After 29 December 2011 came the 31st in Apia: a day later is the time that the clock gives."""
    start = seconds_of(parse_moment("2011-12-29 12:00", "Pacific/Apia"))
    calendar = calendar_of("Pacific/Apia")
    assert day_number(calendar, start + DAY) - day_number(calendar, start) == 2
    assert later(calendar, start, 1, 0) == Length(1, "day").after(start, "Pacific/Apia")
    assert later(calendar, start, 2, 0) == start + DAY
