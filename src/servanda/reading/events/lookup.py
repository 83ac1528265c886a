"""Looking words up in a parsed text, without asking every token in turn."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Words:
    """A parsed text, with its characters put together once: a parse puts them together anew each time it is asked.

    Attributes:
        doc: the parse.
        text: its characters.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text: str = doc.text

    @cached_property
    def starts(self) -> list[int]:
        """The first character of each token."""
        found: list[int] = self.doc.to_array("IDX").tolist()
        return found

    def token_at(self, place: int) -> int:
        """Return the token that holds a character, or the last one before it; -1 where there is none."""
        return bisect_right(self.starts, place) - 1

    def among(self, words: frozenset[str]) -> list[int]:
        """Return the places of the tokens that are one of some words in small letters, in their order."""
        return self.having("LOWER", words)

    def having(self, attribute: str, values: frozenset[str]) -> list[int]:
        """Return the places of the tokens of which an attribute of the parse, such as "POS", has one of some values."""
        found: NDArray[Any] = self.doc.to_array(attribute)
        places: list[int] = np.flatnonzero(np.isin(found, _hashes(values))).tolist()
        return places


@lru_cache(maxsize=256)
def _hashes(values: frozenset[str]) -> NDArray[np.uint64]:
    from spacy.strings import get_string_id

    return np.array([get_string_id(value) for value in values], dtype=np.uint64)
