"""Pages of news sites: their text without menus and advertisements, and what they say of their publication."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from servanda.clock import Span
from servanda.reading.dates import date_in
from servanda.reading.fault import NotAnArticle
from servanda.reading.letters import check_kind, marked_encoding, whole

MOST_TAGS = 20_000
"""How many tags of a page are read; it takes longer than in proportion to find the text among more."""

_OPENING = re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_SUFFIXES = (".html", ".htm", ".xhtml")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z]")
_MOMENT = re.compile(
    r"""(?:"datePublished"\s*:\s*"|(?:article:published_time|datePublished)["']\s+(?:content|datetime)=["'])([^"']{10,40})["']"""
)
_SNIFFED, _HEAD = 2000, 400_000


@dataclass(frozen=True)
class Page:
    """What is in a page.

    Attributes:
        text: a paragraph a line, the title first.
        published: the day or moment of its first publication, as the page says it.
        outlet: the name of the site.
        remarks: what a person should know of how it was read.
    """

    text: str
    title: str = ""
    published: Span | None = None
    outlet: str = ""
    link: str = ""
    remarks: tuple[str, ...] = ()


def is_page(data: bytes, file: str) -> bool:
    """Say whether a file is a page, by its name or by how it begins."""
    begins = (
        data[: 4 * _SNIFFED] if marked_encoding(data) is None else data[: 4 * _SNIFFED].replace(b"\0", b"")
    )
    return file.lower().endswith(_SUFFIXES) or _OPENING.search(begins[:_SNIFFED]) is not None


def read_page(data: bytes, zone: str) -> Page:
    """Read a page.

    Raises:
        NotAnArticle: there is no text in it.
    """
    check_kind(data)
    markup = _markup(data)
    remarks = []
    tags = [match.start() for match in _TAG.finditer(markup)]
    if len(tags) > MOST_TAGS:
        markup = markup[: tags[MOST_TAGS]]
        remarks.append(f"The page is large; its first {MOST_TAGS:,} tags of {len(tags):,} were read.")
    found = _extracted(markup)
    if found is None or not found.text:
        raise NotAnArticle(
            "page-without-text",
            "There is no article in the page.",
            "Save the page once it is shown in full, or copy its text into a file.",
        )
    text, title = whole(found.text), " ".join(whole(found.title or "").split())
    if title and " ".join(text.split("\n", 1)[0].split()) != title:
        text = f"{title}\n{text}"
    return Page(text, title, _published(markup, found.date or "", zone), whole(found.sitename or ""), found.url or "",
                tuple(remarks))  # fmt: skip


@dataclass(frozen=True)
class _Extracted:
    text: str | None
    title: str | None
    date: str | None
    sitename: str | None
    url: str | None


def _extracted(markup: str) -> _Extracted | None:
    """Take the text and what is said of it out of a page; None where the extractor finds none or fails on it."""
    import logging

    import trafilatura

    for room in ("trafilatura", "htmldate", "justext"):
        logging.getLogger(room).addHandler(logging.NullHandler())
    try:
        found = trafilatura.bare_extraction(
            markup, with_metadata=True, include_comments=False, include_tables=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )  # fmt: skip
    except Exception:  # the extractor promises nothing of pages that are broken
        return None
    if not isinstance(found, trafilatura.settings.Document):
        return None
    return _Extracted(found.text, found.title, found.date, found.sitename, found.url)


def _markup(data: bytes) -> str:
    encoding = marked_encoding(data)
    if encoding is not None:
        return data.decode(encoding, errors="replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:_SNIFFED])
    try:
        name = codecs.lookup(declared[1].decode()).name if declared else "utf-8"
        return data.decode(name, errors="replace")
    except (LookupError, UnicodeError):
        return data.decode(errors="replace")


def _published(markup: str, day: str, zone: str) -> Span | None:
    """Return the moment that the page's head tells with its offset, or else the day that was found."""
    moments = (date_in(match[1], zone) for match in _MOMENT.finditer(markup[:_HEAD]))
    told = next((moment for moment in moments if moment is not None), None)
    return told or date_in(day, zone)
