"""What can go wrong with a review. Every message says what, and how to mend it; nothing was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class ReviewError(Exception):
    """Something that cannot be done with a draft. All is as it was."""


class NoDraft(ReviewError):
    """There is no draft of that id."""


class AlreadyReviewed(ReviewError):
    """Somebody has acted on the draft before."""


class Fault(NamedTuple):
    """What is wrong with a cell.

    Attributes:
        column: its column; blank where it is about a row or a request as a whole.
        name: the problem's name, as in docs/problems.md; blank where it has none.
        row: the number of its row, counted from 1, where several were given.
    """

    column: str
    name: str
    cause: str
    mend: str
    row: int = 0

    def __str__(self) -> str:
        place = f"row {self.row}, " if self.row else ""
        return (
            f"{place}{self.column}: {self.cause} {self.mend}"
            if self.column
            else f"{place}{self.cause} {self.mend}"
        )


class NotAReport(ReviewError):
    """Cells that no report, or no draft, can have. All that is wrong with them is told at once."""

    def __init__(self, about: str, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join([f"{about}.", *map(str, faults)]))
        self.faults = tuple(faults)
