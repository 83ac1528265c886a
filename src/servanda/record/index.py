"""An index of a record: its reports picked out, put in order and paged through, a million of them while one waits."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from servanda.agreement import Agreement
from servanda.clock import Span
from servanda.record.coded import Coded, Order, picked
from servanda.record.matter import Matters, act_key
from servanda.record.phrases import Flags, Phrases
from servanda.record.report import COLUMNS, Report
from servanda.record.source import Sources

Rows = NDArray[np.int64]

NEVER = 2**62
MOST_FOUND = 8
"""Questions whose answers are kept, so that the next page costs nothing."""
FEW = 16
"""Where fewer than one report in so many is found, those are sorted; else all in order are gone through."""
TIMES = ("happened", "said", "published", "recorded")
"""The columns that are ordered as times."""
SEARCHED = ("act", "note", "speaker", "source")
"""The columns that a text is looked for in."""


@dataclass(frozen=True)
class Filter:
    """Which reports are wanted: those that have all that is named.

    Attributes:
        clause: it is about this clause, tells the refusal of it or leave for it, or names it.
        affiliation: as the report tells it, else as the table of sources does of its speaker.
        text: some text of it holds this; case and accents do not matter.
        happened, published: it may lie in this span; one that does not tell when it happened lies in none.
    """

    clause: str = ""
    act: str = ""
    event: str = ""
    speaker: str = ""
    source: str = ""
    affiliation: str = ""
    stance: str = ""
    text: str = ""
    happened: Span | None = None
    published: Span | None = None


@dataclass(frozen=True)
class Hearer:
    """Who asks, and what they hear: what was public, and recorded, by given moments; with none, everything."""

    viewer: str | None = None
    known: int | None = None
    recorded: int | None = None


@dataclass(frozen=True)
class Page:
    """A page of reports: its number from 1, and how many reports there are in all."""

    reports: tuple[Report, ...]
    number: int
    total: int


EVERYTHING = Filter()
ANYBODY = Hearer()
NO_TIME = Span(0, 0)


class Index:
    """The reports of one record. What a question needs is laid out when it is first asked.

    Attributes:
        reports: in the order in which they came.
    """

    def __init__(self, agreement: Agreement, sources: Sources, reports: Iterable[Report] = ()) -> None:
        self.matters, self._sources = Matters(agreement), sources
        self.reports: list[Report] = []
        self._ids: set[str] = set()
        self._replacing: dict[str, list[int]] = {}
        self._coded: dict[str, Coded[Any]] = {}
        self._times: dict[str, NDArray[np.int64]] = {}
        self._orders: dict[str, Order] = {}
        self._phrases: dict[str, Phrases] = {}
        self._touched: list[frozenset[str]] = []
        self._codes_of: dict[str, list[int]] = {}
        self._keyed = 0
        self._stems: list[tuple[str, int]] = []
        self._stemmed = 0
        self._found: OrderedDict[Hashable, Rows] = OrderedDict()
        self.add(reports)

    def __len__(self) -> int:
        return len(self.reports)

    def add(self, reports: Iterable[Report]) -> None:
        """Take reports in; one whose id is there already changes nothing."""
        for report in reports:
            if report.id not in self._ids:
                self._ids.add(report.id)
                if report.replaces:
                    self._replacing.setdefault(report.replaces, []).append(len(self.reports))
                self.reports.append(report)

    def lay_out(self) -> None:
        """Lay out what questions need, so that none of them has to wait for it: the texts, and the order by publishing."""
        for wanted in (
            Filter(text="a"),
            Filter(clause="a", affiliation="a", event="a", speaker="a", source="a", stance="a"),
        ):
            self._wanted(wanted)
        self.of_stems(())
        self.page()

    def page(
        self, wanted: Filter = EVERYTHING, hearer: Hearer = ANYBODY, *, sort: str = "published",
        descending: bool = True, number: int = 1, size: int = 50,
    ) -> Page:  # fmt: skip
        """Return a page of the reports that somebody wants and may see.

        Args:
            sort: a column of the record. What is equal stays as it came, or is turned around where descending.

        Raises:
            ValueError: there is no such column, or the page's number or size is less than one.
        """
        if number < 1 or size < 1:
            raise ValueError(f"page {number} of {size} reports: both are 1 or more")
        found = self.rows(wanted, hearer, sort=sort, descending=descending)
        those = found[(number - 1) * size : number * size].tolist()
        return Page(tuple(self.reports[row] for row in those), number, len(found))

    def rows(
        self, wanted: Filter = EVERYTHING, hearer: Hearer = ANYBODY, *, sort: str = "published",
        descending: bool = True,
    ) -> Rows:  # fmt: skip
        """Return the places of the reports that somebody wants and may see, in order.

        Raises:
            ValueError: there is no such column.
        """
        if sort not in COLUMNS:
            raise ValueError(f'there is no column "{sort}"; there are {", ".join(COLUMNS)}')
        question = (wanted, hearer, sort, len(self))
        if question not in self._found:
            self._found[question] = self._sorted(self.heard(hearer) & self._wanted(wanted), sort)
            if len(self._found) > MOST_FOUND:
                self._found.popitem(last=False)
        self._found.move_to_end(question)
        return self._found[question][:: -1 if descending else 1]

    def heard(self, hearer: Hearer) -> Flags:
        """Say which reports somebody hears."""
        carriers = self._of("carriers", lambda report: (report.speaker, report.source, report.wire))
        visible = cache(lambda name: self._is_seen(name, hearer.viewer))
        found = carriers.where(lambda names: all(map(visible, names)))
        if hearer.known is not None:
            found &= self._time("public") <= hearer.known
        if hearer.recorded is not None:
            found &= self._time("recorded") <= hearer.recorded
        return found

    def about(self, clauses: Collection[str]) -> Flags:
        """Say which reports are about some clauses, tell the refusal of one or leave for it, or name it."""
        told = self._of("told", lambda report: (report.act, report.by, report.clauses))
        self._touched += [self._clauses_of(*cells) for cells in told.values[len(self._touched) :]]
        asked = frozenset(clauses)
        return picked((not asked.isdisjoint(those) for those in self._touched), told.codes)

    def of_acts(self, acts: Collection[str]) -> Flags:
        """Say which reports tell of some acts, in the words as they are compared."""
        coded = self._of("act", attrgetter("act"))
        for code in range(self._keyed, len(coded.values)):
            self._codes_of.setdefault(act_key(coded.values[code]), []).append(code)
        self._keyed = len(coded.values)
        is_of = np.zeros(self._keyed, dtype=np.bool_)
        is_of[[code for act in acts for code in self._codes_of.get(act, ())]] = True
        found: Flags = is_of[coded.codes]
        return found

    def of_stems(self, stems: Collection[str]) -> Flags:
        """Say which reports tell of events whose ids begin with some stems."""
        named = self._of("named", _named)
        for code in range(self._stemmed, len(named.values)):
            stem = stem_of(named.values[code])
            if stem != named.values[code]:
                self._stems.append((stem, code))
        self._stemmed = len(named.values)
        is_of = np.zeros(len(named.values), dtype=np.bool_)
        is_of[[named.numbers[stem] for stem in stems if stem in named.numbers]] = True
        is_of[[code for stem, code in self._stems if stem in stems]] = True
        found: Flags = is_of[named.codes]
        return found

    def stems(self, rows: Iterable[int]) -> set[str]:
        """Return what the ids of the events begin with that some reports tell of."""
        return {stem_of(_named(self.reports[row])) for row in rows}

    def replacing(self, ids: Iterable[str]) -> list[int]:
        """Return the places of the reports that say they replace some others."""
        return [row for id_ in ids for row in self._replacing.get(id_, ())]

    def _wanted(self, wanted: Filter) -> Flags:
        found = np.ones(len(self), dtype=np.bool_)
        if wanted.clause:
            found &= self.about({wanted.clause})
        if wanted.act:
            found &= self.of_acts({act_key(wanted.act)})
        for column in ("event", "speaker", "source", "stance"):
            if value := getattr(wanted, column):
                found &= self._of(column, attrgetter(column)).equal(value)
        if wanted.affiliation:
            sides = self._of("side", lambda report: (report.speaker, report.affiliation))
            found &= sides.where(lambda cells: self._side_of(*cells) == wanted.affiliation)
        for column, span in (("happened", wanted.happened), ("published", wanted.published)):
            if span is not None:
                found &= (self._time(column) <= span.last) & (self._time(f"{column} last") >= span.first)
        if wanted.text:
            found &= self._holding(wanted.text)
        return found

    def _holding(self, text: str) -> Flags:
        found = np.zeros(len(self), dtype=np.bool_)
        for column in SEARCHED:
            coded = self._of(column, attrgetter(column))
            phrases = self._phrases.setdefault(column, Phrases())
            phrases.extend(coded.values[len(phrases) :])
            found |= phrases.holding(text)[coded.codes]
        return found

    def _sorted(self, flags: Flags, sort: str) -> Rows:
        keys, rows = self._keys(sort), np.flatnonzero(flags)
        if len(rows) * FEW < len(self):
            return rows[np.argsort(keys[rows], kind="stable")]
        order = self._orders.setdefault(sort, Order()).of(keys)
        return order[flags[order]]

    def _keys(self, column: str) -> NDArray[Any]:
        if column in TIMES:
            return self._time(column)
        if column == "quantity":
            return self._quantities()
        coded = self._of(column, _TEXTS.get(column, attrgetter(column)))
        ranks = np.empty(len(coded.values), dtype=np.int32)
        ranks[sorted(range(len(ranks)), key=coded.values.__getitem__)] = np.arange(len(ranks), dtype=np.int32)
        found: NDArray[Any] = ranks[coded.codes]
        return found

    def _quantities(self) -> NDArray[np.float64]:
        quantities = self._of("quantity", lambda report: report.quantity)
        lows = np.array([np.inf if one is None else one.low for one in quantities.values])
        found: NDArray[np.float64] = lows[quantities.codes]
        return found

    def _time(self, name: str) -> NDArray[np.int64]:
        there = self._times.get(name, np.empty(0, dtype=np.int64))
        if len(there) < len(self):
            time = _TIMES_OF[name]
            fresh = np.array([time(report) for report in self.reports[len(there) :]], dtype=np.int64)
            there = self._times[name] = np.concatenate([there, fresh])
        return there

    def _of(self, name: str, cell: Callable[[Report], Any]) -> Coded[Any]:
        coded = self._coded.setdefault(name, Coded(cell))
        coded.extend(self.reports)
        return coded

    def _clauses_of(self, act: str, by: tuple[str, ...], clauses: tuple[str, ...]) -> frozenset[str]:
        told = Report("", act, "asserts", NO_TIME, NO_TIME, by=by, clauses=clauses)
        return frozenset(clause.id for clause in self.matters.touched(told)).union(clauses)

    def _side_of(self, speaker: str, affiliation: str) -> str:
        source = self._sources.named(speaker)
        return affiliation or ("" if source is None else source.affiliation)

    def _is_seen(self, name: str, viewer: str | None) -> bool:
        source = self._sources.named(name)
        return source is None or not source.seen_by or viewer in source.seen_by


def stem_of(event: str) -> str:
    """Return what the ids of events that may be in the way of one another share."""
    return event.split(":")[0].split("@")[0]


def _named(report: Report) -> str:
    """Return what the id of the event begins with that a report tells of."""
    return report.event or act_key(report.act).replace(" ", "-")


def _first(span: Span | None) -> int:
    return NEVER if span is None else span.first


_TEXTS: dict[str, Callable[[Report], str]] = {
    "clause": lambda report: " ".join(report.clauses),
    "by": lambda report: "; ".join(report.by),
    "to": lambda report: "; ".join(report.to),
}
"""The columns whose cells are not one text."""

_TIMES_OF: dict[str, Callable[[Report], int]] = {
    "happened": lambda report: _first(report.happened),
    "happened last": lambda report: NEVER if report.happened is None else report.happened.last,
    "said": lambda report: report.said.first,
    "published": lambda report: report.published.first,
    "published last": lambda report: report.published.last,
    "public": lambda report: report.public,
    "recorded": lambda report: NEVER if report.recorded is None else report.recorded,
}
"""Times of a report, by their names; NEVER where it tells none."""
