"""Relations: how each word of a piece of text stands to one cue."""

from __future__ import annotations

from typing import NamedTuple
from zlib import crc32

import numpy as np

from servanda.reading.attributing.words import Integers, Words

BRANCHES = 4096
"""How many different branches of a parse are told apart; they are hashed."""

DISTANCES = 24
QUOTINGS = 64


class Relation(NamedTuple):
    """How each word stands to a cue; one number a word.

    Attributes:
        branch: the way through the parse from the cue up to what both hang on and one step down, and the side.
        twig: the same way with one step more.
        distance: how many words lie between, in steps that grow, before or behind.
        quoting: how word and cue stand to quotation marks, whether to the same ones, and the side.
    """

    branch: Integers
    twig: Integers
    distance: Integers
    quoting: Integers


def relation_to(cue: list[int], words: Words, first: int, end: int) -> Relation:
    """Tell how the words from `first` up to `end` stand to a cue, which is given by its words' places."""
    head = _head_of(cue, words)
    places = np.arange(first, end)
    branch, twig = _branches(head, cue, words, first, end)
    return Relation(branch, twig, _distances(places, cue), _quotings(head, cue, words, places))


def _head_of(cue: list[int], words: Words) -> int:
    """Return the word of a cue on which its others hang."""
    inside = set(cue)
    for place in cue:
        head = words.heads[place]
        if head not in inside or head == place:
            return place
    return cue[0]


def _distances(places: Integers, cue: list[int]) -> Integers:
    before, behind = cue[0] - places, places - cue[-1]
    far = np.maximum(before, behind)
    step = np.where(far < 6, far, 6 + np.searchsorted((9, 14, 22, 40), far, side="right"))
    found = np.where(before > 0, step, np.where(behind > 0, step + 11, 22))
    found[[place - int(places[0]) for place in cue]] = 23
    return found


def _quotings(head: int, cue: list[int], words: Words, places: Integers) -> Integers:
    regions = words.regions[places]
    is_same = (regions == words.regions[head]) & (regions >= 0)
    found: Integers = (
        1 + words.quotes[places] + 4 * words.quotes[head] + 16 * is_same + 32 * (places < cue[0])
    )
    return found


def _branches(head: int, cue: list[int], words: Words, first: int, end: int) -> tuple[Integers, Integers]:
    sentence = int(words.sentences[head])
    start, stop = words.bounds[sentence]
    ways = _Ways(head, words)
    branch, twig = np.zeros(end - first, np.int64), np.zeros(end - first, np.int64)
    for place in range(max(first, start), min(end, stop)):
        side = "<" if place < cue[0] else ">"
        way, step, further = ways.to(place)
        branch[place - first] = _hashed(f"{way}|{step or 'ANC'}{side}")
        twig[place - first] = _hashed(f"2{way}|{step}|{further}")
    cue_quote = int(words.quotes[head])
    for place in (*range(first, min(start, end)), *range(max(first, stop), end)):
        apart = max(-4, min(4, int(words.sentences[place]) - sentence))
        branch[place - first] = _hashed(f"o{apart}{int(words.quotes[place])}")
        twig[place - first] = _hashed(f"oo{apart}{cue_quote}")
    return branch, twig


class _Ways:
    """The ways through a parse from one word to the others of its sentence."""

    def __init__(self, start: int, words: Words) -> None:
        self._words = words
        climbed = [start]
        while words.heads[climbed[-1]] != climbed[-1]:
            climbed.append(words.heads[climbed[-1]])
        steps = [words.dependencies[place] for place in climbed]
        self._known = {place: (">".join(steps[:high][:3]), "", "") for high, place in enumerate(climbed)}

    def to(self, place: int) -> tuple[str, str, str]:
        """Return the steps up, the first step down and the second; blank where there is none."""
        chain = []
        while place not in self._known:
            chain.append(place)
            head = self._words.heads[place]
            if head == place:
                self._known[place] = ("X", "X", "X")
                chain.pop()
            place = head
        for one in reversed(chain):
            way, step, further = self._known[self._words.heads[one]]
            name = self._words.dependencies[one]
            if not step:
                self._known[one] = (way, name, "")
            elif not further:
                self._known[one] = (way, step, name)
            else:
                self._known[one] = (way, step, further)
        return self._known[chain[0] if chain else place]


_KNOWN: dict[str, int] = {}


def _hashed(text: str) -> int:
    found = _KNOWN.get(text)
    if found is None:
        found = _KNOWN[text] = crc32(text.encode()) % (BRANCHES - 1) + 1
    return found
