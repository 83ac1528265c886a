"""Where every clause stands, at a moment, as known at a moment, on every account. A pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from servanda.agreement import Agreement, Clause, Phase, terms
from servanda.clock import DayCount, Span
from servanda.record import (
    CAUTIOUS,
    GENEROUS,
    GROUNDS,
    MEDIATORS,
    Hearing,
    Report,
    Rule,
    Share,
    Sources,
    Taken,
    hear,
    names,
    take,
    take_by,
)
from servanda.standing import remark
from servanda.standing.duty import Bench, Duty, duties
from servanda.standing.log import run
from servanda.standing.plan import NEVER, Plan, compile_plan
from servanda.standing.remark import Remark
from servanda.standing.step import State
from servanda.standing.worlds import Dependence, combinations, dependences, point_of, readings_at, worlds


class UnknownAccount(ValueError):
    """No account has this name. Its message lists those that there are."""


@dataclass(frozen=True)
class Progress:
    """How much is done, due by now, and asked for in all; None is unknown or unbounded."""

    done: Share
    due: float | None
    of: float | None


@dataclass(frozen=True)
class Next:
    """What is due next: how many more, and by when in seconds."""

    quantity: float | None
    by: int


@dataclass(frozen=True)
class Variant:
    """A clause on one account, under one combination of the readings it depends on.

    Attributes:
        readings: the reading taken at each point, by its name.
        most_state: the state on the most, where it differs from the least.
        violations: of a prohibition, how many, least and most.
    """

    readings: Mapping[str, str]
    state: str
    most_state: str
    progress: Progress
    next: Next | None
    duties: tuple[Duty, ...]
    remarks: tuple[Remark, ...]
    violations: Share

    @property
    def label(self) -> str:
        """The readings in words; blank where the clause has none."""
        return "; ".join(self.readings.values())

    @property
    def overdue(self) -> bool:
        """Whether a deadline has passed and nothing says that it was met."""
        return any(duty.overdue for duty in self.duties)


@dataclass(frozen=True)
class ClauseStanding:
    """A clause on the account asked for, with its state on every other.

    Attributes:
        accounts: its state on every account.
        variants: the account asked for, under each combination of readings.
        every: the variants of every account.
    """

    clause: Clause
    bearers: tuple[str, ...]
    state: str
    variants: tuple[Variant, ...]
    every: Mapping[str, tuple[Variant, ...]]
    remarks: tuple[Remark, ...]
    disputed: bool
    unsettled: bool

    @property
    def accounts(self) -> dict[str, str]:
        """The state on every account."""
        return {account: shown_state(variants) for account, variants in self.every.items()}

    @property
    def first(self) -> Variant:
        """The variant whose numbers are shown first."""
        return next((v for v in self.variants if v.state == self.state), self.variants[0])


@dataclass(frozen=True)
class PhaseStanding:
    """A phase: not started, in force or ended; with its state under each of its readings."""

    phase: Phase
    state: str
    day: int | None
    starts: int | None
    ends: int | None
    of_days: int | None
    readings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """Where an agreement stands."""

    agreement: Agreement
    at: int
    known: int | None
    account: str
    viewer: str | None
    phases: tuple[PhaseStanding, ...]
    clauses: tuple[ClauseStanding, ...]
    hearing: Hearing
    taken: Mapping[str, tuple[Taken, ...]]
    sources: Sources

    @cached_property
    def by_id(self) -> Mapping[str, ClauseStanding]:
        """The clauses by id."""
        return {standing.clause.id: standing for standing in self.clauses}

    def of(self, clause: str) -> ClauseStanding:
        """Return where one clause stands.

        Raises:
            KeyError: the agreement has no such clause, or the viewer may not see it.
        """
        return self.by_id[clause.removeprefix("#")]


def stand(
    agreement: Agreement,
    reports: Iterable[Report],
    sources: Sources,
    *,
    at: int,
    known: int | None = None,
    recorded: int | None = None,
    account: str = CAUTIOUS,
    viewer: str | None = None,
    rules: Mapping[str, Rule] | None = None,
) -> Standing:
    """Say where each clause stands at a moment.

    Only what was public by `known` is heard, so a later report never changes what was known then. Silence never makes
    a duty violated.

    Args:
        at, known, recorded: moments in seconds; with no `known`, every report is heard.
        account: one of the agreement's accounts, or one that `rules` defines.
        viewer: who asks; what they may not see leaves no trace.

    Raises:
        UnknownAccount: there is no such account.
    """
    hearing = hear(agreement, reports, sources, known=known, recorded=recorded, viewer=viewer)
    own = dict(rules or {})
    those = (*names(hearing.agreement), *own)
    if account not in those:
        raise UnknownAccount(f'there is no account "{account}"; there are {", ".join(those)}')
    taken = {name: take_by(hearing, own[name]) if name in own else take(hearing, name) for name in those}
    plan = compile_plan(hearing.agreement, worlds(hearing.agreement, those), at)
    state = run(plan, hearing, taken, at)
    judge = _Judge(hearing, plan, state, at, taken)
    return Standing(
        hearing.agreement, at, known, account, viewer,
        tuple(judge.phase(phase, account) for phase in hearing.agreement.phases.values()),
        tuple(judge.clause(clause, account) for clause in hearing.agreement.clauses.values()),
        hearing, taken, sources.seen_by(viewer),
    )  # fmt: skip


_GRAVITY = (
    "violated", "refused", "in force", "suspended", "available", "open", "not yet in force", "exercised", "lapsed",
    "terminated", "discharged", "kept", "fulfilled",
)  # fmt: skip
"""States from the one that needs attention most to the one that needs it least."""


def worst(states: Iterable[str]) -> str:
    """Return the state of a clause from those of its duties: the gravest that is there."""
    there = set(states)
    return next((state for state in _GRAVITY if state in there), "in force")


def shown_state(variants: tuple[Variant, ...]) -> str:
    """Return one state for a clause whose readings may differ.

    Where they differ, the clause is in force if it is so on any reading: until the parties settle what the words
    mean, it is neither kept nor broken for all. Else it is the state on the reading written first.
    """
    states = {variant.state for variant in variants}
    if len(states) > 1 and "in force" in states:
        return "in force"
    return variants[0].state


def merged(variants: Iterable[Variant], outcome: Callable[[Variant], object]) -> tuple[Variant, ...]:
    """Leave out the readings that make no difference: those whose choice changes no variant's outcome."""
    those = list(variants)
    for point in list(those[0].readings):
        groups: dict[tuple[tuple[str, str], ...], list[Variant]] = {}
        for variant in those:
            rest = {p: name for p, name in variant.readings.items() if p != point}
            groups.setdefault(tuple(rest.items()), []).append(replace(variant, readings=rest))
        if all(len({outcome(v) for v in group}) == 1 for group in groups.values()):
            those = [group[0] for group in groups.values()]
    return tuple(those)


def told_apart(variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
    """Return the variants that tell of different states: readings that only move a later deadline are left out."""
    return merged(variants, lambda v: (v.state, v.most_state, v.violations, v.remarks))


def _outcome(variant: Variant) -> tuple[object, ...]:
    return (
        variant.state,
        variant.most_state,
        variant.progress,
        variant.next,
        variant.duties,
        variant.remarks,
    )


class _Judge:
    """Puts together the standing of each clause and phase from one run."""

    def __init__(
        self, hearing: Hearing, plan: Plan, state: State, at: int, taken: Mapping[str, tuple[Taken, ...]]
    ) -> None:
        self.hearing, self.plan, self.state, self.at, self.taken = hearing, plan, state, at, taken
        self.agreement = hearing.agreement
        self.zone = self.agreement.title.zone
        self.dependences: dict[str, Dependence] = dependences(self.agreement)
        self.counts = readings_at(self.agreement)
        self.benches = {account: Bench(plan, state, hearing, account, at) for account in taken}

    def clause(self, clause: Clause, account: str) -> ClauseStanding:
        every = {name: self._variants(clause, name) for name in self.taken}
        variants = every[account]
        members = [*self.agreement.parties, *self.agreement.mediators, MEDIATORS]
        disputed = len({shown_state(every[name]) for name in members if name in every}) > 1 or self._differ(
            variants
        )
        unsettled = not disputed and shown_state(every[CAUTIOUS]) != shown_state(every[GENEROUS])
        return ClauseStanding(
            clause, self.agreement.bearers(clause), shown_state(variants), variants, every,
            tuple(self._remarks(clause, account, variants)), disputed, unsettled,
        )  # fmt: skip

    def phase(self, phase: Phase, account: str) -> PhaseStanding:
        bench = self.benches[account]
        starts, ends = bench.times.phase_start(phase.id), bench.times.phase_end(phase.id)
        planned = bench.times.phase_end(phase.id, planned=True)
        places = [
            (choice, self._world(account, "least", choice))
            for choice in self._choices(f"phase {phase.id}", account)
        ]
        states = {
            self._reading_names(choice): self._phase_state(int(starts[w]), int(ends[w]))
            for choice, w in places
        }
        shown = next(iter(states.values())) if len(set(states.values())) == 1 else "in force"
        world = next(
            w
            for choice, w in places
            if states[self._reading_names(choice)] == shown or shown not in states.values()
        )
        start, end = int(starts[world]), int(planned[world])
        is_on = start <= self.at
        days = DayCount(start, self.zone) if is_on else None
        return PhaseStanding(
            phase, shown, days.day_of(self.at) if days else None, start if start < NEVER else None,
            end if end < NEVER else None, days.day_of(end) if days and end < NEVER else None,
            states if len(set(states.values())) > 1 else {},
        )  # fmt: skip

    def _phase_state(self, start: int, end: int) -> str:
        if start > self.at:
            return "not started"
        return "in force" if self.at <= end else "ended"

    def _variants(self, clause: Clause, account: str) -> tuple[Variant, ...]:
        bench = self.benches[account]
        variants = (
            self._variant(bench, clause, choice) for choice in self._choices(point_of(clause), account)
        )
        return merged(variants, _outcome)

    def _variant(self, bench: Bench, clause: Clause, choice: Mapping[str, int]) -> Variant:
        least, most = self._world(bench.account, "least", choice), self._world(bench.account, "most", choice)
        rows = [row for row in self.plan.by_clause[clause.id] if row.mask[least]]
        those = tuple(duty for row in rows for duty in duties(bench, row, least, most))
        ended = self._ended(bench, clause, least)
        state = self._state(clause, [duty.state for duty in those], ended)
        most_state = self._state(clause, [duty.most_state for duty in those], ended)
        is_forbidden = clause.norm in ("must not", "should not")
        violations = _summed(duty.done for duty in those) if is_forbidden else Share(0, 0)
        remarks = [*remark.of_duties(those, self.zone, told=self._is_told(clause))]
        if ended is not None:
            remarks.insert(0, Remark("ended", f"ended on {remark.day(ended, self.zone)}"))
        return Variant(
            self._names_of(choice), state, most_state if most_state != state else "", self._progress(clause, those, least, most),
            None if ended or is_forbidden else self._next(those), those, tuple(remarks), violations,
        )  # fmt: skip

    def _state(self, clause: Clause, states: list[str], ended: int | None) -> str:
        if not states:
            return "terminated" if ended is not None else "in force"
        shown = worst(states)
        is_rate = any(isinstance(term, terms.Every) for term in clause.terms)
        if ended is not None and shown in ("in force", "fulfilled") and is_rate:
            return "terminated"
        return "in force" if is_rate and shown == "fulfilled" and ended is None else shown

    def _is_told(self, clause: Clause) -> bool:
        return any(r.stance in ("asserts", "declares") for r in self.hearing.about.get(clause.id, ()))

    def _ended(self, bench: Bench, clause: Clause, world: int) -> int | None:
        """Return when a clause without a deadline of its own stopped binding, if it has."""
        row = next(row for row in self.plan.by_clause[clause.id] if row.mask[world])
        if row.schedule not in ("rate", "linked", "heading"):
            return None
        end = int(bench.times.window(row.terms)[1][world])
        return end if end < self.at else None

    def _progress(self, clause: Clause, those: tuple[Duty, ...], least: int, most: int) -> Progress:
        rows = [row for row in self.plan.by_clause[clause.id] if row.mask[least]]
        if rows[0].schedule == "rate" and those:
            last = those[-1]
            return Progress(last.done, last.amount, last.amount)
        low = sum(float(self.state.tallies[row.index].done[least]) for row in rows)
        high = sum(float(self.state.tallies[row.index].done[most]) for row in rows)
        amount = rows[0].amount
        of = amount.number if amount is not None else None
        if amount is None and rows[0].schedule == "linked":
            amounts = [duty.amount for duty in those]
            of = None if None in amounts else float(sum(a for a in amounts if a is not None))
        if amount is None and rows[0].schedule == "stages":
            of = float(len(rows))
        due = [duty.amount for duty in those if duty.due is not None and duty.due.last <= self.at]
        total = (
            None if None in [duty.amount for duty in those] else float(sum(d for d in due if d is not None))
        )
        return Progress(Share(low, None if high == np.inf else high), total, of)

    def _next(self, those: tuple[Duty, ...]) -> Next | None:
        still = [
            duty for duty in those if duty.state == "in force" and duty.due is not None and not duty.overdue
        ]
        if not still:
            return None
        first = min(still, key=lambda duty: duty.due.last if duty.due else 0)
        assert first.due is not None
        quantity = None if first.amount is None else first.amount - first.done.least
        return Next(quantity, first.due.last)

    def _remarks(self, clause: Clause, account: str, variants: tuple[Variant, ...]) -> list[Remark]:
        telling = told_apart(variants)
        several = len(telling) > 1
        found: list[Remark] = []
        for variant in telling:
            for one in variant.remarks:
                mark = f"[{variant.label}] " if several and not _in_all(one, telling) else ""
                found.append(Remark(one.name, f"{mark}{one.text}", one.reports, one.weight))
        found += self._met(account, variants)
        found += self._undecided(clause, account)
        is_part = clause.part_of in self.agreement.clauses
        if clause.known == "unknown":
            found.append(Remark("unknown-term", "the text of this term was never published"))
        if several and self.dependences[point_of(clause)].one_at_a_time:
            found.append(
                Remark("one-at-a-time", "its readings are varied one at a time: too many to combine")
            )
        if not is_part:
            world = self._world(account, "least", self._choices(point_of(clause), account)[0])
            taken = frozenset(one.weighed.event.id for one in self.taken[account])
            found += remark.withheld(self.hearing, clause, self.at, self.zone)
            found += remark.totals_beside(self.hearing, self.state, clause, world, self.at, self.zone)
            found += remark.claims(self.hearing, clause, self.at, taken)
            found += remark.said(self.hearing, clause, self.at, self.zone)
        return sorted(dict.fromkeys(found), key=lambda one: one.weight)

    def _undecided(self, clause: Clause, account: str) -> Iterator[Remark]:
        for one in self.taken[account]:
            is_open = one.rule.startswith("undecided") and one.span.first <= self.at
            if is_open and any(self.hearing.matters.concerns(clause, r) for r in one.weighed.event.reports):
                yield Remark("undecided", one.rule)

    def _met(self, account: str, variants: tuple[Variant, ...]) -> Iterator[Remark]:
        """Say when a single duty was met, on which day of the agreement, and on what ground."""
        taken = {one.weighed.event.id: one for one in self.taken[account]}
        duties = dict.fromkeys(duty for variant in variants for duty in variant.duties)
        for duty in duties if len(duties) <= 2 else ():
            events = [taken[event] for event in duty.events if event in taken]
            if duty.met is None or duty.state != "fulfilled" or not events:
                continue
            number = self.agreement.days.day_of(duty.met.last)
            completing = [one for one in events if one.span.last == duty.met.last]
            best = min(completing or events, key=lambda one: GROUNDS.index(one.weighed.ground))
            counted = f", day {number}" if number > 0 else ""
            when = f"met on {remark.day(duty.met.last, self.zone)}{counted}"
            yield Remark("met", f"{when}; {best.weighed.ground}: {best.rule}")

    def _differ(self, variants: tuple[Variant, ...]) -> bool:
        return (
            len({(v.state, v.violations, tuple(d.state for d in v.duties[-1:]), v.overdue) for v in variants})
            > 1
        )

    def _choices(self, point: str, account: str) -> list[dict[str, int]]:
        """Return the readings to vary for a point; a party's account keeps those it holds."""
        found = combinations(self.dependences[point], self.counts)
        held = {
            p: number
            for p in self.dependences[point].points
            if (number := self._held(p, account)) is not None
        }
        kept = [choice for choice in found if all(choice[p] == number for p, number in held.items())]
        return kept or found[:1]

    def _held(self, point: str, account: str) -> int | None:
        item = (
            self.agreement.phases.get(point.removeprefix("phase "))
            if point.startswith("phase ")
            else self.agreement.clauses[point]
        )
        for number, reading in enumerate(item.readings if item else ()):
            if account in reading.holders:
                return number
        return None

    def _world(self, account: str, side: str, choice: Mapping[str, int]) -> int:
        return next(
            place
            for place, world in enumerate(self.plan.worlds)
            if world.account == account
            and world.side == side
            and all(world.choice[p] == n for p, n in choice.items())
        )

    def _names_of(self, choice: Mapping[str, int]) -> dict[str, str]:
        found = {}
        for point, number in choice.items():
            item = (
                self.agreement.phases.get(point.removeprefix("phase "))
                if point.startswith("phase ")
                else self.agreement.clauses[point]
            )
            assert item is not None
            found[point] = item.readings[number].name
        return found

    def _reading_names(self, choice: Mapping[str, int]) -> str:
        return "; ".join(self._names_of(choice).values())


def _in_all(one: Remark, variants: tuple[Variant, ...]) -> bool:
    return all(one in variant.remarks for variant in variants)


def _summed(shares: Iterable[Share]) -> Share:
    those = list(shares)
    mosts = [share.most for share in those]
    return Share(
        sum(s.least for s in those), None if None in mosts else sum(m for m in mosts if m is not None)
    )


__all__ = [
    "ClauseStanding", "Next", "PhaseStanding", "Progress", "Span", "Standing", "UnknownAccount", "Variant",
    "shown_state", "stand", "told_apart", "worst",
]  # fmt: skip
