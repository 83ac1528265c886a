"""How changes are laid into segments: sorted in both orders, ranked, and summed into a grid."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servanda.columns.compiled import compiled
from servanda.columns.store import BEFORE, CLAUSE, FIRST, GRID, LENGTH, SIDE, WIDTH, Store

NUMBERS_A_CHANGE = 1.5
"""How many numbers of a grid each change pays for; more of them make a question faster and the grid larger."""


class Raw(NamedTuple):
    """Changes grouped by clause: those of clause `n` lie from `starts[n]` up to `starts[n + 1]`."""

    starts: NDArray[np.int64]
    moments: NDArray[np.int64]
    publics: NDArray[np.int64]
    slots: NDArray[np.int16]
    amounts: NDArray[np.float64]


@compiled
def take_up(store: Store, first: int, last: int, begin: int, end: int) -> Raw:
    """Return the changes of the segments from `first` up to `last`, and of the tail from `begin` up to `end`, by clause.

    The segments no longer belong to their clauses afterwards.
    """
    starts = np.zeros(store.heads.size + 1, np.int64)
    for segment in range(first, last):
        starts[store.segments[segment, CLAUSE] + 1] += store.segments[segment, LENGTH]
    for place in range(end - begin):
        starts[store.tail[place] + 1] += 1
    starts = np.cumsum(starts)
    size = starts[-1]
    raw = Raw(
        starts, np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int16), np.empty(size)
    )
    free = starts.copy()
    for segment in range(last - 1, first - 1, -1):
        _take_up_segment(store, segment, raw, free)
    for place in range(begin, end):
        clause = store.tail[place - begin]
        to = free[clause]
        free[clause] += 1
        raw.moments[to] = store.times[0, place]
        raw.publics[to] = store.times[1, place]
        raw.slots[to] = store.slots[0, place]
        raw.amounts[to] = store.amounts[0, place]
    return raw


@compiled
def _take_up_segment(store: Store, segment: int, raw: Raw, free: NDArray[np.int64]) -> None:
    clause = store.segments[segment, CLAUSE]
    first = store.segments[segment, FIRST]
    to = free[clause]
    for place in range(first, first + store.segments[segment, LENGTH]):
        raw.moments[to] = store.times[0, place]
        raw.publics[to] = store.times[1, first + store.ranks[0, place]]
        raw.slots[to] = store.slots[0, place]
        raw.amounts[to] = store.amounts[0, place]
        to += 1
    free[clause] = to
    store.heads[clause] = store.segments[segment, BEFORE]


@compiled
def lines(length: int, slots: int) -> tuple[int, int]:
    """Return how many changes lie between two lines of a segment's grid, and how many lines there are on a side."""
    side = int(np.sqrt(length * NUMBERS_A_CHANGE / slots))
    if side < 2:
        return length, 0
    width = (length + side - 1) // side
    return width, length // width


@compiled
def room(starts: NDArray[np.int64], slots: int) -> tuple[int, int]:
    """Return how many segments, and how many numbers of grids, the changes by clause will need."""
    segments, numbers = 0, 0
    for clause in range(starts.size - 1):
        length = starts[clause + 1] - starts[clause]
        if length > 0:
            segments += 1
            numbers += lines(length, slots)[1] ** 2 * slots
    return segments, numbers


@compiled
def lay(store: Store, raw: Raw, slots: int, begin: int, segment: int, grid: int) -> None:
    """Lay changes by clause into new segments: from the place, the segment and the number of grids that are given."""
    for clause in range(raw.starts.size - 1):
        first, last = raw.starts[clause], raw.starts[clause + 1]
        if first == last:
            continue
        width, side = lines(last - first, slots)
        store.segments[segment, CLAUSE] = clause
        store.segments[segment, FIRST] = begin + first
        store.segments[segment, LENGTH] = last - first
        store.segments[segment, WIDTH] = width
        store.segments[segment, SIDE] = side
        store.segments[segment, GRID] = grid
        store.segments[segment, BEFORE] = store.heads[clause]
        store.heads[clause] = segment
        _sort(store, raw, first, last, begin)
        if side > 0:
            _fill(store, begin + first, width, side, slots, store.grids[grid : grid + side * side * slots])
        segment += 1
        grid += side * side * slots


@compiled
def _sort(store: Store, raw: Raw, first: int, last: int, begin: int) -> None:
    start = begin + first
    publics = np.empty(last - first, np.int64)
    for rank, source in enumerate(in_order(raw.moments[first:last])):
        store.times[0, start + rank] = raw.moments[first + source]
        store.slots[0, start + rank] = raw.slots[first + source]
        store.amounts[0, start + rank] = raw.amounts[first + source]
        publics[rank] = raw.publics[first + source]
    for rank, source in enumerate(in_order(publics)):
        store.times[1, start + rank] = publics[source]
        store.slots[1, start + rank] = store.slots[0, start + source]
        store.amounts[1, start + rank] = store.amounts[0, start + source]
        store.ranks[1, start + rank] = source
        store.ranks[0, start + source] = rank


@compiled
def in_order(times: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the places of times from the earliest to the latest; equal times keep their order."""
    size = times.size
    order, other_order = np.arange(size).astype(np.int32), np.empty(size, np.int32)
    least, most, is_in_order = times[0], times[0], True
    for place in range(1, size):
        is_in_order &= times[place - 1] <= times[place]
        least = min(least, times[place])
        most = max(most, times[place])
    if is_in_order:
        return order
    keys, other_keys = times - least, np.empty(size, np.int64)
    counts = np.empty(256, np.int64)
    shift = 0
    while shift < 64 and (most - least) >> shift != 0:
        counts[:] = 0
        for key in keys:
            counts[(key >> shift) & 255] += 1
        total = 0
        for digit in range(256):
            counts[digit], total = total, total + counts[digit]
        for place in range(size):
            digit = (keys[place] >> shift) & 255
            other_keys[counts[digit]] = keys[place]
            other_order[counts[digit]] = order[place]
            counts[digit] += 1
        keys, other_keys = other_keys, keys
        order, other_order = other_order, order
        shift += 8
    return order


@compiled
def _fill(store: Store, first: int, width: int, side: int, slots: int, flat: NDArray[np.float64]) -> None:
    flat[:] = 0.0
    cells = flat.reshape((side, side, slots))
    for row in range(side):
        for place in range(first + row * width, first + (row + 1) * width):
            column = store.ranks[0, place] // width
            if column < side:
                cells[row, column, store.slots[0, place]] += store.amounts[0, place]
    for row in range(side):
        for column in range(side):
            for slot in range(slots):
                if column > 0:
                    cells[row, column, slot] += cells[row, column - 1, slot]
    for row in range(1, side):
        for column in range(side):
            for slot in range(slots):
                cells[row, column, slot] += cells[row - 1, column, slot]
