"""The exchange: what was promised against what was delivered, kind by kind, on every account from least to most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from servanda.agreement import terms
from servanda.record import Share
from servanda.standing import (
    ClauseStanding,
    Duty,
    Reached,
    Standing,
    Variant,
    moment_text,
    number_data,
    share_data,
    shown_state,
)

FIELDS = ("clause", "kind", "account", "reading", "when", "least", "most", "of")

PER_PERIOD, LEVEL, IN_ALL = "in each period", "level", "in all"
"""What the figures of a clause are: of each period by itself, of a state at a time, or of all so far."""


@dataclass(frozen=True)
class Promised:
    """How many were to be done by a moment, in seconds: in all, or in that period; None where that is not known."""

    by: int
    amount: float | None


@dataclass(frozen=True)
class Traded:
    """What one clause promises and what was delivered under it.

    Attributes:
        unit: what is counted, in the words of the agreement.
        part_of: the heading that it is a part of, by its id; blank where it is of none.
        measure: what its figures are of: PER_PERIOD, LEVEL or IN_ALL.
        is_right: it may be done, so that the numbers are a bound and no promise.
        of: how many in all, or in each period; None where that is not known.
        promised: on the account asked for, in the order in which it was due.
        delivered: how much was done by when, on every account; nothing before the first.
        readings: under which reading each account's figures are told; blank where the clause has none that matters. It is
            that of the account asked for, where an account takes it too.
    """

    clause: str
    act: str
    unit: str
    part_of: str
    bearers: tuple[str, ...]
    measure: str
    is_right: bool
    in_percent: bool
    of: float | None
    promised: tuple[Promised, ...]
    delivered: Mapping[str, tuple[Reached, ...]]
    readings: Mapping[str, str]

    def done(self, account: str) -> Share:
        """Return how much is done on an account at the moment asked."""
        points = self.delivered[account]
        return points[-1].done if points else Share(0, None if self.measure == LEVEL else 0)


@dataclass(frozen=True)
class Exchange:
    """What was promised and delivered under every clause that counts, from the start of the agreement to a moment."""

    at: int
    zone: str
    account: str
    since: int
    clauses: tuple[Traded, ...]


def exchange(standing: Standing) -> Exchange:
    """Lay what was promised against what was delivered, for every clause that counts."""
    those = tuple(_traded(standing, one) for one in standing.clauses if counts(one))
    start, _ = standing.spans[standing.account]
    moments = [point.at for one in those for points in one.delivered.values() for point in points]
    since = min([standing.at if start is None else start, *moments])
    return Exchange(standing.at, standing.agreement.title.zone, standing.account, since, those)


def counts(one: ClauseStanding) -> bool:
    """Say whether a clause asks for a number of things, so that it can be done in part."""
    if one.clause.norm.endswith("not"):
        return False
    kinds = terms.Amount | terms.EachLink | terms.Base | terms.Listed
    return any(isinstance(term, kinds) for term in one.clause.terms)


def exchange_data(standing: Standing) -> dict[str, Any]:
    """Return the exchange as nested dicts and lists; times as ISO 8601 in the agreement's zone."""
    found = exchange(standing)
    zone = found.zone
    return {
        "at": moment_text(found.at, zone),
        "account": found.account,
        "since": moment_text(found.since, zone),
        "clauses": [
            {
                "id": one.clause, "act": one.act, "unit": one.unit, "part_of": one.part_of or None, "bearers": list(one.bearers),
                "measure": one.measure, "is_right": one.is_right, "in_percent": one.in_percent, "of": _number(one.of),
                "promised": [{"by": moment_text(p.by, zone), "amount": _number(p.amount)} for p in one.promised],
                "delivered": {
                    account: [{"when": moment_text(p.at, zone), "done": share_data(p.done)} for p in points]
                    for account, points in one.delivered.items()
                },
                "readings": {account: reading for account, reading in one.readings.items() if reading},
            }
            for one in found.clauses
        ],
    }  # fmt: skip


def exchange_rows(standing: Standing) -> Iterator[tuple[Any, ...]]:
    """Yield the exchange as a table, its header first: what was promised, then each account's steps."""
    yield FIELDS
    found = exchange(standing)
    for one in found.clauses:
        of = _number(one.of)
        kind, reading = "allowed" if one.is_right else "promised", one.readings[found.account]
        for promise in one.promised:
            amount = _number(promise.amount)
            when = moment_text(promise.by, found.zone)
            yield (one.clause, kind, found.account, reading, when, amount, amount, of)
        for account, points in one.delivered.items():
            for point in points:
                when = moment_text(point.at, found.zone)
                yield (
                    one.clause,
                    "delivered",
                    account,
                    one.readings[account],
                    when,
                    *share_data(point.done),
                    of,
                )


def _traded(standing: Standing, one: ClauseStanding) -> Traded:
    shown = {account: _shown(variants, one.first) for account, variants in one.every.items()}
    amount = next((term for term in one.clause.terms if isinstance(term, terms.Amount)), None)
    measure = _measure(one)
    return Traded(
        one.clause.id, one.clause.act, amount.unit if amount is not None else "", one.clause.part_of or "", one.bearers, measure,
        one.clause.norm == "may", one.first.progress.in_percent, one.first.progress.of,
        tuple(_promised(standing, one.first, measure)), {account: variant.history for account, variant in shown.items()},
        {account: variant.label for account, variant in shown.items()},
    )  # fmt: skip


def _shown(variants: tuple[Variant, ...], first: Variant) -> Variant:
    """Return the variant under the readings that are shown first, or else the one that an account has first."""
    state = shown_state(variants)
    same = (variant for variant in variants if variant.readings == first.readings)
    own = (variant for variant in variants if variant.state == state)
    return next(same, None) or next(own, variants[0])


def _measure(one: ClauseStanding) -> str:
    if any(isinstance(term, terms.Every) for term in one.clause.terms):
        return PER_PERIOD
    return LEVEL if any(duty.levels for variant in one.variants for duty in variant.duties) else IN_ALL


def _promised(standing: Standing, variant: Variant, measure: str) -> Iterator[Promised]:
    """Yield what was to be done by when; a duty without a day of its own counts from what called for it."""
    dated = [(when, duty) for duty in variant.duties if (when := _when(standing, duty)) is not None]
    total: float | None = 0.0
    for when, duty in sorted(dated, key=lambda each: each[0]):
        if measure != IN_ALL:
            yield Promised(when, duty.amount)
            continue
        total = None if total is None or duty.amount is None else total + duty.amount
        yield Promised(when, total)


def _when(standing: Standing, duty: Duty) -> int | None:
    if duty.due is not None:
        return duty.due.last
    cause = duty.label.removeprefix("for ") if duty.label.startswith("for ") else ""
    span = next((one.span for one in standing.taken[standing.account] if one.weighed.event.id == cause), None)
    return None if span is None else span.last


def _number(number: float | None) -> float | int | None:
    return None if number is None else number_data(number)
