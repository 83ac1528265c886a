"""Order: which report comes before another, and times in a row."""

from __future__ import annotations

from servanda.columns.compiled import compiled
from servanda.columns.rows import LONGEST_ID, Codes, Records, Times


@compiled
def id_before(rows: Records, one: int, other: int) -> bool:
    """Say whether one report's id comes before another's."""
    for place in range(LONGEST_ID):
        if rows[one].id[place] != rows[other].id[place]:
            return bool(rows[one].id[place] < rows[other].id[place])
    return False


@compiled
def said_before(rows: Records, one: int, other: int) -> bool:
    """Say whether a report comes before another: by when it was said, then published, then by id."""
    if rows[one].said_first != rows[other].said_first:
        return bool(rows[one].said_first < rows[other].said_first)
    if rows[one].said_last != rows[other].said_last:
        return bool(rows[one].said_last < rows[other].said_last)
    if rows[one].published_first != rows[other].published_first:
        return bool(rows[one].published_first < rows[other].published_first)
    if rows[one].published_last != rows[other].published_last:
        return bool(rows[one].published_last < rows[other].published_last)
    return id_before(rows, one, other)


@compiled
def sort_by_saying(rows: Records, those: Codes, count: int) -> None:
    """Put reports in the order in which they were said."""
    gap = 1
    while gap * 3 + 1 < count:
        gap = gap * 3 + 1
    while gap > 0:
        for place in range(gap, count):
            row = those[place]
            left = place
            while left >= gap and said_before(rows, row, those[left - gap]):
                those[left] = those[left - gap]
                left -= gap
            those[left] = row
        gap //= 3


@compiled
def put_in_order(times: Times, count: int) -> None:
    """Put a few times in order."""
    for place in range(1, count):
        time = times[place]
        left = place
        while left > 0 and times[left - 1] > time:
            times[left] = times[left - 1]
            left -= 1
        times[left] = time
