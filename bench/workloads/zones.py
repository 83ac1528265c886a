"""Seven days by the calendar: the same hour of the day a week on, which is not always 604,800 seconds."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Seconds = npt.NDArray[np.int64]

WEEK = 604_800
"""Seven days in seconds, where no clock changes."""


def changes(zone: str, first: int, last: int) -> tuple[Seconds, Seconds]:
    """Return when a zone's clocks change between two moments, and the seconds that they stand before UTC from then.

    The first entry is the moment `first` itself.
    """
    starts, offsets = [first], [_offset(zone, first)]
    for day in range(first, last, 86_400):
        following = min(day + 86_400, last)
        if _offset(zone, following) != offsets[-1]:
            low, high = day, following
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if _offset(zone, middle) == offsets[-1] else (low, middle)
            starts.append(high)
            offsets.append(_offset(zone, high))
    return np.array(starts, dtype=np.int64), np.array(offsets, dtype=np.int64)


def week_after(moments: Seconds, zone: str) -> Seconds:
    """Return the moments seven days on by the calendar; an hour that is left out is counted as if it were there."""
    if zone == "UTC" or not len(moments):
        return moments + WEEK
    starts, offsets = changes(zone, int(moments.min()) - 86_400, int(moments.max()) + 2 * WEEK)
    before = np.searchsorted(starts, moments, side="right") - 1
    after = np.minimum(before + 1, len(starts) - 1)
    by_old = moments + WEEK
    by_new = by_old + offsets[before] - offsets[after]
    changed = (after > before) & (by_old >= starts[after]) & (by_new >= starts[after])
    return np.where(changed, by_new, by_old)


def _offset(zone: str, moment: int) -> int:
    at = datetime.fromtimestamp(moment, UTC).astimezone(ZoneInfo(zone)).utcoffset()
    return 0 if at is None else int(at.total_seconds())
