"""The book: what is counted of every plain clause, kept up to date report by report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from servanda.agreement import Agreement
from servanda.columns.calendar import DAY
from servanda.columns.columns import Columns
from servanda.columns.delta import Writer, difference, joined
from servanda.columns.exchanges import STATES, all_exchanges, open_until
from servanda.columns.groups import Groups, distinct
from servanda.columns.history import Histories
from servanda.columns.links import Links, has_one_unit, sort_by_unit
from servanda.columns.rows import Codes, Records, Sides, Times, changes
from servanda.columns.shapes import Plain, plain_clauses
from servanda.columns.statements import denials, sort_each
from servanda.columns.table import Table
from servanda.columns.units import COUNTED, FORBIDDEN, NEVER, Bench, all_at, all_changes
from servanda.columns.words import scratch_for
from servanda.record import CAUTIOUS, GENEROUS, MEDIATORS, Report, Sources, names
from servanda.standing import World, compile_plan, worlds

MOST_ACCOUNTS = 9
"""Accounts that a mask of seven slots each has room for."""
_KINDS = {CAUTIOUS: 0, GENEROUS: 1, MEDIATORS: 3}


class Book:
    """What is counted under the plain clauses of an agreement.

    Attributes:
        accounts: whose accounts are kept.
        lines: the rows of the plan that are counted.
        incidents: of each line, its incidents: on the least at their last and at their first moment, then on the most
            at their first and at their last.
        counts: of each line, how many were done, on the least and on the most; behind them, of each line that is a
            duty, the denials that count by themselves.
        gates_changed: how often a report about a gate has come in.
        duties: of each line that answers requests, how many stand how; behind them, of each such line, how many are due,
            at their deadlines.
    """

    def __init__(
        self,
        agreement: Agreement,
        sources: Sources,
        reports: Iterable[Report] = (),
        accounts: Sequence[str] | None = None,
        viewer: str | None = None,
    ) -> None:
        """Open a book and enter what is reported.

        Args:
            accounts: some of the agreement's own accounts, at most nine; all, if not given.
            viewer: who asks; what they may not see is not in the book.

        Raises:
            ValueError: there are more accounts than nine, or one is not the agreement's.
        """
        self.agreement, self.sources, self.viewer = agreement.seen_by(viewer), sources, viewer
        self.accounts = tuple(accounts or names(self.agreement))
        if len(self.accounts) > MOST_ACCOUNTS or not set(self.accounts) <= set(names(self.agreement)):
            raise ValueError(f"name up to {MOST_ACCOUNTS} accounts of {', '.join(names(self.agreement))}")
        choice = worlds(self.agreement, self.accounts)[0].choice
        self.worlds = [World(name, "least", choice) for name in self.accounts]
        self.worlds += [World(name, "most", choice) for name in self.accounts]
        self.plan = compile_plan(self.agreement, self.worlds, 0)
        self._plain = lru_cache(maxsize=8)(lambda rough: plain_clauses(self.agreement, rough))
        plain = self._plain(frozenset())
        self.lines = [row for clause in plain.shapes for row in self.plan.by_clause[clause]]
        self.by_clause: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self.lines):
            self.by_clause[row.clause.id].append(number)
        self.table = Table(self.agreement, sources, self.lines, viewer)
        width, size = len(self.accounts), len(self.lines)
        self.incidents = Histories(size, 4 * width)
        self.counts = Histories(2 * size, 2 * width)
        self.duties = Histories(2 * size, STATES * width)
        self.longest = np.zeros(size, dtype=np.int64)
        self.links = Links(self.agreement, self.table, self.lines)
        self.shapes = np.array(
            [FORBIDDEN if row.schedule == "forbidden" else COUNTED for row in self.lines], dtype=np.int32
        )
        self.is_gate = np.array([row.clause.id in plain.gates for row in self.lines], dtype=np.bool_)
        self.is_owed = np.array([row.schedule == "stages" for row in self.lines], dtype=np.bool_)
        self.bearers = np.array([self.table.mask(row.bearers) for row in self.lines], dtype=np.uint64)
        self._units, self._asked, self._given, self._requests = Groups(), Groups(), Groups(), Groups()
        self._incidents_told = Groups()
        self.statements = Groups(lambda starts, rows: sort_each(self.table.rows, starts, rows))
        self.gates_changed = 0
        self._writer = Writer()
        self._sizes: tuple[int, ...] = ()
        self._bench: Bench | None = None
        self.enter(reports)

    @property
    def plain(self) -> Plain:
        """The clauses that this book answers for; the others are left to the row engine."""
        return self._plain(frozenset(self.table.rough))

    def enter(self, reports: Iterable[Report]) -> frozenset[str]:
        """Enter reports; one that is there counts once.

        Returns:
            The clauses whose counts may have changed, and those that this book answers for no more.
        """
        rough = frozenset(self.table.rough)
        heard: list[Report] = []
        fresh: list[int] = []
        for report in reports:
            if self.table.number_of(report.id) is None and self.sources.visible(report, self.viewer):
                row = self.table.append(report)
                fresh += [] if row is None else [row]
                heard.append(report)
        return self._take(np.array(fresh, dtype=np.int32), heard) | (self.table.rough - rough)

    def enter_columns(self, given: Columns) -> frozenset[str]:
        """Enter reports that stand in columns: the same as one by one, and faster where they are many."""
        rough = frozenset(self.table.rough)
        before = (
            {id_ for id_ in given.id if self.table.number_of(id_) is not None} if self.table.count else set()
        )
        rows = self.table.extend(given)
        replaces = np.array([bool(value) for value in given.replaces.values] or [False])[given.replaces.codes]
        places = set(np.flatnonzero(replaces).tolist())
        awaited = self.table.awaited
        places |= {place for place, id_ in enumerate(given.id) if id_ in awaited} if awaited else set()
        heard = [given.report(place) for place in sorted(places) if given.id[place] not in before]
        heard = [report for report in heard if self.sources.visible(report, self.viewer)]
        return self._take(rows, heard) | (self.table.rough - rough)

    def _take(self, rows: Codes, heard: Sequence[Report]) -> frozenset[str]:
        """Count rows that have come in, with what the reports heard replace."""
        table = self.table
        replaced = (table.number_of(report.replaces) for report in heard if report.replaces)
        earlier = np.unique(np.array([row for row in replaced if row is not None], dtype=np.int32))
        earlier = earlier[~np.isin(earlier, rows)]
        touched = np.concatenate([earlier, rows]).astype(np.int32)
        units, exchanges = distinct(table.rows["unit"][touched].astype(np.int64)), self.links.keys(touched)
        counted, owed = self._counted(units, earlier), self._owed(exchanges)
        for report in heard:
            table.replace(report)
        self._units.add(table.rows["unit"][rows].astype(np.int64), rows)
        asked, requests = self.links.asked(rows)
        self._asked.add(asked, requests)
        self._requests.add(self.links.numbers(asked).astype(np.int64), requests)
        self._given.add(*self.links.given(rows))
        told, about = self._about(rows)
        for groups, kept in (
            (self.statements, self.is_owed),
            (self._incidents_told, self.shapes == FORBIDDEN),
        ):
            groups.add(told[kept[told]], about[kept[told]])
        self._lay(difference(counted, self._counted(units, touched)))
        self._add(self.duties, difference(owed, self._owed(exchanges)))
        codes = distinct(table.rows["about"][touched].astype(np.int64)).tolist()
        lines = [line for code in codes for line in table.abouts[code].lines]
        self.gates_changed += bool(self.is_gate[lines].any())
        return frozenset(clause for code in codes for clause in table.abouts[code].clauses)

    def bench(self, size: int = 0) -> Bench:
        """Return what units are weighed with: the columns, and the tables that their codes point into.

        Args:
            size: the most reports that one unit has.
        """
        table = self.table
        if self._bench is None or self._sizes != table.sizes:
            voices, sides = table.voices(), self._sides()
            self._sizes = table.sizes
            scratch = scratch_for(len(voices), max(size, 256), len(self.accounts))
            self._bench = Bench(
                table.rows, voices, table.deeds(), sides, table.about_lines(), self.shapes, table.unit_deed,
                self.longest, scratch,
            )  # fmt: skip
        scratch = self._bench.scratch
        if size > len(scratch.words):
            scratch = scratch_for(len(scratch.at), 2 * size, len(self.accounts))
        self._bench = self._bench._replace(rows=table.rows, unit_deed=table.unit_deed, scratch=scratch)
        return self._bench

    def incidents_of(self, line: int, known: int) -> Iterator[tuple[int, float, int, int]]:
        """Yield the incidents under a line as known at a moment: slots, how many, and between when each happened."""
        pairs = self._changes_at(self._units_about(line), known).reshape(-1, 2)
        for end, start in pairs[pairs["row"][:, 0] == line]:
            yield int(end["mask"]), float(end["amount"]), int(start["moment"]), int(end["moment"])

    def open_until(self, line: int, account: int, at: int, known: int) -> int | None:
        """Return the first deadline of the duties of a line that are open at a moment; None where none is.

        Args:
            line: one that answers requests.
            account: the place of the account.
        """
        link, answers = self.links.by_line[line], self.links.answers
        rows = self._requests.rows(link)
        last = self.table.rows["last"][rows]
        earliest = at - (int(answers.days[link]) + 2) * DAY - int(answers.seconds[link])
        recent = rows[(last > earliest) & (last <= at) & (self.table.rows["public"][rows] <= known)]
        keys = self.links.keys(recent)
        keys = keys[self.links.numbers(keys) == link]
        asked_starts, asked, given_starts, given = self._told_of(keys)
        until = np.empty(len(keys), dtype=np.int64)
        open_until(
            self.bench(), self.table.calendar, answers, self.links.numbers(keys), asked_starts, asked, given_starts,
            given, account, at, known, until,
        )  # fmt: skip
        first = int(until.min(initial=NEVER))
        return first if first < NEVER else None

    def _units_about(self, line: int) -> Times:
        return distinct(self.table.rows["unit"][self._incidents_told.rows(line)].astype(np.int64))

    def _changes_at(self, units: Times, known: int) -> Records:
        """Return all that some units add as known at a moment."""
        starts, rows = self._units.of(units.tolist())
        bench, out = self.bench(int(np.diff(starts).max(initial=0))), changes(1 << 14)
        while (count := all_at(bench, units, starts, rows, known, out)) < 0:
            out = changes(4 * len(out))
        return out[:count]

    def _sides(self) -> Sides:
        table = self.table
        members = [_members(self.agreement, account) for account in self.accounts]
        return Sides(
            np.array([_KINDS.get(account, 2) for account in self.accounts], dtype=np.int8),
            np.array([table.mask(those) for those in members], dtype=np.uint64),
            np.uint64(table.mask(self.agreement.parties)), np.uint64(table.mask(self.agreement.mediators)),
            table.wide(),
        )  # fmt: skip

    def _about(self, rows: Codes) -> tuple[Times, Codes]:
        """Return the lines that reports are about, each with the report."""
        abouts = self.table.abouts
        codes = self.table.rows["about"][rows].tolist()
        flat = [line for code in codes for line in abouts[code].lines]
        return np.array(flat, dtype=np.int64), np.repeat(rows, [len(abouts[code].lines) for code in codes])

    def _counted(self, units: Times, denied: Codes) -> Records:
        """Return all that some units count, and what some reports deny."""
        starts, rows = self._units.of(units.tolist())
        bench = self.bench(int(np.diff(starts).max(initial=0)))
        found = self._writer.written(
            len(units), lambda begin, work, out: all_changes(bench, units, starts, rows, begin, work, out)
        )
        told = changes(self._most_denials(denied))
        count = denials(bench, self.is_owed, self.bearers, denied, told)
        return joined([found, told[:count]])

    def _most_denials(self, rows: Codes) -> int:
        start = self.bench().lines.start
        codes = self.table.rows["about"][rows]
        return 2 * int((start[codes + 1] - start[codes]).sum())

    def _owed(self, exchanges: Times) -> Records:
        """Return how the duties of some exchanges stand."""
        asked_starts, asked, given_starts, given = self._told_of(exchanges)
        bench, links = self.bench(), self.links.numbers(exchanges)
        is_one = np.ones(len(exchanges), dtype=np.bool_)
        has_one_unit(bench.rows, asked_starts, asked, is_one)
        self.table.rough.update(self.links.clause(link) for link in np.unique(links[~is_one]).tolist())
        return self._writer.written(
            len(exchanges),
            lambda begin, work, out: all_exchanges(
                bench, self.table.calendar, self.links.answers, links, asked_starts, asked, given_starts, given,
                begin, work, out,
            ),
        )  # fmt: skip

    def _told_of(self, exchanges: Times) -> tuple[Times, Codes, Times, Codes]:
        """Return the reports of the requests of some exchanges, and of their answers by unit, with where those of each begin."""
        asked_starts, asked = self._asked.of(exchanges.tolist())
        given_starts, given = self._given.of(exchanges.tolist())
        bench = self.bench(int((np.diff(asked_starts) + np.diff(given_starts)).max(initial=0)))
        sort_by_unit(bench.rows, given_starts, given)
        return asked_starts, asked, given_starts, given

    def _lay(self, those: Records) -> None:
        inside = those["row"] < len(self.lines)
        forbidden = inside & (self.shapes[np.where(inside, those["row"], 0)] == FORBIDDEN)
        self._add(self.incidents, those[forbidden])
        self._add(self.counts, those[~forbidden])

    @staticmethod
    def _add(histories: Histories, those: Records) -> None:
        histories.add(those["row"], those["moment"], those["public"], those["mask"], those["amount"])


def _members(agreement: Agreement, account: str) -> tuple[str, ...]:
    if account in (CAUTIOUS, GENEROUS):
        return ()
    return agreement.mediators if account == MEDIATORS else (account,)
