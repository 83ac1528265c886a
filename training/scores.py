"""Scores: how far the attributions that were found are those that people marked.

Three things are compared. Spans of sources, of cues and of contents are right when they are the same characters after
trimming: spaces, quotation marks and punctuation at the edges count on neither side, and pieces with nothing else
between them are one. A passage is right when all of its pieces are; contents, which lie in pieces most often, are
counted piece by piece besides. A pair is a found attribution that stands for a marked one, each for at most one: their sources
share a character, or both have none, and of the words of the two contents together both have at least half.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

import numpy as np

from servanda.reading import Attribution, Passage

Part = Literal["source", "cue", "content", "pieces", "pairs"]
PARTS: tuple[Part, ...] = ("source", "cue", "content", "pieces", "pairs")

SAME = 0.5
"""How much of the words of two contents both must have for the two to be one, from 0 to 1."""

_DRAWS = 2_000
"""How often articles are drawn anew for an interval."""


@dataclass(frozen=True)
class Tally:
    """What was counted in one article: how many were right, found, and marked."""

    right: int
    found: int
    marked: int


@dataclass(frozen=True)
class Score:
    """A score in hundredths, with the interval of the F1 in 95 of 100 draws of as many articles.

    Attributes:
        precision: of those found, how many were right.
        recall: of those marked, how many were found.
        f1: the harmonic mean of the two.
    """

    precision: float
    recall: float
    f1: float
    low: float
    high: float


class Text:
    """A text with its words counted, for comparing passages of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] = []
        self._ends: list[int] = []
        inside = False
        for place, character in enumerate(text):
            if character.isalnum() != inside:
                (self._ends if inside else self._starts).append(place)
                inside = not inside
        if inside:
            self._ends.append(len(text))

    def words(self, passage: Passage) -> frozenset[int]:
        """Return the words that a passage touches, each by its number. A word is a run of letters and digits."""
        found: set[int] = set()
        for first, end in passage.spans:
            found.update(range(bisect_left(self._ends, first + 1), bisect_left(self._starts, end)))
        return frozenset(found)

    def trimmed(self, passage: Passage | None) -> tuple[tuple[int, int], ...]:
        """Return the pieces of a passage from letter to letter; those with no letter or digit between them are one."""
        pieces: list[tuple[int, int]] = []
        for first, end in passage.spans if passage else ():
            start, stop = self._edges(first, end)
            if start >= stop:
                continue
            if pieces and self._is_bare(pieces[-1][1], start):
                pieces[-1] = (pieces[-1][0], stop)
            else:
                pieces.append((start, stop))
        return tuple(pieces)

    def _edges(self, first: int, end: int) -> tuple[int, int]:
        while first < end and not self.text[first].isalnum():
            first += 1
        while end > first and not self.text[end - 1].isalnum():
            end -= 1
        return first, end

    def _is_bare(self, first: int, end: int) -> bool:
        return not any(character.isalnum() for character in self.text[first:end])


def shared_part(ours: frozenset[int], theirs: frozenset[int]) -> float:
    """Return how much of the words of two contents both have, from 0 to 1: Jaccard's index."""
    return len(ours & theirs) / len(ours | theirs) if ours or theirs else 0.0


def tallies(text: str, found: Sequence[Attribution], marked: Sequence[Attribution]) -> dict[Part, Tally]:
    """Count, in one article, what of the found is right."""
    known = Text(text)
    counted: dict[Part, Tally] = {}
    for part, passage_of in _SPANS.items():
        ours, theirs = ({known.trimmed(passage_of(one)) for one in side} - {()} for side in (found, marked))
        counted[part] = _tally(ours, theirs)
    pieces = ({piece for one in side for piece in known.trimmed(one.content)} for side in (found, marked))
    counted["pieces"] = _tally(*pieces)
    counted["pairs"] = Tally(len(pairs(known, found, marked)), len(found), len(marked))
    return counted


def _tally(ours: Set[object], theirs: Set[object]) -> Tally:
    return Tally(len(ours & theirs), len(ours), len(theirs))


_SPANS: Mapping[Part, Callable[[Attribution], Passage | None]] = {
    "source": lambda one: one.source,
    "cue": lambda one: one.cue,
    "content": lambda one: one.content,
}


def pairs(text: Text, found: Sequence[Attribution], marked: Sequence[Attribution]) -> dict[int, int]:
    """Return, for each found attribution that stands for a marked one, which; as many as can be."""
    ours = [text.words(one.content) for one in found]
    theirs = [text.words(one.content) for one in marked]
    fitting = [
        [
            other
            for other, one in enumerate(marked)
            if shared_part(words, theirs[other]) >= SAME and _has_same_source(found[number], one)
        ]
        for number, words in enumerate(ours)
    ]
    return matching(fitting)


def matching(fitting: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return as many pairs as can be, each thing of either side in at most one: for each of ours, the one of theirs.

    Args:
        fitting: for each of ours, those of theirs that it may stand for, the best first.
    """
    taken: dict[int, int] = {}

    def place(number: int, seen: set[int]) -> bool:
        for other in fitting[number]:
            if other not in seen:
                seen.add(other)
                if other not in taken or place(taken[other], seen):
                    taken[other] = number
                    return True
        return False

    for number in range(len(fitting)):
        place(number, set())
    return {number: other for other, number in taken.items()}


def _has_same_source(ours: Attribution, theirs: Attribution) -> bool:
    if ours.source is None or theirs.source is None:
        return ours.source is theirs.source
    return ours.source.overlaps(theirs.source)


def scores(counted: Iterable[Mapping[Part, Tally]]) -> dict[Part, Score]:
    """Return the score of each part over all articles."""
    articles = list(counted)
    return {part: score([article[part] for article in articles]) for part in PARTS}


def score(counted: Sequence[Tally]) -> Score:
    """Return the score over articles. Articles are drawn with the same seed each time."""
    counts = np.array([(one.right, one.found, one.marked) for one in counted], dtype=np.int64).reshape(-1, 3)
    right, found, marked = (int(number) for number in counts.sum(axis=0))
    draws = np.random.default_rng(7).integers(0, max(len(counts), 1), size=(_DRAWS, len(counts)))
    drawn = counts[draws].sum(axis=1)
    spread = 200 * drawn[:, 0] / np.maximum(drawn[:, 1] + drawn[:, 2], 1)
    low, high = np.percentile(spread, [2.5, 97.5])
    return Score(
        _hundredths(right, found), _hundredths(right, marked), _hundredths(2 * right, found + marked),
        float(low), float(high),
    )  # fmt: skip


def _hundredths(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
