"""What one item of an agreement names by id: clauses, phases, lists and links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from servanda.agreement import model, terms

Kind = Literal["clause", "phase", "list", "clause or list", "link"]
Reference = tuple[Kind, str]


def references(item: model.Item, *, waiting: bool = False) -> Iterator[Reference]:
    """Yield all that an item names by id.

    Args:
        waiting: only what it waits for or is reckoned by; not what its own use ends, suspends or extends.
    """
    match item:
        case model.Phase() | model.Clause():
            for term in model.terms_of(item):
                if not (waiting and isinstance(term, terms.Then)):
                    yield from of_term(term)
            if isinstance(item, model.Phase) and item.opens_when is not None:
                yield from of_condition(item.opens_when)
        case model.Instrument(since=since) if since is not None:
            yield from of_time(since)
        case model.Amendment(since=since, changes=changes):
            yield from of_time(since)
            for change in changes:
                yield from of_change(change)
        case _:
            return


def of_change(change: model.Change) -> Iterator[Reference]:
    """Yield what a change names: what it changes, and what it puts there."""
    match change.what:
        case model.Relisted():
            yield "list", change.target
        case model.Restated(those):
            yield ("phase" if change.of_phase else "clause"), change.target
            for term in those:
                yield from of_term(term)
        case model.Replaced(old, new):
            yield ("phase" if change.of_phase else "clause or list"), change.target
            for side in (old, new):
                if isinstance(side, terms.Time):
                    yield from of_time(side)


def of_term(term: terms.Term) -> Iterator[Reference]:
    """Yield what a term names, its times and conditions included."""
    for time in terms.times_of(term):
        yield from _named_by(time)
    match term:
        case terms.InPhase(phase):
            yield "phase", phase
        case (
            terms.EachLink(_, clause) | terms.Answers(clause) | terms.InStep(clause) | terms.InPlaceOf(clause)
        ):
            yield "clause", clause
        case terms.Earned(clause=clause):
            yield "clause", clause
        case terms.Base(what):
            yield "clause or list", what
        case terms.Listed(what):
            yield "list", what
        case terms.If(condition):
            yield from of_condition(condition)
        case terms.Then(effect, _, unless):
            yield from _of_effect(effect)
            if unless is not None:
                yield from of_condition(unless)
        case _:
            pass


def of_time(time: terms.Time) -> Iterator[Reference]:
    """Yield what a time names, and every time inside it."""
    for one in terms.times_in(time):
        yield from _named_by(one)


def _named_by(time: terms.Time) -> Iterator[Reference]:
    match time:
        case terms.Met(clause) | terms.Begun(clause) | terms.Deadline(clause):
            yield "clause", clause
        case terms.PhaseStart(phase) | terms.PhaseEnd(phase) | terms.Day(_, str() as phase):
            yield "phase", phase
        case _:
            pass


def of_condition(condition: terms.Condition) -> Iterator[Reference]:
    """Yield what a condition names, and every condition inside it."""
    for one in terms.conditions_in(condition):
        match one:
            case terms.StateIs(clause):
                yield "clause", clause
            case terms.PhaseIs(phase):
                yield "phase", phase
            case terms.AgreementIs(agreement):
                yield "link", agreement
            case _:
                pass


def _of_effect(effect: terms.Effect) -> Iterator[Reference]:
    match effect:
        case terms.Extends(phase) | terms.Ends(_, str() as phase):
            yield "phase", phase
        case terms.Suspends(_, str() as phase) | terms.Resumes(_, str() as phase):
            yield "phase", phase
        case terms.Ends(clauses) | terms.Suspends(clauses) | terms.Resumes(clauses) | terms.Leaves(clauses):
            yield from (("clause", clause) for clause in clauses)
