"""The events of a growing record: only the units that a report falls into are weighed again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from servanda.live.in_order import InOrder, Key
from servanda.record import (
    Matters,
    Report,
    Unit,
    Voice,
    Weighed,
    events_of,
    names_apart,
    stem_of,
    unit_of,
    weighed,
)


def key_of(report: Report) -> Key:
    """Return what orders reports as their own order does."""
    said, published = report.said, report.published
    return (said.first, said.last, published.first, published.last, report.id)


def first_of(one: Weighed) -> Key:
    """Return what orders events: the order of the report that first told of each."""
    return key_of(one.event.reports[0])


@dataclass(frozen=True)
class Turn:
    """What became of the events of a record: those that are gone, and those that came or changed."""

    gone: tuple[Weighed, ...]
    came: tuple[Weighed, ...]


@dataclass(frozen=True)
class _Named:
    """An event by the id that it would have alone, and by the one it has among the others."""

    own: Weighed
    shown: Weighed


class Events:
    """The events that some reports tell of, weighed, each with an id of its own.

    Attributes:
        units: how many units were weighed so far.
    """

    def __init__(self, matters: Matters, voices: Mapping[str, Voice]) -> None:
        self._matters, self._voices = matters, voices
        self._rows: dict[Unit, InOrder[Report]] = {}
        self._own: dict[Unit, tuple[Weighed, ...]] = {}
        self._stems: dict[str, InOrder[Weighed]] = {}
        self._named: dict[Key, _Named] = {}
        self.units = 0

    def turn(self, gone: Iterable[Report], came: Iterable[Report]) -> Turn:
        """Take reports out and in, and return what that changes."""
        units = dict.fromkeys((*self._take(gone, out=True), *self._take(came, out=False)))
        before: dict[str, dict[Key, _Named]] = {}
        for unit in units:
            old = self._own.pop(unit, ())
            new = self._weighed(unit, {first_of(one): one for one in old})
            kept = {id(one) for one in old} & {id(one) for one in new}
            for one in old:
                if id(one) not in kept:
                    self._opened(one, before).drop(first_of(one))
            for one in new:
                if id(one) not in kept:
                    self._opened(one, before).put(first_of(one), one)
            if new:
                self._own[unit] = new
        return self._renamed(before)

    def _take(self, reports: Iterable[Report], *, out: bool) -> list[Unit]:
        touched = []
        for report in reports:
            unit = unit_of(report, self._matters)
            if unit is None:
                continue
            rows = self._rows.setdefault(unit, InOrder())
            if out:
                rows.drop(key_of(report))
            else:
                rows.put(key_of(report), report)
            touched.append(unit)
        return touched

    def _weighed(self, unit: Unit, old: Mapping[Key, Weighed]) -> tuple[Weighed, ...]:
        """Weigh the events of a unit that are not as they were; none are there where no report of it is left."""
        rows = self._rows[unit].all
        if not rows:
            del self._rows[unit]
            return ()
        self.units += 1
        found = []
        for event in events_of(unit, rows, self._matters):
            was = old.get(key_of(event.reports[0]))
            is_same = was is not None and was.event.reports == event.reports
            found.append(was if was is not None and is_same else weighed(event, self._voices))
        return tuple(found)

    def _opened(self, one: Weighed, before: dict[str, dict[Key, _Named]]) -> InOrder[Weighed]:
        """Return the events whose ids may be in the way of one's, having noted how they were named."""
        stem = stem_of(one.event)
        those = self._stems.setdefault(stem, InOrder())
        if stem not in before:
            before[stem] = {first_of(one): self._named.pop(first_of(one)) for one in those.all}
        return those

    def _renamed(self, before: Mapping[str, Mapping[Key, _Named]]) -> Turn:
        """Name the events of some stems apart, and return which of them are not what they were."""
        gone: list[Weighed] = []
        came: list[Weighed] = []
        for stem, old in before.items():
            left = dict(old)
            those = self._stems[stem].all
            for one, name in zip(those, names_apart(one.event for one in those), strict=True):
                key = first_of(one)
                was = left.get(key)
                if was is not None and was.own is one and was.shown.event.id == name:
                    self._named[key] = left.pop(key)
                    continue
                named = one if one.event.id == name else replace(one, event=one.event.named(name))
                self._named[key] = _Named(one, named)
                came.append(named)
            gone += (was.shown for was in left.values())
            if not those:
                del self._stems[stem]
        return Turn(tuple(gone), tuple(came))
