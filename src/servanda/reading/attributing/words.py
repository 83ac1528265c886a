"""Words: what the model sees of a parse, an array each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from servanda.reading.parsing import paragraph_ends

if TYPE_CHECKING:
    from spacy.tokens import Doc

Integers = NDArray[np.int64]

OUTSIDE, INSIDE, OPENING, CLOSING = range(4)
"""How a word stands to quotation marks: double ones, and single ones that are curved and are closed in their paragraph."""

_CLOSINGS = {"“": "”", "``": "''", '"': '"', "‘": "’"}

CHILDREN = ("nsubj", "ccomp", "xcomp", "dobj", "nsubjpass", "prep", "neg")
"""The kinds of children that are told of a word, a bit each."""


@dataclass(frozen=True)
class Words:
    """The words of a text as arrays and lists, one item a word.

    Attributes:
        tags, dependencies: the part of speech in the Penn treebank's tags, and the dependency on the head.
        heads: the place of the head; a root is its own.
        sentences: the number of the sentence; `bounds` has the first word of each and the one after its last.
        quotes: how the word stands to quotation marks.
        regions: the number of the quotation it stands in; -1 outside.
        children: which of `CHILDREN` hang on it, a bit each.
        shapes: its first character (0 lower case, 1 upper case, 2 a digit, 3 none of these), 4 more at the beginning of
            a paragraph, and 8 more for what parts two.
    """

    tags: list[str]
    dependencies: list[str]
    heads: list[int]
    sentences: Integers
    bounds: list[tuple[int, int]]
    quotes: Integers
    regions: Integers
    children: Integers
    shapes: Integers


def words_of(doc: Doc) -> Words:
    """Return what the model sees of a parsed text."""
    texts = [token.text for token in doc]
    heads = [token.head.i for token in doc]
    dependencies = [token.dep_ for token in doc]
    bounds = [(sentence.start, sentence.end) for sentence in doc.sents]
    sentences = np.zeros(len(texts), np.int64)
    for number, (first, end) in enumerate(bounds):
        sentences[first:end] = number
    breaks = paragraph_ends(doc)
    quotes, regions = _quotations(texts, breaks)
    tags = [token.tag_ for token in doc]
    children = _children(dependencies, heads)
    return Words(
        tags, dependencies, heads, sentences, bounds, quotes, regions, children, _shapes(texts, breaks)
    )


def _quotations(texts: list[str], breaks: set[int]) -> tuple[Integers, Integers]:
    """Tell the words between quotation marks; the end of a paragraph ends a quotation that nothing closed."""
    quotes, regions = np.zeros(len(texts), np.int64), np.full(len(texts), -1, np.int64)
    number, closing = 0, ""
    for place, text in enumerate(texts):
        if place in breaks:
            closing = ""
        elif not closing and text in _CLOSINGS and (text != "‘" or _is_closed(texts, place, breaks)):
            number, closing = number + 1, _CLOSINGS[text]
            quotes[place], regions[place] = OPENING, number
        elif text == closing or text in ("”", "''"):
            quotes[place], regions[place] = CLOSING, number if closing else -1
            closing = ""
        elif closing:
            quotes[place], regions[place] = INSIDE, number
    return quotes, regions


def _is_closed(texts: list[str], place: int, breaks: set[int]) -> bool:
    """Say whether a single mark that opens is closed in its paragraph."""
    for other in range(place + 1, len(texts)):
        if other in breaks:
            return False
        if texts[other] == "’":
            return True
    return False


def _children(dependencies: list[str], heads: list[int]) -> Integers:
    found = np.zeros(len(heads), np.int64)
    for place, (name, head) in enumerate(zip(dependencies, heads, strict=True)):
        if name in CHILDREN and head != place:
            found[head] |= 1 << CHILDREN.index(name)
    return found


def _shapes(texts: list[str], breaks: set[int]) -> Integers:
    def shapes() -> Iterator[int]:
        is_first = True
        for place, text in enumerate(texts):
            start, is_break = text[:1], place in breaks
            shape = 1 if start.isupper() else 2 if start.isdigit() else 0 if start.isalnum() else 3
            yield shape + 4 * is_first + 8 * is_break
            is_first = is_break

    return np.fromiter(shapes(), np.int64, len(texts))
