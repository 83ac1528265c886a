"""Rows by a key: laid out once, with room for those that come later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servanda.columns.rows import Codes, Times


def distinct(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the different ones of some numbers, in order."""
    those = np.sort(numbers)
    return those[np.concatenate([[True], those[1:] != those[:-1]])] if len(those) else those


class Parted(NamedTuple):
    """The rows of several keys: `laid[starts[n]:ends[n]]` and `later[later_starts[n]:later_starts[n + 1]]`."""

    starts: Times
    ends: Times
    laid: Codes
    later_starts: Times
    later: Codes


class Groups:
    """Which rows share a key; in the order in which they came."""

    def __init__(self, arrange: Callable[[Times, Codes], None] | None = None) -> None:
        """Begin without rows.

        Args:
            arrange: puts the rows of each key in an order of their own whenever they are laid out.
        """
        self._arrange = arrange
        self._keys = np.empty(0, dtype=np.int64)
        self._starts = np.zeros(1, dtype=np.int64)
        self._rows = np.empty(0, dtype=np.int32)
        self._later: dict[int, list[int]] = defaultdict(list)
        self._late = 0

    def add(self, keys: NDArray[np.int64], rows: Codes) -> None:
        """Put rows under their keys, one each; many at once are laid out anew with all that is there."""
        if 4 * (len(keys) + self._late) <= max(len(self._rows), 4096):
            for key, row in zip(keys.tolist(), rows.tolist(), strict=True):
                self._later[key].append(row)
            self._late += len(keys)
            return
        late = [(key, row) for key, several in self._later.items() for row in several]
        every = np.concatenate(
            [
                np.repeat(self._keys, np.diff(self._starts)),
                np.array([key for key, _ in late], dtype=np.int64),
                keys,
            ]
        )
        those = np.concatenate([self._rows, np.array([row for _, row in late], dtype=np.int32), rows])
        order = np.argsort(every, kind="stable")
        self._rows = those[order].astype(np.int32)
        self._keys, starts = np.unique(every[order], return_index=True)
        self._starts = np.append(starts, len(every)).astype(np.int64)
        self._later, self._late = defaultdict(list), 0
        if self._arrange is not None:
            self._arrange(self._starts, self._rows)

    def keys(self) -> NDArray[np.int64]:
        """Return every key."""
        return distinct(np.concatenate([self._keys, np.array(list(self._later), dtype=np.int64)]))

    def rows(self, key: int) -> Codes:
        """Return the rows of a key."""
        place = int(np.searchsorted(self._keys, key))
        there = place < len(self._keys) and self._keys[place] == key
        laid = self._rows[self._starts[place] : self._starts[place + 1]] if there else self._rows[:0]
        later = self._later.get(key)
        return laid if later is None else np.concatenate([laid, np.array(later, dtype=np.int32)])

    def parted(self, keys: NDArray[np.int64]) -> Parted:
        """Return the rows of several keys: those that are laid out, and those that came later."""
        places = np.minimum(np.searchsorted(self._keys, keys), max(len(self._keys) - 1, 0))
        there = self._keys[places] == keys if len(self._keys) else np.zeros(len(keys), dtype=np.bool_)
        starts = np.where(there, self._starts[places], 0)
        ends = np.where(there, self._starts[np.minimum(places + 1, len(self._keys))], 0)
        late = [self._later.get(key, ()) for key in keys.tolist()] if self._late else [()] * len(keys)
        later_starts = np.cumsum([0, *map(len, late)]).astype(np.int64)
        later = np.array([row for several in late for row in several], dtype=np.int32)
        return Parted(starts, ends, self._rows, later_starts, later)

    def of(self, keys: Iterable[int]) -> tuple[Times, Codes]:
        """Return the rows of several keys, one after another, and where those of each begin, with the end of all."""
        those = np.array(keys, dtype=np.int64)
        if not len(self._keys) and not self._late:
            return np.zeros(len(those) + 1, dtype=np.int64), self._rows
        if self._late:
            pieces = [self.rows(key) for key in those.tolist()]
            starts = np.cumsum([0, *(len(piece) for piece in pieces)]).astype(np.int64)
            return starts, (np.concatenate(pieces) if pieces else self._rows[:0]).astype(np.int32)
        places = np.minimum(np.searchsorted(self._keys, those), len(self._keys) - 1)
        sizes = np.where(self._keys[places] == those, self._starts[places + 1] - self._starts[places], 0)
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        within = np.arange(starts[-1]) - np.repeat(starts[:-1], sizes)
        return starts, self._rows[np.repeat(self._starts[places], sizes) + within]
