"""Checks of words: those that clauses turn on and nobody defined, and those defined for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.agreement import model, terms
from servanda.agreement.checks.found import Found, items, terms_in

VAGUE = (
    "reasonable", "reasonably", "appropriate", "appropriately", "adequate", "adequately", "sufficient", "sufficiently",
    "substantial", "substantially", "in substance", "significant", "significantly", "promptly", "immediately",
    "without delay", "as soon as possible", "in due course", "in good time", "if necessary", "as necessary",
    "where possible", "excessive", "excessively",
)  # fmt: skip
"""Words of which no record can tell whether they are met."""


def _open(agreement: model.Agreement) -> Iterator[Found]:
    """Find clauses that turn on a word whose meaning the text leaves open, and of which no reading is told."""
    for definition in agreement.definitions:
        for item in agreement.termed if definition.meaning is None else ():
            if not item.readings and _turns_on(item, definition.word):
                noun = f"#{item.id}" if isinstance(item, model.Clause) else f"Phase {item.id}"
                yield Found(
                    "undefined-term",
                    f'{noun} turns on "{definition.word}", which the text does not define.',
                    f'Say what it means: term "{definition.word}" means "…", or give the readings that are held.',
                    item.spot,
                    definition.word,
                )


def _vague(agreement: model.Agreement) -> Iterator[Found]:
    """Find obligations and prohibitions of which no record can tell whether they are kept."""
    defined = {definition.word.casefold() for definition in agreement.definitions}
    for item in agreement.termed:
        is_soft = isinstance(item, model.Clause) and item.norm in ("should", "should not", "may")
        if item.readings or is_soft:
            continue
        for word in VAGUE:
            if word not in defined and _turns_on(item, word):
                noun = f"#{item.id}" if isinstance(item, model.Clause) else f"Phase {item.id}"
                yield Found(
                    "vague-word",
                    f'{noun} turns on "{word}", and no record can tell what is.',
                    "Write a number, a day, or who finds it; or define the word with a term line.",
                    item.spot,
                    word,
                )


def _turns_on(item: model.Phase | model.Clause, word: str) -> bool:
    """Say whether a word, whole, stands in what an item says."""
    pattern = re.compile(rf"(?<!\w){re.escape(word)}s?(?!\w)", re.IGNORECASE)
    return any(pattern.search(text) for text in _said(item))


def _said(item: model.Item) -> Iterator[str]:
    """Yield the words of an item: its act, the kinds it names, and the acts of its times and conditions."""
    if isinstance(item, model.Clause):
        yield item.act
    for term in terms_in(item):
        match term:
            case (
                terms.Except(kinds)
                | terms.CountingOnly(kinds)
                | terms.NotCounting(kinds)
                | terms.CountingApart(kinds)
            ):
                yield from kinds
            case terms.Ratio(kind=kind) | terms.CountingAs(kind=kind):
                yield kind
            case terms.EachLink(noun=noun) | terms.Earned(noun=noun):
                yield noun
            case terms.At(place):
                yield place
            case _:
                yield from (time.act for time in terms.times_of(term) if isinstance(time, terms.Happened))
    if isinstance(item, model.Clause | model.Phase):
        for one in model.conditions_of(item):
            if isinstance(one, terms.Happens | terms.Finds | terms.Decides):
                yield one.act


def _unused(agreement: model.Agreement) -> Iterator[Found]:
    """Find words that are defined and that nothing in the clauses, lists or other definitions uses."""
    said = [text.casefold() for item in items(agreement) for text in (*_said(item), *_told(item))]
    for definition in agreement.definitions:
        if not any(definition.word.casefold() in text for text in said) and agreement.clauses:
            yield Found(
                "unused-term",
                f'No clause uses the word "{definition.word}".',
                "Write it as the clauses have it, or take the line out.",
                definition.spot,
                definition.word,
            )


def _told(item: model.Item) -> Iterator[str]:
    match item:
        case model.Listing(content=str() as text) | model.Definition(meaning=str() as text):
            yield text
        case model.Area(names) | model.Place(names) | model.Part(names=names):
            yield from names
        case _:
            return


CHECKS = (_open, _vague, _unused)
