"""How well an event stands, over columns: the rules of `docs/accounts.md`.

Every function has its twin in `servanda.record.ground`, which says what is meant; the tests hold the two against each
other. None of these takes events with parts, or acts done together.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from servanda.columns.compiled import compiled
from servanda.columns.masks import is_in
from servanda.columns.rows import Codes, Records, Sides
from servanda.columns.words import INFINITE, Scratch, figure, latest_words, sort_by_weight, span_of, suits

VERIFIED, ACKNOWLEDGED, CORROBORATED, UNOPPOSED, CLAIMED, REFUTED = 0, 1, 2, 3, 4, 5


class Weight(NamedTuple):
    """The weight of an event; without a bound is inf."""

    ground: int
    least: float
    most: float
    highest: float
    first: int
    last: int


@compiled
def _event_span(
    rows: Records,
    voices: Records,
    deeds: Records,
    deed: int,
    sides: Sides,
    those: Codes,
    count: int,
    other: Codes,
) -> tuple[int, int]:
    """Return when an event happened: of what has no number, by those whom its telling does not suit, if any tells."""
    if deeds[deed].counted or deeds[deed].forbidden:
        return span_of(rows, those, count, False)
    free = 0
    for place in range(count):
        row = those[place]
        if rows[row].stance in (0, 3) and not suits(deeds, deed, sides, voices[rows[row].voice].side):
            other[free] = row
            free += 1
    if free:
        return span_of(rows, other, free, True)
    return span_of(rows, those, count, True)


@compiled
def weigh(
    rows: Records,
    voices: Records,
    deeds: Records,
    deed: int,
    sides: Sides,
    those: Codes,
    count: int,
    scratch: Scratch,
) -> Weight:
    """Weigh the reports of one event, which are put in order of weight."""
    plain = not deeds[deed].counted or deeds[deed].forbidden
    first, last = _event_span(rows, voices, deeds, deed, sides, those, count, scratch.words)
    sort_by_weight(rows, those, count, plain)
    when, _ = span_of(rows, those, count, False)
    only_numbered = False
    if not plain:
        for place in range(count):
            row = those[place]
            only_numbered = only_numbered or rows[row].numbered or rows[row].stance in (1, 2)
    words = latest_words(rows, voices, those, count, plain, when, only_numbered, scratch)
    ground, least, most, highest = _graded(
        rows, voices, deeds, deed, sides, those, count, scratch, words, plain
    )
    return Weight(ground, least, most, highest, first, last)


@compiled
def _graded(
    rows: Records, voices: Records, deeds: Records, deed: int, sides: Sides, those: Codes, count: int, scratch: Scratch,
    words: int, plain: bool,
) -> tuple[int, float, float, float]:  # fmt: skip
    any_yes = any_figure = any_no = any_bare_contest = told_free = False
    found, own = -1, -1
    to = np.uint64(0)
    for place in range(count):
        to |= rows[those[place]].to
    near = deeds[deed].actors | to
    by_party = True
    for number in range(words):
        place = scratch.words[number]
        row = those[place]
        voice = rows[row].voice
        word = figure(rows, row, plain)
        any_yes |= word.is_yes
        any_figure |= word.has
        any_bare_contest |= word.is_contest and not word.has
        if word.is_no:
            any_no = True
            by_party &= is_in(voices[voice].side, near)
        if word.is_yes and not suits(deeds, deed, sides, voices[voice].side):
            told_free = True
        settles = (
            is_in(voices[voice].name, deeds[deed].verifiers)
            and rows[row].finding
            and rows[row].certainty == 0
        )
        if settles and (word.has or not word.is_contest or not deeds[deed].counted):
            found = max(found, place)
        if voices[voice].speaks_for >= 0 and voices[voice].speaks_for == deeds[deed].single and word.has:
            own = max(own, place)
    if not plain and any_yes and not any_figure:
        return CLAIMED, 0.0, 0.0, 0.0
    if found >= 0:
        word = figure(rows, those[found], plain)
        return (REFUTED if word.high == 0.0 else VERIFIED), word.low, word.high, word.high
    cap = INFINITE
    if own >= 0 and not deeds[deed].forbidden:
        cap = figure(rows, those[own], plain).high
    highest = _highest(rows, those, scratch, words, plain, cap)
    if highest == 0.0:
        return REFUTED, 0.0, 0.0, 0.0
    least, ground = _supported(
        rows,
        voices,
        deeds,
        deed,
        sides,
        those,
        scratch,
        words,
        plain,
        cap,
        near,
        not (any_no or any_bare_contest),
    )
    if ground < CLAIMED:
        return ground, least, highest, highest
    return CLAIMED, 0.0, (highest if told_free and any_no and by_party else 0.0), highest


@compiled
def _highest(rows: Records, those: Codes, scratch: Scratch, words: int, plain: bool, cap: float) -> float:
    any_yes = any_numbered = False
    for number in range(words):
        word = figure(rows, those[scratch.words[number]], plain)
        any_yes |= word.is_yes
        any_numbered |= word.is_yes and word.has
    if not any_yes:
        return 0.0
    bounded = False
    best = 0.0
    for number in range(words):
        word = figure(rows, those[scratch.words[number]], plain)
        if not word.is_yes or (any_numbered and not word.has):
            continue
        bounded |= word.high < INFINITE
        best = max(best, word.high if word.high < INFINITE else word.low)
    return min(best, cap) if bounded else cap


@compiled
def _supported(
    rows: Records, voices: Records, deeds: Records, deed: int, sides: Sides, those: Codes, scratch: Scratch, words: int,
    plain: bool, cap: float, near: np.uint64, is_unopposed: bool,
) -> tuple[float, int]:  # fmt: skip
    adverse, best, second, free, bound, most_free = -1, -1.0, -1.0, 0, INFINITE, 0.0
    least, ground = 0.0, CLAIMED
    for number in range(words):
        place = scratch.words[number]
        row = those[place]
        voice = rows[row].voice
        side = voices[voice].side
        word = figure(rows, row, plain)
        if word.has:
            bound = min(bound, word.high)
        if not word.is_yes or rows[row].certainty == 2:
            continue
        is_suited = suits(deeds, deed, sides, side)
        if voices[voice].belongs and is_in(side, sides.parties | near) and not is_suited:
            adverse = max(adverse, place)
        if rows[row].stance == 3 and is_in(voices[voice].speaks_for, deeds[deed].actors):
            given = min(word.low, cap)
            if given > 0:
                least, ground = max(least, given), ACKNOWLEDGED
        if not is_suited:
            free += 1
            most_free = max(most_free, word.low)
            if not (voices[voice].belongs and side >= 0):
                if word.low > best:
                    best, second = word.low, best
                elif word.low > second:
                    second = word.low
    if adverse >= 0:
        given = min(figure(rows, those[adverse], plain).low, cap)
        if given > 0:
            least, ground = max(least, given), ACKNOWLEDGED
    given = min(second, cap)
    if given > 0:
        least, ground = max(least, given), min(ground, CORROBORATED)
    given = min(min(most_free, bound), cap)
    if free and is_unopposed and given > 0:
        least, ground = max(least, given), min(ground, UNOPPOSED)
    return least, ground
