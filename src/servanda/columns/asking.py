"""Compiled questions to the changes of one clause, or of all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from servanda.columns.compiled import compiled
from servanda.columns.store import BEFORE, FIRST, GRID, LENGTH, SIDE, WIDTH, Store
from servanda.standing import arrays

NEVER = int(arrays.NEVER)
START = int(arrays.START)


@compiled
def add_to(sums: NDArray[np.float64], mask: np.uint64, amount: float) -> None:
    """Add an amount to every counter in a mask."""
    slot = 0
    while mask != np.uint64(0):
        if mask & np.uint64(255) == np.uint64(0):
            mask >>= np.uint64(8)
            slot += 8
            continue
        if mask & np.uint64(1):
            sums[slot] += amount
        mask >>= np.uint64(1)
        slot += 1


@compiled
def has(mask: np.uint64, slot: int) -> bool:
    """Say whether a counter is in a mask."""
    return bool((mask >> np.uint64(slot)) & np.uint64(1))


@compiled
def add_up_each(
    store: Store, begin: int, end: int, clauses: NDArray[np.int64], ats: NDArray[np.int64], known: int,
    sums: NDArray[np.float64],
) -> None:  # fmt: skip
    """Add the sums of some clauses, each at a moment of its own, to their rows of `sums`."""
    first = np.full(store.heads.size, -1, np.int64)
    following = np.empty(len(clauses), np.int64)
    for row in range(len(clauses)):
        segment = store.heads[clauses[row]]
        while segment >= 0:
            _add_segment(store, segment, ats[row], known, 1.0, sums[row])
            segment = store.segments[segment, BEFORE]
        following[row] = first[clauses[row]]
        first[clauses[row]] = row
    for place in range(begin, end):
        if store.times[1, place] <= known:
            row = first[store.tail[place - begin]]
            while row >= 0:
                if store.times[0, place] <= ats[row]:
                    add_to(sums[row], store.masks[0, place], store.amounts[0, place])
                row = following[row]


@compiled
def add_up(
    store: Store,
    begin: int,
    end: int,
    clause: int,
    at: int,
    known: int,
    sign: float,
    sums: NDArray[np.float64],
) -> None:
    """Add `sign` times the sums of clauses to the rows of `sums`: the first row is that of `clause`.

    The tail lies from `begin` up to `end`.
    """
    for row in range(len(sums)):
        segment = store.heads[clause + row]
        while segment >= 0:
            _add_segment(store, segment, at, known, sign, sums[row])
            segment = store.segments[segment, BEFORE]
    for place in range(begin, end):
        row = store.tail[place - begin] - clause
        if 0 <= row < len(sums) and store.times[0, place] <= at and store.times[1, place] <= known:
            add_to(sums[row], store.masks[0, place], sign * store.amounts[0, place])


@compiled
def _add_segment(
    store: Store, segment: int, at: int, known: int, sign: float, sums: NDArray[np.float64]
) -> None:
    first, width = store.segments[segment, FIRST], store.segments[segment, WIDTH]
    happened, heard = _count(store, 0, segment, at), _count(store, 1, segment, known)
    if happened == 0 or heard == 0:
        return
    row, column = _line(store, segment, happened), _line(store, segment, heard)
    if row > 0 and column > 0:
        cell = _cell(store, segment, row, column, sums.size)
        for slot in range(sums.size):
            sums[slot] += sign * store.grids[cell + slot]
    row_rank, column_rank = row * width, column * width
    share = sign if happened >= row_rank else -sign
    for place in range(first + min(happened, row_rank), first + max(happened, row_rank)):
        if store.ranks[0, place] < heard:
            add_to(sums, store.masks[0, place], share * store.amounts[0, place])
    if row_rank == 0:
        return
    share = sign if heard >= column_rank else -sign
    for place in range(first + min(heard, column_rank), first + max(heard, column_rank)):
        if store.ranks[1, place] < row_rank:
            add_to(sums, store.masks[1, place], share * store.amounts[1, place])


@compiled
def _count(store: Store, order: int, segment: int, time: int) -> int:
    """Return how many changes of a segment are not later than a time, in one of the two orders."""
    first, left = store.segments[segment, FIRST], store.segments[segment, LENGTH]
    low = first
    while left > 1:
        half = left >> 1
        low += half * (store.times[order, low + half - 1] <= time)
        left -= half
    return int(low - first + (store.times[order, low] <= time))


@compiled
def _line(store: Store, segment: int, rank: int) -> int:
    """Return the line of a segment's grid that is nearest to a rank; nought is the edge."""
    width = store.segments[segment, WIDTH]
    return int(min((rank + (width >> 1)) // width, store.segments[segment, SIDE]))


@compiled
def _cell(store: Store, segment: int, row: int, column: int, slots: int) -> int:
    line = (row - 1) * store.segments[segment, SIDE] + column - 1
    return int(store.segments[segment, GRID] + line * slots)


@compiled
def reached(
    store: Store,
    begin: int,
    end: int,
    slots: int,
    clause: int,
    slot: int,
    needed: float,
    known: int,
    within: int,
) -> int:
    """Return the least moment up to `within` at which a clause's sum in a slot is what is needed, or NEVER.

    The sum may not fall from one moment to a later one.
    """
    loose = _loose(store, begin, end, clause, slot, known)
    low, high = START - 1, _latest(store, loose, clause, within)
    if not _sum(store, loose, slots, clause, slot, min(high, within), known) >= needed:
        return NEVER
    while True:
        middle = _between(store, loose, clause, low, high)
        if middle == high:
            return high
        if _sum(store, loose, slots, clause, slot, middle, known) >= needed:
            high = middle
        else:
            low = middle


@compiled
def _loose(store: Store, begin: int, end: int, clause: int, slot: int, known: int) -> NDArray[np.int64]:
    """Return the places of the tail's changes that count."""
    places = np.empty(end - begin, np.int64)
    count = 0
    for place in range(begin, end):
        if (
            store.tail[place - begin] == clause
            and has(store.masks[0, place], slot)
            and store.times[1, place] <= known
        ):
            places[count] = place
            count += 1
    return places[:count]


@compiled
def _latest(store: Store, loose: NDArray[np.int64], clause: int, within: int) -> int:
    """Return the latest moment of a change up to `within`, or START where there is none."""
    latest = START
    segment = store.heads[clause]
    while segment >= 0:
        count = _count(store, 0, segment, within)
        if count > 0:
            latest = max(latest, store.times[0, store.segments[segment, FIRST] + count - 1])
        segment = store.segments[segment, BEFORE]
    for place in loose:
        if store.times[0, place] <= within:
            latest = max(latest, store.times[0, place])
    return latest


@compiled
def _between(store: Store, loose: NDArray[np.int64], clause: int, low: int, high: int) -> int:
    """Return the moment in the middle of the changes between two, in the segment with the most of them, or `high`."""
    middle, most = high, 0
    segment = store.heads[clause]
    while segment >= 0:
        first, last = _count(store, 0, segment, low), _count(store, 0, segment, high - 1)
        if last - first > most:
            most = last - first
            middle = store.times[0, store.segments[segment, FIRST] + ((first + last) >> 1)]
        segment = store.segments[segment, BEFORE]
    count = 0
    for place in loose:
        count += low < store.times[0, place] < high
    if count > most:
        left = count >> 1
        for place in loose:
            if low < store.times[0, place] < high:
                if left == 0:
                    return int(store.times[0, place])
                left -= 1
    return middle


@compiled
def _sum(
    store: Store, loose: NDArray[np.int64], slots: int, clause: int, slot: int, at: int, known: int
) -> float:
    total = 0.0
    for place in loose:
        if store.times[0, place] <= at:
            total += store.amounts[0, place]
    segment = store.heads[clause]
    while segment >= 0:
        total += _sum_of_segment(store, segment, slots, slot, at, known)
        segment = store.segments[segment, BEFORE]
    return total


@compiled
def _sum_of_segment(store: Store, segment: int, slots: int, slot: int, at: int, known: int) -> float:
    first, width = store.segments[segment, FIRST], store.segments[segment, WIDTH]
    happened, heard = _count(store, 0, segment, at), _count(store, 1, segment, known)
    row, column = _line(store, segment, happened), _line(store, segment, heard)
    total = 0.0
    if row > 0 and column > 0:
        total = store.grids[_cell(store, segment, row, column, slots) + slot]
    row_rank, column_rank = row * width, column * width
    share = 1.0 if happened >= row_rank else -1.0
    for place in range(first + min(happened, row_rank), first + max(happened, row_rank)):
        if has(store.masks[0, place], slot) and store.ranks[0, place] < heard:
            total += share * store.amounts[0, place]
    share = 1.0 if heard >= column_rank else -1.0
    for place in range(first + min(heard, column_rank), first + max(heard, column_rank)):
        if has(store.masks[1, place], slot) and store.ranks[1, place] < row_rank:
            total += share * store.amounts[1, place]
    return total
