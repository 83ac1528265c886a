"""How soon a browser paints a page."""

from __future__ import annotations

import os
import statistics
from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

_FIRST = "performance.getEntriesByType('paint').find(one => one.name === 'first-contentful-paint')?.startTime"


class NoBrowser(Exception):
    """There is no browser to paint with. Its message says what is missing."""


def first_paint(address: str, loads: int) -> float:
    """Return after how many seconds a page first shows something: the median of some loads, each in a new window.

    Raises:
        NoBrowser: there is no Chromium, or nothing to drive it with.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise NoBrowser("playwright is not installed") from error
    if not CHROMIUM.exists():
        raise NoBrowser(f"there is no {CHROMIUM}")
    taken = []
    with (
        sync_playwright() as play,
        play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS, env=dict(os.environ)) as browser,
    ):
        for _ in range(loads):
            with browser.new_context() as context:
                page = context.new_page()
                page.goto(address, wait_until="load")
                page.wait_for_function(f"() => {_FIRST}")
                taken.append(float(page.evaluate(_FIRST)) / 1e3)
    return statistics.median(taken)
