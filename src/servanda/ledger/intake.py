"""Reports into a batch: a file whole where it is new or has grown at its end, else only what is new of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from servanda.ledger.batch import Batch
from servanda.ledger.fault import Refused
from servanda.ledger.files import files_in
from servanda.ledger.reading import Entry, ReportFile, clean
from servanda.record import COLUMNS, BadRow, Row, report_from
from servanda.record.manner import Manner


def take_file(batch: Batch, file: ReportFile) -> None:
    """Add a file of reports to a batch.

    Raises:
        Refused: a row has the id of one that the ledger holds, with other words.
    """
    name = file.manner.file
    manner = batch.manner(name)
    if manner is None:
        batch.add_manner(file.manner)
        _take_whole(batch, file, file.entries)
        return
    stored = files_in(batch.store, batch.agreement).get(name, b"")
    rest = grown(stored, file)
    if rest is None:
        _merge(batch, file, manner)
        return
    batch.known += _reports(file.entries) - _reports(rest)
    if rest and manner != file.manner:
        batch.add_manner(file.manner)
    _take_whole(batch, file, rest)


def _reports(entries: Sequence[Entry]) -> int:
    return sum(entry.report is not None for entry in entries)


def grown(stored: bytes, file: ReportFile) -> Sequence[Entry] | None:
    """Return what stands in a file after what the ledger holds of it; None where it begins with something else."""
    if file.data == stored:
        return ()
    if file.manner.form == "parquet" or not file.data.startswith(stored):
        return None
    end = 0
    for at, entry in enumerate(file.entries):
        if end == len(stored):
            return file.entries[at:]
        written = entry.written(file.manner)
        start, end = end, end + len(written)
        if start < len(stored) < end:
            rest = file.data[len(stored) : end]
            is_end = rest in (b"\n", b"\r\n", b"\r") and not file.manner.is_open(written)
            return (Entry(entry.line, rest, "blank"), *file.entries[at + 1 :]) if is_end else None
    return None


def _take_whole(batch: Batch, file: ReportFile, entries: Sequence[Entry]) -> None:
    """Add entries as they stand, so that the file comes out as it came in."""
    name, before = file.manner.file, batch.before(_ids(entries))
    for entry in entries:
        if entry.report is None or entry.row is None:
            batch.add_line(name, entry.spelling or b"", entry.why)
        elif entry.report.id in batch.seen or batch.is_known(entry.report, before, file.place(entry)):
            batch.add_line(name, entry.written(file.manner), "again")
        else:
            batch.add_report(name, entry.row, entry.report, entry.spelling)


def _merge(batch: Batch, file: ReportFile, manner: Manner) -> None:
    """Add the rows that are new, in the manner of the file that is there."""
    name, before = file.manner.file, batch.before(_ids(file.entries))
    there = _lines(batch, name)
    for entry in file.entries:
        if entry.why in ("header", "blank", "whole"):
            continue
        spelling = entry.written(file.manner)
        if spelling in there:
            continue
        if entry.report is None or entry.row is None:
            batch.add_stray(name, spelling)
        elif entry.report.id in batch.seen:
            if batch.seen[entry.report.id] != entry.report:
                batch.add_stray(name, spelling)
        elif not batch.is_known(entry.report, before, file.place(entry)):
            own = entry.spelling if manner == file.manner else None
            batch.add_row(entry.row, entry.report, name, own)


def _ids(entries: Sequence[Entry]) -> list[str]:
    return [entry.report.id for entry in entries if entry.report is not None]


def _lines(batch: Batch, file: str) -> set[bytes]:
    """Return the lines of a file that are no reports."""
    found = batch.store.query(
        "SELECT l.bytes FROM lines l JOIN manners m ON m.agreement = l.agreement AND m.number = l.manner"
        " WHERE l.agreement = ? AND m.file = ? AND l.why <> 'whole'",
        (batch.agreement, file),
    )
    return {bytes(line) for (line,) in found}


def take_rows(batch: Batch, rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """Add rows to a batch, and yield the id of each; one without an id gets a free one.

    Raises:
        Refused: a row cannot be read, or has the id of one that the ledger holds, with other words.
    """
    given = [_row(row, number) for number, row in enumerate(rows, start=1)]
    taken = {row["id"] for row in given}
    before = batch.before([row["id"] for row in given if row["id"]])
    for number, row in enumerate(given, start=1):
        if not row["id"]:
            row["id"] = free_id(batch, taken)
            taken.add(row["id"])
        try:
            report = report_from(row, batch.zone)
        except BadRow as bad:
            raise Refused(f"row {number}: {bad.cause} {bad.mend} Nothing was taken in.") from bad
        is_again = report.id in batch.seen
        if not batch.is_known(report, before, f"row {number}") and not is_again:
            batch.add_row(row, report)
        yield report.id


def free_id(batch: Batch, taken: set[str]) -> str:
    """Return the first of r1, r2, … after the number of reports that nobody has."""
    ((count,),) = batch.store.query("SELECT reports FROM agreements WHERE id = ?", (batch.agreement,))
    number = int(count) + len(batch.reports) + 1
    while f"r{number}" in taken or batch.before([f"r{number}"]):
        number += 1
    return f"r{number}"


def _row(given: Mapping[str, str], number: int) -> Row:
    """Return a row with every column, stripped as a file's reader would."""
    others = [column for column in given if column not in COLUMNS]
    if others:
        raise Refused(f'row {number}: "{others[0]}" is no column; the columns are {", ".join(COLUMNS)}')
    row = {column: given.get(column, "").strip() for column in COLUMNS}
    if clean(row) != row:
        raise Refused(f"row {number}: a cell holds a character that no text can hold; take it out")
    return row
