"""The table: reports taken into columns, with the codes of what they name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from servanda.agreement import Agreement
from servanda.columns.calendar import calendar_of, day_number
from servanda.columns.rows import LONGEST_ID, MOST_NAMES, Deeds, Rows, Voices, empty, grown
from servanda.columns.units import NEVER, Lines
from servanda.record import Matters, Report, Sources, act_key
from servanda.standing import Row

_STANCES = {"asserts": 0, "denies": 1, "partly denies": 2, "declares": 3}
_CERTAINTIES = {"certain": 0, "likely": 1, "reported": 1, "possible": 2}


class Codes(dict[Hashable, int]):
    """Numbers for things, in the order in which they are first met."""

    def __missing__(self, key: Hashable) -> int:
        self[key] = number = len(self)
        return number


@dataclass(frozen=True)
class About:
    """What reports with the same act, actors and named clauses are about.

    Attributes:
        lines: the rows of the plan whose bearers did it.
        clauses: the clauses it tells of.
        deed: the act by its actors.
    """

    lines: tuple[int, ...]
    clauses: frozenset[str]
    deed: int
    act: str


class Table:
    """The reports about plain clauses, as columns.

    Attributes:
        count: how many reports there are.
        rough: clauses with a report that columns cannot hold; the row engine takes them.
        units: the number of each unit, by what its reports share.
    """

    def __init__(self, agreement: Agreement, sources: Sources, lines: Sequence[Row]) -> None:
        self.agreement, self.sources = agreement, sources
        self.matters = Matters(agreement)
        self.zone = agreement.title.zone
        self.calendar = calendar_of(self.zone)
        self.lines = lines
        self.names = Codes()
        settling = (name for matter in self.matters.by_act.values() for name in sorted(matter.verifiers))
        answering = (name for row in lines for name in sorted(row.actors))
        for name in (*agreement.parties, *agreement.mediators, *settling, *answering):
            self.names[name]
        self.count = 0
        self.rows = empty()
        self.rough: set[str] = set()
        self.units = Codes()
        self.unit_deed = np.zeros(0, dtype=np.int32)
        self._events, self._places = Codes({"": 0}), Codes({"": 0})
        self._voices, self._voice_keys = Codes(), Codes()
        self._deeds, self._abouts = Codes(), Codes()
        self.abouts: list[About] = []
        self._voice_table: list[tuple[int, int, bool, int, int]] = []
        self._deed_table: list[tuple[int, int, bool, bool, int]] = []
        self._acts = {act_key(row.clause.act) for row in lines}
        self._numbers: dict[str, int] = {}
        self._replaced: dict[str, list[tuple[int, int]]] = {}
        self._days: dict[int, int] = {}
        self._ids: list[str] = []

    def id_of(self, row: int) -> str:
        """Return the id of a report."""
        return self._ids[row]

    def number_of(self, id_: str) -> int | None:
        """Return the row of a report, or None where it has none."""
        return self._numbers.get(id_)

    def append(self, report: Report) -> int | None:
        """Take a report in and return its row; None where no plain clause can hang on it."""
        if act_key(report.act) not in self._acts:
            return None
        about = self._about(report)
        known = self.abouts[about]
        for name in report.to:
            self.names[name]
        self._voice(report)
        if not self._is_plain(report):
            self.rough |= known.clauses
            return None
        if report.stance not in _STANCES:
            return None
        row = self.count
        if row == len(self.rows.unit):
            self.rows = grown(self.rows, max(1024, row * 3 // 2))
        self.count += 1
        self._write(row, report, about, known)
        self._numbers[report.id] = row
        self._ids.append(report.id)
        return row

    def replace(self, report: Report) -> list[int]:
        """Mark what a report replaces, and what replaces it, as gone; return the rows that this changes."""
        changed = []
        if report.replaces and report.replaces != report.id:
            key = self._voice_table[self._voice(report)][0]
            self._replaced.setdefault(report.replaces, []).append((key, report.public))
            target = self._numbers.get(report.replaces)
            if target is not None and self._let_go(target, key, report.public):
                changed.append(target)
        row = self._numbers.get(report.id)
        if row is not None:
            gone = [self._let_go(row, key, public) for key, public in self._replaced.get(report.id, ())]
            changed += [row] if any(gone) else []
        return changed

    def _let_go(self, row: int, key: int, public: int) -> bool:
        rows = self.rows
        if self._voice_table[rows.voice[row]][0] != key or public >= rows.gone[row]:
            return False
        rows.gone[row] = public
        return True

    def voices(self) -> Voices:
        """Return the voices met so far."""
        key, side, belongs, speaks, name = (
            zip(*self._voice_table, strict=True) if self._voice_table else [()] * 5
        )
        return Voices(
            np.array(key, dtype=np.int32), np.array(side, dtype=np.int8), np.array(belongs, dtype=np.bool_),
            np.array(speaks, dtype=np.int8), np.array(name, dtype=np.int8),
        )  # fmt: skip

    def deeds(self) -> Deeds:
        """Return the acts by their actors met so far."""
        actors, single, counted, forbidden, verifiers = (
            zip(*self._deed_table, strict=True) if self._deed_table else [()] * 5
        )
        return Deeds(
            np.array(actors, dtype=np.uint64), np.array(single, dtype=np.int8), np.array(counted, dtype=np.bool_),
            np.array(forbidden, dtype=np.bool_), np.array(verifiers, dtype=np.uint64),
        )  # fmt: skip

    def about_lines(self) -> Lines:
        """Return which rows of the plan each code is about."""
        sizes = [0, *(len(about.lines) for about in self.abouts)]
        flat = [line for about in self.abouts for line in about.lines]
        return Lines(np.cumsum(sizes).astype(np.int32), np.array(flat, dtype=np.int32))

    def wide(self) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Return of each place whether it is the whole area, or none."""
        whole = {act_key(name) for name in self.agreement.area} | {""}
        return np.array([place in whole for place in self._places], dtype=np.bool_)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many codes there are of each kind; while they stay, so do the tables."""
        return len(self._voice_table), len(self._deed_table), len(self.abouts), len(self._places)

    def mask(self, names: Iterable[str]) -> int:
        """Return the mask of some names."""
        return sum(1 << self.names[name] for name in set(names))

    @property
    def has_room(self) -> bool:
        """Whether every name met so far has a bit of its own."""
        return len(self.names) <= MOST_NAMES

    def _is_plain(self, report: Report) -> bool:
        if report.stance not in _STANCES and report.measure not in ("total", "level"):
            return True
        matter = self.matters.of(report)
        has_part = bool(report.kind) and not matter.forbidden
        is_count = report.measure not in ("total", "level")
        answers = any(term.slot == "answers" for clause in matter.clauses for term in clause.terms)
        is_named = bool(report.event) or not answers
        short = len(report.id.encode()) <= LONGEST_ID and "\0" not in report.id
        return not has_part and is_count and not report.in_percent and is_named and short and self.has_room

    def _about(self, report: Report) -> int:
        key = (act_key(report.act), report.by, report.clauses)
        code = self._abouts.get(key)
        if code is None:
            code = self._abouts[key]
            self.abouts.append(self._told(report))
        return code

    def _told(self, report: Report) -> About:
        touched = frozenset(clause.id for clause in self.matters.clauses_of(report))
        actors = self.matters.actors(report)
        lines = tuple(
            number
            for number, row in enumerate(self.lines)
            if row.clause.id in touched
            and (set(actors) & row.actors if actors else row.schedule != "forbidden")
        )
        return About(lines, touched, self._deed(report, actors), act_key(report.act))

    def _deed(self, report: Report, actors: tuple[str, ...]) -> int:
        matter = self.matters.of(report)
        key = (act_key(report.act), actors)
        if key not in self._deeds:
            self._deeds[key]
            mask = self.mask(actors) if self.has_room else 0
            single = self.names[actors[0]] if len(actors) == 1 and self.has_room else -1
            self._deed_table.append(
                (mask, single, matter.counted, matter.forbidden, self.mask(matter.verifiers))
            )
        return self._deeds[key]

    def _voice(self, report: Report) -> int:
        key = (report.speaker, report.wire, report.source, report.affiliation)
        code = self._voices.get(key)
        if code is None:
            code = self._voices[key]
            voice = self.sources.voice(report)
            bits = [self.names[name] if name else -1 for name in (voice.side, voice.speaks_for)]
            known = self.names.get(voice.key, -1)
            self._voice_table.append((self._voice_keys[voice.key], bits[0], voice.belongs, bits[1], known))
        return code

    def _day(self, seconds: int) -> int:
        found = self._days.get(seconds)
        if found is None:
            found = self._days[seconds] = int(day_number(self.calendar, seconds))
        return found

    def _unit(self, report: Report, about: About, last: int) -> int:
        forbidden = self._deed_table[about.deed][3]
        key: tuple[Hashable, ...]
        if forbidden:
            key = (about.deed, self._day(last))
        elif report.event:
            key = (about.deed, report.event)
        else:
            key = (about.deed, "", report.place, self._day(last))
        number = self.units[key]
        if number >= len(self.unit_deed):
            longer = np.zeros(max(1024, number * 3 // 2), dtype=np.int32)
            longer[: len(self.unit_deed)] = self.unit_deed
            self.unit_deed = longer
        self.unit_deed[number] = about.deed
        return number

    def _write(self, row: int, report: Report, code: int, about: About) -> None:
        rows = self.rows
        happened = report.happened or report.said
        quantity = report.quantity
        rows.unit[row] = self._unit(report, about, happened.last)
        rows.about[row], rows.voice[row] = code, self._voice(report)
        rows.stance[row] = _STANCES[report.stance]
        rows.certainty[row] = _CERTAINTIES[report.certainty]
        rows.numbered[row] = quantity is not None
        if quantity is not None:
            rows.low[row] = quantity.low
            rows.high[row] = np.inf if quantity.high is None else quantity.high
        rows.finding[row] = report.finding == "happened"
        rows.said_first[row], rows.said_last[row] = report.said.first, report.said.last
        rows.published_first[row], rows.published_last[row] = report.published.first, report.published.last
        rows.public[row], rows.gone[row] = report.public, NEVER
        rows.first[row], rows.last[row] = happened.first, happened.last
        rows.event[row] = self._events[report.event]
        rows.place[row] = self._places[act_key(report.place)]
        if report.to:
            rows.to[row] = self.mask(report.to)
        rows.id[row] = 0
        spelt = report.id.encode()
        rows.id[row, : len(spelt)] = np.frombuffer(spelt, dtype=np.uint8)


__all__ = ["About", "Codes", "Rows", "Table"]
