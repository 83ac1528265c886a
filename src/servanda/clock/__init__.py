"""Moments, spans, lengths and day counts: civil time with a zone, and never the machine's own clock.

Inside the engine a time is a whole number of seconds since 1970-01-01 UTC; this room turns what
people write into such numbers and back. A day ends at 23:59:59, and what happens then is in time.
"""

from servanda.clock.daycount import DayCount
from servanda.clock.length import UNITS, Length
from servanda.clock.moment import (
    BadTime,
    Moment,
    is_zone,
    moment_of,
    parse_moment,
    seconds_of,
    show_day,
    show_moment,
)
from servanda.clock.span import Span, parse_span

__all__ = [
    "UNITS",
    "BadTime",
    "DayCount",
    "Length",
    "Moment",
    "Span",
    "is_zone",
    "moment_of",
    "parse_moment",
    "parse_span",
    "seconds_of",
    "show_day",
    "show_moment",
]
