"""Where ids, phases and those who take part are named in a document: definitions and references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, get_args

from servanda.agreement.model import Part, Role
from servanda.editor.document import Document, Place, Stretch
from servanda.editor.keywords import open_patterns
from servanda.editor.words import is_detail, words

Kind = Literal["id", "phase", "name"]


@dataclass(frozen=True)
class Mention:
    """One place where something is named; `declares` where it is the one that says what it is."""

    kind: Kind
    name: str
    at: Stretch
    declares: bool = False

    def is_same(self, other: Mention) -> bool:
        """Whether two mentions name the same thing."""
        return (self.kind, self.name) == (other.kind, other.name)


@lru_cache(maxsize=8)
def mentions(document: Document) -> tuple[Mention, ...]:
    """Return every mention in the blocks of a document, in the order written."""
    names = frozenset(document.agreement.taking(*get_args(Role)))
    roles = {item.spot.line - 1 for item in document.items if isinstance(item, Part)}
    found: list[Mention] = []
    for number, line in document.block_lines():
        found += _ids(number, line)
        found += _phases(number, line)
        found += _names(number, line, names, declares=number in roles)
    return tuple(sorted(found, key=lambda one: (one.at.line, one.at.start)))


def mention_at(document: Document, place: Place) -> Mention | None:
    """Return what is named at a place."""
    return next((one for one in mentions(document) if one.at.holds(place)), None)


def definitions(document: Document, place: Place) -> tuple[Stretch, ...]:
    """Return where that is declared which is named at a place."""
    return tuple(one.at for one in _same(document, place) if one.declares)


def references(document: Document, place: Place, *, declared: bool = True) -> tuple[Stretch, ...]:
    """Return where that is named which is named at a place, with or without where it is declared."""
    return tuple(one.at for one in _same(document, place) if declared or not one.declares)


def _same(document: Document, place: Place) -> list[Mention]:
    asked = mention_at(document, place)
    return [] if asked is None else [one for one in mentions(document) if one.is_same(asked)]


def _ids(number: int, line: str) -> Iterator[Mention]:
    """Yield the ids of a line; where it cannot be read to its end, those that follow too."""
    read = words(line)
    for count, word in enumerate(read):
        if word.terminal == "ID":
            declares = count == 1 and not is_detail(line)
            yield Mention("id", word.text[1:], Stretch(number, word.start, word.end), declares)
    for found in re.compile(open_patterns()["ID"]).finditer(line, read[-1].end if read else 0):
        yield Mention("id", found[0][1:], Stretch(number, found.start(), found.end()))


def _phases(number: int, line: str) -> Iterator[Mention]:
    read = words(line)
    for count, (before, word) in enumerate(pairwise(read)):
        if before.terminal == "PHASE" and word.terminal == "WORD":
            declares = count == 0 and not is_detail(line)
            yield Mention("phase", word.text, Stretch(number, word.start, word.end), declares)


def _names(number: int, line: str, names: frozenset[str], *, declares: bool) -> Iterator[Mention]:
    for word in words(line):
        name = " ".join(word.text.strip('"').split())
        if word.rule == "name" and name in names:
            yield Mention("name", name, Stretch(number, word.start, word.end), declares)
