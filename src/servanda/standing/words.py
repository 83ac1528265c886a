"""Numbers, days and lengths of time as words for reading."""

from __future__ import annotations

from servanda.clock import moment_of, show_day

DAY = 24 * 3600


def number_text(number: float) -> str:
    """Return a number for reading, with at most two places.

    >>> number_text(30_000_000), number_text(65.3649)
    ('30,000,000', '65.36')
    """
    return f"{round(number, 2):,.15g}"


def day(seconds: int, zone: str, at: int) -> str:
    """Return a day for reading; without its year where that is the year of the moment asked."""
    shown = moment_of(seconds, zone)
    words = show_day(shown).split()[:3]
    return " ".join(words[:2] if shown.year == moment_of(at, zone).year else words)


def lasting(seconds: int) -> str:
    """Return a length of time for reading: whole days, or hours where it is shorter.

    >>> lasting(200_000), lasting(5_400)
    ('3 days', '2 hours')
    """
    if seconds >= DAY:
        days = -(-seconds // DAY)
        return f"{days:,} day{'s' if days != 1 else ''}"
    hours = max(1, -(-seconds // 3600))
    return f"{hours} hour{'s' if hours != 1 else ''}"


def between(late: tuple[int, int]) -> str:
    """Return how late something is, from least to most.

    >>> between((5 * DAY + 1, 7 * DAY - 1))
    '6 to 7 days'
    """
    first, last = lasting(max(1, late[0])), lasting(max(1, late[1]))
    if first == last:
        return last
    return f"{first.split()[0] if first.split()[1][:3] == last.split()[1][:3] else first} to {last}"
