"""A Markdown document as an editor holds it: its lines, its blocks, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from servanda.agreement import Agreement, Item, Problem, blocks, check, parse, show_item


@dataclass(frozen=True)
class Place:
    """A line and a column, both from nought, in characters."""

    line: int
    column: int


@dataclass(frozen=True)
class Stretch:
    """A part of one line, from nought, in characters; `end` lies behind it."""

    line: int
    start: int
    end: int

    def holds(self, place: Place) -> bool:
        """Whether a place lies in it, or right behind it."""
        return self.line == place.line and self.start <= place.column <= self.end


@dataclass(frozen=True)
class Document:
    """A text and what is found in it, each worked out once."""

    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their endings."""
        return tuple(re.split(r"\r\n|\r|\n", self.text))

    @cached_property
    def blocks(self) -> tuple[blocks.Block, ...]:
        """The blocks with a fence; a document without any says nothing."""
        return tuple(block for block in blocks.split(self.text) if block.opened_at)

    @cached_property
    def agreement(self) -> Agreement:
        """What the blocks say, as far as they can be read."""
        return self._parsed[0]

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with what the blocks say."""
        return tuple(sorted([*self._parsed[1], *check(self.agreement)])) if self.blocks else ()

    @cached_property
    def _parsed(self) -> tuple[Agreement, list[Problem]]:
        return parse(self.text)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items that can be read, in the order written."""
        return tuple(item for passage in self.agreement.passages for item in passage.items)

    @cached_property
    def extents(self) -> dict[int, int]:
        """The last line of each item by its first, both from nought."""
        groups = (lines for block in self.blocks for lines in blocks.items(block))
        return {lines[0].number - 1: lines[-1].number - 1 for lines in groups}

    def is_in_block(self, line: int) -> bool:
        """Whether a line stands between the fences of a block."""
        return any(
            block.opened_at <= line < (block.closed_at or len(self.lines) + 1) - 1 for block in self.blocks
        )

    def item_at(self, line: int) -> Item | None:
        """Return the item that a line belongs to, if it can be read."""
        heads = (first for first, last in self.extents.items() if first <= line <= last)
        head = next(heads, None)
        return next((item for item in self.items if head is not None and item.spot.line == head + 1), None)

    def block_lines(self) -> Iterator[tuple[int, str]]:
        """Yield the lines of all blocks that are not blank, with their numbers from nought."""
        for block in self.blocks:
            yield from ((line.number - 1, line.text) for line in block.lines)

    def with_line(self, number: int, line: str) -> Document:
        """Return the document with another line in place of one."""
        return Document("\n".join([*self.lines[:number], line, *self.lines[number + 1 :]]))


def headline(item: Item) -> str:
    """Return an item's own line, without its details, as it is printed."""
    return show_item(item).split("\n")[0]
