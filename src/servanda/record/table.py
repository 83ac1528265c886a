"""Tables in and out: reports and sources as CSV, JSON lines or Parquet.

A row that cannot be read is left out and named in a problem; the rows around it stay.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from servanda.agreement import Problem
from servanda.record.cells import BadRow, Row, report_from, row_of, source_from
from servanda.record.parquet import parquet_rows
from servanda.record.report import COLUMNS, Report
from servanda.record.source import SOURCE_COLUMNS, Source

_Made = TypeVar("_Made")


class Piece(NamedTuple):
    """One record of a table as it stands in its file: a row, a header, a blank line or what cannot be read.

    Attributes:
        first, last: its lines, counted from 1, both included.
        row: its cells, stripped, one for each column; None where it is no row.
        header: the names of the columns, where this is the header of a CSV file.
        is_short: the row of a CSV file has fewer cells than the header.
    """

    first: int
    last: int
    row: Row | None = None
    header: tuple[str, ...] | None = None
    is_short: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing at all."""
        return self.row is None and self.header == ()


def read_reports(data: bytes, file: str, zone: str) -> tuple[list[Report], list[Problem]]:
    """Read a record: CSV, or JSON lines or Parquet where the file's name ends in .jsonl or .parquet."""
    return read_record([(file, data)], zone)


def read_record(files: Iterable[tuple[str, bytes]], zone: str) -> tuple[list[Report], list[Problem]]:
    """Read a record that stands in several files, each given by its name and its bytes.

    A row that stands in two of them with the same words counts once.
    """
    kept: dict[str, tuple[Report, str]] = {}
    problems: list[Problem] = []
    for file, data in files:
        reports, found = read_rows(data, file, COLUMNS, lambda row, line: report_from(row, zone, line))
        for report in reports:
            other, place = kept.setdefault(report.id, (report, file))
            if other != report:
                found.append(_twice(report, file, other, place))
        problems += sorted(found)
    loose = _loose_ends(kept)
    return [report for report, _ in kept.values()], sorted([*problems, *loose]) if loose else problems


def _twice(report: Report, file: str, other: Report, place: str) -> Problem:
    where = f"line {other.line}" if place == file else f"line {other.line} of {place}"
    return problem_in(
        file, report.line,
        BadRow(
            "id-twice", f'"{report.id}" is the id of {where} too, with other words.',
            "Give each report its own id; correct one by a new row that replaces it.",
        ),
    )  # fmt: skip


def read_sources(data: bytes, file: str) -> tuple[list[Source], list[Problem]]:
    """Read a sources table: CSV, or JSON lines where the file's name ends in .jsonl."""
    return read_rows(data, file, SOURCE_COLUMNS, source_from)


def write_reports(reports: Iterable[Report], zone: str) -> str:
    """Return a record as CSV."""
    rows = (row_of(report, zone).values() for report in reports)
    return "".join(_csv_line(cells) for cells in (COLUMNS, *rows))


def _csv_line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().removesuffix("\r\n") + "\n"


def pieces(data: bytes, file: str, columns: tuple[str, ...], problems: list[Problem]) -> Iterator[Piece]:
    """Yield every record of a table in the order of the file, and add what cannot be read to `problems`."""
    if file.endswith(".parquet"):
        yield from _parquet_pieces(data, file, columns, problems)
    else:
        split = _json_pieces if file.endswith(".jsonl") else _csv_pieces
        yield from split(_text(data, file, problems), file, columns, problems)


def lines_of(data: bytes, file: str) -> list[bytes]:
    """Return the lines that the pieces of a file count, with their ends: joined, they are the file."""
    if file.endswith(".jsonl"):
        *lines, rest = data.split(b"\n")
        return [*(line + b"\n" for line in lines), *([rest] if rest else [])]
    return data.splitlines(keepends=True)


def read_rows(
    data: bytes,
    file: str,
    columns: tuple[str, ...],
    make: Callable[[Row, int], _Made],
    *,
    is_log: bool = False,
) -> tuple[list[_Made], list[Problem]]:
    """Make something of every row of a table, and tell what cannot be read.

    Args:
        make: makes it of the cells and the line, or raises a `BadRow`.
        is_log: every row has all its cells when it is written, so that one with fewer was cut short.
    """
    problems: list[Problem] = []
    made: list[_Made] = []
    for piece in pieces(data, file, columns, problems):
        if piece.row is None:
            continue
        try:
            if is_log and piece.is_short:
                raise BadRow("cut-short", *CUT_SHORT)
            made.append(make(piece.row, piece.first))
        except BadRow as bad:
            problems.append(problem_in(file, piece.first, bad, piece.row))
    return made, problems


CUT_SHORT = (
    "The line has fewer cells than the header: it was cut short as it was written.",
    "Do again what it began to tell of; the line may stay, or be taken out by hand.",
)


def _text(data: bytes, file: str, problems: list[Problem]) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(
            problem_in(
                file,
                line,
                BadRow(
                    "not-utf-8",
                    "The file is not UTF-8 text.",
                    "Save it as UTF-8; the characters that could not be read are shown as �.",
                ),
            )
        )
        return data.decode("utf-8-sig", errors="replace")


def _csv_pieces(text: str, file: str, columns: tuple[str, ...], problems: list[Problem]) -> Iterator[Piece]:
    reader = csv.reader(io.StringIO(text, newline=""))
    header: list[str] | None = None
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(
                problem_in(
                    file,
                    line,
                    BadRow(
                        "bad-row",
                        f"The row cannot be read: {error}.",
                        "Look for a quotation mark that is not closed.",
                    ),
                )
            )
            yield Piece(line, reader.line_num)
            continue
        if not any(cell.strip() for cell in cells):
            yield Piece(line, reader.line_num, None, ())
            continue
        if header is None:
            header = [cell.strip() for cell in cells]
            problems.extend(_unknown_columns(header, file, line, columns))
            yield Piece(line, reader.line_num, None, tuple(header))
            continue
        if len(cells) > len(header):
            problems.append(
                problem_in(
                    file,
                    line,
                    BadRow(
                        "too-many-cells",
                        f"The row has {len(cells)} cells; the header has {len(header)}.",
                        "Quote a cell that holds a comma.",
                    ),
                )
            )
            yield Piece(line, reader.line_num)
            continue
        given = dict(zip(header, cells, strict=False))
        row = {column: given.get(column, "").strip() for column in columns}
        yield Piece(line, reader.line_num, row, is_short=len(cells) < len(header))


def _unknown_columns(
    names: Iterable[str], file: str, line: int, columns: tuple[str, ...]
) -> Iterator[Problem]:
    for name in names:
        if name not in columns:
            cause, mend = (
                f'"{name}" is no column here; it is passed over.',
                f"The columns are {', '.join(columns)}.",
            )
            yield problem_in(file, line, BadRow("unknown-column", cause, mend, name))


def _json_pieces(text: str, file: str, columns: tuple[str, ...], problems: list[Problem]) -> Iterator[Piece]:
    for line, words in enumerate(text.removesuffix("\n").split("\n"), start=1):
        if not words.strip():
            yield Piece(line, line, None, ())
            continue
        try:
            found = json.loads(words)
            if not isinstance(found, dict):
                raise ValueError("it is no object")
        except (ValueError, RecursionError) as error:
            problems.append(
                problem_in(
                    file,
                    line,
                    BadRow(
                        "bad-row",
                        f"The line is not a JSON object: {error}.",
                        'Write one object a line: {"id": "r1", …}.',
                    ),
                )
            )
            yield Piece(line, line)
            continue
        problems.extend(_unknown_columns(found, file, line, columns))
        yield Piece(line, line, {column: _cell(found.get(column)) for column in columns})


def _parquet_pieces(
    data: bytes, file: str, columns: tuple[str, ...], problems: list[Problem]
) -> Iterator[Piece]:
    try:
        names, rows = parquet_rows(data)
    except ValueError as error:
        mend = "Write it again, or keep the record as CSV."
        problems.append(
            problem_in(file, 1, BadRow("not-parquet", f"The file cannot be read: {error}.", mend))
        )
        return
    problems.extend(_unknown_columns(names, file, 1, columns))
    for number, found in enumerate(rows, start=1):
        yield Piece(number, number, {column: _cell(found.get(column)) for column in columns})


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and not any(isinstance(one, list | dict) for one in value):
        return "; ".join(_cell(one) for one in value)
    return str(value).strip()


def _loose_ends(kept: dict[str, tuple[Report, str]]) -> list[Problem]:
    return [
        problem_in(
            file, report.line,
            BadRow(
                "replaces-nothing", f'No report "{report.replaces}" is there for it to replace.',
                "Write the id of the report that it corrects, or leave it blank.", report.replaces,
            ),
        )
        for report, file in kept.values()
        if report.replaces and report.replaces not in kept
    ]  # fmt: skip


def problem_in(file: str, line: int, bad: BadRow, row: Row | None = None) -> Problem:
    """Return the problem that a row has in its file."""
    excerpt = ",".join(cell for cell in row.values() if cell)[:160] if row else ""
    start = excerpt.find(bad.about) if bad.about else 0
    return Problem(
        file,
        line,
        max(0, start) + 1,
        bad.name,
        bad.cause,
        bad.mend,
        excerpt,
        len(bad.about) if start >= 0 else 1,
    )
