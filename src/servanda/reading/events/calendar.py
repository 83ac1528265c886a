"""Days, weeks, months and years as an article names them, counted from when it was published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from whenever import Date

from servanda.clock import BadTime, Length, Span, moment_of, parse_span

Direction = Literal["past", "future", ""]
"""Whether a verb tells of what was or of what is to come; blank where it does not say."""

WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], start=1
    )
}
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_NEAR, _AHEAD = 92, 183
"""In days: how far a date without its year may lie from a publication in another year, and how far one to come."""

_HALF = {"week": 3, "month": 15, "year": 182}
"""In days: how far "n weeks ago" and the like may miss, each way."""


def day(date: Date, zone: str) -> Span | None:
    """Return a day whole; None where it lies outside the years that are read."""
    return _spanned(str(date), zone)


def days(first: Date, last: Date, zone: str) -> Span | None:
    """Return the days from one to another, both whole."""
    return _spanned(f"{first}..{last}", zone)


def date_of(year: int, month: int, number: int) -> Date | None:
    """Return a date; None where there is no such day."""
    try:
        return Date(year, month, number)
    except ValueError:
        return None


def _spanned(text: str, zone: str) -> Span | None:
    try:
        return parse_span(text, zone)
    except (BadTime, ValueError):
        return None


class Calendar:
    """The days around the publication of an article, in a zone. Where it has no date, nothing is counted from it.

    Args:
        published: when the article was published.
        told: years of days and months that the text itself tells: 2023 for (10, 7).
    """

    def __init__(
        self, published: Span | None, zone: str, told: Mapping[tuple[int, int], int] | None = None
    ) -> None:
        self.published, self.zone, self._told = published, zone, told or {}
        self._ends: tuple[Date, ...] = ()
        if published is not None:
            self._ends = tuple(moment_of(at, zone).date() for at in (published.first, published.last))

    def shifted(self, first: int, last: int) -> Span | None:
        """Return the days from `first` to `last`, counted in days from the publication; past is below nought."""
        return self._over(lambda today: days(_plus(today, first), _plus(today, last), self.zone))

    def weekday(self, name: str, direction: Direction, *, strictly: bool = False) -> Span | None:
        """Return the latest or the next day of a name; the day of publication counts unless it is `strictly` another."""
        if not direction:
            return None

        def found(today: Date) -> Span | None:
            step = (today.day_of_week().value - WEEKDAYS[name]) % 7
            if direction == "future":
                step = -((-step) % 7)
            if strictly and step == 0:
                step = 7 if direction == "past" else -7
            return day(_plus(today, -step), self.zone)

        return self._over(found)

    def date(self, month: int, number: int, year: int | None, direction: Direction = "") -> Span | None:
        """Return a day of a month. Without its year, it is the one that the text tells elsewhere, or the nearest.

        The nearest is taken where it lies in the year of publication or within three months of it, or within six months
        after it where the verb tells of what is to come; else it is not known.
        """
        year = year or self._told.get((month, number))
        if year:
            date = date_of(year, month, number)
        else:
            date = self._fitting(lambda one: date_of(one, month, number), direction)
        return None if date is None else day(date, self.zone)

    def month(self, month: int, year: int | None, direction: Direction = "") -> Span | None:
        """Return a month whole; without its year, the latest or the next, or the nearest where the verb tells neither."""
        if year:
            first = date_of(year, month, 1)
        elif direction and self._ends:
            today = self._ends[-1]
            by = (today.month - month) % 12 if direction == "past" else -((month - today.month) % 12)
            first = today.replace(day=1)
            first = first.subtract(months=by) if by >= 0 else first.add(months=-by)
        else:
            first = self._fitting(lambda one: date_of(one, month, 1))
        return None if first is None else days(first, _last_of_month(first), self.zone)

    def year(self, year: int) -> Span | None:
        """Return a year whole."""
        return _spanned(f"{year:04}-01-01..{year:04}-12-31", self.zone)

    def week(self, step: int, *, part: Direction = "") -> Span | None:
        """Return this week (`step` 0), the last (-1) or the next (1), whether weeks begin on Sunday or on Monday.

        Args:
            part: of this week, the days up to the publication or from it on.
        """

        def found(today: Date) -> Span | None:
            number = today.day_of_week().value
            first = _plus(today, 7 * step - (6 if number == 7 else number))
            last = _plus(today, 7 * step + (6 if number == 7 else 7 - number))
            return days(first, last, self.zone)

        return self._part(self._over(found), part)

    def weekend(self, direction: Direction, *, strictly: bool = False) -> Span | None:
        """Return the latest or the next weekend, from Friday to Sunday, as countries differ in theirs."""

        def found(today: Date) -> Span | None:
            number = today.day_of_week().value
            if direction == "future":
                start = (5 - number) if number < 5 or not strictly else 12 - number
            else:
                start = -((number - 5) % 7) - (7 if strictly and number >= 5 else 0)
            return days(_plus(today, start), _plus(today, start + 2), self.zone)

        return self._over(found) if direction else None

    def month_around(self, step: int, *, part: Direction = "") -> Span | None:
        """Return this month, the last or the next."""

        def found(today: Date) -> Span | None:
            first = today.replace(day=1)
            first = first.add(months=step) if step >= 0 else first.subtract(months=-step)
            return days(first, _last_of_month(first), self.zone)

        return self._part(self._over(found), part)

    def year_around(self, step: int, *, part: Direction = "") -> Span | None:
        """Return this year, the last or the next."""
        return self._part(self._over(lambda today: self.year(today.year + step)), part)

    def away(self, length: Length, *, back: bool) -> Span | None:
        """Return what lies a length before or after the publication, as loosely as such words are used.

        Days are whole days; weeks, months and years may miss by half of one, but never reach past the publication.
        """
        if self.published is None:
            return None
        try:
            first, last = (
                self._moved(at, length, back=back) for at in (self.published.first, self.published.last)
            )
            if length.unit in ("minute", "hour"):
                return Span(first, last)
            slack = _HALF.get(length.unit, 0)
            ends = (
                _plus(moment_of(first, self.zone).date(), -slack),
                _plus(moment_of(last, self.zone).date(), slack),
            )
        except (ValueError, OverflowError):
            return None
        found = days(*ends, self.zone)
        if found is None:
            return None
        if back:
            return Span(found.first, max(found.first, min(found.last, self.published.last)))
        return Span(min(found.last, max(found.first, self.published.first)), found.last)

    def stretch(self, length: Length, *, back: bool) -> Span | None:
        """Return the last or the next so many of a unit, up to or from the publication."""
        if self.published is None:
            return None
        try:
            if back:
                return Span(self._moved(self.published.first, length, back=True), self.published.last)
            return Span(self.published.first, self._moved(self.published.last, length, back=False))
        except (ValueError, OverflowError):
            return None

    def _moved(self, at: int, length: Length, *, back: bool) -> int:
        return length.before(at, self.zone) if back else length.after(at, self.zone)

    def _part(self, whole: Span | None, part: Direction) -> Span | None:
        if whole is None or self.published is None or not part:
            return whole
        if part == "past":
            return Span(whole.first, max(whole.first, self.published.last))
        return Span(min(self.published.first, whole.last), whole.last)

    def _over(self, find: Callable[[Date], Span | None]) -> Span | None:
        """Find a span from the first and from the last day of publication, and return the shortest that holds both."""
        try:
            found = [find(today) for today in dict.fromkeys(self._ends)]
        except (ValueError, OverflowError):
            return None
        spans = [span for span in found if span is not None]
        if not spans or len(spans) < len(found):
            return None
        return spans[0].joined(spans[-1])

    def _fitting(self, of_year: Callable[[int], Date | None], direction: Direction = "") -> Date | None:
        """Return the date of the year that lies nearest to the publication; None where none is near or of its year."""
        if not self._ends:
            return None
        first, last = self._ends[0], self._ends[-1]
        dates = [date for year in range(first.year - 1, last.year + 2) if (date := of_year(year)) is not None]
        fitting = [date for date in dates if _fits(date, first, last, direction)]
        return min(fitting, key=lambda date: _apart(date, first), default=None)


def _fits(date: Date, first: Date, last: Date, direction: Direction) -> bool:
    """Say whether a date without its year may be meant: it is near the publication, or of its year on the verb's side."""
    apart = _apart(date, first)
    if apart <= _NEAR:
        return True
    if date > last:
        return direction != "past" and (date.year == last.year or (direction == "future" and apart <= _AHEAD))
    return direction != "future" and date.year == first.year


def _plus(date: Date, count: int) -> Date:
    return date.add(days=count) if count >= 0 else date.subtract(days=-count)


def _apart(one: Date, other: Date) -> int:
    return abs((one.to_stdlib() - other.to_stdlib()).days)


def _last_of_month(first: Date) -> Date:
    return first.add(months=1).subtract(days=1)
