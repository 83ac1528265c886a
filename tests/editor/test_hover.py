from __future__ import annotations

from pathlib import Path

import pytest

from servanda.editor import Document
from servanda.editor.hover import NO_RECORD, hover
from servanda.editor.record import beside

from .pages import DOCUMENT, PAGE, place

ROWS = """id,act,by,to,measure,quantity,happened,published,source,speaker,stance
r1,release detainees,North,South,count,10,2027-05-01,2027-05-02,Post,South minister,asserts
r2,open the bridge,South,,,,2027-05-04,2027-05-09,Post,North minister,asserts
"""
SOURCES = """name,kind,affiliation,speaks_for
South minister,office,South,South
North minister,office,North,North
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The agreement on disk, with a record beside it."""
    (tmp_path / "agreement.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "reports.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    return tmp_path / "agreement.md"


def shown(document: Document, file: Path, text: str, into: int = 1, nth: int = 0) -> str:
    found = hover(document, place(document, text, into, nth), beside(file, document.text))
    return found.text if found else ""


def test_a_clause_is_shown_with_where_it_stands(file: Path) -> None:
    """An id shows its sentence, state, progress and next date, and says at which moment."""
    assert shown(DOCUMENT, file, "#detainees") == (
        "**#detainees**: North must release 40 detainees to South in phase one.\n\n"
        "On 9 May 2027, on the cautious account: in force. Done: 10 of 40, 10 of them due by now. "
        "Next: 30 by 20 May 2027.\n\n"
        "_The moment is 9 May 2027, when the last report of the record beside this file became public._"
    )


def test_the_line_of_a_clause_shows_it_too(file: Path) -> None:
    """A line that belongs to a clause shows the clause, unless something else is named there."""
    found = hover(DOCUMENT, place(DOCUMENT, "rest by day 20", 2), beside(file, PAGE))
    assert found is not None
    assert found.text == shown(DOCUMENT, file, "#detainees")
    assert (found.at.start, found.at.end) == (0, len("  rest by day 20"))
    assert shown(DOCUMENT, file, "part of #releases", 12).startswith("**#releases**")


def test_what_is_typed_counts_before_it_is_saved(file: Path) -> None:
    """The text in the editor is taken with the record on disk, and a new report is seen."""
    document = Document(PAGE.replace("40 detainees", "50 detainees"))
    assert "10 of 50" in shown(document, file, "#detainees")
    with (file.parent / "reports.csv").open("a", encoding="utf-8") as record:
        record.write(
            "r3,release detainees,North,South,count,5,2027-05-10,2027-05-10,Post,South minister,asserts\n"
        )
    assert "On 10 May 2027" in shown(document, file, "#detainees")
    assert "15 of 50" in shown(document, file, "#detainees")


def test_an_overdue_or_disputed_clause_says_so(file: Path) -> None:
    """What stands beside a state is told with it."""
    document = Document(PAGE.replace("10 by day 1", "20 by day 1"))
    assert "Overdue." in shown(document, file, "#detainees")
    with (file.parent / "reports.csv").open("a", encoding="utf-8") as record:
        record.write("r3,attack,South,North,,,2027-05-05,2027-05-09,Post,North minister,asserts\n")
        record.write("r4,attack,South,North,,,2027-05-05,2027-05-09,Post,South minister,denies\n")
    assert "Disputed: the accounts" in shown(document, file, "#calm")


def test_a_phase_shows_its_day_and_its_end(file: Path) -> None:
    """A phase shows its lines, and where it stands."""
    text = shown(DOCUMENT, file, "phase one", 7, 1)
    assert "phase one: from entry for 30 days" in text
    assert "On 9 May 2027: in force, day 9 of 30, until 30 May 2027." in text


def test_other_things_show_what_they_are(file: Path) -> None:
    """A list shows its item, a name its roles, and an id that is not declared the clause of its line."""
    assert "list #map is unknown" in shown(DOCUMENT, file, "#map")
    assert shown(DOCUMENT, file, "Valley Mission") == "**Valley Mission**: monitor"
    document = Document(PAGE.replace("  part of #releases", "  part of #nothing"))
    assert shown(document, file, "#nothing").startswith("**#detainees**")


def test_nothing_is_shown_outside_clauses(file: Path) -> None:
    """Prose, fences and the words of other items show nothing."""
    for text in ("fighting", "```servanda", "in force", "monitor"):
        assert shown(DOCUMENT, file, text) == ""


def test_without_a_record_only_the_sentence_is_shown(tmp_path: Path) -> None:
    """A document by itself, or by another name, says that no record lies beside it."""
    for file in (tmp_path / "agreement.md", tmp_path / "notes.md"):
        assert NO_RECORD in shown(DOCUMENT, file, "#calm")
    text = shown(DOCUMENT, tmp_path / "notes.md", "#calm")
    assert text == f"**#calm**: each of North and South must not attack in phase one.\n\n{NO_RECORD}"


def test_an_empty_record_stands_at_entry(file: Path) -> None:
    """With no report yet, the moment is the entry into force, and it says so."""
    (file.parent / "reports.csv").write_text(ROWS.split("\n")[0] + "\n", encoding="utf-8")
    assert "_The moment is 1 May 2027 08:00, the entry into force" in shown(DOCUMENT, file, "#detainees")
    document = Document(PAGE.replace("  in force 2027-05-01 08:00 Europe/Rome\n", ""))
    assert beside(file, document.text) is None


def test_a_clause_that_is_not_public_is_not_told_of(file: Path) -> None:
    """Of a clause in an instrument that only some may see, the standing is not shown."""
    secret = PAGE.replace("#letter binds North, South", "#letter binds North, South seen by North")
    document = Document(secret.replace("part of #releases", "part of #letter"))
    text = shown(document, file, "#detainees")
    assert "40 detainees" in text
    assert "Done" not in text


def test_a_file_that_cannot_be_seen_has_no_stamp(file: Path) -> None:
    """A record taken away between two looks is seen to be gone."""
    assert beside(file, PAGE) is not None
    (file.parent / "reports.csv").unlink()
    assert beside(file, PAGE) is None
