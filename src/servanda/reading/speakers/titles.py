"""Roles: an office or a kind of people in the manner of a record, and the side it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from servanda.reading.speakers.cast import Cast, Figure, Mention
from servanda.reading.speakers.naming import Phrase, is_office, right_of
from servanda.reading.speakers.sides import Side, Sign
from servanda.reading.speakers.vocabulary import (
    DETERMINERS,
    DROPPED,
    GROUP,
    HEADS_OF_STATE,
    KEPT,
    NAMELESS,
    OFFICIALS,
    PAST,
    PHASES,
    PRIVATE,
    REGIONS,
    RELATIONS,
    RUN_BY,
    SPOKESPEOPLE,
    STATE,
    UNIQUE,
    singular,
)

CITED = ("of", "for", "from", "at", "in")
"""Small words before the side that an office is of: "president of", "spokesman for"."""

ASSISTING = frozenset({"adviser", "advisor", "aide", "assistant"})
"""Those who are "to" whom they serve."""

OWN = (
    frozenset({"government", "state", "cabinet", "parliament", "presidency"}) | STATE | frozenset({"office"})
)

BEFORE_SIDE = PHASES | {"senior"}

HALVES = frozenset("secretary director vice co deputy under attorney consul editor commander chief".split())
"""First halves of offices with a hyphen: "secretary-general"."""

SUBJECT_LEAD = 3
"""A country is what a text is about where it is named so many times as often as any other."""


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


class Antecedents(Protocol):
    """What finds whom a pronoun takes up."""

    def of_pronoun(self, at: int) -> Mention | None:
        """Return the mention that a pronoun takes up."""
        ...


class Titles:
    """The roles of one text.

    Attributes:
        antecedents: what finds whom "his" and "its" mean; without it they mean nobody.
    """

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._text = cast.text
        self._sides = cast.text.sides
        self._of: dict[Figure, Title | None] = {}
        self._subject: str | None = None
        self.antecedents: Antecedents | None = None

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
                owned = any(self._is_owned(phrase.first) for phrase in figure.phrases)
                self._of[figure] = best if owned else self.bare(best)
        return self._of[figure]

    def read(self, phrase: Phrase, figure: Figure | None = None) -> Title:
        """Return the role that a phrase tells of one who holds an office."""
        text, head = self._text, phrase.head
        noun = singular(text.words[head])
        if noun == "office" and (owner := self._office_of(phrase)) is not None:
            return owner
        side = self.side(phrase, figure)
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
        label = side.label if side is not None and not self._is_run_by(phrase) else ""
        times = self._times(phrase)
        role = " ".join([*times, *([label] if label and label not in office.split() else []), office])
        return Title(role, office, side, is_past)

    def _office_of(self, phrase: Phrase) -> Title | None:
        """Return the role of the office of one who is named: "Foreign Minister NAME's office"."""
        at = phrase.head - 2
        mention = self._cast.of_word.get(at) if at >= 0 and self._text.words[at + 1] == "'s" else None
        if self._is_owned(phrase.first) and phrase.first == phrase.head and self.antecedents is not None:
            mention = self.antecedents.of_pronoun(phrase.first - 1)
        title = self.of(mention.figure) if mention is not None and mention.figure.kind == "person" else None
        if title is None or title.is_past:
            return None
        return Title(f"{title.role}'s office", f"{title.office}'s office", title.side)

    def bare(self, title: Title) -> Title:
        """Return a title with the side of the country that the text is at home in, where it tells none."""
        return title if title.side is not None else self._at_home(title)

    def side(self, phrase: Phrase, figure: Figure | None = None) -> Side | None:
        """Return the side that an office or a kind of people belongs to, where its words tell one."""
        noun = singular(self._text.words[phrase.head])
        told = self._told(phrase.first, phrase.head + 1, figure) or self._told_after(phrase, figure)
        if not told:
            return None
        groups = {side.affiliation: side for side, own in told if not side.country and side.affiliation}
        sides = {side.label: side for side, _ in told}
        if noun in PRIVATE:
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
                found = self._told(at + 1, close, figure)
                if found:
                    return found
                at = close
            else:
                at += 1
        return []

    def _is_run_by(self, phrase: Phrase) -> bool:
        """Say whether a phrase tells its side only as who runs it: "the Hamas-run ministry"."""
        words = self._text.words
        return any(
            at + 2 <= phrase.head and words[at + 1] == "-" and words[at + 2] in RUN_BY and at in self._text.signs
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
        if not self._is_owned(first) or self.antecedents is None:
            return None
        mention = self.antecedents.of_pronoun(first - 1)
        if mention is None:
            return None
        title = self.of(mention.figure) if mention.figure.kind != "body" else None
        return title.side if title is not None else mention.figure.side

    def _is_owned(self, first: int) -> bool:
        return first > 0 and self._text.words[first - 1].casefold() in ("his", "her", "its", "their")

    def _owner(self, at: int, figure: Figure | None) -> Side | None:
        """Return the side of the person whom a word before an office names: "Trump's envoy"."""
        mention = self._cast.of_word.get(at)
        if mention is None or mention.figure is figure or mention.at != at or mention.figure.kind != "person":
            return None
        title = self.of(mention.figure)
        return title.side if title is not None else None

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
        last = words[-2:-1] if words and words[-1] in (*SPOKESPEOPLE, "office") else words[-1:]
        own = {word.removesuffix("'s") for word in last}
        if title.is_past or "of" in words or not own & (HEADS_OF_STATE | OWN) or any(word[0].isupper() for word in words):
            return title
        home = self._sides.home
        if home not in self._sides.states and home not in self._countries():
            home = ""
        country = home or self._in_table(title.office) or self._about()
        if not country:
            return title
        side = self._sides.of_country(country)
        times = title.role.removesuffix(title.office)
        return Title(f"{times}{side.label} {title.office}", title.office, side)

    def _in_table(self, office: str) -> str:
        """Return the country whose office alone is in the sources table, if the text names that country."""
        named = self._countries()
        rows = self._sides.register.ending(office)
        return rows[0] if len(rows) == 1 and rows[0] in named else ""

    def _about(self) -> str:
        """Return the country that the text is about; blank where it names several about as often."""
        if self._subject is None:
            counted = sorted(self._countries().items(), key=lambda one: -one[1])
            first = counted[0] if counted else ("", 0)
            second = counted[1][1] if len(counted) > 1 else 0
            told = first[1] >= SUBJECT_LEAD * max(second, 1) and first[0] in self._sides.states
            inner = [country for country, count in counted if count == first[1] and country in self._sides.governed]
            self._subject = first[0] if told else next(iter(inner), "")
        return self._subject

    def _countries(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for at, sign in self._text.signs.items():
            if at == sign.first and sign.side is not None and sign.side.country:
                found[sign.side.country] = found.get(sign.side.country, 0) + 1
        return found


def _rank(title: Title, noun: str) -> tuple[bool, bool, bool, bool]:
    """Rank one of the roles of a person: an office with its side that is still held before all others."""
    has_side = title.side is not None
    return has_side and not title.is_past, noun not in PRIVATE, has_side, noun in UNIQUE


def _is_ordinary(low: str) -> bool:
    """Say whether a capitalised word before an office is a common noun: "Finance Minister"."""
    return low in PORTFOLIOS or low in OFFICIALS or low in UNIQUE


PORTFOLIOS = frozenset(
    [
        "homeland",
        "finance",
        "defence",
        "defense",
        "justice",
        "interior",
        "health",
        "energy",
        "security",
        "intelligence",
        "education",
        "economy",
        "trade",
        "labour",
        "labor",
        "agriculture",
        "transport",
        "environment",
        "culture",
        "information",
        "communications",
        "treasury",
        "home",
        "affairs",
        "press",
        "media",
        "peace",
        "reconciliation",
        "strategy",
        "state",
        "police",
        "army",
        "military",
        "navy",
        "force",
        "staff",
        "party",
        "opposition",
        "majority",
        "minority",
        "house",
        "prime",
        "foreign",
        "deputy",
        "vice",
        "chief",
        "senior",
        "national",
        "general",
        "ministry",
        "department",
        "council",
        "relief",
        "aid",
        "development",
        "housing",
        "infrastructure",
        "planning",
        "immigration",
        "migration",
        "water",
        "science",
        "technology",
        "sports",
        "tourism",
        "religious",
        "women",
        "youth",
        "family",
        "hostage",
        "human",
        "rights",
        "humanitarian",
        "governor",
        "mission",
    ]
)
"""What ministers and chiefs are of."""
