"""Tables in and out: reports and sources as CSV or JSON lines.

A row that cannot be read is left out and named in a problem; the rows around it stay.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from servanda.agreement import Problem
from servanda.record.cells import BadRow, Row, report_from, row_of, source_from
from servanda.record.report import COLUMNS, Report
from servanda.record.source import SOURCE_COLUMNS, Source

_Made = TypeVar("_Made")


@dataclass(frozen=True)
class _Numbered:
    line: int
    row: Row


def read_reports(data: bytes, file: str, zone: str) -> tuple[list[Report], list[Problem]]:
    """Read a record: CSV, or JSON lines where the file's name ends in .jsonl."""
    reports, problems = _read(data, file, COLUMNS, lambda row, line: report_from(row, zone, line))
    kept: dict[str, Report] = {}
    for report in reports:
        other = kept.setdefault(report.id, report)
        if other != report:
            problems.append(
                _problem(
                    file,
                    report.line,
                    BadRow(
                        "id-twice",
                        f'"{report.id}" is the id of line {other.line} too, with other words.',
                        "Give each report its own id; correct one by a new row that replaces it.",
                    ),
                )
            )
    problems += _loose_ends(kept, file)
    return list(kept.values()), sorted(problems)


def read_sources(data: bytes, file: str) -> tuple[list[Source], list[Problem]]:
    """Read a sources table: CSV, or JSON lines where the file's name ends in .jsonl."""
    return _read(data, file, SOURCE_COLUMNS, source_from)


def write_reports(reports: Iterable[Report], zone: str) -> str:
    """Return a record as CSV."""
    rows = (row_of(report, zone).values() for report in reports)
    return "".join(_csv_line(cells) for cells in (COLUMNS, *rows))


def _csv_line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().removesuffix("\r\n") + "\n"


def _read(
    data: bytes, file: str, columns: tuple[str, ...], make: Callable[[Row, int], _Made]
) -> tuple[list[_Made], list[Problem]]:
    problems: list[Problem] = []
    made: list[_Made] = []
    rows = _json_rows if file.endswith(".jsonl") else _csv_rows
    for found in rows(_text(data, file, problems), file, columns, problems):
        try:
            made.append(make(found.row, found.line))
        except BadRow as bad:
            problems.append(_problem(file, found.line, bad, found.row))
    return made, problems


def _text(data: bytes, file: str, problems: list[Problem]) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(
            _problem(
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


def _csv_rows(text: str, file: str, columns: tuple[str, ...], problems: list[Problem]) -> Iterator[_Numbered]:
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
                _problem(
                    file,
                    line,
                    BadRow(
                        "bad-row",
                        f"The row cannot be read: {error}.",
                        "Look for a quotation mark that is not closed.",
                    ),
                )
            )
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = [cell.strip() for cell in cells]
            problems.extend(_unknown_columns(header, file, line, columns))
            continue
        if len(cells) > len(header):
            problems.append(
                _problem(
                    file,
                    line,
                    BadRow(
                        "too-many-cells",
                        f"The row has {len(cells)} cells; the header has {len(header)}.",
                        "Quote a cell that holds a comma.",
                    ),
                )
            )
            continue
        given = dict(zip(header, cells, strict=False))
        yield _Numbered(line, {column: given.get(column, "").strip() for column in columns})


def _unknown_columns(
    names: Iterable[str], file: str, line: int, columns: tuple[str, ...]
) -> Iterator[Problem]:
    for name in names:
        if name not in columns:
            cause, mend = (
                f'"{name}" is no column here; it is passed over.',
                f"The columns are {', '.join(columns)}.",
            )
            yield _problem(file, line, BadRow("unknown-column", cause, mend, name))


def _json_rows(
    text: str, file: str, columns: tuple[str, ...], problems: list[Problem]
) -> Iterator[_Numbered]:
    for line, words in enumerate(text.split("\n"), start=1):
        if not words.strip():
            continue
        try:
            found = json.loads(words)
            if not isinstance(found, dict):
                raise ValueError("it is no object")
        except (ValueError, RecursionError) as error:
            problems.append(
                _problem(
                    file,
                    line,
                    BadRow(
                        "bad-row",
                        f"The line is not a JSON object: {error}.",
                        'Write one object a line: {"id": "r1", …}.',
                    ),
                )
            )
            continue
        problems.extend(_unknown_columns(found, file, line, columns))
        yield _Numbered(line, {column: _cell(found.get(column)) for column in columns})


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and not any(isinstance(one, list | dict) for one in value):
        return "; ".join(_cell(one) for one in value)
    return str(value).strip()


def _loose_ends(reports: dict[str, Report], file: str) -> Iterator[Problem]:
    for report in reports.values():
        if report.replaces and report.replaces not in reports:
            yield _problem(
                file,
                report.line,
                BadRow(
                    "replaces-nothing",
                    f'No report "{report.replaces}" is there for it to replace.',
                    "Write the id of the report that it corrects, or leave it blank.",
                    report.replaces,
                ),
            )


def _problem(file: str, line: int, bad: BadRow, row: Row | None = None) -> Problem:
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
