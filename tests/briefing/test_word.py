from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.briefing import word
from servanda.briefing.content import Table
from servanda.briefing.letters import printable
from tests.briefing.papers import GAZA, briefing, of_text, paragraphs, plain, standings, word_text


@pytest.fixture(scope="module")
def gaza() -> bytes:
    return word(briefing(*GAZA))


def body(made: bytes) -> Any:
    return Document(io.BytesIO(made)).element.body


def runs(made: bytes) -> Iterator[tuple[str, Any]]:
    for run in body(made).iter(qn("w:r")):
        yield plain("".join(part.text or "" for part in run.iter(qn("w:t")))), run.find(qn("w:rPr"))


def test_another_program_reads_it_back(gaza: bytes) -> None:
    """Every paragraph of the briefing can be read out of the document: clauses, states and sources."""
    read = set(plain(word_text(gaza)).split("\n"))
    _, after = standings(*GAZA)
    assert {one.clause.id for one in after.clauses} <= read
    assert {plain(one.text) for one in paragraphs(briefing(*GAZA))} <= read


def test_headings_are_real(gaza: bytes) -> None:
    """The title and the parts have the styles of headings, in their order."""
    paper = Document(io.BytesIO(gaza))
    heads = [
        (p.style.name, p.text)
        for p in paper.paragraphs
        if p.style and p.style.name.startswith(("Head", "Title"))
    ]
    sections = [(f"Heading {one.level}", one.title) for one in briefing(*GAZA).sections]
    assert heads == [("Title", briefing(*GAZA).title), *sections]


def test_the_heads_of_every_table_are_repeated(gaza: bytes) -> None:
    """The first row of each table is marked as its head, and no other row is."""
    tables = list(body(gaza).iter(qn("w:tbl")))[1:]
    assert len(tables) == sum(
        isinstance(block, Table) for one in briefing(*GAZA).sections for block in one.blocks
    )
    for table in tables:
        marked = [row.find(f".//{qn('w:tblHeader')}") is not None for row in table.iter(qn("w:tr"))]
        assert marked == [True] + [False] * (len(marked) - 1)


def test_pages_are_numbered_and_headed(gaza: bytes) -> None:
    """The foot counts the pages; the head tells the agreement, the moment, the account and what was known."""
    section = Document(io.BytesIO(gaza)).sections[0]
    fields = [one.get(qn("w:instr")) for one in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert section.header.paragraphs[0].text == briefing(*GAZA).running


def test_links_lead_to_pages_and_to_sources(gaza: bytes) -> None:
    """Each mark leads to the bookmark of its source, and each outlet with an address to its page."""
    paper = Document(io.BytesIO(gaza))
    links = list(paper.element.body.iter(qn("w:hyperlink")))
    bookmarks = {one.get(qn("w:name")) for one in paper.element.body.iter(qn("w:bookmarkStart"))}
    anchors = {link.get(qn("w:anchor")) for link in links if link.get(qn("w:anchor"))}
    assert anchors == bookmarks
    led = {paper.part.rels[link.get(qn("r:id"))].target_ref for link in links if link.get(qn("r:id"))}
    assert led == {
        p.link for one in paragraphs(briefing(*GAZA)) for p in one.pieces if p.link.startswith("http")
    }


def test_language_and_title_are_set(gaza: bytes) -> None:
    """The document's language and title stand in its properties, and its language on its text."""
    paper = Document(io.BytesIO(gaza))
    assert paper.core_properties.title == f"Situation report: {briefing(*GAZA).title}"
    assert paper.core_properties.language == "en"
    assert next(paper.styles.element.iter(qn("w:lang"))).get(qn("w:val")) == "en"


@pytest.mark.parametrize("code", ["ar", "he"])
def test_it_is_written_from_right_to_left(code: str) -> None:
    """Every paragraph and table is turned; words in Arabic or Hebrew letters run to the left, those in Latin do not."""
    made = word(briefing(*GAZA, code))
    assert all(
        one.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
        for one in body(made).iter(qn("w:p"))
        if one.find(qn("w:r")) is not None
    )
    assert all(
        one.find(f"{qn('w:tblPr')}/{qn('w:bidiVisual')}") is not None for one in body(made).iter(qn("w:tbl"))
    )
    styles = Document(io.BytesIO(made)).styles.element
    assert next(styles.iter(qn("w:lang"))).get(qn("w:bidi")) == code
    turned = {text: about.find(qn("w:rtl")) is not None for text, about in runs(made)}
    assert not turned["hostages"]
    assert all(is_turned for text, is_turned in turned.items() if text and "\u0590" <= text[0] <= "\u06ff")
    assert any(turned.values())


def test_nothing_is_turned_in_english(gaza: bytes) -> None:
    """An English document has no paragraph or table that runs to the left."""
    assert next(body(gaza).iter(qn("w:bidi"), qn("w:bidiVisual")), None) is None


def test_the_acts_of_reports_are_marked_as_english_in_any_language() -> None:
    """In an Arabic document the words of the record are tagged with their language."""
    acts = [
        about.find(qn("w:lang"))
        for text, about in runs(word(briefing(*GAZA, "ar")))
        if text.startswith("release hostages")
    ]
    assert {one.get(qn("w:val")) for one in acts} == {"en"}


def test_the_same_briefing_gives_the_same_bytes(gaza: bytes) -> None:
    """No part of the file tells when it was made."""
    assert word(briefing(*GAZA)) == gaza
    with zipfile.ZipFile(io.BytesIO(gaza)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@settings(max_examples=40)
@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_text_is_written(text: str) -> None:
    """Text of any characters, shown as far as it can be, is read back from the document letter by letter."""
    shown = printable(text)
    lines = plain(word_text(word(of_text(shown)))).split("\n")
    shown = plain(shown)
    assert shown * 4 in lines
    assert lines.count(shown) >= 4
