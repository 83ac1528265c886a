"""Times as they are written, resolved against the publication, the tense and the agreement's clock."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from servanda.clock import Length, Span, moment_of, parse_span
from servanda.clock.moment import BadTime
from servanda.reading.events.agreed import AgreedClock
from servanda.reading.events.calendar import MONTHS, Calendar, Direction, date_of, day, days
from servanda.reading.events.forms import FULL_DATE, TRUCE, month_number, ordinal_number
from servanda.reading.events.numbers import number_of
from servanda.reading.events.tense import direction_of

if TYPE_CHECKING:
    from spacy.tokens import Token

Found = re.Match[str]

_LENGTH = re.compile(
    r"(.+?)[\s-]+(?:full\s+)?(minute|hour|day|week|month|year)s?", re.ASCII | re.IGNORECASE | re.DOTALL
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_PHASE = re.compile(
    r"(?:phase|stage)\s+(\S+)|(\S+)\s+.*(?:phase|stage)", re.ASCII | re.IGNORECASE | re.DOTALL
)
_MOST = 10_000
"""The most units of a length that is counted."""
_ENDS = re.compile(r"end|clos|concl|compl|expir|finish|is\s+over|was\s+over", re.IGNORECASE)


class Resolver:
    """Resolves the times of one text.

    Args:
        calendar: the days around its publication.
        agreed: the agreement's clock.
        is_headline: whether a character stands in the headline.
    """

    def __init__(self, calendar: Calendar, agreed: AgreedClock, is_headline: Callable[[int], bool]) -> None:
        self.calendar, self.agreed = calendar, agreed
        self._is_headline = is_headline
        self._kinds: Mapping[str, Callable[[Found, Token], Span | None]] = {
            "iso": self._iso, "mdy": self._date, "dmy": self._date, "numeric": self._numeric,
            "monthyear": self._month_of_year, "agreedday": self._agreed_day, "phase": self._phase,
            "weekday": self._weekday, "relative": self._relative, "around": self._around, "stretch": self._stretch,
            "ago": self._ago, "offset": self._from_now, "length": self._length, "decade": self._decade, "month": self._month,
            "yearalone": self._year,
        }  # fmt: skip

    def span(self, kind: str, found: Found, token: Token) -> Span | None:
        """Return when a time is that was found in a form of a kind; None where that cannot be told.

        Args:
            token: the token on which it hangs.
        """
        resolve = self._kinds.get(kind)
        return None if resolve is None else resolve(found, token)

    def direction(self, token: Token) -> Direction:
        """Say whether the verb that governs a token tells of what was or of what is to come."""
        return direction_of(token, is_headline=self._is_headline(token.idx))

    def moved(self, span: Span, length: Length, *, back: bool) -> Span | None:
        """Return what lies so long before or after a span: days as whole days."""
        zone = self.calendar.zone
        try:
            ends = [
                length.before(at, zone) if back else length.after(at, zone) for at in (span.first, span.last)
            ]
            if length.unit in ("minute", "hour"):
                return Span(*ends)
            return days(moment_of(ends[0], zone).date(), moment_of(ends[1], zone).date(), zone)
        except (ValueError, OverflowError):
            return None

    def _iso(self, found: Found, _: Token) -> Span | None:
        try:
            return parse_span(found[0], self.calendar.zone)
        except (BadTime, ValueError):
            return None

    def _date(self, found: Found, token: Token) -> Span | None:
        mark = "1" if found["m1"] else "2"
        month, year = month_number(found["m" + mark]), int(found["y" + mark] or 0) or None
        direction = "" if year else self.direction(token)
        spans = [
            self.calendar.date(month, _whole(written), year, direction)
            for written in (found["d" + mark], found["e" + mark])
            if written
        ]
        known = [span for span in spans if span is not None]
        if len(known) < len(spans) or known[-1] < known[0]:
            return None
        return known[0].joined(known[-1])

    def _numeric(self, found: Found, _: Token) -> Span | None:
        """Read "22/01/2025"; where both numbers may be the month, it is not known which is."""
        one, other, year = int(found["n1"]), int(found["n2"]), int(found["n3"])
        dates = {
            date for month, number in ((one, other), (other, one)) if (date := date_of(year, month, number))
        }
        return day(dates.pop(), self.calendar.zone) if len(dates) == 1 else None

    def _month_of_year(self, found: Found, _: Token) -> Span | None:
        return self.calendar.month(month_number(found["m3"]), int(found["y3"]))

    def _month(self, found: Found, token: Token) -> Span | None:
        which = " ".join((found["whichmonth"] or "").lower().split())
        if which.startswith("the "):
            return None
        fixed: dict[str, Direction] = {"last": "past", "next": "future"}
        direction = fixed.get(which) or self.direction(token)
        return self.calendar.month(MONTHS[found["month"].lower()], None, direction)

    def _year(self, found: Found, _: Token) -> Span | None:
        return self.calendar.year(int(found["year"]))

    def _decade(self, found: Found, _: Token) -> Span | None:
        first, last = self.calendar.year(int(found["tens"])), self.calendar.year(int(found["tens"]) + 9)
        return None if first is None or last is None else first.joined(last)

    def _agreed_day(self, found: Found, _: Token) -> Span | None:
        number = _number(found["day"]) if found["day"] else ordinal_number(found["nth"])
        phase = self._phase_place(found["inside"]) if found["inside"] else None
        if number is None or number < 1 or (found["inside"] and phase is None):
            return None
        if found["what"] and found["what"].lower().split()[-1] not in TRUCE:
            return None
        return self.agreed.day(number, phase)

    def _phase_place(self, words: str) -> int | None:
        """Return the place of a phase that is named by its number, counted from nought; None where none is."""
        found = _PHASE.match(words)
        if found is None:
            return None
        number = ordinal_number(found[2]) if found[2] else _ROMAN.get(found[1].lower()) or _number(found[1])
        if number is None or number > self.agreed.phases:
            return None
        return self.agreed.phases - 1 if number == -1 else number - 1

    def _phase(self, found: Found, _: Token) -> Span | None:
        place = self._phase_place(found["named"])
        edge = found["edge"] or found["does"]
        if place is None or (edge and edge.lower() == "middle"):
            return None
        if not edge:
            return self.agreed.phase(place)
        return self.agreed.last_day(place) if _ENDS.match(edge) else self.agreed.first_day(place)

    def _weekday(self, found: Found, token: Token) -> Span | None:
        which = " ".join((found["which"] or "").lower().split())
        name = found["weekday"].lower()
        if which in ("the following", "the previous"):
            return None
        if which in ("last", "this past"):
            return self.calendar.weekday(name, "past", strictly=which == "last")
        if which in ("next", "this coming", "the coming"):
            return self.calendar.weekday(name, "future", strictly=True)
        return self.calendar.weekday(name, self.direction(token))

    def _relative(self, found: Found, _: Token) -> Span | None:
        words = " ".join(found[0].lower().replace("’s", "").replace("'s", "").split())
        if words.startswith("the day"):
            return self.calendar.shifted(*((-2, -2) if words.endswith("yesterday") else (2, 2)))
        if words.startswith("yesterday") or words == "last evening":
            return self.calendar.shifted(-1, -1)
        if words.startswith("tomorrow"):
            return self.calendar.shifted(1, 1)
        return self.calendar.shifted(-1 if words in ("overnight", "last night") else 0, 0)

    def _around(self, found: Found, token: Token) -> Span | None:
        """Resolve this, the last or the next week, month, year or weekend; of this one, the part that the tense tells."""
        step, bit = " ".join(found["step"].lower().split()), (found["bit"] or "").lower()
        by = {"last": -1, "next": 1, "this coming": 1, "this past": -1, "the coming": 1, "the past": -1}.get(
            step, 0
        )
        fixed: dict[str, Direction] = {"earlier": "past", "later": "future"}
        part = fixed.get(bit) or self.direction(token)
        match found["period"].lower():
            case "weekend":
                return self.calendar.weekend(
                    "past" if by < 0 else "future" if by > 0 else part, strictly=by != 0
                )
            case "week":
                return self.calendar.week(by, part="" if by else part)
            case "month":
                return self.calendar.month_around(by, part="" if by else part)
            case _:
                return self.calendar.year_around(by, part="" if by else part)

    def _stretch(self, found: Found, _: Token) -> Span | None:
        side = (found["side"] or found["bare"] or "").lower()
        many, unit = found["many"] or found["some"], found["unit"].lower()
        if not side or (not many and unit.endswith("s")):
            return None
        count = 1 if not many else 2 if many.lower().startswith("couple") else _number(many)
        if count is None or count > _MOST:
            return None
        return self.calendar.stretch(
            Length(count, unit.rstrip("s")), back=side in ("past", "last", "previous")
        )

    def _ago(self, found: Found, _: Token) -> Span | None:
        length = length_of(found["agolength"])
        return None if length is None else self.calendar.away(length, back=True)

    def _from_now(self, found: Found, _: Token) -> Span | None:
        length = length_of(found["offlength"])
        is_now = (found["plan"] or "").lower() == "now"
        return self.calendar.away(length, back=False) if length is not None and is_now else None

    def _length(self, found: Found, token: Token) -> Span | None:
        """Resolve "in three days" of what is to come, and "within the next week"; other lengths begin at no known time."""
        length, how = length_of(found["lasting"]), found["how"].lower()
        if length is None:
            return None
        if found["coming"]:
            return self.calendar.stretch(length, back=False)
        if how == "in" and self.direction(token) == "future":
            return self.calendar.away(length, back=False)
        return None


def length_of(text: str) -> Length | None:
    """Read a length such as "two weeks" or "a month"; None where it is no whole number of units."""
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        return None
    words = found[1].lower().split()
    count = 1 if words in (["a"], ["an"]) else 2 if "couple" in words else _number(found[1])
    return None if count is None or count > _MOST else Length(count, found[2].lower())


def is_back(found: Found) -> bool:
    """Say whether an offset lies before what it is counted from."""
    return found["off"].lower().startswith(("ahead", "before", "prior", "earlier"))


def told_years(text: str) -> dict[tuple[int, int], int]:
    """Return the years of days and months that a text tells with their dates, where it tells only one."""
    told: dict[tuple[int, int], set[int]] = {}
    for found in FULL_DATE.finditer(text):
        mark = "1" if found["m1"] else "2"
        key = (month_number(found["m" + mark]), _whole(found["d" + mark]))
        told.setdefault(key, set()).add(int(found["y" + mark]))
    return {key: next(iter(years)) for key, years in told.items() if len(years) == 1}


def _whole(text: str) -> int:
    """Read the number of a day: "7", "07", "7th"."""
    return int(re.sub(r"\D", "", text))


def _number(text: str) -> int | None:
    found = number_of(text)
    return (
        int(found.low) if found is not None and found.low == found.high and found.low.is_integer() else None
    )
