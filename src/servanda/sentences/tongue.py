"""A tongue: how forms, numbers, days and names are said in one language; English is the one that the forms are in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from servanda.clock import moment_of, show_day
from servanda.sentences.value import Joined


class Tongue(Protocol):
    """What a language must be able to do so that every sentence can be said in it."""

    def form(self, form: str, /) -> str:
        """Return the template that stands for an English one, with the same fields."""

    def plural(self, one: str, many: str, count: float, /) -> str:
        """Return the template for so many that stands for a pair of English ones."""

    def own(self, words: str, /) -> str:
        """Return a name, an id, a note or an agreement's own words, which no form says."""

    def number(self, number: float, /) -> str:
        """Return a number; as many places as it has are told."""

    def numeral(self, number: int, /) -> str:
        """Return a whole number without marks between its thousands."""

    def day(self, seconds: int, zone: str, /, *, with_year: bool) -> str:
        """Return the day that holds a moment in a zone."""

    def hour(self, seconds: int, zone: str, /, *, with_year: bool) -> str:
        """Return the day, hour and minute of a moment in a zone."""

    def names(self, names: Sequence[str], joined: Joined, /) -> str:
        """Return names that are said already, joined."""


class English:
    """The tongue of the forms themselves."""

    def form(self, form: str, /) -> str:
        """Return the form as it is."""
        return form

    def plural(self, one: str, many: str, count: float, /) -> str:
        """Return the first form of exactly one, else the second."""
        return one if count == 1 else many

    def own(self, words: str, /) -> str:
        """Return the words as they are."""
        return words

    def number(self, number: float, /) -> str:
        """Return a number with commas between its thousands.

        >>> ENGLISH.number(30_000_000), ENGLISH.number(65.36)
        ('30,000,000', '65.36')
        """
        return f"{number:,.15g}"

    def numeral(self, number: int, /) -> str:
        """Return the digits of a whole number."""
        return str(number)

    def day(self, seconds: int, zone: str, /, *, with_year: bool) -> str:
        """Return a day, such as "22 Jan 2025"."""
        words = show_day(moment_of(seconds, zone)).split()
        return " ".join(words[: 3 if with_year else 2])

    def hour(self, seconds: int, zone: str, /, *, with_year: bool) -> str:
        """Return a moment, such as "22 Jan 2025 11:15"."""
        moment = moment_of(seconds, zone)
        return f"{self.day(seconds, zone, with_year=with_year)} {moment.hour:02}:{moment.minute:02}"

    def names(self, names: Sequence[str], joined: Joined, /) -> str:
        """Return names joined by "and", "or", commas or semicolons."""
        match joined:
            case "series":
                return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
            case "commas":
                return ", ".join(names)
            case "semicolons":
                return "; ".join(names)
            case _:
                return f" {joined} ".join(names)


ENGLISH = English()
