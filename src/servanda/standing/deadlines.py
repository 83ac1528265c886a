"""Deadlines: when each row is due, what it takes over from another, and what is then discharged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from servanda.agreement import terms
from servanda.standing.arrays import NEVER, Amounts, Times
from servanda.standing.plan import Row
from servanda.standing.stages import stages_of
from servanda.standing.stretches import by_the_clock

if TYPE_CHECKING:
    from servanda.standing.times import Resolver


def deadline(times: Resolver, clause: str) -> Times:
    """Return when a clause is last due, by any bearer."""
    latest = times.never()
    for row in times.plan.by_clause.get(clause, ()):
        own = due(times, row)[-1]
        latest = np.where(row.mask, np.where(latest < NEVER, np.maximum(latest, own), own), latest)
    return latest


def due(times: Resolver, row: Row) -> list[Times]:
    """Return when each stage of a row is due; of a row without stages, its one deadline or its window's end."""
    those = row.first_terms if times.planned else row.terms
    stages = stages_of(those, row.whole)
    found = [_stage(times, by) for _, by in stages] or [_only(times, those)]
    return found if times.planned else [_by_the_clause_clock(times, row, one) for one in found]


def _stage(times: Resolver, by: terms.Time) -> Times:
    return np.where(times.time(by, "start") < NEVER, times.time(by, "end"), NEVER)


def _only(times: Resolver, those: tuple[terms.Term, ...]) -> Times:
    for term in those:
        match term:
            case terms.By(time):
                return times.time(time, "end")
            case terms.Within(length, anchor):
                return times.within(length, times.anchor(anchor))
            case _:
                pass
    return times.window(those)[1]


def _by_the_clause_clock(times: Resolver, row: Row, target: Times) -> Times:
    clocks = next((term for term in row.terms if isinstance(term, terms.Clocks)), None)
    if clocks is None:
        return target
    start = times.window(row.terms)[0]
    anchor = next((term.anchor for term in row.terms if isinstance(term, terms.Within)), None)
    if anchor is not None:
        start = np.maximum(start, times.time(anchor, "start"))
    return by_the_clock(clocks, times.suspensions(row), start, target)


def taken_over(times: Resolver, row: Row) -> Times:
    """Return from when a row binds in place of another: once the other is overdue, or from its own start if it is not met."""
    assert row.takes_over is not None
    if any(isinstance(term, terms.From) for term in row.terms):
        start = times.window(row.terms)[0]
        return np.where(times.met(row.takes_over) <= start, NEVER, start)
    return times.since(terms.StateIs(row.takes_over, "overdue"))


def discharged(times: Resolver, clause: str) -> Times:
    """Return when another clause took the place of one that was not fulfilled by then."""
    when = times.never()
    for row in times.plan.rows:
        if row.takes_over == clause:
            when = np.where(row.mask, np.minimum(when, times.binding(row)[0]), when)
    return np.where(times.met(clause) <= when, NEVER, when)


def needed(times: Resolver, row: Row) -> list[Amounts]:
    """Return how many in all each stage of a row asks for: what was left of another, where it takes over."""
    tally = times.state.tallies[row.index]
    if row.takes_over is None or row.amount is not None or len(tally.marks) != 1:
        return [mark.needed for mark in tally.marks]
    return [_left(times, row, row.takes_over)]


def _left(times: Resolver, row: Row, other: str) -> Amounts:
    """Return what was left of another clause when a row took over; 1 where the other does not count."""
    start = times.binding(row)[0]
    left = np.ones(times.plan.width)
    for one in times.plan.by_clause.get(other, ()):
        if one.amount is None:
            continue
        done = np.zeros(times.plan.width)
        for counted in times.state.tallies[one.index].counted:
            done = done + np.where(counted.entry.moment <= start, counted.quantity, 0.0)
        left = np.where(one.mask, np.maximum(one.whole - done, 0.0), left)
    return left
