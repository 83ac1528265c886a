"""Actors: the names that an agreement has for those whom the words of a text mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.agreement import Agreement
from servanda.reading.background import Background
from servanda.reading.events.grammar import members
from servanda.reading.events.stems import word_set
from servanda.reading.speakers.cast import Cast, Figure
from servanda.reading.speakers.lexicon import country_names
from servanda.reading.speakers.sides import Side, Sides
from servanda.reading.speakers.text import Text
from servanda.reading.speakers.titles import Titles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PRONOUNS_OF_SPEAKER = word_set("i we us our my me")
_OF_SIDE = word_set("it they them its their itself themselves")
_SIDES = frozenset({"side", "rival", "foe", "enemy"})
_STATES = frozenset({"country", "nation", "neighbour", "neighbor", "government"})
_TWO = frozenset({"both", "two"})
_PLAINLY = frozenset({"both", "two", "the", "warring", "opposing", "rival"})
"""Words before "sides" that do not tell them from others."""


class Actors:
    """Says whom the nouns of one text mean, by the names of the agreement where it knows them."""

    def __init__(self, doc: Doc, background: Background, outlet: str = "") -> None:
        agreement = background.agreement
        self._parties = agreement.parties if agreement else ()
        self._mediators = agreement.mediators if agreement else ()
        self._cast = Cast(Text(doc, Sides(background, outlet)))
        self._titles = Titles(self._cast)
        self._signs = self._cast.text.signs
        self._title = agreement.title.name.split() if agreement else []
        self._bodies = _bodies(agreement) if agreement else {}
        self._area = agreement.area if agreement else frozenset()
        self._known: dict[int, tuple[str, ...]] = {}

    def is_side(self, token: Token) -> bool:
        """Say whether a word names a side, or says where somebody is from."""
        return self._name(token) != ""

    def is_familiar(self, token: Token) -> bool:
        """Say whether a word names a side, or the area that the agreement is about."""
        return token.text in self._area or self.is_side(token)

    def is_agreement(self, token: Token) -> bool:
        """Say whether a word is the last of the agreement's own name."""
        first = token.i + 1 - len(self._title)
        return (
            bool(self._title)
            and [word.text for word in token.doc[max(0, first) : token.i + 1]] == self._title
        )

    def names(self, token: Token) -> tuple[str, ...]:
        """Return the names of those a noun means; empty where the text does not tell plainly."""
        if token.i not in self._known:
            self._known[token.i] = ()
            self._known[token.i] = self._named(token)
        return self._known[token.i]

    def _named(self, token: Token) -> tuple[str, ...]:
        if token.lower_ in _OF_SIDE:
            return self._meant(token)
        if token.pos_ == "PRON":
            return ()
        lemma = token.lemma_.casefold()
        if self._are_parties(token, lemma):
            return self._parties
        if lemma == "mediator" and self._mediators and token.tag_.endswith("S"):
            before = self._name(token.nbor(-1)) if token.i else ""
            return (before,) if before else self._mediators
        if body := self._body(token):
            return (body,)
        if self.is_person(token):
            name = self._name_of_person(token)
            return (name,) if name else ()
        for owner in token.lefts:
            if owner.dep_ == "poss" and owner.lower_ in _OF_SIDE:
                return self._meant(owner)
        for word in _words_of(token):
            if name := self._name(word) or self._name_of_person(word):
                return (name,)
        return self._beside(token) or self._told_before(token, lemma)

    def _told_before(self, token: Token, lemma: str) -> tuple[str, ...]:
        """Return whom "the army" means where the text has named one army before, and no other."""
        if (
            token.tag_ != "NN"
            or [child.lower_ for child in token.lefts] != ["the"]
            or self._is_narrowed(token)
        ):
            return ()
        found = {
            name
            for word in token.doc[: token.i]
            if word.lemma_.casefold() == lemma and word.pos_ in ("NOUN", "PROPN")
            for one in _words_of(word)
            if (name := self._name(one))
        }
        return tuple(found) if len(found) == 1 else ()

    def _is_narrowed(self, token: Token) -> bool:
        return any(child.dep_ in ("prep", "relcl", "acl", "appos") for child in token.rights)

    def _body(self, token: Token) -> str:
        """Return whom of the agreement's other actors a noun means, by the whole of its name; blank for none."""
        for words, name in self._bodies.get(token.lower_, ()):
            if (
                tuple(word.lower_ for word in token.doc[max(0, token.i + 1 - len(words)) : token.i + 1])
                == words
            ):
                return name
        return ""

    def _are_parties(self, token: Token, lemma: str) -> bool:
        """Say whether words mean all the parties: "both sides", "the two countries", where they are two."""
        before = {child.lower_ for child in token.lefts}
        if token.tag_ not in ("NNS", "NNPS") or not before or before - _PLAINLY:
            return False
        if lemma == "party":
            return True
        if len(self._parties) != 2:
            return False
        if lemma in _STATES:
            return not before.isdisjoint(_TWO) and country_names().issuperset(self._parties)
        return lemma in _SIDES

    def _name(self, token: Token) -> str:
        """Return the name of the side that a word stands for; blank for an outlet, and for no side."""
        sign = self._signs.get(token.i)
        if sign is None or sign.kind == "outlet" or sign.side is None:
            return ""
        return _name_of(sign.side)

    def is_person(self, token: Token) -> bool:
        """Say whether a word is of a person's name."""
        return self._person(token) is not None

    def _name_of_person(self, token: Token) -> str:
        """Return the side of the person whose name a word is of; blank where the text tells none."""
        figure = self._person(token)
        title = self._titles.of(figure) if figure is not None else None
        return _name_of(title.side) if title is not None and title.side is not None else ""

    def _person(self, token: Token) -> Figure | None:
        told = self._cast.of_word.get(token.i)
        is_name = told is not None and told.figure.kind == "person" and told.first <= token.i < told.end
        return told.figure if told is not None and is_name else None

    def _beside(self, token: Token) -> tuple[str, ...]:
        """Return those told after a noun: "officials from Israel and Egypt", "the envoy of Qatar"."""
        found: list[str] = []
        for child in token.rights:
            if child.dep_ == "appos":
                found += self.names(child)
            elif child.dep_ == "prep" and child.lower_ in ("of", "from") and token.pos_ == "NOUN":
                inner = next((deep for deep in child.children if deep.dep_ == "pobj"), None)
                found += [
                    name for one in (members(inner) if inner is not None else ()) for name in self.names(one)
                ]
        return tuple(dict.fromkeys(found))

    def _meant(self, pronoun: Token) -> tuple[str, ...]:
        """Return the side that "it" or "they" means: the nearest name before it in its sentence, if that is one."""
        for token in reversed(pronoun.doc[pronoun.sent.start : pronoun.i]):
            if token.dep_ in ("nsubj", "nsubjpass", "dobj") and token.pos_ in ("PROPN", "NOUN"):
                names = self.names(token)
                if names or token.pos_ == "PROPN":
                    return names
        return ()


def _bodies(agreement: Agreement) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return those who bear clauses and are no party, each with the words of its name, by the last of them."""
    names = {name for clause in agreement.clauses.values() for name in agreement.actors(clause)}
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name in sorted(names.difference(agreement.parties, agreement.mediators)):
        words = tuple(name.casefold().split())
        if len(words) > 1:
            found.setdefault(words[-1], []).append((words, name))
    return found


def _name_of(side: Side) -> str:
    """Return the name that the agreement has for a side; its own where it takes no part."""
    return side.label if side.affiliation in ("", "monitor") else side.affiliation


def _words_of(token: Token) -> list[Token]:
    """Return a noun and the words before it that may name it, the nearest first: "Hamas-led terrorists"."""
    words = [child for child in token.lefts if child.dep_ in ("compound", "amod", "poss", "nmod")]
    inner = [
        deep
        for word in reversed(words)
        for deep in (word, *(d for d in word.lefts if d.dep_ in ("compound", "npadvmod", "amod", "poss")))
    ]
    return [token, *inner]
