"""What a reader comes for can be done from the first page on, in two languages, with scripts and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from servanda.web.language import Language, language
from tests.web.browser.conftest import Opening
from tests.web.browser.serving import AGREEMENT, MOMENT

WITH_SCRIPTS = pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no-scripts"])
CODES = pytest.mark.parametrize("code", ["en", "ar"])


def started(opening: Opening, code: str, has_scripts: bool) -> tuple[Page, Language]:
    """Open the first page in a language."""
    page = opening(java_script_enabled=has_scripts)
    page.goto(f"/?lang={code}")
    return page, language(code)


def named(page: Page | Locator, role: str, name: str) -> Locator:
    """Return what has a role and just this name."""
    return page.get_by_role(role, name=re.compile(f"^\\W*{re.escape(name)}\\W*$"))  # type: ignore[arg-type]


@CODES
@WITH_SCRIPTS
def test_a_reader_asks_of_another_day_and_account(opening: Opening, code: str, has_scripts: bool) -> None:
    """From the list to an agreement, to another moment and account, to the reasons of a clause, to a dispute."""
    page, words = started(opening, code, has_scripts)
    page.locator(f"main a[href*='/{AGREEMENT}']").first.click()
    expect(page.locator("html")).to_have_attribute("dir", words.direction)
    page.locator("#at").fill("2025-02-09")
    page.locator("#account").select_option("Hamas")
    named(page, "button", words.text("Show")).click()
    expect(page).to_have_url(re.compile(r"at=2025-02-09.*account=Hamas"))
    expect(page.locator("#account")).to_have_value("Hamas")

    page.locator("main a[data-why][href*='/clauses/netzarim']").first.click()
    why = page.locator("dialog#why" if has_scripts else "main")
    expect(why.locator("h1")).to_contain_text("netzarim")
    assert (f"/{AGREEMENT}/clauses/" in page.url) is not has_scripts
    if has_scripts:
        page.keyboard.press("Escape")
    else:
        page.go_back()

    named(page.locator("nav.pages"), "link", words.text("Disputes")).click()
    expect(page.locator("#at")).to_have_value("2025-02-09")
    page.locator("main a[href*='/disputes/']").first.click()
    expect(page).to_have_url(re.compile(r"/disputes/.+account=Hamas"))
    expect(page.locator("main .side-column, main .position")).not_to_have_count(0)


@CODES
@WITH_SCRIPTS
def test_a_reader_confirms_a_draft(opening: Opening, code: str, has_scripts: bool) -> None:
    """From the text to the drafts that wait, to the last of these; confirmed by name it is a report on record."""
    page = opening(java_script_enabled=has_scripts)
    words = language(code)
    page.goto(f"/{AGREEMENT}?lang={code}&at={MOMENT}")
    named(page.locator("nav.pages"), "link", words.text("Review")).click()
    last = page.locator("main section").first.locator("th a[href*='/review/']").last
    draft = last.inner_text()
    last.click()
    page.locator("form.acts input[name=by]").fill("Ann")
    page.locator("form.acts button[value=confirm]").click()
    expect(page.locator(".done")).to_contain_text(draft)
    page.locator(".done a[href*='/record/']").click()
    expect(page.locator("main")).to_contain_text("admit trucks")
