"""Participants: those who take part in an agreement, by name and by country."""

from __future__ import annotations

from servanda.agreement import Agreement
from servanda.reading.background import Background
from servanda.reading.speakers.lexicon import Lexicon, countries, words_of
from servanda.reading.speakers.vocabulary import OFFICIALS, UNIQUE, singular


def countries_in(text: str) -> list[str]:
    """Return the countries that a text names, each once."""
    words, found = words_of(text), []
    for at in range(len(words)):
        hit = countries().longest(words, at)
        if hit is not None:
            found.append(hit[1].country)
    return list(dict.fromkeys(found))


def is_country(name: str) -> bool:
    """Say whether a name is a country's."""
    hit = countries().longest(words_of(name), 0) if name else None
    return hit is not None and hit[1].kind == "name" and hit[0] == len(words_of(name))


def is_generic(participant: str) -> bool:
    """Say whether a party goes by no name of its own."""
    return participant.casefold() == "government"


def names_of(agreement: Agreement | None) -> Lexicon[str]:
    """Return the names of those who take part, in full and by their first letters."""
    names: Lexicon[str] = Lexicon()
    if agreement is None:
        return names
    for name in agreement.taking("party", "mediator", "guarantor", "monitor", "non-signatory"):
        names.add(name, name)
        if is_generic(name):
            names.add("government", name)
        words = name.split()
        if len(words) > 1 and all(word[0].isupper() for word in words):
            names.add("".join(word[0] for word in words), name)
    return names


def regions_of(background: Background) -> dict[str, str]:
    """Return the regions whose officials are a party's, by the sources table, with the party: "REGION officials"."""
    agreement = background.agreement
    parties = agreement.taking("party") if agreement is not None else ()
    found: dict[str, set[str]] = {}
    for source in background.sources.table:
        words = source.name.split()
        is_office = source.kind == "office" and singular(words[-1]) in UNIQUE | OFFICIALS
        if is_office and words[0].istitle() and not countries_in(words[0]) and words[0] not in parties:
            found.setdefault(words[0], set()).add(source.affiliation)
    return {
        region: party
        for region, sides in found.items()
        for party in sides
        if sides == {party} and party in parties
    }


def adjectives_of(region: str) -> list[str]:
    """Return the adjectives that the name of a region may have."""
    bare = region.rstrip("aeiou")
    return [region, f"{region}n", *(f"{bare}{end}" for end in ("an", "ian", "ese", "i")), f"{region}ian"]


def by_country(background: Background) -> dict[str, str]:
    """Say who of those who take part is, or governs, which country."""
    agreement = background.agreement
    if agreement is None:
        return {}
    taking = agreement.taking("party", "mediator", "guarantor", "monitor", "non-signatory")
    found = {countries_in(name)[0]: name for name in taking if is_country(name)}
    governing = [name for name in taking if is_generic(name)]
    for name in governing:
        for country in countries_in(agreement.title.name)[:1]:
            found.setdefault(country, name)
    for source in background.sources.table:
        if source.kind in ("office", "ministry", "force") and source.affiliation in taking:
            for country in countries_in(source.name)[:1]:
                if not is_country(source.affiliation):
                    found.setdefault(country, source.affiliation)
    return found
