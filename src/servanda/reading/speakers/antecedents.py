"""Whom a pronoun, or a noun with "the", takes up."""

from __future__ import annotations

from bisect import bisect_left

from servanda.reading.speakers.cast import Cast, Figure, Mention
from servanda.reading.speakers.titles import Titles
from servanda.reading.speakers.vocabulary import (
    DETERMINERS,
    DOCUMENT,
    MOVEMENT,
    NAMELESS,
    OUTLET,
    PAST,
    UNIQUE,
    WIDE,
    called,
    is_person,
    singular,
)
from servanda.reading.speakers.wording import PRONOUNS, Wording

WITHIN = 6
"""A pronoun takes up nobody told more sentences before it."""

MOST = 80
"""So many mentions before a pronoun are weighed."""

MOST_FOR_NOUN = 2000
"""So many mentions before a noun are looked through."""

SPOKE, SPOKE_BEFORE = 4.0, 1.0
"""For who spoke last; and where somebody else has been the subject since."""

SUBJECT, OF_SENTENCE, SAME_SENTENCE = 2.0, 1.5, 1.0
"""For a subject; of a whole sentence; in the pronoun's own."""

QUOTED, OWNER, AWAY = -3.0, -1.0, -1.0
"""For a mention in a quotation, as an owner ("Smith's"), and for each sentence between."""

COUNTED = frozenset(
    [
        "rights",
        "aid",
        "advocacy",
        "opposition",
        "parliamentary",
        "study",
        "research",
        "working",
        "contact",
        "business",
    ]
)
"""Kinds of group that no party to a conflict is."""

MANY_STATES = frozenset({"organisation", "organization", "body", "agency", "mission"})
"""Words that take up a body of many states, or one that watches over an agreement."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


class Antecedents:
    """Who may be taken up in one text, and who spoke last."""

    def __init__(self, cast: Cast, titles: Titles) -> None:
        self._cast = cast
        self._text = cast.text
        self._titles = titles
        self._said: list[tuple[int, Figure]] = []

    def heard(self, at: int, figure: Figure) -> None:
        """Take note that a figure is the source of what is said here."""
        self._said.append((at, figure))

    def last(self, at: int) -> Figure | None:
        """Return who spoke last before a word, in its paragraph or the one before."""
        here = self._text.paragraph[at]
        for said, figure in reversed(self._said):
            if said <= at:
                return figure if here - self._text.paragraph[said] <= 1 else None
        return None

    def of_pronoun(self, at: int) -> Mention | None:
        """Return the mention that a pronoun takes up; None where nobody fits."""
        gender = PRONOUNS.get(self._text.words[at].casefold(), "")
        spoke = self.last(at)
        weighed = [
            (self._weight(mention, at, spoke), mention.at, mention)
            for mention in self._before(at)
            if self._fits(mention.figure, gender)
        ]
        return max(weighed, key=lambda one: one[:2])[2] if weighed else None

    def of_noun(self, wording: Wording) -> Mention | None:
        """Return the mention that a noun with "the" takes up; None where it stands for itself."""
        head = called(self._text.words[wording.head])
        own = self._own_words(wording)
        person = is_person(self._text.words[wording.head])
        spoke = self.last(wording.head)
        mentions = self._cast.mentions
        last = bisect_left(mentions, wording.first, key=lambda m: m.at) - 1
        for place in range(last, max(-1, last - MOST_FOR_NOUN), -1):
            mention = mentions[place]
            if mention.end > wording.first and mention.first < wording.end:
                continue
            figure = mention.figure
            if person and figure.kind in ("person", "people") and self._is_called(figure, head, own, wording):
                return mention
            if head in WIDE and figure is spoke and not own and self._may_be(figure, wording):
                return mention
            if not person and figure.kind == "body" and self._is_such(figure, head, own):
                return mention
            if figure.kind == "outlet" and head in OUTLET and not own:
                return mention
        return None

    def _before(self, at: int) -> list[Mention]:
        mentions, sentence = self._cast.mentions, self._text.told
        found: list[Mention] = []
        for place in range(bisect_left(mentions, at, key=lambda m: m.at) - 1, -1, -1):
            if sentence[at] - sentence[mentions[place].at] > WITHIN or len(found) >= MOST:
                break
            found.append(mentions[place])
        return found

    def _fits(self, figure: Figure, gender: str) -> bool:
        if gender == "p":
            return figure.is_plural or (figure.kind == "body" and not figure.heads & DOCUMENT)
        if gender == "n":
            return figure.kind in ("body", "outlet")
        if figure.kind not in ("person", "people") or figure.is_plural:
            return False
        return not figure.gender or figure.gender == gender

    def _weight(self, mention: Mention, at: int, spoke: Figure | None) -> float:
        text = self._text
        away = text.told[at] - text.told[mention.at]
        weight = AWAY * away + self._standing(mention)
        if mention.figure is spoke:
            weight += SPOKE_BEFORE if self._is_displaced(mention, at) else SPOKE
        if text.sentence[at] == text.sentence[mention.at]:
            weight += SAME_SENTENCE + (OF_SENTENCE if self._standing(mention) == SUBJECT else 0.0)
        if text.quoted[mention.at] and not text.quoted[at]:
            weight += QUOTED
        if text.paragraph[mention.at] != text.paragraph[at]:
            weight += AWAY
        return weight

    def _standing(self, mention: Mention) -> float:
        token = self._text.doc[mention.at]
        after = mention.at + 1
        if after < len(self._text) and self._text.words[after] == "'s":
            return OWNER
        if token.dep_ == "appos" or token.dep_ == "compound":
            token = token.head
        if token.dep_ not in SUBJECTS:
            return 0.0
        return SUBJECT + (OF_SENTENCE if self._is_main(mention) else 0.0)

    def _is_main(self, mention: Mention) -> bool:
        """Say whether a mention is the subject of a whole sentence, outside quotations."""
        token = self._text.doc[mention.at]
        if token.dep_ == "appos":
            token = token.head
        if token.dep_ not in SUBJECTS or self._text.quoted[mention.at]:
            return False
        verb = token.head
        if verb.dep_ == "ccomp" and verb.i < verb.head.i and not any(c.dep_ == "mark" for c in verb.children):
            verb = verb.head
        return verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")

    def _is_displaced(self, mention: Mention, at: int) -> bool:
        """Say whether somebody else has been the subject of a sentence between a mention and a word."""
        mentions = self._cast.mentions
        place = bisect_left(mentions, at, key=lambda m: m.at) - 1
        sentence = self._text.sentence
        while place >= 0 and mentions[place].at > mention.at:
            other = mentions[place]
            if (
                other.figure is not mention.figure
                and (other.figure.kind in ("person", "people") or mention.figure.kind == "body")
                and sentence[other.at] != sentence[mention.at]
                and self._is_main(other)
            ):
                return True
            place -= 1
        return False

    def related(self, at: int) -> int | None:
        """Return the noun or name that "who" or "which" relates to, as the parse says."""
        token = self._text.doc[at]
        for above in (token, *token.ancestors):
            if above.dep_ == "relcl" and self._text.kinds[above.head.i] in ("NOUN", "PROPN", "PRON"):
                return int(above.head.i)
        return None

    def _own_words(self, wording: Wording) -> frozenset[str]:
        """Return the words before a noun that narrow whom it means."""
        text = self._text
        words = (text.words[at].casefold() for at in range(wording.core[0], wording.head))
        return frozenset(
            word for word in words if word.isalpha() and word not in DETERMINERS and word not in NAMELESS
        )

    def _is_called(self, figure: Figure, head: str, own: frozenset[str], wording: Wording) -> bool:
        """Say whether one of the phrases of a figure has the noun, and all the words that narrow it."""
        text = self._text
        if figure.is_plural != wording.is_plural:
            return False
        for phrase in figure.phrases:
            noun = text.words[phrase.head]
            if called(noun) != head:
                unique = singular(noun) in UNIQUE or text.words[phrase.head - 1] == "-"
                if head == "chief" and unique and self._same_side(figure, wording, own, set()):
                    return True
                continue
            words = {text.words[at].casefold() for at in range(phrase.first, phrase.end)}
            if bool(own & PAST) != bool(words & PAST):
                continue
            if all(word in words for word in own) or self._same_side(figure, wording, own, words):
                return True
        return False

    def _same_side(self, figure: Figure, wording: Wording, own: frozenset[str], words: set[str]) -> bool:
        """Say whether the words that narrow a noun name the side of the figure, and no other office."""
        text = self._text
        signs = [s for at in range(wording.core[0], wording.head) if (s := text.signs.get(at)) and s.side]
        if not signs:
            return False
        title = self._titles.of(figure)
        named = {text.words[at].casefold() for sign in signs for at in range(sign.first, sign.end)}
        if title is None or title.side is None or any(sign.side != title.side for sign in signs):
            return False
        return all(word in words or word == "top" for word in own - named)

    def _may_be(self, figure: Figure, wording: Wording) -> bool:
        if figure.is_plural != wording.is_plural or figure.kind not in ("person", "people"):
            return False
        return bool(figure.phrases)

    def _is_such(self, figure: Figure, head: str, own: frozenset[str]) -> bool:
        """Say whether a body may be taken up as "the group" or "the ministry"."""
        words = figure.name.casefold().split()
        if (head in {called(noun) for noun in figure.heads} or head in words) and all(
            word in words for word in own
        ):
            return True
        meaning = figure.meaning
        if head in MANY_STATES and meaning is not None and not own and _is_of_many_states(figure):
            return True
        if head in MOVEMENT and not own & COUNTED:
            return (
                meaning is not None
                and meaning.kind == "participant"
                and not (figure.side and figure.side.country)
            )
        return False


def _is_of_many_states(figure: Figure) -> bool:
    is_known = figure.meaning is not None and figure.meaning.kind == "organisation"
    return is_known or (figure.side is not None and figure.side.affiliation == "monitor")
