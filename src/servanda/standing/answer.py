"""The answer: where an agreement, its phases and its clauses stand, as values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from servanda.agreement import Agreement, Clause, Phase
from servanda.record import MEDIATORS, Hearing, Share, Sources, Taken
from servanda.sentences import Value, names_of
from servanda.standing.duty import Duty
from servanda.standing.remark import Remark
from servanda.standing.worlds import reading_of


@dataclass(frozen=True)
class Progress:
    """How much is done, due by now, and asked for in all, in pieces or in percent; None is unknown or unbounded."""

    done: Share
    due: float | None
    of: float | None
    in_percent: bool = False


@dataclass(frozen=True)
class Next:
    """What is due next: how many more, and by when in seconds."""

    quantity: float | None
    by: int


@dataclass(frozen=True)
class Reached:
    """How much was done by a moment, in seconds."""

    at: int
    done: Share


@dataclass(frozen=True)
class Stretch:
    """From when until when something lasts, in seconds; None for what has not come or is not known."""

    since: int | None
    until: int | None


@dataclass(frozen=True)
class Variant:
    """A clause on one account, under one combination of the readings it depends on.

    Attributes:
        readings: the reading taken at each point, by its name.
        most_state: the state on the most, where it differs from the least.
        violations: of a prohibition, how many, least and most.
        history: how much was done after each event that changed it, the last as in `progress`; of what is counted by
            the period, how much in each; of a level, each that was heard. Nothing of a prohibition.
    """

    readings: Mapping[str, str]
    state: str
    most_state: str
    progress: Progress
    next: Next | None
    duties: tuple[Duty, ...]
    remarks: tuple[Remark, ...]
    violations: Share
    history: tuple[Reached, ...] = ()

    @property
    def label(self) -> str:
        """The readings in words; blank where the clause has none."""
        return "; ".join(self.readings.values())

    @property
    def which(self) -> Value:
        """The readings, to be said."""
        return names_of((reading_of(*item) for item in self.readings.items()), "semicolons")

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
        suspended: the stretches in which it is suspended, by itself or with its phase, in order.
    """

    clause: Clause
    bearers: tuple[str, ...]
    state: str
    variants: tuple[Variant, ...]
    every: Mapping[str, tuple[Variant, ...]]
    remarks: tuple[Remark, ...]
    disputed: bool
    unsettled: bool
    suspended: tuple[Stretch, ...] = ()

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
    """A phase: not started, in force, suspended or ended; with its state under each of its readings.

    Attributes:
        ends: when it ends as things stand, or as first planned where that is not known.
        planned: when it was first to end, where that is another moment.
        stretches: from when until when it lasts under each of its readings, where they differ in that.
        suspended: the stretches in which it is suspended, in order.
    """

    phase: Phase
    state: str
    day: int | None
    starts: int | None
    ends: int | None
    of_days: int | None
    planned: int | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    stretches: Mapping[str, Stretch] = field(default_factory=dict)
    suspended: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Where an agreement stands.

    Attributes:
        spans: when the agreement started and ended, by account; None for what has not come.
    """

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
    spans: Mapping[str, tuple[int | None, int | None]]

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


STATES_BY_GRAVITY = (
    "violated", "refused", "in force", "suspended", "available", "open", "not yet in force", "exercised", "lapsed",
    "terminated", "discharged", "kept", "fulfilled",
)  # fmt: skip
"""States from the one that needs attention most to the one that needs it least."""


def worst(states: Iterable[str]) -> str:
    """Return the state of a clause from those of its duties: the gravest that is there."""
    there = set(states)
    return next((state for state in STATES_BY_GRAVITY if state in there), "in force")


def shown_state(variants: tuple[Variant, ...]) -> str:
    """Return one state for a clause whose readings may differ.

    Where they differ, the clause is in force if it is so on any reading: until the parties settle what the words
    mean, it is neither kept nor broken for all. Else it is the state on the reading written first.
    """
    states = {variant.state for variant in variants}
    if len(states) > 1 and "in force" in states:
        return "in force"
    return variants[0].state


def differ(agreement: Agreement, states: Mapping[str, object]) -> bool:
    """Say whether the accounts of parties and mediators give a clause different states: then it is disputed.

    Args:
        states: its state on every account.
    """
    members = (*agreement.parties, *agreement.mediators, MEDIATORS)
    return len({states[name] for name in members if name in states}) > 1


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
