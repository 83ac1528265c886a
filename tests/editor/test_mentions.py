from __future__ import annotations

import pytest

from servanda.editor import Document
from servanda.editor.mentions import definitions, mention_at, references
from servanda.editor.symbols import symbols

from .pages import DOCUMENT, PAGE, place


def shown(document: Document, name: str, into: int, nth: int) -> tuple[list[str], list[str]]:
    """Return the lines that declare what is named at a place, and all that name it."""
    at = place(document, name, into, nth)
    lines = [document.lines[one.line] for one in definitions(document, at)]
    return lines, [document.lines[one.line].strip() for one in references(document, at)]


def test_an_id_is_declared_once_and_named_anywhere() -> None:
    """From any mention of an id, its line and all its mentions in blocks are found, and none in prose."""
    declared, named = shown(DOCUMENT, "#bridge", 2, 1)
    assert declared == ["clause #bridge: South must open the bridge by 3 days after #detainees"]
    assert named == ["opens when #bridge is fulfilled", *declared]
    assert shown(DOCUMENT, "#map", 0, 0)[0] == ["list #map is unknown"]
    assert mention_at(DOCUMENT, place(DOCUMENT, "#bridge", 2)) is None


def test_a_phase_is_found_by_its_word() -> None:
    """From any mention of a phase, its line is found; the same word in an act is another."""
    declared, named = shown(DOCUMENT, "phase one", 7, 2)
    assert declared == ["phase one: from entry for 30 days"]
    assert len(named) == 5
    document = Document(PAGE.replace("the bridge", "one bridge"))
    assert mention_at(document, place(document, "one bridge", 1)) is None


def test_who_takes_part_is_found_by_name() -> None:
    """From any mention of a name, its role is found; with quotes or without."""
    declared, named = shown(DOCUMENT, '"Valley Mission"', 3, 1)
    assert declared == ['monitor "Valley Mission"']
    assert named == ['monitor "Valley Mission"', *['verified by "Valley Mission"'] * 2]


def test_references_can_leave_out_the_declaration() -> None:
    """A reference is any mention but the one that declares."""
    at = place(DOCUMENT, "#detainees", 1)
    assert len(references(DOCUMENT, at, declared=False)) == len(references(DOCUMENT, at)) - 1 == 1


def test_ids_of_a_line_that_cannot_be_read_count() -> None:
    """A line in the making still refers."""
    document = Document(PAGE.replace("  10 by day 1", "  if must be #calm and #bridge"))
    assert len(shown(document, "#calm", 1, 0)[1]) == 2
    assert len(shown(document, "#bridge", 1, 1)[1]) == 3


def test_nothing_is_named_between_words() -> None:
    """A place without a mention has no definition and no references."""
    at = place(DOCUMENT, "attack", 2)
    assert definitions(DOCUMENT, at) == references(DOCUMENT, at) == ()


@pytest.mark.parametrize(
    ("kind", "name", "lines"),
    [
        ("title", "#valleys", 2), ("heading", "#releases", 1), ("clause", "#detainees", 5), ("phase", "phase two", 2),
        ("listing", "#map", 1), ("part", "party", 1), ("link", "#frame", 1),
    ],
)  # fmt: skip
def test_the_outline_holds_every_item(kind: str, name: str, lines: int) -> None:
    """Each item is in the outline with its name, its lines and the stretch that shows it."""
    found = next(one for one in symbols(DOCUMENT) if one.name == name)
    assert (found.kind, found.last_line - found.first_line + 1) == (kind, lines)
    assert DOCUMENT.lines[found.at.line][found.at.start : found.at.end] == name.split()[-1]
