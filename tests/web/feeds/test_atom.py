from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise
from typing import Any

import feedparser
from hypothesis import given, settings
from hypothesis import strategies as st

import servanda
from servanda.clock import moment_of
from servanda.sentences import said
from servanda.standing import Standing
from servanda.tables import differences
from servanda.web.feeds import atom_of, days_compared
from servanda.web.feeds.atom import ATOM, MOST
from servanda.web.language import language
from tests.builders import agreement_of, at, did, report
from tests.case_files import ROOT

ZONE = "Asia/Jerusalem"
ENGLISH = language("en")
FEED = "https://example.org/gaza-2025/changes.atom?account=cautious"
FOLDER = servanda.load(ROOT / "examples" / "gaza-2025")
NOW = FOLDER.standing("2025-02-10", "2025-02-10")
AGREEMENT = agreement_of("clause #c: North must leave by day 5\n")


def page(moment: int | None) -> str:
    return "https://example.org/changes" + ("" if moment is None else f"?until={moment}&x=<1>")


def entries() -> list[tuple[int, list[dict[str, Any]]]]:
    def then(moment: int) -> Standing:
        return FOLDER.standing(moment, moment)

    days = days_compared(NOW.hearing.reports, ZONE, NOW.at, 4)
    return [(after, list(differences(then(before), then(after)))) for before, after in days]


ENTRIES = entries()


def feed(
    told: Any = ENTRIES, code: str = "en", agreement: Any = FOLDER.agreement, account: str = "cautious"
) -> bytes:
    return atom_of(told, agreement=agreement, account=account, language=language(code), feed=FEED, page=page)


def read(made: bytes) -> Any:
    found = feedparser.parse(made)
    assert not found.bozo, found.bozo_exception
    return found


def test_another_program_reads_every_change() -> None:
    """Each day is an entry, the latest first, and each of its changes stands in it, in the order in which it is told."""
    found = read(feed())
    assert [one.title for one in found.entries] == [
        f"{ENGLISH.day(moment, ZONE)}: {sum(c['what'] != 'reports' for c in changes)} changes"
        for moment, changes in reversed(ENTRIES)
    ]
    for one, (moment, changes) in zip(found.entries, reversed(ENTRIES), strict=True):
        root = ET.fromstring(f"<div>{one.content[0].value}</div>")
        lines = ["".join(item.itertext()) for item in root.iter() if item.tag.endswith("li")]
        told = [change for change in changes if change["what"] != "reports"]
        assert len(lines) == len(told)
        for line, change in zip(lines, told, strict=True):
            assert line.startswith(f"{change['id']}: {change['what']}: ")
            assert said(change["from"]) in line
            assert line.endswith(said(change["to"]))
        assert one.link == page(moment)


def test_states_stand_with_their_signs() -> None:
    """A change of state is told with the signs of both states."""
    assert "netzarim: state: ● in force → ✓ fulfilled" in feed().decode()


def test_a_feed_is_valid_atom() -> None:
    """The feed and each entry have an id that is a tag: URI, a title, a time with its offset, links, and an author."""
    found = read(feed())
    assert found.version == "atom10"
    assert found.feed.id == "tag:example.org,2026:gaza-2025/changes/cautious"
    assert found.feed.author == "Servanda"
    assert {link.rel: link.href for link in found.feed.links} == {"self": FEED, "alternate": page(None)}
    ids = [one.id for one in found.entries]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith(f"{found.feed.id}/2025-02-") for one in ids)
    assert found.entries[0].updated == "2025-02-10T23:59:59+02:00" == found.feed.updated
    root = ET.fromstring(feed())
    assert [child.tag for child in root][:3] == [f"{{{ATOM}}}{name}" for name in ("id", "title", "updated")]


def test_ids_do_not_change_with_what_is_told() -> None:
    """An entry keeps its id when more is known of its day, and in another language."""
    ids = [one.id for one in read(feed()).entries]
    assert ids == [one.id for one in read(feed([(moment, []) for moment, _ in ENTRIES], "ar")).entries]


def test_a_feed_without_entries_is_one() -> None:
    """Before anything is known there is a feed with nothing in it, of the time of the agreement's entry into force."""
    found = read(feed([]))
    assert found.entries == []
    assert found.feed.updated == "2025-01-19T11:15:00+02:00"


def test_it_is_told_in_any_language() -> None:
    """The entries of an Arabic feed are marked as such, and run from right to left."""
    text = feed(code="ar").decode()
    assert 'xml:lang="ar"' in text
    assert 'dir="rtl"' in text
    assert language("ar").state("fulfilled") in text


def test_days_are_those_on_which_reports_became_public() -> None:
    """A day without a report is none; each is compared with the day before it in the list, the first with its eve."""
    rows = [
        did("leave", "2025-01-05"),
        did("leave", "2025-01-09"),
        did("stay", "2025-01-09"),
        did("stay", "2025-01-20"),
    ]
    days = [at("2025-01-04"), at("2025-01-05"), at("2025-01-09")]
    assert days_compared(rows, "UTC", at("2025-01-19")) == list(pairwise(days))
    assert days_compared(rows, "UTC", at("2025-01-19"), 1) == [(days[1], days[2])]
    assert days_compared([], "UTC", at("2025-01-19")) == []


def test_days_end_in_the_agreements_zone() -> None:
    """What became public late in the evening in UTC belongs to the next day further east."""
    row = report("r", said="2025-01-05T23:00+00:00")
    ((_, end),) = days_compared([row], ZONE, at("2025-02-01"))
    assert moment_of(end, ZONE).to_fixed_offset().format_iso() == "2025-01-06T23:59:59+02:00"


def test_a_feed_tells_of_the_latest_days_and_between_them_of_all_that_came_about() -> None:
    """There are as many days as asked for, one after another without a gap."""
    days = days_compared(NOW.hearing.reports, ZONE, NOW.at)
    assert len(days) <= MOST
    assert all(one[1] == other[0] for one, other in pairwise(days))
    assert days[-1][1] == NOW.at


ANY = st.text(st.characters(codec=None, exclude_categories=()))


@settings(max_examples=40)
@given(ANY, ANY, ANY)
def test_any_text_keeps_it_whole(name: str, was: str, now: str) -> None:
    """Whatever stands in a change, the feed is read without a fault, with as many changes as were told."""
    changes = [
        {"what": "state", "id": name, "from": was, "to": now},
        {"what": name, "id": was, "from": now, "to": name},
    ]
    found = read(feed([(at("2025-01-05"), changes)], agreement=AGREEMENT, account="a <b>&"))
    (one,) = found.entries
    assert one.content[0].value.count("<li") == 2
