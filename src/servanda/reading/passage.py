"""A passage: the characters of a text that say something, in one piece or several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Passage:
    """Characters of a text.

    Attributes:
        spans: the first character of each piece, counted from 0, and the one after its last; in order, apart.
    """

    spans: tuple[tuple[int, int], ...]

    @property
    def first(self) -> int:
        """Its first character."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """The character after its last."""
        return self.spans[-1][1]

    def of(self, text: str) -> str:
        """Return its words, the pieces with a space between them."""
        return " ".join(text[first:end] for first, end in self.spans)

    def covers(self, first: int, end: int) -> bool:
        """Say whether one of its pieces holds all the characters from `first` up to `end`."""
        return any(begin <= first and end <= last for begin, last in self.spans)

    def overlaps(self, other: Passage) -> bool:
        """Say whether the two share a character."""
        return any(a < d and c < b for a, b in self.spans for c, d in other.spans)


def passage(first: int, end: int) -> Passage:
    """Return the passage of one piece."""
    return Passage(((first, end),))


def joined(passages: Iterable[Passage]) -> Passage:
    """Return the passage of all the characters of several; pieces that touch become one."""
    pieces: list[tuple[int, int]] = []
    for first, end in sorted(span for one in passages for span in one.spans):
        if pieces and first <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((first, end))
    return Passage(tuple(pieces))
