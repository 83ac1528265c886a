"""One server and one browser for all tests of a process; no page may ask anything of another machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.web.browser.serving import NoBrowser, copied, launched, paths, served

Opening = Callable[..., Page]


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of agreements that the server shows."""
    return copied(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="session")
def server(shown: Path) -> Iterator[str]:
    """Where a server of the examples listens."""
    with served(shown) as address:
        yield address


@pytest.fixture(scope="session")
def every_path(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The path of every address, by the name of its route."""
    return paths(copied(tmp_path_factory.mktemp("routes")))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium; where there is none the tests are passed over, unless in CI."""
    with sync_playwright() as playwright:
        try:
            found = launched(playwright)
        except NoBrowser as missing:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(str(missing))
        yield found


@pytest.fixture
def opening(browser: Browser, server: str) -> Iterator[Opening]:
    """Opens a blank page in a browser of its own; what any asks of another machine, or finds wrong, fails the test."""
    contexts: list[BrowserContext] = []
    elsewhere: list[str] = []
    wrong: list[str] = []

    def asked(url: str) -> None:
        if urlsplit(url).scheme not in ("data", "blob") and not url.startswith(f"{server}/"):
            elsewhere.append(url)

    def opened(**settings: object) -> Page:
        context = browser.new_context(base_url=server, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        context.on("request", lambda request: asked(request.url))
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        context.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        context.set_default_timeout(60_000)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert wrong == []
