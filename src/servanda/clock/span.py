"""A span: the moments between which something happened, when no better is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from whenever import Date

from servanda.clock.moment import BadTime, end_of_day, parse_moment, seconds_of, start_of_day


@dataclass(frozen=True, order=True)
class Span:
    """From `first` to `last`, both included, in seconds since 1970-01-01 UTC."""

    first: int
    last: int

    def joined(self, other: Span) -> Span:
        """Return the shortest span that holds both."""
        return Span(min(self.first, other.first), max(self.last, other.last))


@lru_cache(maxsize=1 << 16)
def parse_span(text: str, zone: str) -> Span:
    """Read "2025-01-22" (that whole day), a moment, or two of them as "A..B".

    Raises:
        BadTime: one of the two is no date or time, or the second lies before the first.
    """
    first, dots, last = text.partition("..")
    begin, end = _ends(first.strip(), zone), _ends((last if dots else first).strip(), zone)
    if end.last < begin.first:
        raise BadTime(f'"{text}" ends before it begins; write the earlier date first')
    return Span(begin.first, end.last)


def _ends(text: str, zone: str) -> Span:
    moment = parse_moment(text, zone)
    if len(text) == len("2025-01-22"):
        date = Date.parse_iso(text)
        return Span(seconds_of(start_of_day(date, zone)), seconds_of(end_of_day(date, zone)))
    return Span(seconds_of(moment), seconds_of(moment))
