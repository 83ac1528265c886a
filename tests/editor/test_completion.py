from __future__ import annotations

import pytest

from servanda.editor import Document, Place
from servanda.editor.completion import completion

from .pages import DOCUMENT, PAGE, place, with_detail


def proposed(document: Document, at: Place, kind: str) -> list[str]:
    found = completion(document, at)
    assert found is not None
    return [one.text for one in found.proposals if one.kind == kind]


def under(line: str, kind: str) -> list[str]:
    return proposed(*with_detail(line), kind)


def test_only_blocks_are_completed() -> None:
    """Outside the blocks, and in a document without any, there is nothing to propose."""
    assert completion(DOCUMENT, place(DOCUMENT, "#bridge", 1)) is None
    assert completion(DOCUMENT, place(DOCUMENT, "```servanda", 3)) is None
    assert completion(Document("# Some page\n\nclause #"), Place(2, 8)) is None


def test_ids_are_those_that_the_checks_accept() -> None:
    """A condition is offered clauses; a part only headings and instruments; neither the clause itself."""
    for line in ("  if #", "  if #calm is fulfilled and #"):
        offered = under(line, "id")
        assert {"#releases", "#calm", "#bridge"} <= set(offered)
        assert not {"#letter", "#frame", "#detainees"} & set(offered)
    assert under("  part of #", "id") == ["#letter", "#releases"]


@pytest.mark.parametrize(("line", "id_"), [("  as listed in #", "#map"), ("  if agreement #", "#frame")])
def test_lists_and_other_agreements_have_places_of_their_own(line: str, id_: str) -> None:
    """Where only a list, or only another agreement, makes sense, no clause is offered."""
    assert under(line, "id") == [id_]


def test_an_id_replaces_what_was_begun_of_it() -> None:
    """The sigil and the letters typed are replaced, and each id comes with its clause."""
    document, at = with_detail("  if not #ca")
    found = completion(document, at)
    assert found is not None
    assert (found.at.start, found.at.end) == (9, 12)
    details = {one.text: one.detail for one in found.proposals}
    assert details["#calm"] == "clause #calm: each of North and South must not attack in phase one"


def test_a_new_id_is_the_authors_own() -> None:
    """Where an id is declared, none is offered."""
    document = Document(PAGE.replace("clause #bridge: South", "clause #"))
    at = place(document, "clause # must", 8)
    assert proposed(document, at, "id") == []


def test_ids_are_offered_where_the_line_cannot_be_read() -> None:
    """Behind words that make no sense, every id is offered."""
    assert under("  must to by #", "id") == [
        "#map", "#letter", "#releases", "#detainees", "#calm", "#bridge", "#frame",
    ]  # fmt: skip
    assert under("  must to by ", "id") == []


@pytest.mark.parametrize(
    "line", ["  by start of phase ", "  by end of phase o", "  then ends phase ", "  if phase "]
)
def test_phases_are_offered_after_their_word(line: str) -> None:
    """Wherever the grammar takes a phase, the phases are offered, and no names."""
    assert under(line, "phase") == ["one", "two"]
    assert under(line, "name") == []


def test_a_new_phase_is_the_authors_own() -> None:
    """Where a phase is declared, none is offered."""
    document = Document(PAGE.replace("phase two:", "phase "))
    assert proposed(document, place(document, "phase  from", 6), "phase") == []


def test_names_are_offered_where_somebody_must_take_part() -> None:
    """Those who take part are offered as bearers and verifiers, quoted where need be; not as kinds or as places."""
    everybody = ["North", "South", '"Valley Mission"']
    assert under("  verified by ", "name") == everybody
    assert under('  verified by "Val', "name") == everybody
    assert under("  verified by North, S", "name") == everybody
    assert under("  if ", "name") == everybody
    assert under("  counting only ", "name") == []
    document = Document(PAGE.replace("clause #bridge: South", "clause #bridge: "))
    assert proposed(document, place(document, "#bridge:  must", 9), "name") == everybody
    document = Document(PAGE.replace("the bridge by", "the bridge at  by"))
    assert proposed(document, place(document, "bridge at ", 10), "name") == []


def test_keywords_are_those_that_the_grammar_accepts() -> None:
    """A line begins with an item at the margin and with a detail under it; within, only what fits is offered."""
    document = Document(PAGE.replace("Some prose.", "```servanda\n\n  \n```"))
    line = place(document, "```servanda", 0, 1).line
    items = proposed(document, Place(line + 1, 0), "keyword")
    assert {"clause", "phase", "party", "agreement"} <= set(items)
    assert "verified" not in items
    details = proposed(document, Place(line + 2, 2), "keyword")
    assert {"verified", "by"} <= set(details)
    assert "clause" not in details
    assert {"begun", "fulfilled"} <= set(under("  if #calm is ", "keyword"))
    assert "open" not in under("  if #calm is ", "keyword")
    assert "the" in under("  all th", "keyword")
    assert under("  #", "keyword") == []
