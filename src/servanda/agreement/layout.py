"""The blocks of a Markdown file in one layout; all else in the file stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.agreement import blocks
from servanda.agreement.model import Item
from servanda.agreement.parser import parse
from servanda.agreement.printer import show_item

_END = re.compile(r"\r\n|\r|\n")
_QUOTED_WORD = re.compile(r'"([^\W\d_][\w\'’-]*)"')


def layout(text: str) -> str:
    """Return a file with every item of its blocks printed in one form.

    Items keep their order and a blank line between them. An item that cannot be read whole is left as it is written,
    and so is a block without a closing fence. What is laid out reads as the same agreement and is laid out for good.

    >>> print(layout('''```servanda
    ... party   North and South
    ...
    ...
    ... clause #boats:North must return   "boats"
    ...     by day 7
    ... ```'''))
    ```servanda
    party North, South
    <BLANKLINE>
    clause #boats: North must return boats by day 7
    ```
    """
    lines = _lines(text)
    laid: list[str] = []
    done = 0
    for block in blocks.split(text):
        if block.closed and block.lines:
            laid += [*lines[done : block.opened_at], *_block(block, lines)]
            done = block.closed_at - 1
    return "".join([*laid, *lines[done:]])


def _lines(text: str) -> list[str]:
    """Return the lines with their endings, parted where the parser parts them and nowhere else."""
    starts = [0, *(end.end() for end in _END.finditer(text))]
    return [text[one:other] for one, other in zip(starts, [*starts[1:], len(text)], strict=True)]


def _block(block: blocks.Block, lines: list[str]) -> Iterator[str]:
    last = 0
    for item in blocks.items(block):
        first = item[0].number
        if last and first > last + 1:
            yield _ending(lines[last])
        last = item[-1].number
        yield from _item(item, lines[first - 1 : last])


def _item(item: list[blocks.Line], written: list[str]) -> list[str]:
    printed = _printed([line.text for line in item])
    return written if printed is None else [line + _ending(written[0]) for line in printed]


def _ending(line: str) -> str:
    found = _END.search(line)
    return found[0] if found else ""


def _printed(lines: list[str]) -> list[str] | None:
    """Return the lines of an item as printed; None where that would lose anything."""
    item = _read(lines)
    if item is None:
        return None
    silent = [
        line
        for number, line in enumerate(lines[1:], 1)
        if _read(lines[:number] + lines[number + 1 :]) == item
    ]
    said = [f"  {' '.join(line.split())}" for line in silent]
    printed = [*show_item(item).split("\n"), *said]
    return _unquoted(printed, item) if _read(printed) == item else None


def _unquoted(lines: list[str], item: Item) -> list[str]:
    """Return lines without the quotes around words that read the same without them."""
    text, start = "\n".join(lines), 0
    while found := _QUOTED_WORD.search(text, start):
        bare = text[: found.start()] + found[1] + text[found.end() :]
        text, start = (bare, found.start()) if _read(bare.split("\n")) == item else (text, found.end())
    return text.split("\n")


def _read(lines: list[str]) -> Item | None:
    agreement, problems = parse("\n".join(["```servanda", *lines, "```"]))
    items = [item for passage in agreement.passages for item in passage.items]
    return items[0] if len(items) == 1 and not problems else None
