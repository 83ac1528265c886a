"""Every test that asks for an address runs on both stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.ledger import Ledger, open_ledger
from tests.postgresql import Server

STORES = ("sqlite", "postgresql")


@pytest.fixture(params=STORES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a ledger that is not there yet."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql"))
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture
def another_database(postgresql_server: Server) -> Iterator[str]:
    """The address of an empty PostgreSQL database beside the test's own."""
    with postgresql_server.database() as found:
        yield found


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    """An empty ledger."""
    with open_ledger(address, create=True) as opened:
        yield opened
