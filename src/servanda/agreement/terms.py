"""The terms of clauses and phases: times, amounts, schedules, links, conditions and effects.

Each term fills one slot; a reading's term takes the place of the clause's own in the same slot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from servanda.clock import Length

# Times: when, as the text says it.


@dataclass(frozen=True)
class Day:
    """Day `number` of the agreement, or of a phase."""

    number: int
    phase: str | None = None


@dataclass(frozen=True)
class Date:
    """A date or moment as written: "2025-01-25" or "2025-01-25 11:00"."""

    text: str


@dataclass(frozen=True)
class Entry:
    """The moment of entry into force."""


@dataclass(frozen=True)
class UnknownTime:
    """A time that was never published."""


@dataclass(frozen=True)
class PhaseStart:
    """The start of a phase."""

    phase: str


@dataclass(frozen=True)
class PhaseEnd:
    """The end of a phase: the actual one, or as first planned."""

    phase: str
    planned: bool = False


@dataclass(frozen=True)
class Met:
    """The moment a clause was fulfilled."""

    clause: str


@dataclass(frozen=True)
class Shifted:
    """A length after, or before, another time."""

    length: Length
    anchor: Time
    back: bool = False


@dataclass(frozen=True)
class Extreme:
    """The later, or the earlier, of two times."""

    one: Time
    other: Time
    later: bool


Time = Day | Date | Entry | UnknownTime | PhaseStart | PhaseEnd | Met | Shifted | Extreme

# Conditions: what must hold for a duty to bind, or a phase to open.

State = Literal["fulfilled", "violated", "exercised", "begun"]


@dataclass(frozen=True)
class StateIs:
    """A clause was in a state strictly earlier."""

    clause: str
    state: State


@dataclass(frozen=True)
class PhaseIs:
    """A phase is over, or open."""

    phase: str
    over: bool


@dataclass(frozen=True)
class Finds:
    """A named body found that an act was done."""

    body: str
    act: str


@dataclass(frozen=True)
class Happens:
    """An act that no clause is about is taken as done."""

    act: str


@dataclass(frozen=True)
class Not:
    """The opposite."""

    condition: Condition


@dataclass(frozen=True)
class All:
    """Every one of several."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one of several."""

    conditions: tuple[Condition, ...]


Condition = StateIs | PhaseIs | Finds | Happens | Not | All | AnyOf

# Effects: what the use of a power does.


@dataclass(frozen=True)
class Extends:
    """Moves the end of a phase."""

    phase: str
    length: Length


@dataclass(frozen=True)
class Ends:
    """Ends clauses, or a phase."""

    clauses: tuple[str, ...] = ()
    phase: str | None = None


@dataclass(frozen=True)
class Suspends:
    """Suspends clauses, for a length or until they are resumed."""

    clauses: tuple[str, ...]
    length: Length | None = None


@dataclass(frozen=True)
class Resumes:
    """Ends the suspension of clauses."""

    clauses: tuple[str, ...]


Effect = Extends | Ends | Suspends | Resumes

# Terms: one slot each. Those marked `many` may stand in a clause more than once.


@dataclass(frozen=True)
class Amount:
    """How many of what: a number, a bound, all of them, or a number never published (None)."""

    slot: ClassVar[str] = "amount"
    number: float | None
    unit: str = ""
    form: Literal["exactly", "at least", "at most", "all", "unknown"] = "exactly"


@dataclass(frozen=True)
class To:
    """Who receives."""

    slot: ClassVar[str] = "to"
    names: tuple[str, ...]


@dataclass(frozen=True)
class At:
    """Where."""

    slot: ClassVar[str] = "at"
    place: str


@dataclass(frozen=True)
class InPhase:
    """Binding from the start of a phase to its end."""

    slot: ClassVar[str] = "phase"
    phase: str


@dataclass(frozen=True)
class By:
    """Due by a time."""

    slot: ClassVar[str] = "deadline"
    time: Time


@dataclass(frozen=True)
class Within:
    """Due within a length of a time."""

    slot: ClassVar[str] = "deadline"
    length: Length
    anchor: Time


@dataclass(frozen=True)
class From:
    """Binding from a time."""

    slot: ClassVar[str] = "from"
    time: Time


@dataclass(frozen=True)
class Until:
    """Binding until a time."""

    slot: ClassVar[str] = "end"
    time: Time


@dataclass(frozen=True)
class Lasting:
    """Binding for a length from its start."""

    slot: ClassVar[str] = "end"
    length: Length


@dataclass(frozen=True)
class Every:
    """Due once in every period."""

    slot: ClassVar[str] = "period"
    length: Length


@dataclass(frozen=True)
class Stage:
    """So many more by a time; `number` is None for the rest."""

    slot: ClassVar[str] = "stages"
    number: float | None
    by: Time


@dataclass(frozen=True)
class Stages:
    """So many more at every step between two times."""

    slot: ClassVar[str] = "stages"
    number: float
    step: Length
    first: Time
    last: Time


@dataclass(frozen=True)
class Ratio:
    """So many for each one of a kind; kind "head" is every one."""

    slot: ClassVar[str] = "ratios"
    number: float
    kind: str


@dataclass(frozen=True)
class EachLink:
    """A duty for, or before, each event under another clause."""

    slot: ClassVar[str] = "each"
    noun: str
    clause: str
    length: Length | None = None
    before: bool = False


@dataclass(frozen=True)
class Answers:
    """A duty to answer each event under another clause, matched by name only."""

    slot: ClassVar[str] = "answers"
    clause: str


@dataclass(frozen=True)
class CountingOnly:
    """Only these kinds count here."""

    slot: ClassVar[str] = "counting"
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class CountingApart:
    """These kinds share nothing, so that parts of them may be added up."""

    slot: ClassVar[str] = "apart"
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class NotCounting:
    """These kinds do not count here."""

    slot: ClassVar[str] = "not counting"
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Except:
    """These kinds are not forbidden."""

    slot: ClassVar[str] = "except"
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Throughout:
    """Owed all the time until its window ends; doing it once does not fulfil it."""

    slot: ClassVar[str] = "throughout"


@dataclass(frozen=True)
class Hours:
    """The hours of the day it binds in; None where they were never published."""

    slot: ClassVar[str] = "hours"
    first: str | None
    last: str | None


@dataclass(frozen=True)
class VerifiedBy:
    """Whose finding settles a claim."""

    slot: ClassVar[str] = "verified"
    names: tuple[str, ...]


@dataclass(frozen=True)
class If:
    """Binds only if, or unless, a condition holds."""

    slot: ClassVar[str] = "if"
    condition: Condition
    unless: bool = False


@dataclass(frozen=True)
class Then:
    """What the use of a power does."""

    slot: ClassVar[str] = "then"
    effect: Effect


Term = (
    Amount | To | At | InPhase | By | Within | From | Until | Lasting | Every | Stage | Stages | Ratio | EachLink
    | Answers | CountingOnly | CountingApart | NotCounting | Except | Throughout | Hours | VerifiedBy | If | Then
)  # fmt: skip

MANY = frozenset({"stages", "ratios", "then", "if"})
"""Slots that a clause may fill more than once."""

OF_PHASES = frozenset({"from", "end"})
"""Slots that a phase may fill."""

ORDER = (
    "amount", "to", "at", "phase", "from", "deadline", "end", "period", "stages", "each", "ratios", "answers",
    "counting", "apart", "not counting", "except", "throughout", "hours", "verified", "if", "then",
)  # fmt: skip
"""The slots in the order in which terms are kept and printed."""


def in_order(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return the terms by slot; within a slot, as written."""
    return tuple(sorted(terms, key=lambda term: ORDER.index(term.slot)))


def times_in(time: Time) -> tuple[Time, ...]:
    """Return a time and every time inside it."""
    match time:
        case Shifted(anchor=anchor):
            return (time, *times_in(anchor))
        case Extreme(one=one, other=other):
            return (time, *times_in(one), *times_in(other))
        case _:
            return (time,)


def times_of(term: Term) -> tuple[Time, ...]:
    """Return every time that a term names."""
    match term:
        case By(time) | From(time) | Until(time):
            return times_in(time)
        case Within(anchor=anchor):
            return times_in(anchor)
        case Stage(by=by):
            return times_in(by)
        case Stages(first=first, last=last):
            return (*times_in(first), *times_in(last))
        case _:
            return ()


def conditions_in(condition: Condition) -> tuple[Condition, ...]:
    """Return a condition and every condition inside it."""
    match condition:
        case Not(inner):
            return (condition, *conditions_in(inner))
        case All(several) | AnyOf(several):
            return (condition, *(c for inner in several for c in conditions_in(inner)))
        case _:
            return (condition,)
