"""What a clause means, once: one event taken into the state of every world.

`step` is the only place where an event changes what is done, met, broken or set going. Everything in it is an array
over the worlds, so that a dozen worlds and a hundred thousand take the same path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from servanda.agreement import terms
from servanda.clock import Length, moment_of
from servanda.record import act_key
from servanda.standing.plan import NEVER, START, Amounts, Mask, Plan, Row, Times
from servanda.standing.times import Resolver

DAY = 24 * 3600


@dataclass(frozen=True)
class Entry:
    """One event on the log, as every world takes it.

    Attributes:
        moment: when each world takes it, in seconds.
        first, last: between when it happened.
        clauses: the clauses it is about.
        quantity: how many of it, by world; nought where a world does not take it, inf without bound.
        parts: how many of each kind, by world.
        total: it is a verifier's running total, and replaces the sum.
    """

    id: str
    slug: str
    act: str
    actors: tuple[str, ...]
    moment: Times
    first: int
    last: int
    clauses: frozenset[str]
    quantity: Amounts
    parts: Mapping[str, Amounts] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    found_by: frozenset[str] = frozenset()
    total: bool = False


@dataclass
class Linked:
    """A duty that one event under another clause called for."""

    cause: str
    slug: str
    amount: Amounts
    due_first: Times
    due_last: Times
    done: Amounts
    met_first: Times
    met_last: Times


@dataclass
class Credit:
    """What was given before any duty called for it."""

    slug: str
    amount: Amounts
    first: int
    last: int


@dataclass
class Mark:
    """A stage: so many in all, and when they were reached."""

    needed: float
    first: Times
    last: Times


@dataclass(frozen=True)
class Counted:
    """An event as one row counts it."""

    entry: Entry
    quantity: Amounts


@dataclass
class Tally:
    """The running state of one row in every world."""

    done: Amounts
    marks: list[Mark]
    linked: list[Linked] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    breaches: list[Counted] = field(default_factory=list)


class State:
    """All that a run has taken in so far."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.tallies = [
            Tally(np.zeros(plan.width), [self._mark(needed) for needed in needs(row)]) for row in plan.rows
        ]
        self.extensions: list[tuple[str, Length, Mask]] = []
        self.ended_phases: dict[str, Times] = {}
        self.ended: dict[str, Times] = {}
        self.suspended: dict[str, list[tuple[Times, Times]]] = {}
        self.acts: dict[str, Times] = {}
        self.findings: dict[tuple[str, str], Times] = {}

    def met(self, row: Row) -> Times:
        """Return when a row was fulfilled for certain; NEVER where it has not been, or cannot be known."""
        marks = self.tallies[row.index].marks
        return marks[-1].last if marks and np.isfinite(marks[-1].needed) else self.never()

    def first_breach(self, plan: Plan, clause: str) -> Times:
        """Return when a prohibition was first broken."""
        return self._first(
            [c for row in plan.by_clause.get(clause, ()) for c in self.tallies[row.index].breaches]
        )

    def first_done(self, plan: Plan, clause: str) -> Times:
        """Return when anything was first done under a clause."""
        return self._first(
            [c for row in plan.by_clause.get(clause, ()) for c in self.tallies[row.index].counted]
        )

    def never(self) -> Times:
        """Return an array of times that do not come."""
        return np.full(self.plan.width, NEVER, dtype=np.int64)

    def _first(self, counted: list[Counted]) -> Times:
        first = self.never()
        for one in counted:
            first = np.where(one.quantity > 0, np.minimum(first, one.entry.moment), first)
        return first

    def _mark(self, needed: float) -> Mark:
        return Mark(needed, self.never(), self.never())


def needs(row: Row) -> list[float]:
    """Return how many in all each stage of a row asks for, in order; inf where nobody published it."""
    if row.schedule not in ("stages", "allowed"):
        return []
    amount = row.amount
    whole = 1.0 if amount is None else (np.inf if amount.number is None else amount.number)
    return [needed for needed, _ in stages(row)] or [whole]


def stages(row: Row) -> list[tuple[float, terms.Time]]:
    """Return the stages of a row: how many in all, and by when."""
    amount = row.amount
    whole = np.inf if amount is None or amount.number is None else amount.number
    found: list[tuple[float, terms.Time]] = []
    for term in row.terms:
        match term:
            case terms.Stage(number, by):
                found.append((np.inf if number is None else number, by))
            case terms.Stages(number, step, first, last):
                found += [(number, time) for time in _steps(step, first, last)]
            case _:
                pass
    sums: list[tuple[float, terms.Time]] = []
    total = 0.0
    for number, time in found:
        total = whole if number == np.inf else total + number
        sums.append((total, time))
    return sums


def _steps(step: Length, first: terms.Time, last: terms.Time) -> list[terms.Time]:
    if (
        not isinstance(first, terms.Day)
        or not isinstance(last, terms.Day)
        or step.unit not in ("day", "week")
    ):
        return [first]
    days = step.count * (7 if step.unit == "week" else 1)
    return [terms.Day(n, first.phase) for n in range(first.number, last.number + 1, days)]


def step(plan: Plan, state: State, entry: Entry) -> None:
    """Take one event into every world.

    Order within one event: what it is done under, then what it calls for, then what it sets going.
    """
    times = Resolver(plan, state)
    rows = [row for clause in plan.by_clause if clause in entry.clauses for row in plan.by_clause[clause]]
    mine = [row for row in rows if _acts(row, entry)]
    _note(state, entry)
    if entry.total:
        _settle(state, mine, entry)
        return
    headings = {row.clause.id for row in mine if row.schedule == "heading"}
    for row in mine:
        if row.clause.part_of not in headings:
            _take(state, times, row, entry)
    for heading in headings:
        _share(state, [row for row in mine if row.clause.part_of == heading], entry)
    _call(plan, state, times, entry)
    for row in mine:
        _effect(state, times, row, entry)


def _acts(row: Row, entry: Entry) -> bool:
    if not entry.actors:
        return row.schedule != "forbidden"
    return bool(set(entry.actors) & set(row.bearers))


def _note(state: State, entry: Entry) -> None:
    taken = np.where(entry.quantity > 0, entry.moment, NEVER)
    key = act_key(entry.act)
    state.acts[key] = np.minimum(state.acts.get(key, state.never()), taken)
    for body in entry.found_by:
        state.findings[(body, key)] = np.minimum(state.findings.get((body, key), state.never()), taken)


def _settle(state: State, rows: list[Row], entry: Entry) -> None:
    """Let a verifier's total take the place of the sum."""
    for row in rows:
        tally = state.tallies[row.index]
        known = row.mask & (entry.quantity > 0)
        tally.done = np.where(known, entry.quantity, tally.done)
        _reach(tally, known, entry.first, entry.last)


def _take(state: State, times: Resolver, row: Row, entry: Entry) -> None:
    tally = state.tallies[row.index]
    quantity = np.where(row.mask, _counting(row, entry), 0.0)
    if row.schedule == "forbidden":
        _break(tally, times, row, entry, quantity)
        return
    if not quantity.any():
        return
    tally.counted.append(Counted(entry, quantity))
    tally.done = tally.done + quantity
    _reach(tally, quantity > 0, entry.first, entry.last)
    if row.schedule == "linked":
        left = _pay(tally, quantity, entry, same=True)
        if isinstance(row.link, terms.EachLink):
            left = _pay(tally, left, entry, same=False)
        if left.any():
            tally.credits.append(Credit(entry.slug, left, entry.first, entry.last))


def _counting(row: Row, entry: Entry) -> Amounts:
    if not row.only_kinds or row.schedule == "forbidden":
        return entry.quantity
    return sum(
        (entry.parts.get(kind, np.zeros_like(entry.quantity)) for kind in row.only_kinds),
        np.zeros_like(entry.quantity),
    )


def _reach(tally: Tally, active: Mask, first: int, last: int) -> None:
    for mark in tally.marks:
        now = active & (tally.done >= mark.needed) & (mark.last == NEVER)
        mark.first = np.where(now, first, mark.first)
        mark.last = np.where(now, last, mark.last)


def _break(tally: Tally, times: Resolver, row: Row, entry: Entry, quantity: Amounts) -> None:
    """Count a violation where the event lies in the clause's time, meets its conditions and no exception."""
    start, end = times.window(row.terms)
    ended = times.state.ended.get(row.clause.id)
    end = end if ended is None else np.minimum(end, ended)
    inside = (entry.moment >= start) & (entry.moment <= end) & times.holds(row.terms, entry.moment)
    for since, until in times.state.suspended.get(row.clause.id, ()):
        inside &= ~((entry.moment >= since) & (entry.moment <= until))
    inside &= _in_hours(times, row, entry)
    if entry.kinds & row.excepted or (row.only_kinds and not entry.kinds & set(row.only_kinds)):
        inside &= False
    broken = np.where(inside, quantity, 0.0)
    if broken.any():
        tally.breaches.append(Counted(entry, broken))


def _in_hours(times: Resolver, row: Row, entry: Entry) -> Mask:
    """Say where an event lies in the hours a clause binds in: least if it must, most if it may."""
    hours = next((term for term in row.terms if isinstance(term, terms.Hours)), None)
    every = np.ones(times.plan.width, dtype=np.bool_)
    if hours is None or hours.first is None or hours.last is None:
        return every
    opens, closes = _seconds(hours.first), _seconds(hours.last)
    begin = moment_of(entry.first, times.zone)
    first = begin.hour * 3600 + begin.minute * 60 + begin.second
    last = first + entry.last - entry.first
    turns = [(opens + day * DAY, closes + day * DAY + (DAY if closes < opens else 0)) for day in (-1, 0, 1)]
    must = any(start <= first and last <= end for start, end in turns)
    might = last - first >= DAY or any(first <= end and start <= last for start, end in turns)
    return np.array([must if world.side == "least" else might for world in times.plan.worlds], dtype=np.bool_)


def _seconds(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 3600 + int(minute) * 60


def _share(state: State, parts: list[Row], entry: Entry) -> None:
    """Share an event under a heading out to its parts.

    What is told of a part's own kind is its own. What is left goes to the duties of the other parts: first to those
    of the same exchange, then to the oldest that is open; what no duty asks for stays with the heading alone.
    """
    left = entry.quantity.copy()
    for row in parts:
        if row.only_kinds:
            own = np.where(row.mask, _counting(row, entry), 0.0)
            tally = state.tallies[row.index]
            if own.any():
                tally.counted.append(Counted(entry, own))
                tally.done = tally.done + own
                _reach(tally, own > 0, entry.first, entry.last)
            left = _minus(left, own)
    for same in (True, False):
        for row in parts:
            if row.schedule == "linked":
                tally = state.tallies[row.index]
                given = _given(tally, np.where(row.mask, left, 0.0), entry, same=same)
                if given.any():
                    tally.counted.append(Counted(entry, given))
                    tally.done = tally.done + given
                left = _minus(left, given)


def _minus(left: Amounts, taken: Amounts) -> Amounts:
    """Take some away; of what has no bound, as much is left."""
    return np.where(np.isinf(left), left, np.maximum(left - np.where(np.isinf(taken), left, taken), 0.0))


def _given(tally: Tally, quantity: Amounts, entry: Entry, *, same: bool) -> Amounts:
    """Pay open duties and return how much of it they took."""
    before = [duty.done for duty in tally.linked]
    _pay(tally, quantity, entry, same=same)
    taken = (duty.done - old for duty, old in zip(tally.linked, before, strict=True))
    return sum(taken, np.zeros_like(quantity))


def _pay(tally: Tally, quantity: Amounts, entry: Entry, *, same: bool) -> Amounts:
    """Pay open duties, of the same exchange or else of any; return what is left over."""
    left = quantity.copy()
    for duty in tally.linked:
        is_same = bool(entry.slug) and duty.slug == entry.slug
        if is_same is same:
            left = _pay_one(duty, left, entry.first, entry.last)
    return left


def _pay_one(duty: Linked, left: Amounts, first: int, last: int) -> Amounts:
    given = np.minimum(left, np.maximum(duty.amount - duty.done, 0.0))
    given = np.where(np.isfinite(given), given, 0.0)
    duty.done = duty.done + given
    full = (given > 0) & (duty.done >= duty.amount) & (duty.met_last == NEVER)
    duty.met_first = np.where(full, first, duty.met_first)
    duty.met_last = np.where(full, last, duty.met_last)
    return _minus(left, given)


def _call(plan: Plan, state: State, times: Resolver, entry: Entry) -> None:
    """Open the duties that this event calls for under other clauses."""
    for row in plan.rows:
        link = row.link
        if link is None or link.clause not in entry.clauses:
            continue
        amount = np.where(row.mask, _called_for(row, entry), 0.0)
        if not amount.any():
            continue
        due_first, due_last = _due(times, link, entry)
        never = state.never()
        duty = Linked(
            entry.slug or entry.id,
            entry.slug,
            amount,
            due_first,
            due_last,
            np.zeros_like(amount),
            never,
            never.copy(),
        )
        tally = state.tallies[row.index]
        tally.linked.append(duty)
        _use_credit(tally, duty)


def _called_for(row: Row, entry: Entry) -> Amounts:
    ratios = [term for term in row.terms if isinstance(term, terms.Ratio)]
    if not ratios:
        return np.where(entry.quantity > 0, 1.0, 0.0)
    amount = np.zeros_like(entry.quantity)
    for ratio in ratios:
        of = entry.quantity if ratio.kind == "head" else entry.parts.get(act_key(ratio.kind))
        if of is not None:
            amount = amount + ratio.number * of
    return amount


def _due(times: Resolver, link: terms.EachLink | terms.Answers, entry: Entry) -> tuple[Times, Times]:
    width = times.plan.width
    length = link.length if isinstance(link, terms.EachLink) else None
    if length is None:
        never = np.full(width, NEVER, dtype=np.int64)
        return never, never.copy()
    zone = times.zone
    move = length.before if isinstance(link, terms.EachLink) and link.before else length.after
    first, last = move(entry.first, zone), move(entry.last, zone)
    return np.full(width, first, dtype=np.int64), np.full(width, last, dtype=np.int64)


def _use_credit(tally: Tally, duty: Linked) -> None:
    """Let what was given before count: first what was given for the same exchange."""
    for credit in sorted(tally.credits, key=lambda c: c.slug != duty.slug or not c.slug):
        credit.amount = _pay_one(duty, credit.amount, credit.first, credit.last)


def _effect(state: State, times: Resolver, row: Row, entry: Entry) -> None:
    """Carry out what the use of a power does, in the worlds that take it."""
    if row.schedule != "allowed":
        return
    start, end = times.window(_until_deadline(row))
    used = (
        row.mask
        & (entry.quantity > 0)
        & (entry.moment >= start)
        & (entry.moment <= end)
        & times.holds(row.terms, entry.moment)
    )
    if not used.any():
        return
    at = np.where(used, entry.moment, NEVER)
    for term in row.terms:
        if isinstance(term, terms.Then):
            _carry_out(state, times, term.effect, used, at)


def _until_deadline(row: Row) -> tuple[terms.Term, ...]:
    """Return a power's terms with its deadline as its end."""
    return tuple(terms.Until(t.time) if isinstance(t, terms.By) else t for t in row.terms)


def _carry_out(state: State, times: Resolver, effect: terms.Effect, used: Mask, at: Times) -> None:
    match effect:
        case terms.Extends(phase, length):
            state.extensions.append((phase, length, used))
        case terms.Ends(clauses, phase):
            if phase is not None:
                state.ended_phases[phase] = np.minimum(state.ended_phases.get(phase, state.never()), at)
            for clause in clauses:
                state.ended[clause] = np.minimum(state.ended.get(clause, state.never()), at)
        case terms.Suspends(clauses, span):
            until = state.never() if span is None else times.within(span, at)
            for clause in clauses:
                state.suspended.setdefault(clause, []).append((at, until))
        case terms.Resumes(clauses):
            for clause in clauses:
                spans = state.suspended.get(clause, [])
                state.suspended[clause] = [(s, np.where(s < at, np.minimum(u, at), u)) for s, u in spans]


__all__ = ["START", "Counted", "Entry", "Linked", "Mark", "State", "Tally", "needs", "stages", "step"]
