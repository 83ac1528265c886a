"""Whether an amount is of one event, a total that goes on, a state at a time, or a change on what was before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.reading.events.numbers import FLAGS, GAP

if TYPE_CHECKING:
    from spacy.tokens import Token

_TOTAL = re.compile(
    rf"\b(?:so{GAP}far|thus{GAP}far|to{GAP}date|in{GAP}total|in{GAP}all|altogether|overall|all{GAP}told|totall?ing"
    rf"|totall?ed|combined|cumulatively|the{GAP}(?:total|toll|tally|number|figure|count))\b",
    FLAGS,
)
_BRINGS = re.compile(rf"\b(?:br(?:ings?|inging|ought)|takes?|taking|took)\b[^.;:]{{1,70}}\bto{GAP}$", FLAGS)
_STILL = re.compile(rf"\b(?:still|currently|at{GAP}present|remaining|as{GAP}of{GAP}now)\b", FLAGS)
_LEVEL_VERBS = frozenset(("remain", "stay"))
_STATE_VERBS = frozenset(("hold", "detain", "keep", "be", "wait", "miss", "have"))
_CHANGE_VERBS = frozenset((
    "rise", "increase", "grow", "jump", "climb", "fall", "drop", "decline", "cut", "raise", "reduce", "lower",
    "shrink", "add",
))  # fmt: skip
_MODALS = frozenset(("MD",))
_REACH_VERBS = frozenset(("reach", "total", "number", "stand"))


def verb_of(token: Token) -> Token | None:
    """Return the verb that governs a token; None where there is none."""
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def is_running(text: str, token: Token, verb: Token | None, first: int, end: int) -> bool:
    """Say whether an amount is a total that goes on.

    It is where the text says so nearby, and where it is told in the present perfect: "has released 18".

    Args:
        token: its noun, or its number where it has none.
        verb: the verb that governs it.
        first, end: the characters of the number.
    """
    begin, stop = _clause(text, first, end)
    if _TOTAL.search(text, begin, stop) or _BRINGS.search(text, max(0, first - 90), first):
        return True
    if verb is None:
        return False
    if verb.lemma_ in _REACH_VERBS and verb.tag_ in ("VBD", "VBZ", "VBP", "VBN"):
        return True
    return _is_undergoing(token, verb) and _is_present_perfect(verb)


def is_level(text: str, verb: Token | None, first: int, end: int) -> bool:
    """Say whether an amount is how many there are at a time, not how many of an event: "91 remain", "are still held"."""
    if verb is None:
        return False
    if verb.lemma_ in _LEVEL_VERBS:
        return True
    begin, stop = _clause(text, first, end)
    return verb.lemma_ in _STATE_VERBS and _STILL.search(text, begin, stop) is not None


def is_change(text: str, verb: Token | None, first: int) -> bool:
    """Say whether an amount is by how much something has changed: "rose by 20"."""
    return (
        verb is not None
        and verb.lemma_ in _CHANGE_VERBS
        and text[max(0, first - 3) : first].strip().lower() == "by"
    )


def _clause(text: str, first: int, end: int) -> tuple[int, int]:
    """Return the characters nearby that stand in the same sentence, not beyond a semicolon."""
    begin = max(text.rfind(mark, max(0, first - 70), first) for mark in (". ", ";", "\n", ": "))
    stops = [place for mark in (". ", ";", "\n", ".") if (place := text.find(mark, end, end + 70)) >= 0]
    return max(begin + 1, first - 70, 0), min([*stops, end + 70, len(text)])


def _is_undergoing(token: Token, verb: Token) -> bool:
    """Say whether the act is done to what is counted, or by it where the act has no object: "18 have returned"."""
    while token.dep_ in ("conj", "appos") or (token.dep_ == "pobj" and token.head.lower_ == "of"):
        token = token.head.head if token.dep_ == "pobj" else token.head
    if token.head.i != verb.i:
        return False
    if token.dep_ == "nsubj":
        return not any(child.dep_ in ("dobj", "ccomp", "xcomp") for child in verb.children)
    return token.dep_ in ("dobj", "nsubjpass", "attr", "obj")


def _is_present_perfect(verb: Token) -> bool:
    """Say whether a verb is in the present perfect, with no time of its own."""
    has = False
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    for child in verb.children:
        if child.tag_ in _MODALS:
            return False
        if child.dep_ in ("aux", "auxpass") and child.lower_ in ("has", "have", "'ve", "’ve"):
            has = True
    return has
