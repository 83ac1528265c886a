"""When the times of a text can come: no sooner than one moment, and no later than another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from servanda.clock import DayCount, Length


@dataclass(frozen=True)
class Bounds:
    """A time that may come, in seconds: not before `first`, not after `last`; None where the text sets no such bound."""

    first: int | None = None
    last: int | None = None

    def before(self, other: Bounds) -> bool:
        """Say whether this comes before the other for certain."""
        return self.last is not None and other.first is not None and self.last < other.first

    def moved(self, move: Callable[[int], int]) -> Bounds:
        """Return this moved on both sides."""
        return Bounds(_tried(move, self.first), _tried(move, self.last))

    @property
    def is_exact(self) -> bool:
        """Whether it can come at one moment only."""
        return self.first is not None and self.first == self.last


ANY = Bounds()


def later(several: Iterable[Bounds]) -> Bounds:
    """Return when the last of several has come."""
    those = list(several)
    firsts = [one.first for one in those if one.first is not None]
    lasts = [one.last for one in those if one.last is not None]
    return Bounds(max(firsts, default=None), max(lasts) if lasts and len(lasts) == len(those) else None)


def earlier(several: Iterable[Bounds]) -> Bounds:
    """Return when the first of several has come."""
    those = list(several)
    firsts = [one.first for one in those if one.first is not None]
    lasts = [one.last for one in those if one.last is not None]
    return Bounds(min(firsts) if firsts and len(firsts) == len(those) else None, min(lasts, default=None))


def lasting(length: Length, start: int, zone: str) -> int:
    """Return the end of a stretch: of days and longer, the end of its last day."""
    end = length.after(start, zone)
    return end if length.unit in ("minute", "hour") else DayCount(end, zone).begins_day() - 1


def shifted(length: Length, at: int, zone: str, *, back: bool, to_end: bool, inclusive: bool) -> int:
    """Return the time that lies a length after or before another: of days and longer, the day's first or last second."""
    moved = length.before(at, zone) if back else length.after(at, zone)
    if length.unit in ("minute", "hour"):
        return moved
    day = DayCount(moved, zone)
    if not to_end:
        return day.begins_day()
    return day.ends(1) if inclusive else day.begins_day() - 1


def _tried(move: Callable[[int], int], at: int | None) -> int | None:
    """Move a time; None where no calendar reaches so far."""
    try:
        return None if at is None else move(at)
    except (ValueError, OverflowError):
        return None
