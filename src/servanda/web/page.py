"""A page: what it shows, and the same as JSON and CSV at the same address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from servanda.web.fault import BadQuestion
from servanda.web.visit import Visit

Form = Literal["html", "json", "csv"]

FORMS: Mapping[Form, str] = {
    "html": "text/html; charset=utf-8", "json": "application/json", "csv": "text/csv; charset=utf-8",
}  # fmt: skip
"""The forms in which every page is served, with their media types."""


@dataclass(frozen=True)
class Page:
    """What a page shows.

    Attributes:
        template: the template that draws it.
        title: its title, in the reader's language.
        view: what the template draws.
        data: gives the same as JSON.
        rows: gives the same as CSV, the header first.
    """

    template: str
    title: str
    view: Mapping[str, Any]
    data: Callable[[], Any]
    rows: Callable[[], Iterable[Sequence[Any]]]


@dataclass(frozen=True)
class Parameter:
    """A parameter of an address, as the description of the interface tells it."""

    name: str
    about: str
    example: str = ""
    choices: tuple[str, ...] = ()


QUESTION = (
    Parameter("at", "The moment asked about: a date (its end, in the agreement's zone) or a time. Now, if not given.", "2025-01-22"),
    Parameter("known", "Hear only what was public by then: a date, a time, or “then” for the moment asked about. Everything, if not given.", "then"),
    Parameter("account", "On whose account: cautious, generous, mediators, a party, a mediator, or an account of one's own.", "cautious"),
)  # fmt: skip
"""The question that every page about one agreement answers."""

COMMON = (
    Parameter("lang", "The language of the page.", "ar"),
    Parameter("format", "The form: html, json or csv; else as the Accept header asks.", "json", ("html", "json", "csv")),
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """One kind of page: its address, and what makes it.

    Attributes:
        path: its path, with the names of its parts in braces.
        name: by which templates link to it.
        about: what it shows, for the description of the interface.
        parameters: those that it takes beside the question.
        is_still: it shows the same until the record changes, so it may be kept.
    """

    path: str
    name: str
    about: str
    make: Callable[[Visit], Page]
    parameters: tuple[Parameter, ...] = ()
    is_still: bool = True

    @property
    def is_of_agreement(self) -> bool:
        """Whether it is about one agreement."""
        return "{agreement}" in self.path


def form_asked(given: str, accept: str) -> Form:
    """Return the form that a request asks for: by its address, else by its Accept header, else HTML.

    Raises:
        BadQuestion: the address asks for a form that there is not.

    >>> form_asked("", "application/json"), form_asked("", "text/html,*/*;q=0.8"), form_asked("csv", "")
    ('json', 'html', 'csv')
    """
    for form in FORMS:
        if given == form:
            return form
    if given:
        raise BadQuestion(
            "There is no form “{form}” of this page.", "Its forms are html, json and csv.", form=given[:40]
        )
    return max(FORMS, key=lambda form: (_weight(accept, FORMS[form].split(";")[0]), form == "html"))


def _weight(accept: str, media: str) -> float:
    """Return how much an Accept header wants a media type, from 0 to 1; what it names beats what it allows."""
    found = 0.0
    for piece in accept.split(","):
        name, _, rest = piece.strip().partition(";")
        if name.strip().lower() == media:
            quality = rest.partition("q=")[2].split(";")[0].strip()
            try:
                found = max(found, float(quality) if quality else 1.0)
            except ValueError:
                continue
    return found
