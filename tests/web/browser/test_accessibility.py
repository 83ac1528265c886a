"""Every page, in every language, on a phone and on a desk, meets WCAG 2.2 AA as far as a machine can tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from servanda.web.language import languages
from tests.web.browser.conftest import Opening
from tests.web.browser.serving import MOMENT, NARROWED

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 800}


def violations(page: Page, **options: Any) -> list[str]:
    """Return what axe finds wrong: the rule, what it asks for, and the first pieces of the page that break it."""
    found = (
        Axe()
        .run(page, options={"resultTypes": ["violations"], "preload": False, **options})
        .response["violations"]
    )
    return [
        f"{one['id']}: {one['help']}: "
        + " | ".join(f"{n['target']} {n['html'][:160]}" for n in one["nodes"][:4])
        for one in found
    ]


def pages_of(opening: Opening, every_path: dict[str, str], code: str) -> Iterator[tuple[str, Page]]:
    """Yield every address that answers with a page, shown in a language."""
    page = opening(viewport=DESK)
    for name, path in every_path.items():
        if name != "live" and not Path(path).suffix:
            answer = page.goto(f"{path}?lang={code}&at={MOMENT}&{NARROWED.get(name, '')}")
            assert answer is not None
            if answer.headers["content-type"].startswith("text/html"):
                assert answer.status == 200, name
                yield name, page


@pytest.mark.parametrize("code", languages())
def test_no_page_breaks_a_rule_of_accessibility(
    opening: Opening, every_path: dict[str, str], code: str
) -> None:
    """No page breaks WCAG at 1280 and at 320 pixels, and none scrolls sideways as a whole at 320.

    Colours are the same at any width, so at 320 their contrast is measured in English only.
    """
    found: list[tuple[str, int, str]] = []
    for name, page in pages_of(opening, every_path, code):
        found += [(name, 1280, one) for one in violations(page, runOnly=TAGS)]
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        rules = {"color-contrast": {"enabled": code == "en"}}
        found += [(name, 320, one) for one in violations(page, runOnly=TAGS, rules=rules)]
        if not page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"):
            found.append((name, 320, "the page scrolls sideways"))
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
    assert not found, "\n".join(f"{name} at {width}: {one}" for name, width, one in found)


def test_colours_are_told_apart_in_the_dark_too(opening: Opening, every_path: dict[str, str]) -> None:
    """Where the reader's machine asks for dark colours, all words still stand out from what is behind them."""
    found: list[tuple[str, str]] = []
    for name, page in pages_of(opening, every_path, "en"):
        page.emulate_media(color_scheme="dark")
        found += [(name, one) for one in violations(page, runOnly=["color-contrast"])]
        page.emulate_media(color_scheme="light")
    assert not found, "\n".join(f"{name}: {one}" for name, one in found)
