"""A day count: which day is day 1, and when day n begins and ends."""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Date

from servanda.clock.moment import end_of_day, moment_of, seconds_of, start_of_day


@dataclass(frozen=True)
class DayCount:
    """Days counted from a start, in a zone.

    Attributes:
        start: the moment from which is counted, in seconds since 1970-01-01 UTC.
        zone: the zone whose midnights part the days.
        first_is_start: day 1 is the day of the start itself; else the day after it.
    """

    start: int
    zone: str
    first_is_start: bool = True

    def begins(self, day: int) -> int:
        """Return the first second of day `day`; day 1 begins with the start itself where it holds it."""
        if day == 1 and self.first_is_start:
            return self.start
        return seconds_of(start_of_day(self._date(day), self.zone))

    def ends(self, day: int) -> int:
        """Return the last second of day `day`."""
        return seconds_of(end_of_day(self._date(day), self.zone))

    def day_of(self, seconds: int) -> int:
        """Return the number of the day that holds `seconds`; nought or less lies before day 1."""
        passed = (moment_of(seconds, self.zone).date().to_stdlib() - self._start_date().to_stdlib()).days
        return passed + (1 if self.first_is_start else 0)

    def begins_day(self) -> int:
        """Return the first second of the day that holds the start."""
        return seconds_of(start_of_day(self._start_date(), self.zone))

    def _start_date(self) -> Date:
        return moment_of(self.start, self.zone).date()

    def _date(self, day: int) -> Date:
        return self._start_date().add(days=day - (1 if self.first_is_start else 0))
