"""Frames: the kinds of act that agreements are about, and the words that tell them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from servanda.reading.events.stems import lemma_of, word_set

SPECIAL = frozenset({"PLACE", "SIDE", "NUMBER"})
"""What an object may be beside a class of things: a name of a place or a side, or a bare number."""


PREPOSITIONS = word_set(
    """
    on of from to in at for with by over into against about under between before after
    """
)


LIGHT = word_set("carry conduct make stage undertake perform commit")
"""Verbs that only say that what their object tells is done."""

PARTICLES = word_set("in out up down off over back away on through")
IDLE = word_set(
    """
    a an the and or its their out up down in number one two three four second first all
    """
)


@dataclass(frozen=True)
class Frame:
    """One kind of act. What each field means stands at the head of `frames.toml`."""

    name: str
    act: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    objects: frozenset[str] = frozenset()
    bare: bool = False
    on: tuple[str, ...] = ()
    moves: bool = False
    unsaid: bool = False
    together: bool = False
    taken: bool = False
    counted: bool = False
    to: tuple[str, ...] = ()
    keeps: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    akin: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Lexicon:
    """The frames and the classes of things, by the words that tell them.

    Attributes:
        frames: the frames by name.
        verbs: for a verb's lemma, the frames it tells, each with the second word that it needs; blank for none.
        nouns: for a noun's lemma, the frames it tells.
        classes: for a lemma, the classes of things it belongs to.
        kin: for a class, those whose clauses its words may mean.
        senses: for a lemma, the groups of words that mean the same.
    """

    frames: Mapping[str, Frame]
    verbs: Mapping[str, tuple[tuple[Frame, str], ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    classes: Mapping[str, frozenset[str]]
    senses: Mapping[str, frozenset[tuple[str, int]]]
    kin: Mapping[str, frozenset[str]]

    def is_of(self, lemma: str, classes: frozenset[str]) -> bool:
        """Say whether a word is of one of some classes, or one of them itself."""
        return lemma in classes or not classes.isdisjoint(self.classes.get(lemma, ()))

    def frames_of(self, words: tuple[str, ...]) -> frozenset[str]:
        """Return the frames that the first words of an act may tell: its verb, and the second word with it."""
        if not words:
            return frozenset()
        if words[0] in LIGHT and (told := self._told_by_nouns(words[1:])):
            return told
        return frozenset(
            frame.name
            for frame, second in self.verbs.get(words[0], ())
            if (not second or second in words[1:]) and self._may_be_about(frame, words[1:])
        )

    def _told_by_nouns(self, words: tuple[str, ...]) -> frozenset[str]:
        """Return the frames of the noun of "carry out operations"."""
        noun = next((word for word in reversed(words) if word in self.nouns), "")
        return frozenset(frame.name for frame in self.nouns.get(noun, ()) if frame.bare)

    def _may_be_about(self, frame: Frame, words: tuple[str, ...]) -> bool:
        """Say whether words have an object for a frame; names are not known here, so a frame that takes one may."""
        direct: list[str] = []
        for word in words:
            if word not in PREPOSITIONS:
                direct.append(word)
            elif direct:
                break
        known = [word for word in direct if word in self.classes]
        if frame.bare or not frame.objects or (frame.objects & SPECIAL and not known):
            return True
        return any(self.is_of(word, frame.objects) for word in direct)


@cache
def lexicon() -> Lexicon:
    """Return the frames that come with this house."""
    table = tomllib.loads(files(__package__).joinpath("frames.toml").read_text(encoding="utf-8"))
    return lexicon_of(table)


def lexicon_of(table: Mapping[str, Mapping[str, Any]]) -> Lexicon:
    """Return the frames of a table, as `frames.toml` writes them."""
    frames = {name: _frame(name, cells) for name, cells in table["frames"].items()}
    verbs: dict[str, list[tuple[Frame, str]]] = {}
    nouns: dict[str, list[Frame]] = {}
    for frame in frames.values():
        for verb in frame.verbs:
            first, _, second = verb.partition(" ")
            verbs.setdefault(first, []).append((frame, second))
        for noun in frame.nouns:
            nouns.setdefault(noun, []).append(frame)
    for told in verbs.values():
        told.sort(key=lambda pair: not pair[1])
    classes: dict[str, set[str]] = {}
    senses: dict[str, set[tuple[str, int]]] = {}
    for name, groups in table["things"].items():
        for number, group in enumerate(groups):
            for word in group:
                classes.setdefault(word, set()).add(name)
                senses.setdefault(word, set()).add((name, number))
    return Lexicon(
        frames,
        {lemma: tuple(told) for lemma, told in verbs.items()},
        {lemma: tuple(told) for lemma, told in nouns.items()},
        {lemma: frozenset(names) for lemma, names in classes.items()},
        {lemma: frozenset(groups) for lemma, groups in senses.items()},
        {name: frozenset(others) for name, others in table.get("kin", {}).items()},
    )


def with_acts(known: Lexicon, acts: Iterable[tuple[str, bool]]) -> Lexicon:
    """Return a lexicon with the acts of an agreement's clauses beside the frames it has.

    Args:
        acts: the words of each act, and whether it is one act of several actors.
    """
    verbs = {lemma: list(told) for lemma, told in known.verbs.items()}
    for act, is_joint in acts:
        words = [lemma_of(word) for word in act.replace("-", " ").split()]
        things = frozenset(word for word in words[1:] if word not in PREPOSITIONS and word not in IDLE)
        if not things:
            continue
        second = words[1] if len(words) > 2 and words[1] in PARTICLES else ""
        hanging = tuple(word for word in words[1:] if word in PREPOSITIONS and word != second)
        name = " ".join((words[0], second)).strip()
        frame = Frame(
            act,
            name,
            (name,),
            objects=things,
            on=hanging,
            together=is_joint,
            to=("to",),
            keeps=frozenset(hanging),
        )
        verbs.setdefault(words[0], []).append((frame, second))
    return replace(known, verbs={lemma: tuple(told) for lemma, told in verbs.items()})


def _frame(name: str, cells: Mapping[str, Any]) -> Frame:
    sets: dict[str, frozenset[str]] = {key: frozenset(cells.get(key, ())) for key in _SETS}
    rows: dict[str, tuple[str, ...]] = {key: tuple(cells.get(key, ())) for key in _ROWS}
    flags: dict[str, bool] = {key: bool(cells.get(key, False)) for key in _FLAGS}
    every: dict[str, Any] = {**sets, **rows, **flags}
    return Frame(name, cells.get("act", name.replace("_", " ")), **every)


_SETS = ("objects", "keeps", "means", "near", "akin")
_ROWS = ("verbs", "nouns", "on", "to")
_FLAGS = ("bare", "moves", "unsaid", "together", "taken", "counted")
