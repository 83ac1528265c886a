"""The intake: bytes of a text or a page into an article, with what is known of its publication."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath

from servanda.clock import Span
from servanda.reading.article import Article
from servanda.reading.background import Background
from servanda.reading.dates import date_in, date_of_name
from servanda.reading.fault import NotAnArticle
from servanda.reading.given import Given
from servanda.reading.heading import heading_of
from servanda.reading.language import is_english
from servanda.reading.letters import decoded, whole
from servanda.reading.page import is_page, read_page
from servanda.reading.passage import Passage, passage
from servanda.record import Sources

MOST_CHARACTERS = 200_000
"""How many characters of a text are read: some 33,000 words, more than the longest articles have."""
MOST_BYTES = 50_000_000
"""How many bytes a file may have."""

NOT_ENGLISH = "This text does not seem to be English, so it was not read."

_CARRIERS = ("outlet", "wire")
_LINK_ENDS = re.compile(r"^(?:https?://)?(?:www\.)?(.*?)(?:\.(?:com|org|net|co|news|info|tv|[a-z]{2}))*$")


@dataclass(frozen=True)
class Taken:
    """An article that was taken in.

    Attributes:
        is_readable: it seems to be in a language that is read.
        remarks: what a person should know of how it was taken in.
    """

    article: Article
    is_readable: bool = True
    remarks: tuple[str, ...] = ()


def take_in(given: Given, background: Background) -> Taken:
    """Make an article of what is given.

    What whoever gives it says counts before what the text or page says, and that before the file's name. What nobody
    says stays unknown.

    Raises:
        NotAnArticle: there is no text in it.
    """
    if given.fault is not None:
        raise given.fault
    if len(given.data) > MOST_BYTES:
        raise too_large(len(given.data))
    taken = _page(given, background) if is_page(given.data, given.file) else _plain(given, background)
    article, remarks = _said(taken.article, given, background)
    remarks = [*taken.remarks, *remarks]
    if not is_english(article.text):
        return Taken(article, False, (*remarks, NOT_ENGLISH))
    return Taken(article, True, tuple(remarks))


def too_large(size: int) -> NotAnArticle:
    """Return the fault of a file that is too large to be an article."""
    return NotAnArticle(
        "too-large",
        f"It has {size:,} bytes or more, and an article at most {MOST_BYTES:,}.",
        "Give each article as a file of its own.",
    )


def outlet_named(name: str, sources: Sources) -> str:
    """Return the name that the table of sources has for an outlet or a wire; blank where it has none.

    "The Times of Israel", "times-of-israel" and "timesofisrael.com" are one name.
    """
    wanted = _plain_name(name)
    return next((source for key, source in _carriers(sources) if wanted and key == wanted), "")


def _carriers(sources: Sources) -> Iterable[tuple[str, str]]:
    for source in sources.table:
        if source.kind in _CARRIERS:
            for name in (source.name, *source.aliases):
                yield _plain_name(name), source.name


def _plain_name(name: str) -> str:
    """Return the letters of a name by which it is told from others: no article, no blanks, no end of an address."""
    words = name.casefold().strip()
    if "." in words and " " not in words:
        words = _LINK_ENDS.sub(r"\1", words)
    letters = "".join(re.findall(r"\w+", words.replace("_", " ")))
    return letters.removeprefix("the") if re.match(r"the[\s_-]", words) else letters


def _plain(given: Given, background: Background) -> Taken:
    text, remarks = decoded(given.data)
    if not text.strip("\ufeff\u200b \t\r\n\f\v\xa0"):
        raise NotAnArticle("empty", "There is nothing in it.", "Give a file with the text of an article.")
    text, cut = _cut(text)
    heading = heading_of(text, background.zone, lambda name: bool(outlet_named(name, background.sources)))
    article = Article(
        text, given.file, heading.title, heading.title.of(text) if heading.title else "", heading.published,
        heading.dated, heading.outlet, heading.wire, heading.link,
    )  # fmt: skip
    return Taken(article, remarks=(*remarks, *cut))


def _page(given: Given, background: Background) -> Taken:
    page = read_page(given.data, background.zone)
    text, cut = _cut(page.text)
    body = heading_of(text[len(page.title) :], background.zone, lambda _: False)
    article = Article(
        text, given.file, passage(0, len(page.title)) if page.title else None, page.title, page.published,
        outlet=page.outlet, wire=body.wire, link=page.link, is_page=True,
    )  # fmt: skip
    return Taken(article, remarks=(*page.remarks, *cut))


def _cut(text: str) -> tuple[str, tuple[str, ...]]:
    """Return as much of a text as is read, up to the end of a line where there is one."""
    if len(text) <= MOST_CHARACTERS:
        return text, ()
    end = max(text.rfind("\n", MOST_CHARACTERS // 2, MOST_CHARACTERS) + 1, 0) or MOST_CHARACTERS
    return text[:end], (f"It is long; the first {end:,} of its {len(text):,} characters were read.",)


def _said(article: Article, given: Given, background: Background) -> tuple[Article, list[str]]:
    """Return an article with what is said of it, or told by its file's name where nothing better tells it."""
    remarks = []
    if given.published:
        day = date_in(given.published, background.zone)
        article = replace(article, published=day or article.published, dated=None if day else article.dated)
        if day is None:
            remarks.append(
                f'"{given.published}" is no date that can be read; write a day such as 2025-01-22.'
            )
    if given.title:
        article = replace(article, headline=given.title, title=_found_at_start(given.title, article.text))
    name = _of_name(given.file, background)
    return replace(
        article, published=article.published or name[0], link=given.link or article.link,
        outlet=_recorded(given.outlet or article.outlet or name[1] or article.wire, background.sources),
        wire=_recorded(article.wire, background.sources),
    ), remarks  # fmt: skip


def _of_name(file: str, background: Background) -> tuple[Span | None, str]:
    """Return the day and the outlet in the name of a file, such as times-of-israel-2025-01-22.txt."""
    stem = PurePath(file.replace("\\", "/")).name.partition(".")[0]
    dated = date_of_name(stem, background.zone)
    day, rest = dated or (None, stem)
    return day, outlet_named(re.sub(r"[\W_]+", " ", rest), background.sources)


def _recorded(name: str, sources: Sources) -> str:
    return outlet_named(name, sources) or " ".join(whole(name).split())


def _found_at_start(title: str, text: str) -> Passage | None:
    first = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    return passage(first, first + len(title)) if text.startswith(title, first) else None
