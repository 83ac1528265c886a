"""The outlets that pass statements on: named in the source, beside the cue, or taken up from before."""

from __future__ import annotations

from bisect import bisect_left

from servanda.reading.passage import Passage
from servanda.reading.speakers.cast import Cast, Figure, Mention
from servanda.reading.speakers.mastheads import KINDS_AFTER, take_outlets
from servanda.reading.speakers.vocabulary import singular

LEADING = frozenset({"to", "with", "on", "by", "for", "via", "in", "from", "told", "tells", "tell"})
"""What stands before an outlet that somebody speaks to."""

SPEAKING = frozenset(
    [
        "told",
        "tells",
        "tell",
        "interview",
        "interviewed",
        "speaking",
        "spoke",
        "speaks",
        "comments",
        "remarks",
        "appearance",
    ]
)
"""Words of speaking to an outlet."""

OCCASIONS = frozenset(
    [
        "conference",
        "briefing",
        "reporters",
        "speech",
        "address",
        "tweet",
        "tweeted",
        "statement",
        "facebook",
        "twitter",
        "telegram",
        "rally",
        "letter",
        "podcast",
        "posted",
    ]
)
"""Words of another occasion than an interview."""

UP = 6
"""The most steps up the parse from an outlet to the verb or source that it goes with."""


class Carriers:
    """The outlets that one text names, and which of them passes what on."""

    def __init__(self, cast: Cast, own: str) -> None:
        self._cast = cast
        self._text = cast.text
        self._own = own.casefold().removeprefix("the ")
        take_outlets(cast)
        self._mentions = [mention for mention in cast.mentions if mention.figure.kind == "outlet"]
        self._by_sentence: dict[int, list[Mention]] = {}
        for mention in self._mentions:
            self._by_sentence.setdefault(self._text.sentence[mention.at], []).append(mention)

    def name(self, figure: Figure) -> str:
        """Return the name of an outlet, as the sources table has it; blank for the article's own."""
        found = self._text.sides.register.find([figure.name])
        name = found.name if found is not None else figure.name
        own = {name.casefold().removeprefix("the "), figure.name.casefold().removeprefix("the ")}
        return "" if self._own in own else name

    def within(self, first: int, end: int) -> Mention | None:
        """Return the outlet that is named among some words."""
        for at in range(first, end):
            mention = self._cast.of_word.get(at)
            if mention is not None and mention.figure.kind == "outlet":
                return mention
        return None

    def beside(
        self, at: int, anchors: frozenset[int], content: Passage, alone: bool
    ) -> tuple[bool, Mention | None]:
        """Return the outlet to which something is said in a sentence, and whether there is one.

        Args:
            at: a word of the sentence.
            anchors: the words of the cue and of the source.
            content: what is said; outlets inside are told, and pass nothing on.
            alone: nothing else is attributed in the sentence.
        """
        text = self._text
        for mention in self._by_sentence.get(text.sentence[at], ()):
            start = text.starts[mention.first]
            if content.covers(start, text.end(mention.end - 1)) or not self._is_led(mention):
                continue
            if alone or self._hangs_on(mention, anchors):
                return True, mention
        return self._taken_up(at, content)

    def occasions(self) -> list[Mention]:
        """Return the outlets that somebody is told to speak to, in the order of the text."""
        return [
            mention for mention in self._mentions if self._is_led(mention) and self._is_spoken_to(mention)
        ]

    def speaker(self, outlet: Mention) -> int | None:
        """Return the word for who speaks to an outlet: the subject of the verb that it hangs on."""
        token = self._text.doc[outlet.at]
        for _ in range(UP):
            subject = next((child for child in token.children if child.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is not None and token.i != outlet.at:
                return int(subject.i)
            if token.dep_ == "acl" and token.head.pos_ in ("NOUN", "PROPN"):
                return int(token.head.i)
            token = token.head
        return None

    def _is_spoken_to(self, mention: Mention) -> bool:
        words = self._text.words[max(0, mention.first - 5) : mention.first]
        return any(word.casefold() in SPEAKING for word in words) and not self._text.quoted[mention.at]

    def is_other_occasion(self, at: int, content: Passage) -> bool:
        """Say whether the sentence of a word tells, outside what is said, of an occasion that is no interview."""
        text = self._text
        sentence = text.sentence[at]
        while at > 0 and text.sentence[at - 1] == sentence:
            at -= 1
        while at < len(text) and text.sentence[at] == sentence:
            inside = content.covers(text.starts[at], text.end(at))
            if text.words[at].casefold() in OCCASIONS and not text.quoted[at] and not inside:
                return True
            at += 1
        return False

    def _is_led(self, mention: Mention) -> bool:
        words = self._text.words
        return any(words[at].casefold() in LEADING for at in range(max(0, mention.first - 4), mention.first))

    def _hangs_on(self, mention: Mention, anchors: frozenset[int]) -> bool:
        token = self._text.doc[mention.at]
        for _ in range(UP):
            if token.i in anchors:
                return True
            if token.head is token:
                return False
            token = token.head
        return token.i in anchors

    def _taken_up(self, at: int, content: Passage) -> tuple[bool, Mention | None]:
        """Return the outlet that "told the site" takes up."""
        text = self._text
        for noun in range(max(0, at - 3), min(len(text) - 1, at + 6)):
            if (
                text.words[noun - 1].casefold() in ("the", "this")
                and singular(text.words[noun]) in KINDS_AFTER
                and noun > 1
                and text.words[noun - 2].casefold() in LEADING
                and text.sentence[noun] == text.sentence[at]
                and not content.covers(text.starts[noun], text.end(noun))
            ):
                place = bisect_left(self._mentions, noun, key=lambda m: m.at) - 1
                return True, self._mentions[place] if place >= 0 else None
        return False, None
