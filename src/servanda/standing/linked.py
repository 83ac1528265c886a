"""Each-links: the duties that one event calls for under another clause, and how what is done pays them."""

from __future__ import annotations

import numpy as np

from servanda.agreement import terms
from servanda.record import act_key
from servanda.standing.arrays import NEVER, Amounts, Times
from servanda.standing.plan import Plan, Row
from servanda.standing.state import Counted, Entry, Linked, State, Tally
from servanda.standing.times import Resolver


def minus(left: Amounts, taken: Amounts) -> Amounts:
    """Take some away; of what has no bound, as much is left."""
    bounded = np.where(np.isinf(left), 0.0, left)
    return np.where(np.isinf(left), left, np.maximum(bounded - taken, 0.0))


def given_to(tally: Tally, quantity: Amounts, entry: Entry, *, same: bool) -> Amounts:
    """Pay open duties and return how much of it they took."""
    before = [duty.done for duty in tally.linked]
    pay(tally, quantity, entry, same=same)
    taken = (duty.done - old for duty, old in zip(tally.linked, before, strict=True))
    return sum(taken, np.zeros_like(quantity))


def pay(tally: Tally, quantity: Amounts, entry: Entry, *, same: bool) -> Amounts:
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
    return minus(left, given)


def call(plan: Plan, state: State, times: Resolver, entry: Entry) -> None:
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
            entry.slug or entry.id, entry.slug, amount, entry.moment, due_first, due_last, np.zeros_like(amount),
            never, never.copy(),
        )  # fmt: skip
        tally = state.tallies[row.index]
        tally.linked.append(duty)
        _use_credit(tally, duty, by_name=isinstance(link, terms.Answers))


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
    length = link.length or (link.lasting if isinstance(link, terms.EachLink) else None)
    if length is None:
        never = np.full(width, NEVER, dtype=np.int64)
        return never, never.copy()
    zone = times.zone
    move = length.before if isinstance(link, terms.EachLink) and link.before else length.after
    first, last = move(entry.first, zone), move(entry.last, zone)
    return np.full(width, first, dtype=np.int64), np.full(width, last, dtype=np.int64)


def broken_there(tally: Tally, entry: Entry, broken: Amounts) -> Amounts:
    """Count an incident against the duties that it breaks: that of its own exchange, else the oldest it falls under."""
    same = [duty for duty in tally.linked if entry.slug and duty.slug == entry.slug]
    left = broken.copy()
    for duty in same or tally.linked:
        inside = (entry.moment >= duty.begins) & (entry.moment <= duty.due_last) & (duty.amount > 0)
        there = np.where(inside, left, 0.0)
        if there.any():
            duty.breaches.append(Counted(entry, there))
            left = np.where(inside, 0.0, left)
    return np.where(left > 0, 0.0, broken)


def _use_credit(tally: Tally, duty: Linked, *, by_name: bool) -> None:
    """Let what was given before count: first what was given for the same exchange; matched by name, only that."""
    for credit in sorted(tally.credits, key=lambda c: c.slug != duty.slug or not c.slug):
        if by_name and (credit.slug != duty.slug or not credit.slug):
            continue
        credit.amount = _pay_one(duty, credit.amount, credit.first, credit.last)
