"""The times of a text one by one, before those that belong together are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from servanda.clock import Span
from servanda.reading.events.attaching import hook_of
from servanda.reading.events.calendar import WEEKDAYS
from servanda.reading.events.forms import FORMS, OPENERS
from servanda.reading.events.lookup import Words
from servanda.reading.events.numbers import FLAGS, GAP, any_of
from servanda.reading.events.resolving import Found, Resolver, is_back

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Relation = Literal["at", "by", "since", "until", "after", "before", "for"]
"""How what happens lies to a time."""


@dataclass(frozen=True)
class Piece:
    """A time as it was found.

    Attributes:
        kind: the form it is written in, by its name in `ALL_FORMS`.
        found: its parts.
        first, end: its characters.
        token: the token on which it hangs.
        span: when it is; None where that cannot be resolved.
        relation: how what happens lies to it.
        lead: the words before it that tell so, in small letters.
    """

    kind: str
    found: Found
    first: int
    end: int
    token: int
    span: Span | None
    relation: Relation
    lead: str


_LEADS: dict[str, Relation] = {
    "on": "at", "at": "at", "in": "at", "during": "at", "throughout": "at", "over": "at", "within": "at", "when": "at",
    "as": "at", "between": "at", "under": "at", "by": "by", "no later than": "by", "not later than": "by",
    "as of": "since", "since": "since", "from": "since", "starting": "since", "beginning": "since", "starting on": "since",
    "until": "until", "till": "until", "through": "until", "to": "at", "up to": "until", "after": "after",
    "following": "after", "once": "after", "as soon as": "after", "later than": "after", "before": "before",
    "prior to": "before", "ahead of": "before", "for": "for", "of": "at",
}  # fmt: skip
_DIGIT = re.compile(r"(?<![\w.,])\d", re.ASCII)
_LEAD = re.compile(
    rf"(?<![\w-])(?P<lead>{any_of(word.replace(' ', GAP) for word in _LEADS)}){GAP}"
    rf"(?:(?:the|late|early|mid|around|about|shortly|exactly|roughly|his|her|their|its|this|that|last|next){GAP}){{0,2}}$",
    FLAGS,
)
_NEAR_PHASE = frozenset(("in", "during", "throughout", "within", "under", "after", "before", "prior to", "until", "till",
                         "since", "by", "following", "ahead of", "from", "through"))  # fmt: skip
_AT_EDGE = _NEAR_PHASE - {"under"} | {"at", "to", "on", "up to", "no later than", "over"}
_AS_CLAUSE = frozenset(("after", "before", "until", "till", "once", "when", "as soon as", "since", "as"))
_OF_YEAR = frozenset(("in", "since", "by", "from", "until", "till", "before", "after", "of", "during", "between",
                      "through", "to", "prior to", "following"))  # fmt: skip


def pieces(words: Words, resolver: Resolver) -> list[Piece]:
    """Find the times of a text one by one, in their order."""
    text, past = words.text, 0
    openings = {words.starts[place] for place in words.among(OPENERS)}
    openings.update(found.start() for found in _DIGIT.finditer(text))
    found_so_far: list[Piece] = []
    for opening in sorted(openings):
        if opening < past or (found := FORMS.match(text, opening)) is None:
            continue
        piece = _piece(words, found, resolver)
        if piece is not None:
            found_so_far.append(piece)
            past = piece.end
    return found_so_far


def _piece(words: Words, found: Found, resolver: Resolver) -> Piece | None:
    """Return the time that stands in a form; None where what stands around it says that it is none."""
    doc = words.doc
    kind = (found.lastgroup or "").removesuffix("_")
    first, end = found.span()
    last = words.token_at(end - 1)
    before = _LEAD.search(words.text, max(0, first - 36), first)
    lead = "" if before is None else " ".join(before["lead"].lower().split())
    hook = hook_of(doc, max(words.token_at(first), 0), last)
    if not _is_time(kind, found, doc, hook, last, lead):
        return None
    relation = _LEADS.get(lead, "at")
    if relation == "for" and kind != "length":
        relation = "at"
    span = resolver.span(kind, found, hook)
    if kind == "offset":
        relation = "at" if span is not None else "before" if is_back(found) else "after"
    elif kind == "length":
        relation = "by" if found["how"].lower() == "within" else "for" if span is None else "at"
    return Piece(kind, found, first, end, hook.i, span, relation, lead)


_DATED = frozenset(("mdy", "dmy", "month"))
_PROPER = frozenset(("PROPN", "NUM", "NOUN"))


def _is_time(kind: str, found: Found, doc: Doc, hook: Token, last: int, lead: str) -> bool:
    """Say whether words in the form of a time are one, by what stands around them."""
    if kind in _DATED or kind == "monthyear":
        name = found["m1"] or found["m2"] or found["m3"] or found["month"]
        is_name = hook.dep_ == "compound" and hook.head.pos_ == "PROPN" and kind == "month"
        return bool(name[0].isupper()) and hook.pos_ in _PROPER and not is_name
    if kind == "weekday":
        is_title = hook.dep_ == "compound" and hook.head.pos_ == "PROPN" and hook.head.lower_ not in WEEKDAYS
        return not (is_title and hook.head.text[:1].isupper() and hook.head.i == last + 1)
    if kind == "relative":
        return not (found[0].isupper() and hook.i and doc[hook.i - 1].pos_ == "PROPN")
    if kind == "phase":
        return _is_phase_time(found, lead)
    if kind == "agreedday":
        return _is_agreed_day(found, doc, last)
    if kind == "yearalone":
        return (lead in _OF_YEAR and not _counts_next(doc, last)) or _narrows(hook, last)
    if kind == "length":
        return not (last + 1 < len(doc) and doc[last + 1].lower_ in ("prison", "jail"))
    if kind == "offset":
        return found["off"].lower() != "from" or bool(found["plan"])
    return True


def _is_phase_time(found: Found, lead: str) -> bool:
    """Say whether a phase is told as a time: "in phase two", not "talks on phase two"."""
    if found["does"]:
        return lead in _AS_CLAUSE
    return lead in (_AT_EDGE if found["edge"] else _NEAR_PHASE)


def _is_agreed_day(found: Found, doc: Doc, last: int) -> bool:
    """Say whether "day three" is a day's number: not in "the day three hostages left", nor "the second day" of anything."""
    if found["day"]:
        return not _counts_next(doc, last)
    number = found["nth"].lower()
    return bool(found["inside"] or found["what"]) or (number[:1].isdigit() and int(re.sub(r"\D", "", number)) > 3) or (
        number.endswith(("teenth", "tieth", "lfth")) or "-" in number
    )  # fmt: skip


def _counts_next(doc: Doc, last: int) -> bool:
    """Say whether a number counts the noun after it."""
    token = doc[last]
    return token.dep_ == "nummod" and token.head.i > last and token.head.tag_ in ("NNS", "NNPS")


def _narrows(hook: Token, last: int) -> bool:
    """Say whether a year narrows a noun: "the 2014 war"."""
    if (
        hook.dep_ not in ("nummod", "compound", "nmod", "amod")
        or hook.head.tag_ not in ("NN", "NNP")
        or hook.head.i <= last
    ):
        return False
    return any(child.dep_ in ("det", "poss") and child.i < hook.i for child in hook.head.children)
