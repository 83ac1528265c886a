"""What a clause means, once: one event taken into the state of every world.

`step` is the only place where an event changes what is done, met, broken or set going. Everything in it is an array
over the worlds, so that a dozen worlds and a hundred thousand take the same path.
"""

from __future__ import annotations

import numpy as np

from servanda.agreement import terms
from servanda.clock import moment_of
from servanda.record import act_key
from servanda.standing.effects import take_effect
from servanda.standing.linked import call, given_to, minus, pay
from servanda.standing.plan import NEVER, Amounts, Mask, Plan, Row
from servanda.standing.state import Counted, Credit, Entry, State, Tally
from servanda.standing.times import Resolver

DAY = 24 * 3600


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
    call(plan, state, times, entry)
    for row in mine:
        take_effect(state, times, row, entry)


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
        left = pay(tally, quantity, entry, same=True)
        if isinstance(row.link, terms.EachLink):
            left = pay(tally, left, entry, same=False)
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
            left = minus(left, own)
    for same in (True, False):
        for row in parts:
            if row.schedule == "linked":
                tally = state.tallies[row.index]
                given = given_to(tally, np.where(row.mask, left, 0.0), entry, same=same)
                if given.any():
                    tally.counted.append(Counted(entry, given))
                    tally.done = tally.done + given
                left = minus(left, given)
