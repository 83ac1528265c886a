"""Changes to counters, held so that sums at any moment, as known at any other, come fast."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servanda.columns import asking
from servanda.columns.laying import Raw, lay, plan, take_up
from servanda.columns.store import CLAUSE, LENGTH, SEGMENT_NUMBERS, SIDE, Store
from servanda.standing.arrays import Amounts, Times

LEAST_TAIL, MOST_TAIL, TAIL_A_CLAUSE = 1024, 8192, 8
"""How many changes may lie unsorted: so many a clause, within bounds. Every question looks at each of them."""
GROWTH = 8
"""A layer that is not this many times as large as what comes on it is laid anew together with it."""


class _Layer(NamedTuple):
    """Where a layer begins: segments that were laid together, at most one a clause."""

    place: int
    segment: int
    grid: int


class Changes:
    """Finite changes of the counters of many clauses; they are only ever added.

    They lie in layers, each several times as large as the next, with an unsorted tail on the last. A full tail becomes a
    layer, and takes in the layers before it that are not much larger.
    """

    def __init__(self, clauses: int, slots: int) -> None:
        self._slots = slots
        self._tail = min(max(clauses * TAIL_A_CLAUSE, LEAST_TAIL), MOST_TAIL)
        self._layers: list[_Layer] = []
        self._top = _Layer(0, 0, 0)
        self._end = 0
        self._store = Store(
            np.full(clauses, -1, np.int64),
            np.empty((0, SEGMENT_NUMBERS), np.int64),
            np.empty((2, 0), np.int64),
            np.empty((2, 0), np.int32),
            np.empty((2, 0), np.uint64),
            np.empty((2, 0), np.float64),
            np.empty(0, np.float64),
            np.empty(0, np.int32),
        )

    def add(
        self, clauses: NDArray[Any], moments: Times, publics: Times, masks: NDArray[Any], amounts: Amounts
    ) -> None:
        """Add changes: of equal number in every array, with clauses and masks in bounds, and finite amounts."""
        begin, end = self._end, self._end + len(moments)
        self._make_room(end)
        tail = self._top.place
        self._store.tail[begin - tail : end - tail] = clauses
        self._store.times[0, begin:end] = moments
        self._store.times[1, begin:end] = publics
        self._store.masks[0, begin:end] = masks
        self._store.amounts[0, begin:end] = amounts
        self._end = end
        if end - tail > self._tail:
            self._lay_tail()

    def add_up(self, clause: int, at: int, known: int, sign: float, sums: Amounts) -> None:
        """Add `sign` times the sums of clauses to the rows of `sums`: the first row is that of `clause`."""
        asking.add_up(self._store, self._top.place, self._end, clause, at, known, sign, sums)

    def add_up_each(self, clauses: NDArray[np.int64], ats: Times, known: int, sums: Amounts) -> None:
        """Add the sums of some clauses, each at a moment of its own, to their rows of `sums`."""
        asking.add_up_each(self._store, self._top.place, self._end, clauses, ats, known, sums)

    def reached(self, clause: int, slot: int, needed: float, known: int, within: int) -> int:
        """Return the least moment up to `within` at which the sum in a slot is what is needed, or NEVER."""
        return asking.reached(
            self._store, self._top.place, self._end, self._slots, clause, slot, needed, known, within
        )

    def _make_room(self, end: int) -> None:
        store, used = self._store, self._end
        if end > store.times.shape[1]:
            store = store._replace(
                times=_wider(store.times, used, end),
                ranks=_wider(store.ranks, used, end),
                masks=_wider(store.masks, used, end),
                amounts=_wider(store.amounts, used, end),
            )
        if end - self._top.place > store.tail.size:
            store = store._replace(tail=_longer(store.tail, used - self._top.place, end - self._top.place))
        self._store = store

    def _lay_tail(self) -> None:
        low = self._top
        while self._layers and low.place - self._layers[-1].place < GROWTH * (self._end - low.place):
            low = self._layers.pop()
        counts = self._counts(low)
        rows = plan(counts, self._slots, low.place, low.grid)
        raw = self._taken_up(low, counts)
        self._layers.append(low)
        self._top = _Layer(
            self._end, low.segment + len(rows), low.grid + int(np.sum(rows[:, SIDE] ** 2)) * self._slots
        )
        store = self._store
        if self._top.segment > len(store.segments):
            store = store._replace(segments=_longer(store.segments, low.segment, self._top.segment))
        if self._top.grid > len(store.grids):
            store = store._replace(grids=_longer(store.grids, low.grid, self._top.grid))
        if store.tail.size > 2 * self._tail:
            store = store._replace(tail=np.empty(self._tail, np.int32))
        self._store = store
        store.segments[low.segment : self._top.segment] = rows
        lay(store, low.segment, self._top.segment, self._slots, raw)

    def _counts(self, low: _Layer) -> NDArray[np.int64]:
        """Return how many changes each clause has above a layer's beginning."""
        rows = self._store.segments[low.segment : self._top.segment]
        counts = np.bincount(
            self._store.tail[: self._end - self._top.place], minlength=len(self._store.heads)
        )
        np.add.at(counts, rows[:, CLAUSE], rows[:, LENGTH])
        return counts

    def _taken_up(self, low: _Layer, counts: NDArray[np.int64]) -> Raw:
        size = self._end - low.place
        raw = Raw(
            np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.uint64), np.empty(size)
        )
        free = np.cumsum(counts) - counts
        take_up(self._store, low.segment, self._top.segment, self._top.place, self._end, free, raw)
        return raw


def _longer(array: NDArray[Any], used: int, needed: int) -> NDArray[Any]:
    """Return an array with the same rows up to `used`, and room for those that are needed and some more."""
    longer = np.empty((_spare(needed), *array.shape[1:]), array.dtype)
    longer[:used] = array[:used]
    return longer


def _wider(array: NDArray[Any], used: int, needed: int) -> NDArray[Any]:
    wider = np.empty((2, _spare(needed)), array.dtype)
    wider[:, :used] = array[:, :used]
    return wider


def _spare(needed: int) -> int:
    return needed + needed // 4 + 16
