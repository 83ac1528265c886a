"""The log of a growing record, by act: only the entries of events that changed are written again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from servanda.live.events import first_of
from servanda.live.in_order import InOrder, Key
from servanda.record import Report, Taken, Voice, Weighed, act_key
from servanda.standing import Entry, Place, Scribe, percent_slug

Told = tuple[int, Key]
"""An event on the log: the number of the ear that hears it, and what orders it there."""


@dataclass(frozen=True)
class Line:
    """How some accounts take an event."""

    one: Weighed
    takes: Mapping[str, Taken]

    @property
    def percent_slug(self) -> str:
        """The exchange that the event tells in hundredths; blank where it tells none so."""
        return percent_slug(next(iter(self.takes.values())))


class Log:
    """Keeps what accounts take as entries, by the act that each tells of."""

    def __init__(self, scribe: Scribe, voices: Mapping[str, Voice]) -> None:
        self._scribe, self._voices = scribe, voices
        self._by_act: dict[str, InOrder[Entry]] = {}
        self._lines: dict[Told, Line] = {}
        self._of_slug: dict[str, dict[Told, None]] = {}
        self._written: dict[Told | str, list[tuple[str, Key]]] = {}
        self._in_percent: Counter[str] = Counter()
        self._in_hundredths: frozenset[str] = frozenset()
        self._new: dict[Told, None] = {}

    def drop(self, ear: int, one: Weighed) -> None:
        """Take an event off the log."""
        told = (ear, first_of(one))
        line = self._lines.pop(told, None)
        if line is None:
            return
        self._erase(told)
        self._new.pop(told, None)
        self._in_percent[line.percent_slug] -= 1
        del self._of_slug[one.event.slug][told]

    def put(self, ear: int, one: Weighed, takes: Mapping[str, Taken]) -> None:
        """Take an event of which somebody takes something onto the log; `write` puts it there."""
        if not takes:
            return
        told, line = (ear, first_of(one)), Line(one, takes)
        self._lines[told] = line
        self._in_percent[line.percent_slug] += 1
        self._of_slug.setdefault(one.event.slug, {})[told] = None
        self._new[told] = None

    def put_total(self, report: Report) -> None:
        """Take a verifier's total onto the log, where a report tells one."""
        self._put(report.id, self._scribe.of_total(report, self._voices), 0)

    def drop_total(self, report: Report) -> None:
        """Take a verifier's total off the log, where a report tells one."""
        self._erase(report.id)

    def write(self) -> set[str]:
        """Write what is new, and return the acts of what else had to be written again.

        An event told in pieces reads another way where its exchange is told in hundredths too.
        """
        now = frozenset(slug for slug, number in self._in_percent.items() if slug and number)
        turned, self._in_hundredths = now ^ self._in_hundredths, now
        again = [told for slug in turned for told in self._of_slug.get(slug, ()) if told not in self._new]
        for told in (*again, *self._new):
            self._erase(told)
            line = self._lines[told]
            self._put(told, self._scribe.of_event(line.takes, self._voices, now), told[0])
        self._new = {}
        return {act_key(self._lines[told].one.event.act) for told in again}

    def up_to(self, acts: Iterable[str], at: int) -> list[Entry]:
        """Return the entries of some acts up to a moment, in order."""
        found = [item for act in acts if act in self._by_act for item in self._by_act[act].items()]
        found.sort(key=lambda item: item[0])
        return [entry for key, entry in found if key[0] <= at]

    def _put(self, told: Told | str, entries: Iterable[tuple[Place, Entry]], ear: int) -> None:
        for place, entry in entries:
            act = act_key(entry.act)
            self._by_act.setdefault(act, InOrder()).put((*place, ear), entry)
            self._written.setdefault(told, []).append((act, (*place, ear)))

    def _erase(self, told: Told | str) -> None:
        for act, key in self._written.pop(told, ()):
            self._by_act[act].drop(key)
