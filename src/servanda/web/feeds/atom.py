"""Changes as an Atom feed: an entry for each day on which something became known."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from servanda.agreement import Agreement
from servanda.briefing.letters import printable
from servanda.clock import Length, moment_of, seconds_of, show_moment
from servanda.clock.moment import end_of_day
from servanda.record import Report
from servanda.sentences import Names, Sentence, Value, said
from servanda.tables import SIGNS
from servanda.web.language import Language

MOST = 30
"""Days told of in a feed: the latest on which anything became known."""

ATOM, XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
ET.register_namespace("", ATOM)
ET.register_namespace("xhtml", XHTML)

Changes = Sequence[Mapping[str, Any]]
"""What changed, as `servanda.tables.differences` tells it."""


def days_compared(
    reports: Iterable[Report], zone: str, until: int, most: int = MOST
) -> list[tuple[int, int]]:
    """Return the moments to compare for a feed: the ends of days on which reports became public, the oldest first.

    Each day is compared with the one before it on which anything became public, so that what came about between
    them, such as a deadline that passed, is told too; the first of all with the day before it.

    Args:
        reports: those that whoever follows the feed may hear.
        until: what became public later is left out, in seconds.
        most: how many of the latest days.
    """
    public = (moment_of(report.public, zone).date() for report in reports if report.public <= until)
    days = sorted({seconds_of(end_of_day(day, zone)) for day in public})
    before = [Length(1, "day").before(days[0], zone), *days] if days else []
    return list(zip(before, days, strict=False))[-most:]


def atom_of(
    entries: Iterable[tuple[int, Changes]],
    *,
    agreement: Agreement,
    account: str,
    language: Language,
    feed: str,
    page: Callable[[int | None], str],
) -> bytes:
    """Return changes as an Atom feed, the latest day first.

    Args:
        entries: for each day the moment up to which it was compared, and what had changed by then.
        account: the account on which it changed.
        feed: the address of the feed itself.
        page: gives the address of the page that tells the changes up to a moment; with None, of all of them.
    """
    zone = agreement.title.zone
    newest = sorted(entries, key=lambda entry: entry[0], reverse=True)
    name = printable(agreement.title.name or agreement.title.id)
    whose = printable(language.account(account))
    title = language.text(
        "{agreement}: what changed, on the {account} account", agreement=name, account=whose
    )
    root = ET.Element(_atom("feed"), {"xml:lang": language.code})
    _put(root, "id", _tag(feed, agreement, account))
    _put(root, "title", title)
    _put(root, "updated", _moment(newest[0][0] if newest else agreement.title.entry or 0, zone))
    ET.SubElement(
        root, _atom("link"), {"rel": "self", "type": "application/atom+xml", "href": printable(feed)}
    )
    ET.SubElement(
        root, _atom("link"), {"rel": "alternate", "type": "text/html", "href": printable(page(None))}
    )
    _put(ET.SubElement(root, _atom("author")), "name", "Servanda")
    for moment, changes in newest:
        day = moment_of(moment, zone).date().format_iso()
        entry = ET.SubElement(root, _atom("entry"))
        _put(entry, "id", f"{_tag(feed, agreement, account)}/{day}")
        _put(entry, "title", _title(moment, changes, zone, language))
        _put(entry, "updated", _moment(moment, zone))
        ET.SubElement(
            entry, _atom("link"), {"rel": "alternate", "type": "text/html", "href": printable(page(moment))}
        )
        _content(entry, changes, language)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _atom(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, _atom(name)).text = text


def _tag(feed: str, agreement: Agreement, account: str) -> str:
    """Return the name of the feed as a tag: URI, which stays the same wherever its pages move to on that host."""
    host = urlsplit(feed).hostname or "localhost"
    return f"tag:{host},2026:{quote(agreement.title.id, safe='')}/changes/{quote(account, safe='')}"


def _moment(seconds: int, zone: str) -> str:
    return show_moment(moment_of(seconds, zone))


def _title(moment: int, changes: Changes, zone: str, language: Language) -> str:
    told = [change for change in changes if change["what"] != "reports"]
    count = language.count("{number} change", "{number} changes", len(told))
    return language.text("{day}: {changes}", day=language.day(moment, zone), changes=count)


def _content(entry: ET.Element, changes: Changes, language: Language) -> None:
    content = ET.SubElement(entry, _atom("content"), {"type": "xhtml"})
    box = ET.SubElement(content, f"{{{XHTML}}}div", {"lang": language.code, "dir": language.direction})
    told = ET.SubElement(box, f"{{{XHTML}}}ul")
    for change in changes:
        if change["what"] != "reports":
            ET.SubElement(told, f"{{{XHTML}}}li").text = _line(change, language)
    if not len(told):
        box.remove(told)
    for change in changes:
        if change["what"] == "reports":
            fresh = int(said(change["to"])) - int(said(change["from"]))
            count = language.count("{number} new report", "{number} new reports", fresh)
            ET.SubElement(box, f"{{{XHTML}}}p").text = count


def _line(change: Mapping[str, Any], language: Language) -> str:
    """Return one change in words; what is a state, with its sign."""
    was, now = (_value(change[side], language) for side in ("from", "to"))
    arrow = "←" if language.direction == "rtl" else "→"
    id_, what = str(change["id"]), str(change["what"])
    name = (language.called.get(f"phase {id_}") if what == "phase" else None) or language.own(id_)
    turn = f"{was} {arrow} {now}" if was else now
    return f"{name}: {_what(what, language)}: {turn}"


_ON_ACCOUNT = "on the account of "


def _what(what: str, language: Language) -> str:
    if what.startswith(_ON_ACCOUNT):
        name = what.removeprefix(_ON_ACCOUNT)
        return language.text("on the account of {account}", account=printable(language.account(name)))
    said = {
        "phase": language.text("phase"),
        "state": language.text("state"),
        "done": language.text("done"),
        "violations": language.text("violations"),
        "overdue": language.text("overdue"),
        "disputed": language.text("disputed"),
    }
    return said.get(what) or language.own(what)


def _value(value: Value, language: Language) -> str:
    if isinstance(value, Names):
        return language.text("; ").join(_on_reading(one, language) for one in value.names)
    if not isinstance(value, str):
        return language.said(value)
    if value in SIGNS:
        return f"{SIGNS[value]} {language.state(value)}"
    words = {"yes": language.text("yes"), "no": language.text("no"), "none": language.text("none")}
    return words.get(value) or language.own(value)


def _on_reading(one: Value, language: Language) -> str:
    """Return the state of a phase on one of its readings."""
    assert isinstance(one, Sentence)
    state, reading = one.value("state") or "", one.value("reading") or ""
    return f"{_value(state, language)} ({language.said(reading)})"
