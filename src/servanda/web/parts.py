"""A long text in parts, each with not too many clauses, so that a page stays light."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.agreement import Agreement, Clause, Item, Passage

MOST_CLAUSES = 60
"""Clauses of one part."""


@dataclass(frozen=True)
class Stretch:
    """A passage, or some of the items that it says.

    Attributes:
        number: which passage it is, from 0.
        is_first: its prose stands here.
    """

    number: int
    passage: Passage
    items: tuple[Item, ...]
    is_first: bool

    @property
    def clauses(self) -> tuple[str, ...]:
        """The ids of its clauses."""
        return tuple(item.id for item in self.items if isinstance(item, Clause))


Part = tuple[Stretch, ...]


def parts_of(agreement: Agreement) -> tuple[Part, ...]:
    """Return the parts of a text, in order; at least one."""
    parts: list[list[Stretch]] = [[]]
    held = 0
    for number, passage in enumerate(agreement.passages):
        for place, items in enumerate(_cut(passage.items)):
            stretch = Stretch(number, passage, items, place == 0)
            if held + len(stretch.clauses) > MOST_CLAUSES and parts[-1]:
                parts.append([])
                held = 0
            parts[-1].append(stretch)
            held += len(stretch.clauses)
    return tuple(map(tuple, parts))


def _cut(items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """Return the items of a passage in stretches of not too many clauses."""
    cut: list[list[Item]] = [[]]
    held = 0
    for item in items:
        if isinstance(item, Clause):
            if held == MOST_CLAUSES:
                cut.append([])
                held = 0
            held += 1
        cut[-1].append(item)
    return [tuple(those) for those in cut]
