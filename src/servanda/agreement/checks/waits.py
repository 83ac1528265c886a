"""What must come first, for certain, before a clause binds or a phase starts or ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from typing import Literal

from servanda.agreement import model, terms

Node = tuple[Literal["clause", "start", "end"], str]
"""A clause that comes due or is done; the start, or the end, of a phase."""

NOTHING: frozenset[Node] = frozenset()


def graph(agreement: model.Agreement) -> Mapping[Node, frozenset[Node]]:
    """Return for each clause, and each start and end of a phase, what must come before it."""
    found: dict[Node, frozenset[Node]] = {}
    for clause in agreement.clauses.values():
        found["clause", clause.id] = _of_all(clause.terms).union(*_of_readings(clause))
    for phase in agreement.phases.values():
        starts = [_of_time(term.time) for term in phase.terms if isinstance(term, terms.From)]
        ends = [_of_time(term.time) for term in phase.terms if isinstance(term, terms.Until)]
        gate = NOTHING if phase.opens_when is None else of_condition(phase.opens_when)
        found["start", phase.id] = gate.union(*starts)
        found["end", phase.id] = NOTHING.union(*ends) if ends else frozenset({("start", phase.id)})
    return found


def circles(needs: Mapping[Node, frozenset[Node]]) -> Iterator[Node]:
    """Yield all that must come before itself."""
    for start in needs:
        seen: set[Node] = set()
        queue = list(needs[start])
        while queue:
            at = queue.pop()
            if at not in seen:
                seen.add(at)
                queue += needs.get(at, NOTHING)
        if start in seen:
            yield start


def of_condition(condition: terms.Condition) -> frozenset[Node]:
    """Return what must come before a condition can hold."""
    match condition:
        case terms.StateIs(clause):
            return frozenset({("clause", clause)})
        case terms.PhaseIs(phase, over):
            return frozenset({("end" if over else "start", phase)})
        case terms.All(several):
            return NOTHING.union(*map(of_condition, several))
        case terms.AnyOf(several):
            return reduce(frozenset.intersection, map(of_condition, several))
        case _:
            return NOTHING


def _of_readings(clause: model.Clause) -> Iterator[frozenset[Node]]:
    for reading in clause.readings:
        yield _of_all(reading.terms)


def _of_all(those: tuple[terms.Term, ...]) -> frozenset[Node]:
    """Return what some terms wait for; of several deadlines, what every one of them waits for."""
    dues = [_of_due(term) for term in those if isinstance(term, terms.By | terms.Within | terms.Stage)]
    due = reduce(frozenset.intersection, dues) if dues else NOTHING
    return due.union(*map(_of_term, those))


def _of_due(term: terms.By | terms.Within | terms.Stage) -> frozenset[Node]:
    match term:
        case terms.By(time) | terms.Stage(by=time) | terms.Within(anchor=time):
            return _of_time(time)


def _of_term(term: terms.Term) -> frozenset[Node]:
    match term:
        case terms.InPhase(phase):
            return frozenset({("start", phase)})
        case terms.From(time):
            return _of_time(time)
        case terms.EachLink(_, clause) | terms.Answers(clause) | terms.InPlaceOf(clause) | terms.Base(clause):
            return frozenset({("clause", clause)})
        case terms.If(condition, unless=False):
            return of_condition(condition)
        case _:
            return NOTHING


def _of_time(time: terms.Time) -> frozenset[Node]:
    match time:
        case terms.Met(clause) | terms.Begun(clause) | terms.Deadline(clause):
            return frozenset({("clause", clause)})
        case terms.PhaseStart(phase) | terms.Day(_, str() as phase):
            return frozenset({("start", phase)})
        case terms.PhaseEnd(phase):
            return frozenset({("end", phase)})
        case terms.Shifted(_, anchor):
            return _of_time(anchor)
        case terms.Extreme(one, other, later):
            both = _of_time(one), _of_time(other)
            return both[0] | both[1] if later else both[0] & both[1]
        case _:
            return NOTHING
