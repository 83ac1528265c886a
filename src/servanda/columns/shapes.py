"""Which clauses are plain enough to be counted in columns, and what is counted of each.

A clause is plain where its standing hangs on its own reports and on gates that are plain themselves: no readings, no
amendments, no powers or others' places that reach it, no conditions, kinds, places or hours. All else is left to the row
engine, which knows every construct.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from servanda.agreement import Agreement, Clause, Phase, of_term, terms, terms_of
from servanda.columns.calendar import UNITS
from servanda.record import Matter, Matters, act_key

Shape = Literal["forbidden", "stages", "allowed", "answers"]

_TIMES = (terms.Day, terms.Date, terms.Entry, terms.PhaseStart, terms.PhaseEnd, terms.Shifted, terms.Extreme)
_WINDOW = (terms.To, terms.InPhase, terms.From, terms.Until, terms.Lasting, terms.VerifiedBy)
_TERMS: dict[Shape, tuple[type, ...]] = {
    "forbidden": _WINDOW,
    "stages": (*_WINDOW, terms.Amount, terms.By, terms.Within, terms.Stage, terms.Stages),
    "allowed": _WINDOW,
    "answers": (terms.To, terms.VerifiedBy, terms.Answers),
}
_PHASE = (terms.From, terms.Until, terms.Lasting)


@dataclass(frozen=True)
class Plain:
    """The plain clauses of an agreement, by id, and those whose fulfilment opens a phase."""

    shapes: dict[str, Shape]
    gates: tuple[str, ...]


def plain_clauses(agreement: Agreement, without: frozenset[str] = frozenset()) -> Plain:
    """Return the plain clauses of an agreement.

    Args:
        without: clauses whose reports are not plain; neither they nor what waits for them is.
    """
    matters = Matters(agreement)
    reached = set(_reached(agreement))
    shapes: dict[str, Shape] = {}
    for clause in agreement.clauses.values():
        shape = _shape(agreement, clause, matters)
        if shape is not None and ("clause", clause.id) not in reached and clause.id not in without:
            shapes[clause.id] = shape
    while True:
        phases = {p.id for p in agreement.phases.values() if _is_plain_phase(p, shapes, reached)}
        left = {id_: shape for id_, shape in shapes.items() if _stays(agreement, id_, phases, shapes)}
        if left == shapes:
            break
        shapes = left
    opened = [p for p in agreement.phases.values() if p.id in phases]
    gates = dict.fromkeys(c for phase in opened for c in _awaited(phase.opens_when))
    return Plain(shapes, tuple(gates))


def _shape(agreement: Agreement, clause: Clause, matters: Matters) -> Shape | None:
    matter = matters.by_act[act_key(clause.act)]
    if not _is_plain_matter(matter) or clause.readings or clause.heading or clause.part_of or clause.jointly:
        return None
    if agreement.parts(clause.id):
        return None
    shape: Shape = "stages"
    if clause.norm in ("must not", "should not"):
        shape = "forbidden"
    elif clause.norm == "may":
        shape = "allowed"
    elif any(isinstance(term, terms.Answers) for term in clause.terms):
        shape = "answers"
    is_fitting = matter.forbidden == (shape == "forbidden")
    return shape if is_fitting and all(_is_plain_term(term, shape) for term in clause.terms) else None


def _is_plain_matter(matter: Matter) -> bool:
    has_parts = matter.apart or matter.excluded or matter.places
    return matter.deed == "act" and not matter.joint and not has_parts and not matter.behind


def _is_plain_term(term: terms.Term, shape: Shape) -> bool:
    if not isinstance(term, _TERMS[shape]):
        return False
    match term:
        case terms.Amount(number, _, form, percent):
            return number is not None and form == "exactly" and not percent
        case terms.Stage(percent=percent):
            return not percent and _has_plain_times(term)
        case terms.Answers(length=length):
            return length is not None and length.unit in UNITS
        case _:
            return _has_plain_times(term)


def _has_plain_times(term: terms.Term) -> bool:
    return all(isinstance(time, _TIMES) for time in terms.times_of(term))


def _is_plain_phase(phase: Phase, shapes: dict[str, Shape], reached: set[tuple[str, str]]) -> bool:
    if phase.readings or ("phase", phase.id) in reached:
        return False
    if not all(isinstance(term, _PHASE) and _has_plain_times(term) for term in phase.terms):
        return False
    return all(shapes.get(gate) == "stages" for gate in _awaited(phase.opens_when))


def _awaited(condition: terms.Condition | None) -> Iterator[str]:
    """Yield the clauses that a gate waits to see fulfilled; a blank for anything else."""
    match condition:
        case None:
            return
        case terms.StateIs(clause, "fulfilled"):
            yield clause
        case terms.All(several):
            for one in several:
                yield from _awaited(one)
        case _:
            yield ""


def _stays(agreement: Agreement, id_: str, phases: set[str], shapes: dict[str, Shape]) -> bool:
    """Say whether all that a clause is reckoned by is plain too."""
    for term in terms_of(agreement.clauses[id_]):
        for kind, name in of_term(term):
            if kind == "phase" and name not in phases:
                return False
            if kind == "clause" and not (
                isinstance(term, terms.Answers) and _is_asked(agreement, name, shapes)
            ):
                return False
    return True


def _is_asked(agreement: Agreement, name: str, shapes: dict[str, Shape]) -> bool:
    asked = agreement.clauses.get(name)
    amount = asked is not None and any(isinstance(term, terms.Amount) for term in asked.terms)
    return shapes.get(name) in ("allowed", "stages") and not amount


def _reached(agreement: Agreement) -> Iterator[tuple[str, str]]:
    """Yield the clauses and phases that powers, substitutes and amendments change."""
    for clause in agreement.clauses.values():
        for term in terms_of(clause):
            if isinstance(term, terms.Then) and isinstance(term.effect, terms.Leaves):
                kept = term.effect.keeping
                yield from (("clause", id_) for id_ in agreement.clauses if id_ not in kept)
            elif isinstance(term, terms.Then | terms.InPlaceOf):
                yield from of_term(term)
    for amendment in agreement.amendments:
        for change in amendment.changes:
            yield ("phase" if change.of_phase else "clause"), change.target
