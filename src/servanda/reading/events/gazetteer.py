"""The places that an agreement and its record know, by the names that a text may give them."""

from __future__ import annotations

import re
import unicodedata
import weakref
from collections import Counter
from collections.abc import Iterator

from servanda.agreement import Agreement, terms, terms_of
from servanda.reading.background import Background

DIRECTIONS = {"northern": "north", "southern": "south", "eastern": "east", "western": "west"}
"""How a part of a place is told, and how a record tells it."""

BODIES = frozenset((
    "ministry", "council", "party", "army", "university", "agency", "committee", "court", "office", "authority",
    "times", "news", "post", "organization", "organisation", "union", "group", "force", "forces", "brigade",
    "brigades", "front", "movement", "forum", "parliament", "congress", "senate", "house", "cabinet",
    "commission", "association", "company", "corporation", "bank", "institute", "foundation", "club", "society",
    "department", "bureau", "service", "police", "command", "board", "federation", "league", "team", "channel",
    "network", "radio", "tv", "press", "journal", "tribune", "herald", "bloc", "coalition", "assembly",
    "government", "administration", "military", "navy", "secretariat", "programme", "program",
    "fund", "cross", "crescent", "accords", "accord", "agreement", "deal", "act", "treaty", "initiative",
    "summit", "conference", "games", "cup", "war", "nations",
))  # fmt: skip
"""Words, in small letters, that make a name that of a body, a treaty or a meeting."""

_WORD = re.compile(r"[^\W_]+")
_CORRIDORS = ("corridor", "axis", "route")
_CROSSINGS = ("crossing", "border crossing", "crossing point", "terminal")
_LEFT_OUT = ("corridor", "axis")
_ACT_NAME = re.compile(
    r"[A-Z][\w'’-]*(?: (?:[A-Z][\w'’-]*|al-\w+|of(?= [A-Z])))*(?: (?:corridor|crossing|road|strip|axis|camp))?"
)

_SPELT = {"el": "al"}
"""Short words that are spelt in two ways, and the one under which both are compared."""

Words = tuple[str, ...]


def words_of(name: str) -> Words:
    """Return the words of a name as they are compared: no accents, apostrophes, hyphens or case."""
    if not name.isascii():
        apart = unicodedata.normalize("NFKD", name.replace("’", "'"))
        name = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return tuple(_SPELT.get(word, word) for word in _WORD.findall(name.lower().replace("'", "")))


class Gazetteer:
    """Names of places, found by their words.

    Attributes:
        openers: the first words of the names.
        firsts: for each first word of a name, how many words the longest name has that begins with it.
    """

    def __init__(self, background: Background) -> None:
        self._by_words: dict[Words, str] = {}
        self.firsts: dict[str, int] = {}
        for place in background.places.table:
            for alias in place.aliases:
                self._take(words_of(alias), place.name)
        areas = () if background.agreement is None else background.agreement.area
        for names in (list(dict.fromkeys(_names(background))), list(_in_acts(background.agreement))):
            for name in names:
                self._take(words_of(name), name)
            for name in names:
                for words in _variants(words_of(name), is_area=name in areas):
                    self._take(words, name)
        self.openers = frozenset(self.firsts)

    def named(self, words: Words) -> str | None:
        """Return the name that the agreement or its record has for a place; None where they know none of these words."""
        return self._by_words.get(words)

    def _take(self, words: Words, name: str) -> None:
        if words and len("".join(words)) > 2:
            self._by_words.setdefault(words, name)
            self.firsts[words[0]] = max(self.firsts.get(words[0], 0), len(words))


_latest: tuple[weakref.ref[Background], Gazetteer] | None = None


def gazetteer_of(background: Background) -> Gazetteer:
    """Return the places of a background; those of the background asked last are kept."""
    global _latest
    if _latest is None or _latest[0]() is not background:
        _latest = (weakref.ref(background), Gazetteer(background))
    return _latest[1]


def _names(background: Background) -> Iterator[str]:
    """Give the names of places: of the map, of the record by how often it has them, then where the agreement says so."""
    yield from (place.name for place in background.places.table if place.name)
    told = Counter(report.place for report in background.reports if report.place.strip())
    yield from (name for name, _ in told.most_common() if _is_name(name))
    if background.agreement is not None:
        yield from _agreed(background.agreement)


def _is_name(name: str) -> bool:
    """Say whether a record's place is a name, or more words than one; not a place told by another, as "outside Gaza"."""
    first = name.split()[0].lower()
    return first not in ("outside", "near", "inside", "around", "off") and (name[:1].isupper() or " " in name)


def _agreed(agreement: Agreement) -> Iterator[str]:
    yield from sorted(agreement.area)
    for name, wider in agreement.places.items():
        yield from (name, wider)
    for clause in agreement.clauses.values():
        yield from (term.place for term in terms_of(clause) if isinstance(term, terms.At))


def _in_acts(agreement: Agreement | None) -> Iterator[str]:
    """Give the names in the acts of clauses, such as "leave Philadelphi", that are not of those who take part."""
    if agreement is None:
        return
    taking = set(agreement.taking("party", "mediator", "guarantor", "monitor", "non-signatory"))
    for clause in agreement.clauses.values():
        for found in _ACT_NAME.finditer(clause.act):
            is_body = bool(BODIES & set(found[0].lower().split())) or found[0].isupper()
            if found[0] not in taking and not is_body:
                yield found[0]


def _variants(words: Words, *, is_area: bool) -> Iterator[Words]:
    """Give other ways in which a text may write a place."""
    if not words:
        return
    if is_area:
        yield from ((*words, "strip"), ("strip",))
    last, head = words[-1], words[:-1]
    if head and last in _CORRIDORS:
        yield from ((*head, other) for other in _CORRIDORS)
    if head and last in _CROSSINGS:
        yield from ((*head, *other.split()) for other in _CROSSINGS)
    if head and last == "road":
        yield from ((*head, other) for other in ("street", "highway"))
    for told, recorded in DIRECTIONS.items():
        if words[0] == recorded and len(words) > 1:
            yield (told, *words[1:])
    if head and last in _LEFT_OUT:
        yield head
