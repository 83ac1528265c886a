"""The shared log: what some accounts take, as entries that carry an amount for every world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from servanda.agreement import Agreement, conditions_of, terms
from servanda.record import Hearing, Matters, Report, Share, Taken, Voice, act_key, found_by
from servanda.standing.arrays import Amounts
from servanda.standing.plan import Plan
from servanda.standing.state import Entry, State
from servanda.standing.step import step
from servanda.standing.worlds import World

Place = tuple[int, int, str]
"""What puts an entry in its place on the log: its moment, what goes first at one moment, and its id."""


def run(plan: Plan, log: Iterable[Entry]) -> State:
    """Take everything on a log into a new state, in order."""
    state = State(plan)
    for entry in log:
        step(plan, state, entry)
    return state


def entries(
    worlds: Sequence[World],
    hearing: Hearing,
    taken: Mapping[str, Sequence[Taken]],
    at: int,
    scribe: Scribe | None = None,
) -> list[Entry]:
    """Return the log of some accounts up to a moment, in order.

    Least takes an event at the last moment it may have happened, most at the first. At one moment, what others wait
    for comes first. Accounts that hear an event alike share its entry.

    Args:
        scribe: who writes it, where there is one already of the same worlds.
    """
    shares: dict[int, dict[str, Taken]] = {}
    for account, those in taken.items():
        for one in those:
            shares.setdefault(id(one.weighed), {})[account] = one
    in_hundredths = {slug for those in taken.values() for one in those if (slug := percent_slug(one))}
    scribe = scribe or Scribe(hearing.matters, worlds)
    found: list[tuple[Place, Entry]] = []
    for by_account in shares.values():
        found += scribe.of_event(by_account, hearing.voices, in_hundredths)
    for report in hearing.reports:
        found += scribe.of_total(report, hearing.voices)
    found.sort(key=lambda one: one[0])
    return [entry for (moment, *_), entry in found if moment <= at]


def percent_slug(taken: Taken) -> str:
    """Return the exchange that an event tells in hundredths; blank where it tells none so."""
    return taken.weighed.event.slug if taken.weighed.event.in_percent else ""


class Scribe:
    """Writes what accounts take into entries of the log, over some worlds."""

    def __init__(self, matters: Matters, worlds: Sequence[World]) -> None:
        self._matters, self._worlds = matters, tuple(worlds)
        self._clauses = matters.agreement.clauses
        self._wide = {act_key(name) for name in matters.agreement.area}
        self._waited_for = _waited_for(matters.agreement)

    def of_event(
        self, by_account: Mapping[str, Taken], voices: Mapping[str, Voice], in_hundredths: Iterable[str]
    ) -> list[tuple[Place, Entry]]:
        """Return the entries of an event: one, or one for the least and one for the most where its time is not certain.

        Args:
            by_account: how each account that hears it alike takes it.
            voices: the voice of each report, by the report's id.
            in_hundredths: the exchanges that anybody tells in hundredths.
        """
        found = []
        for side, moment in _moments(next(iter(by_account.values()))):
            entry = self._entry(by_account, voices, side, moment, in_hundredths)
            rank = 0 if entry.clauses & self._waited_for else 1
            found.append(((moment, rank, entry.id), entry))
        return found

    def of_total(self, report: Report, voices: Mapping[str, Voice]) -> list[tuple[Place, Entry]]:
        """Return the entry of a verifier's own total of a clause's whole scope; none for any other report."""
        matter = self._matters.of(report)
        is_own = report.measure == "total" and report.stance == "asserts" and not report.kind
        if not is_own or report.quantity is None or report.certainty != "certain":
            return []
        if voices[report.id].key not in matter.verifiers:
            return []
        span = report.happened or report.said
        clauses = frozenset(c.id for c in self._matters.clauses_of(report) if c.part_of not in self._clauses)
        share = Share(report.quantity.low, report.quantity.high)
        accounts = dict.fromkeys((world.account for world in self._worlds), share)
        entry = Entry(
            report.id, report.event, report.act, self._matters.actors(report),
            np.full(len(self._worlds), span.last, dtype=np.int64), span.first, span.last, clauses,
            self._amounts(accounts, ("least", "most")), in_percent=report.in_percent, total=True,
        )  # fmt: skip
        return [((span.last, 2, report.id), entry)]

    def _entry(
        self, by_account: Mapping[str, Taken], voices: Mapping[str, Voice], sides: tuple[str, ...], moment: int,
        in_hundredths: Iterable[str],
    ) -> Entry:  # fmt: skip
        weighed = next(iter(by_account.values())).weighed
        event = weighed.event
        clauses = frozenset(clause.id for report in event.reports for clause in self._matters.touched(report))
        kinds = {kind for taken in by_account.values() for kind in taken.parts}
        return Entry(
            event.id,
            event.slug,
            event.act,
            event.actors,
            np.full(len(self._worlds), moment, dtype=np.int64),
            weighed.span.first,
            weighed.span.last,
            clauses,
            self._amounts({a: _violations(taken, self._wide) for a, taken in by_account.items()}, sides),
            {
                kind: self._amounts({a: t.parts.get(kind, Share(0, 0)) for a, t in by_account.items()}, sides)
                for kind in kinds
            },
            event.kinds,
            found_by(event, voices),
            receivers=frozenset(name for report in event.reports for name in report.to),
            places=frozenset(act_key(place) for place in event.places),
            deed=event.matter.deed,
            in_percent=event.in_percent,
            has_twin=not event.in_percent and event.slug in in_hundredths,
        )

    def _amounts(self, shares: Mapping[str, Share], sides: tuple[str, ...]) -> Amounts:
        def amount(account: str, side: str) -> float:
            share = shares.get(account)
            if share is None or side not in sides:
                return 0.0
            if side == "least":
                return share.least
            return np.inf if share.most is None else share.most

        return np.array([amount(world.account, world.side) for world in self._worlds], dtype=np.float64)


def _moments(taken: Taken) -> list[tuple[tuple[str, ...], int]]:
    span = taken.span
    if span.first == span.last:
        return [(("least", "most"), span.first)]
    return [(("most",), span.first), (("least",), span.last)]


def _violations(taken: Taken, wide: set[str]) -> Share:
    """Count the incidents of one event: at least one, and at most one for each narrow place told of."""
    event = taken.weighed.event
    if not event.matter.forbidden:
        return taken.share
    places = {act_key(place) for place in event.places} - wide
    return Share(min(1, taken.share.least), max(1, len(places)) if taken.share.most else 0)


def _waited_for(agreement: Agreement) -> frozenset[str]:
    """Return the clauses whose events others wait for: those that call for duties, and those of conditions."""
    links = (term for clause in agreement.clauses.values() for term in clause.terms)
    calling = {term.clause for term in links if isinstance(term, terms.EachLink | terms.Answers)}
    conditions = (one for item in agreement.termed for one in conditions_of(item))
    return frozenset(calling | {one.clause for one in conditions if isinstance(one, terms.StateIs)})
