"""Calendars, the feed of changes and the situation report are served, and independent libraries read them."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import feedparser
import pytest
import vobject
from pypdf import PdfReader
from starlette.testclient import TestClient

AT = {"at": "2011-10-25"}


def test_the_calendar_is_one_that_programs_read(client: TestClient) -> None:
    """An independent reader finds the deadlines, each with the address of its clause's page on this server."""
    answer = client.get("/shalit-2011/calendar.ics", params=AT)
    assert answer.headers["content-type"].startswith("text/calendar")
    events = list(vobject.readOne(answer.text).vevent_list)
    assert events
    assert all(event.url.value.startswith("http://testserver/shalit-2011/clauses/") for event in events)
    assert all(isinstance(event.dtstart.value, date) for event in events)
    assert client.get(events[0].url.value).status_code == 200


def test_a_party_has_a_calendar_of_its_own(client: TestClient) -> None:
    """A party's calendar holds some of everybody's deadlines; who bears no duty has none."""
    every = client.get("/shalit-2011/calendar.ics", params=AT).text.count("BEGIN:VEVENT")
    own = client.get("/shalit-2011/calendar.ics", params={**AT, "party": "Israel"}).text.count("BEGIN:VEVENT")
    assert 0 < own < every
    assert client.get("/shalit-2011/calendar.ics", params={"party": "nobody"}).status_code == 400


@pytest.mark.parametrize("code", ["en", "ar", "he"])
def test_the_feed_is_one_that_readers_read(client: TestClient, code: str) -> None:
    """An independent reader finds an entry for each of the days, with links to this server that lead somewhere."""
    answer = client.get("/shalit-2011/changes.atom", params={**AT, "lang": code})
    found = feedparser.parse(answer.content)
    assert not found.bozo
    assert found.feed.language == code
    assert len(found.entries) == 2, "reports became public on two days by then"
    assert len({entry.id for entry in found.entries}) == len(found.entries)
    assert client.get(found.entries[0].link).status_code == 200
    assert found.feed.links[0].href.startswith("http://testserver/shalit-2011/changes.atom")


def test_the_feed_says_what_the_page_of_changes_says(client: TestClient) -> None:
    """Each clause that the latest entry names is among the changes of that day's page."""
    found = feedparser.parse(client.get("/shalit-2011/changes.atom", params=AT).content)
    page = client.get("/shalit-2011/changes", params={**AT, "since": "2011-10-01", "format": "json"}).json()
    named = {change["id"] for change in page["changes"]}
    text = " ".join(entry.content[0].value for entry in found.entries)
    assert any(id_ in text for id_ in named if id_ != "record")


def test_the_situation_report_is_served_as_pdf_and_as_word(client: TestClient) -> None:
    """Both are documents about the agreement, for the period asked for."""
    asked = {**AT, "since": "2011-10-17"}
    paper = client.get("/shalit-2011/report.pdf", params=asked)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages)
    assert "women" in text
    document = client.get("/shalit-2011/report.docx", params=asked)
    assert zipfile.ZipFile(io.BytesIO(document.content)).testzip() is None
    assert 'filename="shalit-2011.docx"' in document.headers["content-disposition"]
    assert client.get("/shalit-2011/report.pdf", params={**AT, "since": "2012-01-01"}).status_code == 400
