"""Checks of windows: what is due or ends before it can begin, or after its phase is over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from servanda.agreement import model, terms
from servanda.agreement.checks.bounds import Bounds
from servanda.agreement.checks.calendar import Calendar
from servanda.agreement.checks.found import Found
from servanda.clock import moment_of, show_day

Due = terms.By | terms.Within | terms.Stage | terms.Stages


def _backward(agreement: model.Agreement) -> Iterator[Found]:
    """Find clauses that are due, or end, before they begin."""
    calendar = Calendar(agreement)
    for clause in agreement.clauses.values():
        start, end = calendar.window(clause)
        over = [*(calendar.due(term) for term in clause.terms if isinstance(term, Due)), end]
        early = next((one for one in over if one.before(start)), None)
        if early is None or early.last is None:
            continue
        day = _day(agreement, early.last)
        if early.before(calendar.entry):
            yield Found(
                "due-before-entry",
                f"#{clause.id} is due or ends by {day}, before the agreement is in force.",
                "Write a later time, or an earlier entry into force.",
                clause.spot,
            )
        else:
            yield Found(
                "ends-before-it-begins",
                f"#{clause.id} is due or ends by {day}, before it binds, so nobody can use or keep it.",
                "Write a later end, or an earlier beginning.",
                clause.spot,
            )


def _beyond(agreement: model.Agreement) -> Iterator[Found]:
    """Find clauses of a phase that are due after it. A time that another phase sets is taken as meant."""
    calendar = Calendar(agreement)
    for clause in agreement.clauses.values():
        phase = next((t.phase for t in clause.terms if isinstance(t, terms.InPhase)), None)
        end = calendar.phase_end(phase) if phase is not None else Bounds()
        for term in clause.terms:
            if not isinstance(term, Due) or _is_of_other_phase(term, phase):
                continue
            due = calendar.due(term)
            if end.before(due) and end.last is not None and due.first is not None:
                late = -((end.last - due.first) // 86_400)
                by_number = any(isinstance(time, terms.Day) for time in terms.times_of(term))
                day, last = (_told(agreement, at, by_number=by_number) for at in (due.first, end.last))
                yield Found(
                    "stage-after-phase-ends",
                    f"{day[:1].upper()}{day[1:]} lies {late} day{'s' * (late != 1)} after phase {phase} has ended, so it can never be in time.",
                    f"Move it to {last} or earlier, or take the clause out of the phase.",
                    clause.spot,
                )


def _is_of_other_phase(term: Due, phase: str | None) -> bool:
    named = [getattr(time, "phase", None) for time in terms.times_of(term)]
    return any(name not in (None, phase) for name in named)


def _order(agreement: model.Agreement) -> Iterator[Found]:
    """Find stages that come earlier than the stage written before them."""
    calendar = Calendar(agreement)
    for clause in agreement.clauses.values():
        stages = [term for term in clause.terms if isinstance(term, terms.Stage | terms.Stages)]
        for one, other in pairwise(stages):
            if calendar.due(other).before(calendar.due(one)):
                yield Found(
                    "stages-out-of-order",
                    f"A stage of #{clause.id} is due before the one above it.",
                    "Write the stages by date, the rest last; or look at their dates again.",
                    clause.spot,
                )
                break


def _rates(agreement: model.Agreement) -> Iterator[Found]:
    """Find rates whose first period is not over when the clause ends."""
    calendar = Calendar(agreement)
    for clause in agreement.clauses.values():
        start, end = calendar.window(clause)
        for term in clause.terms:
            if isinstance(term, terms.Every):
                length = term.length
                period = start.moved(lambda at, length=length: length.after(at, calendar.zone))  # type: ignore[misc]
                if end.last is not None and period.first is not None and end.last + 1 < period.first:
                    yield Found(
                        "no-whole-period",
                        f"#{clause.id} ends before its first period of {term.length} is over.",
                        "Write a shorter period, or a longer window.",
                        clause.spot,
                    )


def _told(agreement: model.Agreement, at: int, *, by_number: bool) -> str:
    """Write a day as the text counts it: by its number, or by its date."""
    return f"day {agreement.days.day_of(at)}" if by_number else _day(agreement, at)


def _day(agreement: model.Agreement, at: int) -> str:
    return show_day(moment_of(at, agreement.title.zone))


CHECKS = (_backward, _beyond, _order, _rates)
