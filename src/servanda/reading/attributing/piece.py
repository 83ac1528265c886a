"""Pieces: a text cut between sentences into stretches that the model can see at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"
LONGEST = 200
"""The most word pieces of a stretch of whole sentences."""

START, END, UNKNOWN = 101, 102, 100
"""The word pieces that begin and end a stretch, and the one for a word that has none."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a text.

    Attributes:
        first, end: its first word and the one after its last.
        ids: its word pieces, with the beginning and the end.
        places: for each word, the place of its first word piece in `ids`.
    """

    first: int
    end: int
    ids: list[int]
    places: list[int]


@cache
def tokenizer() -> Tokenizer:
    """Return what cuts words into the word pieces of the encoder: in lower case, without accents."""
    from tokenizers import Tokenizer as Made
    from tokenizers import models, normalizers, pre_tokenizers

    lines = (WEIGHTS / "pieces.txt").read_text(encoding="utf-8").split("\n")
    model = models.WordPiece({line: number for number, line in enumerate(lines)}, unk_token="[UNK]")
    made = Made(model)
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def pieces_of(texts: Sequence[str], bounds: Sequence[tuple[int, int]]) -> list[Piece]:
    """Cut a text into pieces.

    Args:
        texts: its words.
        bounds: the first word of each sentence and the one after its last.
    """
    encoded = tokenizer().encode(texts, is_pretokenized=True, add_special_tokens=False)
    ids: list[list[int]] = [[] for _ in texts]
    for word, number in zip(encoded.word_ids, encoded.ids, strict=True):
        if word is not None:
            ids[word].append(number)
    sizes = [len(one) or 1 for one in ids]
    return [_piece(first, end, ids) for first, end in _stretches(sizes, bounds)]


def _piece(first: int, end: int, ids: list[list[int]]) -> Piece:
    found, places = [START], []
    for word in range(first, end):
        places.append(len(found))
        found += ids[word] or [UNKNOWN]
    return Piece(first, end, [*found, END], places)


def _stretches(sizes: list[int], bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Pack sentences; one that is longer than two stretches is cut where it must be."""
    start, size = 0, 0
    for first, end in bounds:
        here = sum(sizes[first:end])
        if size and size + here > LONGEST:
            yield start, first
            start, size = first, 0
        size += here
        while size > 2 * LONGEST:
            cut = min(end, start + LONGEST // 2)
            yield start, cut
            start, size = cut, sum(sizes[cut:end])
    if start < len(sizes):
        yield start, len(sizes)
