"""What one voice says of an event, and its latest word: as `servanda.record.ground` has them, over columns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from servanda.columns.compiled import compiled
from servanda.columns.masks import is_in
from servanda.columns.order import id_before
from servanda.columns.rows import Amounts, Codes, Records, Sides

INFINITE = np.inf


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


def scratch_for(voices: int, reports: int, accounts: int) -> Scratch:
    """Return room for so many voices, reports of one event, and accounts."""
    return Scratch(
        np.full(voices, -1, dtype=np.int32), np.zeros(reports, dtype=np.int32),
        np.zeros(accounts), np.zeros(accounts),
    )  # fmt: skip


class Figure(NamedTuple):
    """What one word says was done, as `servanda.record.ground.Word` has it."""

    has: bool
    low: float
    high: float
    is_no: bool
    is_contest: bool
    is_yes: bool


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
    return id_before(rows, one, other)


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
def latest_words(
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
