"""Terms: one slot each. A reading's or an amendment's term takes the place of the clause's own in its slot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from servanda.agreement.terms.conditions import Condition
from servanda.agreement.terms.effects import Effect, Extends
from servanda.agreement.terms.times import Time, times_in
from servanda.clock import Length


@dataclass(frozen=True)
class Amount:
    """How many of what: a number, a bound, all of them, or a number never published (None).

    Attributes:
        percent: the number is so many in the hundred of a base.
    """

    slot: ClassVar[str] = "amount"
    number: float | None
    unit: str = ""
    form: Literal["exactly", "at least", "at most", "all", "unknown"] = "exactly"
    percent: bool = False


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
class Lag:
    """What is owed for a period is due so long after its end."""

    slot: ClassVar[str] = "lag"
    length: Length


@dataclass(frozen=True)
class Stage:
    """So many more, or so many in the hundred, by a time; `number` is None for the rest."""

    slot: ClassVar[str] = "stages"
    number: float | None
    by: Time
    percent: bool = False


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
    """A duty for, or before, each event under another clause.

    Attributes:
        length: within so long after it, or by so long before it.
        lasting: it binds so long from each.
    """

    slot: ClassVar[str] = "each"
    noun: str
    clause: str
    length: Length | None = None
    before: bool = False
    lasting: Length | None = None


@dataclass(frozen=True)
class Answers:
    """A duty to answer each event under another clause, matched by name only."""

    slot: ClassVar[str] = "answers"
    clause: str
    length: Length | None = None


@dataclass(frozen=True)
class Base:
    """What percentages and "all" are of: what is done under a clause, or the number of a list."""

    slot: ClassVar[str] = "base"
    id: str


@dataclass(frozen=True)
class Listed:
    """Its content is what a list says."""

    slot: ClassVar[str] = "listed"
    list: str


@dataclass(frozen=True)
class InStep:
    """Owed in step with another clause: neither need go first."""

    slot: ClassVar[str] = "step"
    clause: str


@dataclass(frozen=True)
class InPlaceOf:
    """It binds in place of another clause, once that is overdue, and owes what was left of it."""

    slot: ClassVar[str] = "place of"
    clause: str


@dataclass(frozen=True)
class AnswersFor:
    """The acts of these count here as acts of the bearer."""

    slot: ClassVar[str] = "others"
    names: tuple[str, ...]


@dataclass(frozen=True)
class Leave:
    """Allowed only with the leave of one of these."""

    slot: ClassVar[str] = "leave"
    names: tuple[str, ...]


@dataclass(frozen=True)
class CountingAs:
    """One of a kind counts as so many."""

    slot: ClassVar[str] = "worth"
    kind: str
    number: float


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
class FulfilledWhen:
    """Counts only once one of these has found that it was done."""

    slot: ClassVar[str] = "finding"
    names: tuple[str, ...]


@dataclass(frozen=True)
class Clocks:
    """What its clock does while it is suspended: it stops, or it begins anew when resumed."""

    slot: ClassVar[str] = "clocks"
    restart: bool = False


@dataclass(frozen=True)
class Earned:
    """A phase is longer by `length` for every `per` done under a clause, at most by `most`."""

    slot: ClassVar[str] = "earned"
    length: Length
    per: float
    noun: str
    clause: str
    most: Length | None = None


@dataclass(frozen=True)
class If:
    """Binds only if, or unless, a condition holds."""

    slot: ClassVar[str] = "if"
    condition: Condition
    unless: bool = False


@dataclass(frozen=True)
class Then:
    """What the use of a power does: at once or after a length, unless a condition holds by then."""

    slot: ClassVar[str] = "then"
    effect: Effect
    delay: Length | None = None
    unless: Condition | None = None


Term = (
    Amount | To | At | InPhase | By | Within | From | Until | Lasting | Every | Lag | Stage | Stages | Ratio
    | EachLink | Answers | Base | Listed | InStep | InPlaceOf | AnswersFor | Leave | CountingAs | CountingOnly
    | CountingApart | NotCounting | Except | Throughout | Hours | VerifiedBy | FulfilledWhen | Clocks | Earned | If | Then
)  # fmt: skip

MANY = frozenset({"stages", "ratios", "then", "if", "worth"})
"""Slots that a clause may fill more than once."""

OF_PHASES = frozenset({"from", "end", "clocks", "earned"})
"""Slots that a phase may fill."""

ORDER = (
    "amount", "to", "at", "phase", "from", "deadline", "end", "period", "lag", "stages", "each", "ratios", "answers",
    "base", "listed", "step", "place of", "others", "leave", "counting", "apart", "not counting", "worth", "except",
    "throughout", "hours", "verified", "finding", "clocks", "earned", "if", "then",
)  # fmt: skip
"""The slots in the order in which terms are kept and printed."""


def in_order(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return the terms by slot; within a slot, as written."""
    return tuple(sorted(terms, key=lambda term: ORDER.index(term.slot)))


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
        case Then(Extends(by=by)) if not isinstance(by, Length):
            return times_in(by)
        case _:
            return ()
