"""Tense: whether what a text tells of was, or is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.reading.events.calendar import Direction

if TYPE_CHECKING:
    from spacy.tokens import Token

_AHEAD = frozenset((
    "due", "set", "scheduled", "expected", "slated", "planned", "supposed", "plan", "agree", "vow", "pledge",
    "promise", "intend", "expect", "schedule", "prepare", "hope", "aim", "threaten", "order", "demand", "urge",
    "ask", "call", "need", "want", "decide", "commit", "oblige", "require", "invite", "refuse", "seek", "mean",
    "agreement", "deadline", "threat", "readiness", "ready", "likely",
))  # fmt: skip
_SET = frozenset(("due", "set", "scheduled", "expected", "slated", "planned", "supposed", "likely", "ready"))
_MODALS = frozenset(
    ["will", "'ll", "’ll", "shall", "would", "should", "must", "may", "might", "could", "can", "wo", "ca"]
)
_TELLING = frozenset(("have", "say", "tell", "report", "remain", "show"))
_WILL = frozenset(("will", "'ll", "’ll", "shall", "going"))
_VERBS = frozenset(("VERB", "AUX"))


def direction_of(token: Token, *, is_headline: bool = False) -> Direction:
    """Say by the verb that governs a token whether it tells of what was or of what is to come.

    Args:
        is_headline: the token stands in a headline, where the present tells of what was.
    """
    is_owner = token.dep_ == "poss"
    for _ in range(10):
        if token.pos_ in _VERBS:
            found = _of_verb(token, is_headline)
            return "" if is_owner and found == "future" and not _is_sure(token) else found
        if token.lower_ in _SET and token.pos_ == "ADJ":
            return "future"
        if token.head.i == token.i:
            return ""
        token = token.head
    return ""


def _is_sure(verb: Token) -> bool:
    """Say whether a verb tells for certain of what is to come; "Monday's talks might help" does not."""
    return any(child.lower_ in _WILL for child in verb.children)


def _of_verb(verb: Token, is_headline: bool) -> Direction:
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & _MODALS:
        return "past" if helpers & {"have", "'ve", "’ve"} else "future"
    if "going" in helpers:
        return "future"
    tag = verb.tag_
    if tag in ("VBN", "VBD") and verb.lower_ in _SET and (helpers or verb.dep_ in ("acl", "relcl")):
        return "future"
    if any(child.lower_ in _SET and child.dep_ in ("acomp", "oprd") for child in verb.children):
        return "future"
    if (
        tag == "VBN"
        and helpers & {"is", "are", "'s", "’s", "'re", "’re"}
        and not helpers & {"has", "have", "been"}
    ):
        return "past" if is_headline else "future"
    if tag in ("VBD", "VBN"):
        return "past"
    if tag == "VBG":
        return _of_ing(verb, helpers, is_headline)
    if tag in ("VBZ", "VBP"):
        return _of_present(verb, is_headline)
    return _of_plain(verb, helpers, is_headline)


def _of_ing(verb: Token, helpers: set[str], is_headline: bool) -> Direction:
    if helpers & {"is", "are", "'s", "’s", "'re", "’re", "am", "'m", "’m"}:
        return "future"
    if helpers & {"was", "were", "been"}:
        return "past"
    return _above(verb, is_headline)


def _of_present(verb: Token, is_headline: bool) -> Direction:
    """Say it of the present: in a headline and of a saying it tells of what was, else of what is planned."""
    is_saying = any(child.dep_ == "ccomp" for child in verb.children)
    return "past" if is_headline or is_saying or verb.lemma_ in _TELLING else "future"


def _of_plain(verb: Token, helpers: set[str], is_headline: bool) -> Direction:
    """Say it of an infinitive: by what it hangs on; of an imperative, it is to come."""
    if helpers & {"did", "do", "does"}:
        return "past" if "did" in helpers else "future"
    head = verb.head
    if head.i == verb.i:
        return "past" if is_headline and "to" not in helpers else "future"
    is_ahead = head.lemma_ in _AHEAD or head.lower_ in _AHEAD or is_headline or head.pos_ == "AUX"
    if is_ahead and "to" in helpers:
        return "future"
    if verb.dep_ == "conj":
        return (
            _of_verb(head, is_headline)
            if head.pos_ in _VERBS
            else direction_of(head, is_headline=is_headline)
        )
    return _above(verb, is_headline)


def _above(verb: Token, is_headline: bool) -> Direction:
    return "" if verb.head.i == verb.i else direction_of(verb.head, is_headline=is_headline)
