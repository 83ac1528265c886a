"""Pictures of the pages about the Gaza example on its fourth day, for the README and docs/pages.md: `make screenshots`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.web.browser.serving import AGREEMENT, MOMENT, copied, launched, served

DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
PICTURES = {
    "page": (f"/{AGREEMENT}?at={MOMENT}", DESK),
    "page-arabic": (f"/{AGREEMENT}?at={MOMENT}&lang=ar#hostages", PHONE),
    "places": (f"/{AGREEMENT}/places?at=2025-02-20", {"width": 1280, "height": 1180}),
}
"""The pictures by their names: the address of each, and its size in pixels."""


def take(browser: Browser, server: str, folder: Path) -> None:
    """Take every picture into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (address, size) in PICTURES.items():
        page = browser.new_page(base_url=server, viewport=size, reduced_motion="reduce")  # type: ignore[arg-type]
        page.goto(address)
        page.screenshot(path=folder / f"{name}.png", animations="disabled")
        page.close()
        print(folder / f"{name}.png")


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory() as there,
        served(copied(Path(there))) as server,
        sync_playwright() as playwright,
    ):
        take(launched(playwright), server, Path(sys.argv[1]))
