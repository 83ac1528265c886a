"""With the keyboard alone everything can be reached, seen and left."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Opening
from tests.web.browser.serving import AGREEMENT, MOMENT

WATCH = """() => {
  const shown = (one) => one.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true }) && !one.closest('dialog:not([open])');
  const can = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  window.wanted = [...document.querySelectorAll(can)].filter((one) => shown(one) && !one.disabled);
  window.reached = new Set();
  window.unseen = [];
  document.addEventListener('focusin', (event) => {
    const one = event.target;
    reached.add(one);
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const isRinged = one.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    if (!isRinged || box.width < 1 || box.height < 1) unseen.push(one.outerHTML.slice(0, 120));
  });
}"""
"""Notes what a reader can act on, what gets the focus, and where the focus cannot be seen."""

LEFT = "() => wanted.filter((one) => !reached.has(one)).map((one) => one.outerHTML.slice(0, 120))"


def tabbed_through(page: Page) -> dict[str, Any]:
    """Press Tab until nothing new is reached; return what was not reached, and where the focus was not to be seen."""
    page.evaluate(WATCH)
    before = -1
    while (count := page.evaluate("reached.size")) != before and count < page.evaluate("wanted.length"):
        before = count
        for _ in range(40):
            page.keyboard.press("Tab")
    return {"left": page.evaluate(LEFT), "unseen": page.evaluate("unseen")}


@pytest.mark.parametrize("name", ["start", "clause", "due", "disputes", "changes", "places", "report"])
def test_all_that_can_be_acted_on_is_reached_by_tab(
    opening: Opening, every_path: dict[str, str], name: str
) -> None:
    """Every link and control gets the focus in turn, and shows that it has it."""
    page = opening(viewport={"width": 1280, "height": 800})
    page.goto(f"{every_path[name]}?at={MOMENT}")
    assert tabbed_through(page) == {"left": [], "unseen": []}


def test_the_first_stop_leads_past_the_head(opening: Opening) -> None:
    """The first thing that Tab reaches is a link to the content, which then shows itself and works."""
    page = opening()
    page.goto(f"/{AGREEMENT}?at={MOMENT}")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_why_opens_closes_and_gives_the_focus_back(opening: Opening) -> None:
    """Enter on a clause opens its reasons over the text, the focus stays in them, and Escape leads back to the clause."""
    page = opening()
    page.goto(f"/{AGREEMENT}?at={MOMENT}")
    link = page.locator("main a[data-why]").first
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog#why")
    expect(dialog).to_be_visible()
    expect(dialog.locator("h1")).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate("!document.querySelector('main').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()
