"""What a run holds: the events of its log, and the state of every row in every world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from servanda.agreement import terms
from servanda.record import Deed
from servanda.standing.arrays import NEVER, Amounts, Times
from servanda.standing.plan import Plan, Row
from servanda.standing.stages import stages_of


@dataclass(frozen=True)
class Entry:
    """One event on the log, as every world takes it.

    Attributes:
        moment: when each world takes it, in seconds.
        first, last: between when it happened.
        clauses: the clauses it is about.
        quantity: how many of it, by world; nought where a world does not take it, inf without bound.
        parts: how many of each kind, by world.
        receivers: to whom it was done, where that is told.
        places: where, as they are compared.
        deed: what it is to its clauses: their act, the refusal of a right, or leave.
        in_percent: its quantity is in hundredths.
        has_twin: the same exchange is told in hundredths and in pieces; this is the one in pieces.
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
    receivers: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    deed: Deed = "act"
    in_percent: bool = False
    has_twin: bool = False
    total: bool = False


@dataclass(frozen=True)
class Counted:
    """An event as one row counts it."""

    entry: Entry
    quantity: Amounts


@dataclass
class Linked:
    """A duty that one event under another clause called for."""

    cause: str
    slug: str
    amount: Amounts
    begins: Times
    due_first: Times
    due_last: Times
    done: Amounts
    met_first: Times
    met_last: Times
    breaches: list[Counted] = field(default_factory=list)


@dataclass
class Credit:
    """What was given before any duty called for it."""

    slug: str
    amount: Amounts
    first: int
    last: int


@dataclass
class Mark:
    """A stage: so many in all, by world, and when they were reached."""

    needed: Amounts
    first: Times
    last: Times


@dataclass(frozen=True)
class Use:
    """A use of a power: what it sets going, when in every world, and by whom."""

    row: int
    term: terms.Then
    at: Times
    users: frozenset[str]


@dataclass
class Tally:
    """The running state of one row in every world.

    Attributes:
        sums: how much was done in all after each event that changed it.
    """

    done: Amounts
    marks: list[Mark]
    linked: list[Linked] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    breaches: list[Counted] = field(default_factory=list)
    refusals: list[Counted] = field(default_factory=list)
    totals: list[Counted] = field(default_factory=list)
    sums: list[Counted] = field(default_factory=list)

    def come_to(self, done: Amounts, entry: Entry) -> None:
        """Note how much is done in all, now that an event was taken."""
        self.done = done
        self.sums.append(Counted(entry, done))


class State:
    """All that a run has taken in so far.

    Attributes:
        uses: the uses of powers, in the order in which they happened.
        acts: when each act was taken as done, by its words; each time anew.
        deeds: the same, by who did it and its words.
        findings: when each body found that an act was done, each time anew.
        leaves: leave that was given, in the order in which it was.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.tallies = [
            Tally(np.zeros(plan.width), [self._mark(needed) for needed in needs(row)]) for row in plan.rows
        ]
        self.uses: list[Use] = []
        self.acts: dict[str, list[Times]] = {}
        self.deeds: dict[tuple[str, str], list[Times]] = {}
        self.findings: dict[tuple[str, str], list[Times]] = {}
        self.leaves: list[Entry] = []

    def met(self, row: Row) -> Times:
        """Return when a row was fulfilled: at the last moment it may have been on the least, at the first on the most.

        NEVER where it has not been, or cannot be known.
        """
        marks = self.tallies[row.index].marks
        if not marks:
            return self.never()
        when = np.where(row.is_most, marks[-1].first, marks[-1].last)
        return np.where(np.isfinite(marks[-1].needed), when, NEVER)

    def first_breach(self, clause: str) -> Times:
        """Return when a clause was first broken: a prohibition by an event, an obligation by what is said of it."""
        breaches = [c for row in self._rows(clause) for c in self.tallies[row.index].breaches]
        return np.minimum(self._first(breaches), self.plan.settled.broken.get(clause, self.never()))

    def first_done(self, clause: str) -> Times:
        """Return when anything was first done under a clause."""
        return self._first([c for row in self._rows(clause) for c in self.tallies[row.index].counted])

    def first_refused(self, clause: str) -> Times:
        """Return when a right was first refused."""
        return self._first([c for row in self._rows(clause) for c in self.tallies[row.index].refusals])

    def never(self) -> Times:
        """Return an array of times that do not come."""
        return np.full(self.plan.width, NEVER, dtype=np.int64)

    def _rows(self, clause: str) -> tuple[Row, ...]:
        return self.plan.by_clause.get(clause, ())

    def _first(self, counted: list[Counted]) -> Times:
        first = self.never()
        for one in counted:
            first = np.where(one.quantity > 0, np.minimum(first, one.entry.moment), first)
        return first

    def _mark(self, needed: Amounts) -> Mark:
        return Mark(needed, self.never(), self.never())


def needs(row: Row) -> list[Amounts]:
    """Return how many in all each stage of a row asks for, in order; inf where nobody published it."""
    if row.schedule not in ("stages", "allowed"):
        return []
    return [needed for needed, _ in stages_of(row.terms, row.whole)] or [row.whole]
