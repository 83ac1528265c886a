"""Resolving: for each attribution, whom its source means."""

from __future__ import annotations

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
from servanda.reading.speakers.sides import Sides
from servanda.reading.speakers.speaker import Speaker
from servanda.reading.speakers.text import Text
from servanda.reading.speakers.titles import Titles
from servanda.reading.speakers.vocabulary import singular
from servanda.reading.speakers.wording import ADDRESSED, PRONOUNS, Wording, part_of, shared_subject, wording

if TYPE_CHECKING:
    from spacy.tokens import Doc

FARTHEST_NOUN = 80
"""How many words back "the diplomat" is looked for as "a diplomat"."""

MAKERS = ("by", "from", "of", "in", "to", "on")
"""Small words before who made a document, or where it stands."""


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
        self._titles.antecedents = self._antecedents
        self._describer = Describer(self._cast, self._titles, self._carriers)
        self._attributions = attributions
        self._wordings = [self._wording(one) for one in attributions]
        self._found: dict[int, tuple[Figure, Passage]] = {}
        self._outlets: dict[int, str] = {}
        self._occasions = self._carriers.occasions()
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
            return wording(self._text, one.source)
        if one.cue is None:
            return None
        subject = shared_subject(self._text, one.cue)
        return wording(self._text, subject) if subject is not None else None

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
        mention = self._mention(found) if found is not None else None
        self._speak_to_outlets(sentence)
        if mention is None:
            return
        self._found[number] = mention.figure, self._passage(mention)
        self._outlets[number] = self._outlet(number)
        self._antecedents.heard(found.head if found is not None else mention.at, mention.figure)

    def _speak_to_outlets(self, sentence: int) -> None:
        """Take note of who is told, up to the end of a sentence, to speak to which outlet."""
        while self._occasions and self._text.sentence[self._occasions[0].at] <= sentence:
            outlet = self._occasions.pop(0)
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
            (one.content.end - one.content.first, other)
            for other, one in enumerate(self._attributions)
            if other in self._found and one.content.covers(first, end)
        ]
        if around:
            speaker = min(around)[1]
            self._found[number] = self._found[speaker]
            self._outlets[number] = self._outlets.get(speaker, "")
        elif self._text.quoted[found.head] and (last := self._antecedents.last(found.head)) is not None:
            mention = next(m for m in self._cast.mentions if m.figure is last)
            self._found[number] = last, self._passage(mention)

    def _mention(self, found: Wording) -> Mention | None:
        """Return the mention that the words of a source are, or take up."""
        if self._text.words[found.head].casefold() in ADDRESSED:
            return None
        if found.others and found.kind != "pronoun":
            return self._together(found)
        if found.kind == "pronoun":
            return self._taken_up(found)
        named = self._named(found)
        if named is not None:
            return named
        if found.kind == "document":
            return self._maker(found)
        if found.kind == "outlet":
            carrier = self._carriers.within(found.first, found.end)
            if carrier is not None:
                return carrier
        ending = self._name_at_end(found)
        if ending is not None:
            return ending
        if found.is_definite and not found.is_other:
            taken = self._official_of(found) or self._antecedents.of_noun(found)
            since = self._told_since(found, taken.at if taken is not None else -1)
            if since is not None:
                return self._described(since)
            if taken is not None:
                self._cast.add(taken.figure, taken.first, taken.end, found.head)
                return taken
        return self._described(found)

    def _taken_up(self, found: Wording) -> Mention | None:
        """Return the mention that a pronoun takes up, and note that its figure is told here once more."""
        taken = self._antecedents.of_pronoun(found.head)
        if taken is None:
            return None
        self._cast.add(taken.figure, taken.first, taken.end, found.head)
        return taken

    def _named(self, found: Wording) -> Mention | None:
        """Return the figure whose name, title or apposition the head of a source is."""
        mention = self._cast.of_word.get(found.head)
        if mention is None:
            return None
        if mention.first <= found.head < mention.end:
            return mention
        within = found.first < mention.end and mention.first < found.end
        return mention if within and mention.figure.kind == "person" else None

    def _name_at_end(self, found: Wording) -> Mention | None:
        """Return the person whose name, with a title before it, ends the words of a source, whatever the parse says."""
        mention = self._cast.of_word.get(found.end - 1)
        if mention is None or mention.figure.kind != "person" or mention.at != found.end - 1:
            return None
        first = min((phrase.first for phrase in mention.figure.phrases if phrase.end == mention.first), default=-1)
        if first < found.first:
            return None
        return mention if self._text.kinds[first - 1] not in ("ADP", "PART") or first == found.first else None

    def _official_of(self, found: Wording) -> Mention | None:
        """Return the official whom "the official who spoke to OUTLET" takes up."""
        carrier = self._carriers.within(found.core[1], found.end)
        if carrier is None or found.kind != "person":
            return None
        head = singular(self._text.words[found.head])
        for mention in reversed(self._cast.mentions):
            figure = mention.figure
            if mention.at < found.first and figure.kind == "people" and figure.outlet == carrier.figure.name:
                heads = {singular(self._text.words[phrase.head]) for phrase in figure.phrases}
                if head in heads and figure.is_plural == found.is_plural:
                    return mention
        return None

    def _maker(self, found: Wording) -> Mention:
        """Return who made the document that a source is, where its words tell; else the document itself."""
        text = self._text
        carrier = self._carriers.within(found.first, found.end)
        if carrier is not None:
            return carrier
        for at in (*range(found.head + 1, found.end), *range(found.first, found.head)):
            led = at > found.head and any(word in MAKERS for word in text.words[found.head : at])
            mention = self._cast.of_word.get(at)
            owner = at + 1 < len(text) and text.words[at + 1] == "'s"
            if (
                mention is not None
                and (led or owner)
                and mention.at >= at
                and mention.figure.kind != "people"
            ):
                return mention
        return self._described(found)

    def _together(self, found: Wording) -> Mention:
        """Return several together as one."""
        heads = (found.head, *found.others)
        known = [self._cast.of_word.get(head) for head in heads]
        names = [
            m.figure.name if m is not None and m.first <= head < m.end else None
            for head, m in zip(heads, known, strict=True)
        ]
        end = max(found.core[1], found.others[-1] + 1)
        name = " and ".join(n for n in names if n) if all(names) else self._text.written(found.core[0], end)
        figure = Figure("people", name, is_plural=True)
        figure.members = [
            m.figure if m is not None else self._describer.figure(part_of(self._text, found, head))
            for head, m in zip(heads, known, strict=True)
        ]
        return self._cast.add(figure, found.core[0], end, found.head)

    def _told_since(self, found: Wording, since: int) -> Wording | None:
        """Return the words that told "a diplomat" before "the diplomat", where no source did."""
        text = self._text
        noun = text.words[found.head]
        for at in range(found.first - 1, max(since, found.first - FARTHEST_NOUN, -1), -1):
            if text.words[at] != noun or text.paragraph[found.head] - text.paragraph[at] > 1:
                continue
            if at in self._cast.of_word or text.kinds[at] != "NOUN":
                return None
            first, last = text.doc[at].left_edge.i, text.doc[at].right_edge.i
            told = wording(text, passage(text.starts[first], text.end(last)))
            if told is None or told.head != at or told.determiner not in ("a", "an", "another", "one"):
                return None
            return told
        return None

    def _described(self, found: Wording) -> Mention:
        """Return a new figure, told by a description."""
        text = self._text
        figure = self._describer.figure(found)
        outlet = self._carriers.within(found.core[1], found.end)
        if outlet is not None:
            figure.outlet = outlet.figure.name
        mention = self._cast.add(figure, found.core[0], found.core[1], found.head)
        for at in range(found.core[0], found.core[1]):
            if text.kinds[at] in ("NOUN", "PROPN", "ADJ"):
                self._cast.of_word.setdefault(at, mention)
        return mention

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
        if figure.outlet and self._carriers.is_other_occasion(at):
            figure.outlet = ""
        return self._carriers.name(self._cast.body(figure.outlet)) if figure.outlet else ""

    def _around(self, number: int) -> str:
        """Return the outlet that tells of a statement inside its own."""
        source = self._attributions[number].source or self._attributions[number].cue
        if source is None:
            return ""
        for other, (figure, _) in self._found.items():
            one = self._attributions[other]
            if (
                figure.kind == "outlet"
                and other != number
                and one.content.covers(source.first, source.spans[0][1])
            ):
                return self._outlets.get(other, "")
        return ""

    def _speaker(self, number: int) -> Speaker:
        told = self._found.get(number)
        if told is None:
            return Speaker()
        return self._describer.speaker(told[0], told[1], self._outlets.get(number, ""))
