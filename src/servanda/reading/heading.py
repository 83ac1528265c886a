"""The heading of a plain text: the title, the day, the outlet and the wire that its first lines tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from servanda.clock import Span
from servanda.reading.dates import date_of_line, first_date
from servanda.reading.passage import Passage, passage

_LINE = re.compile(r"[^\r\n\u2028\u2029\x85]+")
_LABEL = re.compile(
    r"(title|headline|date|published|outlet|publisher|source|url|link)[ \t]*:[ \t]+(\S.*)", re.IGNORECASE
)
_MEANING = {
    "title": "title", "headline": "title", "date": "date", "published": "date", "outlet": "outlet",
    "publisher": "outlet", "source": "outlet", "url": "link", "link": "link",
}  # fmt: skip
_DATELINE = re.compile(
    r"(?P<place>[A-Z\u00c0-\u00de][\w .,'’/-]{1,60}?)"
    r"(?:,?[ \t]+(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{4})?),?)?"
    r"(?:[ \t]*\((?P<wire>[A-Z][\w .&'’/-]{1,40})\))?"
    r"[ \t]*(?:[–—]|--?[ \t])"
)
_BYLINE = re.compile(r"(?:by|from)\s+[A-Z]", re.IGNORECASE)
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\x85]")
_HEAD, _HEAD_LINES = 4000, 12
_LONGEST_TITLE, _MOST_WORDS = 200, 30
_PARAGRAPH_ENDS = re.compile(r"[.?!:…][\"'”’)\]]*$|[\"”’]$")


@dataclass(frozen=True)
class Heading:
    """What the first lines of a text tell of it; blank or None what they do not.

    Attributes:
        wire: the wire that the dateline names: "CAIRO (Reuters) -".
        title, dated: the characters that say the title and the day.
    """

    title: Passage | None = None
    published: Span | None = None
    dated: Passage | None = None
    outlet: str = ""
    wire: str = ""
    link: str = ""


@dataclass(frozen=True)
class _Line:
    first: int
    end: int
    words: str


def heading_of(text: str, zone: str, is_outlet: Callable[[str], bool]) -> Heading:
    """Return what the first lines of a plain text tell of it.

    Args:
        zone: the zone of the days that they name.
        is_outlet: says whether a name is one of an outlet that is known.
    """
    lines = list(_lines(text))
    labels = dict(_labelled(lines))
    title = labels.get("title") or _title(lines, text, zone, is_outlet)
    date, wire = _date(lines, zone), _wire(lines)
    outlet = labels["outlet"].words if "outlet" in labels else _outlet(lines, is_outlet)
    return Heading(
        passage(title.first, title.end) if title else None,
        date[0] if date else None,
        passage(date[1], date[2]) if date else None,
        outlet,
        wire,
        labels["link"].words if "link" in labels else "",
    )


def _lines(text: str) -> Iterator[_Line]:
    """Yield the first lines that are not blank, without the blanks and marks around them."""
    for match in list(_LINE.finditer(text[:_HEAD])):
        words = match[0].strip().lstrip("\ufeff").strip()
        if words:
            first = match.start() + match[0].index(words)
            yield _Line(first, first + len(words), words)


def _labelled(lines: list[_Line]) -> Iterator[tuple[str, _Line]]:
    for line in lines[:_HEAD_LINES]:
        match = _LABEL.fullmatch(line.words)
        if match is not None and len(match[2]) <= _LONGEST_TITLE:
            first = line.first + match.start(2)
            yield _MEANING[match[1].lower()], _Line(first, first + len(match[2]), match[2])


def _title(lines: list[_Line], text: str, zone: str, is_outlet: Callable[[str], bool]) -> _Line | None:
    """Return the first line where it reads like a headline, and the text goes on after it."""
    for at, line in enumerate(lines[:4]):
        if is_outlet(line.words) or _LABEL.fullmatch(line.words) or date_of_line(line.words, zone):
            continue
        more = [one for one in lines[at + 1 :] if not date_of_line(one.words, zone)]
        if not more or not _reads_like_a_title(line.words):
            return None
        is_apart = len(_BREAK.findall(text[line.end : lines[at + 1].first])) > 1
        return line if is_apart or (line.words[-1] != "." and _are_paragraphs(more)) else None
    return None


def _reads_like_a_title(words: str) -> bool:
    return (
        len(words) <= _LONGEST_TITLE
        and 2 <= len(words.split()) <= _MOST_WORDS
        and words[-1] not in ",;:"
        and (words[-1] != "." or _is_capitalised(words))
        and not words[0].islower()
        and not _BYLINE.match(words)
        and not _is_dateline(words)
    )


def _is_capitalised(words: str) -> bool:
    """Say whether most words are written as in titles: With Capitals."""
    long = [word for word in words.split() if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in long) * 5 > len(long) * 4 and ". " not in words


def _are_paragraphs(lines: list[_Line]) -> bool:
    """Say whether lines end where sentences do, so that a line is a paragraph and not as much as went into it."""
    ended = sum(_PARAGRAPH_ENDS.search(line.words) is not None for line in lines[:20])
    return ended * 5 >= len(lines[:20]) * 3


def _date(lines: list[_Line], zone: str) -> tuple[Span, int, int] | None:
    """Return the day that one of the first lines is, or that the dateline names, with its characters."""
    found = []
    for line in lines[:_HEAD_LINES]:
        date = date_of_line(line.words, zone)
        if date is not None:
            found.append((date[3], date[0], line.first + date[1], line.first + date[2]))
    if found:
        return min(found, key=lambda date: date[0])[1:]
    for line, match in _datelines(lines):
        named = first_date(match["date"] or "", zone)
        if named is not None:
            start = line.first + match.start("date")
            return named[0], start + named[1], start + named[2]
    return None


def _wire(lines: list[_Line]) -> str:
    return next((match["wire"] for _, match in _datelines(lines) if match["wire"]), "")


def _datelines(lines: list[_Line]) -> Iterator[tuple[_Line, re.Match[str]]]:
    for line in lines[:_HEAD_LINES]:
        match = _dateline(line.words)
        if match is not None:
            yield line, match


def _is_dateline(words: str) -> bool:
    return _dateline(words) is not None


def _dateline(words: str) -> re.Match[str] | None:
    """Return the place, day and wire with which a line begins, where it begins so: "CAIRO, Jan. 22 (Reuters) -"."""
    match = _DATELINE.match(words)
    if match is None:
        return None
    place = re.match(r"[\w.'’/-]+", match["place"])
    is_shouted = place is not None and place[0].isupper() and len(place[0]) > 2
    return match if is_shouted or (match["wire"] and len(match["place"].split()) <= 4) else None


def _outlet(lines: list[_Line], is_outlet: Callable[[str], bool]) -> str:
    return next((line.words for line in lines[:3] if is_outlet(line.words)), "")
