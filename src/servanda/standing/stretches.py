"""Stretches of time: the agreement, its phases and the windows of clauses, with what moves their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from servanda.agreement import terms
from servanda.clock import Length
from servanda.standing import effects
from servanda.standing.arrays import NEVER, Amounts, Times
from servanda.standing.others import other_since

if TYPE_CHECKING:
    from servanda.standing.times import Resolver

Spans = list[tuple[Times, Times]]


def opening(times: Resolver) -> Times:
    """Return from when the agreement is in force: its entry, or later where another holds it back."""
    start = times.all(times.plan.agreement.title.entry or 0)
    for link in times.plan.agreement.links:
        if link.relation in ("starts this", "comes before this") and link.id in times.plan.others:
            is_over = link.relation == "comes before this"
            since = other_since(times, link.id, over=is_over)
            start = np.maximum(start, times.each(since, lambda last: last + 1) if is_over else since)
    return start


def closing(times: Resolver) -> Times:
    """Return when the agreement ends with another that ends it."""
    end = times.never()
    for link in times.plan.agreement.links:
        if link.relation == "ends this":
            end = np.minimum(end, other_since(times, link.id, over=True))
    return end


def phase_start(times: Resolver, phase: str) -> Times:
    """Return when a phase started: its own start, or the later opening of its gate."""
    found = times.plan.agreement.phases.get(phase)
    if found is None:
        return times.never()
    start = times.opening()
    for form in times.plan.phases[phase]:
        for term in form.terms:
            if isinstance(term, terms.From):
                start = np.where(form.mask, np.maximum(start, times.time(term.time, "start")), start)
    if found.opens_when is not None:
        start = np.maximum(start, times.since(found.opens_when))
    return start


def phase_end(times: Resolver, phase: str, *, planned: bool) -> Times:
    """Return when a phase ends: as first planned, or with its reading, amendments, extensions and what it earned."""
    found = times.plan.agreement.phases.get(phase)
    if found is None:
        return times.never()
    start = times.phase_start(phase)
    if times.planned:
        end = times.never()
        for form in times.plan.phases[phase]:
            end = np.where(form.mask, _last(times, form.first_terms, start), end)
        return end
    if planned:
        return _last(times, found.terms, start)
    end = times.never()
    for form in times.plan.phases[phase]:
        own = _earned(times, form.terms, _last(times, form.terms, start))
        end = np.where(form.mask, own, end)
    for effect, at in effects.extensions(times, phase):
        longer = _extended(times, effect, end)
        is_in_time = (at <= end) | effect.even_after
        end = np.where((at < NEVER) & is_in_time, longer, end)
    end = by_the_phase_clock(times, phase, start, end)
    return np.minimum(end, effects.phase_ended(times, phase))


def _last(times: Resolver, those: tuple[terms.Term, ...], start: Times) -> Times:
    end = times.never()
    for term in those:
        if isinstance(term, terms.Lasting):
            end = np.minimum(end, times.lasting(term.length, start))
        elif isinstance(term, terms.Until):
            end = np.minimum(end, times.time(term.time, "end"))
    return end


def _extended(times: Resolver, effect: terms.Extends, end: Times) -> Times:
    if isinstance(effect.by, Length):
        length = effect.by
        return times.each(end, lambda at: length.after(at, times.zone))
    return np.maximum(end, times.time(effect.by, "end"))


def _earned(times: Resolver, those: tuple[terms.Term, ...], end: Times) -> Times:
    """Return the end of a phase with what was earned before it, each time by what was done until then."""
    for term in those:
        if isinstance(term, terms.Earned):
            first = end
            rows = times.plan.by_clause.get(term.clause, ())
            counted = [
                (c.entry.moment, np.where(row.mask, c.quantity, 0.0))
                for row in rows
                for c in times.state.tallies[row.index].counted
            ]
            done = np.zeros(times.plan.width)
            for moment, quantity in sorted(counted, key=lambda one: int(one[0].min())):
                done = done + np.where(moment <= end, quantity, 0.0)
                end = _longer(times, term, first, done)
    return end


def _longer(times: Resolver, term: terms.Earned, first: Times, done: Amounts) -> Times:
    """Return a first end moved by all that is earned with so many done."""
    ends = []
    for at, amount in zip(first, done, strict=True):
        if at >= NEVER:
            ends.append(int(at))
            continue
        number = 10_000 if not np.isfinite(amount) else min(int(amount // term.per), 10_000)
        moved = Length(term.length.count * number, term.length.unit).after(int(at), times.zone)
        ends.append(moved if term.most is None else min(moved, term.most.after(int(at), times.zone)))
    return np.array(ends, dtype=np.int64)


def window(times: Resolver, those: tuple[terms.Term, ...]) -> tuple[Times, Times]:
    """Return from when until when a clause binds."""
    start, end = times.opening(), times.closing()
    for term in those:
        match term:
            case terms.InPhase(phase):
                start, end = (
                    np.maximum(start, times.phase_start(phase)),
                    np.minimum(end, times.phase_end(phase)),
                )
            case terms.From(time):
                start = np.maximum(start, times.time(time, "start"))
            case _:
                pass
    for term in those:
        match term:
            case terms.Until(time):
                end = np.minimum(end, times.time(time, "end"))
            case terms.Lasting(length):
                end = np.minimum(end, times.lasting(length, start))
            case _:
                pass
    return start, end


def by_the_phase_clock(times: Resolver, phase: str, start: Times, target: Times) -> Times:
    """Return a time of a phase as its clock has it, which may have stopped or begun anew."""
    if times.planned:
        return target
    for form in times.plan.phases[phase]:
        clocks = next((term for term in form.terms if isinstance(term, terms.Clocks)), None)
        if clocks is not None:
            spans = effects.suspensions(times, "phase", phase)
            target = np.where(form.mask, by_the_clock(clocks, spans, start, target), target)
    return target


def elapsed(times: Resolver, phase: str, world: int, at: int) -> int:
    """Return the moment that a phase's own clock shows at a moment, as if it had never stopped or begun anew."""
    shown = at
    start = int(times.phase_start(phase)[world])
    clocks = [
        t
        for form in times.plan.phases[phase]
        if form.mask[world]
        for t in form.terms
        if isinstance(t, terms.Clocks)
    ]
    for since, until in effects.suspensions(times, "phase", phase) if clocks else ():
        first, last = int(since[world]), min(int(until[world]), at)
        if start <= first <= at:
            shown = start + at - last if clocks[0].restart else shown - (last - first)
    return shown


def by_the_clock(clocks: terms.Clocks, spans: Spans, start: Times, target: Times) -> Times:
    """Return a time counted from a start by a clock that stopped, or began anew, at some suspensions."""
    whole = np.where(target < NEVER, target - start, 0)
    for since, until in sorted(spans, key=lambda span: int(span[0].min())):
        hit = (target < NEVER) & (since >= start) & (since <= target) & (since < NEVER)
        moved = until + whole if clocks.restart else target + (until - since)
        target = np.where(hit, np.where(until >= NEVER, NEVER, moved), target)
    return target
