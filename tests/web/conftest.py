"""A server's application over two small real agreements, asked without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from servanda.review import FolderReviewing
from servanda.web import application, library_of_folders
from tests.case_files import ROOT

AGREEMENTS = ("shalit-2011", "lebanon-2024")


DRAFT = {
    "act": "release prisoners", "by": "Israel", "to": "Hamas", "measure": "count", "quantity": "27", "stance": "asserts",
    "happened": "2011-10-18", "said": "2011-10-18", "published": "2011-10-18", "source": "A paper", "speaker": "A paper",
}  # fmt: skip
"""A draft about the exchange of 2011; the first is d1."""


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the pages about two agreements, as nobody in particular may see them; one has a draft that waits."""
    folder = tmp_path_factory.mktemp("pages")
    for name in AGREEMENTS:
        shutil.copytree(ROOT / "examples" / name, folder / name)
    FolderReviewing(folder / AGREEMENTS[0]).file([DRAFT], "a reader", 1_319_000_000)
    library = library_of_folders([folder / name for name in AGREEMENTS])
    with TestClient(
        application(library, ["testserver"]), raise_server_exceptions=False, headers={"accept": "text/html"}
    ) as made:
        yield made
