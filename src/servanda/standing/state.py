"""What a run holds: the events of its log, and the state of every row in every world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from servanda.agreement import terms
from servanda.clock import Length
from servanda.standing.plan import NEVER, Amounts, Mask, Plan, Row, Times


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

    def __init__(self, plan: Plan, broken: Mapping[str, Times] | None = None) -> None:
        self.plan = plan
        self.broken = dict(broken or {})
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
        """Return when a clause was first broken: a prohibition by an event, an obligation by what is said of it."""
        breaches = [c for row in plan.by_clause.get(clause, ()) for c in self.tallies[row.index].breaches]
        return np.minimum(self._first(breaches), self.broken.get(clause, self.never()))

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
