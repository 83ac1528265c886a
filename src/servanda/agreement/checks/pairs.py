"""Checks of clauses in pairs: in step, in place of another, and against one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from servanda.agreement import model, terms
from servanda.agreement.checks.calendar import Calendar
from servanda.agreement.checks.found import Found, same_act

FORBIDDEN = ("must not", "should not")


def _in_step(agreement: model.Agreement) -> Iterator[Found]:
    """Find clauses in step with one that is not in step with them. What several go with can name only one of them."""
    steps = {
        c.id: t.clause for c in agreement.clauses.values() for t in c.terms if isinstance(t, terms.InStep)
    }
    for name, other in steps.items():
        found = agreement.clauses.get(other)
        together = [one for one, with_ in steps.items() if with_ == other]
        if found is None or (steps.get(other) != name and len(together) > 1 and found.norm not in FORBIDDEN):
            continue
        if name == other or steps.get(other) != name or found.norm in FORBIDDEN:
            yield Found(
                "out-of-step",
                f"#{name} is in step with #{other}, and #{other} is not in step with it.",
                f"Write under #{other}: in step with #{name}. Or let one wait: if #{other} is begun.",
                agreement.clauses[name].spot,
                other,
            )


def _in_place(agreement: model.Agreement) -> Iterator[Found]:
    """Find clauses in place of one that can never be overdue."""
    for clause in agreement.clauses.values():
        for term in clause.terms:
            other = agreement.clauses.get(term.clause) if isinstance(term, terms.InPlaceOf) else None
            if (
                other is None
                or any(isinstance(one, terms.From) for one in clause.terms)
                or _can_be_late(other)
            ):
                continue
            yield Found(
                "never-overdue",
                f"#{clause.id} binds in place of #{other.id} once that is overdue, and #{other.id} can never be.",
                f'Give #{other.id} a deadline, or write "from" when #{clause.id} binds.',
                clause.spot,
                other.id,
            )


def _can_be_late(clause: model.Clause) -> bool:
    slots = {term.slot for term in model.terms_of(clause)}
    return clause.norm in ("must", "should") and bool(
        slots & {"deadline", "stages", "phase", "end", "each", "period"}
    )


def _clashes(agreement: model.Agreement) -> Iterator[Found]:
    """Find acts that somebody must or may do and, for all that time, must not."""
    calendar = Calendar(agreement)
    for one, other in combinations(agreement.clauses.values(), 2):
        asked, forbidden = (other, one) if one.norm == "must not" else (one, other)
        if (
            asked.norm not in ("must", "may")
            or forbidden.norm != "must not"
            or not _meet(agreement, one, other)
        ):
            continue
        if _is_plain(forbidden) and _lies_in(calendar, asked, forbidden):
            yield Found(
                "clauses-clash",
                f"#{forbidden.id} forbids what #{asked.id} says {'must' if asked.norm == 'must' else 'may'} be done.",
                "Take one of the two out, or say in which cases each binds.",
                other.spot,
            )


def _levels(agreement: model.Agreement) -> Iterator[Found]:
    """Find levels of one thing of which one asks for more than the other allows."""
    for one, other in combinations(agreement.clauses.values(), 2):
        low, high = (one, other) if _bound(one, "at least") else (other, one)
        least, most = _bound(low, "at least"), _bound(high, "at most")
        if least is None or most is None or least <= most or not _meet(agreement, one, other):
            continue
        if _is_plain(one) and _is_plain(other) and _window(one) == _window(other):
            yield Found(
                "clauses-clash",
                f"#{low.id} asks for at least {least:g}, and #{high.id} allows at most {most:g}.",
                "Change one of the two numbers.",
                other.spot,
            )


def _bound(clause: model.Clause, form: str) -> float | None:
    is_level = clause.norm == "must" and any(isinstance(term, terms.Throughout) for term in clause.terms)
    bounds = (t.number for t in clause.terms if isinstance(t, terms.Amount) and t.form == form)
    return next(bounds, None) if is_level else None


def _meet(agreement: model.Agreement, one: model.Clause, other: model.Clause) -> bool:
    """Say whether two clauses are about the same act of the same bearer."""
    bearers = set(agreement.bearers(one)) & set(agreement.bearers(other))
    return bool(bearers) and same_act(one.act, other.act) and not (one.heading or other.heading)


_ASIDE = {
    "if",
    "except",
    "hours",
    "counting",
    "not counting",
    "leave",
    "others",
    "at",
    "to",
    "each",
    "answers",
    "listed",
}
"""Slots by which a clause is about some cases only."""


def _is_plain(clause: model.Clause) -> bool:
    return not any(term.slot in _ASIDE for term in clause.terms) and not clause.readings


def _window(clause: model.Clause) -> tuple[terms.Term, ...]:
    return tuple(term for term in clause.terms if term.slot in ("phase", "from", "end"))


def _lies_in(calendar: Calendar, inner: model.Clause, outer: model.Clause) -> bool:
    """Say whether all the time in which one clause binds lies in the time of another."""
    begin, over = calendar.window(outer)
    start, end = calendar.window(inner)
    last = calendar.last_due(inner) if inner.norm == "must" else end
    if _window(outer) in ((), _window(inner)):
        return True
    starts = begin.last is not None and start.first is not None and begin.last <= start.first
    return starts and over.first is not None and last.last is not None and last.last <= over.first


CHECKS = (_in_step, _in_place, _clashes, _levels)
