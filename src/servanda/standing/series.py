"""Series: the duties of a rate and the rights of a quota, one for each period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from servanda.agreement import terms
from servanda.clock import DayCount, Length, Span, moment_of
from servanda.sentences import SILENCE, Hour, Sentence, day_of, say
from servanda.standing.duty import Bench, Duty, share_of, span_of
from servanda.standing.levels import stopped
from servanda.standing.plan import Row
from servanda.standing.state import Counted
from servanda.standing.verdict import holds, judged, set_aside

LONGEST_SERIES = 1_000
"""Periods of one clause that are unfolded: of a rate that has had more, the latest."""

_SECONDS = {
    "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "month": 31 * 86_400, "year": 366 * 86_400,
}  # fmt: skip


def rated(bench: Bench, row: Row, world: int) -> Iterator[Duty]:
    """Yield the duty of every period that has begun."""
    lag = next((term.length for term in row.terms if isinstance(term, terms.Lag)), None)
    counted = [c for c in bench.state.tallies[row.index].counted if c.quantity[world] > 0]
    periods = list(_periods(bench, row, world))
    for number, (first, last) in enumerate(periods):
        if lag is None:
            inside = [c for c in counted if first <= _moment(c, world, periods) <= last]
        else:
            until = periods[number + 1][1] if number + 1 < len(periods) else bench.at
            inside = [c for c in counted if last < c.entry.moment[world] <= until]
        duty = _of_period(bench, row, world, (first, last), inside, lag)
        yield _stop_counts(bench, row, last, judged(bench, row, world, duty, Span(first, last)))


def _moment(one: Counted, world: int, periods: list[tuple[int, int]]) -> int:
    """Return when a world takes an event; what may have happened before the first period or in it, in it."""
    return max(int(one.entry.moment[world]), min(one.entry.last, periods[0][0]))


def _of_period(
    bench: Bench, row: Row, world: int, period: tuple[int, int], inside: list[Counted], lag: Length | None
) -> Duty:
    first, last = period
    amount = 1.0 if row.amount is None else row.amount.number
    done = float(sum(c.quantity[world] for c in inside))
    met = None
    if amount is not None and done >= amount:
        latest = max(c.entry.last for c in inside)
        met = Span(min(c.entry.first for c in inside), latest if lag is not None else min(last, latest))
    due = last if lag is None else int(bench.times.within(lag, bench.times.all(last))[0])
    return Duty(
        row.bearers, _period(bench, first, last), "", amount, share_of(done), Span(due, due), met=met,
        events=tuple(c.entry.id for c in inside),
    )  # fmt: skip


def quotas(bench: Bench, row: Row, world: int) -> Iterator[Duty]:
    """Yield the right of every period that has begun: used, refused, lapsed or open; more than its number breaks it."""
    tally = bench.state.tallies[row.index]
    amount = None if row.amount is None else row.amount.number
    periods = list(_periods(bench, row, world))
    start, end = (int(times[world]) for times in bench.times.binding(row))
    if not periods:
        state = "not yet in force" if start > bench.at else "lapsed"
        yield Duty(row.bearers, SILENCE, state, amount, share_of(0), span_of(end, end))
    for first, last in periods:
        inside = [
            c for c in tally.counted if first <= _moment(c, world, periods) <= last and c.quantity[world] > 0
        ]
        refusals = [
            c for c in tally.refusals if first <= c.entry.moment[world] <= last and c.quantity[world] > 0
        ]
        done = float(sum(c.quantity[world] for c in inside))
        is_over = amount is not None and done > amount
        past = "lapsed" if last < bench.at else ("open" if holds(bench, row, world) else "not yet in force")
        duty = Duty(
            row.bearers, _period(bench, first, last), "violated" if is_over else "refused" if refusals else past,
            amount, share_of(done), Span(last, last), events=tuple(c.entry.id for c in (*inside, *refusals)),
            refused=share_of(len(refusals)),
        )  # fmt: skip
        yield set_aside(bench, row, world, duty)


def _periods(bench: Bench, row: Row, world: int) -> Iterator[tuple[int, int]]:
    """Yield the periods that have begun by now, from the day the clause began to bind, but only the latest."""
    every = next(term for term in row.terms if isinstance(term, terms.Every))
    start, end = (int(times[world]) for times in bench.times.binding(row))
    if start > bench.at:
        return
    zone = bench.times.zone
    turn = DayCount(start, zone).begins_day() if every.length.unit not in ("minute", "hour") else start
    length = every.length.count * _SECONDS[every.length.unit]
    skipped = max(0, (min(bench.at, end) - turn) // length + 1 - LONGEST_SERIES)
    first = (
        start if not skipped else replace(every.length, count=every.length.count * skipped).after(turn, zone)
    )
    for number in count(skipped + 1):
        if first > min(bench.at, end):
            return
        following = replace(every.length, count=every.length.count * number).after(turn, zone)
        yield first, min(following - 1, end)
        first = following


def _period(bench: Bench, first: int, last: int) -> Sentence:
    """Name a period by its day, or its first and last; with the year where it is not that of the moment asked."""
    zone = bench.times.zone
    days = [day_of(seconds, zone, bench.at) for seconds in (first, last)]
    if days[0] != days[1]:
        return say("{first} to {last}", first=days[0], last=days[1])
    other = moment_of(last, zone)
    is_whole = (other.hour, other.minute, other.second) == (23, 59, 59) and last - first > 12 * 3600
    return say("{day}", day=days[0] if is_whole else Hour(first, zone, days[0].with_year))


def _stop_counts(bench: Bench, row: Row, last: int, duty: Duty) -> Duty:
    """Let a declared stop that holds through the end of a period count against it."""
    if duty.state != "in force" or not duty.overdue:
        return duty
    stop = stopped(bench.hearing, bench.account, row, last)
    return replace(duty, state="violated", against=(*duty.against, stop)) if stop else duty
