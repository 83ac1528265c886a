"""What a reader comes for can be done from the first page on, in two languages, with scripts and without."""

from __future__ import annotations

import re
from pathlib import Path

import feedparser
import pytest
import vobject
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


@CODES
@WITH_SCRIPTS
def test_a_reader_subscribes_to_the_feed_and_a_calendar(
    opening: Opening, code: str, has_scripts: bool
) -> None:
    """From the text to the addresses of the feed and of a party's calendar; programs read what stands there."""
    page = opening(java_script_enabled=has_scripts)
    words = language(code)
    page.goto(f"/shalit-2011?lang={code}&at=2011-10-25")
    named(page.locator("footer"), "link", words.text("Calendar and feeds")).click()
    feed = page.locator("main a[href*='changes.atom']")
    calendar = page.locator("main a[href*='calendar.ics'][href*='party=']").first
    found = feedparser.parse(page.request.get(str(feed.get_attribute("href"))).body())
    assert not found.bozo
    assert found.feed.language == code
    assert found.entries
    deadlines = vobject.readOne(page.request.get(str(calendar.get_attribute("href"))).text())
    assert list(deadlines.vevent_list)
    page.goto(found.entries[0].link)
    expect(page.locator("h1")).to_have_text(words.text("Changes"))


def test_a_draft_is_answered_with_one_key(opening: Opening) -> None:
    """On a draft a key confirms it, once a name is there; typed into a field it is only a letter."""
    page = opening()
    page.goto(f"/{AGREEMENT}/review/d1")
    page.locator("form.acts input[name=by]").fill("Anna cercle")
    expect(page.locator("h1")).to_contain_text("d1")
    page.locator("[data-keys]").focus()
    page.keyboard.press("r")
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.type("confirm")
    expect(page.locator("h1")).to_contain_text("d1")
    page.locator("[data-keys]").focus()
    page.keyboard.press("c")
    expect(page.locator(".done")).to_contain_text("d1")


def test_an_open_page_follows_the_record(opening: Opening, shown: Path) -> None:
    """When a report comes in, a page that is open shows it by itself, and says so."""
    page = opening()
    page.goto("/shalit-2011/record?q=lantern")
    expect(page.locator("main")).not_to_contain_text("lantern festival")
    record = shown / "shalit-2011" / "reports.csv"
    header = record.read_text(encoding="utf-8").splitlines()[0].split(",")
    cells = {
        "id": "late-1", "act": "release prisoners", "by": "Israel", "stance": "promises", "published": "2011-10-19",
        "source": "A paper", "note": "at the lantern festival",
    }  # fmt: skip
    with record.open("a", encoding="utf-8") as file:
        file.write(",".join(cells.get(column, "") for column in header) + "\n")
    expect(page.locator("#news")).not_to_be_empty(timeout=20_000)
    expect(page.locator("main")).to_contain_text("lantern festival")
