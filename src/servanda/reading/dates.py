"""The day of a text's publication, where a line of it is a date or a line begins with one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.clock import BadTime, Span, parse_span

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_ISO = r"(?P<iso>(?:19|20|21)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (rf"{_DAY}\s+{_MONTH},?\s+{_YEAR}", rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}", _ISO)
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:[,\s]+(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*\(?[A-Z]{1,5}(?:[+-]\d{1,2})?\)?)?)?"
_SAID = r"(?:(?:(?:first\s+)?published|posted|issued|(?:last\s+)?(?P<updated>updated)|date)(?:\s+on|\s+at)?\s*:?\s+)?"
_LINES = tuple(
    re.compile(rf"{_SAID}{_WEEKDAY}(?P<date>{form.pattern}){_CLOCK}\.?", re.IGNORECASE) for form in _FORMS
)
_IN_NAME = re.compile(r"(?<!\d)((?:19|20|21)\d\d)[-_](\d\d)[-_](\d\d)(?!\d)")
_PART = re.compile(r"[^|•·]+")


def date_in(text: str, zone: str) -> Span | None:
    """Return the day that a text as a whole says, or the moment where it says one with its offset; None where it says none."""
    found = next((match for form in _FORMS if (match := form.fullmatch(text.strip()))), None)
    return None if found is None else _span(found, zone)


def date_of_line(line: str, zone: str) -> tuple[Span, int, int, bool] | None:
    """Return the date that a line is, or a part of it between upright bars or dots.

    Returns:
        The day or moment, the first character in the line that says it, the one after the last, and whether the line
        says that it is one of an update; None where the line is no date.
    """
    dates = sorted(_dates(line, zone), key=lambda date: date[3])
    return dates[0] if dates else None


def first_date(text: str, zone: str) -> tuple[Span, int, int] | None:
    """Return the first day that a stretch of text names in full, with the characters that do; None where it names none."""
    matches = [match for form in _FORMS if (match := form.search(text)) is not None]
    for match in sorted(matches, key=lambda one: one.start()):
        span = _span(match, zone)
        if span is not None:
            return span, match.start(), match.end()
    return None


def date_of_name(name: str, zone: str) -> tuple[Span, str] | None:
    """Return the day in the name of a file, such as post-2025-01-22, and the name without it; None where there is none."""
    match = _IN_NAME.search(name)
    span = None if match is None else _parsed("-".join(match.groups()), zone)
    if match is None or span is None:
        return None
    return span, f"{name[: match.start()]} {name[match.end() :]}"


def _dates(line: str, zone: str) -> Iterator[tuple[Span, int, int, bool]]:
    for part in _PART.finditer(line):
        words = part[0].strip()
        first = part.start() + part[0].index(words)
        for form in _LINES:
            match = form.fullmatch(words)
            span = None if match is None else _span(match, zone)
            if match is not None and span is not None:
                yield span, first + match.start("date"), first + match.end("date"), bool(match["updated"])


def _span(match: re.Match[str], zone: str) -> Span | None:
    said = match.groupdict()
    if said.get("iso"):
        return _parsed(said["iso"], zone)
    month = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(said["month"].lower()[:3]))
    return _parsed(f"{said['year']}-{month:02}-{int(said['day']):02}", zone)


def _parsed(text: str, zone: str) -> Span | None:
    """Read a date, or a moment with its offset; of a moment without one, only the day is known."""
    has_offset = re.search(r"(Z|[+-]\d\d:?\d\d)$", text[10:]) is not None
    try:
        return parse_span(re.sub(r"\.\d+", "", text) if has_offset else text[:10], zone)
    except BadTime:
        return None
