"""Finding: the attributions of a parsed text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.reading.attributing.decoding import cues_in, likeliest
from servanda.reading.attributing.network import CONTENT, SOURCE, Floats, Network, network
from servanda.reading.attributing.piece import Piece, pieces_of
from servanda.reading.attributing.relation import relation_to
from servanda.reading.attributing.words import Integers, Words, words_of
from servanda.reading.attribution import Attribution
from servanda.reading.passage import Passage, passage

if TYPE_CHECKING:
    from spacy.tokens import Doc

EDGE = " \n\t\r\f\v\u00a0.,;:!?\"'“”‘’`()[]-–—―…*"
"""What is no part of a passage at its edges."""


@dataclass(frozen=True)
class _Cue:
    """A cue: its first word and the one after its last, in the text; and how its piece's words answer it."""

    first: int
    end: int
    score: float
    piece: Piece
    roles: Floats


def find(doc: Doc) -> tuple[Attribution, ...]:
    """Find who is said to have said what.

    Args:
        doc: a text as `parsing.parse` returns it.

    Returns:
        The attributions in the order of their cues. One whose content is nowhere to be seen is left out.
    """
    return find_with(network(), doc)


def find_with(used: Network, doc: Doc) -> tuple[Attribution, ...]:
    """Find attributions with a network of one's own, as `find` does with the one that comes with Servanda."""
    if not len(doc):
        return ()
    words = words_of(doc)
    pieces = pieces_of([token.text for token in doc], words.bounds)
    cues = [cue for piece in pieces for cue in _cues(piece, words, used)]
    paths = likeliest([cue.roles for cue in cues], used.transitions)
    text = doc.text
    found = (_attribution(doc, text, cue, path) for cue, path in zip(cues, paths, strict=True))
    return tuple(one for one in found if one is not None)


def _cues(piece: Piece, words: Words, used: Network) -> Iterator[_Cue]:
    probabilities, asked, offered = used.encoded(piece, words)
    for span, score in cues_in(probabilities, used.least):
        places = [piece.first + place for place in span]
        relation = relation_to(places, words, piece.first, piece.end)
        roles = used.roles(asked, offered[span.start : span.stop].mean(axis=0), relation)
        yield _Cue(places[0], places[-1] + 1, score, piece, roles)


def _attribution(doc: Doc, text: str, cue: _Cue, path: Integers) -> Attribution | None:
    content = _passage(doc, text, cue.piece.first, path == CONTENT)
    said = trimmed(text, doc[cue.first].idx, doc[cue.end - 1].idx + len(doc[cue.end - 1]))
    if content is None:
        return None
    return Attribution(
        _passage(doc, text, cue.piece.first, path == SOURCE),
        passage(*said) if said else None,
        content,
        cue.score,
    )


def _passage(doc: Doc, text: str, first: int, is_part: Integers) -> Passage | None:
    """Return the passage of the words of a piece that are part of it, without what stands at the edges."""
    spans, start = list[tuple[int, int]](), None
    for place, part in enumerate([*is_part, False]):
        if part and start is None:
            start = place
        elif not part and start is not None:
            last = doc[first + place - 1]
            span = trimmed(text, doc[first + start].idx, last.idx + len(last))
            start = None
            if span and spans and not text[spans[-1][1] : span[0]].strip(EDGE):
                spans[-1] = (spans[-1][0], span[1])
            elif span:
                spans.append(span)
    return Passage(tuple(spans)) if spans else None


def trimmed(text: str, first: int, end: int) -> tuple[int, int] | None:
    """Return a span without the punctuation at its edges; None where nothing else is in it."""
    while first < end and text[first] in EDGE:
        first += 1
    while end > first and text[end - 1] in EDGE:
        end -= 1
    return (first, end) if first < end else None
