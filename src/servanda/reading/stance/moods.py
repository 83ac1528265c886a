"""Moods: whether a verb commands, lies in the past, or tells of what is not done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.reading.stance.scope import has_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBS = frozenset({"VERB", "AUX"})


def is_command(verb: Token) -> bool:
    """Say whether a verb stands as in a command: bare, without a subject."""
    bare = not any(c.dep_ == "aux" and c.lemma_ != "do" for c in verb.children)
    return verb.tag_ == "VB" and bare and not has_subject(verb)


def is_past(verb: Token) -> bool:
    """Say whether a verb, or its auxiliary, stands in the past."""
    return verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in verb.children if c.dep_ in ("aux", "auxpass"))


def is_undone(word: Token) -> bool:
    """Say whether a word tells of an act without telling that it is done: an infinitive, a participle, a noun."""
    if any(c.dep_ == "aux" and c.lemma_ == "have" for c in word.children):
        return False
    if any(c.dep_ in ("auxpass", "aux") and c.tag_ == "VB" for c in word.children):
        return True
    return word.tag_ in ("VB", "VBG") or word.pos_ not in VERBS


def is_bare(verb: Token) -> bool:
    """Say whether a verb stands without a tense, as after "suggested that they"."""
    passive = any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in verb.children)
    return (passive or verb.tag_ in ("VB", "VBG")) and not any(c.dep_ == "aux" for c in verb.children)


def is_apart(verb: Token) -> bool:
    """Say whether a comma parts a participle from the verb that the parse hangs it from: "refused, saying"."""
    first, last = sorted((verb.i, verb.head.i))
    return verb.tag_ == "VBG" and any(t.text == "," for t in verb.doc[first:last])
