"""The port behind which a ledger's tables lie: two stores speak the same few words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Value = str | int | bytes | None


class Store(Protocol):
    """A database that holds a ledger's tables. Its faults are `LedgerError`s.

    It is for one thread at a time. Statements name their values by question marks.

    Attributes:
        address: where it is, for messages, without any password.
        words: what its dialect writes for the words in braces of the schema.
        locking: what a query ends with that keeps others from writing the rows it found.
    """

    address: str
    words: dict[str, str]
    locking: str

    def reading(self) -> AbstractContextManager[None]:
        """Return a stretch in which every query sees the same moment."""

    def writing(self) -> AbstractContextManager[None]:
        """Return a transaction: all that is written in it stays, or, after an error, nothing does."""

    def migrating(self) -> AbstractContextManager[None]:
        """Return a transaction that only one opener is in at a time."""

    def query(self, statement: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that a statement gives."""

    def stream(self, statement: str, values: Sequence[Value] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that a statement gives, without holding all of them; ask for nothing else meanwhile."""

    def run(self, statement: str, values: Sequence[Value] = ()) -> None:
        """Carry out a statement that gives no rows."""

    def fill(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
        """Add many rows to a table."""

    def claim(self) -> None:
        """Mark the place as a ledger's, in the transaction that makes its first table."""

    def protect(self, tables: Iterable[str]) -> None:
        """Make the database refuse to change or take out a row of some tables."""

    def has_tables(self) -> bool:
        """Say whether a ledger's tables are there.

        Raises:
            NotALedger: something else is.
        """

    def check(self) -> None:
        """Look at all that is there.

        Raises:
            Damaged: the database finds something wrong with itself.
        """

    def close(self) -> None:
        """Let go of the database."""
