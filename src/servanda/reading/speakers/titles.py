"""Roles: an office or a kind of people in the manner of a record, and the side it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.reading.speakers.belonging import ASSISTING, Belonging, is_owned
from servanda.reading.speakers.cast import Cast, Figure
from servanda.reading.speakers.home import Home
from servanda.reading.speakers.naming import Phrase, is_office
from servanda.reading.speakers.sides import Side
from servanda.reading.speakers.vocabulary import (
    DETERMINERS,
    DROPPED,
    GROUP,
    HEADS_OF_STATE,
    KEPT,
    NAMELESS,
    OFFICIALS,
    OWN,
    PAST,
    PHASES,
    PORTFOLIOS,
    PRIVATE,
    REGIONS,
    RELATIONS,
    SPOKESPEOPLE,
    UNIQUE,
    singular,
)

BEFORE_SIDE = PHASES | {"senior"}

HALVES = frozenset(
    [
        "secretary",
        "director",
        "vice",
        "co",
        "deputy",
        "under",
        "attorney",
        "consul",
        "editor",
        "commander",
        "chief",
    ]
)
"""First halves of offices with a hyphen: "secretary-general"."""


@dataclass(frozen=True)
class Title:
    """An office or kind, as a record names speakers.

    Attributes:
        role: "US envoy", "Qatar prime minister"; of people without a name the words as they are: "Israeli officials".
        office: the same without its side: "envoy", "prime minister".
        side: the side it belongs to; None where that is not told.
        is_past: it is a former holder's.
    """

    role: str
    office: str
    side: Side | None
    is_past: bool = False


class Titles:
    """The roles of one text.

    Attributes:
        belonging: the sides of its offices.
    """

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._text = cast.text
        self._sides = cast.text.sides
        self._home = Home(cast.text)
        self._of: dict[Figure, Title | None] = {}
        self.belonging = Belonging(cast, self)

    def of(self, figure: Figure) -> Title | None:
        """Return the role of a figure, the one whose side is told before others; None where the text tells none."""
        if figure not in self._of:
            self._of[figure] = None
            nouns = [singular(self._text.words[phrase.head]) for phrase in figure.phrases]
            read = [
                (self.read(phrase, figure), noun)
                for phrase, noun in zip(figure.phrases, nouns, strict=True)
                if noun not in RELATIONS
            ]
            if read:
                best = max(read, key=lambda one: _rank(*one))[0]
                owned = any(is_owned(self._text, phrase.first) for phrase in figure.phrases)
                self._of[figure] = best if owned else self.bare(best)
        return self._of[figure]

    def side_of(self, figure: Figure) -> Side | None:
        """Return the side of a person, by an office; None where it is not told."""
        title = self.of(figure) if figure.kind == "person" else None
        return title.side if title is not None else None

    def read(self, phrase: Phrase, figure: Figure | None = None) -> Title:
        """Return the role that a phrase tells of one who holds an office."""
        text, head = self._text, phrase.head
        noun = singular(text.words[head])
        if noun == "office" and (owner := self._office_of(phrase)) is not None:
            return owner
        side = self.belonging.side(phrase, figure)
        half = head - 2 if head - 2 >= phrase.first and text.words[head - 1] == "-" else head
        if half < head and text.words[half].casefold() in HALVES:
            noun = f"{text.words[half].casefold()}-{noun}"
        before = list(self._modifiers(phrase.first, half, side, figure))
        cited = self._cited(phrase, side, noun)
        is_past = any(text.words[at].casefold() in PAST for at in range(phrase.first, head))
        if noun in SPOKESPEOPLE and cited:
            noun, cited = f"{cited} {noun}", ""
        elif cited.endswith(" of") or not cited:
            cited = ""
        office = " ".join([*before, noun, *([cited] if cited else [])])
        label = side.label if side is not None and not self.belonging.is_run_by(phrase) else ""
        times = self._times(phrase)
        role = " ".join([*times, *([label] if label and label not in office.split() else []), office])
        return Title(role, office, side, is_past)

    def _office_of(self, phrase: Phrase) -> Title | None:
        """Return the role of the office of one who is named: "Foreign Minister NAME's office"."""
        at = phrase.head - 2
        mention = self._cast.of_word.get(at) if at >= 0 and self._text.words[at + 1] == "'s" else None
        if (
            is_owned(self._text, phrase.first)
            and phrase.first == phrase.head
            and self.belonging.antecedents is not None
        ):
            mention = self.belonging.antecedents.of_pronoun(phrase.first - 1)
        title = self.of(mention.figure) if mention is not None and mention.figure.kind == "person" else None
        if title is None or title.is_past:
            return None
        return Title(f"{title.role}'s office", f"{title.office}'s office", title.side)

    def bare(self, title: Title) -> Title:
        """Return a title with the side of the country that the text is at home in, where it tells none."""
        return title if title.side is not None else self._at_home(title)

    def _times(self, phrase: Phrase) -> list[str]:
        """Return the words that go before the side: when an office was, or is to be, held, and how high it is."""
        words = (self._text.words[at].casefold() for at in range(phrase.first, phrase.head))
        return ["former" if word in PAST else word for word in words if word in PAST or word in BEFORE_SIDE]

    def _modifiers(self, first: int, head: int, side: Side | None, figure: Figure | None) -> Iterator[str]:
        """Return the words before an office that belong to its name."""
        text, at = self._text, first
        while at < head:
            word, low, kind = text.words[at], text.words[at].casefold(), text.kinds[at]
            sign, mention = text.signs.get(at), self._cast.of_word.get(at)
            if sign is not None and (sign.side is not None or sign.kind == "outlet"):
                if sign.kind == "body":
                    yield sign.meaning.office or text.written(sign.first, sign.end)
                elif sign.side != side and sign.kind != "demonym":
                    yield text.written(sign.first, sign.end)
                at = sign.end
                continue
            at += 1
            if mention is not None and mention.figure is not figure and mention.figure.kind == "person":
                continue
            if text.words[at] == "-" or (at > 1 and text.words[at - 2] == "-"):
                continue
            if word in ("'s", "'", "-", ".") or low in DETERMINERS or low in NAMELESS or low in REGIONS:
                continue
            if low in PAST or low in BEFORE_SIDE:
                continue
            if at < head and text.words[at] == "'s" and is_office(text, at - 1):
                yield f"{low}'s"
            elif low in KEPT and low not in DROPPED:
                yield low
            elif kind in ("NOUN", "PROPN") and low not in DROPPED:
                yield (
                    low
                    if is_office(text, at - 1) or word.islower() or low in GROUP or _is_ordinary(low)
                    else word
                )

    def _cited(self, phrase: Phrase, side: Side | None, noun: str) -> str:
        """Return the words after an office that belong to its name: "head of the agency", "secretary of state"."""
        text, head = self._text, phrase.head
        end = phrase.end
        if end <= head + 2 or text.words[head + 1] not in ("of", "for"):
            return ""
        first = head + 2
        while first < end and text.words[first].casefold() in DETERMINERS:
            first += 1
        if first >= end:
            return ""
        sign = text.signs.get(first)
        is_all = sign is not None and sign.end >= end and sign.side == side and side is not None
        if is_all:
            return ""
        written = " ".join(self._modifiers(first, end, side, None))
        if noun in SPOKESPEOPLE:
            return written
        whole = text.written(head + 1, end)
        ordinary = all(word.islower() or word.casefold() in PORTFOLIOS for word in whole.split())
        return whole.lower() if ordinary else whole

    def _at_home(self, title: Title) -> Title:
        """Return a title of a state with its country, where the outlet, the table or the text tells which."""
        words = title.office.split()
        last = words[-2:-1] if words and words[-1] in (*SPOKESPEOPLE, *ASSISTING, "office") else words[-1:]
        own = {word.removesuffix("'s") for word in last}
        if (
            title.is_past
            or "of" in words
            or not own & (HEADS_OF_STATE | OWN)
            or any(word[0].isupper() for word in words)
        ):
            return title
        country = self._home.country(title.office)
        if not country:
            return title
        side = self._sides.of_country(country)
        times = title.role.removesuffix(title.office)
        return Title(f"{times}{side.label} {title.office}", title.office, side)


def _rank(title: Title, noun: str) -> tuple[bool, bool, bool, bool]:
    """Rank one of the roles of a person: an office with its side that is still held before all others."""
    has_side = title.side is not None
    return has_side and not title.is_past, noun not in PRIVATE, has_side, noun in UNIQUE


def _is_ordinary(low: str) -> bool:
    """Say whether a capitalised word before an office is a common noun: "Finance Minister"."""
    return low in PORTFOLIOS or low in OFFICIALS or low in UNIQUE
