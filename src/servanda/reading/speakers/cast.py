"""The cast of a text: its persons and bodies, each with all its names, and where they stand."""

from __future__ import annotations

import unicodedata
from bisect import insort
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Literal

from servanda.reading.speakers.lexicon import given_names
from servanda.reading.speakers.naming import Name, Phrase, names
from servanda.reading.speakers.sides import Meaning, Side
from servanda.reading.speakers.text import Text
from servanda.reading.speakers.vocabulary import gender_of

FigureKind = Literal["person", "people", "body", "outlet"]
"""A named person; people told without a name; a body or a place that stands for one; an outlet."""

LONGEST_NAME = 6


@dataclass(eq=False)
class Figure:
    """One of the cast.

    Attributes:
        name: the fullest name that the text has.
        phrases: the words for the office or kind.
        side: of a body, the side that it stands for.
        outlet: the outlet that the figure last spoke to.
        heads: the nouns that it is called by.
        members: of several together, each of them.
    """

    kind: FigureKind
    name: str
    gender: str = ""
    is_plural: bool = False
    phrases: list[Phrase] = field(default_factory=list)
    meaning: Meaning | None = None
    side: Side | None = None
    outlet: str = ""
    heads: set[str] = field(default_factory=set)
    members: list[Figure] = field(default_factory=list)


@dataclass(frozen=True, order=True)
class Mention:
    """A place where a figure is told: its words from `first` up to `end`, and the noun or name at `at`."""

    at: int
    first: int = field(compare=False)
    end: int = field(compare=False)
    figure: Figure = field(compare=False)


class Cast:
    """Who is in a text."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.mentions: list[Mention] = []
        self.of_word: dict[int, Mention] = {}
        self._bodies: dict[str, Figure] = {}
        self._take_persons()
        self._take_signs()
        self.mentions.sort()

    def add(self, figure: Figure, first: int, end: int, at: int) -> Mention:
        """Take in one more mention of a figure."""
        mention = Mention(at, first, end, figure)
        insort(self.mentions, mention)
        return mention

    def body(self, name: str, meaning: Meaning | None = None) -> Figure:
        """Return the body or outlet of a name, the same one each time."""
        key = name.casefold().removeprefix("the ")
        found = self._bodies.get(key)
        if found is None:
            kind: FigureKind = "outlet" if meaning is not None and meaning.kind == "outlet" else "body"
            found = self._bodies[key] = Figure(
                kind, name, meaning=meaning, side=meaning.side if meaning else None
            )
        return found

    def _take_persons(self) -> None:
        """Join the names of each person, the longer ones first, and set down where each stands."""
        found = names(self.text)
        definite = {name.parts for name in found if name.is_definite and not name.is_titled}
        by_part: dict[str, list[tuple[int, Figure]]] = defaultdict(list)
        whole: dict[tuple[str, ...], Figure] = {}
        for name in (name for name in found if len(name.parts) > 1):
            if not self._is_person(name, definite):
                continue
            figure = self._longer(name, whole, by_part)
            self._set(name, figure)
        for name in (name for name in found if len(name.parts) == 1):
            shorter = self._shorter(name, by_part)
            if shorter is None and name.is_titled and name.parts[0] not in self._unlikely(found):
                shorter = Figure("person", name.parts[0])
                _index(name, shorter, by_part)
            if shorter is not None:
                self._set(name, shorter)

    def _unlikely(self, found: list[Name]) -> frozenset[str]:
        return frozenset(name.parts[0] for name in found if len(name.parts) == 1 and name.is_definite)

    def _is_person(self, name: Name, definite: set[tuple[str, ...]]) -> bool:
        if name.is_titled or name.titles:
            return True
        if len(name.parts) > LONGEST_NAME or name.parts in definite:
            return False
        if name.parts[0] in given_names():
            return True
        if self.text.paragraph[name.first] in self.text.headlines:
            return False
        return all(not part.isupper() or len(part) < 3 for part in name.parts) and not any(
            sign.isdigit() for part in name.parts for sign in part
        )

    def _longer(
        self, name: Name, whole: dict[tuple[str, ...], Figure], by_part: dict[str, list[tuple[int, Figure]]]
    ) -> Figure:
        """Return the person of a name of several words: known by it, by a longer or by a shorter one."""
        key = tuple(folded(part) for part in name.parts)
        found = whole.get(key)
        if found is None:
            found = next(
                (
                    figure
                    for _, figure in reversed(by_part.get(key[-1], ()))
                    if _is_within(key, _key(figure.name)) or _is_within(_key(figure.name), key)
                ),
                None,
            )
        if found is None:
            found = Figure("person", " ".join(name.parts))
        known = found.name.split()
        if len(name.parts) > len(known) and (name.parts[0] in given_names() or known[0] not in given_names()):
            found.name = " ".join(name.parts)
        whole[key] = found
        _index(name, found, by_part)
        return found

    def _shorter(self, name: Name, by_part: dict[str, list[tuple[int, Figure]]]) -> Figure | None:
        """Return the person whom a name of one word means: of those who fit, the one told in full most often."""
        part = folded(name.parts[0])
        fitting = [
            (first, figure)
            for first, figure in by_part.get(part, ())
            if not (name.gender and figure.gender and name.gender != figure.gender)
        ]
        last = [one for one in fitting if _key(one[1].name)[-1] == part]
        if name.gender:
            fitting = last or [one for one in fitting if one[1].name.split()[0] not in given_names()]
        told = Counter(figure for _, figure in last or fitting)
        return max(told, key=lambda figure: told[figure]) if told else None

    def _set(self, name: Name, figure: Figure) -> None:
        """Set down a mention of a person, with the words of its titles."""
        text = self.text
        figure.phrases.extend(name.titles)
        figure.heads.update(text.words[title.head].lower() for title in name.titles)
        told = [gender_of(text.words[title.head]) for title in name.titles]
        given = given_names().get(figure.name.split()[0], "") if " " in figure.name else ""
        figure.gender = figure.gender or name.gender or given or next((one for one in told if one), "")
        mention = Mention(name.end - 1, name.first, name.end, figure)
        self.mentions.append(mention)
        for title in name.titles:
            for word in range(title.first, title.end):
                self.of_word.setdefault(word, mention)
        for word in range(name.first, name.end):
            self.of_word[word] = mention

    def _take_signs(self) -> None:
        """Take in the bodies, places and outlets that the text names."""
        for at, sign in self.text.signs.items():
            if at != sign.first or sign.kind in ("demonym", "people") or self.text.words[at].islower():
                continue
            named = self.of_word.get(at)
            if named is not None and named.first <= at < named.end:
                continue
            words = self.text.written(sign.first, sign.end)
            name = sign.meaning.name if sign.kind == "outlet" else words
            figure = self.body(name, sign.meaning)
            mention = Mention(sign.end - 1, sign.first, sign.end, figure)
            self.mentions.append(mention)
            for word in range(sign.first, sign.end):
                self.of_word.setdefault(word, mention)


def folded(part: str) -> str:
    """Return a part of a name without case, accents or the article before it."""
    apart = unicodedata.normalize("NFKD", part.casefold())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    for article in ("al-", "el-", "as-", "ash-", "ar-"):
        bare = bare.removeprefix(article)
    return bare


def _key(name: str) -> tuple[str, ...]:
    return tuple(folded(part) for part in name.split())


def _index(name: Name, figure: Figure, by_part: dict[str, list[tuple[int, Figure]]]) -> None:
    for part in name.parts:
        by_part[folded(part)].append((name.first, figure))


def _is_within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Say whether some words are all in a row, or in order, among others with the same last word."""
    rest = iter(whole)
    return part[-1] == whole[-1] and all(word in rest for word in part)
