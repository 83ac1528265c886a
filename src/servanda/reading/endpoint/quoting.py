"""Quoting: where in a text the words stand that somebody says are in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]
"""The first character of a stretch of text, and the one after its last."""

MOST_PLACES = 200
"""How many places of one quote are looked at; a word that stands more often tells nothing by itself."""

_DOUBLE = '"“”„‟«»″'
_SINGLE = "'‘’‚‛`′"
_EDGES = f"{_DOUBLE},;:."
_PLAIN = str.maketrans({**dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_SINGLE, "'")})
_GAPS = re.compile(r"\s+")


class Quoted:
    """A text in which quotes are looked for: first letter by letter, then whatever the white space and quotation marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        letters: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        for found in re.finditer(r"\s+|\S", text):
            letters.append(" " if found[0].isspace() else found[0].translate(_PLAIN))
            self._starts.append(found.start())
            self._ends.append(found.end())
        self._letters = "".join(letters)

    def places(self, quote: str) -> list[Span]:
        """Return where the words of a quote stand, without the marks around them, in order; none where they do not."""
        for words in dict.fromkeys((quote.strip(), bare(quote))):
            spans = [*_found(self.text, words)] or [
                (self._starts[first], self._ends[end - 1])
                for first, end in _found(self._letters, plain(words))
            ]
            if spans:
                return [*dict.fromkeys(trimmed(self.text, span) for span in spans)]
        return []


def plain(words: str) -> str:
    """Return words with one space for each gap, and one kind of quotation marks."""
    return _GAPS.sub(" ", words.strip()).translate(_PLAIN)


def bare(words: str) -> str:
    """Return words without the white space, quotation marks and stops around them."""
    first, end = trimmed(words, (0, len(words)))
    return words[first:end]


def trimmed(text: str, span: Span) -> Span:
    """Return a stretch of text without the white space, quotation marks and stops at its edges.

    A lone mark at the end stays: it may be an apostrophe.
    """
    first, end = span
    is_in_single = False
    while first < end and (text[first].isspace() or text[first] in _EDGES or text[first] in _SINGLE):
        is_in_single = is_in_single or text[first] in _SINGLE
        first += 1
    while end > first and (
        text[end - 1].isspace() or text[end - 1] in _EDGES or (is_in_single and text[end - 1] in _SINGLE)
    ):
        end -= 1
    return first, end


def gap(one: Span, other: Span) -> int:
    """Return how many characters lie between two stretches of text; nought where they touch or overlap."""
    return max(0, other[0] - one[1], one[0] - other[1])


def overlap(one: Span, other: Span) -> bool:
    """Say whether two stretches of text share a character."""
    return one[0] < other[1] and other[0] < one[1]


def _found(text: str, words: str) -> Iterator[Span]:
    """Yield where words stand in a text as whole words."""
    if not any(letter.isalnum() for letter in words):
        return
    start, many = text.find(words), 0
    while start >= 0 and many < MOST_PLACES:
        end = start + len(words)
        if not (_goes_on(text, start) or _goes_on(text, end)):
            many += 1
            yield start, end
        start = text.find(words, start + 1)


def _goes_on(text: str, at: int) -> bool:
    """Say whether a word or a figure goes on over a place: "30" is not in "130", nor "3" in "3.5"."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    if after in ".,’'" and before.isdigit():
        return text[at + 1 : at + 2].isdigit()
    return before in ".,’'" and after.isdigit() and text[at - 2 : at - 1].isdigit()
