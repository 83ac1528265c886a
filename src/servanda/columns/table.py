"""The table: reports taken into columns, with the codes of what they name."""

from __future__ import annotations

from collections.abc import Hashable, Sequence, Set
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from servanda.agreement import Agreement
from servanda.columns.calendar import calendar_of, day_number, day_numbers
from servanda.columns.columns import CERTAINTIES, STANCE_CODES, Columns, Text
from servanda.columns.register import About, Codes, Register
from servanda.columns.rows import LONGEST_ID, ROW, Flags, Records, grown
from servanda.columns.units import NEVER
from servanda.record import Report, Sources, act_key
from servanda.standing import Row

_TIMES = ("said_first", "said_last", "published_first", "published_last", "first", "last")


class Table(Register):
    """The reports about plain clauses, as columns.

    Attributes:
        count: how many reports there are.
        rough: clauses with a report that columns cannot hold; the row engine takes them.
        units: the number of each unit, by what its reports share.
    """

    def __init__(
        self, agreement: Agreement, sources: Sources, lines: Sequence[Row], viewer: str | None = None
    ) -> None:
        super().__init__(agreement, sources, lines)
        self._viewer = viewer
        self.calendar = calendar_of(agreement.title.zone)
        self.count = 0
        self.rows: Records = np.zeros(0, dtype=ROW)
        self.rough: set[str] = set()
        self.units = Codes()
        self.unit_deed = np.zeros(0, dtype=np.int32)
        self._acts = {act_key(row.clause.act) for row in lines}
        self._numbers: dict[str, int] = {}
        self._replaced: dict[str, list[tuple[int, int]]] = {}
        self._days: dict[int, int] = {}

    @property
    def awaited(self) -> Set[str]:
        """The ids that some report says it replaces."""
        return self._replaced.keys()

    def number_of(self, id_: str) -> int | None:
        """Return the row of a report, or None where it has none."""
        return self._numbers.get(id_)

    def append(self, report: Report) -> int | None:
        """Take a report in and return its row; None where no plain clause can hang on it."""
        if act_key(report.act) not in self._acts:
            self.rough.update(clause.id for clause in self.matters.touched(report))
            return None
        about = self.about_of(report)
        known = self.abouts[about]
        for name in report.to:
            self.names[name]
        self.voice_of(report)
        if not self._is_plain(report, known):
            self.rough |= known.clauses
            return None
        if report.stance not in STANCE_CODES:
            return None
        row = self.count
        if row == len(self.rows):
            self.rows = grown(self.rows, max(1024, row * 3 // 2))
        self.count += 1
        self._write(row, report, about, known)
        self._numbers[report.id] = row
        return row

    def extend(self, given: Columns) -> NDArray[np.int32]:
        """Take many reports in at once, as `append` does one by one; return the rows they have got."""
        here = self._heard(given)
        about = self._abouts_of(given, here)
        self._names_of(given.to)
        voice = self._voices_of(given)
        spelt, is_short = _spelt(given.id)
        answers = np.array([one.answers for one in self.abouts] or [False], dtype=np.bool_)[about]
        forbidden = np.array([self._deed_table[one.deed][4] for one in self.abouts] or [False])[about]
        is_told = given.stance < 4
        blank = np.array([not value for value in given.event.values] or [True])[given.event.codes]
        part = (
            np.array([bool(value) for value in given.kind.values] or [False])[given.kind.codes] & ~forbidden
        )
        is_rough = given.rough | (is_told & (part | (blank & answers) | ~is_short | (not self.has_room)))
        here &= about >= 0
        for code in np.unique(about[here & is_rough]).tolist():
            self.rough |= self.abouts[code].clauses
        those = np.flatnonzero(here & ~is_rough & is_told)
        rows = np.arange(self.count, self.count + len(those), dtype=np.int32)
        if self.count + len(those) > len(self.rows):
            self.rows = grown(self.rows, max(1024, (self.count + len(those)) * 9 // 8))
        records = self.rows[self.count : self.count + len(those)]
        self.count += len(those)
        records["unit"] = self._units_of(given, those, about[those], forbidden[those])
        records["about"], records["voice"] = about[those], voice[those]
        events = np.array([self.events[value] for value in given.event.values], dtype=np.int32)
        places = np.array([self.places[act_key(value)] for value in given.place.values], dtype=np.int32)
        masks = np.array(
            [self.mask(_names(value)) if self.has_room else 0 for value in given.to.values], dtype=np.uint64
        )
        records["event"], records["place"] = (
            events[given.event.codes[those]],
            places[given.place.codes[those]],
        )
        records["to"], records["gone"] = masks[given.to.codes[those]], NEVER
        for name in ("stance", "certainty", "finding", "numbered", "low", "high", *_TIMES):
            records[name] = getattr(given, name)[those]
        records["public"] = np.maximum(records["said_last"], records["published_last"])
        records["id"] = spelt[those].view(np.uint8).reshape(-1, LONGEST_ID + 1)[:, :LONGEST_ID]
        ids = [given.id[place] for place in those.tolist()]
        self._numbers.update(zip(ids, rows.tolist(), strict=True))
        return rows

    def _heard(self, given: Columns) -> Flags:
        """Say which reports the viewer may see and are not there yet; of two with one id, the first."""
        sources, kept = self.sources.table, np.ones(len(given), dtype=np.bool_)
        if any(source.seen_by for source in sources):
            for column in (given.speaker, given.source, given.wire):
                secret = (self.sources.named(value) for value in column.values)
                is_secret = np.array(
                    [
                        one is not None and bool(one.seen_by) and self._viewer not in one.seen_by
                        for one in secret
                    ],
                    dtype=np.bool_,
                )
                kept &= ~is_secret[column.codes]
        if len(set(given.id)) < len(given) or not self._numbers.keys().isdisjoint(given.id):
            seen = set(self._numbers)
            for place, id_ in enumerate(given.id):
                kept[place] &= id_ not in seen
                seen.add(id_)
        return kept

    def _abouts_of(self, given: Columns, here: Flags) -> NDArray[np.int64]:
        """Return the code of what each report is about; -1 where that is no plain clause."""
        is_plain = np.array([act_key(value) in self._acts for value in given.act.values] or [False])
        key = (given.act.codes * max(1, len(given.by.values)) + given.by.codes) * max(
            1, len(given.clause.values)
        )
        _, first, which = np.unique(key + given.clause.codes, return_index=True, return_inverse=True)
        codes = np.full(len(first), -1, dtype=np.int64)
        for number, place in enumerate(first.tolist()):
            told = replace(
                given.report(place), by=_names(given.by[place]), clauses=tuple(given.clause[place].split())
            )
            if is_plain[given.act.codes[place]]:
                codes[number] = self.about_of(told)
            elif here[which == number].any():
                self.rough |= {clause.id for clause in self.matters.touched(told)}
        return np.where(here, codes[which], -1)

    def _names_of(self, column: Text) -> None:
        for value in column.values:
            for name in _names(value):
                self.names[name]

    def _voices_of(self, given: Columns) -> NDArray[np.int64]:
        parts = (given.speaker, given.wire, given.source, given.affiliation)
        key = np.zeros(len(given), dtype=np.int64)
        for column in parts:
            key = key * max(1, len(column.values)) + column.codes
        _, first, which = np.unique(key, return_index=True, return_inverse=True)
        codes = [self.voice_of(given.report(place)) for place in first.tolist()]
        return np.array(codes, dtype=np.int64)[which]

    def _units_of(
        self, given: Columns, those: NDArray[np.int64], about: NDArray[np.int64], forbidden: Flags
    ) -> NDArray[np.int32]:
        """Return the unit of each report: by its deed, and its day, its event, or its place and day."""
        if not len(those):
            return np.empty(0, dtype=np.int32)
        deeds = np.array([one.deed for one in self.abouts], dtype=np.int64)[about]
        days, events, places = (
            day_numbers(self.calendar, given.last[those]),
            given.event.codes[those],
            given.place.codes[those],
        )
        named = np.array([bool(value) for value in given.event.values])[events] & ~forbidden
        manner = np.where(forbidden, 0, np.where(named, 1, 2))
        when = np.where(named, events, days - days.min())
        where = np.where(manner == 2, places, 0)
        key = ((deeds * 3 + manner) * (int(when.max()) + 1) + when) * (int(where.max()) + 1) + where
        _, first, which = np.unique(key, return_index=True, return_inverse=True)
        numbers = np.empty(len(first), dtype=np.int32)
        columns = (array[first].tolist() for array in (manner, deeds, days, events, places))
        for place, (kind, deed, day, event, spot) in enumerate(zip(*columns, strict=True)):
            if kind == 0:
                numbers[place] = self.units[deed, day]
            elif kind == 1:
                numbers[place] = self.units[deed, given.event.values[event]]
            else:
                numbers[place] = self.units[deed, "", given.place.values[spot], day]
        if len(self.units) > len(self.unit_deed):
            self.unit_deed = grown(self.unit_deed, max(1024, len(self.units) * 9 // 8))
        self.unit_deed[numbers] = deeds[first]
        return numbers[which]

    def replace(self, report: Report) -> None:
        """Mark what a report replaces, and itself where another replaces it, as gone from then on."""
        if report.replaces and report.replaces != report.id:
            key = self._voice_table[self.voice_of(report)][0]
            self._replaced.setdefault(report.replaces, []).append((key, report.public))
            self._let_go(report.replaces, key, report.public)
        for key, public in self._replaced.get(report.id, ()):
            self._let_go(report.id, key, public)

    def _let_go(self, id_: str, key: int, public: int) -> None:
        """Let a report be gone from a moment, where its own voice says so and none did earlier."""
        row = self._numbers.get(id_)
        if row is not None and self._voice_table[self.rows["voice"][row]][0] == key:
            self.rows["gone"][row] = min(self.rows["gone"][row], public)

    def _is_plain(self, report: Report, about: About) -> bool:
        if report.measure in ("total", "level") or report.in_percent:
            return False
        has_part = bool(report.kind) and not self.matters.of(report).forbidden
        is_named = bool(report.event) or not about.answers
        is_short = len(report.id.encode()) <= LONGEST_ID and "\0" not in report.id
        is_whole = not has_part and is_named and is_short and self.has_room
        return is_whole or report.stance not in STANCE_CODES

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
            self.unit_deed = grown(self.unit_deed, max(1024, number * 3 // 2))
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
            self._unit(report, about, happened.last), code, self.voice_of(report), self.events[report.event],
            self.places[act_key(report.place)], STANCE_CODES[report.stance], CERTAINTIES[report.certainty],
            quantity is not None, report.finding == "happened", low, high,
            report.said.first, report.said.last, report.published.first, report.published.last, report.public, NEVER,
            happened.first, happened.last, self.mask(report.to), spelt,
        )  # fmt: skip


def _names(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("; ")) if cell else ()


def _spelt(ids: Sequence[str]) -> tuple[NDArray[np.bytes_], Flags]:
    """Return ids as they are spelt in UTF-8, and which of them columns have room for."""
    letters = np.array(ids, dtype=np.str_)
    is_short = np.ones(len(letters), dtype=np.bool_)
    if letters.dtype.itemsize > 4 * LONGEST_ID or not all(id_.isascii() for id_ in ids):
        is_short = np.array([len(id_.encode()) <= LONGEST_ID for id_ in ids], dtype=np.bool_)
        return np.array([id_.encode() for id_ in ids], dtype=f"S{LONGEST_ID + 1}"), is_short
    return letters.astype(f"S{LONGEST_ID + 1}"), is_short & ("\0" not in "".join(ids))
