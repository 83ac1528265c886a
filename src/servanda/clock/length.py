"""A length of time as people write it: 24 hours, 42 days, 3 months."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.clock.moment import moment_of, seconds_of

UNITS = ("minute", "hour", "day", "week", "month", "year")
"""The units of a length, from short to long."""

_EXACT = {"minute": 60, "hour": 3600}


@dataclass(frozen=True)
class Length:
    """So many of a unit. Minutes and hours are exact; days and longer follow the calendar."""

    count: int
    unit: str

    def after(self, seconds: int, zone: str) -> int:
        """Return the time that lies this length after `seconds`, by the calendar of `zone`."""
        return self._moved(seconds, zone, self.count)

    def before(self, seconds: int, zone: str) -> int:
        """Return the time that lies this length before `seconds`, by the calendar of `zone`."""
        return self._moved(seconds, zone, -self.count)

    def _moved(self, seconds: int, zone: str, count: int) -> int:
        if self.unit in _EXACT:
            return seconds + count * _EXACT[self.unit]
        if count == 0:
            return seconds
        start = moment_of(seconds, zone)
        match self.unit:
            case "day":
                moved = start.add(days=count, disambiguation="compatible")
            case "week":
                moved = start.add(weeks=count, disambiguation="compatible")
            case "month":
                moved = start.add(months=count, disambiguation="compatible")
            case _:
                moved = start.add(years=count, disambiguation="compatible")
        return seconds_of(moved)

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"
