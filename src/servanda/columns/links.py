"""Links: which reports ask, which answer, and under which name they belong together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from servanda.agreement import Agreement
from servanda.columns.calendar import days_and_seconds
from servanda.columns.compiled import compiled
from servanda.columns.exchanges import Answers
from servanda.columns.groups import distinct
from servanda.columns.rows import Codes, Flags, Records, Times
from servanda.columns.table import Table
from servanda.standing import Row

FEW = 256
"""So many reports are looked through one by one; of more, those that are linked are picked out first."""


class Links:
    """The rows of the plan that answer requests, each a link; `by_line` has the number of each.

    The key of an exchange holds the number of its link, and the event that names it, or, where that is blank, the unit
    of the request.
    """

    def __init__(self, agreement: Agreement, table: Table, lines: Sequence[Row]) -> None:
        self._table = table
        those = [(number, row) for number, row in enumerate(lines) if row.link is not None]
        self.lines = [number for number, _ in those]
        self.by_line = {line: number for number, line in enumerate(self.lines)}
        self._asked: dict[str, list[int]] = {}
        for number, (_, row) in enumerate(those):
            if row.link is not None:
                self._asked.setdefault(row.link.clause, []).append(number)
        self._links: list[tuple[list[int], list[int]]] = []
        links = [row.link for _, row in those if row.link is not None and row.link.length is not None]
        lengths = [days_and_seconds(link.length) for link in links if link.length is not None]
        start = agreement.title.entry or 0
        self.answers = Answers(
            np.array(self.lines, dtype=np.int32),
            np.array([table.mask(row.bearers) for _, row in those], dtype=np.uint64),
            np.array([table.mask({*row.bearers, *row.actors}) for _, row in those], dtype=np.uint64),
            np.full(len(those), start, dtype=np.int64),
            np.array([days for days, _ in lengths], dtype=np.int64),
            np.array([seconds for _, seconds in lengths], dtype=np.int64),
            np.array([row.clause.norm != "must" for _, row in those], dtype=np.bool_),
        )

    def clause(self, number: int) -> str:
        """Return the clause that answers under a link."""
        return self._table.lines[self.lines[number]].clause.id

    def numbers(self, keys: Times) -> Codes:
        """Return the link of each exchange."""
        return (np.where(keys < 0, -keys - 1, keys) % max(1, len(self.lines))).astype(np.int32)

    def asked(self, rows: Codes) -> tuple[Times, Codes]:
        """Return the exchanges that requests open, each with the report."""
        return self._keyed(rows, 0)

    def given(self, rows: Codes) -> tuple[Times, Codes]:
        """Return the exchanges that answers belong to, each with the report."""
        return self._keyed(rows, 1)

    def keys(self, rows: Codes) -> Times:
        """Return the exchanges that some reports bear on."""
        return distinct(np.concatenate([self.asked(rows)[0], self.given(rows)[0]]))

    def _keyed(self, rows: Codes, side: int) -> tuple[Times, Codes]:
        table = self._table
        for about in table.abouts[len(self._links) :]:
            asked = sorted(n for clause in about.clauses for n in self._asked.get(clause, ()))
            given = [self.by_line[line] for line in about.lines if line in self.by_line]
            self._links.append((asked, given))
        if not self.lines or not len(rows):
            return np.empty(0, dtype=np.int64), rows[:0]
        codes = table.rows["about"][rows]
        if len(rows) > FEW:
            linked = np.array([bool(links[side]) for links in self._links], dtype=np.bool_)
            rows, codes = rows[linked[codes]], codes[linked[codes]]
        flat = [n for code in codes.tolist() for n in self._links[code][side]]
        repeated = np.repeat(rows, [len(self._links[code][side]) for code in codes.tolist()])
        events = table.rows["event"][repeated].astype(np.int64)
        units = table.rows["unit"][repeated].astype(np.int64)
        width, links = len(self.lines), np.array(flat, dtype=np.int64)
        return np.where(events > 0, events * width + links, -(units * width + links) - 1), repeated


@compiled
def sort_by_unit(rows: Records, starts: Times, those: Codes) -> None:
    """Put the reports of each exchange together by their units."""
    for group in range(len(starts) - 1):
        for place in range(starts[group] + 1, starts[group + 1]):
            row = those[place]
            left = place
            while left > starts[group] and rows[those[left - 1]].unit > rows[row].unit:
                those[left] = those[left - 1]
                left -= 1
            those[left] = row


@compiled
def has_one_unit(rows: Records, starts: Times, those: Codes, found: Flags) -> None:
    """Say of each exchange whether its request is one event."""
    for group in range(len(starts) - 1):
        found[group] = True
        for place in range(starts[group] + 1, starts[group + 1]):
            found[group] &= rows[those[place]].unit == rows[those[starts[group]]].unit
