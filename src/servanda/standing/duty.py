"""A duty: one of those that a clause unfolds into in one world, and the state of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from servanda.clock import Span
from servanda.record import Hearing, Share
from servanda.sentences import Sentence
from servanda.standing.arrays import NEVER, START
from servanda.standing.levels import Level
from servanda.standing.plan import Plan
from servanda.standing.state import State, Tally
from servanda.standing.times import Resolver

NOTHING = Share(0, 0)
"""No share at all."""


@dataclass(frozen=True)
class Duty:
    """One duty in one world, or joined over least and most.

    Attributes:
        which: which one it is: "stage 2", "for release-3", "24 Jan 2025"; silence where the clause has only one.
        state: its state on the least; `most_state` on the most.
        amount: how many it asks for; None where nobody published it.
        done: how many were done, least and most.
        due: between when it is due; None where no time is known.
        first_due: the deadline as it first was, before any amendment or extension, where it differs.
        met: between when it was fulfilled.
        late: by how many seconds, least and most, it was or is late.
        overdue: its deadline has passed and nothing says that it was met.
        against: the ids of reports that say it was not done.
        step: of a duty in step with another clause (`step_with`), "ahead", "level" or "behind"; else blank.
        refused: how often a right was refused, least and most.
        in_percent: it is counted in hundredths.
        levels: of a level to be kept, those that were heard, by when they were said.
    """

    bearers: tuple[str, ...]
    which: Sentence
    state: str
    amount: float | None
    done: Share
    due: Span | None = None
    first_due: int | None = None
    met: Span | None = None
    late: tuple[int, int] | None = None
    overdue: bool = False
    time_not_certain: bool = False
    against: tuple[str, ...] = ()
    blocked: bool = False
    most_state: str = ""
    events: tuple[str, ...] = ()
    step: str = ""
    step_with: str = ""
    refused: Share = NOTHING
    in_percent: bool = False
    levels: tuple[Level, ...] = ()

    @property
    def label(self) -> str:
        """Which one it is, in English; blank where the clause has only one."""
        return str(self.which)


@dataclass(frozen=True)
class Bench:
    """What is needed to judge the duties of one account: the run, the hearing, and the moment."""

    plan: Plan
    state: State
    hearing: Hearing
    account: str
    at: int

    @cached_property
    def times(self) -> Resolver:
        """Times and conditions as they stand."""
        return Resolver(self.plan, self.state)

    @cached_property
    def planned(self) -> Resolver:
        """Times as the text first had them."""
        return Resolver(self.plan, self.state, planned=True)


def span_of(first: int, last: int) -> Span | None:
    """Return a span of two times; None where either has not come."""
    return None if last >= NEVER or first <= START else Span(first, last)


def share_of(number: float) -> Share:
    """Return an exact share; without a bound where the number has none."""
    value = float(number)
    return Share(value, None) if not np.isfinite(value) else Share(value, value)


def spread(one: Share, other: Share) -> Share:
    """Return the shortest interval that holds what two worlds have: of what is done in them, neither need have more."""
    mosts = (one.most, other.most)
    most = None if None in mosts else max(most for most in mosts if most is not None)
    return Share(min(one.least, other.least), most)


def events_of(tally: Tally, world: int) -> tuple[str, ...]:
    """Return the events that count for a row in a world."""
    return tuple(dict.fromkeys(c.entry.id for c in tally.counted if c.quantity[world] > 0))
