"""Sides: which words of a text stand for whom in the agreement and its sources table."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

from servanda.reading.background import Background
from servanda.reading.speakers.lexicon import (
    CountryKind,
    CountryWord,
    Lexicon,
    countries,
    country_names,
    organisations,
    outlets,
    words_of,
)
from servanda.reading.speakers.participants import (
    adjectives_of,
    by_country,
    countries_in,
    is_country,
    is_generic,
    names_of,
    regions_of,
)
from servanda.reading.speakers.vocabulary import GROUP, NOT_PEOPLE
from servanda.record import Source, Sources

SignKind = Literal[
    "name", "demonym", "people", "seat", "body", "participant", "organisation", "recorded", "outlet"
]

OUTLET_KINDS = frozenset({"outlet", "wire"})
"""The kinds of the sources table that publish."""

SAME = {
    "defense": "defence", "spokeswoman": "spokesman", "spokesperson": "spokesman",
    "organization": "organisation", "center": "centre", "labor": "labour", "program": "programme", "advisor": "adviser",
}  # fmt: skip
"""Words that a table may spell in either way."""

BLANK = frozenset({"", "none"})
"""What a sources table says of a source that belongs to no side."""


@dataclass(frozen=True)
class Side:
    """A side that words stand for.

    Attributes:
        label: how a role begins that belongs to it: "US", "Qatar", "Hamas".
        affiliation: its name in the agreement, or `monitor`; blank where it takes no part.
        country: its country, as `countries.csv` names it; blank where it is none.
    """

    label: str
    affiliation: str = ""
    country: str = ""


@dataclass(frozen=True)
class Meaning:
    """What a name stands for: a side, a body of one, or an outlet."""

    kind: SignKind
    name: str
    side: Side | None = None
    office: str = ""


@dataclass(frozen=True)
class Sign:
    """A name where it stands in a text: its words from `first` up to `end`."""

    first: int
    end: int
    meaning: Meaning

    @property
    def kind(self) -> SignKind:
        """What it stands for."""
        return self.meaning.kind

    @property
    def side(self) -> Side | None:
        """The side that it stands for."""
        return self.meaning.side


class Register:
    """The sources table, found by names that are not written quite alike."""

    def __init__(self, sources: Sources) -> None:
        self._by_key: dict[str, Source] = {}
        for source in sources.table:
            for name in (source.name, *source.aliases):
                self._by_key.setdefault(key_of(name), source)
        self.names = Lexicon(
            (name, source)
            for source in sources.table
            for name in (source.name, *source.aliases)
            if _is_of_body(source, name)
        )

    def find(self, names: Iterable[str], without: Container[str] = ()) -> Source | None:
        """Return the source of the first name that the table has, of no kind in `without`."""
        for name in names:
            found = self._by_key.get(key_of(name)) if name else None
            if found is not None and found.kind not in without:
                return found
        return None

    def ending(self, office: str) -> list[str]:
        """Return the countries whose office is in the table: of "finance minister"."""
        wanted = f" {key_of(office)}"
        known = {name.casefold(): name for name in country_names()}
        found = (known.get(key.removesuffix(wanted)) for key in self._by_key if key.endswith(wanted))
        return [country for country in dict.fromkeys(found) if country is not None]


_registers: WeakKeyDictionary[Sources, Register] = WeakKeyDictionary()


def register_of(sources: Sources) -> Register:
    """Return the register of a sources table, built once for each."""
    found = _registers.get(sources)
    if found is None:
        found = _registers[sources] = Register(sources)
    return found


class Sides:
    """The sides of an agreement, by the words that stand for them.

    Attributes:
        home: the country that the article's outlet is named after, whose offices its own press calls by no country.
    """

    def __init__(self, background: Background, outlet: str = "") -> None:
        self.register = register_of(background.sources)
        self._agreement = background.agreement
        self._by_country = by_country(background)
        self._governed = {name: country for country, name in self._by_country.items() if is_generic(name)}
        self._names = names_of(background.agreement)
        self._regions = Lexicon(
            (word, Meaning("demonym", region, Side(region, party)))
            for region, party in regions_of(background).items()
            for word in adjectives_of(region)
        )
        self.home = next(iter(countries_in(outlet)), "")

    def signs(self, words: Sequence[str]) -> dict[int, Sign]:
        """Return the names that stand for somebody, by each of their words."""
        found: dict[int, Sign] = {}
        at = 0
        while at < len(words):
            hit = self._longest(words, at)
            if hit is None:
                at += 1
                continue
            sign = Sign(at, at + hit[0], hit[1])
            found.update(dict.fromkeys(range(at, sign.end), sign))
            at = sign.end
        return found

    def of_country(self, country: str) -> Side:
        """Return the side of a country, by the name that the agreement has for it."""
        participant = self._by_country.get(country, "")
        label = participant if is_country(participant) else country
        return Side(label, self.affiliation(participant), country)

    def of_participant(self, name: str) -> Side:
        """Return the side of one who takes part in the agreement."""
        if not is_country(name):
            country = self._governed.get(name, "")
            return Side(country or name, self.affiliation(name), country)
        return Side(name, self.affiliation(name), countries_in(name)[0])

    def affiliation(self, participant: str) -> str:
        """Return the affiliation of one who takes part: its name, or `monitor`."""
        if not participant or self._agreement is None:
            return ""
        own = self._agreement.taking("party", "mediator", "guarantor", "non-signatory")
        return participant if participant in own else "monitor"

    @property
    def governed(self) -> frozenset[str]:
        """The countries whose government takes part as such: the sides of a conflict inside one country."""
        return frozenset(self._governed.values())

    @property
    def states(self) -> frozenset[str]:
        """The countries that take part."""
        return frozenset(self._by_country)

    def of_source(self, source: Source) -> Side:
        """Return the side of a source of the table."""
        affiliation = "" if source.affiliation in BLANK else source.affiliation
        return Side(source.name if affiliation in ("", "monitor") else affiliation, affiliation)

    def _longest(self, words: Sequence[str], at: int) -> tuple[int, Meaning] | None:
        best: tuple[int, Meaning] | None = None
        if (hit := self._names.longest(words, at)) is not None and not self._is_of_another(words, at, hit[1]):
            best = hit[0], Meaning("participant", hit[1], self.of_participant(hit[1]))
        if (row := self.register.names.longest(words, at)) is not None and (best is None or row[0] > best[0]):
            best = row[0], self._meaning_of(row[1])
        if (out := outlets().longest(words, at)) is not None and (best is None or out[0] > best[0]):
            best = out[0], Meaning("outlet", out[1])
        if (body := organisations().longest(words, at)) is not None and (best is None or body[0] > best[0]):
            best = body[0], self._organisation(body[1])
        if best is None and (region := self._regions.longest(words, at)) is not None:
            best = region
        if (land := countries().longest(words, at)) is not None and (best is None or land[0] >= best[0]):
            best = land[0], self._country(land[1])
        return best

    def _meaning_of(self, source: Source) -> Meaning:
        if source.kind in OUTLET_KINDS:
            return Meaning("outlet", source.name)
        takes_part = self._names.longest(words_of(source.name), 0)
        if takes_part is not None and takes_part[1] == source.name:
            return Meaning("participant", source.name, self.of_participant(source.name))
        return Meaning("recorded", source.name, self.of_source(source))

    def _organisation(self, name: str) -> Meaning:
        takes_part = self._names.longest(words_of(name), 0)
        side = self.of_participant(takes_part[1]) if takes_part else Side(name)
        return Meaning("organisation", name, side)

    def _country(self, word: CountryWord) -> Meaning:
        kind: CountryKind = word.kind
        return Meaning(kind, word.country, self.of_country(word.country), word.office)

    def _is_of_another(self, words: Sequence[str], at: int, participant: str) -> bool:
        """Say whether "the government" is another country's than the agreement's."""
        if not is_generic(participant) or at == 0:
            return False
        before = at - 2 if words[at - 1] == "'s" and at > 1 else at - 1
        hits = ((start, countries().longest(words, start)) for start in range(max(0, before - 3), before + 1))
        lands = [hit[1].country for start, hit in hits if hit is not None and start + hit[0] == before + 1]
        return bool(lands) and self._by_country.get(lands[0]) != participant


def key_of(name: str) -> str:
    """Return a name as it is looked up: without articles, case and ways of spelling, each country by one name."""
    words, parts, at = words_of(name), [], 0
    while at < len(words):
        hit = countries().longest(words, at)
        if hit is not None and hit[1].kind in ("name", "demonym"):
            parts.append(hit[1].country.casefold())
            at += hit[0]
            continue
        low = words[at].casefold()
        if low not in ("the", "a", "an", "'s", "'", "-"):
            parts.append(SAME.get(low, low))
        at += 1
    return " ".join(parts)


def _is_of_body(source: Source, name: str) -> bool:
    """Say whether a name of the table, written as a name, is a body's rather than that of one who holds an office."""
    words = [word for word in words_of(name) if word[0].isalpha()]
    if not words or not all(word[0].isupper() or word in ("of", "the", "and", "for") for word in words):
        return False
    if source.kind not in ("office", "ministry", "unnamed", "") or name.isupper():
        return True
    return any(word.casefold() in NOT_PEOPLE or word.casefold() in GROUP for word in words) or bool(
        countries_in(name)
    )
