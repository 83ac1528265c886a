"""Governors: the words that others hang from, and what kind of governor each is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.reading.stance.scope import has_subject, is_infinitive, mark_of
from servanda.reading.stance.words import ACTS, GOVERNORS, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

COPULAS = frozenset({"be", "seem", "appear", "remain", "become", "look", "sound", "prove"})
QUESTION_WORDS = frozenset({"why", "how", "when", "where", "what", "who", "which", "whom", "whose"})
BESIDE = frozenset({"acomp", "attr", "oprd"})


def kind_of(word: Token, child: Token | None = None, via: str = "") -> Kind | None:
    """Return the kind of a governing word; None where it is an ordinary one.

    Args:
        child: the word that it governs, which may tell two senses apart: "ask whether", "tell to".
        via: the preposition between the two: "call for".
    """
    if word.pos_ == "ADP" and word.lower_ != "according":
        return None
    thing = child is not None and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ")
    if thing and word.pos_ == "NOUN" and word.lemma_ in ACTS["means"]:
        return None
    if word.lower_ in ("sure", "certain") and word.head.lemma_ == "make":
        return "does"
    if (
        word.lemma_ in ("see", "watch", "have")
        and child is not None
        and child.tag_ == "VB"
        and not is_infinitive(child)
    ):
        return "does"
    return next((GOVERNORS[key] for key in _keys(word, child, via) if key in GOVERNORS), None)


def beside(copula: Token, child: Token) -> Token | None:
    """Return what a copula says of its subject or clause: "likely" of "it is likely that"."""
    if copula.lemma_ not in COPULAS:
        return None
    return next((c for c in copula.children if c.dep_ in BESIDE and c.i != child.i), None)


def is_forward(verb: Token, child: Token) -> bool:
    """Say whether a verb and an infinitive make "has to", "is to" or "is going to"."""
    return verb.lemma_ in ("have", "be", "go") and is_infinitive(child) and beside(verb, child) is None


def is_passive(verb: Token) -> bool:
    """Say whether a verb stands in the passive."""
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or (
        verb.tag_ == "VBN" and not has_subject(verb) and verb.dep_ in ("acl", "advcl", "ROOT")
        and not any(c.dep_ == "aux" for c in verb.children)
    )  # fmt: skip


def is_question(clause: Token) -> bool:
    """Say whether a clause opens with a question word that is not its verb."""
    first = clause.left_edge
    return first.lower_ in QUESTION_WORDS and first.i != clause.i


def is_content(clause: Token) -> bool:
    """Say whether a clause says what a noun is about ("the claim that", "a plan to"), not which one it is."""
    if clause.dep_ == "acl" and (is_infinitive(clause) or kind_of(clause.head) == "objects"):
        return True
    return any(c.dep_ == "mark" and c.lower_ in ("that", "whether") for c in clause.lefts)


def _keys(word: Token, child: Token | None, via: str) -> Iterator[str]:
    lemma = word.lemma_.lower()
    for particle in word.children:
        if particle.dep_ in ("prt", "advmod") and particle.i > word.i:
            yield f"{lemma} {particle.lower_}"
    if via:
        yield f"{lemma} {via}"
    if child is not None:
        if is_infinitive(child):
            yield f"{lemma} to"
        if mark := "whether" if is_question(child) else mark_of(child):
            yield f"{lemma} {mark}"
    if word.lower_ in GOVERNORS and word.lower_ != lemma:
        yield word.lower_
    yield lemma
