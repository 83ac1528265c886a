"""Times: when, as the text says it."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.clock import Length


@dataclass(frozen=True)
class Day:
    """Day `number` of the agreement, or of a phase."""

    number: int
    phase: str | None = None


@dataclass(frozen=True)
class Date:
    """A date or moment as written: "2025-01-25" or "2025-01-25 11:00"; `zone` is blank for the agreement's own."""

    text: str
    zone: str = ""


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
class Begun:
    """The moment anything was first done under a clause."""

    clause: str


@dataclass(frozen=True)
class Deadline:
    """The moment a clause is last due, as things stand."""

    clause: str


@dataclass(frozen=True)
class Happened:
    """The moment an act, given in its words, is first taken as done."""

    act: str


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


Time = (
    Day | Date | Entry | UnknownTime | PhaseStart | PhaseEnd | Met | Begun | Deadline | Happened | Shifted | Extreme
)  # fmt: skip


def times_in(time: Time) -> tuple[Time, ...]:
    """Return a time and every time inside it."""
    match time:
        case Shifted(anchor=anchor):
            return (time, *times_in(anchor))
        case Extreme(one=one, other=other):
            return (time, *times_in(one), *times_in(other))
        case _:
            return (time,)
