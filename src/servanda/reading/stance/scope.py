"""Scope: the words beside a verb, noun or adjective that deny it, weaken it, or make it hang on something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from servanda.reading.stance.words import ACTS, CONDITIONS, HEDGES, MODALS, NEGATION

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "dative", "oprd"})
ADVERBS = frozenset({"advmod", "neg", "preconj", "det", "npadvmod", "dep"})
CIRCUMSTANCES = frozenset({
    "after", "before", "since", "during", "following", "despite", "amid", "because", "until", "upon", "by", "at", "while",
})  # fmt: skip
"""Prepositions that tell when, why or how, and never what a word governs."""
IDLE_CONDITIONS = frozenset({"if any", "if not", "if only", "if ever", "if so"})


@dataclass(frozen=True)
class Clause:
    """The words that bear on one word of a clause.

    Attributes:
        negation: each of these turns it round.
        partly: the words by which only a part of it is denied.
        modals: will, may, must and their like.
        hedges: adverbs and adjectives that make it less than certain, with the group they belong to.
        conditions: the heads of the clauses and phrases that it hangs on.
        is_perfect: it has an auxiliary "have".
    """

    negation: tuple[Token, ...] = ()
    partly: tuple[Token, ...] = ()
    modals: tuple[Token, ...] = ()
    hedges: tuple[tuple[Token, str], ...] = ()
    conditions: tuple[Token, ...] = ()
    is_perfect: bool = False


def clause_of(token: Token) -> Clause:
    """Return the words that bear on a word; a joined verb without words of its own shares its fellow's."""
    return _share(token, _own(token))


def mark_of(token: Token) -> str:
    """Return the word that opens a subordinate clause: "if", "when", "that"; blank where there is none."""
    for child in token.children:
        if child.i > token.i:
            break
        if child.dep_ == "mark" or (child.dep_ == "advmod" and child.lower_ in CONDITIONS["temporal"]):
            return str(child.lower_)
    return ""


def has_subject(token: Token) -> bool:
    """Say whether a verb has a subject of its own."""
    return any(child.dep_ in SUBJECTS for child in token.children)


def is_infinitive(token: Token) -> bool:
    """Say whether a verb stands in the infinitive with "to"."""
    return any(c.lower_ == "to" and c.dep_ in ("aux", "mark") for c in token.lefts)


def is_condition(token: Token) -> bool:
    """Say whether a clause or phrase is one that something hangs on."""
    if token.dep_ == "ccomp" and token.lower_ in CONDITIONS["marks"]:
        return any(c.dep_ == "ccomp" for c in token.children)
    if token.dep_ == "prep" and token.lower_ == "without":
        denied = any(c.dep_ == "neg" for c in token.head.children)
        modal = any(_modal(c) for c in token.head.children)
        return _is_open(token.head) if token.i < token.head.i else denied and modal
    if token.dep_ in ("attr", "nsubj") and token.head.lemma_ == "be":
        return _is_requisite(token)
    if token.dep_ == "relcl" and any(c.lower_ == "any" for c in token.head.children):
        return _is_open(_holder(token.head))
    if token.dep_ == "advcl":
        mark = mark_of(token)
        if mark in ("until", "till", "once"):
            return _is_open(token.head)
        if mark in CONDITIONS["marks"] and not _is_concessive(token):
            return _opening(token, 2).strip() not in IDLE_CONDITIONS
        if _is_inverted(token) or (
            token.lower_ in CONDITIONS["marks"] and any(c.dep_ == "ccomp" for c in token.children)
        ):
            return True
    if token.dep_ not in ("prep", "advmod", "advcl", "acl", "pcomp", "amod", "mark", "dep", "prt"):
        return False
    opening = _opening(token, 4)
    return any(opening.startswith(f"{phrase} ") for phrase in CONDITIONS["phrases"])


def _own(token: Token) -> Clause:
    children = list(token.children)
    return Clause(
        tuple(word for child in children for word in _negation(child, token)),
        tuple(_partly(children)),
        tuple(c for c in children if c.dep_ in ("aux", "auxpass", "ROOT") and _modal(c)),
        tuple((c, group) for c in children for group in _hedge(c)),
        tuple(c for c in children if is_condition(c)),
        any(c.dep_ == "aux" and c.lemma_ == "have" for c in children),
    )


def _negation(child: Token, token: Token) -> Iterator[Token]:
    low = child.lower_
    if child.dep_ == "neg" or (
        low in NEGATION["adverbs"] and child.dep_ in (*ADVERBS, "cc") and low != "nor"
    ):
        if not _is_escorted(child):
            yield child
    elif low in ("longer", "more") and child.dep_ in ADVERBS:
        yield from (c for c in child.children if c.lower_ == "no")
    elif child.dep_ in ARGUMENTS:
        yield from absent(child)
    elif child.dep_ == "agent":
        yield from (word for noun in child.children for word in absent(noun))
    elif child.dep_ == "prep" and token.pos_ in ("VERB", "AUX"):
        for noun in child.children:
            if noun.lemma_ in NEGATION["occasions"]:
                yield from absent(noun)
    elif (child.dep_ == "amod" and low in NEGATION["adjectives"] and token.dep_ != "ROOT") or (
        child.dep_ == "det" and _is_none(child, token)
    ):
        yield child


def absent(noun: Token) -> Iterator[Token]:
    """Return the word by which a noun is said to be none: "no" of "no talks", "none"."""
    if noun.lower_ in NEGATION["pronouns"]:
        belittles = noun.dep_ == "attr" and any(c.dep_ == "nsubj" for c in noun.head.children)
        if not (noun.lower_ == "nothing" and belittles):
            yield noun
        return
    yield from (
        c
        for c in noun.children
        if c.lower_ == "not" and c.i + 2 < len(c.doc) and c.nbor(2).lower_ == "single"
    )
    yield from (c for c in noun.children if _is_none(c, noun))


def _is_none(word: Token, noun: Token) -> bool:
    """Say whether a word denies its noun: not in "no doubt", nor in "no fewer than"."""
    if (
        word.lower_ not in NEGATION["determiners"]
        or word.dep_ not in ADVERBS
        or noun.lemma_ in NEGATION["idle"]
    ):
        return False
    after = word.doc[word.i + 1 : word.i + 3]
    return not (len(after) == 2 and after[0].lower_ in NEGATION["comparatives"] and after[1].lower_ == "than")


def _is_escorted(word: Token) -> bool:
    return word.i + 1 < len(word.doc) and word.nbor().lower_ in NEGATION["escorts"]


def _partly(children: list[Token]) -> Iterator[Token]:
    """Yield the words that deny no more than a part: "not fully", "not … all", "only partly", "in part"."""
    denied = [c for c in children if c.dep_ == "neg"]
    for child in children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            yield from _not_all(child)
        elif child.dep_ in ("advmod", "dobj", "attr", "acomp") and denied:
            words = [c for c in (child, *child.children) if c.lower_ in NEGATION["wholes"]]
            if words and (child.dep_ == "dobj" or child.pos_ == "ADV"):
                yield from (*denied, *words)
        if child.lower_ in NEGATION["parts"] and child.dep_ in ("advmod", "dobj"):
            yield from (*(c for c in (child.nbor(-1) if child.i else child,) if c.lower_ == "only"), child)
        elif child.lower_ == "in" and child.right_edge.lower_ in ("part", "parts"):
            yield from (child, child.right_edge)


def _not_all(subject: Token) -> Iterator[Token]:
    words = [subject, *(c for c in subject.children if c.dep_ in ("det", "predet", "amod"))]
    for word in words:
        if word.lower_ in NEGATION["wholes"] and word.i and word.nbor(-1).lower_ == "not":
            yield from (word.nbor(-1), word)


def _modal(word: Token) -> bool:
    return any(word.lower_ in group for group in MODALS.values())


def _hedge(word: Token) -> Iterator[str]:
    if word.dep_ not in ("advmod", "amod", "npadvmod", "dep"):
        return
    yield from (group for group, words in HEDGES.items() if word.lower_ in words)


def _share(token: Token, own: Clause) -> Clause:
    """Add what a joined verb has of its fellow's words: "will meet and sign", "neither met nor signed"."""
    if token.dep_ != "conj" or has_subject(token) or token.pos_ not in ("VERB", "AUX"):
        return own
    first = token.head
    joined = _own(first)
    nor = tuple(c for c in first.children if c.lower_ == "nor")
    if first.tag_ != token.tag_ or any(c.dep_ in ("aux", "auxpass") for c in token.children):
        return replace(own, negation=own.negation + nor, conditions=own.conditions + joined.conditions)
    return Clause(
        own.negation + (nor or (() if _is_contrast(first) else joined.negation)),
        own.partly,
        own.modals + joined.modals,
        own.hedges + joined.hedges,
        own.conditions + joined.conditions,
        own.is_perfect or joined.is_perfect,
    )


def _is_contrast(first: Token) -> bool:
    return any(c.dep_ == "cc" and c.lower_ in ("but", "yet") for c in first.children)


def _is_open(token: Token) -> bool:
    clause = [c for c in token.children if c.dep_ in ("aux", "neg")]
    return any(c.dep_ == "neg" or c.lower_ == "to" or _modal(c) for c in clause) or any(
        True for c in token.children for _ in _negation(c, token)
    )


def _is_concessive(token: Token) -> bool:
    mark = next(c for c in token.children if c.dep_ == "mark" or c.lower_ in CONDITIONS["marks"])
    return mark.i > 0 and mark.nbor(-1).lower_ in CONDITIONS["concessive"]


def _is_inverted(token: Token) -> bool:
    if mark_of(token):
        return False
    aux = next((c for c in token.children if c.dep_ in ("aux", "auxpass")), None)
    subject = next((c for c in token.children if c.dep_ in SUBJECTS), None)
    return (
        aux is not None
        and subject is not None
        and aux.lower_ in ("should", "had", "were")
        and aux.i < subject.i
    )


def _is_requisite(token: Token) -> bool:
    """Say whether a noun is what is called a condition: "a precondition to talks is a truce"."""
    others = [c for c in token.head.children if c.dep_ in ("attr", "nsubj") and c.i != token.i]
    return token.lemma_ not in ACTS["requisites"] and any(c.lemma_ in ACTS["requisites"] for c in others)


def _holder(noun: Token) -> Token:
    """Return the verb that a noun belongs to."""
    while noun.head.i != noun.i and noun.pos_ not in ("VERB", "AUX"):
        noun = noun.head
    return noun


def _opening(token: Token, size: int) -> str:
    first = token.left_edge.i
    return " ".join(t.lower_ for t in token.doc[first : min(first + size, token.right_edge.i + 1)]) + " "
