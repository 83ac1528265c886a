"""The shared log: what some accounts take, as entries that carry an amount for every world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from servanda.agreement import Agreement, conditions_of, terms
from servanda.record import Hearing, Report, Share, Taken, act_key
from servanda.standing.arrays import Amounts
from servanda.standing.plan import Plan
from servanda.standing.state import Entry, State
from servanda.standing.step import step


def run(plan: Plan, hearing: Hearing, taken: Mapping[str, Sequence[Taken]], at: int) -> State:
    """Take everything that happened by `at` into a new state, in order.

    Least takes an event at the last moment it may have happened, most at the first. At one moment, what others wait
    for comes first.
    """
    state = State(plan)
    for entry in entries(plan, hearing, taken, at):
        step(plan, state, entry)
    return state


def entries(plan: Plan, hearing: Hearing, taken: Mapping[str, Sequence[Taken]], at: int) -> list[Entry]:
    """Return the log of some accounts up to a moment, in order."""
    shares: dict[str, dict[str, Taken]] = {}
    for account, those in taken.items():
        for one in those:
            shares.setdefault(one.weighed.event.id, {})[account] = one
    waited_for = _waited_for(plan.agreement)
    in_hundredths = {
        one.weighed.event.slug
        for those in taken.values()
        for one in those
        if one.weighed.event.in_percent and one.weighed.event.slug
    }
    found: list[tuple[int, int, str, Entry]] = []
    for id_, by_account in shares.items():
        for side, moment in _moments(next(iter(by_account.values()))):
            entry = _entry(plan, hearing, by_account, side, moment, in_hundredths)
            if moment <= at and (entry.clauses or id_):
                found.append((moment, _rank(entry, waited_for), id_, entry))
    for report in hearing.reports:
        total = _verified_total(plan, hearing, report)
        if total is not None and int(total.moment[0]) <= at:
            found.append((int(total.moment[0]), 2, report.id, total))
    return [entry for *_, entry in sorted(found, key=lambda one: one[:3])]


def _moments(taken: Taken) -> list[tuple[tuple[str, ...], int]]:
    span = taken.span
    if span.first == span.last:
        return [(("least", "most"), span.first)]
    return [(("most",), span.first), (("least",), span.last)]


def _entry(
    plan: Plan, hearing: Hearing, by_account: Mapping[str, Taken], sides: tuple[str, ...], moment: int,
    in_hundredths: set[str],
) -> Entry:  # fmt: skip
    weighed = next(iter(by_account.values())).weighed
    event = weighed.event
    clauses = frozenset(clause.id for report in event.reports for clause in hearing.matters.touched(report))
    wide = {act_key(name) for name in hearing.agreement.area}
    kinds = {kind for taken in by_account.values() for kind in taken.parts}
    return Entry(
        event.id,
        event.slug,
        event.act,
        event.actors,
        np.full(plan.width, moment, dtype=np.int64),
        weighed.span.first,
        weighed.span.last,
        clauses,
        _amounts(plan, {account: _violations(taken, wide) for account, taken in by_account.items()}, sides),
        {
            kind: _amounts(plan, {a: t.parts.get(kind, Share(0, 0)) for a, t in by_account.items()}, sides)
            for kind in kinds
        },
        event.kinds,
        hearing.found_by(event),
        receivers=frozenset(name for report in event.reports for name in report.to),
        places=frozenset(act_key(place) for place in event.places),
        deed=event.matter.deed,
        in_percent=event.in_percent,
        has_twin=not event.in_percent and event.slug in in_hundredths,
    )


def _violations(taken: Taken, wide: set[str]) -> Share:
    """Count the incidents of one event: at least one, and at most one for each narrow place told of."""
    event = taken.weighed.event
    if not event.matter.forbidden:
        return taken.share
    places = {act_key(place) for place in event.places} - wide
    return Share(min(1, taken.share.least), max(1, len(places)) if taken.share.most else 0)


def _amounts(plan: Plan, shares: Mapping[str, Share], sides: tuple[str, ...]) -> Amounts:
    def amount(account: str, side: str) -> float:
        share = shares.get(account)
        if share is None or side not in sides:
            return 0.0
        if side == "least":
            return share.least
        return np.inf if share.most is None else share.most

    return np.array([amount(world.account, world.side) for world in plan.worlds], dtype=np.float64)


def _waited_for(agreement: Agreement) -> frozenset[str]:
    """Return the clauses whose events others wait for: those that call for duties, and those of conditions."""
    links = (term for clause in agreement.clauses.values() for term in clause.terms)
    calling = {term.clause for term in links if isinstance(term, terms.EachLink | terms.Answers)}
    conditions = (one for item in agreement.termed for one in conditions_of(item))
    return frozenset(calling | {one.clause for one in conditions if isinstance(one, terms.StateIs)})


def _rank(entry: Entry, waited_for: frozenset[str]) -> int:
    return 0 if entry.clauses & waited_for else 1


def _verified_total(plan: Plan, hearing: Hearing, report: Report) -> Entry | None:
    """Return the entry of a verifier's own total of a clause's whole scope; None for any other report."""
    matter = hearing.matters.of(report)
    is_own = report.measure == "total" and report.stance == "asserts" and not report.kind
    if not is_own or report.quantity is None or report.certainty != "certain":
        return None
    if hearing.voices[report.id].key not in matter.verifiers:
        return None
    span = report.happened or report.said
    clauses = frozenset(c.id for c in hearing.matters.clauses_of(report) if c.part_of not in plan.by_clause)
    share = Share(report.quantity.low, report.quantity.high)
    accounts = dict.fromkeys((world.account for world in plan.worlds), share)
    return Entry(
        report.id, report.event, report.act, hearing.matters.actors(report),
        np.full(plan.width, span.last, dtype=np.int64), span.first, span.last, clauses,
        _amounts(plan, accounts, ("least", "most")), in_percent=report.in_percent, total=True,
    )  # fmt: skip
