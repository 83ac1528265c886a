from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement import show
from servanda.editor import Document, Place
from servanda.editor.completion import completion
from servanda.editor.diagnostics import diagnostics
from servanda.editor.formatting import edits
from servanda.editor.hover import hover
from servanda.editor.mentions import definitions, mentions, references
from servanda.editor.symbols import symbols
from servanda.editor.trial import ending
from servanda.editor.words import parser_after
from tests.agreement.strategies import agreements, prose, tokens, tries

heaps = st.lists(tokens, max_size=20).map(" ".join)
texts = st.one_of(
    agreements.map(show),
    prose,
    st.builds("{}\n```servanda\n{}\n{}".format, prose, heaps, st.just("```\nend") | heaps),
)


@st.composite
def asked(draw: st.DrawFn) -> tuple[Document, Place]:
    """A text, perhaps cut short, and a place in it."""
    text = draw(texts)
    text = text[: draw(st.integers(0, len(text)))] + draw(st.sampled_from(["", text[-40:]]))
    document = Document(text)
    line = draw(st.integers(0, len(document.lines) - 1))
    return document, Place(line, draw(st.integers(0, len(document.lines[line]))))


@tries(100)
@given(asked())
def test_any_text_is_answered(question: tuple[Document, Place]) -> None:
    """Whatever is typed, every question has an answer that lies within the text, and prose has none."""
    document, at = question
    found = completion(document, at)
    assert (found is None) == (not document.is_in_block(at.line))
    there = hover(document, at, None)
    stretches = [one.at for one in diagnostics(document)] + [one.at for one in mentions(document)]
    stretches += [one.at for one in symbols(document)]
    stretches += [*definitions(document, at), *references(document, at), *([there.at] if there else [])]
    for one in stretches:
        assert 0 <= one.start <= one.end <= len(document.lines[one.line])
    for edit in edits(document):
        assert 0 <= edit.first <= edit.last <= len(document.lines)


@tries(100)
@given(asked())
def test_every_keyword_that_is_offered_fits(question: tuple[Document, Place]) -> None:
    """A keyword that is offered can stand there, and the line can be ended behind it."""
    document, at = question
    found = completion(document, at)
    for one in found.proposals if found else ():
        before = document.lines[at.line][: found.at.start] if found else ""
        if one.kind == "keyword" and not re.search(r"\w$", before):
            assert parser_after(before + one.text) is not None
            assert ending(before + one.text) is not None
