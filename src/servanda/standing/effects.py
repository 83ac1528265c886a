"""Effects: what the uses of powers do to phases and clauses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import numpy as np

from servanda.agreement import terms
from servanda.standing.arrays import NEVER, Mask, Times
from servanda.standing.gates import true_before
from servanda.standing.plan import Row
from servanda.standing.state import Entry, State, Use

if TYPE_CHECKING:
    from servanda.standing.times import Resolver


def take_effect(state: State, times: Resolver, row: Row, entry: Entry) -> None:
    """Note the use of a power, in the worlds that take it and where it may be used."""
    thens = [term for term in row.terms if isinstance(term, terms.Then)]
    if row.schedule != "allowed" or not thens:
        return
    used = row.mask & (entry.quantity > 0) & _may_be_used(times, row, entry.moment)
    users = frozenset(entry.actors) & row.actors or frozenset(row.bearers)
    for term in thens:
        now = used & _is_in_time(times, term.effect, entry.moment)
        if now.any():
            state.uses.append(Use(row.index, term, np.where(now, entry.moment, NEVER), users))


def _may_be_used(times: Resolver, row: Row, moment: Times) -> Mask:
    start, end = times.window(_until_deadline(row))
    free = (moment >= start) & (moment <= end) & (moment < times.ended(row)) & times.holds(row.terms, moment)
    for since, until in times.suspensions(row):
        free &= ~((moment >= since) & (moment <= until))
    return free


def _until_deadline(row: Row) -> tuple[terms.Term, ...]:
    """Return a power's terms with its deadline as its end."""
    return tuple(terms.Until(t.time) if isinstance(t, terms.By) else t for t in row.terms)


def _is_in_time(times: Resolver, effect: terms.Effect, moment: Times) -> Mask:
    """Say where an effect comes while there is still something to extend."""
    if isinstance(effect, terms.Extends) and not effect.even_after:
        return moment <= times.phase_end(effect.phase)
    return np.ones(len(moment), dtype=np.bool_)


def takes_hold(times: Resolver, use: Use) -> Times:
    """Return when the effect of a use takes hold: at once or after its delay, unless its condition holds by then."""
    return times.once(("use", id(use)), lambda: _takes_hold(times, use))


def _takes_hold(times: Resolver, use: Use) -> Times:
    due = use.at if use.term.delay is None else times.within(use.term.delay, use.at)
    if use.term.unless is None:
        return due
    return np.where(
        true_before(times, use.term.unless, np.where(due < NEVER, due + 1, NEVER), after=use.at), NEVER, due
    )


def ended(times: Resolver, row: Row) -> Times:
    """Return when a row was ended: by a power, by its bearer's leaving, or with another agreement."""
    end = times.closing()
    for use in times.state.uses:
        match use.term.effect:
            case terms.Ends(clauses) if row.clause.id in clauses:
                end = np.minimum(end, takes_hold(times, use))
            case terms.Leaves(keeping) if _is_left(row, use, keeping):
                end = np.minimum(end, takes_hold(times, use))
            case _:
                pass
    return end


def _is_left(row: Row, use: Use, keeping: tuple[str, ...]) -> bool:
    """Say whether a row ends with the leaving of some: of a joint act, when fewer than two are left."""
    if row.clause.id in keeping or not set(row.bearers) & use.users:
        return False
    return len(set(row.bearers) - use.users) < (2 if row.clause.jointly else 1)


def phase_ended(times: Resolver, phase: str) -> Times:
    """Return when a power ended a phase."""
    end = times.never()
    for use in times.state.uses:
        if isinstance(use.term.effect, terms.Ends) and use.term.effect.phase == phase:
            end = np.minimum(end, takes_hold(times, use))
    return end


def extensions(times: Resolver, phase: str) -> Iterator[tuple[terms.Extends, Times]]:
    """Yield the extensions of a phase, each with when it took hold."""
    for use in times.state.uses:
        if isinstance(use.term.effect, terms.Extends) and use.term.effect.phase == phase:
            yield use.term.effect, takes_hold(times, use)


def suspensions(times: Resolver, kind: Literal["clause", "phase"], name: str) -> list[tuple[Times, Times]]:
    """Return the stretches in which a clause or a phase is suspended, from when until when."""
    spans: list[tuple[Times, Times]] = []
    for use in times.state.uses:
        match use.term.effect:
            case terms.Suspends(clauses, phase, length) if _is_named(kind, name, clauses, phase):
                since = takes_hold(times, use)
                spans.append((since, times.never() if length is None else times.within(length, since)))
            case terms.Resumes(clauses, phase) if _is_named(kind, name, clauses, phase):
                at = takes_hold(times, use)
                spans = [(s, np.where(s < at, np.minimum(u, at), u)) for s, u in spans]
            case _:
                pass
    return spans


def _is_named(kind: str, name: str, clauses: tuple[str, ...], phase: str | None) -> bool:
    return name in clauses if kind == "clause" else phase == name
