"""What a clause means, once: one event taken into the state of every world.

`step` is the only place where an event changes what is done, met, broken or set going. Everything in it is an array
over the worlds, so that a dozen worlds and a hundred thousand take the same path.
"""

from __future__ import annotations

import numpy as np

from servanda.agreement import terms
from servanda.clock import moment_of
from servanda.record import act_key
from servanda.standing.arrays import NEVER, Amounts, Mask, Times
from servanda.standing.effects import take_effect
from servanda.standing.gates import has_leave
from servanda.standing.linked import broken_there, call, given_to, minus, pay
from servanda.standing.plan import Plan, Row
from servanda.standing.state import Counted, Credit, Entry, State, Tally
from servanda.standing.times import Resolver

DAY = 24 * 3600


def step(plan: Plan, state: State, entry: Entry) -> None:
    """Take one event into every world.

    Order within one event: what it is done under, then what it calls for, then what it sets going.
    """
    times = Resolver(plan, state)
    rows = [row for clause in plan.by_clause if clause in entry.clauses for row in plan.by_clause[clause]]
    _note(state, entry)
    if entry.deed == "leave":
        state.leaves.append(entry)
        return
    if entry.deed == "refusal":
        _refuse(state, rows, entry)
        return
    mine = [row for row in rows if _acts(row, entry)]
    if entry.total:
        _settle(state, times, mine, entry)
        return
    headings = {row.clause.id for row in mine if row.schedule == "heading"}
    for row in mine:
        if row.clause.part_of not in headings:
            _take(state, times, row, entry)
    for heading in headings:
        _share(state, times, [row for row in mine if row.clause.part_of == heading], entry)
    call(plan, state, times, entry)
    for row in mine:
        take_effect(state, times, row, entry)


def _acts(row: Row, entry: Entry) -> bool:
    if not entry.actors:
        return row.schedule != "forbidden"
    return bool(set(entry.actors) & row.actors)


def _note(state: State, entry: Entry) -> None:
    taken = np.where(entry.quantity > 0, entry.moment, NEVER)
    key = act_key(entry.act)
    state.acts.setdefault(key, []).append(taken)
    for actor in entry.actors:
        state.deeds.setdefault((actor, key), []).append(taken)
    for body in entry.found_by:
        state.findings.setdefault((body, key), []).append(taken)


def _refuse(state: State, rows: list[Row], entry: Entry) -> None:
    """Count a refusal against the rights of those it was said to; of everybody else where it names nobody."""
    for row in rows:
        refused = (
            set(row.bearers) & entry.receivers if entry.receivers else set(row.bearers) - set(entry.actors)
        )
        taken = np.where(row.mask, entry.quantity, 0.0)
        if refused and taken.any():
            state.tallies[row.index].refusals.append(Counted(entry, np.minimum(taken, 1.0)))


def _settle(state: State, times: Resolver, rows: list[Row], entry: Entry) -> None:
    """Let a verifier's total take the place of the sum."""
    for row in rows:
        tally = state.tallies[row.index]
        known = row.mask & (entry.quantity > 0) & _is_measurable(row, entry)
        total = measured(row, entry, entry.quantity)
        tally.totals.append(Counted(entry, np.where(known, total, 0.0)))
        tally.come_to(np.where(known, total, tally.done), entry)
        _reach(times, row, tally, known, entry)


def _take(state: State, times: Resolver, row: Row, entry: Entry) -> None:
    tally = state.tallies[row.index]
    quantity = np.where(row.mask & _is_found(row, entry), counting(row, entry), 0.0)
    if row.schedule == "forbidden":
        _break(tally, times, row, entry, quantity)
        return
    if not quantity.any():
        return
    _count(times, row, tally, entry, quantity)
    if row.schedule == "linked":
        left = pay(tally, quantity, entry, same=True)
        if isinstance(row.link, terms.EachLink):
            left = pay(tally, left, entry, same=False)
        if left.any():
            tally.credits.append(Credit(entry.slug, left, entry.first, entry.last))


def _count(times: Resolver, row: Row, tally: Tally, entry: Entry, quantity: Amounts) -> None:
    tally.counted.append(Counted(entry, quantity))
    tally.come_to(tally.done + quantity, entry)
    _reach(times, row, tally, quantity > 0, entry)


def _is_found(row: Row, entry: Entry) -> bool:
    """Say whether an event counts: at once, or, where the text asks for it, once somebody has found it."""
    asked = [term.names for term in row.terms if isinstance(term, terms.FulfilledWhen)]
    return not asked or bool(entry.found_by & set(asked[0]))


def counting(row: Row, entry: Entry) -> Amounts:
    """Return how many of an event count for a row, by its kinds, its counting rules and its measure."""
    if row.schedule == "forbidden":
        return entry.quantity
    none = np.zeros_like(entry.quantity)
    quantity = entry.quantity
    if row.only_kinds:
        quantity = sum((entry.parts.get(kind, none) for kind in row.only_kinds), none)
    for kind, number in row.worth.items():
        quantity = quantity + (number - 1) * entry.parts.get(kind, none)
    return measured(row, entry, quantity)


def _is_measurable(row: Row, entry: Entry) -> Mask:
    """Say where a quantity can be told in the row's own measure."""
    known = np.ones(len(row.mask), dtype=np.bool_)
    return known if row.base is None or entry.in_percent == row.in_percent else np.isfinite(row.base)


def measured(row: Row, entry: Entry, quantity: Amounts) -> Amounts:
    """Return a quantity in the row's own measure, in pieces or in hundredths, by its base where that is known."""
    if entry.in_percent and row.base is None:
        return np.zeros_like(quantity)
    if entry.in_percent == row.in_percent or row.base is None:
        return quantity
    if entry.has_twin and not entry.in_percent:
        return np.zeros_like(quantity)
    known = np.isfinite(row.base) & (row.base > 0)
    base = np.where(known, row.base, 1.0)
    shares = quantity * base / 100 if entry.in_percent else quantity * 100 / base
    return np.where(quantity > 0, np.where(known, shares, np.where(row.is_most, np.inf, 0.0)), 0.0)


def _reach(times: Resolver, row: Row, tally: Tally, active: Mask, entry: Entry) -> None:
    for mark, needed in zip(tally.marks, times.needed(row), strict=True):
        now = active & (tally.done >= needed) & (mark.last == NEVER)
        mark.first = np.where(now, entry.first, mark.first)
        mark.last = np.where(now, entry.last, mark.last)


def _break(tally: Tally, times: Resolver, row: Row, entry: Entry, quantity: Amounts) -> None:
    """Count a violation where the event lies in the clause's time and place, and meets no exception."""
    start, end = times.binding(row)
    end = np.minimum(end, times.ended(row))
    inside = _lies_in(row, entry, start, end) & times.holds(row.terms, entry.moment)
    for since, until in times.suspensions(row):
        inside &= ~_lies_in(row, entry, since, until, surely=row.is_most)
    if any(isinstance(term, terms.Leave) for term in row.terms):
        inside &= ~has_leave(times, row, entry.moment)
    inside &= _in_hours(times, row, entry) & _in_place(times, row, entry)
    if entry.kinds & row.excepted or (row.only_kinds and not entry.kinds & set(row.only_kinds)):
        inside &= False
    broken = np.where(inside, quantity, 0.0)
    if row.link is not None:
        broken = broken_there(tally, entry, broken)
    if broken.any():
        tally.breaches.append(Counted(entry, broken))


def _lies_in(row: Row, entry: Entry, start: Times, end: Times, *, surely: Mask | None = None) -> Mask:
    """Say where an event lies in a stretch of time: least if it must, most if it may.

    Args:
        surely: the worlds in which it must, where they are not those of the least.
    """
    must = ~row.is_most if surely is None else surely
    whole = (entry.first >= start) & (entry.last <= end)
    return np.where(must, whole, (entry.last >= start) & (entry.first <= end))


def _in_place(times: Resolver, row: Row, entry: Entry) -> Mask:
    """Say where an event lies in the place a clause binds at: least if it must, most if it may."""
    every = np.ones(times.plan.width, dtype=np.bool_)
    place = next((act_key(term.place) for term in row.terms if isinstance(term, terms.At)), None)
    if place is None:
        return every
    wider = {act_key(name): act_key(inside) for name, inside in times.plan.agreement.places.items()}
    if any(place in _around(name, wider) for name in entry.places):
        return every
    wide = {act_key(name) for name in times.plan.agreement.area} | set(_around(place, wider))
    might = not entry.places or bool(entry.places & wide)
    return row.is_most & might


def _around(place: str, wider: dict[str, str]) -> list[str]:
    """Return a place and every wider one that it lies in."""
    found = [place]
    while found[-1] in wider and wider[found[-1]] not in found:
        found.append(wider[found[-1]])
    return found


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
    return np.where(row.is_most, might, must)


def _seconds(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 3600 + int(minute) * 60


def _share(state: State, times: Resolver, parts: list[Row], entry: Entry) -> None:
    """Share an event under a heading out to its parts.

    What is told of a part's own kind is its own. What is left goes to the duties of the other parts: first to those
    of the same exchange, then to the oldest that is open; what no duty asks for stays with the heading alone.
    """
    left = entry.quantity.copy()
    for row in parts:
        if row.only_kinds:
            own = np.where(row.mask, counting(row, entry), 0.0)
            tally = state.tallies[row.index]
            if own.any():
                _count(times, row, tally, entry, own)
            left = minus(left, own)
    for same in (True, False):
        for row in parts:
            if row.schedule == "linked":
                tally = state.tallies[row.index]
                given = given_to(tally, np.where(row.mask, left, 0.0), entry, same=same)
                if given.any():
                    tally.counted.append(Counted(entry, given))
                    tally.come_to(tally.done + given, entry)
                left = minus(left, given)
