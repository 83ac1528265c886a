"""Resolving: for each attribution, whom its source means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from servanda.reading.article import Article
from servanda.reading.attribution import Attribution
from servanda.reading.background import Background
from servanda.reading.passage import Passage, passage
from servanda.reading.speakers.antecedents import Antecedents
from servanda.reading.speakers.carriers import Carriers
from servanda.reading.speakers.cast import Cast, Figure, Mention
from servanda.reading.speakers.describing import Describer
from servanda.reading.speakers.referring import Referring
from servanda.reading.speakers.sides import Sides
from servanda.reading.speakers.speaker import Speaker
from servanda.reading.speakers.text import Text
from servanda.reading.speakers.titles import Titles
from servanda.reading.speakers.wording import PRONOUNS, Wording, shared_subject, wording

if TYPE_CHECKING:
    from spacy.tokens import Doc


LONGEST_CONTENT = 10_000
"""A content that begins more characters before holds nothing."""


def resolve(
    doc: Doc, attributions: Sequence[Attribution], article: Article, background: Background
) -> tuple[Speaker, ...]:
    """Say whom the sources of attributions mean, one speaker for each, in their order.

    Args:
        doc: the parse of the article's text; its characters are those of the attributions' passages.
        attributions: who is said to have said what, in any order. Their passages may be wrong, or lie outside.
    """
    if not len(doc):
        return tuple(Speaker() for _ in attributions)
    return _Resolution(doc, attributions, article, background).speakers()


class _Resolution:
    """The resolving of one text."""

    def __init__(
        self, doc: Doc, attributions: Sequence[Attribution], article: Article, background: Background
    ) -> None:
        self._text = Text(doc, Sides(background, article.outlet))
        self._cast = Cast(self._text)
        self._carriers = Carriers(self._cast, article.outlet)
        self._titles = Titles(self._cast)
        self._antecedents = Antecedents(self._cast, self._titles)
        self._titles.belonging.antecedents = self._antecedents
        self._describer = Describer(self._cast, self._titles, self._carriers)
        self._referring = Referring(self._cast, self._antecedents, self._carriers, self._describer.newcomers)
        self._attributions = attributions
        self._wordings = [self._wording(one) for one in attributions]
        self._found: dict[int, tuple[Figure, Passage]] = {}
        self._outlets: dict[int, str] = {}
        self._occasions = self._carriers.occasions()[::-1]
        self._contents = sorted((one.content.first, number) for number, one in enumerate(attributions))
        self._sentences = self._counted()

    def speakers(self) -> tuple[Speaker, ...]:
        """Return the speakers, in the order of the attributions."""
        order = sorted(range(len(self._attributions)), key=self._place)
        for number in order:
            if not self._is_own_word(number):
                self._find(number)
        for number in order:
            if self._is_own_word(number):
                self._find_own(number)
        for number in order:
            if not self._outlets.get(number):
                self._outlets[number] = self._around(number)
        return tuple(self._speaker(number) for number in range(len(self._attributions)))

    def _wording(self, one: Attribution) -> Wording | None:
        """Return the words of a source; where it is left out, of the subject that its verb shares with another."""
        if one.source is not None:
            return wording(self._text, self._own_subject(one) or one.source)
        if one.cue is None:
            return None
        subject = shared_subject(self._text, one.cue)
        return wording(self._text, subject) if subject is not None else None

    def _own_subject(self, one: Attribution) -> Passage | None:
        """Return the subject of a cue, where a source takes in a clause before it; else None."""
        text = self._text
        if one.source is None or one.cue is None or not 0 <= one.cue.first < len(text.whole):
            return None
        verb = text.doc[text.at(one.cue.first)]
        subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
        if subject is None or not one.source.covers(text.starts[subject.i], text.end(subject.i)):
            return None
        before = range(text.at(one.source.first), subject.left_edge.i)
        if not any(text.kinds[at] in ("VERB", "AUX") and text.words[at] != "'s" for at in before):
            return None
        return passage(text.starts[subject.left_edge.i], text.end(subject.right_edge.i))

    def _place(self, number: int) -> int:
        """Return the word at which an attribution is told: its source, or its cue."""
        found = self._wordings[number]
        if found is not None:
            return found.head
        one = self._attributions[number]
        return self._text.at((one.cue or one.content).first)

    def _is_own_word(self, number: int) -> bool:
        """Say whether the source is an "I" or "we"."""
        found = self._wordings[number]
        return (
            found is not None
            and PRONOUNS.get(self._text.words[found.head].casefold()) == "s"
            and (found.kind == "pronoun")
        )

    def _find(self, number: int) -> None:
        """Find whom a source means, and take note of it for the pronouns that follow."""
        found = self._wordings[number]
        sentence = self._text.sentence[self._place(number)]
        self._speak_to_outlets(sentence - 1)
        mention = self._referring.mention(found) if found is not None else None
        self._speak_to_outlets(sentence)
        if mention is None:
            return
        self._found[number] = mention.figure, self._passage(mention)
        self._outlets[number] = self._outlet(number)
        self._antecedents.heard(found.head if found is not None else mention.at, mention.figure)

    def _speak_to_outlets(self, sentence: int) -> None:
        """Take note of who is told, up to the end of a sentence, to speak to which outlet."""
        while self._occasions and self._text.sentence[self._occasions[-1].at] <= sentence:
            outlet = self._occasions.pop()
            speaker = self._carriers.speaker(outlet)
            if speaker is None:
                continue
            mention = self._cast.of_word.get(speaker)
            if mention is None and self._text.words[speaker].casefold() in PRONOUNS:
                mention = self._antecedents.of_pronoun(speaker)
            if mention is not None and mention.figure.kind in ("person", "people"):
                mention.figure.outlet = outlet.figure.name

    def _find_own(self, number: int) -> None:
        """Find who says "I": who speaks the words that it stands in, else who spoke last."""
        found = self._wordings[number]
        if found is None:
            return
        first, end = self._text.starts[found.head], self._text.end(found.head)
        around = [
            (self._attributions[other].content.end - self._attributions[other].content.first, other)
            for other in self._holding(first, end)
            if other in self._found
        ]
        if around:
            speaker = min(around)[1]
            self._found[number] = self._found[speaker]
            self._outlets[number] = self._outlets.get(speaker, "")
        elif self._text.quoted[found.head] and (last := self._antecedents.last(found.head)) is not None:
            mention = next(m for m in self._cast.mentions if m.figure is last)
            self._found[number] = last, self._passage(mention)

    def _passage(self, mention: Mention) -> Passage:
        return passage(self._text.starts[mention.first], self._text.end(mention.end - 1))

    def _counted(self) -> dict[int, int]:
        """Count the attributions of each sentence."""
        found: dict[int, int] = {}
        for number in range(len(self._attributions)):
            sentence = self._text.sentence[self._place(number)]
            found[sentence] = found.get(sentence, 0) + 1
        return found

    def _outlet(self, number: int) -> str:
        told = self._found.get(number)
        figure = told[0] if told is not None else None
        if figure is not None and figure.kind == "outlet":
            return self._carriers.name(figure)
        one, words = self._attributions[number], self._wordings[number]
        at = self._place(number)
        cue = self._text.at(one.cue.first) if one.cue is not None else at
        anchors = frozenset({at, cue, *(range(words.first, words.end) if words is not None else ())})
        is_told, mention = self._carriers.beside(
            cue, anchors, one.content, self._sentences[self._text.sentence[at]] == 1
        )
        if figure is None:
            return ""
        if is_told:
            figure.outlet = mention.figure.name if mention is not None else ""
            return self._carriers.name(mention.figure) if mention is not None else ""
        reporting = self._reporting(number)
        if reporting is not None and reporting.figure is not figure:
            figure.outlet = reporting.figure.name
        elif figure.outlet and self._carriers.is_other_occasion(at, one.content):
            figure.outlet = ""
        return self._carriers.name(self._cast.body(figure.outlet)) if figure.outlet else ""

    def _reporting(self, number: int) -> Mention | None:
        """Return the outlet that tells of a statement inside its own, whatever else that one was found to be."""
        source = self._attributions[number].source or self._attributions[number].cue
        if source is None:
            return None
        for other in self._holding(source.first, source.spans[0][1]):
            words = self._wordings[other]
            if other != number and words is not None and words.kind in ("outlet", "other"):
                mention = self._carriers.within(*words.core)
                if mention is not None:
                    return mention
        return None

    def _around(self, number: int) -> str:
        """Return the outlet that tells of a statement inside its own."""
        source = self._attributions[number].source or self._attributions[number].cue
        if source is None:
            return ""
        for other in self._holding(source.first, source.spans[0][1]):
            if other != number and other in self._found and self._found[other][0].kind == "outlet":
                return self._outlets.get(other, "")
        return ""

    def _holding(self, first: int, end: int) -> list[int]:
        """Return the attributions whose content holds some characters."""
        place = bisect_right(self._contents, (first, len(self._attributions)))
        found = []
        while place > 0 and first - self._contents[place - 1][0] <= LONGEST_CONTENT:
            place -= 1
            number = self._contents[place][1]
            if self._attributions[number].content.covers(first, end):
                found.append(number)
        return found

    def _speaker(self, number: int) -> Speaker:
        told = self._found.get(number)
        if told is None:
            return Speaker()
        return self._describer.speaker(told[0], told[1], self._outlets.get(number, ""))
