"""A draft: what stands above the item that is being written, and so what it may name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from servanda.agreement import model, terms
from tests.generated.vocabulary import MONITOR, PARTIES


@dataclass(frozen=True)
class Draft:
    """What has been written so far.

    Attributes:
        last: the last day that may be named: where the item lies in a phase, the phase's own.
        hides: whether the item is seen by some only; all others name nothing hidden.
    """

    mediators: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    phases: tuple[model.Phase, ...] = ()
    lists: tuple[model.Listing, ...] = ()
    links: tuple[model.Link, ...] = ()
    instruments: tuple[model.Instrument, ...] = ()
    all_clauses: tuple[model.Clause, ...] = ()
    last: int = 60
    hides: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody who is declared to take part."""
        return (*PARTIES, *self.mediators, MONITOR, *self.extras)

    @property
    def sealed(self) -> tuple[str, ...]:
        """The ids of the instruments that only some may see."""
        return tuple(one.id for one in self.instruments if one.seen_by)

    @property
    def clauses(self) -> tuple[model.Clause, ...]:
        """The clauses and headings that may be named."""
        return tuple(one for one in self.all_clauses if self.hides or one.part_of not in self.sealed)

    @property
    def clause_ids(self) -> tuple[str, ...]:
        """The ids of what may be named."""
        return tuple(clause.id for clause in self.clauses)

    @property
    def phase_ids(self) -> tuple[str, ...]:
        """The ids of the phases."""
        return tuple(phase.id for phase in self.phases)

    @property
    def duties(self) -> tuple[model.Clause, ...]:
        """The duties that may be named."""
        return tuple(one for one in self.clauses if one.norm in ("must", "should") and not one.heading)

    @property
    def headings(self) -> tuple[model.Clause, ...]:
        """The headings that may be named."""
        return tuple(clause for clause in self.clauses if clause.heading)

    def states(self) -> tuple[terms.StateIs, ...]:
        """Return every state that something above can be known to reach."""
        return tuple(terms.StateIs(one.id, state) for one in self.clauses for state in _reachable(one))

    def within(self, phase: str) -> Draft:
        """Return the draft for an item that lies in a phase."""
        lasts = next(
            (t.length.count for p in self.phases if p.id == phase for t in p.terms
             if isinstance(t, terms.Lasting) and t.length.unit == "day"),
            self.last,
        )  # fmt: skip
        return replace(self, last=min(self.last, lasts))

    def with_clause(self, clause: model.Clause) -> Draft:
        """Return the draft with one more clause, or with another in place of the one of its id."""
        others = tuple(one for one in self.all_clauses if one.id != clause.id)
        return replace(self, all_clauses=tuple(sorted((*others, clause), key=lambda one: one.id)))

    def above(self, clause: model.Clause) -> Draft:
        """Return the draft as it was before a clause."""
        return replace(self, all_clauses=tuple(one for one in self.all_clauses if one.id < clause.id))


def _reachable(clause: model.Clause) -> Iterator[terms.State]:
    is_forbidden = clause.norm in ("must not", "should not")
    if clause.norm != "may" and not clause.heading:
        yield "violated"
    if clause.norm == "may":
        yield "refused"
    if not is_forbidden:
        yield "exercised"
        yield "begun"
        yield "overdue"
    slots = {term.slot for term in clause.terms}
    if not (is_forbidden or clause.heading or slots & {"each", "answers", "period"}):
        yield "fulfilled"
