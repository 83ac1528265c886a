"""The files of an agreement as they come out of a ledger."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from servanda.ledger.fault import Missing
from servanda.ledger.store import Store
from servanda.record import COLUMNS, NoParquet, Row, write_parquet
from servanda.record.manner import Manner


class Stored(NamedTuple):
    """One record of a file as a ledger holds it: a report's row, or the bytes of a line that is none."""

    number: int
    batch: int
    manner: int
    why: str
    spelling: bytes | None
    row: Row | None


def manners_of(store: Store, agreement: str) -> dict[int, Manner]:
    """Return every manner that the files of reports of an agreement have had, by number, the latest last."""
    return {
        number: Manner(file, tuple(json.loads(columns)), quoting, ending)
        for number, file, columns, quoting, ending in store.query(
            "SELECT number, file, columns, quoting, ending FROM manners WHERE agreement = ? ORDER BY number",
            (agreement,),
        )
    }


def papers_in(store: Store, agreement: str) -> dict[str, bytes]:
    """Return the latest version of every whole document."""
    found = store.query(
        "SELECT p.name, p.bytes FROM papers p WHERE p.agreement = ? AND p.number ="
        " (SELECT max(number) FROM papers WHERE agreement = p.agreement AND name = p.name) ORDER BY p.name",
        (agreement,),
    )
    return {name: bytes(data) for name, data in found}


def files_in(store: Store, agreement: str) -> dict[str, bytes]:
    """Return the files of reports, byte for byte."""
    manners = manners_of(store, agreement)
    found: dict[str, list[Stored]] = {manner.file: [] for manner in manners.values()}
    for one in stored_in(store, agreement):
        found[manners[one.manner].file].append(one)
    return {name: _written(records, manners) for name, records in found.items()}


def file_of(store: Store, agreement: str, form: str) -> dict[str, bytes]:
    """Return all reports in one file, of the form csv, jsonl or parquet."""
    manner = Manner(f"reports.{form}")
    rows = [one.row for one in _reports(store, agreement) if one.row is not None]
    if form == "parquet":
        return {manner.file: _parquet(rows)}
    header = manner.header() if form == "csv" else b""
    return {manner.file: b"".join((header, *map(manner.write, rows)))}


def stored_in(store: Store, agreement: str) -> Iterator[Stored]:
    """Yield all that the files of reports hold, in order."""
    lines = [
        Stored(number, batch, manner, why, bytes(data), None)
        for number, batch, manner, why, data in store.query(
            "SELECT number, batch, manner, why, bytes FROM lines WHERE agreement = ? ORDER BY number",
            (agreement,),
        )
    ]
    return heapq.merge(lines, _reports(store, agreement), key=lambda one: one.number)


def _reports(store: Store, agreement: str) -> Iterator[Stored]:
    names = ", ".join(f'"{column}"' for column in COLUMNS)
    for number, batch, manner, spelling, *cells in store.stream(
        f"SELECT number, batch, manner, spelling, {names} FROM reports WHERE agreement = ? ORDER BY number",
        (agreement,),
    ):
        row = dict(zip(COLUMNS, cells, strict=True))
        yield Stored(number, batch, manner, "", None if spelling is None else bytes(spelling), row)


def last_of(store: Store, agreement: str, manners: list[int]) -> bytes:
    """Return the last line of a file; nothing where it is empty or where its last row has no spelling of its own."""
    marks = ", ".join("?" * len(manners))
    found: list[tuple[Any, ...]] = []
    for table, column in (("reports", "spelling"), ("lines", "bytes")):
        found += store.query(
            f"SELECT number, {column} FROM {table} WHERE agreement = ? AND manner IN ({marks})"
            " ORDER BY number DESC LIMIT 1",
            (agreement, *manners),
        )
    return bytes(max(found, key=lambda one: one[0], default=(0, b""))[1] or b"")


def _written(records: list[Stored], manners: dict[int, Manner]) -> bytes:
    if records and records[0].why == "whole":
        return _whole(records)
    return b"".join(
        manners[one.manner].write(one.row or {}) if one.spelling is None else one.spelling for one in records
    )


def _whole(records: list[Stored]) -> bytes:
    """Return a Parquet file: as it came in, or made anew where rows have been added since."""
    first, *others = records
    if all(one.batch == first.batch for one in others) and first.spelling is not None:
        return first.spelling
    rows = [one.row or dict.fromkeys(COLUMNS, "") | json.loads(one.spelling or b"{}") for one in others]
    return _parquet(rows)


def _parquet(rows: list[Row]) -> bytes:
    try:
        return write_parquet(COLUMNS, rows)
    except NoParquet as error:
        raise Missing(f"the reports cannot be written as Parquet: {error}") from error
