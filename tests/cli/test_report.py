from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from tests.briefing.papers import root_of
from tests.cli.test_commands import GAZA, run

ASKED = ("report", GAZA, "--since", "2025-01-19", "--until", "2025-01-22")


@pytest.mark.parametrize(("language", "title"), [("en", "Situation report"), ("he", "")])
def test_a_report_is_written_as_pdf_and_as_word(tmp_path: Path, language: str, title: str) -> None:
    """Both papers are about the same agreement, in the language asked for."""
    for name in ("a.pdf", "b.DOCX"):
        assert run(*ASKED, "--to", str(tmp_path / name), "--language", language).exit_code == 0
    paper = PdfReader(tmp_path / "a.pdf")
    assert root_of((tmp_path / "a.pdf").read_bytes())["/Lang"] == language
    assert paper.metadata is not None
    about = Document(io.BytesIO((tmp_path / "b.DOCX").read_bytes())).core_properties
    assert paper.metadata.title == about.title
    assert about.language == language
    assert title in about.title


def test_an_account_and_a_viewer_can_be_asked_for(tmp_path: Path) -> None:
    """The report says on whose account it is, and for whose eyes."""
    words = ("--account", "Hamas", "--viewer", "Qatar", "--to", str(tmp_path / "a.pdf"))
    assert run(*ASKED, *words).exit_code == 0
    text = PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    assert "Hamas" in text
    assert "Qatar" in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--to", "report.txt"), "ends in none of .pdf, .docx"),
        (("--to", "r.pdf", "--language", "xx"), 'there is no language "xx"; there are en'),
        (("--to", "r.pdf", "--since", "2025-02-01"), 'lies before "2025-02-01"'),
        (("--to", "no/such/folder/r.pdf"), "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_told(words: tuple[str, ...], told: str) -> None:
    """A file of another kind, a language that is not there, moments in the wrong order and no folder end with 2."""
    result = run(*ASKED, *words)
    assert result.exit_code == 2
    assert told in result.stderr
