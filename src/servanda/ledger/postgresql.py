"""A ledger in a schema of a PostgreSQL database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from servanda.ledger import fault
from servanda.ledger.store import Value

SCHEMA = "ledger"
MIGRATION_LOCK = 0x53455256
"""The advisory lock that one opener at a time holds while it makes tables."""

_MISSING = "a ledger in PostgreSQL needs psycopg, which is not here; install it with: pip install 'servanda[postgresql]'"


class PostgreSQL:
    """A PostgreSQL database, in which the ledger has a schema of its own."""

    locking = " FOR UPDATE"
    words = {"text": 'TEXT COLLATE "C"', "integer": "BIGINT", "bytes": "BYTEA", "strict": ""}  # noqa: RUF012

    def __init__(self, address: str, create: bool, wait: float) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise fault.Missing(_MISSING) from error
        self._psycopg: Any = psycopg
        self.address, self._wait = re.sub(r"(//[^/@]*?):[^/@]*@", r"\1@", address), wait
        with self._faults():
            self.connection = psycopg.connect(address, autocommit=True, connect_timeout=max(2, int(wait)))
        try:
            self._set_up(create)
        except BaseException:
            self.close()
            raise

    def _set_up(self, create: bool) -> None:
        self.run(f"SET lock_timeout = {int(self._wait * 1000)}")
        self.run("SET client_encoding = 'UTF8'")
        self.run(f"SET search_path = {SCHEMA}")
        if not create and not self.has_tables():
            raise fault.NoLedger(
                f"there is no ledger in {self.address}; make one with: servanda import PATH --db {self.address}"
            )

    @contextmanager
    def reading(self) -> Iterator[None]:
        """See `Store.reading`."""
        with self._transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See `Store.writing`."""
        with self._transaction("BEGIN ISOLATION LEVEL READ COMMITTED"):
            yield

    @contextmanager
    def migrating(self) -> Iterator[None]:
        """See `Store.migrating`."""
        with self.writing():
            self.run(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        with self._faults():
            self.connection.execute(begin)
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                with suppress(self._psycopg.Error):
                    self.connection.execute("ROLLBACK")
                raise

    def query(self, statement: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """See `Store.query`."""
        with self._faults():
            found: list[tuple[Any, ...]] = self.connection.execute(
                _marked(statement), tuple(values) or None
            ).fetchall()
        return found

    def stream(self, statement: str, values: Sequence[Value] = ()) -> Iterator[tuple[Any, ...]]:
        """See `Store.stream`."""
        with self._faults(), self.connection.cursor() as cursor:
            yield from cursor.stream(_marked(statement), tuple(values) or None, size=ROWS)

    def run(self, statement: str, values: Sequence[Value] = ()) -> None:
        """See `Store.run`."""
        with self._faults():
            self.connection.execute(_marked(statement), tuple(values) or None)

    def fill(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
        """See `Store.fill`."""
        names = ", ".join(f'"{column}"' for column in columns)
        with self._faults(), self.connection.cursor() as cursor:  # noqa: SIM117
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)

    def has_tables(self) -> bool:
        """See `Store.has_tables`."""
        return bool(
            self.query("SELECT 1 FROM pg_tables WHERE schemaname = ? AND tablename = 'migrations'", (SCHEMA,))
        )

    def claim(self) -> None:
        """See `Store.claim`."""
        self.run(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")

    def protect(self, tables: Iterable[str]) -> None:
        """See `Store.protect`."""
        self.run(
            "CREATE OR REPLACE FUNCTION stay() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'what is in % stays as it is', TG_TABLE_NAME; END $$"
        )
        for table in tables:
            self.run(
                f"CREATE TRIGGER {table}_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION stay()"
            )

    def check(self) -> None:
        """See `Store.check`. Every row is read; a server that keeps checksums finds each page that is not as written."""
        for (table,) in self.query("SELECT tablename FROM pg_tables WHERE schemaname = ?", (SCHEMA,)):
            self.query(f'SELECT sum(length("{table}"::text)) FROM "{table}"')

    def close(self) -> None:
        """See `Store.close`."""
        self.connection.close()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Turn what PostgreSQL finds wrong into a word on how to mend it."""
        try:
            yield
        except self._psycopg.Error as error:
            raise self._fault(error) from error
        except UnicodeDecodeError as error:
            raise self._damaged(error) from error

    def _damaged(self, why: object) -> fault.LedgerError:
        return fault.Damaged(
            f"the ledger {self.address} is damaged ({why}); restore a backup into a new database"
        )

    def _fault(self, error: Any) -> fault.LedgerError:
        where, errors = f"the ledger {self.address}", self._psycopg.errors
        said = " ".join(str(error).split())
        match error:
            case errors.LockNotAvailable() | errors.DeadlockDetected() | errors.SerializationFailure():
                return fault.Busy(
                    f"{where} is being written by another program for more than {self._wait:g} seconds; try again"
                )
            case errors.DiskFull() | errors.OutOfMemory() | errors.IoError():
                return fault.Full(
                    f"{where} has no room left ({said}); nothing of this was kept; make room on the server's disk and try again"
                )
            case errors.ReadOnlySqlTransaction() | errors.InsufficientPrivilege():
                return fault.ReadOnly(f"{where} may not be written by you ({said}); ask for leave to write")
            case errors.DataCorrupted() | errors.IndexCorrupted():
                return self._damaged(said)
            case errors.InvalidCatalogName():
                return fault.NoLedger(f"{where}: {said}; make the database first, with: createdb")
        if 'database "' in said and "does not exist" in said:
            return fault.NoLedger(f"{where}: {said}; make the database first, with: createdb")
        if isinstance(error, self._psycopg.OperationalError):
            return fault.Unreachable(
                f"{where} cannot be reached ({said}); look whether the server runs and lets you in, and try again"
            )
        return fault.LedgerError(f"{where}: {said}")


ROWS = 1000
"""Rows fetched at a time."""


def _marked(statement: str) -> str:
    return statement.replace("?", "%s")
