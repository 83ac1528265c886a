"""An article: the text that is read, and what is known of its publication."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.clock import Span
from servanda.reading.passage import Passage


@dataclass(frozen=True)
class Article:
    """One news text. What is not known of it is None or blank, and never guessed.

    Attributes:
        text: what is read; every passage counts its characters. Of a plain text file, all of it as it stands; of a
            page, the text without the page's furniture.
        file: the name it was read from, for messages and drafts.
        title: its title, where it has one in the text.
        headline: the words of the title, whether or not they stand in the text.
        published: when it was published, in the zone it was read for.
        dated: the characters of the text that say so, where they do.
        outlet: who published it.
        wire: the wire whose story it says it is: "CAIRO (Reuters) -".
        link: where it can be read.
        is_page: it came as HTML, so `text` is not the file.
    """

    text: str
    file: str = ""
    title: Passage | None = None
    headline: str = ""
    published: Span | None = None
    dated: Passage | None = None
    outlet: str = ""
    wire: str = ""
    link: str = ""
    is_page: bool = False
