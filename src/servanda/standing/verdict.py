"""The verdict on a duty: from its deadline, what was done, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from servanda.agreement import terms
from servanda.clock import Span
from servanda.record import Report, statements_against
from servanda.standing.arrays import NEVER
from servanda.standing.duty import Bench, Duty, span_of
from servanda.standing.levels import stopped
from servanda.standing.plan import Row


def judged(bench: Bench, row: Row, world: int, duty: Duty, period: Span | None = None) -> Duty:
    """Say in what state an obligation's duty is; of a period, only what is said of that period counts against it."""
    start = int(bench.times.binding(row)[0][world])
    due = duty.due
    if duty.met is not None and _reached(bench, world, duty.met) <= bench.at:
        if row.every("throughout"):
            return _throughout(bench, row, world, duty, start)
        return _lateness(replace(duty, state="fulfilled"))
    if start > bench.at:
        return set_aside(bench, row, world, replace(duty, state="not yet in force"))
    if not holds(bench, row, world):
        return replace(duty, state="not yet in force", blocked=True)
    if row.every("throughout") and row.clause.norm == "must" and _broken_off(bench, row, duty, start):
        return _throughout(bench, row, world, duty, start)
    if due is None or bench.at < due.last:
        duty = replace(duty, state="in force")
        return set_aside(bench, row, world, _in_step(bench, row, world, duty) if due is None else duty)
    late = replace(duty, state="in force", overdue=True, late=(bench.at - due.last, bench.at - due.first))
    late = _in_step(bench, row, world, late)
    against = statements_against(
        bench.hearing, bench.account, row.clause, due.last, bench.at, bearers=row.bearers, actors=row.actors,
        event=_event_of(duty),
    )  # fmt: skip
    against = tuple(
        r for r in against if _is_about(r, period) and _was_bound(bench, row, world, due.last, r.said.first)
    )
    if against and row.clause.norm == "must" and late.step in ("", "behind"):
        late = replace(late, state="violated", against=tuple(r.id for r in against))
    return set_aside(bench, row, world, late)


def _throughout(bench: Bench, row: Row, world: int, duty: Duty, start: int) -> Duty:
    """Say how a duty that is owed all the time stands: broken off by what is said of its window, else owed to its end."""
    against = _broken_off(bench, row, duty, start)
    if against and row.clause.norm == "must":
        return replace(duty, state="violated", against=against)
    if duty.due is None or bench.at <= duty.due.last:
        return set_aside(bench, row, world, replace(duty, state="in force"))
    return _lateness(replace(duty, state="fulfilled"))


def _broken_off(bench: Bench, row: Row, duty: Duty, start: int) -> tuple[str, ...]:
    """Return the reports that it was not done at a time in its window: a declared stop, or a statement of that time."""
    end = bench.at if duty.due is None else min(bench.at, duty.due.last)
    stop = stopped(bench.hearing, bench.account, row, end)
    said = statements_against(
        bench.hearing, bench.account, row.clause, start, bench.at, bearers=row.bearers, actors=row.actors
    )
    dated = (r.id for r in said if r.happened is not None and start <= r.happened.first <= end)
    return tuple(dict.fromkeys((*((stop,) if stop else ()), *dated)))


def _was_bound(bench: Bench, row: Row, world: int, due: int, said: int) -> bool:
    """Say whether a duty still bound when it was due and, where it was handed on or suspended, when that was said."""
    if bench.times.ended(row)[world] <= due or bench.times.discharged(row.clause.id)[world] <= said:
        return False
    return not any(
        since[world] <= due and said <= until[world] for since, until in bench.times.suspensions(row)
    )


def _in_step(bench: Bench, row: Row, world: int, duty: Duty) -> Duty:
    """Hold a duty in step with another against it: the one behind is late; neither is where they are level."""
    other = next((term.clause for term in row.terms if isinstance(term, terms.InStep)), None)
    if other is None:
        return duty
    mine, theirs = share_done(bench, row.clause.id, world), share_done(bench, other, world)
    step = "level" if mine == theirs else ("ahead" if mine > theirs else "behind")
    return replace(duty, step=step, step_with=other, overdue=step == "behind" and duty.due is not None)


def share_done(bench: Bench, clause: str, world: int) -> float:
    """Return how much of a clause is done, from 0 to 1: by number where it has one, else all or nothing."""
    shares = []
    for row in bench.plan.by_clause.get(clause, ()):
        if not row.mask[world]:
            continue
        tally, whole = bench.state.tallies[row.index], float(row.whole[world])
        is_met = any(int(mark.last[world]) < NEVER for mark in tally.marks[-1:])
        share = float(tally.done[world]) / whole if np.isfinite(whole) and whole > 0 else float(is_met)
        shares.append(min(1.0, share))
    return min(shares, default=0.0)


def _reached(bench: Bench, world: int, met: Span) -> int:
    """Return when a duty was met: for certain on the least, at the earliest on the most."""
    return met.first if bench.plan.worlds[world].side == "most" else met.last


def _event_of(duty: Duty) -> str:
    """Return the exchange that a duty is about; blank where it is about none."""
    cause = duty.which.value("cause")
    return cause.split(":")[0] if isinstance(cause, str) else ""


def _is_about(report: Report, period: Span | None) -> bool:
    """Say whether a statement may be about a duty: of a period, only one that tells of a time in it."""
    when = report.happened
    return period is None or (when is not None and when.first <= period.last and when.last >= period.first)


_OPEN = ("in force", "available", "open", "not yet in force")


def set_aside(bench: Bench, row: Row, world: int, duty: Duty) -> Duty:
    """Let the end, the discharge or the suspension of a clause show on a duty that is still open."""
    if duty.state not in _OPEN:
        return duty
    ended = int(bench.times.ended(row)[world])
    if ended <= bench.at and not (duty.overdue and duty.due is not None and duty.due.last < ended):
        return replace(duty, state="terminated", overdue=False)
    if bench.times.discharged(row.clause.id)[world] <= bench.at:
        return replace(duty, state="discharged", overdue=False)
    for since, until in bench.times.suspensions(row):
        if since[world] <= bench.at <= until[world]:
            return replace(duty, state="suspended", overdue=False)
    return duty


def holds(bench: Bench, row: Row, world: int) -> bool:
    """Say whether the conditions of a row hold by now."""
    if not row.every("if"):
        return True
    moment = np.full(bench.plan.width, bench.at + 1, dtype=np.int64)
    return bool(bench.times.holds(row.terms, moment)[world])


def _lateness(duty: Duty) -> Duty:
    """Late only if it is late at every moment at which it may have been done; else the time is not certain."""
    if duty.due is None or duty.met is None:
        return duty
    least, most = duty.met.first - duty.due.last, duty.met.last - duty.due.first
    if least > 0:
        return replace(duty, late=(least, most))
    if duty.met.last > duty.due.last or (duty.due.first != duty.due.last and most > 0):
        return replace(duty, time_not_certain=True)
    return duty


def due_of(bench: Bench, row: Row, world: int, number: int) -> Span | None:
    """Return when a stage of a row is due."""
    due = bench.times.due(row)
    at = int(due[min(number, len(due) - 1)][world])
    return span_of(at, at)


def with_first_due(bench: Bench, row: Row, world: int, number: int, duty: Duty) -> Duty:
    """Keep the deadline as it first was beside one that was moved."""
    first = bench.planned.due(row)
    at = int(first[min(number, len(first) - 1)][world])
    if at >= NEVER or (duty.due is not None and at == duty.due.last):
        return duty
    if duty.due is None and row.terms == row.first_terms:
        return duty
    return replace(duty, first_due=at)
