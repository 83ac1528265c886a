"""What stands in the fields of a sentence: numbers, days, hours and names, each kept as what it is until it is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from servanda.clock import DayCount, moment_of

if TYPE_CHECKING:
    from servanda.sentences.sentence import Sentence

Joined = Literal["and", "or", "series", "commas", "semicolons"]
"""How names are joined: "A and B and C", "A or B", "A, B and C", "A, B", "A; B"."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A whole number that is written without marks between its thousands, such as that of a day or a stage."""

    number: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day.

    Attributes:
        seconds: its first second.
        with_year: its year is said; it is left out where it is that of the moment asked.
    """

    seconds: int
    zone: str
    with_year: bool = True


@dataclass(frozen=True, slots=True)
class Hour:
    """A moment that is said with its hour and minute.

    Attributes:
        with_year: as of a day.
    """

    seconds: int
    zone: str
    with_year: bool = True


@dataclass(frozen=True, slots=True)
class Names:
    """Several names, or what else is listed, and how they are joined."""

    names: tuple[Value, ...]
    joined: Joined = "and"


Value: TypeAlias = "str | float | Numeral | Day | Hour | Names | Sentence"
"""What a field holds. A plain string is said as it is in every tongue: a name, an id, a note, an agreement's own words."""


@lru_cache(maxsize=1 << 14)
def day_of(seconds: int, zone: str, at: int | None = None) -> Day:
    """Return the day that holds a moment, for saying.

    Args:
        at: the moment asked, whose year needs no saying; None says the year in any case.
    """
    begins = DayCount(seconds, zone).begins_day()
    return Day(begins, zone, at is None or moment_of(seconds, zone).year != moment_of(at, zone).year)


@lru_cache(maxsize=1 << 14)
def hour_of(seconds: int, zone: str) -> Day | Hour:
    """Return a moment for saying: its day, with its hour unless it is the day's first or last second."""
    moment = moment_of(seconds, zone)
    is_edge = (moment.hour, moment.minute, moment.second) in ((23, 59, 59), (0, 0, 0))
    return day_of(seconds, zone) if is_edge else Hour(seconds, zone)


def names_of(names: Iterable[Value], joined: Joined = "and") -> Names:
    """Return names for saying, joined in one of the ways."""
    return Names(tuple(names), joined)
