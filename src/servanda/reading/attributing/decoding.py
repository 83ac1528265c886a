"""Decoding: from scores to the likeliest cues and to what the words around each are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from servanda.reading.attributing.network import Floats
from servanda.reading.attributing.words import Integers

GOES_ON = 0.35
"""The least probability that a cue goes on with the next word."""


def cues_in(probabilities: Floats, least: float) -> Iterator[tuple[range, float]]:
    """Return the words of each cue, and how likely it begins there.

    Args:
        probabilities: for each word, that it is no cue, begins one, goes on with one.
        least: the probability from which a cue is taken.
    """
    starts = [place for place in range(len(probabilities)) if probabilities[place, 1] > least]
    taken = 0
    for place in starts:
        if place < taken:
            continue
        end = place + 1
        while end < len(probabilities) and probabilities[end, 2] > max(GOES_ON, probabilities[end, 1]):
            end += 1
        taken = end
        yield range(place, end), float(probabilities[place, 1])


def likeliest(scores: Sequence[Floats], transitions: Floats) -> list[Integers]:
    """Return, for each run of words, what they most likely are, taken together (Viterbi's algorithm).

    Args:
        scores: for each run, a row a word and a column for what it may be. All runs are looked at together.
        transitions: the score of each change from one word to the next.
    """
    if not scores:
        return []
    longest = max(len(one) for one in scores)
    padded = np.stack([np.pad(one, ((0, longest - len(one)), (0, 0))) for one in scores])
    lasts = np.array([len(one) - 1 for one in scores])
    best = padded[:, 0]
    came = np.zeros(padded.shape, np.int64)
    ends = np.where((lasts == 0)[:, None], best, -np.inf)
    for place in range(1, longest):
        ways = best[:, :, None] + transitions
        came[:, place] = ways.argmax(axis=1)
        best = ways.max(axis=1) + padded[:, place]
        ends = np.where((lasts == place)[:, None], best, ends)
    found = []
    for number, last in enumerate(lasts):
        at = int(ends[number].argmax())
        path = np.zeros(last + 1, np.int64)
        for place in range(last, -1, -1):
            path[place] = at
            at = int(came[number, place, at])
        found.append(path)
    return found
