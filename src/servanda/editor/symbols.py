"""The items of a document as an outline."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.agreement import Item
from servanda.agreement.model import Clause, Phase
from servanda.editor.document import Document, Stretch, headline
from servanda.editor.words import words


@dataclass(frozen=True)
class Symbol:
    """An item in the outline: what it is called, its first line as printed, and the lines that it takes.

    Attributes:
        kind: the kind of item, in small letters, such as "clause" or "heading".
        at: the stretch that shows it: its id where it has one, else its first word.
    """

    name: str
    detail: str
    kind: str
    first_line: int
    last_line: int
    at: Stretch


def symbols(document: Document) -> tuple[Symbol, ...]:
    """Return the items that can be read, in the order written."""
    return tuple(_symbol(document, item) for item in document.items)


def _symbol(document: Document, item: Item) -> Symbol:
    number = item.spot.line - 1
    own = getattr(item, "id", "")
    read = words(document.lines[number])
    word = read[1] if own else read[0]
    name = f"phase {own}" if isinstance(item, Phase) else word.text
    kind = "heading" if isinstance(item, Clause) and item.heading else type(item).__name__.lower()
    at = Stretch(number, word.start, word.end)
    return Symbol(name, headline(item), kind, number, document.extents[number], at)
