"""A ledger in a SQLite file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from servanda.ledger import fault
from servanda.ledger.store import Value

MARK = 0x53455256
"""What a ledger's file carries as the id of its program: "SERV"."""


class SQLite:
    """A SQLite file, written ahead (WAL), and flushed to the disk with every transaction."""

    locking = ""
    words = {"text": "TEXT", "integer": "INTEGER", "bytes": "BLOB", "strict": " STRICT"}  # noqa: RUF012

    def __init__(self, path: Path, create: bool, wait: float, is_ahead: bool = True) -> None:
        self.path, self.address, self._wait = path, f'"{path}"', wait
        if not create and not path.exists():
            raise fault.NoLedger(
                f"there is no ledger at {self.address}; make one with: servanda import PATH --db sqlite:///{path}"
            )
        if not path.parent.is_dir():
            raise fault.NoLedger(f'there is no folder "{path.parent}" for a ledger; make it first')
        flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create else 0)
        with self._faults():
            self.connection = apsw.Connection(str(path), flags=flags)
        try:
            self._set_up(create and is_ahead)
        except BaseException:
            self.close()
            raise

    def _set_up(self, is_ahead: bool) -> None:
        with self._faults():
            self.connection.set_busy_timeout(int(self._wait * 1000))
            self.has_tables()
            self.run("PRAGMA foreign_keys = ON")
            self.run("PRAGMA synchronous = FULL")
            if is_ahead and not self.connection.readonly("main"):
                self.run("PRAGMA journal_mode = WAL")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """See `Store.reading`."""
        with self._transaction("BEGIN"):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See `Store.writing`."""
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    migrating = writing

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        with self._faults():
            self.connection.execute(begin)
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def query(self, statement: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """See `Store.query`."""
        return list(self.stream(statement, values))

    def stream(self, statement: str, values: Sequence[Value] = ()) -> Iterator[tuple[Any, ...]]:
        """See `Store.stream`."""
        with self._faults():
            yield from self.connection.execute(statement, tuple(values))

    def run(self, statement: str, values: Sequence[Value] = ()) -> None:
        """See `Store.run`."""
        with self._faults():
            self.connection.execute(statement, tuple(values)).fetchall()

    def fill(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
        """See `Store.fill`."""
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        with self._faults():
            self.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)

    def has_tables(self) -> bool:
        """See `Store.has_tables`."""
        names = {name for (name,) in self.query("SELECT name FROM sqlite_master WHERE type = 'table'")}
        mark = self.query("PRAGMA application_id")[0][0]
        if names and mark != MARK:
            raise fault.NotALedger(f"{self.address} is a database of another program; name another file")
        return "migrations" in names

    def claim(self) -> None:
        """See `Store.claim`."""
        self.run(f"PRAGMA application_id = {MARK}")

    def protect(self, tables: Iterable[str]) -> None:
        """See `Store.protect`."""
        for table in tables:
            for act in ("UPDATE", "DELETE"):
                self.run(
                    f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}"
                    f" BEGIN SELECT RAISE(ABORT, 'what is in {table} stays as it is'); END"
                )

    def copy_to(self, other: SQLite) -> None:
        """Copy the whole file, as it is at one moment, into another one."""
        with self._faults(), other._faults():
            with other.connection.backup("main", self.connection, "main") as backup:
                backup.step()
            other.run("PRAGMA journal_mode = DELETE")

    def check(self) -> None:
        """See `Store.check`."""
        told = self.query("PRAGMA integrity_check(1)") + self.query("PRAGMA foreign_key_check")
        if told != [("ok",)]:
            raise self._damaged(told[0] if told[0] != ("ok",) else told[1])

    def close(self) -> None:
        """See `Store.close`."""
        self.connection.close()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Turn what SQLite finds wrong into a word on how to mend it."""
        try:
            yield
        except apsw.Error as error:
            raise self._fault(error) from error
        except UnicodeDecodeError as error:
            raise self._damaged(error) from error

    def _damaged(self, why: object) -> fault.LedgerError:
        return fault.Damaged(
            f"the ledger {self.address} is damaged ({why}); move it away and restore a backup:"
            " servanda restore FILE --db ADDRESS"
        )

    def _fault(self, error: apsw.Error) -> fault.LedgerError:
        where = f"the ledger {self.address}"
        match error:
            case apsw.BusyError() | apsw.LockedError():
                return fault.Busy(
                    f"{where} is being written by another program for more than {self._wait:g} seconds; try again"
                )
            case apsw.FullError() | apsw.IOError():
                return fault.Full(
                    f"{where} cannot be written or read further ({error}); nothing of this was kept; make room on its disk, or look after the disk, and try again"
                )
            case apsw.ReadOnlyError() | apsw.PermissionsError() | apsw.AuthError():
                return fault.ReadOnly(
                    f"{where} may not be written by you; ask for leave to write the file and its folder"
                )
            case apsw.NotADBError():
                return fault.NotALedger(
                    f"{self.address} is no ledger; name another file, or restore a backup"
                )
            case apsw.CorruptError():
                return self._damaged(error)
            case apsw.CantOpenError():
                return fault.ReadOnly(
                    f"{where} cannot be opened; ask for leave to read and write the file and its folder"
                )
        return fault.LedgerError(f"{where}: {error}")
