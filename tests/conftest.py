"""How the property tests run, how tests are shared out, and the PostgreSQL server that tests share.

Property tests never run against the clock, and in CI on the same examples each time. They do not count as covering a
line: which lines they run is chance, and following them takes longer than running them. What is covered is what tests
run that say what comes out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import is_hypothesis_test, settings
from xdist.scheduler import LoadScopeScheduling

from tests.postgresql import NoServer, Server

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

COMPILING = (
    "tests/columns/",
    "tests/web/test_large.py",
    "tests/docs/test_columns_page.py",
    "tests/test_bench.py",
)
"""Where tests run compiled functions."""


def turn_of(nodeid: str) -> str:
    """Return what a test is given out with: tests of one name go to one process together."""
    return "compiled" if nodeid.startswith(COMPILING) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Give the next test to whichever process is free, but all that runs compiled functions to one.

    That one compiles each function once; processes that came to it at the same time would each compile it.
    """
    scheduling = LoadScopeScheduling(config, log)
    scheduling._split_scope = turn_of
    return scheduling


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the laws out of the coverage."""
    for item in items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
            item.add_marker("no_cover")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A server for all tests of this process that ask for one; where none can be started they fail."""
    try:
        server = Server()
    except NoServer as error:
        pytest.fail(str(error), pytrace=False)
    yield server
    server.close()


@pytest.fixture
def postgresql(postgresql_server: Server) -> Iterator[str]:
    """The address of an empty database."""
    with postgresql_server.database() as address:
        yield address
