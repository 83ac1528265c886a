"""A Markdown file taken apart: its prose, and the lines of its ```servanda blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_OPEN = re.compile(r"^ {0,3}```+\s*servanda\s*$")
_CLOSE = re.compile(r"^ {0,3}```+\s*$")


@dataclass(frozen=True)
class Line:
    """One line of a block: its number in the file from 1, and its text."""

    number: int
    text: str

    @property
    def is_indented(self) -> bool:
        """Whether the line belongs to the item above it."""
        return self.text[:1] in (" ", "\t")


@dataclass
class Block:
    """The prose before a block, and the block's lines that are not blank.

    Attributes:
        opened_at, closed_at: the lines of its fences, from 1; nought for one that is not there.
    """

    prose: str
    lines: list[Line] = field(default_factory=list)
    closed: bool = True
    opened_at: int = 0
    closed_at: int = 0


def split(text: str) -> Iterator[Block]:
    """Yield each stretch of prose with the block after it; the last block may be empty."""
    prose: list[str] = []
    block: Block | None = None
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if block is None:
            if _OPEN.match(line):
                block = Block("\n".join(prose), opened_at=number)
                prose = []
            else:
                prose.append(line)
        elif _CLOSE.match(line):
            block.closed_at = number
            yield block
            block = None
        elif line.strip():
            block.lines.append(Line(number, line))
    if block is not None:
        block.closed = False
        yield block
    elif prose:
        yield Block("\n".join(prose))


def items(block: Block) -> Iterator[list[Line]]:
    """Yield each item of a block: its own line and the indented lines under it."""
    current: list[Line] = []
    for line in block.lines:
        if not line.is_indented and current:
            yield current
            current = []
        current.append(line)
    if current:
        yield current
