"""Gates: from when a condition holds, and whether it held before a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from servanda.agreement import terms
from servanda.record import act_key
from servanda.standing.arrays import NEVER, START, Mask, Times
from servanda.standing.others import other_since

if TYPE_CHECKING:
    from servanda.standing.plan import Row
    from servanda.standing.times import Resolver


def since(times: Resolver, condition: terms.Condition) -> Times:
    """Return from when a condition holds; NEVER where it does not hold yet."""
    match condition:
        case terms.StateIs(clause, state):
            return _state_since(times, clause, state)
        case terms.PhaseIs(phase, over):
            return times.phase_end(phase) if over else times.phase_start(phase)
        case terms.AgreementIs(agreement, over):
            return other_since(times, agreement, over=over)
        case terms.Finds(body, act):
            return _first(times, times.state.findings.get((body, act_key(act)), []))
        case terms.Decides(body, act):
            return _first(times, times.state.deeds.get((body, act_key(act)), []))
        case terms.Happens(act):
            return times.first_act(act)
        case terms.Not(inner):
            return np.where(since(times, inner) == NEVER, START, NEVER)
        case terms.All(several):
            return np.max([since(times, one) for one in several], axis=0)  # type: ignore[no-any-return]
        case terms.AnyOf(several):
            return np.min([since(times, one) for one in several], axis=0)  # type: ignore[no-any-return]


def _state_since(times: Resolver, clause: str, state: terms.State) -> Times:
    match state:
        case "fulfilled":
            return times.met(clause)
        case "violated":
            return times.state.first_breach(clause)
        case "refused":
            return times.state.first_refused(clause)
        case "overdue":
            return times.once(("overdue", clause), lambda: _overdue_since(times, clause))
        case _:
            return times.state.first_done(clause)


def _overdue_since(times: Resolver, clause: str) -> Times:
    """Return from when a clause is overdue: past its deadline, bound by it, and not fulfilled by then."""
    due = times.deadline(clause)
    late = np.where((due < NEVER) & (times.met(clause) > due), due, NEVER)
    for row in times.plan.by_clause.get(clause, ()):
        own = np.maximum(late, times.binding(row)[0])
        for term in row.terms:
            if isinstance(term, terms.If):
                condition = terms.Not(term.condition) if term.unless else term.condition
                own = np.maximum(own, since(times, condition))
        own = np.where(times.ended(row) <= due, NEVER, own)
        late = np.where(row.mask, own, late)
    return late


def holds(times: Resolver, those: tuple[terms.Term, ...], moment: Times) -> Mask:
    """Say in which worlds the conditions of a clause held strictly before a moment."""
    held = np.ones(times.plan.width, dtype=np.bool_)
    for term in those:
        if isinstance(term, terms.If):
            true = true_before(times, term.condition, moment)
            held &= ~true if term.unless else true
    return held


def true_before(
    times: Resolver, condition: terms.Condition, moment: Times, after: Times | None = None
) -> Mask:
    """Say in which worlds a condition held strictly before a moment.

    Args:
        after: of acts, findings and decisions, only those at or after it.
    """
    match condition:
        case terms.Not(inner):
            return ~true_before(times, inner, moment, after)
        case terms.All(several):
            return np.all([true_before(times, one, moment, after) for one in several], axis=0)  # type: ignore[no-any-return]
        case terms.AnyOf(several):
            return np.any([true_before(times, one, moment, after) for one in several], axis=0)  # type: ignore[no-any-return]
        case terms.Finds() | terms.Decides() | terms.Happens() if after is not None:
            between = [(at >= after) & (at < moment) for at in _occurrences(times, condition)]
            return np.any(between, axis=0) if between else np.zeros(times.plan.width, dtype=np.bool_)
        case _:
            return since(times, condition) < moment


def _occurrences(times: Resolver, condition: terms.Finds | terms.Decides | terms.Happens) -> list[Times]:
    match condition:
        case terms.Finds(body, act):
            return times.state.findings.get((body, act_key(act)), [])
        case terms.Decides(body, act):
            return times.state.deeds.get((body, act_key(act)), [])
        case terms.Happens(act):
            return times.state.acts.get(act_key(act), [])


def _first(times: Resolver, those: list[Times]) -> Times:
    return np.min(those, axis=0) if those else times.never()


def has_leave(times: Resolver, row: Row, moment: Times) -> Mask:
    """Say in which worlds leave was given to a row's bearers at or before a moment, where it is asked for."""
    given = np.ones(times.plan.width, dtype=np.bool_)
    for term in row.terms:
        if isinstance(term, terms.Leave):
            given &= _first_leave(times, row, frozenset(term.names)) <= moment
    return given


def _first_leave(times: Resolver, row: Row, givers: frozenset[str]) -> Times:
    first = times.never()
    for entry in times.state.leaves:
        is_for_row = not entry.receivers or entry.receivers & row.actors
        if row.clause.id in entry.clauses and is_for_row and givers.intersection(entry.actors):
            first = np.where(entry.quantity > 0, np.minimum(first, entry.moment), first)
    return first
