"""Referring: the figure that the words of a source are, or take up."""

from __future__ import annotations

from dataclasses import replace

from servanda.reading.passage import passage
from servanda.reading.speakers.antecedents import Antecedents
from servanda.reading.speakers.carriers import Carriers
from servanda.reading.speakers.cast import Cast, Figure, Mention
from servanda.reading.speakers.naming import Phrase
from servanda.reading.speakers.newcomers import Newcomers
from servanda.reading.speakers.vocabulary import DETERMINERS, UNIQUE, singular
from servanda.reading.speakers.wording import ADDRESSED, PRONOUNS, Wording, part_of, wording

FARTHEST_WORD = 8
"""So many words before a noun may belong to it."""

FARTHEST_NOUN = 80
"""How many words back "the diplomat" is looked for as "a diplomat"."""

FARTHEST_LEDE = 120
"""How many words below a headline its speaker is looked for."""

MAKERS = ("by", "from", "of", "in", "to", "on")
"""Small words before who made a document, or where it stands."""


class Referring:
    """Whom the sources of one text refer to."""

    def __init__(
        self, cast: Cast, antecedents: Antecedents, carriers: Carriers, newcomers: Newcomers
    ) -> None:
        self._cast = cast
        self._text = cast.text
        self._antecedents = antecedents
        self._carriers = carriers
        self._newcomers = newcomers

    def mention(self, found: Wording) -> Mention | None:
        """Return the mention that the words of a source are, or take up."""
        if (part := self._part_of(found)) is not None:
            return part
        if self._text.words[found.head].casefold() in ADDRESSED:
            return None
        ending = self._name_at_end(found)
        if ending is not None:
            return ending
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
        if found.is_definite and not found.is_other:
            taken = self._official_of(found) or self._antecedents.of_noun(found)
            since = self._told_since(found, taken.at if taken is not None else -1)
            if since is not None:
                return self._described(since)
            if taken is not None:
                self._cast.add(taken.figure, taken.first, taken.end, found.head)
                return taken
        told = self._in_lede(found)
        return self.mention(told) if told is not None else self._described(found)

    def _part_of(self, found: Wording) -> Mention | None:
        """Return one of several who were told before: "one of them", "one of the diplomats"."""
        text, of = self._text, found.head + 1
        if text.words[found.head].casefold() != "one" or of + 1 >= found.end or text.words[of] != "of":
            return None
        told = wording(text, passage(text.starts[of + 1], text.end(found.end - 1)))
        if told is None or not (told.is_plural or told.kind == "pronoun"):
            return None
        whole = self.mention(told)
        known = self._newcomers.wordings.get(whole.figure) if whole is not None else None
        if whole is None or known is None:
            return None
        name = whole.figure.name
        begins = name.split()[0].casefold()
        figure = Figure("people", f"one of {name}" if begins in DETERMINERS else f"one of the {name}")
        figure.phrases = [
            Phrase(phrase.first, phrase.head + 1, phrase.head) for phrase in whole.figure.phrases
        ]
        figure.heads, figure.outlet = set(whole.figure.heads), whole.figure.outlet
        self._newcomers.wordings[figure] = replace(known, is_plural=False)
        return self._cast.add(figure, found.core[0], found.core[1], found.head)

    def _taken_up(self, found: Wording) -> Mention | None:
        """Return the mention that a pronoun takes up, and note that its figure is told here once more."""
        if PRONOUNS.get(self._text.words[found.head].casefold()) == "r":
            return self._related(found.head)
        self._note_subjects(found.head)
        taken = self._antecedents.of_pronoun(found.head)
        if taken is None:
            return None
        self._cast.add(taken.figure, taken.first, taken.end, found.head)
        return taken

    def _note_subjects(self, pronoun: int) -> None:
        """Take in those who are subjects by their office in the sentence of a pronoun before it, though no source."""
        text = self._text
        at = pronoun - 1
        while at >= 0 and text.sentence[at] == text.sentence[pronoun]:
            is_new = at not in self._cast.of_word and text.kinds[at] == "NOUN" and not text.quoted[at]
            is_subject = text.doc[at].dep_ == "nsubj" and text.doc[at].head.i < pronoun
            if is_new and is_subject and singular(text.words[at]) in UNIQUE:
                told = wording(text, passage(text.starts[text.doc[at].left_edge.i], text.end(at)))
                if told is not None and told.head == at and told.determiner in ("the", "a", "an"):
                    self.mention(told)
            at -= 1

    def _in_lede(self, found: Wording) -> Wording | None:
        """Return the words that tell again, below a headline, whom it tells by an office alone: "envoy says"."""
        text, head = self._text, found.head
        is_bare = found.kind == "person" and not found.determiner and not found.is_plural
        if not is_bare or text.paragraph[head] > 0 or text.paragraph[-1] == 0:
            return None
        if any(at in text.signs for at in range(found.first, found.end)):
            return None
        for at in range(found.end, min(len(text), found.end + FARTHEST_LEDE)):
            if text.paragraph[at] == 0 or text.words[at] != text.words[head].lower():
                continue
            noun = text.doc[at]
            told = wording(text, passage(text.starts[noun.left_edge.i], text.end(noun.right_edge.i)))
            return told if told is not None and told.head == at else None
        return None

    def _related(self, at: int) -> Mention | None:
        """Return the mention that "who" or "which" relates to."""
        noun = self._antecedents.related(at)
        if noun is None or noun >= at:
            return None
        text = self._text
        first = max(text.doc[noun].left_edge.i, noun - FARTHEST_WORD)
        told = wording(text, passage(text.starts[first], text.end(at - 1)))
        return self.mention(told) if told is not None and told.kind != "pronoun" else None

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
        first = min(
            (phrase.first for phrase in mention.figure.phrases if phrase.end == mention.first), default=-1
        )
        if first < found.first or any(
            (other := self._cast.of_word.get(at)) is not None
            and other.figure.kind == "person"
            and other.at == at
            for at in range(found.first, first)
        ):
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
        told = [name for name in names if name]
        whole = len(told) == len(heads)
        name = f"{', '.join(told[:-1])} and {told[-1]}" if whole else self._text.written(found.core[0], end)
        figure = Figure("people", name, is_plural=True)
        figure.members = [
            m.figure if m is not None else self._newcomers.figure(part_of(self._text, found, head))
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
        figure = self._newcomers.figure(found)
        outlet = self._carriers.within(found.core[1], found.end)
        if outlet is not None:
            figure.outlet = outlet.figure.name
        mention = self._cast.add(figure, found.core[0], found.core[1], found.head)
        for at in range(found.core[0], found.core[1]):
            if text.kinds[at] in ("NOUN", "PROPN", "ADJ"):
                self._cast.of_word.setdefault(at, mention)
        return mention
