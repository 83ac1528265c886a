"""How changes are laid into segments: sorted in both orders, ranked, and summed into a grid."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servanda.columns.asking import add_to
from servanda.columns.compiled import compiled
from servanda.columns.store import BEFORE, CLAUSE, FIRST, GRID, LENGTH, SEGMENT_NUMBERS, SIDE, WIDTH, Store

NUMBERS_A_CHANGE = 1.5
"""How many numbers of a grid each change pays for; more of them make a question faster and the grid larger."""


class Raw(NamedTuple):
    """Changes grouped by clause, in the order in which their segments will lie; within a clause in any order."""

    moments: NDArray[np.int64]
    publics: NDArray[np.int64]
    masks: NDArray[np.uint64]
    amounts: NDArray[np.float64]


def plan(counts: NDArray[np.int64], slots: int, place: int, grid: int) -> NDArray[np.int64]:
    """Return the rows of new segments for so many changes of each clause, from a place and a number of grids on."""
    clauses = np.flatnonzero(counts)
    lengths = counts[clauses]
    sides = np.sqrt(lengths * (NUMBERS_A_CHANGE / max(slots, 1))).astype(np.int64)
    has_grid = sides > 1
    widths = np.where(has_grid, -(-lengths // np.maximum(sides, 1)), lengths)
    sides = np.where(has_grid, lengths // widths, 0)
    cells = sides**2 * slots
    rows = np.empty((len(clauses), SEGMENT_NUMBERS), np.int64)
    rows[:, CLAUSE], rows[:, LENGTH], rows[:, WIDTH], rows[:, SIDE] = clauses, lengths, widths, sides
    rows[:, FIRST] = place + np.cumsum(lengths) - lengths
    rows[:, GRID] = grid + np.cumsum(cells) - cells
    return rows


@compiled
def take_up(
    store: Store, first: int, last: int, begin: int, end: int, free: NDArray[np.int64], raw: Raw
) -> None:
    """Copy the changes of the segments from `first` up to `last`, and of the tail from `begin` up to `end`.

    `free` holds where those of each clause go. The segments no longer belong to their clauses afterwards.
    """
    for segment in range(last - 1, first - 1, -1):
        clause = store.segments[segment, CLAUSE]
        start = store.segments[segment, FIRST]
        for place in range(start, start + store.segments[segment, LENGTH]):
            _copy(store, place, start + store.ranks[0, place], free[clause], raw)
            free[clause] += 1
        store.heads[clause] = store.segments[segment, BEFORE]
    for place in range(begin, end):
        clause = store.tail[place - begin]
        _copy(store, place, place, free[clause], raw)
        free[clause] += 1


@compiled
def _copy(store: Store, place: int, place_of_public: int, to: int, raw: Raw) -> None:
    raw.moments[to] = store.times[0, place]
    raw.publics[to] = store.times[1, place_of_public]
    raw.masks[to] = store.masks[0, place]
    raw.amounts[to] = store.amounts[0, place]


@compiled
def lay(store: Store, first: int, last: int, slots: int, raw: Raw) -> None:
    """Fill the segments from `first` up to `last`, whose rows are written, with changes in the same order."""
    begin = store.segments[first, FIRST]
    for segment in range(first, last):
        start = store.segments[segment, FIRST]
        end = start + store.segments[segment, LENGTH]
        _sort(store, raw, start - begin, end - begin, begin)
        if store.segments[segment, SIDE] > 0:
            _fill(store, segment, slots)
        clause = store.segments[segment, CLAUSE]
        store.segments[segment, BEFORE] = store.heads[clause]
        store.heads[clause] = segment


@compiled
def _sort(store: Store, raw: Raw, first: int, last: int, begin: int) -> None:
    start = begin + first
    publics = np.empty(last - first, np.int64)
    for rank, source in enumerate(in_order(raw.moments[first:last])):
        store.times[0, start + rank] = raw.moments[first + source]
        store.masks[0, start + rank] = raw.masks[first + source]
        store.amounts[0, start + rank] = raw.amounts[first + source]
        publics[rank] = raw.publics[first + source]
    for rank, source in enumerate(in_order(publics)):
        store.times[1, start + rank] = publics[source]
        store.masks[1, start + rank] = store.masks[0, start + source]
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
def _fill(store: Store, segment: int, slots: int) -> None:
    first, width = store.segments[segment, FIRST], store.segments[segment, WIDTH]
    side, grid = store.segments[segment, SIDE], store.segments[segment, GRID]
    line = side * slots
    store.grids[grid : grid + side * line] = 0.0
    for row in range(side):
        for place in range(first + row * width, first + (row + 1) * width):
            column = store.ranks[0, place] // width
            if column < side:
                cell = grid + row * line + column * slots
                add_to(store.grids[cell : cell + slots], store.masks[0, place], store.amounts[0, place])
    for row in range(side):
        for cell in range(grid + row * line + slots, grid + (row + 1) * line):
            store.grids[cell] += store.grids[cell - slots]
    for cell in range(grid + line, grid + side * line):
        store.grids[cell] += store.grids[cell - line]
