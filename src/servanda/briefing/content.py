"""What a briefing holds, before anything is printed: sections of paragraphs and tables, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Manner = Literal["", "strong", "quiet", "mark", "good", "bad", "open", "halted", "idle", "disputed"]
"""How a piece is set: plainly, strongly, quietly, as the mark of a source, or in the tone of a state."""


@dataclass(frozen=True)
class Piece:
    """A run of text that is set in one manner.

    Attributes:
        link: where it leads: an address, or "#" and the name of an anchor; blank for nowhere.
        language: its language, where that is not the briefing's own.
    """

    text: str
    manner: Manner = ""
    link: str = ""
    language: str = ""


@dataclass(frozen=True)
class Bar:
    """Shares of a whole, from 0 to 1: what is done at least, and at most."""

    least: float
    most: float


@dataclass(frozen=True)
class Paragraph:
    """Pieces that follow one another.

    Attributes:
        anchor: the name under which links lead to it; blank for none.
        bar: drawn beneath it, where there is one; it tells nothing that the words do not.
    """

    pieces: tuple[Piece, ...]
    anchor: str = ""
    bar: Bar | None = None

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(piece.text for piece in self.pieces)


Cell = tuple[Paragraph, ...]


@dataclass(frozen=True)
class Table:
    """Rows under heads, which are repeated on every page.

    Attributes:
        widths: how wide each column is beside the others.
        compact: it is set small, one line a row where there is room.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    compact: bool = False


Block = Paragraph | Table


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it.

    Attributes:
        level: 1 for a part of the briefing, 2 for a part of that.
    """

    title: str
    blocks: tuple[Block, ...]
    level: int = 1


@dataclass(frozen=True)
class Briefing:
    """A situation report in one language, ready to print.

    Attributes:
        language: the code of its language; `direction` is "ltr" or "rtl".
        kind: what sort of paper it is, in a few words; `title` is what it is about.
        particulars: the question it answers, as labels and values.
        running: what stands at the head of every page.
        page_of: the words of a page number, in which PAGE and PAGES stand for the two numbers.
        written: the moment it speaks of, in seconds; papers are dated with it.
    """

    language: str
    direction: str
    kind: str
    title: str
    particulars: tuple[tuple[str, str], ...]
    running: str
    page_of: str
    written: int
    sections: tuple[Section, ...]


PAGE, PAGES = "\ue000", "\ue001"
"""What stands for a page's number, and for how many pages there are."""
