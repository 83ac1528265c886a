"""Time laid along a line: where a moment lies, and the days to write beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.clock import DayCount, Length, moment_of, parse_span

DAY = 24 * 3600
_DAYS, _MONTHS = (1, 2, 7, 14), (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)


@dataclass(frozen=True)
class Scale:
    """A stretch of time laid along a line.

    Attributes:
        since, until: the moments at its two ends, in seconds.
        begin, end: where these lie.
    """

    since: int
    until: int
    begin: float
    end: float
    zone: str

    def __call__(self, moment: int) -> float:
        """Return where a moment lies; what lies outside is put at the nearer end."""
        share = (moment - self.since) / max(1, self.until - self.since)
        return self.begin + (self.end - self.begin) * min(1.0, max(0.0, share))

    def ticks(self, most: int) -> list[int]:
        """Return the beginnings of days to write beside the line: each so many days, months or years, at most so many."""
        days = (self.until - self.since) / DAY
        for step in _DAYS:
            if days / step <= most:
                return list(self._each(Length(step, "day"), DayCount(self.since, self.zone).begins_day()))
        months = next((step for step in _MONTHS if days / 30.4 / step <= most), _MONTHS[-1])
        first = moment_of(self.since, self.zone)
        month = (first.month - 1) // months * months + 1 if months < 12 else 1
        year = first.year if months < 12 else first.year // (months // 12) * (months // 12)
        return list(
            self._each(Length(months, "month"), parse_span(f"{year:04}-{month:02}-01", self.zone).first)
        )

    def _each(self, length: Length, first: int) -> Iterator[int]:
        at, number = first, 0
        while at <= self.until:
            if at >= self.since:
                yield at
            number += 1
            at = Length(length.count * number, length.unit).after(first, self.zone)
