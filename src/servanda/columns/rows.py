"""Reports as columns: what weighing, taking and standing read of them, and the tables that their codes point into."""

from __future__ import annotations

from typing import NamedTuple

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


class Rows(NamedTuple):
    """Reports, one element each.

    Attributes:
        unit: the reports that are grouped with it, before incidents of several places are told apart.
        about: which rows of the plan it is about.
        stance, certainty: in the order of the constants above.
        low, high, numbered: its quantity, where it has one; `high` is inf without a bound.
        finding: a word on whether it happened, which a verifier settles.
        total: a running total, not a count.
        public: from when it is known.
        gone: from when its own speaker has replaced it.
        first, last: when it happened, or where that is not told, when it was said.
        event: the record's own id of the event; nought for none.
        place: the place, as it is compared; nought for none.
        to: to whom, as a mask of names.
        id: its id, in UTF-8, filled up with noughts.
    """

    unit: Codes
    about: Codes
    voice: Codes
    stance: Marks
    certainty: Marks
    low: Amounts
    high: Amounts
    numbered: Flags
    finding: Flags
    total: Flags
    said_first: Times
    said_last: Times
    published_first: Times
    published_last: Times
    public: Times
    gone: Times
    first: Times
    last: Times
    event: Codes
    place: Codes
    to: Masks
    id: NDArray[np.uint8]


class Voices(NamedTuple):
    """Voices, one element each; a name is the number of its bit in a mask, or -1.

    Attributes:
        key: equal for voices that count once.
        side: the name of the side it belongs or leans to.
        speaks_for: the name whose own word its word is.
        name: the name that its key is.
    """

    key: Codes
    side: Marks
    belongs: Flags
    speaks_for: Marks
    name: Marks


class Deeds(NamedTuple):
    """Acts by their actors, one element each.

    Attributes:
        actors: those who did it, as a mask.
        single: the one actor's name; -1 where there are none or several.
        verifiers: whose finding settles it, as a mask.
    """

    actors: Masks
    single: Marks
    counted: Flags
    forbidden: Flags
    verifiers: Masks


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


def grown(rows: Rows, size: int) -> Rows:
    """Return columns with room for so many, and what they hold."""
    return Rows(*(_grown(column, size) for column in rows))


def _grown(column: NDArray[np.generic], size: int) -> NDArray[np.generic]:
    longer = np.zeros((size, *column.shape[1:]), dtype=column.dtype)
    longer[: len(column)] = column
    return longer


def empty() -> Rows:
    """Return columns without a report."""
    codes, times, amounts = (np.zeros(0, dtype=kind) for kind in (np.int32, np.int64, np.float64))
    marks, flags = np.zeros(0, dtype=np.int8), np.zeros(0, dtype=np.bool_)
    return Rows(
        codes, codes, codes, marks, marks, amounts, amounts, flags, flags, flags, times, times, times, times, times,
        times, times, times, codes, codes, np.zeros(0, dtype=np.uint64), np.zeros((0, LONGEST_ID), dtype=np.uint8),
    )  # fmt: skip
