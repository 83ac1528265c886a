"""Times: when, as a text tells it, each tied to its characters and resolved where that can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.clock import Span
from servanda.reading.article import Article
from servanda.reading.background import Background
from servanda.reading.events.agreed import AgreedClock
from servanda.reading.events.attaching import hangs_on, nearby
from servanda.reading.events.calendar import Calendar
from servanda.reading.events.joining import joined, with_days
from servanda.reading.events.lookup import Words
from servanda.reading.events.pieces import Relation, pieces
from servanda.reading.events.resolving import Resolver, told_years
from servanda.reading.passage import Passage, passage

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True)
class Time:
    """When, as a text tells it.

    Attributes:
        passage: the words that tell it, without the preposition before them.
        span: the time itself; None where it is told and cannot be resolved.
        relation: how what happens lies to it: "since" Sunday; a length is told "for" so long.
        token: the token on which it hangs.
    """

    passage: Passage
    span: Span | None
    relation: Relation
    token: int


def times(doc: Doc, article: Article, background: Background) -> tuple[Time, ...]:
    """Find when a text tells that things are, in the order of the text.

    What hangs on the publication ("Sunday", "two weeks ago") is resolved against the article's date in the zone of the
    background, and by the tense of its verb; without a date it stays unresolved. Days and phases of the agreement are
    resolved as its text plans them.
    """
    words, title, dated = Words(doc), article.title, article.dated
    resolver = Resolver(
        Calendar(article.published, background.zone, told_years(words.text)),
        AgreedClock(background.agreement),
        lambda place: title is not None and title.covers(place, place + 1),
    )
    found = [
        piece
        for piece in pieces(words, resolver)
        if dated is None or not dated.overlaps(passage(piece.first, piece.end))
    ]
    return tuple(
        Time(passage(piece.first, piece.end), piece.span, piece.relation, piece.token)
        for piece in with_days(doc, joined(words.text, found, resolver), resolver)
    )


def time_of(root: Token, found: Sequence[Time]) -> Time | None:
    """Return the time that a verb or noun has of its own by the parse, not one in a clause inside it; None where it has none.

    Of several, one that is resolved goes first, then one that says when rather than how long, then the nearest.
    """
    own = [time for time in nearby(found, root) if hangs_on(root.doc[time.token], root)]
    return min(
        own,
        key=lambda time: (time.span is None, time.relation != "at", abs(time.token - root.i)),
        default=None,
    )
