"""The reader behind an endpoint: a language model finds who says what, and the rules of the local reader do the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.reading import speakers
from servanda.reading.article import Article
from servanda.reading.attribution import Attribution
from servanda.reading.background import Background
from servanda.reading.endpoint.answer import Said
from servanda.reading.endpoint.asking import asked, check_length
from servanda.reading.endpoint.client import Client
from servanda.reading.endpoint.fault import EndpointFault
from servanda.reading.reader import Found, LocalReader, nesting
from servanda.reading.reading import Reading, Statement
from servanda.reading.speakers import Speaker
from servanda.reading.stance import Attitude, attitude_of, side_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


class EndpointReader:
    """Reads articles with a language model of the user's own. The text of each article is sent to its endpoint.

    What the model answers only points into the text and chooses from closed lists: names, figures, times, places,
    clauses and the words of drafts are read from the text by the same rules as without it.
    """

    def __init__(
        self, background: Background, url: str, model: str, key: str = "", *, allows_plain: bool = False,
        timeout: float = 120.0, tries: int = 4, pause: float = 1.0,
    ) -> None:  # fmt: skip
        """Make a reader; nothing is sent before an article is read.

        Args:
            url: the address of the endpoint, without `/chat/completions`.
            key: what the endpoint knows the user by; blank where it asks for none.
            allows_plain: it may be asked over a network without encryption.
            timeout, tries, pause: as of `Client`, in seconds.

        Raises:
            EndpointFault: the endpoint cannot be asked so.
        """
        self._background = background
        self._client = Client(url, model, key, timeout, tries, pause, allows_plain)
        self._sides = _sides_of(background)
        self._local = LocalReader(background, self._find)

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Read articles, one reading for each, in their order.

        Raises:
            EndpointFault: the endpoint failed at an article, which it names; the readings before it are given.
        """
        for article in articles:
            try:
                check_length(article.text)
                yield from self._local.read([article])
            except EndpointFault as fault:
                raise EndpointFault(fault.message, article.file) from None

    def _find(self, article: Article, doc: Doc) -> Found:
        answer = asked(self._client, article.text, self._sides)
        found = [one.attribution for one in answer.said]
        statements = tuple(
            Statement(one.attribution, speaker, _attitude(doc, one, speaker), within)
            for one, speaker, within in zip(
                answer.said, self._speakers(article, doc, answer.said), nesting(found), strict=True
            )
        )
        return Found(statements, tuple(answer.acts), answer.remarks())

    def _speakers(self, article: Article, doc: Doc, said: Sequence[Said]) -> Iterator[Speaker]:
        """Yield the speaker of each statement: whom the words mean that the model points at, else whom its source does."""
        plain = [one.attribution for one in said]
        pointed = [_pointed(one) for one in said]
        both = (speakers.resolve(doc, some, article, self._background) for some in (plain, pointed))
        for one, by_source, by_name in zip(said, *both, strict=True):
            speaker = by_name if by_name.name or by_name.recorded else by_source
            yield replace(
                speaker,
                named="yes" if "yes" in (one.named, speaker.named) else speaker.named or one.named,
                affiliation=speaker.affiliation or one.affiliation,
                outlet=by_source.outlet or speaker.outlet,
            )


def _pointed(said: Said) -> Attribution:
    """Return an attribution with the words that name its speaker as its source."""
    return replace(said.attribution, source=said.speaker or said.attribution.source)


def _attitude(doc: Doc, said: Said, speaker: Speaker) -> Attitude:
    """Return how a speaker stands to what is said: as the model chose, and as the rules find where it did not."""
    found = attitude_of(doc, said.attribution, side=side_of(speaker))
    return replace(
        found,
        stance=said.stance or found.stance,
        certainty=said.certainty or found.certainty,
        condition=said.condition or found.condition,
    )


def _sides_of(background: Background) -> tuple[str, ...]:
    """Return the sides to which a speaker may belong: those that take part in the agreement."""
    agreement = background.agreement
    if agreement is None:
        return ()
    return tuple(
        dict.fromkeys(agreement.taking("party", "mediator", "guarantor", "monitor", "non-signatory"))
    )
