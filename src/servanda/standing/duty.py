"""Duties: what each clause unfolds into in one world, and the state of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

import numpy as np

from servanda.agreement import terms
from servanda.clock import DayCount, Span, moment_of, show_day
from servanda.record import Hearing, Report, Share, statements_against
from servanda.standing.levels import stopped
from servanda.standing.plan import NEVER, START, Plan, Row
from servanda.standing.state import Linked, State, Tally, stages
from servanda.standing.times import Resolver

LONGEST_SERIES = 1_000
"""Periods of one clause that are unfolded: of a rate that has had more, the latest."""

_SECONDS = {
    "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "month": 31 * 86_400, "year": 366 * 86_400,
}  # fmt: skip


@dataclass(frozen=True)
class Duty:
    """One duty in one world, or joined over least and most.

    Attributes:
        label: which one it is: "stage 2", "for release-3", "24 Jan 2025"; blank where the clause has only one.
        state: its state on the least; `most_state` on the most.
        amount: how many it asks for; None where nobody published it.
        done: how many were done, least and most.
        due: between when it is due; None where no time is known.
        first_due: the deadline before any amendment, where it differs.
        met: between when it was fulfilled.
        late: by how many seconds, least and most, it was or is late.
        overdue: its deadline has passed and nothing says that it was met.
        against: the ids of reports that say it was not done.
    """

    bearers: tuple[str, ...]
    label: str
    state: str
    amount: float | None
    done: Share
    due: Span | None = None
    first_due: int | None = None
    met: Span | None = None
    late: tuple[int, int] | None = None
    overdue: bool = False
    time_not_certain: bool = False
    against: tuple[str, ...] = ()
    blocked: bool = False
    most_state: str = ""
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bench:
    """What is needed to judge the duties of one account: the run, the hearing, and the moment."""

    plan: Plan
    state: State
    hearing: Hearing
    account: str
    at: int

    @cached_property
    def times(self) -> Resolver:
        """Times and conditions as they stand."""
        return Resolver(self.plan, self.state)


def duties(bench: Bench, row: Row, least: int, most: int) -> tuple[Duty, ...]:
    """Return the duties of a row, judged in the two worlds of an account.

    Args:
        least, most: the places of the two worlds on the axis.
    """
    low = _UNFOLD[row.schedule](bench, row, least)
    high = {_identity(row, duty): duty for duty in _UNFOLD[row.schedule](bench, row, most)}
    joined = []
    for duty in low:
        other = high.pop(_identity(row, duty), duty)
        joined.append(replace(duty, done=Share(duty.done.least, other.done.most), most_state=other.state))
    only_most = [
        replace(d, state="not yet in force", done=Share(0, d.done.most), most_state=d.state)
        for d in high.values()
    ]
    return tuple(joined + only_most)


def _identity(row: Row, duty: Duty) -> tuple[object, ...]:
    """Return what makes one duty the same in two worlds; a day's name alone recurs every year."""
    return (duty.bearers, duty.label, duty.due if row.schedule == "rate" else None)


def _heading(bench: Bench, row: Row, world: int) -> Iterator[Duty]:
    tally = bench.state.tallies[row.index]
    amount = row.amount
    number = None if amount is None else amount.number
    base = Duty(row.bearers, "", "in force", number, _share(tally.done[world]), _deadline(bench, row, world))
    start, _ = bench.times.window(row.terms)
    if start[world] > bench.at:
        base = replace(base, state="not yet in force")
    elif number is not None and tally.done[world] >= number:
        base = replace(base, state="fulfilled")
    yield replace(base, events=_events(tally, world))


def _staged(bench: Bench, row: Row, world: int) -> Iterator[Duty]:
    tally = bench.state.tallies[row.index]
    several = stages(row)
    previous = 0.0
    for number, mark in enumerate(tally.marks):
        due = _stage_due(bench, world, several[number][1]) if several else _deadline(bench, row, world)
        share = _share(min(max(tally.done[world] - previous, 0.0), mark.needed - previous))
        amount = None if not np.isfinite(mark.needed) else mark.needed - previous
        met = _span(int(mark.first[world]), int(mark.last[world]))
        label = f"stage {number + 1}" if len(several) > 1 else ""
        duty = Duty(row.bearers, label, "", amount, share, due, met=met, events=_events(tally, world))
        yield _with_first_due(bench, row, world, number, _judged(bench, row, world, duty))
        previous = mark.needed


def _linked(bench: Bench, row: Row, world: int) -> Iterator[Duty]:
    tally = bench.state.tallies[row.index]
    for link in tally.linked:
        if link.amount[world] <= 0:
            continue
        yield _judged(bench, row, world, _linked_duty(row, link, world, tally))


def _linked_duty(row: Row, link: Linked, world: int, tally: Tally) -> Duty:
    amount = None if not np.isfinite(link.amount[world]) else float(link.amount[world])
    due = _span(int(link.due_first[world]), int(link.due_last[world]))
    met = _span(int(link.met_first[world]), int(link.met_last[world]))
    same = tuple(c.entry.id for c in tally.counted if c.quantity[world] > 0 and c.entry.slug == link.slug)
    is_before = isinstance(row.link, terms.EachLink) and row.link.before
    label = f"{'before' if is_before else 'for'} {link.cause}"
    return Duty(row.bearers, label, "", amount, _share(link.done[world]), due, met=met, events=same)


def _rated(bench: Bench, row: Row, world: int) -> Iterator[Duty]:
    every = next(term for term in row.terms if isinstance(term, terms.Every))
    tally = bench.state.tallies[row.index]
    amount = 1.0 if row.amount is None else row.amount.number
    for first, last in _periods(bench, row, world, every):
        inside = [
            c for c in tally.counted if first <= c.entry.moment[world] <= last and c.quantity[world] > 0
        ]
        done = float(sum(c.quantity[world] for c in inside))
        met = None
        if amount is not None and done >= amount:
            met = Span(min(c.entry.first for c in inside), min(last, max(c.entry.last for c in inside)))
        label = _period_name(bench, first, last)
        duty = Duty(
            row.bearers,
            label,
            "",
            amount,
            _share(done),
            Span(last, last),
            met=met,
            events=tuple(c.entry.id for c in inside),
        )
        yield _stop_counts(bench, row, last, _judged(bench, row, world, duty, Span(first, last)))


def _periods(bench: Bench, row: Row, world: int, every: terms.Every) -> Iterator[tuple[int, int]]:
    """Yield the periods that have begun by now, from the day the clause began to bind, but only the latest."""
    start, end = (int(times[world]) for times in bench.times.window(row.terms))
    if start > bench.at:
        return
    zone = bench.times.zone
    turn = DayCount(start, zone).begins_day() if every.length.unit not in ("minute", "hour") else start
    length = every.length.count * _SECONDS[every.length.unit]
    skipped = max(0, (min(bench.at, end) - turn) // length + 1 - LONGEST_SERIES)
    first = (
        start if not skipped else replace(every.length, count=every.length.count * skipped).after(turn, zone)
    )
    for number in count(skipped + 1):
        if first > min(bench.at, end):
            return
        following = replace(every.length, count=every.length.count * number).after(turn, zone)
        yield first, min(following - 1, end)
        first = following


def _period_name(bench: Bench, first: int, last: int) -> str:
    """Name a period by its day, or its first and last; with the year where it is not that of the moment asked."""
    year = f" {moment_of(bench.at, bench.times.zone).year}"
    one, other = moment_of(first, bench.times.zone), moment_of(last, bench.times.zone)
    days = [_day_name(bench, t).removesuffix(year) for t in (first, last)]
    if days[0] != days[1]:
        return " to ".join(days)
    is_whole = (other.hour, other.minute, other.second) == (23, 59, 59) and last - first > 12 * 3600
    return days[0] if is_whole else f"{days[0]} {one.hour:02}:{one.minute:02}"


def _day_name(bench: Bench, seconds: int) -> str:
    return show_day(moment_of(DayCount(seconds, bench.times.zone).begins_day(), bench.times.zone))


def _stop_counts(bench: Bench, row: Row, last: int, duty: Duty) -> Duty:
    """Let a declared stop that holds through the end of a period count against it."""
    if duty.state != "in force" or not duty.overdue:
        return duty
    stop = stopped(bench.hearing, bench.account, row.clause, last)
    return replace(duty, state="violated", against=(*duty.against, stop)) if stop else duty


def _forbidden(bench: Bench, row: Row, world: int) -> Iterator[Duty]:
    tally = bench.state.tallies[row.index]
    start, end = (int(times[world]) for times in bench.times.window(row.terms))
    broken = float(sum(c.quantity[world] for c in tally.breaches))
    due = None if end >= NEVER else Span(end, end)
    duty = Duty(
        row.bearers,
        "",
        "in force",
        None,
        _share(broken),
        due,
        events=tuple(c.entry.id for c in tally.breaches if c.quantity[world] > 0),
    )
    if broken:
        duty = replace(duty, state="violated")
    elif start > bench.at:
        duty = replace(duty, state="not yet in force")
    elif end < bench.at:
        duty = replace(duty, state="kept")
    yield _set_aside(bench, row, world, duty)


def _allowed(bench: Bench, row: Row, world: int) -> Iterator[Duty]:
    tally = bench.state.tallies[row.index]
    start, _ = (int(times[world]) for times in bench.times.window(row.terms))
    due = _deadline(bench, row, world)
    is_power = any(isinstance(term, terms.Then) for term in row.terms)
    used = bool(tally.done[world] > 0)
    state = "available" if is_power else "open"
    if is_power and used:
        state = "exercised"
    elif due is not None and due.last < bench.at:
        state = "lapsed"
    elif start > bench.at or not _holds(bench, row, world):
        state = "not yet in force"
    amount = None if row.amount is None else row.amount.number
    duty = Duty(row.bearers, "", state, amount, _share(tally.done[world]), due, events=_events(tally, world))
    yield _set_aside(bench, row, world, duty)


_UNFOLD: dict[str, Callable[[Bench, Row, int], Iterator[Duty]]] = {
    "heading": _heading,
    "stages": _staged,
    "linked": _linked,
    "rate": _rated,
    "forbidden": _forbidden,
    "allowed": _allowed,
}


def _judged(bench: Bench, row: Row, world: int, duty: Duty, period: Span | None = None) -> Duty:
    """Say in what state an obligation's duty is; of a period, only what is said of that period counts against it."""
    start, _ = (int(times[world]) for times in bench.times.window(row.terms))
    due = duty.due
    if duty.met is not None and _reached(bench, world, duty.met) <= bench.at:
        if row.every("throughout") and (due is None or bench.at <= due.last):
            return _set_aside(bench, row, world, replace(duty, state="in force"))
        return _lateness(replace(duty, state="fulfilled"))
    if start > bench.at:
        return replace(duty, state="not yet in force")
    if not _holds(bench, row, world):
        return replace(duty, state="not yet in force", blocked=True)
    if due is None or bench.at < due.last:
        return _set_aside(bench, row, world, replace(duty, state="in force"))
    late = replace(duty, state="in force", overdue=True, late=(bench.at - due.last, bench.at - due.first))
    against = statements_against(bench.hearing, bench.account, row.clause, due.last, bench.at)
    against = tuple(r for r in against if _is_about(r, duty, period))
    if against and row.clause.norm == "must":
        late = replace(late, state="violated", against=tuple(r.id for r in against))
    return _set_aside(bench, row, world, late)


def _reached(bench: Bench, world: int, met: Span) -> int:
    """Return when a duty was met: for certain on the least, at the earliest on the most."""
    return met.first if bench.plan.worlds[world].side == "most" else met.last


def _is_about(report: Report, duty: Duty, period: Span | None) -> bool:
    """Say whether a statement may be about this duty: one that names another exchange or another time is not."""
    if period is not None:
        when = report.happened
        return when is not None and when.first <= period.last and when.last >= period.first
    if not duty.label.startswith(("for ", "before ")):
        return True
    return not report.event or report.event == duty.label.split(" ", 1)[1].split(":")[0]


def _set_aside(bench: Bench, row: Row, world: int, duty: Duty) -> Duty:
    """Let the end or the suspension of a clause show on a duty that is still open."""
    if duty.state not in ("in force", "available", "open", "not yet in force"):
        return duty
    ended = bench.state.ended.get(row.clause.id)
    if ended is not None and ended[world] <= bench.at:
        return replace(duty, state="terminated", overdue=False)
    for since, until in bench.state.suspended.get(row.clause.id, ()):
        if since[world] <= bench.at <= until[world]:
            return replace(duty, state="suspended", overdue=False)
    return duty


def _holds(bench: Bench, row: Row, world: int) -> bool:
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


def _with_first_due(bench: Bench, row: Row, world: int, number: int, duty: Duty) -> Duty:
    if row.first_terms == row.terms:
        return duty
    first = replace(row, terms=row.first_terms)
    several = stages(first)
    due = (
        _stage_due(bench, world, several[number][1])
        if number < len(several)
        else _deadline(bench, first, world)
    )
    if due is None or due == duty.due:
        return duty
    return replace(duty, first_due=due.last)


def _stage_due(bench: Bench, world: int, time: terms.Time) -> Span | None:
    first, last = bench.times.time(time, "start")[world], bench.times.time(time, "end")[world]
    return _span(int(last), int(last)) if first < NEVER else None


def _deadline(bench: Bench, row: Row, world: int) -> Span | None:
    """Return when a clause without stages is due: its own deadline, else the end of its window."""
    times = bench.times
    for term in row.terms:
        match term:
            case terms.By(time):
                at = int(times.time(time, "end")[world])
                return _span(at, at)
            case terms.Within(length, anchor):
                at = int(times.within(length, times.time(anchor, "start"))[world])
                return _span(at, at)
            case _:
                pass
    _, end = times.window(row.terms)
    return _span(int(end[world]), int(end[world]))


def _span(first: int, last: int) -> Span | None:
    return None if last >= NEVER or first <= START else Span(first, last)


def _share(number: float) -> Share:
    value = float(number)
    return Share(value, None) if not np.isfinite(value) else Share(value, value)


def _events(tally: Tally, world: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.entry.id for c in tally.counted if c.quantity[world] > 0))
