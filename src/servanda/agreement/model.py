"""What an agreement is made of: passages of prose, and the items of the blocks beside them.

Everything here is a frozen value. A `Spot` says where a thing was written; it takes no part in equality,
so that two agreements are equal when they say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from servanda.agreement.terms import (
    AnswersFor,
    Base,
    Condition,
    If,
    Term,
    Then,
    Time,
    conditions_in,
    in_order,
)
from servanda.clock import DayCount, Length

Role = Literal["party", "mediator", "guarantor", "monitor", "non-signatory"]
Norm = Literal["must", "must not", "may", "should", "should not"]
Knowledge = Literal["seen", "described", "reported", "unknown"]


@dataclass(frozen=True)
class Spot:
    """Where something stands in the file: its line from 1, and the line's own text."""

    line: int
    text: str


NOWHERE = Spot(0, "")


@dataclass(frozen=True)
class Title:
    """The head of the agreement: its id, name, moment of entry into force, zone and way of counting.

    Attributes:
        entry: the moment of entry into force, in seconds; None while it has not been written.
        first_day_is_entry: day 1 is the day of entry; else the day after it.
        inclusive: "within n days" counts the last day whole.
    """

    id: str
    name: str
    entry: int | None = None
    zone: str = "UTC"
    first_day_is_entry: bool = True
    inclusive: bool = True
    spot: Spot = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Part:
    """One line that names who takes part, in one role."""

    role: Role
    names: tuple[str, ...]
    spot: Spot = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Area:
    """The area the agreement is about: places so named are wide and hold every other place."""

    names: tuple[str, ...]
    spot: Spot = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Place:
    """Places that lie in a wider one."""

    names: tuple[str, ...]
    inside: str
    spot: Spot = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Definition:
    """A word of the text and its meaning; None where the text leaves it open."""

    word: str
    meaning: str | None
    spot: Spot = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Listing:
    """A map, list or annex that clauses refer to.

    Attributes:
        content: what it says; None where it was never published.
        number: how many are on it, where that is told.
    """

    id: str
    content: str | None
    may_change: bool = False
    number: float | None = None
    spot: Spot = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Instrument:
    """A text of its own, such as a side letter: it binds, and is visible to, only those it names.

    Attributes:
        seen_by: who may see it; empty where everyone may.
        since: from when its clauses are in force; None for the agreement's own entry.
    """

    id: str
    name: str
    binds: tuple[str, ...]
    seen_by: tuple[str, ...] = ()
    since: Time | None = None
    spot: Spot = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Replaced:
    """One time, number or length of a clause, phase or list becomes another."""

    old: Time | Length | float
    new: Time | Length | float


@dataclass(frozen=True)
class Restated:
    """Terms that take the place of those of their slots."""

    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Relisted:
    """A list says something else; None where it is not published."""

    content: str | None
    number: float | None = None


@dataclass(frozen=True)
class Change:
    """What an amendment changes in one clause, list or phase."""

    target: str
    what: Replaced | Restated | Relisted
    of_phase: bool = False
    spot: Spot = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Amendment:
    """Changes in force from a time; what was written first is kept.

    Attributes:
        announced_by: who made it known.
        held_by: who says that it changes the text; empty where nobody disputes that.
    """

    id: str
    since: Time
    announced_by: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    spot: Spot = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Link:
    """How another agreement hangs together with this one."""

    id: str
    name: str
    relation: str
    spot: Spot = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Reading:
    """One of several meanings of the same words.

    Attributes:
        holders: who holds it; empty where only outlets tell it.
        terms: what it puts in place of the clause's own terms; empty for "as written".
    """

    name: str
    holders: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    spot: Spot = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Phase:
    """A stretch of the agreement with a clock, an entry condition and an end."""

    id: str
    terms: tuple[Term, ...]
    opens_when: Condition | None = None
    readings: tuple[Reading, ...] = ()
    spot: Spot = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Clause:
    """One norm: who must, must not, may or should do what.

    Attributes:
        bearers: who bears it; ("each party",) stands for all the parties.
        jointly: one act of all the bearers, not one of each.
        act: the words of the act, without its number, such as "release hostages".
        heading: it only sums the clauses that are part of it.
        terms: when, how many, under what conditions.
        part_of: the heading or instrument it belongs to.
        known: how the term itself is known: its text was seen, described, reported, or never published.
    """

    id: str
    bearers: tuple[str, ...]
    norm: Norm
    act: str
    terms: tuple[Term, ...] = ()
    jointly: bool = False
    heading: bool = False
    readings: tuple[Reading, ...] = ()
    part_of: str | None = None
    known: Knowledge = "seen"
    spot: Spot = field(default=NOWHERE, compare=False, repr=False)

    @property
    def is_right(self) -> bool:
        """Whether it is a permission, which may be refused; a power, which says what its use does, is not."""
        return self.norm == "may" and not any(isinstance(term, Then) for term in self.terms)

    def under(self, reading: Reading) -> tuple[Term, ...]:
        """Return the terms as one reading has them: its own in place of those of the same kind."""
        return replaced(self.terms, reading.terms)


def replaced(terms: tuple[Term, ...], by: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return `terms` with each of `by` in place of those of its kind."""
    kinds = {term.slot for term in by}
    return in_order(tuple(term for term in terms if term.slot not in kinds) + by)


def terms_of(item: Clause | Phase) -> tuple[Term, ...]:
    """Return the terms of a clause or phase, and those of its readings."""
    return (*item.terms, *(term for reading in item.readings for term in reading.terms))


def conditions_of(item: Clause | Phase) -> tuple[Condition, ...]:
    """Return every condition that a clause or phase waits for, and every condition inside one."""
    whole = [term.condition for term in terms_of(item) if isinstance(term, If)]
    whole += [term.unless for term in terms_of(item) if isinstance(term, Then) and term.unless is not None]
    if isinstance(item, Phase) and item.opens_when is not None:
        whole.append(item.opens_when)
    return tuple(one for condition in whole for one in conditions_in(condition))


Item = (
    Title | Part | Area | Place | Definition | Listing | Instrument | Amendment | Link | Phase | Clause
)  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """A stretch of prose, and the items of the block after it (none for the last)."""

    prose: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Agreement:
    """One text and its clauses."""

    passages: tuple[Passage, ...]

    @cached_property
    def title(self) -> Title:
        """The head of the agreement; an unnamed one where the text has none."""
        return next((item for item in self._items() if isinstance(item, Title)), Title("agreement", ""))

    @cached_property
    def phases(self) -> Mapping[str, Phase]:
        """The phases by id, in the order written."""
        return {item.id: item for item in self._items() if isinstance(item, Phase)}

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """The clauses and headings by id, in the order written."""
        return {item.id: item for item in self._items() if isinstance(item, Clause)}

    @cached_property
    def termed(self) -> tuple[Phase | Clause, ...]:
        """All that has terms: the phases, then the clauses."""
        return (*self.phases.values(), *self.clauses.values())

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition that a phase or clause waits for, in any of its readings."""
        return tuple(one for item in self.termed for one in conditions_of(item))

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """What the percentages of clauses are of, by id."""
        every = (term for clause in self.clauses.values() for term in terms_of(clause))
        return tuple(dict.fromkeys(term.id for term in every if isinstance(term, Base)))

    @cached_property
    def instruments(self) -> Mapping[str, Instrument]:
        """The instruments beside the main text, by id."""
        return {item.id: item for item in self._items() if isinstance(item, Instrument)}

    @cached_property
    def places(self) -> Mapping[str, str]:
        """For each place that lies in a wider one, that one."""
        return {name: item.inside for item in self._items() if isinstance(item, Place) for name in item.names}

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """The words that the text defines, or leaves open."""
        return tuple(item for item in self._items() if isinstance(item, Definition))

    @cached_property
    def amendments(self) -> tuple[Amendment, ...]:
        """The amendments, in the order written."""
        return tuple(item for item in self._items() if isinstance(item, Amendment))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links to other agreements."""
        return tuple(item for item in self._items() if isinstance(item, Link))

    @cached_property
    def lists(self) -> Mapping[str, Listing]:
        """The maps, lists and annexes by id."""
        return {item.id: item for item in self._items() if isinstance(item, Listing)}

    @cached_property
    def area(self) -> frozenset[str]:
        """The names of the area the agreement is about."""
        return frozenset(n for item in self._items() if isinstance(item, Area) for n in item.names)

    def taking(self, *roles: Role) -> tuple[str, ...]:
        """Return the names of those who take part in one of `roles`, in the order written."""
        names = [
            n for item in self._items() if isinstance(item, Part) and item.role in roles for n in item.names
        ]
        return tuple(dict.fromkeys(names))

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The parties."""
        return self.taking("party")

    @cached_property
    def mediators(self) -> tuple[str, ...]:
        """The mediators and guarantors."""
        return self.taking("mediator", "guarantor")

    @cached_property
    def days(self) -> DayCount:
        """The day count of the agreement, from its entry into force."""
        head = self.title
        return DayCount(head.entry or 0, head.zone, head.first_day_is_entry)

    def bearers(self, clause: Clause) -> tuple[str, ...]:
        """Return who bears a clause, with "each party" spelt out."""
        return (self.parties or clause.bearers) if clause.bearers == ("each party",) else clause.bearers

    def actors(self, clause: Clause) -> frozenset[str]:
        """Return whose acts count under a clause: its bearers, and those they answer for."""
        others = (term.names for term in terms_of(clause) if isinstance(term, AnswersFor))
        return frozenset(self.bearers(clause)).union(*others)

    def parts(self, heading: str) -> tuple[Clause, ...]:
        """Return the clauses that a heading sums."""
        return self._parts.get(heading, ())

    @cached_property
    def _parts(self) -> Mapping[str, tuple[Clause, ...]]:
        found: dict[str, list[Clause]] = {}
        for clause in self.clauses.values():
            if clause.part_of is not None:
                found.setdefault(clause.part_of, []).append(clause)
        return {heading: tuple(clauses) for heading, clauses in found.items()}

    def seen_by(self, viewer: str | None) -> Agreement:
        """Return the agreement without what `viewer` may not see; with none, only what is public."""
        hidden = {i.id for i in self.instruments.values() if i.seen_by and viewer not in i.seen_by}
        if not hidden:
            return self
        gone = hidden | {clause.id for clause in self.clauses.values() if clause.part_of in hidden}
        return Agreement(tuple(_without(passage, gone) for passage in self.passages))

    def _items(self) -> Iterator[Item]:
        for passage in self.passages:
            yield from passage.items


def _without(passage: Passage, gone: set[str]) -> Passage:
    """Return a passage without some of its items; without its prose too where nothing of it is left."""
    left = tuple(item for item in passage.items if getattr(item, "id", None) not in gone)
    return Passage("" if passage.items and not left else passage.prose, left)
