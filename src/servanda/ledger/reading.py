"""The files of reports of a batch, read into entries before a ledger is opened for writing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from servanda.record import COLUMNS, BadRow, Piece, Report, Row, lines_of, pieces, report_from
from servanda.record.manner import Manner, csv_manner, json_manner

Why = Literal["header", "blank", "unreadable", "again", "whole"]
"""Why a line is no report: it is the header, is blank, cannot be read, has an id that an earlier row has, or is a whole file."""

What = Literal["report", "correction", "retraction", "finding"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a file: a report, or a line that is none.

    Attributes:
        spelling: its bytes; for a report, None where its file's manner writes the same.
        why: why it is no report; blank for a report.
    """

    line: int
    spelling: bytes | None
    why: Why | Literal[""] = ""
    row: Row | None = None
    report: Report | None = None

    def written(self, manner: Manner) -> bytes:
        """Return its bytes in a file of a manner."""
        return manner.write(self.row or {}) if self.spelling is None else self.spelling


@dataclass(frozen=True)
class ReportFile:
    """A file of reports: its manner and its entries in order, which joined are the file."""

    manner: Manner
    data: bytes
    entries: tuple[Entry, ...]

    def place(self, entry: Entry) -> str:
        """Say where an entry stands, for messages."""
        return f"{self.manner.file}, line {entry.line}"


def read_file(name: str, data: bytes, zone: str) -> ReportFile:
    """Read a file of reports so that it can be written again byte for byte."""
    if name.endswith(".parquet"):
        return _read_parquet(name, data, zone)
    manner = Manner(name, () if name.endswith(".csv") else COLUMNS)
    lines, entries, is_first = lines_of(data, name), [], True
    for piece in pieces(data, name, COLUMNS, []):
        spelling = b"".join(lines[piece.first - 1 : piece.last])
        if piece.header:
            manner = csv_manner(name, piece.header, spelling)
        if piece.row is not None and is_first and name.endswith(".jsonl"):
            manner, is_first = json_manner(name, spelling), False
        if spelling:
            entries.append(_entry(piece, spelling, manner, zone))
    if not entries and data:
        entries.append(Entry(1, data, "blank"))
    return ReportFile(manner, data, tuple(entries))


def _read_parquet(name: str, data: bytes, zone: str) -> ReportFile:
    """Read a Parquet file. Its rows have no spelling; the file is kept whole."""
    manner = Manner(name)
    entries = [Entry(0, data, "whole")]
    for piece in pieces(data, name, COLUMNS, []):
        assert piece.row is not None
        entries.append(_entry(piece, manner.write(clean(piece.row)), manner, zone))
    return ReportFile(manner, data, tuple(entries))


def _entry(piece: Piece, spelling: bytes, manner: Manner, zone: str) -> Entry:
    if piece.row is None:
        why: Why = "header" if piece.header else "blank" if piece.is_blank else "unreadable"
        return Entry(piece.first, spelling, why)
    row = clean(piece.row)
    try:
        report = report_from(row, zone, piece.first)
    except BadRow:
        return Entry(piece.first, spelling, "unreadable", row)
    return Entry(piece.first, None if manner.write(row) == spelling else spelling, "", row, report)


def clean(row: Row) -> Row:
    """Return a row with � for what no database holds: the character nought, and halves of characters."""
    joined = "".join(row.values())
    if "\x00" not in joined and (joined.isascii() or not _has_halves(joined)):
        return row
    return {
        column: cell.replace("\x00", "�").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        for column, cell in row.items()
    }


def _has_halves(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def what_of(report: Report) -> What:
    """Say what a row is to those before it."""
    if report.finding:
        return "finding"
    if not report.replaces:
        return "report"
    is_empty = report.quantity is not None and report.quantity.low == report.quantity.high == 0
    return "retraction" if is_empty else "correction"
