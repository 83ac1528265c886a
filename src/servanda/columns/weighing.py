"""The rules of `docs/accounts.md` over columns: how an event stands, and how much of it each account takes.

Every function here has its twin in `servanda.record.ground` or `servanda.record.account`, which say what is meant; the
tests hold the two against each other. None of these takes events with parts, or acts done together.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servanda.columns.compiled import compiled
from servanda.columns.rows import LONGEST_ID, Amounts, Codes, Records, Sides

INFINITE = np.inf
VERIFIED, ACKNOWLEDGED, CORROBORATED, UNOPPOSED, CLAIMED, REFUTED = 0, 1, 2, 3, 4, 5


class Scratch(NamedTuple):
    """Room that kernels work in, made once.

    Attributes:
        at: by voice key, where its latest word stands in `words`; -1 for none.
        words: places in the list of reports at hand.
    """

    at: Codes
    words: Codes
    least: Amounts
    most: Amounts


class Figure(NamedTuple):
    """What one word says was done, as `servanda.record.ground.Word` has it."""

    has: bool
    low: float
    high: float
    is_no: bool
    is_contest: bool
    is_yes: bool


class Weight(NamedTuple):
    """The weight of an event; without a bound is inf."""

    ground: int
    least: float
    most: float
    highest: float
    first: int
    last: int


@compiled
def bit(name: int) -> np.uint64:
    """Return the mask of one name; nought for none."""
    if name < 0:
        return np.uint64(0)
    return np.uint64(1) << np.uint64(name)


@compiled
def is_in(name: int, mask: np.uint64) -> bool:
    """Say whether a name is in a mask."""
    return name >= 0 and (mask >> np.uint64(name)) & np.uint64(1) == np.uint64(1)


@compiled
def _id_before(rows: Records, one: int, other: int) -> bool:
    for place in range(LONGEST_ID):
        if rows[one].id[place] != rows[other].id[place]:
            return bool(rows[one].id[place] < rows[other].id[place])
    return False


@compiled
def said_before(rows: Records, one: int, other: int) -> bool:
    """Say whether a report comes before another: by when it was said, then published, then by id."""
    if rows[one].said_first != rows[other].said_first:
        return bool(rows[one].said_first < rows[other].said_first)
    if rows[one].said_last != rows[other].said_last:
        return bool(rows[one].said_last < rows[other].said_last)
    if rows[one].published_first != rows[other].published_first:
        return bool(rows[one].published_first < rows[other].published_first)
    if rows[one].published_last != rows[other].published_last:
        return bool(rows[one].published_last < rows[other].published_last)
    return _id_before(rows, one, other)


@compiled
def _is_lighter(rows: Records, one: int, other: int, plain: bool) -> bool:
    """Say whether one word gives way to another of its voice; `plain` where figures are not counted."""
    if rows[one].said_last != rows[other].said_last:
        return bool(rows[one].said_last < rows[other].said_last)
    if rows[one].published_last != rows[other].published_last:
        return bool(rows[one].published_last < rows[other].published_last)
    no_one, no_other = rows[one].stance in (1, 2), rows[other].stance in (1, 2)
    if no_one != no_other:
        return bool(no_one)
    has_one = rows[one].numbered and (no_one or not plain)
    has_other = rows[other].numbered and (no_other or not plain)
    low_one = int(rows[one].low) if has_one else 0
    low_other = int(rows[other].low) if has_other else 0
    if low_one != low_other:
        return bool(low_one < low_other)
    high_one = rows[one].high if has_one else INFINITE
    high_other = rows[other].high if has_other else INFINITE
    if high_one != high_other:
        return bool(high_one < high_other)
    return _id_before(rows, one, other)


@compiled
def sort_by_weight(rows: Records, those: Codes, count: int, plain: bool) -> None:
    """Put the reports of one event in order, from the lightest word to the latest."""
    gap = 1
    while gap * 3 + 1 < count:
        gap = gap * 3 + 1
    while gap > 0:
        for place in range(gap, count):
            row = those[place]
            left = place
            while left >= gap and _is_lighter(rows, row, those[left - gap], plain):
                those[left] = those[left - gap]
                left -= gap
            those[left] = row
        gap //= 3


@compiled
def figure(rows: Records, row: int, plain: bool) -> Figure:
    """Return what a report says was done."""
    stance = rows[row].stance
    if stance == 1:
        return Figure(True, 0.0, 0.0, True, True, False)
    if stance == 2:
        has = bool(rows[row].numbered)
        return Figure(has, rows[row].low if has else 1.0, rows[row].high if has else 1.0, False, True, has)
    has = bool(rows[row].numbered) and not plain
    none = has and rows[row].high == 0.0
    return Figure(has, rows[row].low if has else 1.0, rows[row].high if has else 1.0, none, none, not none)


@compiled
def suits(deeds: Records, deed: int, sides: Sides, side: int) -> bool:
    """Say whether it suits a side that an act be taken as done."""
    if side < 0:
        return False
    if deeds[deed].forbidden:
        return is_in(side, sides.parties) and not is_in(side, deeds[deed].actors)
    return is_in(side, deeds[deed].actors)


@compiled
def _latest(
    rows: Records,
    voices: Records,
    those: Codes,
    count: int,
    plain: bool,
    when: int,
    only_numbered: bool,
    scratch: Scratch,
) -> int:
    """Put the place of each voice's latest word into `scratch.words`, and return how many there are."""
    words = 0
    for place in range(count):
        row = those[place]
        if only_numbered and not rows[row].numbered and rows[row].stance not in (1, 2):
            continue
        if figure(rows, row, plain).is_no and rows[row].said_last < when:
            continue
        key = voices[rows[row].voice].key
        if scratch.at[key] < 0:
            scratch.at[key] = words
            words += 1
        scratch.words[scratch.at[key]] = place
    for place in range(count):
        scratch.at[voices[rows[those[place]].voice].key] = -1
    return words


@compiled
def span_of(rows: Records, those: Codes, count: int, plain: bool) -> tuple[int, int]:
    """Return when an event happened, by those that assert it, else by all; what has no number, by the first saying."""
    told = False
    for place in range(count):
        told = told or rows[those[place]].stance in (0, 3)
    first, last, soonest = 2**62, -(2**62), 2**62
    for place in range(count):
        row = those[place]
        if told and rows[row].stance not in (0, 3):
            continue
        first, last = min(first, rows[row].first), max(last, rows[row].last)
        soonest = min(soonest, rows[row].last)
    return first, soonest if plain else last


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
    words = _latest(rows, voices, those, count, plain, when, only_numbered, scratch)
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


@compiled
def take(
    rows: Records,
    voices: Records,
    deeds: Records,
    deed: int,
    sides: Sides,
    those: Codes,
    count: int,
    scratch: Scratch,
) -> tuple[int, int]:
    """Put what each account takes of an event into `scratch.least` and `scratch.most`; return when it happened."""
    weight = weigh(rows, voices, deeds, deed, sides, those, count, scratch)
    is_plain = not deeds[deed].counted or deeds[deed].forbidden
    low, high = weight.least, weight.most
    if weight.ground == REFUTED:
        low = high = 0.0
    elif deeds[deed].counted and high != 0.0:
        low = min(low, high)
    any_own = False
    for place in range(count):
        any_own = any_own or voices[rows[those[place]].voice].speaks_for >= 0
    if any_own and is_plain:
        sort_by_weight(rows, those, count, False)
    for account in range(len(sides.kind)):
        kind = sides.kind[account]
        scratch.least[account], scratch.most[account] = low, high
        if kind == 1 and weight.ground != REFUTED:
            bounded = weight.highest < INFINITE
            scratch.least[account] = weight.highest if bounded else weight.least
            scratch.most[account] = weight.highest
        elif kind >= 2 and any_own:
            _take_own(
                rows, voices, deeds, deed, sides, account, those, count, weight.first, low, high, scratch
            )
    return weight.first, weight.last


@compiled
def _take_own(
    rows: Records, voices: Records, deeds: Records, deed: int, sides: Sides, account: int, those: Codes, count: int,
    when: int, low: float, high: float, scratch: Scratch,
) -> None:  # fmt: skip
    """Take what the latest of an account's own words say; undecided where one mediator denies what another asserts."""
    last = last_yes = -1
    for place in range(count):
        row = those[place]
        name = voices[rows[row].voice].speaks_for
        if not is_in(name, sides.members[account]):
            continue
        if figure(rows, row, False).is_no and rows[row].said_last < when:
            continue
        is_latest = True
        for after in range(place + 1, count):
            other = those[after]
            if voices[rows[other].voice].speaks_for == name:
                is_stale = figure(rows, other, False).is_no and rows[other].said_last < when
                is_latest = is_latest and is_stale
        if not is_latest:
            continue
        if last < 0 or said_before(rows, last, row):
            last = row
        if figure(rows, row, False).is_yes and (last_yes < 0 or said_before(rows, last_yes, row)):
            last_yes = row
    if last < 0:
        return
    word = figure(rows, last, False)
    unnumbered = not deeds[deed].counted or deeds[deed].forbidden
    if sides.kind[account] == 3 and last_yes >= 0:
        yes = figure(rows, last_yes, False)
        if word.is_no:
            scratch.least[account] = 0.0
            scratch.most[account] = 1.0 if unnumbered or not yes.has else yes.high
            return
        word = yes
    if word.is_no:
        scratch.least[account] = scratch.most[account] = 0.0
        return
    if not word.has and (word.is_contest or (deeds[deed].counted and (low != 0.0 or high != 0.0))):
        return
    scratch.least[account] = 1.0 if unnumbered or not word.has else word.low
    scratch.most[account] = 1.0 if unnumbered or not word.has else word.high


def scratch_for(voices: int, reports: int, accounts: int) -> Scratch:
    """Return room for so many voices, reports of one event, and accounts."""
    return Scratch(
        np.full(voices, -1, dtype=np.int32), np.zeros(reports, dtype=np.int32),
        np.zeros(accounts), np.zeros(accounts),
    )  # fmt: skip


__all__ = ["Figure", "NDArray", "Scratch", "Weight", "bit", "scratch_for", "take", "weigh"]
