"""Backups: whatever the store, one SQLite file that holds a ledger of one moment, sealed with counts and digests."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any, NamedTuple

from servanda.ledger import schema
from servanda.ledger.fault import Damaged, LedgerError, NoLedger, NotALedger, NotEmpty
from servanda.ledger.sqlite import SQLite
from servanda.ledger.store import Store

_KEYS = {"agreements": "id"}


class Seal(NamedTuple):
    """How many rows a table has, and a digest of them all in order."""

    rows: int
    digest: str


def back_up(store: Store, to: Path) -> None:
    """Write all that a store holds at one moment into a new file, whole or not at all.

    Raises:
        LedgerError: there is a file already, or it cannot be written.
    """
    if to.exists():
        raise LedgerError(f'"{to}" is there already, and a backup writes over nothing; name another file')
    part = to.with_name(f"{to.name}.part")
    part.unlink(missing_ok=True)
    try:
        _copy(store, part)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        os.link(part, to)
    except FileExistsError as error:
        raise LedgerError(
            f'"{to}" is there already, and a backup writes over nothing; name another file'
        ) from error
    except OSError as error:
        raise LedgerError(
            f'the backup "{to}" cannot be written: {error}; make room or name another place'
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _copy(store: Store, part: Path) -> None:
    copy = SQLite(part, create=True, wait=0, is_ahead=False)
    try:
        if isinstance(store, SQLite):
            store.copy_to(copy)
        else:
            schema.migrate(copy)
            with store.reading(), copy.writing():
                _pour(store, copy)
        with copy.writing():
            copy.run("DELETE FROM seals")
            copy.fill(
                "seals", ("name", "rows", "digest"), [(name, *seal) for name, seal in seals(copy).items()]
            )
    finally:
        copy.close()


def fill_from(store: Store, source: Path) -> None:
    """Fill an empty store from a backup, in one transaction, and check what arrived.

    Raises:
        NotEmpty: the store holds something.
        Damaged: the backup is not as it was made.
        NotALedger: the file is no backup.
    """
    if not source.is_file():
        raise NoLedger(f'there is no file "{source}"; name a backup that servanda backup made')
    backup = SQLite(source, create=False, wait=0)
    try:
        schema.version(backup)
        sealed = {
            name: Seal(rows, digest)
            for name, rows, digest in backup.query("SELECT name, rows, digest FROM seals")
        }
        if sealed:
            sealed = {table: sealed.get(table, _NOTHING) for table in schema.TABLES}
        else:
            raise NotALedger(
                f'"{source}" is no backup; make one with: servanda backup --db sqlite:///{source} --to FILE'
            )
        if seals(backup) != sealed:
            raise Damaged(
                f'the backup "{source}" is not as it was made; take another one. Nothing was restored'
            )
        with store.migrating():
            if store.query("SELECT id FROM agreements LIMIT 1"):
                raise NotEmpty(
                    f"the ledger {store.address} holds something already; restore into an empty one"
                )
            _pour(backup, store)
            if seals(store) != sealed:
                raise Damaged(
                    f"what arrived in {store.address} is not what was backed up. Nothing was restored"
                )
    finally:
        backup.close()


def _pour(source: Store, target: Store) -> None:
    for table, columns in schema.TABLES.items():
        target.fill(table, columns, _rows(source, table))


_NOTHING = Seal(0, hashlib.sha256().hexdigest())
"""The seal of a table of which nothing was taken in, or which was not there yet."""


def seals(store: Store) -> dict[str, Seal]:
    """Return the seal of every table."""
    return {table: _seal(store, table) for table in schema.TABLES}


def _seal(store: Store, table: str) -> Seal:
    digest, count = hashlib.sha256(), 0
    late = {column for tables in schema.COME_SINCE for column in tables.get(table, ())}
    places = {place for place, column in enumerate(schema.TABLES[table]) if column in late}
    for row in _rows(store, table):
        count += 1
        digest.update(repr(tuple(_sealed(row, places))).encode())
    return Seal(count, digest.hexdigest())


def _sealed(row: tuple[Any, ...], late: Set[int]) -> Iterator[Any]:
    """Yield the cells of a row, without those of columns that came after it: its seal stays what it was before."""
    for place, cell in enumerate(row):
        if cell is not None or place not in late:
            yield bytes(cell) if isinstance(cell, memoryview) else cell


def _rows(store: Store, table: str) -> Iterator[tuple[Any, ...]]:
    if not schema.is_there(store, table):
        return iter(())
    names = schema.names_in(store, table, schema.TABLES[table])
    return store.stream(f"SELECT {names} FROM {table} ORDER BY {_KEYS.get(table, 'agreement, number')}")


__all__ = ["Seal", "back_up", "fill_from", "seals"]
