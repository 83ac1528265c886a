"""One server and one browser for all tests of a process; no page may ask anything of another machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.web.browser.serving import copied, served

Opening = Callable[..., Page]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a server of the examples listens."""
    with served(copied(tmp_path_factory.mktemp("served"))) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium; where there is none the tests are passed over, unless in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        missing = "there is no chromium on the path; install it, on Debian with: apt-get install chromium"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    with sync_playwright() as playwright:
        yield _launched(playwright, found)


def _launched(playwright: Playwright, path: str) -> Browser:
    words = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=path, args=words)


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
        context.set_default_timeout(15_000)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert wrong == []
