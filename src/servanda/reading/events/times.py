"""Times: when, as a text tells it, each tied to its characters and resolved where that can be done."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from servanda.clock import Span, moment_of, parse_span
from servanda.reading.article import Article
from servanda.reading.background import Background
from servanda.reading.events.agreed import AgreedClock
from servanda.reading.events.attaching import hangs_on
from servanda.reading.events.calendar import WEEKDAYS, Calendar
from servanda.reading.events.forms import FORMS, OPENERS
from servanda.reading.events.numbers import FLAGS, GAP, any_of
from servanda.reading.events.resolving import Found, Resolver, is_back, length_of, told_years
from servanda.reading.events.running import verb_of
from servanda.reading.passage import Passage, joined, passage

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Relation = Literal["at", "by", "since", "until", "after", "before", "for"]
"""How what happens lies to a time."""


@dataclass(frozen=True)
class Time:
    """When, as a text tells it.

    Attributes:
        passage: the words that tell it, without the preposition before them.
        span: the time itself; None where it is told and cannot be resolved.
        relation: how what happens lies to it: "since" Sunday; a length is told "for" so long.
        token: the token on which it hangs.
    """

    passage: Passage
    span: Span | None
    relation: Relation
    token: int


@dataclass(frozen=True)
class _Piece:
    """A time as it was found, before those that belong together are joined."""

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


def times(doc: Doc, article: Article, background: Background) -> tuple[Time, ...]:
    """Find when a text tells that things are, in the order of the text.

    What hangs on the publication ("Sunday", "two weeks ago") is resolved against the article's date in the zone of the
    background, and by the tense of its verb; without a date it stays unresolved. Days and phases of the agreement are
    resolved as its text plans them.
    """
    title = article.title
    calendar = Calendar(article.published, background.zone, told_years(doc.text))
    resolver = Resolver(
        calendar,
        AgreedClock(background.agreement),
        lambda place: title is not None and title.covers(place, place + 1),
    )
    dated = article.dated
    pieces = [
        piece
        for piece in _pieces(doc, resolver)
        if dated is None or not dated.overlaps(passage(piece.first, piece.end))
    ]
    return tuple(
        Time(_whole(piece), piece.span, piece.relation, piece.token)
        for piece in _with_days(doc, _joined(doc.text, pieces, resolver), resolver)
    )


def time_of(root: Token, found: Sequence[Time]) -> Time | None:
    """Return the time that a verb or noun has of its own by the parse, not one in a clause inside it; None where it has none.

    Of several, one that is resolved goes first, then one that says when rather than how long, then the nearest.
    """
    own = [time for time in found if hangs_on(root.doc[time.token], root)]
    return min(
        own,
        key=lambda time: (time.span is None, time.relation != "at", abs(time.token - root.i)),
        default=None,
    )


def _pieces(doc: Doc, resolver: Resolver) -> list[_Piece]:
    """Find the times one by one."""
    text, past = doc.text, 0
    starts: list[int] = []
    pieces: list[_Piece] = []
    for token in doc:
        word = token.lower_
        if token.idx < past or not (word in OPENERS or word[:1].isdecimal()):
            continue
        found = FORMS.match(text, token.idx)
        if found is None:
            continue
        starts = starts or [one.idx for one in doc]
        piece = _piece(doc, found, starts, token, resolver)
        if piece is not None:
            pieces.append(piece)
            past = piece.end
    return pieces


def _piece(doc: Doc, found: Found, starts: list[int], token: Token, resolver: Resolver) -> _Piece | None:
    kind = (found.lastgroup or "").removesuffix("_")
    first, end = found.span()
    last = bisect_right(starts, end - 1) - 1
    before = _LEAD.search(doc.text, max(0, first - 36), first)
    lead = "" if before is None else " ".join(before["lead"].lower().split())
    hook = _hook(doc, token.i, last)
    if not _is_time(kind, found, doc, hook, last, lead):
        return None
    relation = _LEADS.get(lead, "at")
    if relation == "for" and kind != "length":
        relation = "at"
    span = resolver.span(kind, found, hook)
    if kind == "offset":
        relation = "before" if is_back(found) else "after"
    elif kind == "length":
        relation = "by" if found["how"].lower() == "within" else "for" if span is None else "at"
    return _Piece(kind, found, first, end, hook.i, span, relation, lead)


def _hook(doc: Doc, first: int, last: int) -> Token:
    """Return the token among some on which the others hang."""
    for place in range(last, first - 1, -1):
        head = doc[place].head.i
        if not first <= head <= last or head == place:
            return doc[place]
    return doc[last]


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


_CLOSE = re.compile(
    rf"{GAP}?,?{GAP}?(?:(?:on|at|around|about|from|of|by|in|the{GAP}morning{GAP}of){GAP}|\()?", FLAGS
)
_THEN = re.compile(rf"{GAP}(?:to|until|till|through|and){GAP}(?:the{GAP})?|{GAP}?[-–]{GAP}?", FLAGS)
_ITS = re.compile(rf"{GAP}(?:the{GAP})?", FLAGS)
_DAYS = frozenset(("iso", "mdy", "dmy", "numeric", "weekday", "relative", "agreedday", "other"))


@dataclass(frozen=True)
class _Pair:
    """Two times that stand side by side, and the words between them."""

    one: _Piece
    other: _Piece
    between: str


def _joined(text: str, pieces: Sequence[_Piece], resolver: Resolver) -> list[_Piece]:
    """Join times that tell one together: a day and its hour, from one day to another, so long before a day."""
    done: list[_Piece] = []
    for piece in pieces:
        before = done[-1] if done else None
        if before is not None and 0 <= piece.first - before.end <= 24:
            both = _both(_Pair(before, piece, text[before.end : piece.first]), resolver)
            if both is not None:
                done[-1] = both
                continue
        done.append(piece)
    return done


def _both(pair: _Pair, resolver: Resolver) -> _Piece | None:
    """Return what two times tell together; None where each stands for itself."""
    one, other = pair.one, pair.other
    if one.kind == "offset" and not one.found["plan"]:
        return _shifted(pair, resolver) if _ITS.fullmatch(pair.between) else None
    if _CLOSE.fullmatch(pair.between):
        kinds = {one.kind, other.kind}
        if "clock" in kinds and kinds & _DAYS:
            clock, day = (one, other) if one.kind == "clock" else (other, one)
            return replace(day, span=_at_hour(clock, day, resolver), first=one.first, end=other.end,
                           relation=one.relation, lead=one.lead)  # fmt: skip
        if one.kind == "weekday" and other.kind in ("mdy", "dmy", "around"):
            span = _weekday_in(one, other, resolver) if other.kind == "around" else other.span
            return replace(one, kind="mdy", span=span, end=other.end)
    if {one.kind, other.kind} <= _DAYS and _THEN.fullmatch(pair.between) and one.lead in ("from", "between"):
        known = one.span is not None and other.span is not None and one.span <= other.span
        span = one.span.joined(other.span) if known and one.span and other.span else None
        return replace(one, span=span, end=other.end, relation="at")
    return None


def _shifted(pair: _Pair, resolver: Resolver) -> _Piece | None:
    """Return the time so long before or after another."""
    one, other = pair.one, pair.other
    length = length_of(one.found["offlength"])
    if length is None or other.kind in ("length", "offset", "ago"):
        return None
    span = None if other.span is None else resolver.moved(other.span, length, back=is_back(one.found))
    return replace(one, kind="other", span=span, end=other.end, relation="at")


def _at_hour(clock: _Piece, day: _Piece, resolver: Resolver) -> Span | None:
    """Return the moment of an hour on a day; the day itself where the hour's zone is not known, or at midnight."""
    hour, zone = _hour(clock.found), _zone(clock.found, resolver.calendar.zone)
    if day.span is None or hour is None or not zone:
        return day.span
    first, last = (moment_of(at, resolver.calendar.zone).date() for at in (day.span.first, day.span.last))
    return parse_span(f"{first}T{hour}", zone) if first == last else day.span


def _hour(found: Found) -> str | None:
    """Return an hour as "11:15"; None for midnight, which two days share, and for an hour there is not."""
    if found["noon"]:
        return None if found["noon"].lower() == "midnight" else "12:00"
    if found["hour24"]:
        return f"{int(found['hour24']):02}:{found['minute24']}"
    hour = int(found["hour"])
    if not 1 <= hour <= 12:
        return None
    return f"{hour % 12 + (12 if found['half'].lower() == 'p' else 0):02}:{found['minute'] or '00'}"


def _zone(found: Found, zone: str) -> str:
    """Return the zone of an hour: the article's, unless the text tells another; blank for one that is not known."""
    told = (found["zone"] or "").lower()
    if not told or "local" in told:
        return zone
    return "UTC" if "gmt" in told or "utc" in told else ""


def _weekday_in(one: _Piece, other: _Piece, resolver: Resolver) -> Span | None:
    """Return the day of a name in a week that is told."""
    week = Calendar(other.span, resolver.calendar.zone)
    if other.span is None or other.found["period"].lower() != "week":
        return None
    days = other.found["step"].lower(), one.found["weekday"].lower()
    span = resolver.calendar.week({"last": -1, "next": 1}.get(days[0], 0))
    if span is None:
        return None
    last = Calendar(Span(span.last, span.last), week.zone).weekday(days[1], "past")
    first = Calendar(Span(span.first, span.first), week.zone).weekday(days[1], "future")
    return None if first is None or last is None else first.joined(last)


def _with_days(doc: Doc, pieces: Sequence[_Piece], resolver: Resolver) -> list[_Piece]:
    """Give each hour that stands alone the day that the same verb has."""
    done: list[_Piece] = []
    for piece in pieces:
        if piece.kind != "clock":
            done.append(piece)
            continue
        verb = verb_of(doc[piece.token])
        day = next(
            (one for one in pieces if one.kind in _DAYS and one.span is not None and verb is not None
             and verb_of(doc[one.token]) == verb), None
        )  # fmt: skip
        done.append(piece if day is None else replace(piece, span=_at_hour(piece, day, resolver)))
    return done


def _whole(piece: _Piece) -> Passage:
    return joined([passage(piece.first, piece.end)])
