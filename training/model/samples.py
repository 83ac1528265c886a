"""Samples: marked articles as the network is taught with them, a piece of text each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from servanda.reading import Attribution, Passage
from servanda.reading.attributing.network import CONTENT, CUE, SOURCE, piece_inputs
from servanda.reading.attributing.piece import Piece, pieces_of
from servanda.reading.attributing.relation import Relation, relation_to
from servanda.reading.attributing.words import Integers, Words, words_of
from servanda.reading.parsing import parse_all
from training.polnear import MarkedArticle

NO_CUE, BEGINS, GOES_ON = range(3)


@dataclass(frozen=True)
class Asked:
    """One cue of a piece with what each word of the piece is to it.

    Attributes:
        cue: the places of its words in the piece.
        roles: what each word is to it.
        relation: how each word stands to it.
    """

    cue: list[int]
    roles: Integers
    relation: Relation


@dataclass(frozen=True)
class Sample:
    """A piece of text with what is to be found in it.

    Attributes:
        inputs: what the encoder is fed.
        cues: for each word, whether it is no cue, begins one or goes on with one.
    """

    inputs: Mapping[str, Integers]
    cues: Integers
    asked: tuple[Asked, ...]


def names_in(articles: Iterable[Words]) -> tuple[dict[str, int], dict[str, int]]:
    """Number the tags and the dependencies that occur; nought is kept for all others."""
    tags: dict[str, int] = {}
    dependencies: dict[str, int] = {}
    for words in articles:
        for tag in words.tags:
            tags.setdefault(tag, len(tags) + 1)
        for dependency in words.dependencies:
            dependencies.setdefault(dependency, len(dependencies) + 1)
    return tags, dependencies


def parsed(articles: Iterable[MarkedArticle]) -> Iterator[tuple[Doc, Words, MarkedArticle]]:
    """Parse marked articles, in their order."""
    kept = list(articles)
    for doc, article in zip(parse_all(one.text for one in kept), kept, strict=True):
        yield doc, words_of(doc), article


def samples_of(
    doc: Doc,
    words: Words,
    marked: Iterable[Attribution],
    tags: Mapping[str, int],
    dependencies: Mapping[str, int],
) -> Iterator[Sample]:
    """Cut a marked article into samples."""
    starts = [token.idx for token in doc]
    held = [
        (_places(starts, one.cue), _places(starts, one.source), _places(starts, one.content))
        for one in marked
        if one.cue is not None
    ]
    for piece in pieces_of([token.text for token in doc], words.bounds):
        inside = [(_within(cue, piece), source, content) for cue, source, content in held]
        asked = tuple(
            _asked(cue, _within(source, piece), _within(content, piece), piece, words)
            for cue, source, content in inside
            if cue
        )
        yield Sample(piece_inputs(piece, words, tags, dependencies), _cues(asked, piece), asked)


def _places(starts: list[int], passage: Passage | None) -> list[int]:
    """Return the places of the words that a passage touches."""
    return [
        place
        for first, end in (passage.spans if passage else ())
        for place in range(max(0, bisect_right(starts, first) - 1), bisect_left(starts, end))
    ]


def _within(places: list[int], piece: Piece) -> list[int]:
    return [place - piece.first for place in places if piece.first <= place < piece.end]


def _asked(cue: list[int], source: list[int], content: list[int], piece: Piece, words: Words) -> Asked:
    roles = np.zeros(piece.end - piece.first, np.int64)
    for places, role in ((source, SOURCE), (content, CONTENT), (cue, CUE)):
        roles[places] = role
    relation = relation_to([piece.first + place for place in cue], words, piece.first, piece.end)
    return Asked(cue, roles, relation)


def _cues(asked: Iterable[Asked], piece: Piece) -> Integers:
    found = np.full(piece.end - piece.first, NO_CUE, np.int64)
    for one in asked:
        for place in one.cue:
            found[place] = GOES_ON if place - 1 in one.cue else BEGINS
    return found
