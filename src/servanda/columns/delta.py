"""Changes as arrays, and what differs between two sets of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np

from servanda.columns.units import Buffer, buffer

FEW = 4096
"""So many changes are compared one by one; of more, what is taken away and added again is left to the sums."""


class Writer:
    """Room for kernels to write changes into, which grows when one needs more."""

    def __init__(self) -> None:
        self.work, self.out = buffer(1 << 10), buffer(1 << 12)

    def written(self, total: int, write: Callable[[int, Buffer, Buffer], tuple[int, int]]) -> Buffer:
        """Return what a kernel writes for things numbered from nought.

        Args:
            total: how many things there are.
            write: writes from a number on, and returns the next number and how many changes it wrote.
        """
        begin, pieces = 0, []
        if total > 256 and len(self.out.row) < 1 << 20:
            self.out = buffer(1 << 20)
        while begin < total:
            after, count = write(begin, self.work, self.out)
            if after == begin and count == 0:
                self.work, self.out = buffer(4 * len(self.work.row)), buffer(4 * len(self.out.row))
            pieces.append(Buffer(*(array[:count].copy() for array in self.out)))
            begin = after
        return joined(pieces)


def joined(pieces: Iterable[Buffer]) -> Buffer:
    """Return several changes as one."""
    those = list(pieces)
    if len(those) == 1:
        return those[0]
    return Buffer(*(np.concatenate(arrays) for arrays in zip(buffer(0), *those, strict=True)))


def difference(before: Buffer, after: Buffer) -> Buffer:
    """Return what takes one set of changes to another."""
    if not len(before.row):
        return after
    taken = before._replace(amount=-before.amount)
    if len(before.row) + len(after.row) > FEW:
        return joined([taken, after])
    left: Counter[tuple[object, ...]] = Counter()
    for sign, changes in ((-1, before), (1, after)):
        for change in zip(*(array.tolist() for array in changes), strict=True):
            left[change] += sign
    those = [(*change[:4], sign * change[4], abs(sign)) for change, sign in left.items() if sign]  # type: ignore[operator]
    rows = [change[:5] for change in those for _ in range(change[5])]
    columns = list(zip(*rows, strict=True)) or [()] * 5
    return Buffer(*(np.array(c, dtype=a.dtype) for c, a in zip(columns, after, strict=True)))
