"""The plan: an agreement compiled for the worlds axis.

A clause becomes one row for each bearer, each reading, and each set of amendments that is in force somewhere; a row
binds in the worlds of its mask.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from servanda.agreement import Agreement, Clause, Reading
from servanda.agreement import terms as language
from servanda.record import act_key
from servanda.standing.amending import Form, forms, list_number, since_of
from servanda.standing.arrays import Amounts, Mask, Times
from servanda.standing.settled import Settled
from servanda.standing.stages import is_counted_in_percent, laid_out, whole_of
from servanda.standing.worlds import World

Schedule = Literal["heading", "forbidden", "stages", "linked", "rate", "allowed", "level"]


@dataclass(frozen=True)
class Row:
    """One clause for one bearer, or for all of a joint act, in one form of its text.

    Attributes:
        mask: the worlds in which it binds.
        first_terms: the terms before any amendment.
        whole: how many it asks for in all, by world: in pieces, or in percent; inf where nobody published it.
        is_most: the worlds that are an account's most.
        base: how many 100 % are, by world; nan where that is not known, None where nothing is a share.
        in_percent: it is counted in hundredths of its base.
    """

    index: int
    clause: Clause
    bearers: tuple[str, ...]
    reading: Reading | None
    terms: tuple[language.Term, ...]
    first_terms: tuple[language.Term, ...]
    mask: Mask
    schedule: Schedule
    whole: Amounts
    is_most: Mask
    base: Amounts | None = None
    in_percent: bool = False

    def every(self, slot: str) -> list[language.Term]:
        """Return the terms in a slot."""
        return [term for term in self.terms if term.slot == slot]

    @cached_property
    def amount(self) -> language.Amount | None:
        """How many of what, where the clause counts."""
        return next((term for term in self.terms if isinstance(term, language.Amount)), None)

    @cached_property
    def link(self) -> language.EachLink | language.Answers | None:
        """The clause whose every event calls for a duty here."""
        return next(
            (term for term in self.terms if isinstance(term, language.EachLink | language.Answers)), None
        )

    @cached_property
    def takes_over(self) -> str | None:
        """The clause in whose place it binds."""
        return next((term.clause for term in self.terms if isinstance(term, language.InPlaceOf)), None)

    @cached_property
    def actors(self) -> frozenset[str]:
        """Whose acts count here: the bearers, and those they answer for."""
        others = (term.names for term in self.terms if isinstance(term, language.AnswersFor))
        return frozenset(self.bearers).union(*others)

    @cached_property
    def only_kinds(self) -> tuple[str, ...]:
        """The only kinds that count here, as they are compared; empty where all do."""
        return tuple(act_key(k) for t in self.terms if isinstance(t, language.CountingOnly) for k in t.kinds)

    @cached_property
    def worth(self) -> dict[str, float]:
        """How many one of a kind counts for, where that is not one."""
        return {act_key(t.kind): t.number for t in self.terms if isinstance(t, language.CountingAs)}

    @cached_property
    def excepted(self) -> frozenset[str]:
        """The kinds that are not forbidden, as they are compared."""
        return frozenset(act_key(k) for t in self.terms if isinstance(t, language.Except) for k in t.kinds)


@dataclass(frozen=True)
class Other:
    """Another agreement, as the accounts of this one see it: when it started and ended, by account.

    A moment that has not come is missing.
    """

    starts: Mapping[str, int]
    ends: Mapping[str, int]


@dataclass(frozen=True)
class Plan:
    """An agreement, or a part of it that hangs on nothing else, compiled for some worlds.

    Attributes:
        by_clause: the rows of each clause that is compiled.
        phases: the forms of each phase's text, with the worlds of each.
        others: the other agreements that are at hand, by id.
    """

    agreement: Agreement
    worlds: tuple[World, ...]
    rows: tuple[Row, ...]
    by_clause: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    phases: Mapping[str, tuple[Form, ...]] = field(default_factory=dict)
    settled: Settled = field(default_factory=Settled)
    others: Mapping[str, Other] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """How many worlds there are."""
        return len(self.worlds)


def compile_plan(
    agreement: Agreement,
    worlds: Sequence[World],
    at: int,
    settled: Settled | None = None,
    others: Mapping[str, Other] | None = None,
    only: Container[str] | None = None,
) -> Plan:
    """Compile an agreement, with its amendments that are in force at a moment.

    Args:
        only: the clauses to compile, by id; all where none are named. They must hang on no other clause.
    """
    settled = settled or Settled()
    since = since_of(agreement, worlds, settled)
    numbers = {name: list_number(agreement, name, since, at, len(worlds)) for name in agreement.lists}
    is_most = np.array([world.side == "most" for world in worlds], dtype=np.bool_)
    rows: list[Row] = []
    those = [clause for clause in agreement.clauses.values() if only is None or clause.id in only]
    for clause in those:
        bearers = agreement.bearers(clause)
        groups = [bearers] if clause.jointly or clause.heading else [(name,) for name in bearers]
        for form in forms(agreement, clause, worlds, since, at):
            for group in groups:
                rows.append(_row(agreement, len(rows), clause, group, form, settled, numbers, is_most))
    by_clause: dict[str, tuple[Row, ...]] = {clause.id: () for clause in those}
    for row in rows:
        by_clause[row.clause.id] += (row,)
    phases = {phase.id: forms(agreement, phase, worlds, since, at) for phase in agreement.phases.values()}
    return Plan(agreement, tuple(worlds), tuple(rows), by_clause, phases, settled, others or {})


def _row(
    agreement: Agreement, index: int, clause: Clause, bearers: tuple[str, ...], form: Form, settled: Settled,
    lists: Mapping[str, Amounts], is_most: Mask,
) -> Row:  # fmt: skip
    base = _base(form.terms, bearers, settled, lists, form.mask)
    whole = whole_of(form.terms, base, len(form.mask))
    those, first = laid_out(agreement, form.terms), laid_out(agreement, form.first_terms)
    return Row(
        index, clause, bearers, form.reading, those, first, form.mask, _schedule(clause, those),
        whole, is_most, base, is_counted_in_percent(form.terms, base),
    )  # fmt: skip


def _base(
    those: tuple[language.Term, ...], bearers: tuple[str, ...], settled: Settled, lists: Mapping[str, Amounts], mask: Mask
) -> Amounts | None:  # fmt: skip
    unknown = np.full(len(mask), np.nan)
    for term in those:
        match term:
            case language.Base(what) | language.Listed(what):
                if what in lists:
                    return lists[what]
                own = bearers[0] if len(bearers) == 1 else ""
                bases = settled.bases
                return bases.get((what, own), bases.get((what, ""), unknown))
            case _:
                pass
    is_share = any(getattr(term, "percent", False) or getattr(term, "form", "") == "all" for term in those)
    return unknown if is_share else None


def _schedule(clause: Clause, those: tuple[language.Term, ...]) -> Schedule:
    slots = {term.slot for term in those}
    if clause.heading:
        return "heading"
    if clause.norm in ("must not", "should not"):
        return "forbidden"
    if clause.norm == "may":
        return "allowed"
    amount = next((term for term in those if isinstance(term, language.Amount)), None)
    if "throughout" in slots and amount is not None and amount.form in ("at least", "at most"):
        return "level"
    if slots & {"each", "answers"}:
        return "linked"
    return "rate" if "period" in slots else "stages"


__all__ = ["Other", "Plan", "Row", "Schedule", "Times", "compile_plan"]
