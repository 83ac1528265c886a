"""A moment: a point in civil time, to the second, with a zone."""

from __future__ import annotations

import re

from whenever import Date, Instant, OffsetDateTime, PlainDateTime, TimeZoneNotFoundError, ZonedDateTime

Moment = ZonedDateTime
"""A point in time with its zone. Never naive, and never "now" inside the core."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLAIN = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?")
_YEARS = range(1900, 2200)


class BadTime(ValueError):
    """A text that names no moment. Its message says what was expected."""


def is_zone(name: str) -> bool:
    """Say whether `name` is a time zone of the IANA database, such as "Asia/Jerusalem"."""
    try:
        Instant.from_timestamp(0).to_tz(name)
    except (TimeZoneNotFoundError, ValueError):
        return False
    return True


def moment_of(seconds: int, zone: str) -> Moment:
    """Return the moment that lies `seconds` after 1970-01-01 UTC, shown in `zone`."""
    return Instant.from_timestamp(seconds).to_tz(zone)


def seconds_of(moment: Moment) -> int:
    """Return the seconds from 1970-01-01 UTC to `moment`."""
    return int(moment.timestamp())


def parse_moment(text: str, zone: str) -> Moment:
    """Read a date (its end in `zone`), a local time in `zone`, or a time with an offset.

    Raises:
        BadTime: the text is none of these, or a day that does not exist.

    >>> show_moment(parse_moment("2025-01-22", "Asia/Jerusalem"))
    '2025-01-22T23:59:59+02:00'
    """
    text = text.strip()
    try:
        if _DATE.fullmatch(text):
            return _checked(end_of_day(Date.parse_iso(text), zone))
        if _PLAIN.fullmatch(text):
            plain = PlainDateTime.parse_iso(text.replace(" ", "T"))
            return _checked(plain.assume_tz(zone, disambiguation="compatible"))
        return _checked(OffsetDateTime.parse_iso(text.replace(" ", "T")).to_instant().to_tz(zone))
    except BadTime:
        raise
    except ValueError as error:
        raise BadTime(f'"{text}" is no date or time; write 2025-01-22 or 2025-01-22T11:15') from error


def start_of_day(date: Date, zone: str) -> Moment:
    """Return the first second of a day."""
    return PlainDateTime(date.year, date.month, date.day).assume_tz(zone, disambiguation="compatible")


def end_of_day(date: Date, zone: str) -> Moment:
    """Return the last second of a day."""
    return PlainDateTime(date.year, date.month, date.day, 23, 59, 59).assume_tz(
        zone, disambiguation="compatible"
    )


def show_moment(moment: Moment) -> str:
    """Write a moment as ISO 8601 with its offset, without the zone's name."""
    return moment.to_fixed_offset().format_iso()


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def show_day(moment: Moment) -> str:
    """Write a moment for reading: its day, with the hour unless it is the day's end.

    >>> show_day(parse_moment("2025-01-22", "Asia/Jerusalem"))
    '22 Jan 2025'
    """
    day = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    if (moment.hour, moment.minute, moment.second) in ((23, 59, 59), (0, 0, 0)):
        return day
    return f"{day} {moment.hour:02}:{moment.minute:02}"


def _checked(moment: Moment) -> Moment:
    if moment.year not in _YEARS:
        raise BadTime(f"the year {moment.year} lies outside 1900 to 2199")
    return moment
