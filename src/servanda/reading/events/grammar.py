"""The grammar of acts: who does a verb, to what it is done, and what hangs on a noun, by the tree of the parse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.reading.events.stems import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PATIENTS = frozenset({"nsubjpass", "csubjpass"})
RELATIVE = word_set("that which who whom whose")
DEEPEST = 8
"""How many steps the tree is climbed for a subject that is not told beside its verb."""

_BLAMING = word_set(
    """
    accuse blame criticise criticize condemn suspect praise thank denounce stop prevent keep bar
    """
)
"""Verbs whose object does what follows: "accused them of attacking"."""

_OF_SUBJECT = word_set("promise vow threaten offer swear commit")
"""Verbs whose subject, not their object, does what follows: "promised him to leave"."""


_CALLING = word_set("call appeal prevail")
"""Verbs that ask those who hang on a preposition for what follows: "called on them to leave"."""


def is_passive(verb: Token) -> bool:
    """Say whether a verb is told of what it is done to."""
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ in ("acl", "amod"):
        return child_of(verb, "nsubj") is None
    if any(child.dep_ in ("auxpass", "nsubjpass", "agent") for child in verb.children):
        return True
    return verb.dep_ == "conj" and verb.head.tag_ == "VBN" and is_passive(verb.head) and not _has_own(verb)


def doer(verb: Token) -> Token | None:
    """Return the noun or pronoun that does a verb; None where the sentence does not tell."""
    if is_passive(verb):
        return next((_under(child) for child in verb.children if child.dep_ == "agent"), None)
    return _subject(verb, 0)


def patient(verb: Token) -> Token | None:
    """Return the noun that a verb is done to; None where the sentence does not tell."""
    if is_passive(verb):
        own = child_of(verb, "nsubjpass")
        if own is not None and own.lower_ not in RELATIVE:
            return own
        return verb.head if verb.dep_ in ("acl", "amod") and verb.head.pos_ != "VERB" else _subject(verb, 0)
    objects = [child for child in verb.children if child.dep_ in ("dobj", "oprd")]
    found = next((child for child in objects if child.lower_ not in RELATIVE and child.dep_ == "dobj"), None)
    if found is None and any(child.lower_ in RELATIVE for child in objects):
        return _antecedent(verb)
    if found is None:
        found = (
            _called(verb)
            or _in_clause(verb)
            or next((child for child in verb.children if child.dep_ == "xcomp" and child.tag_ == "VBG"), None)
        )
    if found is None and verb.dep_ == "relcl" and child_of(verb, "nsubj") is not None:
        subject = child_of(verb, "nsubj")
        if subject is not None and subject.lower_ not in RELATIVE:
            return verb.head
    return found


def child_of(token: Token, dep: str) -> Token | None:
    """Return the first child of a kind."""
    return next((child for child in token.children if child.dep_ == dep), None)


def prepositional(token: Token, prepositions: tuple[str, ...] | frozenset[str]) -> Iterator[Token]:
    """Yield the nouns that hang on a word by one of some prepositions, in order: "of", "out of"."""
    for child in token.children:
        if child.dep_ not in ("prep", "agent", "dative"):
            continue
        noun = _under(child)
        if noun is None and child.lower_ == "out":
            inner = child_of(child, "prep")
            if inner is not None and inner.lower_ == "of" and "out of" in prepositions:
                noun = _under(inner)
                if noun is not None:
                    yield noun
            continue
        if noun is not None and child.lower_ in prepositions:
            yield noun


def members(token: Token) -> list[Token]:
    """Return a noun and those joined to it by "and" or commas."""
    found = [token]
    for one in found:
        found.extend(
            child
            for child in one.rights
            if (child.dep_ == "conj" and child.pos_ not in ("VERB", "ADJ"))
            or (child.dep_ == "npadvmod" and child.pos_ == one.pos_ == "PROPN")
        )
    return found


def is_supposed(token: Token) -> bool:
    """Say whether a word stands in a clause of what may be: after "if" or "before", or as what is feared or hoped."""
    for _ in range(DEEPEST):
        if token.dep_ == "advcl" and any(
            child.dep_ == "mark" and child.lower_ in _SUPPOSING for child in token.children
        ):
            return True
        if token.dep_ == "advcl" and token.head.lower_ == "long":
            return True
        if token.dep_ in ("ccomp", "xcomp", "pcomp") and (
            token.left_edge.lower_ in _ASKING
            or any(child.dep_ in ("mark", "advmod") and child.lower_ in _ASKING for child in token.children)
        ):
            return True
        if token.dep_ == "acl" and token.head.lemma_.casefold() in _FEARED:
            return True
        if token.dep_ == "relcl" and any(child.lower_ in ("any", "whatever") for child in token.head.lefts):
            return True
        if token.dep_ == "relcl" and (_is_infinitive(token) or token.head.lemma_.casefold() in _TEXTS):
            return True
        if token.head is token:
            return False
        token = token.head
    return False


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


_TEXTS = word_set("deal agreement accord plan proposal treaty pact arrangement")
_SUPPOSING = word_set("if unless until before whether lest")
_ASKING = frozenset({"whether", "if", "how"})
_FEARED = word_set(
    """
    concern fear worry possibility risk prospect chance hope doubt question likelihood
    """
)


def governor(noun: Token) -> tuple[Token, str] | None:
    """Return the verb that a noun hangs on and how: as "subject", "object", or by a preposition, whose word it is."""
    dep, head = noun.dep_, noun.head
    if dep == "conj" and head is not noun:
        return governor(head)
    if dep in SUBJECTS:
        return head, "subject"
    if dep in PATIENTS or dep == "dobj":
        return head, "object"
    if dep == "attr":
        return head, "attribute"
    if dep == "pobj" and head.lower_ == "of" and head.head.lemma_ in ("part", "member"):
        return governor(head.head)
    if dep == "pobj":
        return head.head, head.lower_
    return None


def _subject(verb: Token, depth: int) -> Token | None:
    """Return the subject of a verb: beside it, or that of the words it hangs on."""
    for child in verb.children:
        if child.dep_ in SUBJECTS or child.dep_ in PATIENTS or child.dep_ == "expl":
            return _antecedent(verb) if child.lower_ in RELATIVE and child.tag_ in _WH else child
    if depth > DEEPEST:
        return None
    return _inherited(verb, depth + 1)


_WH = word_set("WDT WP WP$ IN DT")


def _antecedent(verb: Token) -> Token | None:
    """Return the noun that a relative clause is about."""
    steps = 0
    while verb.dep_ in ("conj", "xcomp", "ccomp", "advcl") and steps < DEEPEST:
        verb, steps = verb.head, steps + 1
    return verb.head if verb.dep_ == "relcl" else None


def _inherited(verb: Token, depth: int) -> Token | None:
    dep, head = verb.dep_, verb.head
    if head is verb:
        return None
    if dep in ("acl", "relcl"):
        return head if verb.tag_ == "VBG" or dep == "relcl" else _holder(head, depth)
    if dep in ("xcomp", "ccomp", "advcl", "conj", "oprd"):
        if dep == "xcomp" and head.lemma_ not in _OF_SUBJECT:
            controlled = child_of(head, "dobj")
            if controlled is None and head.lemma_ in _CALLING:
                controlled = next(prepositional(head, ("on", "upon", "to")), None)
            if controlled is not None and controlled.i < verb.i:
                return controlled
        return _of_verb(head, depth)
    if dep == "pcomp":
        blamed = child_of(head.head, "dobj") if head.head.lemma_ in _BLAMING else None
        return blamed or (_of_verb(head.head, depth) if head.dep_ == "prep" else None)
    if dep in ("acomp", "attr", "prep"):
        return _of_verb(head, depth)
    return None


def _of_verb(head: Token, depth: int) -> Token | None:
    if head.pos_ in ("VERB", "AUX"):
        return _subject(head, depth)
    if head.pos_ in ("NOUN", "PROPN"):
        return _holder(head, depth)
    if head.pos_ in ("ADJ", "ADV", "ADP", "SCONJ"):
        return _inherited(head, depth) if head.dep_ != "amod" else None
    return None


def _holder(noun: Token, depth: int) -> Token | None:
    """Return whose a noun such as "plan" is: its owner, or whoever has it."""
    owner = child_of(noun, "poss")
    if owner is not None:
        return owner
    by = next(prepositional(noun, ("by",)), None)
    if by is not None:
        return by
    above = governor(noun)
    if above is None or above[0].pos_ not in ("VERB", "AUX") or above[1] == "subject" or depth > DEEPEST:
        return None
    return _subject(above[0], depth + 1)


def _has_own(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS or child.dep_ in ("dobj", "auxpass") for child in verb.children)


def _in_clause(verb: Token) -> Token | None:
    """Return the noun of "let 600 trucks in", where the parse makes a clause of noun and particle."""
    for child in verb.children:
        if child.dep_ == "ccomp" and child.pos_ in ("ADP", "ADV", "PART"):
            return child_of(child, "nsubj")
    return None


def _called(verb: Token) -> Token | None:
    """Return the noun of "establish what it calls a committee"."""
    for child in verb.children:
        if child.dep_ in ("ccomp", "dobj") and child.lemma_ in ("call", "describe") and child.i > verb.i:
            return child_of(child, "oprd")
    return None


def _under(preposition: Token) -> Token | None:
    return child_of(preposition, "pobj")
