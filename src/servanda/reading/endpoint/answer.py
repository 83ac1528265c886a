"""An answer: what a model says of a text, of which only that is kept which the text and the closed lists bear out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any, TypeVar, get_args

from servanda.reading.attribution import Attribution
from servanda.reading.endpoint.quoting import Quoted, Span, gap, overlap, trimmed
from servanda.reading.passage import Passage, passage
from servanda.reading.speakers.speaker import Named
from servanda.record.report import CERTAINTIES, STANCES, Certainty, Stance

NAMED: tuple[Named, ...] = get_args(Named)
MOST_SAID = 400
"""Statements, and acts, taken of one answer; a text of a few pages has some dozens."""

LIST_STATEMENTS, LIST_ACTS = "attributions", "acts"
_FENCED = re.compile(r"```[A-Za-z]*\s*(.*?)```", re.DOTALL)

_SHARING = 40
"""Characters that a cue or a source may lie off rather than lie inside the content."""

_TRIED = 6
"""Places of a cue and of a source that are tried with each place of a content."""

_Value = TypeVar("_Value", bound=str)


class NoAnswer(ValueError):
    """An answer that is no JSON object of the form that was asked for."""


@dataclass(frozen=True)
class Said:
    """A statement as a model told of it, borne out by the text. What was not, is None or blank.

    Attributes:
        speaker: the words that name its speaker, maybe in another sentence.
        affiliation: the side of the speaker: one of those that the model was given.
        condition: the words of what it hangs on.
    """

    attribution: Attribution
    speaker: Passage | None = None
    named: Named = ""
    affiliation: str = ""
    stance: Stance | None = None
    certainty: Certainty | None = None
    condition: Passage | None = None


@dataclass
class Answer:
    """What was kept of one or more answers.

    Attributes:
        acts: the words that tell of acts.
        left: how much was left out, by what it was and why.
        unread: the stretches of the text to which there was no answer of the form that was asked for.
        read: how many pieces of the text there was one to.
    """

    said: list[Said] = field(default_factory=list)
    acts: list[Passage] = field(default_factory=list)
    left: Counter[tuple[str, str]] = field(default_factory=Counter)
    unread: list[Span] = field(default_factory=list)
    read: int = 0

    def add(self, other: Answer) -> None:
        """Add what another piece of the text gave. What both pieces have, counts once."""
        told = {(one.attribution.cue, one.attribution.content.spans[0]) for one in self.said}
        ends = {(one.attribution.cue, one.attribution.content.end) for one in self.said}
        for one in other.said:
            cue, content = one.attribution.cue, one.attribution.content
            if (cue, content.spans[0]) not in told and (cue, content.end) not in ends:
                self.said.append(one)
        self.acts += [act for act in other.acts if act not in self.acts]
        self.left.update(other.left)
        self.unread += other.unread
        self.read += other.read

    def remarks(self) -> tuple[str, ...]:
        """Say what was left out, and what was not read."""
        unread = (
            f"Characters {first} to {end} were not read: the model gave no answer of the form that is asked for."
            for first, end in self.unread
        )
        left = (
            f"Left out of the model's answer: {number} × {what}, {why}."
            for (what, why), number in sorted(self.left.items())
        )
        return (*unread, *left)


NOT_THERE = "not in the text"
NOT_LISTED = "none of those asked for"
NO_TEXT = "no text"
TOO_MANY = "too many"
NOT_WHOLE = "without words of the text for who says what"


def parsed(words: str) -> dict[str, Any]:
    """Return the JSON object of an answer, which may stand in a code fence or among other words.

    Raises:
        NoAnswer: there is none.
    """
    for piece in _pieces(words):
        try:
            found, _ = json.JSONDecoder().raw_decode(piece)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, list):
            return {LIST_STATEMENTS: found}
        if isinstance(found, dict) and (LIST_STATEMENTS in found or LIST_ACTS in found):
            return found
    raise NoAnswer


def _pieces(words: str) -> Iterator[str]:
    """Yield the stretches of an answer at which an object may begin."""
    yield words.strip()
    for fenced in _FENCED.findall(words):
        yield fenced.strip()
    for start in re.finditer(r"\{\s*\"", words):
        yield words[start.start() :]


def borne_out(given: dict[str, Any], text: str, piece: Span, sides: Collection[str]) -> Answer:
    """Return what an answer says that a text bears out.

    Args:
        given: the answer, as `parsed` returns it.
        piece: the stretch of the text that the model was shown.
        sides: the affiliations that it was given.
    """
    return _Weighing(text, piece, sides).weighed(given)


class _Weighing:
    """One answer, weighed against one piece of a text."""

    def __init__(self, text: str, piece: Span, sides: Collection[str]) -> None:
        self._text, self._offset = text, piece[0]
        self._quoted = Quoted(text[piece[0] : piece[1]])
        self._sides = {side.casefold(): side for side in sides}
        self._answer = Answer(read=1)
        self._last = 0
        self._there: set[Attribution] = set()

    def weighed(self, given: dict[str, Any]) -> Answer:
        for one in self._listed(given, LIST_STATEMENTS, "statement"):
            self._take(one)
        last = 0
        for one in self._listed(given, LIST_ACTS, "act"):
            places = self._places(one, "act")
            if places:
                act = min(places, key=lambda span: (span[0] < last, span[0]))
                last = act[0]
                self._answer.acts.append(self._passage(act))
        return self._answer

    def _listed(self, given: dict[str, Any], name: str, what: str) -> list[Any]:
        found = given.get(name)
        if found is None:
            return []
        if not isinstance(found, list):
            self._leave(what, NO_TEXT)
            return []
        if len(found) > MOST_SAID:
            self._answer.left[what, TOO_MANY] += len(found) - MOST_SAID
        return found[:MOST_SAID]

    def _take(self, one: Any) -> None:
        if not isinstance(one, dict):
            self._leave("statement", NO_TEXT)
            return
        contents = self._places(one.get("content"), "content")
        sources, cues = self._places(one.get("source"), "source"), self._places(one.get("cue"), "cue")
        is_invented = _is_given(one.get("source")) and not sources
        if not contents or is_invented or not (sources or cues):
            self._leave("statement", NOT_WHOLE)
            return
        content, cue, source = self._nearest(contents, cues, sources)
        apart = self._apart(content, [span for span in (cue, source) if span is not None])
        if apart is None:
            self._leave("statement", NOT_WHOLE)
            return
        self._last = content[0]
        near = source or cue or content
        attribution = Attribution(self._maybe(source), self._maybe(cue), apart)
        if attribution in self._there:
            return
        self._there.add(attribution)
        self._answer.said.append(
            Said(
                attribution,
                self._beside(one, "speaker", near),
                self._of_list(one, "named", {name: name for name in NAMED}) or "",
                self._of_list(one, "affiliation", self._sides) or "",
                self._of_list(one, "stance", {name: name for name in STANCES}),
                self._of_list(one, "certainty", {name: name for name in CERTAINTIES}),
                self._beside(one, "condition", content),
            )
        )

    def _nearest(
        self, contents: list[Span], cues: list[Span], sources: list[Span]
    ) -> tuple[Span, Span | None, Span | None]:
        """Return, of all places of the content, the cue and the source, those that lie closest together.

        Of several that lie equally close, the first after the statement before is taken.
        """
        every = [
            (content, cue, source)
            for content in contents
            for cue in _some(cues, content)
            for source in _some(sources, content)
        ]
        return min(every, key=lambda one: (_strain(*one), one[0][0] < self._last, one[0][0]))

    def _beside(self, one: dict[str, Any], name: str, near: Span) -> Passage | None:
        """Return the place of a quote that lies nearest to another."""
        places = self._places(one.get(name), name)
        return self._passage(min(places, key=lambda span: gap(span, near))) if places else None

    def _places(self, quote: Any, what: str) -> list[Span]:
        """Return the places of a quote; tell where it has none."""
        if not _is_given(quote):
            return []
        if not isinstance(quote, str):
            self._leave(what, NO_TEXT)
            return []
        places = self._quoted.places(quote)
        if not places:
            self._leave(what, NOT_THERE)
        return places

    def _of_list(self, one: dict[str, Any], name: str, closed: dict[str, _Value]) -> _Value | None:
        """Return a value of a closed list; None, and told, where it is none."""
        given = one.get(name)
        if not _is_given(given):
            return None
        found = closed.get(" ".join(given.split()).casefold()) if isinstance(given, str) else None
        if found is None:
            self._leave(name, NOT_LISTED)
        return found

    def _apart(self, content: Span, inside: list[Span]) -> Passage | None:
        """Return a content without the source and the cue that stand inside it; None where nothing is left."""
        inside = [span for span in inside if overlap(span, content)]
        if not inside:
            return self._passage(content)
        cut = min(first for first, _ in inside), max(end for _, end in inside)
        text = self._quoted.text
        pieces = [
            trimmed(text, piece)
            for piece in ((content[0], cut[0]), (cut[1], content[1]))
            if piece[0] < piece[1]
        ]
        spans = tuple((first + self._offset, end + self._offset) for first, end in pieces if first < end)
        return Passage(spans) if spans else None

    def _passage(self, span: Span) -> Passage:
        return passage(span[0] + self._offset, span[1] + self._offset)

    def _maybe(self, span: Span | None) -> Passage | None:
        return None if span is None else self._passage(span)

    def _leave(self, what: str, why: str) -> None:
        self._answer.left[what, why] += 1


def _is_given(value: Any) -> bool:
    """Say whether a field says anything at all."""
    return value is not None and not (isinstance(value, str) and not value.strip())


def _some(places: list[Span], near: Span) -> list[Span | None]:
    """Return the places that lie nearest to another; None where there are none at all."""
    return [*sorted(places, key=lambda span: (gap(span, near), span))[:_TRIED]] or [None]


def _strain(content: Span, cue: Span | None, source: Span | None) -> int:
    """Return how far apart in the text the parts of a statement lie; more where they share characters."""
    there = [span for span in (content, cue, source) if span is not None]
    shared = sum(overlap(one, other) for one, other in combinations(there, 2))
    return sum(gap(one, other) for one, other in pairwise(there)) + _SHARING * shared
