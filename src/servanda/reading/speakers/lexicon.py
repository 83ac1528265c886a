"""Word lists of the world: countries with their peoples and seats, bodies of many states, and large outlets.

They are general vocabulary in plain tables beside this file. The names of an agreement and of its sources come from
the background, and go before them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Doc

Value = TypeVar("Value")

CountryKind = Literal["name", "demonym", "people", "seat", "body"]


@dataclass(frozen=True)
class CountryWord:
    """A word that stands for a country: its name, "Qatari", "Qataris", its seat of government, or a body of its state.

    Attributes:
        office: of a body, what it is: "military"; blank where its own name says it.
    """

    country: str
    kind: CountryKind
    office: str = ""


class Lexicon(Generic[Value]):
    """Names of one or more words, found where they begin in a text."""

    def __init__(self, entries: Iterable[tuple[str, Value]] = ()) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        self._known: set[tuple[str, ...]] = set()
        for name, value in entries:
            self.add(name, value)

    def add(self, name: str, value: Value) -> None:
        """Take a name in; the first meaning of a name stays."""
        words = words_of(name)
        if not words or words in self._known:
            return
        self._known.add(words)
        found = self._by_first.setdefault(words[0], [])
        found.append((words, value))
        found.sort(key=lambda entry: -len(entry[0]))

    def longest(self, words: Sequence[str], at: int) -> tuple[int, Value] | None:
        """Return how many words the longest name has that begins at `at`, and what it means."""
        for name, value in self._by_first.get(words[at], ()):
            if tuple(words[at : at + len(name)]) == name:
                return len(name), value
        return None


@lru_cache(maxsize=8192)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name as the pipeline cuts them."""
    return tuple(plain(token.text) for token in _tokenizer()(name.strip()))


def plain(word: str) -> str:
    """Return a word with the straight apostrophe."""
    return word.replace("’", "'")


@cache
def _tokenizer() -> Callable[[str], Doc]:
    import spacy

    cut: Callable[[str], Doc] = spacy.blank("en").tokenizer
    return cut


@cache
def countries() -> Lexicon[CountryWord]:
    """Return the words that stand for countries."""
    return Lexicon(_country_words())


@cache
def country_names() -> frozenset[str]:
    """Return the names by which countries are kept."""
    return frozenset(row["name"] for row in _rows("countries"))


@cache
def organisations() -> Lexicon[str]:
    """Return the names of bodies of many states, each with the name it goes by."""
    return Lexicon((other, row["name"]) for row in _rows("organisations") for other in _names(row))


@cache
def given_names() -> dict[str, str]:
    """Return the gender of common given names, `m` or `f`; blank for one of both."""
    found: dict[str, str] = {}
    for row in _rows("given_names"):
        for name in row["names"].split():
            found[name] = row["gender"] if found.get(name, row["gender"]) == row["gender"] else ""
    return found


@cache
def outlets() -> Lexicon[str]:
    """Return the names of large outlets and wires, each with the name it goes by."""
    return Lexicon((other, row["name"]) for row in _rows("outlets") for other in _names(row))


def _country_words() -> Iterator[tuple[str, CountryWord]]:
    for row in _rows("countries"):
        country = row["name"]
        for name in _names(row):
            yield name, CountryWord(country, "name")
        for demonym in _cells(row["demonyms"]):
            yield demonym, CountryWord(country, "demonym")
            if not demonym.endswith(("s", "sh", "ch", "ese")):
                yield f"{demonym}s", CountryWord(country, "people")
        for seat in _cells(row["seats"]):
            yield seat, CountryWord(country, "seat")
        for body in _cells(row["bodies"]):
            name, _, office = body.partition("=")
            yield name.strip(), CountryWord(country, "body", office.strip())


def _names(row: dict[str, str]) -> list[str]:
    return [row["name"], *_cells(row["also"])]


def _cells(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _rows(table: str) -> list[dict[str, str]]:
    text = resources.files("servanda.reading.speakers").joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
