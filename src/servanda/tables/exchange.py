"""The exchange: what was promised against what was delivered, kind by kind, on every account from least to most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.agreement import Clause, terms
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
    told_one_by_one,
)

FIELDS = ("clause", "bearers", "kind", "account", "reading", "when", "least", "most", "of")

PER_PERIOD, LEVEL, IN_ALL = "in each period", "level", "in all"
"""What the figures of a clause are: of each period by itself, of a state at a time, or of all so far."""

PROMISED, ALLOWED, BOUND = "promised", "allowed", "bound"
"""What the numbers of a clause are: owed, the most that may be done, or what a level is to be kept by."""


@dataclass(frozen=True)
class Promise:
    """How many were to be done by a moment, in seconds: in all, or in that period; None where that is not known."""

    by: int
    amount: float | None


@dataclass(frozen=True)
class Traded:
    """What one clause promises and what was delivered under it.

    Attributes:
        unit: what is counted, in the words of the agreement.
        part_of: the heading that it is a part of, by its id; blank where it is of none.
        bearers: whose figures these are: all who bear it, or, of what does not add up over them, one of them.
        measure: what its figures are of: PER_PERIOD, LEVEL or IN_ALL.
        kind: what its numbers are: PROMISED, ALLOWED or BOUND.
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
    kind: str
    in_percent: bool
    of: float | None
    promised: tuple[Promise, ...]
    delivered: Mapping[str, tuple[Reached, ...]]
    readings: Mapping[str, str]

    def done(self, account: str) -> Share:
        """Return how much is done on an account at the moment asked."""
        points = self.delivered[account]
        return points[-1].done if points else Share(0, None if self.measure == LEVEL else 0)


@dataclass(frozen=True)
class Exchange:
    """What was promised and delivered under every clause that counts, from the start of the agreement to a moment.

    A clause stands here once for each bearer, where what is counted by the period or told as a level does not add up.
    """

    at: int
    zone: str
    account: str
    since: int
    clauses: tuple[Traded, ...]


def exchange(standing: Standing) -> Exchange:
    """Lay what was promised against what was delivered, for every clause that counts."""
    those = tuple(each for one in standing.clauses if counts(one) for each in _traded(standing, one))
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


def is_level(clause: Clause) -> bool:
    """Say whether a clause asks for a level to be kept all the time."""
    amount = next((term for term in clause.terms if isinstance(term, terms.Amount)), None)
    is_kept = any(isinstance(term, terms.Throughout) for term in clause.terms)
    return (
        is_kept
        and amount is not None
        and amount.form in ("at least", "at most")
        and clause.norm in ("must", "should")
    )


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
                "measure": one.measure, "kind": one.kind, "in_percent": one.in_percent, "of": _number(one.of),
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
        of, bearers = _number(one.of), " and ".join(one.bearers)
        own = one.readings[found.account]
        for promise in one.promised:
            when, amount = moment_text(promise.by, found.zone), _number(promise.amount)
            yield (one.clause, bearers, one.kind, found.account, own, when, amount, amount, of)
        for account, points in one.delivered.items():
            about = (one.clause, bearers, "delivered", account, one.readings[account])
            for point in points:
                yield (*about, moment_text(point.at, found.zone), *share_data(point.done), of)


def _traded(standing: Standing, one: ClauseStanding) -> Iterator[Traded]:
    """Yield what a clause promises: once, or for each of its bearers where their figures do not add up."""
    measure = _measure(one.clause)
    each = dict.fromkeys(duty.bearers for duty in one.first.duties) if measure != IN_ALL else ()
    for bearers in each or (one.bearers,):
        yield _of_bearers(standing, one, bearers, measure)


def _of_bearers(standing: Standing, one: ClauseStanding, bearers: tuple[str, ...], measure: str) -> Traded:
    amount = next((term for term in one.clause.terms if isinstance(term, terms.Amount)), None)
    is_by_reading = len({(variant.history, variant.progress.of) for variant in one.variants}) > 1
    shown = {account: _shown(variants, one.first) for account, variants in one.every.items()}
    own = [duty for duty in one.first.duties if measure == IN_ALL or duty.bearers == bearers]
    return Traded(
        one.clause.id, one.clause.act, amount.unit if amount is not None else "", one.clause.part_of or "", bearers, measure,
        _kind(one.clause, measure), one.first.progress.in_percent,
        one.first.progress.of if measure == IN_ALL or not own else own[-1].amount, tuple(_promised(standing, own, measure)),
        {account: _delivered(standing, variant, bearers, measure) for account, variant in shown.items()},
        {a: _reading(standing, one, a, variant) if is_by_reading else "" for a, variant in shown.items()},
    )  # fmt: skip


def _delivered(
    standing: Standing, variant: Variant, bearers: tuple[str, ...], measure: str
) -> tuple[Reached, ...]:
    if measure == IN_ALL:
        return variant.history
    own = [duty for duty in variant.duties if duty.bearers == bearers]
    return told_one_by_one(own, standing.at, is_level=measure == LEVEL)


def _kind(clause: Clause, measure: str) -> str:
    if clause.norm == "may":
        return ALLOWED
    return BOUND if measure == LEVEL else PROMISED


def _reading(standing: Standing, one: ClauseStanding, account: str, variant: Variant) -> str:
    """Return the readings that an account's figures are told under: those of its variant, or else those that it holds."""
    found = []
    for point in one.first.readings:
        phase = standing.agreement.phases.get(point.removeprefix("phase "))
        readings = one.clause.readings if phase is None else phase.readings
        held = next((reading.name for reading in readings if account in reading.holders), "")
        found.append(variant.readings.get(point, held))
    return "; ".join(filter(None, found))


def _shown(variants: tuple[Variant, ...], first: Variant) -> Variant:
    """Return the variant under the readings that are shown first, or else the one that an account has first."""
    state = shown_state(variants)
    same = (variant for variant in variants if variant.readings == first.readings)
    own = (variant for variant in variants if variant.state == state)
    return next(same, None) or next(own, variants[0])


def _measure(clause: Clause) -> str:
    if is_level(clause):
        return LEVEL
    return PER_PERIOD if any(isinstance(term, terms.Every) for term in clause.terms) else IN_ALL


def _promised(standing: Standing, own: Sequence[Duty], measure: str) -> Iterator[Promise]:
    """Yield what was to be done by when; a duty without a day of its own counts from what called for it."""
    dated = [(when, duty) for duty in own if (when := _when(standing, duty)) is not None]
    total: float | None = 0.0
    for when, duty in sorted(dated, key=lambda each: each[0]):
        if measure != IN_ALL:
            yield Promise(when, duty.amount)
            continue
        total = None if total is None or duty.amount is None else total + duty.amount
        yield Promise(when, total)


def _when(standing: Standing, duty: Duty) -> int | None:
    if duty.due is not None:
        return duty.due.last
    cause = duty.label.removeprefix("for ") if duty.label.startswith("for ") else ""
    span = next((one.span for one in standing.taken[standing.account] if one.weighed.event.id == cause), None)
    return None if span is None else span.last


def _number(number: float | None) -> float | int | None:
    return None if number is None else number_data(number)
