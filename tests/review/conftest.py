"""Every test that asks for a place runs in a folder and on both stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.review.places import KINDS, Place, papers, place_at


@pytest.fixture(params=KINDS)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where drafts may be kept: the path of a folder, or the address of a ledger, that is not there yet."""
    if request.param == "folder":
        return tmp_path / "test"
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql"))
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture
def place(where: str | Path) -> Iterator[Place]:
    """A place with an agreement and three reports."""
    with place_at(where, papers()) as opened:
        yield opened
