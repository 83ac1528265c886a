"""The register: what the codes of the columns stand for."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from servanda.agreement import Agreement
from servanda.columns.rows import DEED, MOST_NAMES, VOICE, Flags, Records
from servanda.columns.units import Lines
from servanda.record import Matters, Report, Sources, act_key
from servanda.standing import Row


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
        answers: it answers requests, matched by name.
    """

    lines: tuple[int, ...]
    clauses: frozenset[str]
    deed: int
    answers: bool


class Register:
    """Numbers for what reports name: voices, acts by their actors, what they are about, events, places and names.

    Attributes:
        lines: the rows of the plan that are counted.
        names: the bit of each side, actor and mediator in a mask.
        abouts: what reports can be about, by code.
    """

    def __init__(self, agreement: Agreement, sources: Sources, lines: Sequence[Row]) -> None:
        self.agreement, self.sources, self.lines = agreement, sources, lines
        self.matters = Matters(agreement)
        self.names = Codes()
        settling = (name for matter in self.matters.by_act.values() for name in sorted(matter.verifiers))
        answering = (name for row in lines for name in sorted(row.actors))
        for name in (*agreement.parties, *agreement.mediators, *settling, *answering):
            self.names[name]
        self.events, self.places = Codes({"": 0}), Codes({"": 0})
        self.abouts: list[About] = []
        self._by_clause: dict[str, list[int]] = {}
        for number, row in enumerate(lines):
            self._by_clause.setdefault(row.clause.id, []).append(number)
        self._voices, self._voice_keys = Codes(), Codes()
        self._deeds, self._abouts = Codes(), Codes()
        self._voice_table: list[tuple[int, int, bool, int, int]] = []
        self._deed_table: list[tuple[int, int, int, bool, bool]] = []

    def about_of(self, report: Report) -> int:
        """Return the code of what a report is about."""
        key = (act_key(report.act), report.by, report.clauses)
        code = self._abouts.get(key)
        if code is None:
            code = self._abouts[key]
            self.abouts.append(self._told(report))
        return code

    def _told(self, report: Report) -> About:
        touched = frozenset(clause.id for clause in self.matters.clauses_of(report))
        actors = self.matters.actors(report)
        told = sorted(number for clause in touched for number in self._by_clause.get(clause, ()))
        lines = tuple(number for number in told if _acts(self.lines[number], actors))
        clauses = self.matters.of(report).clauses
        answers = any(term.slot == "answers" for clause in clauses for term in clause.terms)
        return About(lines, touched, self._deed(report, actors), answers)

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

    def voice_of(self, report: Report) -> int:
        """Return the code of the voice that tells a report."""
        key = (report.speaker, report.wire, report.source, report.affiliation)
        code = self._voices.get(key)
        if code is None:
            code = self._voices[key]
            voice = self.sources.voice(report)
            bits = [self.names[name] if name else -1 for name in (voice.side, voice.speaks_for)]
            known = self.names.get(voice.key, -1)
            self._voice_table.append((self._voice_keys[voice.key], bits[0], voice.belongs, bits[1], known))
        return code

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

    def wide(self) -> Flags:
        """Return of each place whether it is the whole area, or none."""
        whole = {act_key(name) for name in self.agreement.area} | {""}
        return np.array([place in whole for place in self.places], dtype=np.bool_)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many codes there are of each kind; while they stay, so do the tables."""
        return len(self._voice_table), len(self._deed_table), len(self.abouts), len(self.places)

    def mask(self, names: Iterable[str]) -> int:
        """Return the mask of some names."""
        return sum(1 << self.names[name] for name in set(names))

    @property
    def has_room(self) -> bool:
        """Whether every name met so far has a bit of its own."""
        return len(self.names) <= MOST_NAMES


def _acts(row: Row, actors: tuple[str, ...]) -> bool:
    """Say whether an act counts under a row of the plan; what nobody is said to have done breaks nothing."""
    return bool(set(actors) & row.actors) if actors else row.schedule != "forbidden"
