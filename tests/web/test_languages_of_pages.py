"""A reader of Arabic or Hebrew meets English only where it is the record's own words, an id, or a name of the system."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from servanda.folder import load
from servanda.web import application, library_of_folders
from servanda.web.pages import SHEETS
from tests.case_files import ROOT
from tests.web.addresses import AT, PARTS

GAZA = {"{agreement}": "gaza-2025", "{clause}": "hostages", "{report}": "a01"}
ASKED = [
    *((GAZA, at) for at in ("2025-02-10", "2025-03-02")),
    ({**PARTS, "{draft}": ""}, AT),
]  # fmt: skip
"""What stands in the parts of a path, and the moment asked about."""

ALLOWED = {
    "Servanda",
    "PDF",
    "Word",
    "JSON",
    "CSV",
    "OpenAPI",
    "SOURCES",
    "md",
    "places",
    "geojson",
    "English",
}
"""Words that are the same in every language."""

WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")
APART = re.compile("\u2066[^\u2066-\u2069]*\u2069|\u2068[^\u2066-\u2069]*\u2069")
EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
HELD_APART = {"bdi", "code", "kbd", "script", "style"}
HEARD = ("title", "aria-label", "alt", "placeholder")


class Shown(HTMLParser):
    """What a page shows or says in its own language, and what in it is set apart as somebody's own words."""

    def __init__(self, text: str, code: str) -> None:
        super().__init__()
        self.code, self.open, self.told = code, list[tuple[str, bool]](), list[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_apart = tag in HELD_APART or (given.get("lang") or self.code) != self.code
        if not (is_apart or self.is_apart):
            self.told += [given[name] or "" for name in HEARD if name in given]
        if tag not in EMPTY:
            self.open.append((tag, is_apart))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.is_apart:
            self.told.append(data)

    @property
    def is_apart(self) -> bool:
        """Whether an element is open that holds somebody's own words."""
        return any(apart for _, apart in self.open)


def without_own(text: str) -> str:
    """Return a text without what is set apart in it."""
    while (found := APART.sub(" ", text)) != text:
        text = found
    return text


def names(id_: str, code: str) -> set[str]:
    """Return what an example's ids are, and its own names where no translation calls them otherwise."""
    folder = load(ROOT / "examples" / id_)
    agreement = folder.agreement
    called = {} if code not in folder.translations else folder.translations[code].names
    bearers = {name for clause in agreement.clauses.values() for name in agreement.bearers(clause)}
    own = {*agreement.parties, *agreement.mediators, *bearers} - {*called}
    title = set() if called else {agreement.title.name}
    return {*agreement.clauses, *(report.id for report in folder.reports), *own, *title}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the pages about two agreements, one of which has translations."""
    folder = tmp_path_factory.mktemp("languages")
    names = ("gaza-2025", "shalit-2011")
    for name in names:
        shutil.copytree(ROOT / "examples" / name, folder / name)
    library = library_of_folders([folder / name for name in names])
    with TestClient(application(library, ["testserver"]), headers={"accept": "text/html"}) as made:
        yield made


def english(page: str, code: str, known: set[str]) -> set[str]:
    """Return the words in Latin letters that stand in a page as its own."""
    told = [re.sub(r"#[\w-]+", " ", without_own(text)) for text in Shown(page, code).told]
    parts = (part.strip() for text in told for part in text.split(" · "))
    return {word for part in parts if part not in known for word in WORD.findall(part)} - ALLOWED


@pytest.mark.parametrize("code", ["ar", "he"])
@pytest.mark.parametrize(("parts", "at"), ASKED)
def test_pages_are_in_the_language_of_their_reader(
    asked: TestClient, code: str, parts: dict[str, str], at: str
) -> None:
    """No page shows or says an English word of its own; what is the record's own is set apart or marked as English."""
    known = names(parts["{agreement}"], code)
    for sheet in (one for one in SHEETS if "{draft}" not in one.path):
        path = sheet.path
        for part, value in parts.items():
            path = path.replace(part, value)
        answer = asked.get(path, params={"at": at, "lang": code})
        assert answer.status_code == 200, path
        assert english(answer.text, code, known) == set(), path


@pytest.mark.parametrize("code", ["ar", "he"])
def test_a_name_that_is_translated_stands_nowhere_in_english(asked: TestClient, code: str) -> None:
    """Where the translation names a party, no sentence, table or chart of ours says its English name."""
    called = load(ROOT / "examples" / "gaza-2025").translations[code].names
    for name in ("due", "timeline", "exchange", "changes", "feeds", "disputes"):
        page = asked.get(f"/gaza-2025/{name}", params={"at": "2025-02-10", "lang": code}).text
        apart = {found[1:-1] for text in Shown(page, code).told for found in APART.findall(text)}
        assert apart & set(called) == set(), name


def test_words_of_the_page_itself_are_found() -> None:
    """What is marked as English or set apart is passed over; a word that only stands there is not."""
    page = '<p title="A title">כן yes <bdi>no</bdi> #id <b lang="en">no</b> \u2068no \u2068no\u2069\u2069 PDF<br>all</p>'
    assert english(page, "he", {"all"}) == {"title", "yes"}


FEEDS = ("changes.atom", "calendar.ics")


@pytest.mark.parametrize("code", ["ar", "he"])
@pytest.mark.parametrize("name", FEEDS)
def test_feeds_are_told_in_the_words_of_the_translation(asked: TestClient, name: str, code: str) -> None:
    """The calendar and the feed of changes call the agreement and its parties as the translation does."""
    translation = load(ROOT / "examples" / "gaza-2025").translations[code]
    told = asked.get(f"/gaza-2025/{name}", params={"at": "2025-02-10", "lang": code}).text
    told = told.replace("\r\n ", "")
    assert translation.title.split("،")[0].split(",")[0] in told
    assert translation.names["Hamas"] in told
    assert not re.search(r"\b(Hamas|Israel)\b", re.sub(r"https?://\S+", "", told))
