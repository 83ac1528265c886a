"""The arrays in which changes are held: sorted segments, one on another, and a tail that is not sorted yet.

A segment holds changes of one clause twice: by moment (row 0 of each array) and by public (row 1). Each change knows
its rank in the other order, so two ranks stand for the moment and the knowledge that are asked. A grid holds, for every
`width`-th rank in both orders, the sums of what lies before both; a question reads one cell of it and scans the few
changes between that cell and its own ranks.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

CLAUSE, FIRST, LENGTH, WIDTH, SIDE, GRID, BEFORE = range(7)
"""What a segment's row says: its clause; its first place and how many changes it has; how many of them lie between two
lines of its grid, how many lines there are on a side, and where the grid begins; and the clause's segment before it, or
-1."""
SEGMENT_NUMBERS = 7


class Store(NamedTuple):
    """The arrays that the compiled functions share.

    Attributes:
        heads: the newest segment of each clause, or -1.
        segments: one row of numbers a segment.
        times: moments in order, and publics in order; of the tail, moment and public of each change.
        ranks: of each change, its place in the other order, within its segment.
        masks, amounts: of each change, in both orders; of the tail, in row 0 alone.
        grids: the cells of all grids, one number a slot.
        tail: the clause of each change in the tail.
    """

    heads: NDArray[np.int64]
    segments: NDArray[np.int64]
    times: NDArray[np.int64]
    ranks: NDArray[np.int32]
    masks: NDArray[np.uint64]
    amounts: NDArray[np.float64]
    grids: NDArray[np.float64]
    tail: NDArray[np.int32]
