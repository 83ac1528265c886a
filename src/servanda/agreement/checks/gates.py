"""Checks of gates: what waits for itself, for a state that nothing can show, or for what can never hold."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import model, terms
from servanda.agreement.checks.calendar import Calendar
from servanda.agreement.checks.found import Found, same_act, times_named
from servanda.agreement.checks.waits import circles, graph, of_condition


def _circles(agreement: model.Agreement) -> Iterator[Found]:
    """Find clauses and phases that wait for themselves. Of two in step, neither waits."""
    for kind, name in circles(graph(agreement)):
        item = agreement.clauses[name] if kind == "clause" else agreement.phases[name]
        noun, what = (f"#{name}", "come due") if kind == "clause" else (f"The {kind} of phase {name}", "come")
        yield Found(
            "waits-for-itself",
            f"{noun} depends on itself, so it can never {what}.",
            "Break the circle: let one of its clauses or phases depend on a date.",
            item.spot,
        )


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
    if state == "exercised":
        return clause.norm == "may"
    if state == "overdue":
        slots = {term.slot for term in clause.terms}
        return clause.norm in ("must", "should") and not slots & {"each", "answers"}
    if state != "fulfilled":
        return not is_forbidden
    slots = {term.slot for term in clause.terms}
    return not (is_forbidden or clause.heading or slots & {"each", "answers", "period"})


def _never(agreement: model.Agreement) -> Iterator[Found]:
    """Find conditions that contradict themselves."""
    for item in agreement.termed:
        if any(_contradict(needed) for needed in _needed_together(item)):
            yield Found(
                "never-holds",
                "This asks that something holds and that it does not hold, so it never comes to be.",
                "Take one of the two out, or join them with or.",
                item.spot,
            )


def _needed_together(item: model.Phase | model.Clause) -> Iterator[list[terms.Condition]]:
    """Yield the conditions that must all hold: those of an item, and those of each condition of several."""
    own = [t for t in item.terms if isinstance(t, terms.If)]
    gate = [item.opens_when] if isinstance(item, model.Phase) and item.opens_when is not None else []
    yield [*gate, *(terms.Not(t.condition) if t.unless else t.condition for t in own)]
    yield from (list(one.conditions) for one in model.conditions_of(item) if isinstance(one, terms.All))


def _contradict(needed: list[terms.Condition]) -> bool:
    every = [part for one in needed for part in _parts(one)]
    return any(isinstance(one, terms.Not) and one.condition in every for one in every)


def _parts(condition: terms.Condition) -> Iterator[terms.Condition]:
    """Yield what must hold for a condition to hold: itself, each of "and", and none of what is not "or"."""
    yield condition
    match condition:
        case terms.All(several):
            for one in several:
                yield from _parts(one)
        case terms.Not(terms.AnyOf(several)):
            for one in several:
                yield from _parts(terms.Not(one))
        case terms.Not(terms.Not(inner)):
            yield from _parts(inner)
        case _:
            return


def _too_late(agreement: model.Agreement) -> Iterator[Found]:
    """Find clauses that are due before what they wait for need be done."""
    calendar = Calendar(agreement)
    for clause in agreement.clauses.values():
        mine = calendar.last_due(clause)
        for name in _awaited(clause) if clause.norm == "must" else ():
            other = agreement.clauses.get(name)
            if other is not None and mine.before(calendar.last_due(other)):
                yield Found(
                    "due-before-its-condition",
                    f"#{clause.id} is due before #{name}, for which it waits, need be done.",
                    f"Let it be due after #{name}, such as: by 7 days after #{name}.",
                    clause.spot,
                )


def _awaited(clause: model.Clause) -> Iterator[str]:
    """Yield the clauses that one waits for to be fulfilled."""
    for term in clause.terms:
        if isinstance(term, terms.If) and not term.unless:
            done = {
                one.clause
                for one in terms.conditions_in(term.condition)
                if isinstance(one, terms.StateIs) and one.state == "fulfilled"
            }
            yield from sorted(
                name for kind, name in of_condition(term.condition) if kind == "clause" and name in done
            )


def _own_acts(agreement: model.Agreement) -> Iterator[Found]:
    """Find events, told in words, that are the act of a clause."""
    for item in agreement.termed:
        told = [one.act for one in model.conditions_of(item) if isinstance(one, terms.Happens)]
        told += [time.act for time in times_named(item) if isinstance(time, terms.Happened)]
        for act in told:
            clause = next((c for c in agreement.clauses.values() if same_act(c.act, act)), None)
            if clause is not None:
                yield Found(
                    "act-of-a-clause",
                    f'"{act}" is what #{clause.id} is about, and is told here as an event of its own.',
                    f"Name the clause: #{clause.id} is fulfilled, #{clause.id} is begun, or #{clause.id} for its time.",
                    item.spot,
                    act,
                )


CHECKS = (_circles, _states, _never, _too_late, _own_acts)
