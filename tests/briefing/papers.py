"""Briefings that tests share, and the words of a paper as its reader finds them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from docx import Document
from pypdf import PdfReader

import servanda
from servanda.briefing import Briefing, situation_report
from servanda.briefing.content import Paragraph, Piece, Section, Table
from servanda.standing import Standing
from servanda.web.language import language
from tests.case_files import ROOT

GAZA = ("gaza-2025", "2025-02-03", "2025-02-10")


@cache
def standings(name: str, since: str, until: str, account: str = "cautious") -> tuple[Standing, Standing]:
    """The standings of an example at two moments, each as it was known then."""
    folder = servanda.load(ROOT / "examples" / name)
    return folder.standing(since, since, account), folder.standing(until, until, account)


@cache
def briefing(name: str, since: str, until: str, code: str = "en", account: str = "cautious") -> Briefing:
    """The situation report of an example."""
    return situation_report(*standings(name, since, until, account), language(code))


def paragraphs(of: Briefing | Section) -> Iterator[Paragraph]:
    """Yield every paragraph of a briefing or a section, those in tables too."""
    for section in of.sections if isinstance(of, Briefing) else (of,):
        for block in section.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    for cell in row:
                        yield from cell
            else:
                yield block


def words_of(of: Briefing | Section) -> str:
    """Return all that a briefing or a section tells, without the marks that set words apart."""
    return "\n".join(plain(paragraph.text) for paragraph in paragraphs(of))


def plain(text: str) -> str:
    """Return a text without the marks that only say in which direction words run."""
    return re.sub("[\u2066-\u2069\u200e\u200f]", "", text)


def squeezed(text: str) -> str:
    """Return a text without any white space: a paper breaks its lines where it likes."""
    return re.sub(r"\s", "", plain(text))


def pdf_text(made: bytes) -> str:
    """Return what another program reads in a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)


def root_of(made: bytes) -> Any:
    """Return the root of a PDF: what it says of itself as a whole."""
    return PdfReader(io.BytesIO(made)).root_object


def word_text(made: bytes) -> str:
    """Return what another program reads in a Word document, tables and linked words too."""
    body = Document(io.BytesIO(made)).element.body
    return "\n".join("".join(part.text or "" for part in line.iter(f"{W}t")) for line in body.iter(f"{W}p"))


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def of_text(text: str) -> Briefing:
    """Return a small briefing that says one text wherever a briefing can say one."""
    piece = Piece(text)
    line = Paragraph((piece, Piece(text, "strong"), Piece(text, "mark", "#source-1"), Piece(text, "bad")))
    linked = Paragraph((Piece(text, "", "https://example.org/?q=1&r=%20#x"),), anchor="source-1")
    table = Table((text, text), (((line,), (linked,)),), (1, 1))
    return Briefing(
        "en", "ltr", text, text, ((text, text),), text, "\ue000 of \ue001", 0, (Section(text, (line, table)),)
    )
