"""A reading: all that was read out of one article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from servanda.reading.article import Article
from servanda.reading.attribution import Attribution
from servanda.reading.passage import Passage
from servanda.reading.speakers.speaker import Speaker
from servanda.reading.stance.attitude import Attitude
from servanda.record import Row


@dataclass(frozen=True)
class Statement:
    """An attribution with whom its source means, and how that speaker stands to it.

    Attributes:
        within: the place, in the reading, of the statement whose content holds this one; None for one told by the
            article itself.
    """

    attribution: Attribution
    speaker: Speaker
    attitude: Attitude
    within: int | None = None


@dataclass(frozen=True)
class DraftReport:
    """A row of the record as it was read, for a person to confirm.

    Attributes:
        row: its cells, by the names in `FILED_COLUMNS`.
        statement: the place, in the reading, of the statement it comes from; None for the article's own words.
        scores: for a clause, by its id, how sure the reader is that it is about it, from 0 to 1.
        fields: for each cell that the text tells, the words that tell it.
        repeats: the ids of events or reports of the record that may be the same, the likeliest first.
    """

    row: Row
    statement: int | None
    scores: Mapping[str, float] = field(default_factory=dict)
    fields: Mapping[str, Passage] = field(default_factory=dict)
    repeats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """All that was read out of one article.

    Attributes:
        remarks: what a person should know of how it was read: no date, another language, cut short.
    """

    article: Article
    statements: tuple[Statement, ...] = ()
    drafts: tuple[DraftReport, ...] = ()
    remarks: tuple[str, ...] = ()


class Reader(Protocol):
    """The port behind which articles are read."""

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Read articles, one reading for each, in their order."""
        ...
