"""Belonging: the side that the words for an office or a kind of people name."""

from __future__ import annotations

from typing import Protocol

from servanda.reading.passage import passage
from servanda.reading.speakers.cast import Cast, Figure, Mention
from servanda.reading.speakers.naming import Phrase
from servanda.reading.speakers.sides import Side, Sign
from servanda.reading.speakers.text import Text
from servanda.reading.speakers.vocabulary import (
    GROUP,
    MOVEMENT,
    OFFICIALS,
    OWN,
    PRIVATE,
    RUN_BY,
    STATE,
    UNIQUE,
    is_agent,
    singular,
)
from servanda.reading.speakers.wording import Wording, wording

CITED = ("of", "for", "from", "at", "in")
"""Small words before the side that an office is of: "president of", "spokesman for"."""

GUESTS = frozenset({"diplomat", "mediator", "observer", "monitor", "negotiator"})
"""Those who do not belong where they are."""

ASSISTING = frozenset({"adviser", "advisor", "aide", "assistant"})
"""Those who are "to" whom they serve."""


class Antecedents(Protocol):
    """What finds whom a pronoun takes up."""

    def of_pronoun(self, at: int) -> Mention | None:
        """Return the mention that a pronoun takes up."""
        ...

    def of_noun(self, wording: Wording) -> Mention | None:
        """Return the mention that a noun with "the" takes up."""
        ...


class Owners(Protocol):
    """What knows the side of a person."""

    def side_of(self, figure: Figure) -> Side | None:
        """Return the side of a figure; None where it is not told."""
        ...


class Belonging:
    """The sides of the offices of one text.

    Attributes:
        antecedents: what finds whom "his" and "its" mean; without it they mean nobody.
    """

    def __init__(self, cast: Cast, owners: Owners) -> None:
        self._cast = cast
        self._text = cast.text
        self._owners = owners
        self.antecedents: Antecedents | None = None

    def side(self, phrase: Phrase, figure: Figure | None = None) -> Side | None:
        """Return the side that an office or a kind of people belongs to, where its words tell one."""
        noun = singular(self._text.words[phrase.head])
        told = self._told(phrase.first, phrase.head + 1, figure) or self._told_after(phrase, figure)
        if not told:
            return None
        groups = {side.affiliation: side for side, own in told if not side.country and side.affiliation}
        sides = {side.label: side for side, _ in told}
        if noun in PRIVATE or (not groups and is_agent(noun) and not _is_of_side(noun)):
            only = next(iter(sides.values()))
            return Side(only.label, "", only.country) if len(sides) == 1 else None
        if len(groups) == 1:
            return next(iter(groups.values()))
        if len(sides) != 1:
            return next(iter(sides.values())) if noun in UNIQUE and told[0][1] else None
        only = next(iter(sides.values()))
        if noun in GROUP and noun not in OWN and only.country:
            return Side(only.label, "", only.country)
        return only

    def _told(self, first: int, end: int, figure: Figure | None) -> list[tuple[Side, bool]]:
        """Return the sides that words name, each with whether it is as an owner."""
        text, found, at = self._text, [], first
        if (whose := self._whose(first)) is not None:
            found.append((whose, True))
        while at < end:
            sign = text.signs.get(at)
            if sign is not None and sign.side is not None and not self._is_apart(sign):
                found.append((sign.side, sign.kind != "people"))
            elif sign is None:
                owner = self._owner(at, figure)
                if owner is not None:
                    found.append((owner, True))
            at = sign.end if sign is not None else at + 1
        return found

    def _told_after(self, phrase: Phrase, figure: Figure | None) -> list[tuple[Side, bool]]:
        text = self._text
        at, end = phrase.head + 1, phrase.end
        led = (*CITED, "to") if singular(text.words[phrase.head]) in ASSISTING else CITED
        while at < end:
            if text.words[at] in led:
                close = next((i for i in range(at + 1, end) if text.kinds[i] == "ADP"), end)
                is_place = text.words[at] in ("in", "at")
                if is_place and self._is_where(phrase.head, at + 1, close):
                    return []
                found = self._told(at + 1, close, figure) or self._taken_up(at + 1, close)
                if found:
                    return found
                at = close
            else:
                at += 1
        return []

    def _is_where(self, head: int, first: int, end: int) -> bool:
        """Say whether words after "in" tell where somebody is, rather than whose office it is."""
        signs = (self._text.signs.get(at) for at in range(first, end))
        return singular(self._text.words[head]) in GUESTS or any(
            sign is not None and sign.kind == "demonym" for sign in signs
        )

    def _taken_up(self, first: int, end: int) -> list[tuple[Side, bool]]:
        """Return the side that "the movement" after an office takes up."""
        text = self._text
        if end - first != 2 or text.words[first] != "the" or singular(text.words[end - 1]) not in MOVEMENT:
            return []
        told = wording(text, passage(text.starts[first], text.end(end - 1)))
        mention = (
            self.antecedents.of_noun(told) if told is not None and self.antecedents is not None else None
        )
        side = mention.figure.side if mention is not None else None
        return [(side, True)] if side is not None else []

    def is_run_by(self, phrase: Phrase) -> bool:
        """Say whether a phrase tells its side only as who runs it: "the Hamas-run ministry"."""
        words = self._text.words
        return any(
            at + 2 <= phrase.head
            and words[at + 1] == "-"
            and words[at + 2] in RUN_BY
            and at in self._text.signs
            for at in range(phrase.first, phrase.head)
        )

    def _is_apart(self, sign: Sign) -> bool:
        """Say whether a name is only part of a word that says something else: "US-backed", "anti-Hamas"."""
        words, end = self._text.words, sign.end
        if end + 1 < len(words) and words[end] == "-":
            return words[end + 1] not in RUN_BY and end + 1 not in self._text.signs
        return (
            sign.first > 1
            and words[sign.first - 1] == "-"
            and words[sign.first - 2].lower() in ("anti", "pro", "non")
        )

    def _whose(self, first: int) -> Side | None:
        """Return the side of whom "his" or "its" before an office means."""
        if not is_owned(self._text, first) or self.antecedents is None:
            return None
        mention = self.antecedents.of_pronoun(first - 1)
        if mention is None:
            return None
        return self._owners.side_of(mention.figure) or mention.figure.side

    def _owner(self, at: int, figure: Figure | None) -> Side | None:
        """Return the side of the person whom a word before an office names: "Trump's envoy"."""
        mention = self._cast.of_word.get(at)
        if mention is None or mention.figure is figure or mention.at != at or mention.figure.kind != "person":
            return None
        return self._owners.side_of(mention.figure)


def is_owned(text: Text, first: int) -> bool:
    """Say whether "his" or "its" stands before words."""
    return first > 0 and text.words[first - 1].casefold() in ("his", "her", "its", "their")


def _is_of_side(noun: str) -> bool:
    """Say whether those whom a noun tells speak for the country that its words name."""
    return noun in UNIQUE or noun in OFFICIALS or noun in GROUP or noun in STATE
