"""What each clause unfolds into in one world: a duty for every stage, event or period, or the clause as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np

from servanda.agreement import terms
from servanda.clock import Span
from servanda.record import Share
from servanda.sentences import SILENCE, Numeral, Sentence, say
from servanda.standing.arrays import NEVER
from servanda.standing.duty import Bench, Duty, events_of, share_of, span_of, spread
from servanda.standing.gates import has_leave
from servanda.standing.levels import levels_of
from servanda.standing.plan import Row
from servanda.standing.series import quotas, rated
from servanda.standing.state import Linked, Tally
from servanda.standing.verdict import due_of, holds, judged, set_aside, with_first_due


def duties(bench: Bench, row: Row, least: int, most: int) -> tuple[Duty, ...]:
    """Return the duties of a row, judged in the two worlds of an account.

    Args:
        least, most: the places of the two worlds on the axis.
    """
    low = _UNFOLD[row.schedule](bench, row, least)
    high = {_identity(row, duty): duty for duty in _UNFOLD[row.schedule](bench, row, most)}
    joined = []
    for duty in low:
        other = high.pop(_identity(row, duty), duty)
        joined.append(
            replace(
                duty,
                done=spread(duty.done, other.done),
                refused=spread(duty.refused, other.refused),
                most_state=other.state,
                in_percent=row.in_percent,
            )
        )
    only_most = [
        replace(d, state="not yet in force", done=Share(0, d.done.most), overdue=False, most_state=d.state)
        for d in high.values()
    ]
    return tuple(joined + only_most)


def _identity(row: Row, duty: Duty) -> tuple[object, ...]:
    """Return what makes one duty the same in two worlds; a day's name alone recurs every year."""
    return (duty.bearers, duty.which, duty.due if row.schedule == "rate" else None)


def _heading(bench: Bench, row: Row, world: int) -> Iterator[Duty]:
    tally = bench.state.tallies[row.index]
    amount = row.amount
    number = None if amount is None else amount.number
    base = Duty(
        row.bearers, SILENCE, "in force", number, share_of(tally.done[world]), due_of(bench, row, world, 0)
    )
    if bench.times.binding(row)[0][world] > bench.at:
        base = replace(base, state="not yet in force")
    elif number is not None and tally.done[world] >= number:
        base = replace(base, state="fulfilled")
    yield replace(base, events=events_of(tally, world))


def _staged(bench: Bench, row: Row, world: int) -> Iterator[Duty]:
    tally = bench.state.tallies[row.index]
    previous = 0.0
    needed = bench.times.needed(row)
    for number, (mark, all_needed) in enumerate(zip(tally.marks, needed, strict=True)):
        needs = float(all_needed[world])
        share = share_of(min(max(float(tally.done[world]) - previous, 0.0), needs - previous))
        amount = None if not np.isfinite(needs) else needs - previous
        met = span_of(int(mark.first[world]), int(mark.last[world]))
        which = _stage(number + 1) if len(needed) > 1 else SILENCE
        due = due_of(bench, row, world, number)
        duty = Duty(row.bearers, which, "", amount, share, due, met=met, events=events_of(tally, world))
        yield judged(bench, row, world, with_first_due(bench, row, world, number, duty))
        previous = needs


def _linked(bench: Bench, row: Row, world: int) -> Iterator[Duty]:
    tally = bench.state.tallies[row.index]
    for link in tally.linked:
        if link.amount[world] > 0:
            yield judged(bench, row, world, _linked_duty(row, link, world, tally))


def _linked_duty(row: Row, link: Linked, world: int, tally: Tally) -> Duty:
    amount = None if not np.isfinite(link.amount[world]) else float(link.amount[world])
    due = span_of(int(link.due_first[world]), int(link.due_last[world]))
    met = span_of(int(link.met_first[world]), int(link.met_last[world]))
    same = tuple(c.entry.id for c in tally.counted if c.quantity[world] > 0 and c.entry.slug == link.slug)
    is_before = isinstance(row.link, terms.EachLink) and row.link.before
    return Duty(
        row.bearers,
        _before(link.cause) if is_before else _for(link.cause),
        "",
        amount,
        share_of(link.done[world]),
        due,
        met=met,
        events=same,
    )


@lru_cache(maxsize=1 << 12)
def _stage(number: int) -> Sentence:
    return say("stage {number}", number=Numeral(number))


@lru_cache(maxsize=1 << 12)
def _for(cause: str) -> Sentence:
    return say("for {cause}", cause=cause)


@lru_cache(maxsize=1 << 12)
def _before(cause: str) -> Sentence:
    return say("before {cause}", cause=cause)


def _forbidden(bench: Bench, row: Row, world: int) -> Iterator[Duty]:
    tally = bench.state.tallies[row.index]
    if row.link is not None:
        yield from _forbidden_for_each(bench, row, world, tally)
        return
    start, end = (int(times[world]) for times in bench.times.binding(row))
    broken = float(sum(c.quantity[world] for c in tally.breaches))
    is_ended = int(bench.times.ended(row)[world]) < end
    duty = Duty(
        row.bearers, SILENCE, _kept(bench, row, start, int(NEVER) if is_ended else end, broken), None, share_of(broken), span_of(end, end),
        events=tuple(c.entry.id for c in tally.breaches if c.quantity[world] > 0),
    )  # fmt: skip
    yield set_aside(bench, row, world, duty)


def _forbidden_for_each(bench: Bench, row: Row, world: int, tally: Tally) -> Iterator[Duty]:
    """Yield a prohibition for every event that called for it, each as long as it binds."""
    for link in tally.linked:
        if link.amount[world] <= 0:
            continue
        start, end = int(link.begins[world]), int(link.due_last[world])
        broken = float(sum(c.quantity[world] for c in link.breaches))
        duty = Duty(
            row.bearers, _for(link.cause), _kept(bench, row, start, end, broken), None, share_of(broken),
            span_of(end, end), events=tuple(c.entry.id for c in link.breaches if c.quantity[world] > 0),
        )  # fmt: skip
        yield set_aside(bench, row, world, duty)


def _kept(bench: Bench, row: Row, start: int, end: int, broken: float) -> str:
    """Say where a prohibition or a level stands; advice that is not followed breaks nothing."""
    advised = row.clause.norm.startswith("should")
    if broken and not advised:
        return "violated"
    if start > bench.at:
        return "not yet in force"
    return "kept" if end < bench.at else "in force"


def _allowed(bench: Bench, row: Row, world: int) -> Iterator[Duty]:
    tally = bench.state.tallies[row.index]
    is_power = any(isinstance(term, terms.Then) for term in row.terms)
    if row.every("period") and not is_power:
        yield from quotas(bench, row, world)
        return
    start = int(bench.times.binding(row)[0][world])
    due = due_of(bench, row, world, 0)
    refused = float(sum(c.quantity[world] for c in tally.refusals))
    state = "available" if is_power else "open"
    if any(use.row == row.index and use.at[world] < NEVER for use in bench.state.uses):
        state = "exercised"
    elif refused:
        state = "refused"
    elif due is not None and due.last < bench.at:
        state = "lapsed"
    elif start > bench.at or not holds(bench, row, world) or not _has_leave(bench, row, world):
        state = "not yet in force"
    amount = None if row.amount is None else row.amount.number
    events = (*events_of(tally, world), *(c.entry.id for c in tally.refusals if c.quantity[world] > 0))
    duty = Duty(
        row.bearers, SILENCE, state, amount, share_of(tally.done[world]), due, events=events, refused=share_of(refused)
    )  # fmt: skip
    yield set_aside(bench, row, world, duty)


def _has_leave(bench: Bench, row: Row, world: int) -> bool:
    now = np.full(bench.plan.width, bench.at, dtype=np.int64)
    return bool(has_leave(bench.times, row, now)[world])


def _level(bench: Bench, row: Row, world: int) -> Iterator[Duty]:
    start, end = (int(times[world]) for times in bench.times.binding(row))
    end = min(end, int(bench.times.ended(row)[world]))
    aside = [(int(since[world]), int(until[world])) for since, until in bench.times.suspensions(row)]
    levels = levels_of(bench.hearing, bench.account, row, Span(start, min(end, bench.at)), aside)
    against = tuple(level.report for level in levels if level.is_beyond)
    state = _kept(bench, row, start, end, len(against))
    is_silent = state == "kept" and not levels
    duty = Duty(
        row.bearers, SILENCE, "in force" if is_silent else state, None if row.amount is None else row.amount.number,
        levels[-1].share if levels else Share(0, None), span_of(end, end), overdue=is_silent, against=against,
        levels=levels,
    )  # fmt: skip
    yield set_aside(bench, row, world, duty)


_UNFOLD: dict[str, Callable[[Bench, Row, int], Iterator[Duty]]] = {
    "heading": _heading,
    "stages": _staged,
    "linked": _linked,
    "rate": rated,
    "forbidden": _forbidden,
    "allowed": _allowed,
    "level": _level,
}
