"""Ties: what each clause and phase of an agreement hangs on, and so which of them an act can touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from servanda.agreement import (
    Agreement,
    Amendment,
    Change,
    Clause,
    Phase,
    Reference,
    Relisted,
    Replaced,
    Restated,
    of_condition,
    of_term,
    of_time,
    terms,
    terms_of,
)
from servanda.record import act_key, acts_of

Point = tuple[str, str]
"""A clause, a phase or an act: its kind, and its id or words."""

Item = Clause | Phase


def point_of(item: Item) -> Point:
    """Return the point of a clause or phase."""
    return ("phase" if isinstance(item, Phase) else "clause"), item.id


def act_point(act: str) -> Point:
    """Return the point of an act, given in its words."""
    return "act", act_key(act)


class Ties:
    """What hangs on what in an agreement, in doubt more than does.

    A clause or phase hangs on all that may change what is said of it: the acts that are told of it, what its times,
    conditions, base, links and lists name, the powers that reach it, the heading it is part of and the other parts,
    and what the amendments that change it wait for.
    """

    def __init__(self, agreement: Agreement) -> None:
        self._needs: dict[Point, frozenset[Point]] = {}
        reach: dict[Point, list[Clause]] = {}
        every = {point_of(item): _terms(agreement, item) for item in agreement.termed}
        for clause in agreement.clauses.values():
            for point in _reached(agreement, every[point_of(clause)]):
                reach.setdefault(point, []).append(clause)
        for item in agreement.termed:
            point = point_of(item)
            own = chain.from_iterable(_of_term(term) for term in every[point])
            powers = (point_of(clause) for clause in reach.get(point, ()))
            self._needs[point] = frozenset(chain(own, powers, _beside(agreement, item)))
        self._held_up: dict[Point, set[Point]] = {}
        for point, needs in self._needs.items():
            for need in needs:
                self._held_up.setdefault(need, set()).add(point)

    def needs(self, points: Iterable[Point]) -> frozenset[Point]:
        """Return some points with all that they hang on, near and far."""
        return _closed(points, self._needs)

    def hang_on(self, points: Iterable[Point]) -> frozenset[Point]:
        """Return some points with all that hangs on them, near and far."""
        return _closed(points, self._held_up)


def _closed(points: Iterable[Point], following: Mapping[Point, Iterable[Point]]) -> frozenset[Point]:
    seen: set[Point] = set()
    queue = list(points)
    while queue:
        point = queue.pop()
        if point not in seen:
            seen.add(point)
            queue += following.get(point, ())
    return frozenset(seen)


def _terms(agreement: Agreement, item: Item) -> list[terms.Term]:
    """Return every term that an item may have: its own, those of its readings, and what amendments put there."""
    found = [*terms_of(item)]
    for _, change in _changes(agreement, item):
        if isinstance(change.what, Restated):
            found += change.what.terms
    return found


def _changes(agreement: Agreement, item: Item) -> Iterator[tuple[Amendment, Change]]:
    for amendment in agreement.amendments:
        for change in amendment.changes:
            if change.target == item.id and change.of_phase == isinstance(item, Phase):
                yield amendment, change


def _of_term(term: terms.Term) -> Iterator[Point]:
    """Yield what a term waits for or is reckoned by; of a power's effect, not what it reaches."""
    if isinstance(term, terms.Then):
        if term.unless is not None:
            yield from _of_condition(term.unless)
        if isinstance(term.effect, terms.Extends):
            yield "phase", term.effect.phase
    else:
        yield from _points(of_term(term))
    if isinstance(term, terms.If):
        yield from _of_condition(term.condition)
    for time in terms.times_of(term):
        yield from _of_time(time)


def _of_time(time: terms.Time) -> Iterator[Point]:
    yield from _points(of_time(time))
    for one in terms.times_in(time):
        if isinstance(one, terms.Happened):
            yield act_point(one.act)


def _of_condition(condition: terms.Condition) -> Iterator[Point]:
    yield from _points(of_condition(condition))
    for one in terms.conditions_in(condition):
        if isinstance(one, terms.Finds | terms.Decides | terms.Happens):
            yield act_point(one.act)


def _points(those: Iterable[Reference]) -> Iterator[Point]:
    """Yield the clauses and phases among some references; what may be a clause or a list is taken as both."""
    for kind, name in those:
        if kind == "phase":
            yield "phase", name
        elif kind in ("clause", "clause or list"):
            yield "clause", name


def _reached(agreement: Agreement, every: Iterable[terms.Term]) -> Iterator[Point]:
    """Yield what the use of a power changes, or in whose place a clause stands."""
    for term in every:
        match term:
            case terms.InPlaceOf(clause):
                yield "clause", clause
            case terms.Then(terms.Extends(phase)):
                yield "phase", phase
            case terms.Then(terms.Leaves(keeping)):
                yield from (("clause", name) for name in agreement.clauses if name not in keeping)
            case terms.Then(
                terms.Ends(clauses, ended) | terms.Suspends(clauses, ended) | terms.Resumes(clauses, ended)
            ):
                yield from (("clause", name) for name in clauses)
                yield from (("phase", name) for name in (ended,) if name is not None)
            case _:
                pass


def _beside(agreement: Agreement, item: Item) -> Iterator[Point]:
    """Yield what an item hangs on beside its own terms."""
    if isinstance(item, Clause):
        yield from (("act", act) for act in acts_of(item))
        yield from _of_whole(agreement, item)
    elif item.opens_when is not None:
        yield from _of_condition(item.opens_when)
    for amendment, change in _changes(agreement, item):
        yield from _of_time(amendment.since)
        yield from _of_change(change)
    lists = {term.list for term in _terms(agreement, item) if isinstance(term, terms.Listed)}
    lists |= {term.id for term in _terms(agreement, item) if isinstance(term, terms.Base)}
    for amendment in agreement.amendments:
        if any(change.target in lists for change in amendment.changes):
            yield from _of_time(amendment.since)


def _of_whole(agreement: Agreement, clause: Clause) -> Iterator[Point]:
    """Yield what a clause hangs on with the others of its heading, its instrument or its amendment."""
    yield from (point_of(part) for part in agreement.parts(clause.id))
    if clause.part_of is None:
        return
    if clause.part_of in agreement.clauses:
        yield "clause", clause.part_of
    instrument = agreement.instruments.get(clause.part_of)
    if instrument is not None and instrument.since is not None:
        yield from _of_time(instrument.since)
    for amendment in agreement.amendments:
        if amendment.id == clause.part_of:
            yield from _of_time(amendment.since)


def _of_change(change: Change) -> Iterator[Point]:
    match change.what:
        case Restated(those):
            for term in those:
                yield from _of_term(term)
        case Replaced(old, new):
            for side in (old, new):
                if isinstance(side, terms.Time):
                    yield from _of_time(side)
        case Relisted():
            pass
