"""The plan: an agreement compiled for the worlds axis.

A clause becomes one row for each bearer and each reading; a row binds in the worlds of its mask. Every time of the
text is resolved to an array of seconds, one for each world, from what has happened so far.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from servanda.agreement import Agreement, Clause, Reading, Replaced
from servanda.agreement import terms as language
from servanda.clock import parse_span
from servanda.record import act_key
from servanda.standing.worlds import World

Times = NDArray[np.int64]
Amounts = NDArray[np.float64]
Mask = NDArray[np.bool_]
Schedule = Literal["heading", "forbidden", "stages", "linked", "rate", "allowed"]

NEVER = np.int64(2**62)
"""A time that does not come, or was never published."""
START = np.int64(-(2**62))
"""A time before all others."""


@dataclass(frozen=True)
class Row:
    """One clause for one bearer, or for all of a joint act, under one reading.

    Attributes:
        mask: the worlds in which it binds.
        first_terms: the terms before any amendment.
    """

    index: int
    clause: Clause
    bearers: tuple[str, ...]
    reading: Reading | None
    terms: tuple[language.Term, ...]
    first_terms: tuple[language.Term, ...]
    mask: Mask
    schedule: Schedule

    def every(self, slot: str) -> list[language.Term]:
        """Return the terms in a slot."""
        return [term for term in self.terms if term.slot == slot]

    @property
    def amount(self) -> language.Amount | None:
        """How many of what, where the clause counts."""
        return next((term for term in self.terms if isinstance(term, language.Amount)), None)

    @property
    def link(self) -> language.EachLink | language.Answers | None:
        """The clause whose every event calls for a duty here."""
        return next(
            (term for term in self.terms if isinstance(term, language.EachLink | language.Answers)), None
        )

    @property
    def only_kinds(self) -> tuple[str, ...]:
        """The only kinds that count here, as they are compared; empty where all do."""
        return tuple(act_key(k) for t in self.terms if isinstance(t, language.CountingOnly) for k in t.kinds)

    @property
    def excepted(self) -> frozenset[str]:
        """The kinds that are not forbidden, as they are compared."""
        return frozenset(act_key(k) for t in self.terms if isinstance(t, language.Except) for k in t.kinds)


@dataclass(frozen=True)
class Plan:
    """An agreement compiled for some worlds."""

    agreement: Agreement
    worlds: tuple[World, ...]
    rows: tuple[Row, ...]
    by_clause: dict[str, tuple[Row, ...]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """How many worlds there are."""
        return len(self.worlds)


def compile_plan(agreement: Agreement, worlds: Sequence[World], at: int) -> Plan:
    """Compile an agreement, with its amendments that are in force at a moment."""
    rows: list[Row] = []
    for clause in agreement.clauses.values():
        bearers = agreement.bearers(clause)
        groups = [bearers] if clause.jointly or clause.heading else [(name,) for name in bearers]
        readings: list[Reading | None] = [*clause.readings] or [None]
        for number, reading in enumerate(readings):
            mask = np.array([world.choice.get(clause.id, 0) == number for world in worlds], dtype=np.bool_)
            first = clause.under(reading) if reading else clause.terms
            now = amended(agreement, clause, first, at)
            for group in groups:
                rows.append(Row(len(rows), clause, group, reading, now, first, mask, _schedule(clause, now)))
    by_clause = {
        clause: tuple(row for row in rows if row.clause.id == clause) for clause in agreement.clauses
    }
    return Plan(agreement, tuple(worlds), tuple(rows), by_clause)


def amended(
    agreement: Agreement, clause: Clause, those: tuple[language.Term, ...], at: int
) -> tuple[language.Term, ...]:
    """Return terms with the changes of every amendment in force at a moment."""
    for amendment in agreement.amendments:
        if _static(agreement, amendment.since) > at:
            continue
        for change in amendment.changes:
            what = change.what
            if change.target == clause.id and isinstance(what, Replaced):
                those = tuple(_changed(term, what.old, what.new) for term in those)
    return those


def _static(agreement: Agreement, time: language.Time) -> int:
    match time:
        case language.Date(text):
            return parse_span(text, agreement.title.zone).first
        case language.Day(number, None):
            return agreement.days.begins(number)
        case language.Entry():
            return agreement.title.entry or 0
        case _:
            return int(NEVER)


def _changed(term: language.Term, old: object, new: object) -> language.Term:
    cells = {f.name: getattr(term, f.name) for f in dataclasses.fields(term)}
    changes = {name: new for name, cell in cells.items() if cell == old and not isinstance(cell, bool)}
    return dataclasses.replace(term, **changes) if changes else term  # type: ignore[arg-type]


def _schedule(clause: Clause, those: tuple[language.Term, ...]) -> Schedule:
    slots = {term.slot for term in those}
    if clause.heading:
        return "heading"
    if clause.norm in ("must not", "should not"):
        return "forbidden"
    if clause.norm == "may":
        return "allowed"
    if slots & {"each", "answers"}:
        return "linked"
    return "rate" if "period" in slots else "stages"


__all__ = [
    "NEVER", "START", "Amounts", "Mask", "Plan", "Row", "Schedule", "Times", "amended", "compile_plan",
]  # fmt: skip
