"""The manner of a file of reports: how it writes a row that has no spelling of its own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from servanda.record.cells import Row
from servanda.record.report import COLUMNS

Quoting = Literal["minimal", "all"]


@dataclass(frozen=True)
class Manner:
    """How a file writes its rows.

    Attributes:
        file: the file's name, which tells its form.
        columns: the columns that a row has, in order; none where a CSV file has no header yet.
        ending: what ends a line.
    """

    file: str
    columns: tuple[str, ...] = COLUMNS
    quoting: Quoting = "minimal"
    ending: str = "\n"

    @property
    def form(self) -> str:
        """Return csv, jsonl or parquet."""
        return self.file.rpartition(".")[2]

    def can_hold(self, row: Row) -> bool:
        """Say whether the file has a column for every cell of a row."""
        return all(column in self.columns for column, cell in row.items() if cell)

    def is_ended(self, line: bytes) -> bool:
        """Say whether what follows a line stands on one of its own: only in CSV does a lone carriage return end one."""
        return self.form == "parquet" or line.endswith((b"\n", b"\r") if self.form == "csv" else b"\n")

    def is_open(self, line: bytes) -> bool:
        """Say whether a row of CSV ends inside quotation marks, so that whatever follows would be part of it."""
        if self.form != "csv":
            return False
        text = line.decode("utf-8", errors="replace") + "\r\nnext\r\n"
        try:
            return list(csv.reader(io.StringIO(text, newline="")))[-1:] != [["next"]]
        except csv.Error:
            return True

    def header(self) -> bytes:
        """Return the line of the columns."""
        return self._line(self.columns)

    def write(self, row: Row) -> bytes:
        """Return a row as this file writes it."""
        if self.form != "csv":
            given = {column: row[column] for column in self.columns if row.get(column)}
            return (json.dumps(given, ensure_ascii=False) + self.ending).encode()
        return self._line([row.get(column, "") for column in self.columns])

    def _line(self, cells: Sequence[str]) -> bytes:
        out = io.StringIO(newline="")
        quoting: Literal[0, 1] = csv.QUOTE_ALL if self.quoting == "all" else csv.QUOTE_MINIMAL
        csv.writer(out, quoting=quoting).writerow(cells)
        return (out.getvalue().removesuffix("\r\n") + self.ending).encode()


def csv_manner(file: str, header: tuple[str, ...], line: bytes) -> Manner:
    """Return the manner that the header of a CSV file shows."""
    ending = "\r\n" if line.endswith(b"\r\n") else "\r" if line.endswith(b"\r") else "\n"
    manner = Manner(file, header, "all", ending)
    return (
        manner
        if line.removeprefix(b"\xef\xbb\xbf") == manner.header()
        else Manner(file, header, "minimal", ending)
    )


def json_manner(file: str, line: bytes) -> Manner:
    """Return the manner that the first object of a file of JSON lines shows."""
    names = [name for name in json.loads(line.decode("utf-8-sig", errors="replace")) if name in COLUMNS]
    columns = (*names, *(column for column in COLUMNS if column not in names))
    return Manner(file, columns, ending="\r\n" if line.endswith(b"\r\n") else "\n")
