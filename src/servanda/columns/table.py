"""The table: reports taken into columns, with the codes of what they name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from servanda.agreement import Agreement
from servanda.columns.calendar import calendar_of, day_number
from servanda.columns.rows import DEED, LONGEST_ID, MOST_NAMES, ROW, VOICE, Records, grown
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
        self.rows: Records = np.zeros(0, dtype=ROW)
        self.rough: set[str] = set()
        self.units = Codes()
        self.unit_deed = np.zeros(0, dtype=np.int32)
        self._events, self._places = Codes({"": 0}), Codes({"": 0})
        self._voices, self._voice_keys = Codes(), Codes()
        self._deeds, self._abouts = Codes(), Codes()
        self.abouts: list[About] = []
        self._voice_table: list[tuple[int, int, bool, int, int]] = []
        self._deed_table: list[tuple[int, int, int, bool, bool]] = []
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
            self.rough.update(clause.id for clause in self.matters.touched(report))
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
        if row == len(self.rows):
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
        record = self.rows[row]
        if self._voice_table[record["voice"]][0] != key or public >= record["gone"]:
            return False
        self.rows["gone"][row] = public
        return True

    def voices(self) -> Records:
        """Return the voices met so far."""
        return np.array(self._voice_table, dtype=VOICE)

    def deeds(self) -> Records:
        """Return the acts by their actors met so far."""
        return np.array(self._deed_table, dtype=DEED)

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
                (mask, self.mask(matter.verifiers), single, matter.counted, matter.forbidden)
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
        forbidden = self._deed_table[about.deed][4]
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
        happened, quantity = report.happened or report.said, report.quantity
        low = 0.0 if quantity is None else quantity.low
        high = np.inf if quantity is None or quantity.high is None else quantity.high
        spelt = np.zeros(LONGEST_ID, dtype=np.uint8)
        letters = report.id.encode()
        spelt[: len(letters)] = np.frombuffer(letters, dtype=np.uint8)
        self.rows[row] = (
            self._unit(report, about, happened.last), code, self._voice(report), self._events[report.event],
            self._places[act_key(report.place)], _STANCES[report.stance], _CERTAINTIES[report.certainty],
            quantity is not None, report.finding == "happened", report.measure == "total", low, high,
            report.said.first, report.said.last, report.published.first, report.published.last, report.public, NEVER,
            happened.first, happened.last, self.mask(report.to), spelt,
        )  # fmt: skip
