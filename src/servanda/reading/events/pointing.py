"""Pointing: words that stand for a noun told before, and nouns of acts that are told as known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.reading.events.grammar import members, prepositional
from servanda.reading.events.stems import word_set
from servanda.reading.events.wording import through

if TYPE_CHECKING:
    from spacy.tokens import Token

_POINTING = word_set("the no this that any another single")
_GOING = word_set("slow take proceed continue resume stall go begin start stop end")


def stands_for_noun(word: Token) -> bool:
    """Say whether a word stands for a noun told before: "them", "477 of them", "1,457"."""
    if word.lower_ == "them":
        return True
    inner = next(prepositional(word, ("of",)), None)
    is_number = word.pos_ == "NUM" and not any(
        child.is_currency or child.dep_ == "compound" for child in word.children
    )
    return is_number and (inner is None or inner.lower_ == "them" or inner.pos_ == "NUM")


def is_counted(thing: Token | None) -> bool:
    """Say whether a noun is told with a number, or is one."""
    return thing is not None and (thing.pos_ == "NUM" or any(child.dep_ == "nummod" for child in thing.lefts))


def is_known(noun: Token, light: tuple[Token, str] | None) -> bool:
    """Say whether an act without actor or object is told as one known: "the withdrawal slowed", "no extension"."""
    if light is None or not any(child.lower_ in _POINTING or child.dep_ == "amod" for child in noun.lefts):
        return False
    verb, how = light
    if how == "attribute":
        return any(child.dep_ == "expl" for child in verb.children)
    return how == "subject" and verb.lemma_ in _GOING


def givers(verb: Token, thing: Token | None) -> list[Token]:
    """Return those from whom something is received: "from them", or whose it is."""
    found = list(prepositional(verb, ("from",)))
    if not found and thing is not None:
        deep = through(thing)
        found = [child for child in deep.lefts if child.dep_ == "poss"] or list(prepositional(deep, ("of",)))
    return [one for noun in found for one in members(noun)]
