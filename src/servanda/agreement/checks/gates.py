"""Checks of gates: what waits for itself, and what waits for a state that nothing can show."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from servanda.agreement import model, terms
from servanda.agreement.checks.found import Found
from servanda.agreement.references import references


def _circles(agreement: model.Agreement) -> Iterator[Found]:
    """Find clauses that wait for themselves. Of two in step, and of what is only counted, neither waits."""
    needs = {clause.id: set(_needs(clause)) for clause in agreement.clauses.values()}
    for start in needs:
        seen: set[str] = set()
        queue = list(needs[start])
        while queue:
            at = queue.pop()
            if at not in seen:
                seen.add(at)
                queue += needs.get(at, set())
        if start in seen:
            yield Found(
                "waits-for-itself",
                f"#{start} depends on itself, so it can never come due.",
                "Break the circle: let one of its clauses depend on a date.",
                agreement.clauses[start].spot,
            )


def _needs(clause: model.Clause) -> Iterator[str]:
    """Yield the clauses that one waits for. What its own use ends or suspends does not hold it up."""
    waiting = tuple(term for term in clause.terms if not isinstance(term, terms.InStep))
    for kind, target in references(dataclasses.replace(clause, terms=waiting), waiting=True):
        if kind == "clause":
            yield target


def _states(agreement: model.Agreement) -> Iterator[Found]:
    """Find conditions on a state that the clause they name can never be known to reach."""
    for item in agreement.termed:
        for one in model.conditions_of(item):
            clause = agreement.clauses.get(one.clause) if isinstance(one, terms.StateIs) else None
            if isinstance(one, terms.StateIs) and clause is not None and not _can_reach(clause, one.state):
                yield Found(
                    "untestable-state",
                    f"Nothing can show that #{clause.id} is {one.state}, so this condition never holds.",
                    "Test a clause that is done once or by stages, or what it waits for itself.",
                    item.spot,
                    clause.id,
                )


def _can_reach(clause: model.Clause, state: terms.State) -> bool:
    is_forbidden = clause.norm in ("must not", "should not")
    if state == "violated":
        return clause.norm != "may" and not clause.heading
    if state == "refused":
        return clause.is_right
    if state == "overdue":
        return clause.norm in ("must", "should") and not {term.slot for term in clause.terms} & {
            "each",
            "answers",
        }
    if state != "fulfilled":
        return not is_forbidden
    slots = {term.slot for term in clause.terms}
    return not (is_forbidden or clause.heading or slots & {"each", "answers", "period"})


CHECKS = (_circles, _states)
