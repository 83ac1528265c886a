"""The days of a zone over whole columns: local days, and times so many days later."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servanda.clock import Length, moment_of
from servanda.columns.compiled import compiled

DAY = 86_400
_DAYS = {"day": 1, "week": 7}
_SECONDS = {"minute": 60, "hour": 3600}
UNITS = (*_SECONDS, *_DAYS)
"""The units of a length that is a fixed number of days or of seconds."""
FIRST, LAST = -2_208_988_800, 7_258_118_400
"""From 1900 to 2199: the years that a moment may lie in."""


class Calendar(NamedTuple):
    """The changes of a zone's offset.

    Attributes:
        since: from when, in UTC, each offset holds; the first from before all moments.
        local: from which local time on each offset is the one to read a local time by. A time that does not exist,
            or exists twice, is read by the offset before.
        offset: seconds that the zone is ahead of UTC.
    """

    since: NDArray[np.int64]
    local: NDArray[np.int64]
    offset: NDArray[np.int64]


@lru_cache(maxsize=32)
def calendar_of(zone: str) -> Calendar:
    """Return the calendar of a zone."""
    since, offset = [-(2**62)], [_offset(FIRST, zone)]
    for start in range(FIRST, LAST, 7 * DAY):
        end = start + 7 * DAY
        while _offset(end, zone) != offset[-1] or _changes_twice(start, end, zone, offset[-1]):
            start = _change(start, end, zone, offset[-1])
            since.append(start)
            offset.append(_offset(start, zone))
    local = [since[0], *(t + max(a, b) for t, a, b in zip(since[1:], offset[1:], offset, strict=False))]
    return Calendar(np.array(since), np.array(local), np.array(offset))


def days_and_seconds(length: Length) -> tuple[int, int]:
    """Return a length as days by the calendar and exact seconds, of which one is nought.

    Raises:
        ValueError: the length is in months or years.
    """
    if length.unit not in UNITS:
        raise ValueError(f"{length} is no length in minutes, hours, days or weeks")
    return length.count * _DAYS.get(length.unit, 0), length.count * _SECONDS.get(length.unit, 0)


def _offset(seconds: int, zone: str) -> int:
    return int(moment_of(seconds, zone).offset.total("seconds"))


def _changes_twice(start: int, end: int, zone: str, offset: int) -> bool:
    """Say whether an offset is left and back within a week, as around a short summer pause."""
    return any(_offset(at, zone) != offset for at in range(start + DAY, end, DAY))


def _change(start: int, end: int, zone: str, offset: int) -> int:
    """Return the first second with another offset than one that held at the start."""
    while _offset(min(start + DAY, end), zone) == offset:
        start += DAY
    end = min(start + DAY, end)
    while end - start > 1:
        middle = (start + end) // 2
        if _offset(middle, zone) == offset:
            start = middle
        else:
            end = middle
    return end


@compiled
def day_number(calendar: Calendar, seconds: int) -> int:
    """Return the number of the local day, from 1970-01-01."""
    place = np.searchsorted(calendar.since, seconds, side="right") - 1
    return int((seconds + calendar.offset[place]) // 86_400)


@compiled
def later(calendar: Calendar, seconds: int, days: int, exact: int) -> int:
    """Return the time that lies so many days later by the calendar, or so many seconds later exactly.

    Of a local time that exists twice, the one on the offset counted from is meant, else the earlier.
    """
    if days == 0:
        return seconds + exact
    own = calendar.offset[np.searchsorted(calendar.since, seconds, side="right") - 1]
    local = seconds + own + days * 86_400
    place = np.searchsorted(calendar.local, local, side="right") - 1
    if place + 1 < len(calendar.since) and calendar.offset[place + 1] == own:
        again = local - own
        if again >= calendar.since[place + 1]:
            return int(again)
    return int(local - calendar.offset[place])


@compiled
def day_numbers(calendar: Calendar, seconds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of the local day of each time."""
    found = np.empty_like(seconds)
    for place in range(len(seconds)):
        found[place] = day_number(calendar, seconds[place])
    return found
