"""Units of reports into changes: what each moment of knowing adds to what is counted under each row of the plan.

A unit is what is grouped together: the reports of one event, or those of one actor's incidents of one act and day. Each
time one of its reports becomes known, or is replaced, it is weighed anew; what it then adds less what it added before is
a change, at the moment when it happened, known from then on.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from servanda.columns.compiled import compiled
from servanda.columns.masks import bit
from servanda.columns.order import put_in_order, sort_by_saying
from servanda.columns.rows import Codes, Records, Sides, Times
from servanda.columns.taking import take
from servanda.columns.words import Scratch
from servanda.standing import arrays

NEVER = int(arrays.NEVER)
FORBIDDEN, COUNTED = 0, 1
"""What a row of the plan counts: incidents, or how many were done."""


class Lines(NamedTuple):
    """Which rows of the plan a report is about, by its code: `rows[start[code]:start[code + 1]]`."""

    start: Codes
    rows: Codes


class Bench(NamedTuple):
    """What every unit is weighed with.

    Attributes:
        shapes: what each row of the plan counts.
        unit_deed: of each unit, the act and its actors.
        longest: of each row, how many seconds its longest incident may have taken.
    """

    rows: Records
    voices: Records
    deeds: Records
    sides: Sides
    lines: Lines
    shapes: Codes
    unit_deed: Codes
    longest: Times
    scratch: Scratch


@compiled
def put(out: Records, at: int, row: int, moment: int, public: int, mask: np.uint64, amount: float) -> int:
    """Write one change, and return where the next goes."""
    out[at].row, out[at].moment, out[at].public = row, moment, public
    out[at].mask, out[at].amount = mask, amount
    return at + 1


@compiled
def known_from(rows: Records, those: Codes, count: int) -> tuple[Times, int]:
    """Return the moments from which another set of reports stands, in order, and how many there are."""
    moments = np.empty(2 * count, dtype=np.int64)
    found = 0
    for place in range(count):
        row = those[place]
        moments[found] = rows[row].public
        found += 1
        if rows[row].gone < NEVER:
            moments[found] = rows[row].gone
            found += 1
    put_in_order(moments, found)
    different = 0
    for place in range(found):
        if place == 0 or moments[place] != moments[place - 1]:
            moments[different] = moments[place]
            different += 1
    return moments, different


@compiled
def stands_at(rows: Records, row: int, public: int) -> bool:
    """Say whether a report is known by a moment and not yet replaced."""
    return bool(rows[row].public <= public < rows[row].gone)


@compiled
def _clusters(rows: Records, sides: Sides, those: Codes, count: int, labels: Codes) -> int:
    """Part a unit's incidents, as `servanda.record.event` does; return one more than the highest label."""
    fresh = 0
    for wide in (False, True):
        for place in range(count):
            row = those[place]
            if sides.wide[rows[row].place] != wide:
                continue
            first, joined = NEVER, False
            for other in range(count):
                if labels[other] >= 0:
                    first = min(first, labels[other])
            for other in range(count):
                if labels[other] < 0 or labels[other] == fresh:
                    continue
                that = those[other]
                same_event = rows[row].event > 0 and rows[row].event == rows[that].event
                if same_event or (rows[row].place > 0 and rows[row].place == rows[that].place):
                    joined = True
                    old = labels[other]
                    for each in range(count):
                        if labels[each] == old:
                            labels[each] = fresh
            if not joined and wide:
                for each in range(count):
                    if labels[each] == first:
                        labels[each] = fresh
            labels[place] = fresh
            fresh += 1
    return fresh


@compiled
def _places(rows: Records, sides: Sides, those: Codes, count: int) -> int:
    """Return how many narrow places are told of."""
    found = 0
    for place in range(count):
        own = rows[those[place]].place
        if own <= 0 or sides.wide[own]:
            continue
        is_new = True
        for before in range(place):
            is_new = is_new and rows[those[before]].place != own
        found += is_new
    return found


@compiled
def _put_incident(
    out: Records, at: int, row: int, public: int, first: int, last: int, places: int, scratch: Scratch
) -> int:
    """Write an incident: on the least one, on the most one for each place; at both ends of when it happened."""
    accounts = len(scratch.least)
    least_last = least_first = most_first = most_last = np.uint64(0)
    for account in range(accounts):
        if scratch.least[account] > 0:
            least_last |= bit(account)
            least_first |= bit(accounts + account)
        if 0 < scratch.most[account] < np.inf:
            most_first |= bit(2 * accounts + account)
            most_last |= bit(3 * accounts + account)
    if places <= 1:
        if least_last | most_last:
            at = put(out, at, row, last, public, least_last | most_last, 1.0)
            at = put(out, at, row, first, public, least_first | most_first, 1.0)
        return at
    if least_last:
        at = put(out, at, row, last, public, least_last, 1.0)
        at = put(out, at, row, first, public, least_first, 1.0)
    if most_last:
        at = put(out, at, row, last, public, most_last, float(places))
        at = put(out, at, row, first, public, most_first, float(places))
    return at


@compiled
def _put_count(out: Records, at: int, row: int, public: int, first: int, last: int, scratch: Scratch) -> int:
    """Write how many were done: on the least at the last moment it may have happened, on the most at the first."""
    accounts = len(scratch.least)
    begin = at
    for account in range(accounts):
        for side in range(2):
            amount = scratch.least[account] if side == 0 else scratch.most[account]
            if amount == 0.0:
                continue
            moment = last if side == 0 else first
            slot = bit(account + side * accounts)
            place = begin
            while place < at and (out[place].moment != moment or out[place].amount != amount):
                place += 1
            if place < at:
                out[place].mask |= slot
            else:
                at = put(out, at, row, moment, public, slot, amount)
    return at


@compiled
def _put_event(bench: Bench, deed: int, those: Codes, count: int, public: int, out: Records, at: int) -> int:
    """Write what one event adds to every row of the plan that it is about."""
    lines, rows = bench.lines, bench.rows
    any_line = False
    for place in range(count):
        code = rows[those[place]].about
        any_line = any_line or lines.start[code] < lines.start[code + 1]
    if not any_line:
        return at
    places = _places(rows, bench.sides, those, count) if bench.deeds[deed].forbidden else 0
    about = np.empty(count, dtype=np.int32)
    for place in range(count):
        about[place] = rows[those[place]].about
    first, last = take(rows, bench.voices, bench.deeds, deed, bench.sides, those, count, bench.scratch)
    for place in range(count):
        code = about[place]
        is_first = True
        for before in range(place):
            is_first = is_first and about[before] != code
        if not is_first:
            continue
        for line in range(lines.start[code], lines.start[code + 1]):
            row = lines.rows[line]
            is_new = True
            for before in range(place):
                other = about[before]
                for each in range(lines.start[other], lines.start[other + 1]):
                    is_new = is_new and lines.rows[each] != row
            if not is_new:
                continue
            if bench.shapes[row] == FORBIDDEN:
                at = _put_incident(out, at, row, public, first, last, places, bench.scratch)
                bench.longest[row] = max(bench.longest[row], last - first)
                continue
            at = _put_count(out, at, row, public, first, last, bench.scratch)
    return at


@compiled
def put_unit(bench: Bench, unit: int, those: Codes, count: int, public: int, out: Records, at: int) -> int:
    """Write what a unit adds as known at one moment, and return where the next goes.

    Args:
        those: its reports; those of incidents in the order of their saying.
    """
    deed = bench.unit_deed[unit]
    heard, number = np.empty(count, dtype=np.int32), 0
    for place in range(count):
        if stands_at(bench.rows, those[place], public):
            heard[number] = those[place]
            number += 1
    if not number or not bench.deeds[deed].forbidden:
        return _put_event(bench, deed, heard, number, public, out, at) if number else at
    labels, cluster = np.full(number, -1, dtype=np.int32), np.empty(number, dtype=np.int32)
    for label in range(_clusters(bench.rows, bench.sides, heard, number, labels)):
        size = 0
        for place in range(number):
            if labels[place] == label:
                cluster[size] = heard[place]
                size += 1
        if size:
            at = _put_event(bench, deed, cluster, size, public, out, at)
    return at


@compiled
def unit_changes(
    bench: Bench, unit: int, those: Codes, count: int, work: Records, out: Records, at: int
) -> int:
    """Write all the changes of one unit, and return where the next goes.

    Args:
        those: its reports, which are put in the order of their saying.
        work: room for what it adds, before and after each moment.
    """
    sort_by_saying(bench.rows, those, count)
    moments, versions = known_from(bench.rows, those, count)
    half = len(work) // 2
    before = 0
    for version in range(versions):
        end = put_unit(bench, unit, those, count, moments[version], work, half)
        at = put_difference(work, before, half, end, moments[version], out, at)
        before = end - half
        kept_before(work, half, before)
    return at


@compiled
def all_at(bench: Bench, units: Times, start: Times, those: Codes, public: int, out: Records) -> int:
    """Write what units add as known at one moment; return how many changes, or -1 where there is no room for all."""
    at = 0
    for place in range(len(units)):
        own = those[start[place] : start[place + 1]]
        _, once = room_for(bench, units[place], own)
        if at + once > len(out):
            return -1
        sort_by_saying(bench.rows, own, len(own))
        at = put_unit(bench, units[place], own, len(own), public, out, at)
    return at


@compiled
def kept_before(work: Records, half: int, count: int) -> None:
    """Keep what is added at one moment of knowing, to compare the next with."""
    for place in range(count):
        work[place] = work[half + place]


@compiled
def put_difference(
    work: Records, before: int, half: int, end: int, public: int, out: Records, at: int
) -> int:
    """Write what `work[half:end]` adds beyond `work[:before]`, and take away what it adds no more."""
    used = np.zeros(end - half, dtype=np.bool_)
    for place in range(before):
        matched = False
        for other in range(half, end):
            if (
                not used[other - half]
                and work[place].row == work[other].row
                and work[place].moment == work[other].moment
                and work[place].mask == work[other].mask
                and work[place].amount == work[other].amount
            ):
                used[other - half] = matched = True
                break
        if not matched:
            at = put(
                out, at, work[place].row, work[place].moment, public, work[place].mask, -work[place].amount
            )
    for other in range(half, end):
        if not used[other - half]:
            at = put(
                out, at, work[other].row, work[other].moment, public, work[other].mask, work[other].amount
            )
    return at


@compiled
def room_for(bench: Bench, unit: int, those: Codes) -> tuple[int, int]:
    """Return the most changes that a unit can make in all, and the most it can add at one moment."""
    count = len(those)
    lines = 0
    for place in range(count):
        code = bench.rows[those[place]].about
        lines = max(lines, bench.lines.start[code + 1] - bench.lines.start[code])
    if bench.deeds[bench.unit_deed[unit]].forbidden:
        once = 4 * lines * count
    else:
        once = 2 * len(bench.sides.kind) * lines * count
    return 4 * count * once, once


@compiled
def all_changes(
    bench: Bench, units: Times, start: Times, those: Codes, begin: int, work: Records, out: Records
) -> tuple[int, int]:
    """Write the changes of units from `begin` on, while there is room; return the next one, and how many.

    Args:
        start: where the reports of each unit begin in `those`, and at its end where the last ones end.
    """
    at = 0
    for place in range(begin, len(units)):
        own = those[start[place] : start[place + 1]]
        room, once = room_for(bench, units[place], own)
        if at + room > len(out) or 2 * once > len(work):
            return place, at
        at = unit_changes(bench, units[place], own, len(own), work, out, at)
    return len(units), at
