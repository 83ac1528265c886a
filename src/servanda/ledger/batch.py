"""A batch: what one act of taking in adds to an agreement, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from servanda.clock import Span
from servanda.folder import REPORT_PAPERS, REPORTS
from servanda.ledger import schema
from servanda.ledger.fault import Refused
from servanda.ledger.files import last_of, manners_of
from servanda.ledger.reading import what_of
from servanda.ledger.store import Store, Value
from servanda.record import COLUMNS, Report, Row, report_from
from servanda.record.manner import Manner

ASKED_AT_ONCE = 500
"""Ids looked for in one query."""

OVERFLOW = "reports.jsonl"
"""The file for rows that no file there can hold: JSON lines have room for every column."""


@dataclass
class Batch:
    """What is to be added to one agreement: gathered first, then written at once.

    Attributes:
        number: its own serial number; what it adds has the numbers after it.
        known: how many rows were there before, and count once.
        seen: the reports that it has met, new or known, by id.
    """

    store: Store
    agreement: str
    zone: str
    number: int
    recorder: str
    recorded: int
    known: int = 0
    seen: dict[str, Report] = field(default_factory=dict)
    papers: list[tuple[Value, ...]] = field(default_factory=list)
    manners: list[tuple[Value, ...]] = field(default_factory=list)
    lines: list[tuple[Value, ...]] = field(default_factory=list)
    reports: list[tuple[Value, ...]] = field(default_factory=list)
    drafts: list[tuple[Value, ...]] = field(default_factory=list)
    reviews: list[tuple[Value, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._last = self.number
        self._numbers: dict[str, list[int]] = {}
        self._manner: dict[str, Manner] = {}
        self._tails: dict[str, bytes] = {}
        for number, manner in manners_of(self.store, self.agreement).items():
            self._numbers.setdefault(manner.file, []).append(number)
            self._manner[manner.file] = manner

    @property
    def is_empty(self) -> bool:
        """Whether it adds nothing."""
        return not any(rows for _, rows in self._tables)

    @property
    def _tables(self) -> tuple[tuple[str, list[tuple[Value, ...]]], ...]:
        return (
            ("papers", self.papers), ("manners", self.manners), ("lines", self.lines), ("reports", self.reports),
            ("drafts", self.drafts), ("reviews", self.reviews),
        )  # fmt: skip

    def manner(self, file: str) -> Manner | None:
        """Return the manner in force of a file of reports; None where there is no such file."""
        return self._manner.get(file)

    def add_paper(self, name: str, data: bytes) -> None:
        """Add a version of a whole document."""
        self.papers.append((self.agreement, self._next(), self.number, name, data))

    def add_manner(self, manner: Manner) -> None:
        """Let a file of reports have a manner from here on; it is new if it had none."""
        number = self._next()
        self._numbers.setdefault(manner.file, []).append(number)
        self._manner[manner.file] = manner
        columns = json.dumps(manner.columns, ensure_ascii=False)
        self.manners.append(
            (self.agreement, number, self.number, manner.file, columns, manner.quoting, manner.ending)
        )

    def add_line(self, file: str, line: bytes, why: str) -> None:
        """Add a line that is no report to the end of a file."""
        self._tails[file] = line
        self.lines.append((self.agreement, self._next(), self.number, self._numbers[file][-1], why, line))

    def add_stray(self, file: str, line: bytes) -> None:
        """Add a line that cannot be read to the end of a file, or beside it where it would spoil what follows."""
        self.add_line(file if self._can_follow(file) else self._overflow(), line, "unreadable")

    def add_row(self, row: Row, report: Report, file: str = "", spelling: bytes | None = None) -> None:
        """Add a report to the first file that has all its columns.

        Args:
            spelling: its bytes, if that file is `file`.
        """
        home = self._home(row)
        self.add_report(home, row, report, spelling if home == file else None)

    def add_report(self, file: str, row: Row, report: Report, spelling: bytes | None) -> None:
        """Add a report to the end of a file, with the bytes of its own where the manner of the file gives others."""
        self.seen[report.id] = report
        self._tails[file] = spelling or b""
        ends = [end for span in (report.happened, report.said, report.published) for end in _ends(span)]
        recorded = self.recorded if report.recorded is None else report.recorded
        cells = [row[column] for column in COLUMNS]
        head = (self.agreement, self._next(), self.number, self._numbers[file][-1], what_of(report))
        self.reports.append((*head, *cells, *ends, recorded, spelling))

    def add_to_sheet(
        self, table: str, cells: Sequence[Value], seconds: int | None, spelling: bytes | None, why: str = ""
    ) -> None:
        """Add a row of drafts or reviews, or a line of their files that is none.

        Args:
            seconds: the moment that it tells of.
            why: why it is no row; blank where it is one.
        """
        rows = dict(self._tables)[table]
        rows.append((self.agreement, self._next(), self.number, why, *cells, seconds, spelling))

    def is_known(self, report: Report, before: Mapping[str, Report], where: str) -> bool:
        """Say whether a row is there already with the same words, and count it.

        Args:
            before: reports that the ledger holds, by id.

        Raises:
            Refused: one with its id is there with other words.
        """
        other = self.seen.setdefault(report.id, before.get(report.id, report))
        if other != report:
            raise Refused(
                f'{where}: "{report.id}" is in the ledger with other words, and nothing there is written over;'
                f' give the row an id of its own, and write {report.id} in its "replaces". Nothing was taken in.'
            )
        self.known += report.id in before
        return report.id in before

    def before(self, ids: Sequence[str]) -> dict[str, Report]:
        """Return the reports that the ledger holds under some ids."""
        found: dict[str, Report] = {}
        names = ", ".join(f'"{column}"' for column in COLUMNS)
        for start in range(0, len(ids), ASKED_AT_ONCE):
            some = ids[start : start + ASKED_AT_ONCE]
            marks = ", ".join("?" * len(some))
            for cells in self.store.query(
                f"SELECT {names} FROM reports WHERE agreement = ? AND id IN ({marks})",
                (self.agreement, *some),
            ):
                report = report_from(dict(zip(COLUMNS, cells, strict=True)), self.zone)
                found[report.id] = report
        return found

    def write(self, key: str | None = None, digest: str = "", ids: Sequence[str] = ()) -> None:
        """Write all that was gathered."""
        own = (self.agreement, self.number, key, digest, json.dumps(ids), self.recorder, self.recorded)
        self.store.fill("batches", schema.BATCHES, [own])
        for table, rows in self._tables:
            if rows:
                self.store.fill(table, schema.TABLES[table], rows)
        self.store.run(
            "UPDATE agreements SET last = ?, reports = reports + ?, recorded = ? WHERE id = ?",
            (self._last, len(self.reports), self.recorded, self.agreement),
        )

    def _home(self, row: Row) -> str:
        """Return the file for a row: the first that has all its columns, else one that is begun for it."""
        for file in REPORT_PAPERS:
            if file in self._manner and self._manner[file].can_hold(row) and self._can_follow(file):
                return file
        if REPORTS not in self._manner or (not self._manner[REPORTS].columns and self._can_follow(REPORTS)):
            self.add_manner(Manner(REPORTS))
            self.add_line(REPORTS, Manner(REPORTS).header(), "header")
            return REPORTS
        return self._overflow()

    def _overflow(self) -> str:
        if OVERFLOW not in self._manner:
            self.add_manner(Manner(OVERFLOW))
        self._can_follow(OVERFLOW)
        return OVERFLOW

    def _can_follow(self, file: str) -> bool:
        """Say whether a row can stand at the end of a file; end the last line there if it has no end."""
        if file not in self._tails:
            self._tails[file] = last_of(self.store, self.agreement, self._numbers[file])
        tail, manner = self._tails[file], self._manner[file]
        if manner.is_open(tail):
            return False
        if tail and not manner.is_ended(tail):
            self.add_line(file, manner.ending.encode(), "blank")
        return True

    def _next(self) -> int:
        self._last += 1
        return self._last


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.first, span.last)
