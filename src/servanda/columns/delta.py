"""Changes as arrays, and what differs between two sets of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np

from servanda.columns.rows import Records, changes

FEW = 4096
"""So many changes are compared one by one; of more, what is taken away and added again is left to the sums."""


class Writer:
    """Room for kernels to write changes into, which grows when one needs more."""

    def __init__(self) -> None:
        self.work, self.out = changes(1 << 10), changes(1 << 12)

    def written(self, total: int, write: Callable[[int, Records, Records], tuple[int, int]]) -> Records:
        """Return what a kernel writes for things numbered from nought.

        Args:
            total: how many things there are.
            write: writes from a number on, and returns the next number and how many changes it wrote.
        """
        begin, pieces = 0, []
        if total > 256 and len(self.out) < 1 << 20:
            self.out = changes(1 << 20)
        while begin < total:
            after, count = write(begin, self.work, self.out)
            if after == begin and count == 0:
                self.work, self.out = changes(4 * len(self.work)), changes(4 * len(self.out))
            pieces.append(self.out[:count].copy())
            begin = after
        return joined(pieces)


def joined(pieces: Iterable[Records]) -> Records:
    """Return several changes as one."""
    return np.concatenate([changes(0), *pieces])


def difference(before: Records, after: Records) -> Records:
    """Return what takes one set of changes to another."""
    if not len(before):
        return after
    if len(before) + len(after) > FEW:
        taken = before.copy()
        taken["amount"] *= -1
        return joined([taken, after])
    left: Counter[tuple[float, ...]] = Counter()
    for sign, those in ((-1, before), (1, after)):
        for change in those.tolist():
            left[change] += sign
    differing = [(*change[:4], sign * change[4]) for change, sign in left.items() if sign]
    return np.array(differing, dtype=before.dtype)
