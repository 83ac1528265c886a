"""Times that tell one together: a day and its hour, from one day to another, so long before a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from servanda.clock import Span, moment_of, parse_span
from servanda.reading.events.calendar import Calendar
from servanda.reading.events.numbers import FLAGS, GAP
from servanda.reading.events.pieces import Piece
from servanda.reading.events.resolving import Found, Resolver, is_back, length_of
from servanda.reading.events.running import verb_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CLOSE = re.compile(
    rf"{GAP}?,?{GAP}?(?:(?:on|at|around|about|from|of|by|in|the{GAP}morning{GAP}of){GAP}|\()?", FLAGS
)
_THEN = re.compile(rf"{GAP}(?:to|until|till|through|and){GAP}(?:the{GAP})?|{GAP}?[-–]{GAP}?", FLAGS)
_ITS = re.compile(rf"{GAP}(?:the{GAP})?", FLAGS)
_DAYS = frozenset(("iso", "mdy", "dmy", "numeric", "weekday", "relative", "agreedday", "other"))


@dataclass(frozen=True)
class _Pair:
    """Two times that stand side by side, and the words between them."""

    one: Piece
    other: Piece
    between: str


def joined(text: str, pieces: Sequence[Piece], resolver: Resolver) -> list[Piece]:
    """Join times that tell one together: a day and its hour, from one day to another, so long before a day."""
    done: list[Piece] = []
    for piece in pieces:
        before = done[-1] if done else None
        if before is not None and 0 <= piece.first - before.end <= 24:
            both = _both(_Pair(before, piece, text[before.end : piece.first]), resolver)
            if both is not None:
                done[-1] = both
                continue
        done.append(piece)
    return done


def _both(pair: _Pair, resolver: Resolver) -> Piece | None:
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


def _shifted(pair: _Pair, resolver: Resolver) -> Piece | None:
    """Return the time so long before or after another."""
    one, other = pair.one, pair.other
    length = length_of(one.found["offlength"])
    if length is None or other.kind in ("length", "offset", "ago"):
        return None
    span = None if other.span is None else resolver.moved(other.span, length, back=is_back(one.found))
    return replace(one, kind="other", span=span, end=other.end, relation="at")


def _at_hour(clock: Piece, day: Piece, resolver: Resolver) -> Span | None:
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


def _weekday_in(one: Piece, other: Piece, resolver: Resolver) -> Span | None:
    """Return the day of a name in a week that is told."""
    if other.span is None or other.found["period"].lower() != "week":
        return None
    days = other.found["step"].lower(), one.found["weekday"].lower()
    span = resolver.calendar.week({"last": -1, "next": 1}.get(days[0], 0))
    if span is None:
        return None
    last = Calendar(Span(span.last, span.last), resolver.calendar.zone).weekday(days[1], "past")
    first = Calendar(Span(span.first, span.first), resolver.calendar.zone).weekday(days[1], "future")
    return None if first is None or last is None else first.joined(last)


def with_days(doc: Doc, pieces: Sequence[Piece], resolver: Resolver) -> list[Piece]:
    """Give each hour that stands alone the day that the same verb has."""
    if not any(piece.kind == "clock" for piece in pieces):
        return list(pieces)
    day_of: dict[int, Piece] = {}
    for piece in pieces:
        verb = verb_of(doc[piece.token]) if piece.kind in _DAYS and piece.span is not None else None
        if verb is not None:
            day_of.setdefault(verb.i, piece)
    done: list[Piece] = []
    for piece in pieces:
        verb = verb_of(doc[piece.token]) if piece.kind == "clock" else None
        day = None if verb is None else day_of.get(verb.i)
        done.append(piece if day is None else replace(piece, span=_at_hour(piece, day, resolver)))
    return done
