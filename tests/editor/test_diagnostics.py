from __future__ import annotations

from pathlib import Path

from servanda.editor import Document
from servanda.editor.diagnostics import diagnostics
from servanda.editor.formatting import edits
from servanda.editor.translated import problems_beside
from tests.case_files import ROOT

from .pages import DOCUMENT, PAGE


def test_a_document_without_blocks_is_left_alone() -> None:
    """Any other Markdown has no problems."""
    assert diagnostics(Document("# A page\n\n```python\nclause #a\n```\n")) == ()
    assert diagnostics(DOCUMENT) == ()


def test_a_problem_is_marked_where_it_lies() -> None:
    """Each problem has its name, cause and mend, and the stretch of its line that it is about."""
    document = Document(PAGE.replace("South must open", "East must open").replace("by day 20", "by day x"))
    found = {one.name: one for one in diagnostics(document)}
    assert set(found) == {"not-understood", "undeclared-name", "stages-fall-short"}
    east = found["undeclared-name"]
    assert document.lines[east.at.line][east.at.start : east.at.end] == "East"
    assert east.message.startswith("East is not said to take part.\nAdd a line")
    broken = found["not-understood"].at
    assert document.lines[broken.line][broken.start : broken.end] == "x"


def test_a_problem_of_the_whole_file_is_marked_on_its_first_fence() -> None:
    """An agreement without anything in it is marked too."""
    found = diagnostics(Document("# A\n\n```servanda\n```"))
    assert [(one.name, one.at.line, one.at.end) for one in found] == [("no-head", 2, 11)]
    assert [one.name for one in diagnostics(Document("```servanda\n"))] == ["no-head", "block-not-closed"]


def test_edits_lay_a_document_out() -> None:
    """Only the lines that change are edited, and line endings stay."""
    text = PAGE.replace("party North, South", "party   North and South\n\n\n").replace("\n", "\r\n")
    lines = text.split("\r\n")
    for edit in reversed(edits(Document(text))):
        assert edit.text.endswith("\r\n")
        lines[edit.first : edit.last] = edit.text.removesuffix("\r\n").split("\r\n")
    assert "\r\n".join(lines) == PAGE.replace("party North, South\n", "party North, South\n\n").replace(
        "\n", "\r\n"
    )
    assert edits(DOCUMENT) == ()


def test_the_example_has_no_problems() -> None:
    """The example is free of problems in an editor too."""
    assert diagnostics(Document((ROOT / "examples/gaza-2025/agreement.md").read_text(encoding="utf-8"))) == ()


def test_a_translation_is_held_against_the_agreement_beside_it(tmp_path: Path) -> None:
    """The problems of a translation are those of its binding; by another name a page is no translation."""
    (tmp_path / "agreement.md").write_text(
        "```servanda\nclause #a: North must act by day 3\n```\n", encoding="utf-8"
    )
    text = "Acte.\n\n```servanda\nsays #b\n```\n"
    problems = problems_beside(tmp_path / "agreement.fr.md", text)
    found = diagnostics(Document(text), problems)
    assert [(one.name, one.at.line) for one in found] == [("not-translated", 2), ("unknown-clause", 3)]
    assert [
        one.at.line
        for one in diagnostics(Document("Acte."), problems_beside(tmp_path / "agreement.fr.md", ""))
    ] == [0]
    assert problems_beside(tmp_path / "notes.md", text) is None
    assert problems_beside(tmp_path / "elsewhere" / "agreement.fr.md", text) == ()
    assert diagnostics(Document(text), ()) == ()
