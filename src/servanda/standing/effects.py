"""Effects: what the uses of powers do to phases and clauses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import numpy as np

from servanda.agreement import terms
from servanda.standing.arrays import NEVER, START, Mask, Times
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
            case _:
                pass
    return np.minimum(end, _left(times, row))


def _left(times: Resolver, row: Row) -> Times:
    """Return when too few are left of those who bear a row: of a joint act, when only one is; else, when none is."""
    gone = {name: times.never() for name in row.bearers}
    for use in times.state.uses:
        if isinstance(use.term.effect, terms.Leaves) and row.clause.id not in use.term.effect.keeping:
            for name in use.users & gone.keys():
                gone[name] = np.minimum(gone[name], takes_hold(times, use))
    needed = min(len(gone), 2 if row.clause.jointly else 1)
    in_order: Times = np.sort(np.array(list(gone.values())), axis=0)
    return in_order[len(gone) - needed]  # type: ignore[no-any-return]


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
    """Return the stretches in which a clause or a phase is suspended, from when until when; none overlaps another."""
    spans: list[tuple[Times, Times]] = []
    resumed: list[Times] = []
    for use in times.state.uses:
        match use.term.effect:
            case terms.Suspends(clauses, phase, length) if _is_named(kind, name, clauses, phase):
                since = takes_hold(times, use)
                spans.append((since, times.never() if length is None else times.within(length, since)))
            case terms.Resumes(clauses, phase) if _is_named(kind, name, clauses, phase):
                resumed.append(takes_hold(times, use))
            case _:
                pass
    for at in resumed:
        spans = [(since, np.where(since < at, np.minimum(until, at), until)) for since, until in spans]
    return _apart(times, spans)


def _apart(times: Resolver, spans: list[tuple[Times, Times]]) -> list[tuple[Times, Times]]:
    """Return stretches in order, each without what an earlier one covers."""
    covered, found = times.all(int(START)), []
    for since, until in sorted(spans, key=lambda span: int(span[0].min())):
        first = np.maximum(since, covered)
        is_there = (since < NEVER) & (first < until)
        found.append((np.where(is_there, first, NEVER), np.where(is_there, until, NEVER)))
        covered = np.where(is_there, until, covered)
    return found


def _is_named(kind: str, name: str, clauses: tuple[str, ...], phase: str | None) -> bool:
    return name in clauses if kind == "clause" else phase == name
