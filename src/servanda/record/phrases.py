"""Phrases: many texts, found by any piece of what they say."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]

MOST_LOOSE = 4096
"""So many texts that came late are looked through one by one; more are laid out with the others."""


def folded(text: str) -> str:
    """Return a text as it is searched: without case, accents, or more than one space in a row."""
    return " ".join(folded_words(text))


def folded_words(text: str) -> list[str]:
    """Return the words of a text as they are searched."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return text.casefold().split()


class Phrases:
    """Texts in the order in which they came, by the words in them."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._words = array("i")
        self._ends = array("q")
        self._laid = 0
        self._starts = np.zeros(1, dtype=np.int64)
        self._places = np.empty(0, dtype=np.int32)

    def __len__(self) -> int:
        return len(self._texts)

    def extend(self, texts: Iterable[str]) -> None:
        """Take texts in."""
        numbers = self._numbers
        for text in texts:
            words = folded_words(text)
            self._texts.append(" ".join(words))
            self._words.extend([numbers.setdefault(word, len(numbers)) for word in dict.fromkeys(words)])
            self._ends.append(len(self._words))

    def holding(self, piece: str) -> Flags:
        """Say which texts hold a piece somewhere, as they are searched; a blank one is in all of them."""
        wanted = folded(piece)
        if len(self._texts) - self._laid > MOST_LOOSE:
            self._lay()
        found = np.zeros(len(self._texts), dtype=np.bool_)
        parts = wanted.split()
        if not parts:
            found[:] = True
            return found
        those = self._with_words(parts)
        if len(parts) > 1:
            places = np.flatnonzero(those)
            those[places] = [wanted in self._texts[place] for place in places.tolist()]
        found[: self._laid] = those
        found[self._laid :] = [wanted in text for text in self._texts[self._laid :]]
        return found

    def _with_words(self, parts: list[str]) -> Flags:
        """Say which texts have words that a piece could lie across."""
        if len(parts) == 1:
            return self._with_any(lambda word: parts[0] in word)
        found = self._with_any(lambda word: word.endswith(parts[0]))
        found &= self._with_any(lambda word: word.startswith(parts[-1]))
        for part in parts[1:-1]:
            found &= self._with_any(part.__eq__)
        return found

    def _with_any(self, fits: Callable[[str], bool]) -> Flags:
        """Say which texts have a word that fits."""
        last = len(self._starts) - 1
        words = np.array(
            [number for word, number in self._numbers.items() if number < last and fits(word)], dtype=np.int64
        )
        found = np.zeros(self._laid, dtype=np.bool_)
        starts, sizes = self._starts[words], self._starts[words + 1] - self._starts[words]
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        found[self._places[np.repeat(starts, sizes) + within]] = True
        return found

    def _lay(self) -> None:
        """Put the texts of each word together."""
        words = np.array(self._words, dtype=np.int32)
        ends = np.array([0, *self._ends], dtype=np.int64)
        sizes = ends[1:] - ends[:-1]
        places = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        self._places = places[np.argsort(words, kind="stable")]
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(words, minlength=len(self._numbers)))])
        self._laid = len(self._texts)
