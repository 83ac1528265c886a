"""A real browser, a real server of the example agreements, and the addresses of its pages, from the application's own routes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright
from starlette.routing import Route

from servanda.review import FolderReviewing
from servanda.web import application, library_of_folders
from tests.case_files import ROOT

AGREEMENT = "gaza-2025"
MOMENT = "2025-01-22"
"""The day of the example that is looked at: its fourth."""

NAMED: Mapping[str, str] = {"agreement": AGREEMENT, "clause": "calm", "report": "a01", "draft": "d1"}
"""What stands for each part of a page's address."""


DRAFT = {
    "act": "admit trucks", "by": "Israel", "measure": "count", "place": "Gaza", "happened": "2025-01-21",
    "said": "2025-01-21", "published": "2025-01-22", "source": "A paper", "speaker": "UN", "stance": "asserts",
}  # fmt: skip
"""What the drafts that wait in the example say, each with another number; the first is d1."""

NARROWED: Mapping[str, str] = {"taken": "clause=netzarim", "record": "speaker=ICRC"}
"""What is asked for beside, where a page would else hold many rows of one kind."""


class NoBrowser(OSError):
    """There is no Chromium. Its message says how to get one."""


def launched(playwright: Playwright) -> Browser:
    """Start the Chromium of this machine.

    Raises:
        NoBrowser: there is none on the path.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise NoBrowser(
            "there is no chromium on the path; install it, on Debian with: apt-get install chromium"
        )
    words = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=found, args=words)


def copied(folder: Path) -> Path:
    """Copy two examples into a folder, one with drafts that wait, so that what is done to them touches nothing else."""
    for name in (AGREEMENT, "shalit-2011"):
        shutil.copytree(ROOT / "examples" / name, folder / name)
    FolderReviewing(folder / AGREEMENT).file(
        [DRAFT | {"quantity": str(897 + number)} for number in range(6)], "a reader", 1_737_550_000
    )
    return folder


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Run `servanda serve` on a free port of this machine; yield where it listens, and stop it at the end."""
    start = "from servanda.cli import main; main()"
    words = [sys.executable, "-c", start, "serve", str(folder), "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    try:
        found = re.search(r"http://[\w.]+:\d+", process.stdout.readline())
        assert found is not None, "the server did not say where it listens"
        yield found[0]
    finally:
        process.stdout.close()
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def paths(folder: Path) -> dict[str, str]:
    """Return the path of every address that the application answers with GET, by the name of its route."""
    routes = application(library_of_folders([folder], None, takes_acts=True)).routes
    return {
        route.name: filled(route.path)
        for route in routes
        if isinstance(route, Route) and "GET" in (route.methods or ())
    }


def filled(path: str) -> str:
    """Return a path with an example in each of its parts.

    >>> filled("/{agreement}/clauses/{clause}")
    '/gaza-2025/clauses/calm'
    """
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda part: NAMED[part[1]], path)
