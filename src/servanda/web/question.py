"""The question that every page answers: at which moment, as known by when, on whose account; read from the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from servanda.clock import BadTime, parse_moment, seconds_of
from servanda.record import CAUTIOUS
from servanda.web.fault import BadQuestion
from servanda.web.once import once

THEN = "then"
"""In the address as `known`: what was public by the moment asked about."""

KEPT = ("at", "known", "account", "lang")
"""The parameters that go along from page to page."""

NOW_LASTS = 600
"""Seconds for which now is the same moment, so that what was drawn for one reader serves the next."""


@dataclass(frozen=True)
class Question:
    """A moment, a knowledge and an account, in the zone of one agreement.

    Attributes:
        at: the moment asked about, in seconds.
        known: only what was public by then is heard; None hears everything.
        is_now: no moment was given.
    """

    at: int
    known: int | None
    account: str
    is_now: bool = False


def question_of(parameters: Mapping[str, str], zone: str, now: int) -> Question:
    """Read a question from the parameters of an address; without a moment it is asked of now, to ten minutes.

    Raises:
        BadQuestion: a moment is neither a date nor a time.
    """
    given = parameters.get("at", "").strip()
    at = moment_in(given, zone) if given else now - now % NOW_LASTS
    heard = parameters.get("known", "").strip()
    known = at if heard == THEN else (moment_in(heard, zone) if heard else None)
    account = parameters.get("account", "").strip() or CAUTIOUS
    return Question(at, known, account, is_now=not given)


def moment_in(text: str, zone: str) -> int:
    """Return the seconds of a date (its end) or a time of an address.

    Raises:
        BadQuestion: it is neither.
    """
    try:
        return seconds_of(parse_moment(text, zone))
    except BadTime as error:
        raise BadQuestion(
            "“{text}” is no moment that can be asked about.",
            "Write a date such as 2025-01-22, or a time such as 2025-01-22T11:15.",
            text=text[:80],
        ) from error


@dataclass(frozen=True)
class Address:
    """The address of a page, from which those of others are made.

    Attributes:
        path: the path of the page.
        parameters: all the parameters that it was asked with.
    """

    path: str
    parameters: Mapping[str, str]

    def to(self, path: str, **changes: str | int | None) -> str:
        """Return the address of another page with the same question.

        Args:
            path: its path, whose parts are quoted already.
            changes: parameters to add, or to leave out where they are None.
        """
        return path + self._kept if not changes else _address(path, self._going_along(), changes)

    @once
    def _kept(self) -> str:
        return _address("", self._going_along(), {})

    def _going_along(self) -> dict[str, str]:
        return {name: self.parameters[name] for name in KEPT if self.parameters.get(name)}

    def here(self, **changes: str | int | None) -> str:
        """Return the address of this page with other parameters, and all else as it is."""
        return _address(self.path, dict(self.parameters), changes)


def path_of(*parts: str) -> str:
    """Return a path of some parts, quoted.

    >>> path_of("gaza-2025", "clauses", "a/b")
    '/gaza-2025/clauses/a%2Fb'
    """
    return "/" + "/".join(quote(part, safe="") for part in parts)


def file_name(name: str) -> str:
    """Return a name under which what was had can be kept on any machine.

    >>> file_name("gaza-2025/inspection companies.ics")
    'gaza-2025-inspection-companies.ics'
    """
    return "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "-" for letter in name
    )


def _address(path: str, parameters: dict[str, str], changes: Mapping[str, str | int | None]) -> str:
    parameters |= {name: str(value) for name, value in changes.items() if value is not None}
    left = {
        name: value for name, value in parameters.items() if not (name in changes and changes[name] is None)
    }
    return f"{path}?{urlencode(left)}" if left else path
