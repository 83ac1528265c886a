"""Effects: what the use of a power does to phases and clauses."""

from __future__ import annotations

import numpy as np

from servanda.agreement import terms
from servanda.clock import Length
from servanda.standing.plan import NEVER, Mask, Row, Times
from servanda.standing.state import Entry, State
from servanda.standing.times import Resolver


def take_effect(state: State, times: Resolver, row: Row, entry: Entry) -> None:
    """Carry out what the use of a power does, in the worlds that take it."""
    if row.schedule != "allowed":
        return
    start, end = times.window(_until_deadline(row))
    used = (
        row.mask
        & (entry.quantity > 0)
        & (entry.moment >= start)
        & (entry.moment <= end)
        & times.holds(row.terms, entry.moment)
    )
    if not used.any():
        return
    at = np.where(used, entry.moment, NEVER)
    for term in row.terms:
        if isinstance(term, terms.Then):
            _carry_out(state, times, term.effect, used, at)


def _until_deadline(row: Row) -> tuple[terms.Term, ...]:
    """Return a power's terms with its deadline as its end."""
    return tuple(terms.Until(t.time) if isinstance(t, terms.By) else t for t in row.terms)


def _carry_out(state: State, times: Resolver, effect: terms.Effect, used: Mask, at: Times) -> None:
    match effect:
        case terms.Extends(phase, Length() as length):
            state.extensions.append((phase, length, used))
        case terms.Ends(clauses, phase):
            if phase is not None:
                state.ended_phases[phase] = np.minimum(state.ended_phases.get(phase, state.never()), at)
            for clause in clauses:
                state.ended[clause] = np.minimum(state.ended.get(clause, state.never()), at)
        case terms.Suspends(clauses, _, span):
            until = state.never() if span is None else times.within(span, at)
            for clause in clauses:
                state.suspended.setdefault(clause, []).append((at, until))
        case terms.Resumes(clauses):
            for clause in clauses:
                spans = state.suspended.get(clause, [])
                state.suspended[clause] = [(s, np.where(s < at, np.minimum(u, at), u)) for s, u in spans]
