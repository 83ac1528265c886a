"""The text of an agreement in another language, passage by passage, bound to the clauses of the original.

A translation counts for nothing: what an agreement says is what its own clauses say. It is for reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from servanda.agreement import blocks
from servanda.agreement.model import (
    Agreement,
    Area,
    Clause,
    Instrument,
    Item,
    Part,
    Passage,
    Phase,
    Place,
    Title,
)
from servanda.agreement.parser import LONGEST_LINE
from servanda.agreement.problem import Problem

_FILE = re.compile(r"agreement\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.md")
_SAYS = re.compile(r"says(?=\s|$)(.*)")
_TITLE = re.compile(r'title\s+"([^"]*[^"\s][^"]*)"')
_NAME = re.compile(r'name\s+(?:"([^"]+)"|([^\s":]+))\s*:\s*"([^"]*[^"\s][^"]*)"')
_SAID = re.compile(
    r"""
    (?P<key> title(?![^\s,]) | phase\s+[^\s,"]+ | \#[A-Za-z][A-Za-z0-9_-]* ) (?: \s* "(?P<word>[^"]*[^"\s][^"]*)" )?
    | (?P<and> , | and(?![^\s,]) )
    | (?P<other> [^\s,]+ )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class TranslatedPassage:
    """A stretch of prose, and what it says of the original.

    Attributes:
        says: "title" for the head, "phase one" for a phase, "#hostages" for a clause or anything else with an id, in
            the order written; what cannot be read, or is not in the agreement, stands there as it is written.
        alone: those of them that the original says only among what is not for all to see.
    """

    prose: str
    says: tuple[str, ...] = ()
    alone: frozenset[str] = frozenset()

    @property
    def clauses(self) -> tuple[str, ...]:
        """The ids that it says."""
        return tuple(one[1:] for one in self.says if one.startswith("#"))


@dataclass(frozen=True)
class Translation:
    """An agreement's text in another language.

    Attributes:
        language: the code of the language, such as "ar".
        title: the name of the agreement in it; blank where it gives none.
        words: each clause, or anything else that a passage says, in one short sentence or name, as far as it gives
            them; by what `TranslatedPassage.says` calls it.
        names: the names of those who take part, of places and of readings, in it.
    """

    language: str
    title: str
    passages: tuple[TranslatedPassage, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def seen_by(self, seen: Agreement) -> Translation:
        """Return the translation without what a viewer may not see.

        A passage is left out where it says nothing that the viewer may see, or something that the original says apart
        from all that the viewer may see.

        Args:
            seen: the agreement as the viewer sees it.
        """
        there = {key for passage in seen.passages for item in passage.items for key in keys_of(item)}
        shown = (one for one in self.passages if not one.says or _is_shown(one, there))
        passages = tuple(replace(one, says=tuple(key for key in one.says if key in there)) for one in shown)
        taking = names_in(seen)
        names = {name: word for name, word in self.names.items() if name in taking}
        words = {key: word for key, word in self.words.items() if key in there}
        return Translation(self.language, self.title, passages, words, names)


def language_of(file: str) -> str | None:
    """Return the language of a file by its name; None for one that is no translation.

    >>> language_of("agreement.ar.md"), language_of("agreement.md")
    ('ar', None)
    """
    found = _FILE.fullmatch(file)
    return found[1] if found else None


def read_translation(
    text: str, file: str, language: str, agreement: Agreement
) -> tuple[Translation, list[Problem]]:
    """Read a translation and all the problems of it; what cannot be read is named among them.

    Args:
        file: the file as the user named it, for the problems.
        language: the code of its language.
        agreement: the original.
    """
    reader = _Reader(file, agreement)
    read = [reader.passage(block) for block in blocks.split(text)]
    passages = tuple(passage for passage in read if passage.says or passage.prose.strip())
    reader.look_for_unsaid({key for passage in passages for key in passage.says})
    return Translation(language, reader.title, passages, reader.words, reader.names), reader.problems


def aligned(agreement: Agreement, translation: Translation) -> list[tuple[Passage, TranslatedPassage | None]]:
    """Lay the passages of a translation beside those of the original, in the order of the original.

    Where several passages say one passage of the original they are joined; where one says several, it stands beside
    the first. A passage that says nothing stands beside a passage of prose alone at its place, else with the passage
    after it; after the last, with the last. Both must be as one viewer sees them.
    """
    homes: dict[str, int] = {}
    for place, passage in enumerate(agreement.passages):
        for key in (key for item in passage.items for key in keys_of(item)):
            homes.setdefault(key, place)
    beside: dict[int, TranslatedPassage] = {}
    for place, one in _placed(agreement, translation, homes):
        beside[place] = _joined(beside[place], one) if place in beside else one
    return [(passage, beside.get(place)) for place, passage in enumerate(agreement.passages)]


def keys_of(item: Item) -> tuple[str, ...]:
    """Return by what a translation says an item; nothing for what has no id."""
    match item:
        case Title():
            return ("title",)
        case Phase():
            return (f"phase {item.id}",)
        case _:
            return (f"#{item.id}",) if hasattr(item, "id") else ()


def names_in(agreement: Agreement) -> frozenset[str]:
    """Return the names of all who take part in an agreement, of its places and of its readings."""
    found = {reading.name for item in agreement.termed for reading in item.readings}
    for item in (item for passage in agreement.passages for item in passage.items):
        if isinstance(item, Part | Area | Place):
            found |= {*item.names, *((item.inside,) if isinstance(item, Place) else ())}
    return frozenset(found)


class _Reader:
    def __init__(self, file: str, agreement: Agreement) -> None:
        self.file, self.agreement = file, agreement
        self.problems: list[Problem] = []
        self.title = ""
        self.words: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.said: dict[str, int] = {}
        self.known = {
            key for passage in agreement.passages for item in passage.items for key in keys_of(item)
        }
        self.taking = names_in(agreement)
        self.apart = _apart(agreement)

    def passage(self, block: blocks.Block) -> TranslatedPassage:
        if not block.closed:
            self._refuse(
                blocks.Line(block.opened_at, "```servanda"), "block-not-closed", "This block has no closing fence.",
                "Add a line of three backquotes after it.",
            )  # fmt: skip
        says = tuple(dict.fromkeys(key for line in block.lines for key in self._line(line)))
        return TranslatedPassage(block.prose, says, self.apart.intersection(says))

    def _line(self, line: blocks.Line) -> Iterator[str]:
        text = line.text.strip()
        if len(text) > LONGEST_LINE:
            self._refuse(
                line, "line-too-long", f"This line has more than {LONGEST_LINE} characters.", "Say less in one line."
            )  # fmt: skip
            yield text
        elif found := _TITLE.fullmatch(text):
            self.title = self.title or found[1]
            yield from self._says(line, "title")
        elif found := _NAME.fullmatch(text):
            self._name(line, found[1] or found[2], found[3])
        elif found := _SAYS.fullmatch(text):
            for part in _SAID.finditer(found[1]):
                if part["other"]:
                    yield self._unread(line, part["other"])
                elif part["key"]:
                    key = " ".join(part["key"].split())
                    yield from self._says(line, key)
                    if part["word"]:
                        self.words.setdefault(key, part["word"])
        else:
            self._refuse(
                line, "not-understood", "This line does not follow the form of a translation.",
                'Write "says" and what the passage says, such as: says #hostages, phase one; or: title "…"; or: name North: "…".',
            )  # fmt: skip
            yield text

    def _says(self, line: blocks.Line, key: str) -> Iterator[str]:
        if key not in self.known:
            self._refuse(
                line,
                "unknown-clause",
                f"The agreement has no {key}.",
                "Use an id that it has, or take it out.",
                key,
            )
        elif key in self.said and self.said[key] != line.number:
            self._refuse(
                line, "bound-twice", f"Line {self.said[key]} already says {key}.",
                "Let one passage say it, and take it out of the other.", key,
            )  # fmt: skip
        self.said.setdefault(key, line.number)
        yield key

    def _unread(self, line: blocks.Line, word: str) -> str:
        self._refuse(
            line, "not-understood", f'"{word}" cannot stand here.',
            "Expected an id such as #hostages, a phase such as phase one, or title.", word,
        )  # fmt: skip
        return word

    def _name(self, line: blocks.Line, name: str, word: str) -> None:
        if name not in self.taking:
            self._refuse(
                line, "undeclared-name", f"Nobody, no place and no reading in the agreement is called {name}.",
                "Write the name as the agreement has it.", name,
            )  # fmt: skip
        elif self.names.setdefault(name, word) != word:
            self._refuse(
                line, "said-twice", f"A line above already gives a name for {name}.", "Keep one of the two."
            )

    def look_for_unsaid(self, said: set[str]) -> None:
        left = [f"#{id_}" for id_ in self.agreement.clauses if f"#{id_}" not in said]
        if left:
            cause = f"No passage says {', '.join(left)}."
            mend = "Say each clause in the block after the passage that tells it."
            self.problems.append(Problem(self.file, 0, 1, "not-translated", cause, mend))

    def _refuse(self, line: blocks.Line, name: str, cause: str, mend: str, about: str = "") -> None:
        start = line.text.find(about) if about else len(line.text) - len(line.text.lstrip())
        width = len(about) or len(line.text.strip())
        excerpt = line.text[:LONGEST_LINE]
        self.problems.append(
            Problem(self.file, line.number, max(0, start) + 1, name, cause, mend, excerpt, width)
        )


def _is_shown(passage: TranslatedPassage, there: set[str]) -> bool:
    return any(key in there for key in passage.says) and all(key in there for key in passage.alone)


def _apart(agreement: Agreement) -> frozenset[str]:
    """Return what the agreement says in passages of which nothing is for all to see."""
    closed = {one.id for one in agreement.instruments.values() if one.seen_by}
    found: set[str] = set()
    for passage in agreement.passages:
        if passage.items and all(_is_closed(item, closed) for item in passage.items):
            found |= {key for item in passage.items for key in keys_of(item)}
    return frozenset(found)


def _is_closed(item: Item, closed: set[str]) -> bool:
    match item:
        case Instrument():
            return item.id in closed
        case Clause():
            return item.part_of in closed
        case _:
            return False


def _placed(
    agreement: Agreement, translation: Translation, homes: Mapping[str, int]
) -> Iterator[tuple[int, TranslatedPassage]]:
    """Yield each translated passage with the place of the original that it stands beside."""
    own = [min((homes[key] for key in one.says if key in homes), default=-1) for one in translation.passages]
    final = len(agreement.passages) - 1
    last = -1
    for number, one in enumerate(translation.passages):
        following = next((place for place in own[number:] if place >= 0), None)
        if own[number] >= 0:
            last = own[number]
        elif following is None:
            last = final if _is_prose(agreement, final) else max(last, 0)
        else:
            last = last + 1 if _is_prose(agreement, last + 1) else following
        if agreement.passages:
            yield last, one


def _is_prose(agreement: Agreement, place: int) -> bool:
    """Say whether there is a passage at a place, of which a translation can name nothing."""
    if not 0 <= place < len(agreement.passages):
        return False
    passage = agreement.passages[place]
    return bool(passage.prose.strip()) and not any(keys_of(item) for item in passage.items)


def _joined(first: TranslatedPassage, second: TranslatedPassage) -> TranslatedPassage:
    prose = "\n\n".join(part for one in (first, second) if (part := one.prose.strip("\n")))
    return TranslatedPassage(prose, (*first.says, *second.says), first.alone | second.alone)


__all__ = ["TranslatedPassage", "Translation", "aligned", "language_of", "read_translation"]
