"""The stores of the fault rounds: where each is, how it is harmed, and how it tells that it is whole."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import ExitStack
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

import psycopg

from tests.postgresql import Server

_OURS = "relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema')"
_TABLES = f"SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND {_OURS}"
_AMCHECK = "SELECT 1 FROM pg_available_extensions WHERE name = 'amcheck'"
_INDEXES = f"""
    SELECT bt_index_check(pg_class.oid, true) FROM pg_class JOIN pg_am ON pg_am.oid = relam
    WHERE relkind = 'i' AND amname = 'btree' AND {_OURS}
"""
_CORRUPT = f"SELECT * FROM pg_class, verify_heapam(pg_class.oid) WHERE relkind IN ('r', 't') AND {_OURS}"


class Store(Protocol):
    """A store that can be harmed."""

    harms: tuple[str, ...]
    """What can befall it; the first is that a writer is killed, and nothing else is touched."""

    longest: float
    """Seconds that writers are left to write before it does, at most: time for some batches, and not for many."""

    @property
    def address(self) -> str:
        """Where the ledger of these rounds is."""

    def renew(self) -> None:
        """Begin another, empty ledger, and throw the last one away."""

    def harm(self, harm: str, writer: BaseProcess) -> None:
        """Let something befall it while a writer is at work, and mend what a machine's keeper would mend."""

    def is_whole(self) -> bool:
        """Say whether the store finds nothing wrong with itself."""

    def close(self) -> None:
        """Throw all of it away."""


class InSqlite:
    """A ledger in a file."""

    harms: tuple[str, ...] = ("writer killed",)
    longest = 0.08

    def __init__(self) -> None:
        self._room = ExitStack()
        self.renew()

    @property
    def address(self) -> str:
        """Where the file is."""
        return f"sqlite:///{self._file}"

    def renew(self) -> None:
        """Begin another file in a folder of its own."""
        self._room.close()
        self._file = Path(self._room.enter_context(tempfile.TemporaryDirectory())) / "ledger.db"

    def harm(self, harm: str, writer: BaseProcess) -> None:  # noqa: ARG002
        """Kill the writer."""
        writer.kill()

    def is_whole(self) -> bool:
        """Say whether every page and every index of the file is as it should be."""
        connection = sqlite3.connect(self._file)
        try:
            told = connection.execute("PRAGMA integrity_check").fetchall()
            return told == [("ok",)] and not connection.execute("PRAGMA foreign_key_check").fetchall()
        finally:
            connection.close()

    def close(self) -> None:
        """Remove the folder."""
        self._room.close()


class InPostgresql:
    """A ledger in a server that writes through to the disk."""

    harms: tuple[str, ...] = ("writer killed", "backend killed", "server killed", "server stopped at once")
    longest = 0.4

    def __init__(self) -> None:
        self._server = Server(is_durable=True)
        self._room = ExitStack()
        self.renew()

    @property
    def address(self) -> str:
        """Where the database is now; each start of the server has a port of its own."""
        return self._server.address(self._name)

    def renew(self) -> None:
        """Begin another database."""
        self._room.close()
        self._name = self._room.enter_context(self._server.database()).rpartition("/")[2]

    def harm(self, harm: str, writer: BaseProcess) -> None:
        """Kill the writer, or the process that serves it, or the whole server, which then starts again."""
        match harm:
            case "writer killed":
                writer.kill()
            case "backend killed":
                self._server.kill_backend(self._name)
            case "server killed":
                self._server.kill()
                self._server.start()
            case _:
                self._server.stop_at_once()
                self._server.start()

    def is_whole(self) -> bool:
        """Say whether every page of every table can be read, and, with amcheck at hand, every index is as it should be."""
        try:
            with psycopg.connect(self.address, autocommit=True) as connection:
                for (table,) in connection.execute(_TABLES).fetchall():
                    connection.execute(f"SELECT sum(length(one::text)) FROM {table} AS one".encode())
                if not connection.execute(_AMCHECK).fetchall():
                    return True
                connection.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
                connection.execute(_INDEXES)
                return not connection.execute(_CORRUPT).fetchall()
        except psycopg.Error:
            return False

    def close(self) -> None:
        """Stop the server and remove its folder."""
        self._room.close()
        self._server.close()
