"""Numbers, amounts, days and lengths of time: as they stand in sentences, and as English for reading."""

from __future__ import annotations

from servanda.record import Range, Share
from servanda.sentences import Sentence, Value, day_of, plural, said, say

DAY = 24 * 3600

RECENT = 7 * DAY
"""For how long what was said of a clause is shown beside it."""


def number_text(number: float) -> str:
    """Return a number for reading, with at most two places.

    >>> number_text(30_000_000), number_text(65.3649)
    ('30,000,000', '65.36')
    """
    return said(shown(number))


def amount_text(share: Share) -> str:
    """Return an interval for reading: "3", "596 to 602", "at least 4,200"."""
    return said(amount(share))


def day(seconds: int, zone: str, at: int) -> str:
    """Return a day for reading; without its year where that is the year of the moment asked."""
    return said(day_of(seconds, zone, at))


def shown(number: float) -> float:
    """Return a number as it is told: with at most two places."""
    return round(number, 2)


def amount(share: Share) -> Value:
    """Return an interval as it is told."""
    return _interval(
        shown(share.least), None if share.most is None else shown(share.most), share.least == share.most
    )


def quantity_of(quantity: Range) -> Value:
    """Return a report's quantity as it is told, with all its places."""
    return _interval(quantity.low, quantity.high, quantity.low == quantity.high)


def _interval(least: float, most: float | None, is_exact: bool) -> Value:
    if most is None:
        return say("at least {least}", least=least)
    return least if is_exact else say("{least} to {most}", least=least, most=most)


def highest(interval: Value) -> float:
    """Return the number of an amount that its plural hangs on: the most, or the least where it has no bound."""
    bound = interval.value("most") or interval.value("least") if isinstance(interval, Sentence) else interval
    return bound if isinstance(bound, float | int) else 0


def percent(value: Value, is_percent: bool = True) -> Value:
    """Return an amount as so many in the hundred, where it is that."""
    return say("{amount} %", amount=value) if is_percent else value


def lasting(seconds: int) -> Sentence:
    """Return a length of time for reading: whole days, or hours where it is shorter.

    >>> str(lasting(200_000)), str(lasting(5_400))
    ('3 days', '2 hours')
    """
    number, in_days = _length(seconds)
    if in_days:
        return plural("{number} day", "{number} days", number)
    return plural("{number} hour", "{number} hours", number)


def _length(seconds: int) -> tuple[int, bool]:
    if seconds >= DAY:
        return -(-seconds // DAY), True
    return max(1, -(-seconds // 3600)), False


def between(late: tuple[int, int]) -> Sentence:
    """Return how late something is, from least to most.

    >>> str(between((5 * DAY + 1, 7 * DAY - 1)))
    '6 to 7 days'
    """
    first, last = max(1, late[0]), max(1, late[1])
    (least, in_days), (number, is_long) = _length(first), _length(last)
    if (least, in_days) == (number, is_long):
        return lasting(last)
    if in_days is not is_long:
        return say("{shorter} to {longer}", shorter=lasting(first), longer=lasting(last))
    if in_days:
        return plural("{least} to {number} day", "{least} to {number} days", number, least=least)
    return plural("{least} to {number} hour", "{least} to {number} hours", number, least=least)
