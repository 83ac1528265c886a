"""The files of drafts and of reviews as a ledger holds them: `drafts.csv` and `reviews.csv`, each a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from servanda.folder import DRAFTS, REVIEWS
from servanda.ledger import schema
from servanda.ledger.batch import ASKED_AT_ONCE, Batch
from servanda.ledger.fault import Refused
from servanda.ledger.intake import grown
from servanda.ledger.reading import Entry, ReportFile, clean
from servanda.ledger.store import Store, Value
from servanda.record import ACT_COLUMNS, DRAFT_COLUMNS, LATER_COLUMNS, BadRow, Row, lines_of, pieces
from servanda.record.draft import act_from, draft_from
from servanda.record.manner import Manner, csv_manner


class Kind(NamedTuple):
    """A kind of file: the table that holds it, its columns, and the moment that a row tells of.

    Attributes:
        later: the columns that the files of an earlier version have no place for, and that are left out there.
    """

    table: str
    columns: tuple[str, ...]
    moment: Callable[[Row, str], int]
    later: tuple[str, ...] = ()


KINDS: Mapping[str, Kind] = {
    DRAFTS: Kind("drafts", DRAFT_COLUMNS, lambda row, zone: draft_from(row, zone).at, LATER_COLUMNS),
    REVIEWS: Kind("reviews", ACT_COLUMNS, lambda row, zone: act_from(row, zone).at),
}


def sheets_in(store: Store, agreement: str) -> dict[str, bytes]:
    """Return the files of drafts and of reviews, byte for byte; those of which anything is there."""
    found = {name: _bytes(store, agreement, name) for name in KINDS}
    return {name: data for name, data in found.items() if data is not None}


def rows_in(store: Store, agreement: str, name: str, drafts: Sequence[str]) -> dict[str, Row]:
    """Return the rows of a file that are about some drafts, by the draft's id."""
    kind, found = KINDS[name], {}
    names = schema.names_in(store, kind.table, kind.columns)
    for start in range(0, len(drafts), ASKED_AT_ONCE):
        some = drafts[start : start + ASKED_AT_ONCE]
        marks = ", ".join("?" * len(some))
        for cells in store.query(
            f"SELECT {names} FROM {kind.table} WHERE agreement = ? AND draft IN ({marks})", (agreement, *some)
        ):
            row = {column: cell or "" for column, cell in zip(kind.columns, cells, strict=True)}
            found[row["draft"]] = row
    return found


def free_ids(batch: Batch, number: int) -> list[str]:
    """Return ids for new drafts: d1, d2, … after the number of drafts, without those that are taken."""
    ((count,),) = batch.store.query("SELECT count(draft) FROM drafts WHERE agreement = ?", (batch.agreement,))
    found: list[str] = []
    at = int(count)
    while len(found) < number:
        some = [f"d{at + step}" for step in range(1, number - len(found) + 1)]
        taken = rows_in(batch.store, batch.agreement, DRAFTS, some)
        found += [id_ for id_ in some if id_ not in taken]
        at += len(some)
    return found


def add_rows(batch: Batch, name: str, rows: Sequence[Row], strays: Sequence[bytes] = ()) -> None:
    """Add rows to the end of a file, in the manner of its header.

    Args:
        strays: lines that cannot be read, for after them.

    Raises:
        Refused: the file has no column for one of their cells.
    """
    if not rows and not strays:
        return
    kind, there = KINDS[name], _manner(batch.store, batch.agreement, name)
    manner = there or Manner(name, kind.columns)
    missing = dict.fromkeys((column for column in kind.later if column not in manner.columns), "")
    rows = [{**row, **missing} for row in rows]
    for row in rows:
        if not manner.can_hold(row):
            lost = sorted(column for column, cell in row.items() if cell and column not in manner.columns)
            raise Refused(
                f"{name} has no column {', '.join(lost)}; take in the file with it in its first line."
                " Nothing was taken in."
            )
    tail = _last_line(batch.store, batch.agreement, kind)
    if manner.is_open(tail):
        _add_line(batch, kind, b'"' + manner.ending.encode(), "blank")
    elif tail and not manner.is_ended(tail):
        _add_line(batch, kind, manner.ending.encode(), "blank")
    if there is None:
        _add_line(batch, kind, manner.header(), "header")
    for row in rows:
        _add_row(batch, name, row, manner.write(row))
    for line in strays:
        _add_line(batch, kind, line, "unreadable")


def read_sheet(name: str, data: bytes, zone: str) -> ReportFile:
    """Read a file of drafts or reviews so that it can be written again byte for byte."""
    kind, lines = KINDS[name], lines_of(data, name)
    entries: list[Entry] = []
    manner = Manner(name, ())
    for piece in pieces(data, name, kind.columns, []):
        spelling = b"".join(lines[piece.first - 1 : piece.last])
        if piece.header:
            manner = csv_manner(name, piece.header, spelling)
        row = None if piece.row is None else clean(piece.row)
        why: Any = "header" if piece.header else "blank" if piece.is_blank else "unreadable"
        if row is not None and not piece.is_short and _is_sound(kind, row, zone):
            why = ""
        if spelling:
            entries.append(Entry(piece.first, spelling, why, row))
    if not entries and data:
        entries.append(Entry(1, data, "blank"))
    return ReportFile(manner, data, tuple(entries))


def take_sheet(batch: Batch, file: ReportFile) -> None:
    """Add a file of drafts or reviews to a batch: whole where it is new or has grown, else only what is new of it.

    Raises:
        Refused: a row is about a draft of which the ledger holds another row.
    """
    name = file.manner.file
    stored = _bytes(batch.store, batch.agreement, name) or b""
    rest = grown(stored, file)
    if rest is None:
        _merge(batch, file)
        return
    for entry, news in _compared(batch, file, rest):
        if news == "new" and entry.row:
            _add_row(batch, name, entry.row, entry.spelling or b"")
        else:
            _add_line(batch, KINDS[name], entry.spelling or b"", entry.why or "again")


def _merge(batch: Batch, file: ReportFile) -> None:
    """Add the rows that are new, and the lines that cannot be read, in the manner of the file that is there."""
    name = file.manner.file
    there = {
        bytes(line)
        for (line,) in batch.store.query(
            f"SELECT spelling FROM {KINDS[name].table} WHERE agreement = ? AND draft IS NULL",
            (batch.agreement,),
        )
    }
    compared = list(_compared(batch, file, file.entries))
    rows = [entry.row for entry, news in compared if news == "new" and entry.row]
    strays = [entry.spelling or b"" for entry, news in compared if news in ("unreadable", "again")]
    add_rows(batch, name, rows, [line for line in strays if line not in there])


def _compared(batch: Batch, file: ReportFile, entries: Sequence[Entry]) -> Iterator[tuple[Entry, str]]:
    """Yield each entry with what it is: a row that is new or known, one that comes again with other words, or why it is none."""
    name = file.manner.file
    asked = [entry.row["draft"] for entry in entries if entry.row and not entry.why]
    known = rows_in(batch.store, batch.agreement, name, asked)
    seen: dict[str, Row] = {}
    for entry in entries:
        if entry.row is None or entry.why:
            yield entry, entry.why
            continue
        draft = entry.row["draft"]
        if not _is_same(KINDS[name], known.get(draft, entry.row), entry.row):
            raise Refused(
                f'{file.place(entry)}: "{draft}" is in the {name} of the ledger with other words, and nothing there is'
                " written over. Nothing was taken in."
            )
        first = seen.setdefault(draft, entry.row)
        is_known = draft in known or (first is not entry.row and first == entry.row)
        yield entry, "known" if is_known else "new" if first is entry.row else "again"


def _is_same(kind: Kind, one: Row, other: Row) -> bool:
    """Say whether two rows say the same; of a later column, as far as both files have a place for it."""
    return all(
        cell == other[column] or (column in kind.later and not (cell and other[column]))
        for column, cell in one.items()
    )


def _is_sound(kind: Kind, row: Row, zone: str) -> bool:
    try:
        kind.moment(row, zone)
    except BadRow:
        return False
    return True


def _add_row(batch: Batch, name: str, row: Row, written: bytes) -> None:
    kind = KINDS[name]
    spelling = None if written == Manner(name, kind.columns).write(row) else written
    cells = [row[column] for column in kind.columns]
    batch.add_to_sheet(kind.table, cells, kind.moment(row, batch.zone), spelling)


def _add_line(batch: Batch, kind: Kind, line: bytes, why: str) -> None:
    cells: list[Value] = [None if column == "draft" else "" for column in kind.columns]
    batch.add_to_sheet(kind.table, cells, None, line, why)


def _bytes(store: Store, agreement: str, name: str) -> bytes | None:
    """Return a file; None where there is none of it."""
    kind = KINDS[name]
    if not schema.is_there(store, kind.table):
        return None
    names = schema.names_in(store, kind.table, kind.columns)
    lines = [
        _written(name, cells) if spelling is None else bytes(spelling)
        for spelling, *cells in store.query(
            f"SELECT spelling, {names} FROM {kind.table} WHERE agreement = ? ORDER BY number", (agreement,)
        )
    ]
    return b"".join(lines) if lines else None


def _written(name: str, cells: Sequence[str | None]) -> bytes:
    """Return a row that has no spelling of its own; one kept before a column came is written without that column."""
    row = {column: cell for column, cell in zip(KINDS[name].columns, cells, strict=True) if cell is not None}
    return Manner(name, tuple(row)).write(row)


def _manner(store: Store, agreement: str, name: str) -> Manner | None:
    """Return the manner that the header of a file shows; None where it has none."""
    kind = KINDS[name]
    for (line,) in store.query(
        f"SELECT spelling FROM {kind.table} WHERE agreement = ? AND why = 'header'", (agreement,)
    ):
        for piece in pieces(bytes(line), name, kind.columns, []):
            if piece.header:
                return csv_manner(name, piece.header, bytes(line))
    return None


def _last_line(store: Store, agreement: str, kind: Kind) -> bytes:
    """Return the last line of a file; nothing where it is empty or where its last row has no spelling of its own."""
    found = store.query(
        f"SELECT spelling FROM {kind.table} WHERE agreement = ? ORDER BY number DESC LIMIT 1", (agreement,)
    )
    return bytes(found[0][0] or b"") if found else b""
