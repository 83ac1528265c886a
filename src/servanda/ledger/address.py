"""Addresses of ledgers: `sqlite:///file` and `postgresql://user@host:port/name`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from servanda.ledger.backup import fill_from
from servanda.ledger.fault import BadAddress, ReadOnly
from servanda.ledger.ledger import Ledger
from servanda.ledger.postgresql import PostgreSQL
from servanda.ledger.schema import is_behind, migrate
from servanda.ledger.sqlite import SQLite
from servanda.ledger.store import Store

WAIT = 10.0
"""Seconds to wait for another writer, or for a server to answer."""


def open_ledger(address: str, create: bool = False, wait: float = WAIT) -> Ledger:
    """Open a ledger, and bring its tables to this program's version; one that may not be written is read as it is.

    Args:
        address: `sqlite:///file.db` (relative), `sqlite:////folder/file.db` (absolute) or `postgresql://…/name`.
        create: make a ledger where there is none. A PostgreSQL database itself is not made.
        wait: the seconds to wait for another writer before giving up.

    Raises:
        LedgerError: there is none, or it cannot be opened; the message says why and how to mend it.
    """
    store = _store(address, create, wait)
    try:
        if create:
            migrate(store)
        elif is_behind(store):
            with suppress(ReadOnly):
                migrate(store)
    except BaseException:
        store.close()
        raise
    return Ledger(store)


def restore(address: str, source: Path, wait: float = WAIT) -> None:
    """Fill an empty ledger from a backup, and check that what arrived is what was backed up.

    Raises:
        NotEmpty: the ledger holds something.
        Damaged: the backup is not as it was made.
    """
    with open_ledger(address, create=True, wait=wait) as ledger:
        fill_from(ledger.store, source)


def _store(address: str, create: bool, wait: float) -> Store:
    kind, _, rest = address.partition("://")
    if kind == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return SQLite(Path(unquote(rest[1:])), create, wait)
    if kind in ("postgresql", "postgres") and rest:
        return PostgreSQL(address, create, wait)
    raise BadAddress(
        f'"{address}" is no address of a ledger; write sqlite:///file.db, sqlite:////folder/file.db'
        " or postgresql://user@host:port/name"
    )
