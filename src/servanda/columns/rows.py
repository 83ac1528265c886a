"""Reports as columns: what weighing, taking and standing read of them, and the tables that their codes point into."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Codes = NDArray[np.int32]
Marks = NDArray[np.int8]
Masks = NDArray[np.uint64]
Times = NDArray[np.int64]
Amounts = NDArray[np.float64]

ASSERTS, DENIES, PARTLY_DENIES, DECLARES = 0, 1, 2, 3
CERTAIN, UNCERTAIN, POSSIBLE = 0, 1, 2
LONGEST_ID = 32
"""Bytes of a report's id that are kept; a longer one is left to the row engine."""
MOST_NAMES = 63
"""Sides, mediators and actors that a mask has room for."""


Element = TypeVar("Element", bound=np.generic)

Records = NDArray[np.void]
"""An array of records, each with named fields."""

ROW = np.dtype(
    [
        ("unit", np.int32), ("about", np.int32), ("voice", np.int32), ("event", np.int32), ("place", np.int32),
        ("stance", np.int8), ("certainty", np.int8), ("numbered", np.bool_), ("finding", np.bool_),
        ("low", np.float64), ("high", np.float64),
        ("said_first", np.int64), ("said_last", np.int64), ("published_first", np.int64), ("published_last", np.int64),
        ("public", np.int64), ("gone", np.int64), ("first", np.int64), ("last", np.int64),
        ("to", np.uint64), ("id", np.uint8, (LONGEST_ID,)),
    ],
    align=True,
)  # fmt: skip
"""A report, as weighing, taking and standing read it.

unit: the reports that are grouped with it, before incidents of several places are told apart; about: which rows of the
plan it is about, by a code; event: the record's own id of the event, nought for none; place: as it is compared, nought
for none; stance, certainty: in the order of the constants above; numbered, low, high: its quantity, where it has one,
`high` inf without a bound; finding: a word on whether it happened, which a verifier settles; public: from when it is known; gone: from when its own speaker has replaced it; first, last: when it happened,
or where that is not told, when it was said; to: to whom, as a mask of names; id: in UTF-8, filled up with noughts.
"""

VOICE = np.dtype(
    [("key", np.int32), ("side", np.int8), ("belongs", np.bool_), ("speaks_for", np.int8), ("name", np.int8)],
    align=True,
)
"""A voice; a name is the number of its bit in a mask, or -1.

key: equal for voices that count once; side: the name of the side it belongs or leans to; speaks_for: the name whose own
word its word is; name: the name that its key is.
"""

DEED = np.dtype(
    [
        ("actors", np.uint64), ("verifiers", np.uint64), ("single", np.int8), ("counted", np.bool_),
        ("forbidden", np.bool_),
    ],
    align=True,
)  # fmt: skip
"""An act by its actors.

actors: who did it, as a mask; verifiers: whose finding settles it, as a mask; single: the one actor's name, -1 where
there are none or several.
"""

CHANGE = np.dtype(
    [
        ("row", np.int32),
        ("moment", np.int64),
        ("public", np.int64),
        ("mask", np.uint64),
        ("amount", np.float64),
    ],
    align=True,
)
"""A change: to a row of the plan, at a moment, known from a moment, for a mask of slots, by an amount."""


class Sides(NamedTuple):
    """The accounts, and the parties.

    Attributes:
        kind: of each account: 0 cautious, 1 generous, 2 one's own, 3 the mediators'.
        members: of each account, whose word it is.
        parties: all of them, as a mask.
        mediators: all of them, as a mask.
        wide: of each place, whether it is the whole area or none.
    """

    kind: Marks
    members: Masks
    parties: np.uint64
    mediators: np.uint64
    wide: Flags


def changes(size: int) -> Records:
    """Return room for so many changes."""
    return np.zeros(size, dtype=CHANGE)


def grown(array: NDArray[Element], size: int) -> NDArray[Element]:
    """Return an array with room for so many, and what it holds."""
    longer = np.zeros(size, dtype=array.dtype)
    longer[: len(array)] = array
    return longer
