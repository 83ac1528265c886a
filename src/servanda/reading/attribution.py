"""An attribution: a source, the cue that says it is one, and the content that is attributed to it."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.reading.passage import Passage


@dataclass(frozen=True)
class Attribution:
    """Who is said to have said what, as passages of one text.

    Attributes:
        source: the words for who says it; None where the text names nobody ("reportedly").
        cue: the words that tell that it is said, thought, meant or felt: "said", "according to", "plans".
        content: what is attributed, without the quotation marks around it.
        score: how sure the reader is of it, from 0 to 1.
    """

    source: Passage | None
    cue: Passage | None
    content: Passage
    score: float = 1.0
