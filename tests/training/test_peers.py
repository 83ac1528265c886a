"""The peers find what they are there to find, on our parse."""

from __future__ import annotations

import pytest

from servanda.reading.parsing import parse
from training.peers import plain_rule, quotations

SPOKEN = "The ferry is late. “We will sail in the morning if the wind drops,” the captain said."


def test_the_plain_rule_finds_subject_verb_and_clause() -> None:
    """What hangs on a verb of saying, and what is told according to somebody, is found with who says it."""
    text = "The captain said that the ferry was late. According to the harbour master, it had left."
    first, second = plain_rule(parse(text))
    assert first.source is not None
    assert first.cue is not None
    assert (first.source.of(text), first.cue.of(text)) == ("The captain", "said")
    assert first.content.of(text) == "that the ferry was late"
    assert second.source is not None
    assert second.cue is not None
    assert (second.source.of(text), second.cue.of(text)) == ("the harbour master", "According to")
    assert "it had left" in second.content.of(text)


def test_the_plain_rule_finds_nothing_where_nobody_speaks() -> None:
    """A verb of saying without a clause is no attribution."""
    assert plain_rule(parse("The captain reported for duty. The ferry left.")) == ()


def test_textacy_finds_quotations() -> None:
    """A quotation is found with its speaker; where a mark is missing, the other paragraphs still are."""
    pytest.importorskip("textacy", reason="textacy is not installed; make reading adds it")
    for text in (SPOKEN, f"“The first page ends here.\n\n{SPOKEN}\n"):
        (found,) = quotations(parse(text))
        assert found.source is not None
        assert found.source.of(text) == "captain" or found.source.of(text) == "the captain"
        assert "We will sail" in found.content.of(text)
