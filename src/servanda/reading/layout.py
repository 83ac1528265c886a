"""The layout of a text: which of many passages lie at a character, found without looking through all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from servanda.reading.passage import Passage

BLOCK = 1024
"""So many characters are looked up together."""

Held = TypeVar("Held")


class Layout(Generic[Held]):
    """Passages of one text, each with what it holds."""

    def __init__(self, passages: Iterable[tuple[Passage, Held]]) -> None:
        self._blocks: dict[int, list[tuple[int, int, Passage, Held]]] = defaultdict(list)
        for passage, held in passages:
            for first, end in passage.spans:
                for block in range(first // BLOCK, (end - 1) // BLOCK + 1):
                    self._blocks[block].append((first, end, passage, held))

    def at(self, character: int) -> list[tuple[Passage, Held]]:
        """Return the passages that hold a character, with what they hold, in the order in which they were given."""
        return [
            (passage, held)
            for first, end, passage, held in self._blocks.get(character // BLOCK, ())
            if first <= character < end
        ]
