"""A server's application over two small real agreements, asked without a network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from servanda.web import application, library_of_folders
from tests.case_files import ROOT

AGREEMENTS = ("shalit-2011", "lebanon-2024")


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """A client of the pages about two agreements, as nobody in particular may see them."""
    library = library_of_folders([ROOT / "examples" / name for name in AGREEMENTS])
    with TestClient(
        application(library, ["testserver"]), raise_server_exceptions=False, headers={"accept": "text/html"}
    ) as made:
        yield made
