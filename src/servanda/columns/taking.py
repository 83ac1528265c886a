"""How much of an event each account takes, over columns: as `servanda.record.account` says."""

from __future__ import annotations

from servanda.columns.compiled import compiled
from servanda.columns.masks import is_in
from servanda.columns.order import said_before
from servanda.columns.rows import Codes, Records, Sides
from servanda.columns.weighing import REFUTED, weigh
from servanda.columns.words import INFINITE, Scratch, figure, sort_by_weight


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
