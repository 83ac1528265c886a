"""The local reader: articles read by a parse, a trained finder of attributions and rules, on this machine alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.reading import attributing, parsing, speakers
from servanda.reading.article import Article
from servanda.reading.attribution import Attribution
from servanda.reading.background import Background
from servanda.reading.drafts import NO_DATE, Drafter
from servanda.reading.events.actors import Actors
from servanda.reading.events.amounts import amounts
from servanda.reading.events.mention import Mention
from servanda.reading.events.mentions import frames_for, mentions
from servanda.reading.events.places import places
from servanda.reading.events.times import times
from servanda.reading.layout import Layout
from servanda.reading.passage import Passage, passage
from servanda.reading.reading import DraftReport, Reading, Statement
from servanda.reading.stance import attitude_of, side_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

NOTHING = "No statement and no act of an agreement was found in it."
EMPTY = "It has no text."


@dataclass(frozen=True)
class Found:
    """What a finder has found in one article.

    Attributes:
        acts: the words that tell of acts; None where the finder leaves it to the frames what is one.
        remarks: what a person should know of how it was found.
    """

    statements: tuple[Statement, ...]
    acts: tuple[Passage, ...] | None = None
    remarks: tuple[str, ...] = ()


Find = Callable[[Article, "Doc"], Found]
"""Finds who says what in an article."""


class LocalReader:
    """Reads articles for one background, without a network.

    Args:
        find: finds the statements of an article; if not given, the trained finder of attributions and the rules.
    """

    def __init__(self, background: Background, find: Find | None = None) -> None:
        self._background = background
        self._find = find or self._found
        self._frames = frames_for(background)
        self._drafter = Drafter(background)

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Read articles, one reading for each, in their order."""
        waiting: deque[Article] = deque()

        def texts() -> Iterator[str]:
            for article in articles:
                waiting.append(article)
                yield article.text

        for doc in parsing.parse_all(texts()):
            yield self._reading(waiting.popleft(), doc)

    def _reading(self, article: Article, doc: Doc) -> Reading:
        background = self._background
        found = self._find(article, doc)
        statements = found.statements
        when, where = times(doc, article, background), places(doc, background)
        who = Actors(doc, background, article.outlet)
        acts = mentions(doc, background, amounts(doc), when, where, self._frames, who)
        drafts = self._drafter.drafts(article, doc, statements, _borne_out(acts, found), when)
        return Reading(article, statements, drafts, (*found.remarks, *_remarks(article, statements, drafts)))

    def _found(self, article: Article, doc: Doc) -> Found:
        found = attributing.completed(doc, attributing.find(doc))
        who = speakers.resolve(doc, found, article, self._background)
        return Found(
            tuple(
                Statement(one, speaker, attitude_of(doc, one, side=side_of(speaker)), within)
                for one, speaker, within in zip(found, who, nesting(found), strict=True)
            )
        )


def _borne_out(acts: Sequence[Mention], found: Found) -> Sequence[Mention]:
    """Return acts without those of the article's own words in which the finder sees none."""
    if found.acts is None:
        return acts
    seen = [*found.acts, *(statement.attribution.content for statement in found.statements)]
    return [act for act in acts if any(one.covers(act.root, act.root + 1) for one in seen)]


def nesting(attributions: Sequence[Attribution]) -> list[int | None]:
    """Return for each attribution the place of the innermost one whose content holds it; None where none does."""
    there = Layout(
        (passage(one.content.first, one.content.end), place) for place, one in enumerate(attributions)
    )
    found: list[int | None] = []
    for place, one in enumerate(attributions):
        whole = _whole(one)
        holding = [
            (outer.end - outer.first, number)
            for outer, number in there.at(whole.first)
            if number != place and whole.end <= outer.end and outer.spans != whole.spans
        ]
        found.append(min(holding)[1] if holding else None)
    return found


def _whole(attribution: Attribution) -> Passage:
    parts = (attribution.source, attribution.cue, attribution.content)
    told = [part for part in parts if part is not None]
    return passage(min(part.first for part in told), max(part.end for part in told))


def _remarks(
    article: Article, statements: Sequence[Statement], drafts: Sequence[DraftReport]
) -> Iterator[str]:
    if not article.text.strip():
        yield EMPTY
        return
    if article.published is None:
        yield NO_DATE
    if not statements and not drafts:
        yield NOTHING
