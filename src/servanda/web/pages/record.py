"""The record: its reports searched, filtered, sorted, and paged through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from servanda.clock import BadTime, Span, parse_span
from servanda.record import COLUMNS, STANCES, Filter, Hearer, row_of
from servanda.web.fault import BadQuestion
from servanda.web.page import QUESTION, Page, Parameter, Sheet
from servanda.web.visit import Visit

A_PAGE = 50
MOST_CHOICES = 500
"""Clauses among which the page lets one choose; of more, one is named."""
MOST_ROWS = 100_000
"""Reports that the table of one answer holds; more are had page by page, or by `servanda export`."""

TEXTS = ("clause", "act", "event", "speaker", "source", "affiliation", "stance")
"""The columns that are asked for word by word."""

SORTED = ("published", "said", "happened", "id", "act", "speaker", "source", "stance", "quantity")
"""The columns by which the page offers to sort."""


def record(visit: Visit) -> Page:
    """Return the reports that are looked for, a page of them."""
    index, zone = visit.desk.index, visit.desk.zone
    wanted, sort, descending = wanted_of(visit), _sort(visit), _descending(visit)
    hearer = Hearer(visit.library.viewer, visit.question.known)
    size = visit.number("size", A_PAGE, most=1000)
    number = visit.number("page", 1)
    found = index.page(wanted, hearer, sort=sort, descending=descending, number=number, size=size)
    pages = max(1, -(-found.total // size))
    if number > pages:
        raise BadQuestion("There are only {pages} pages.", "Write a smaller number.", pages=str(pages))
    given = {name: visit.parameters.get(name, "").strip() for name in ("q", *TEXTS, "happened", "published")}
    clauses = visit.desk.agreement.clauses
    view = {
        "found": found.reports, "total": found.total, "number": number, "pages": pages, "given": given, "sort": sort,
        "order": "down" if descending else "up", "stances": STANCES, "sorted_by": SORTED,
        "clauses": tuple(clauses) if len(clauses) <= MOST_CHOICES else (),
        "first": (number - 1) * size + 1, "last": (number - 1) * size + len(found.reports),
    }  # fmt: skip
    data = {
        "total": found.total, "page": number, "pages": pages, "reports": [row_of(one, zone) for one in found.reports],
    }  # fmt: skip

    def rows() -> Iterator[list[Any]]:
        yield list(COLUMNS)
        for place in index.rows(wanted, hearer, sort=sort, descending=descending)[:MOST_ROWS].tolist():
            row = row_of(index.reports[place], zone)
            yield [row.get(column, "") for column in COLUMNS]

    return Page("record.html", visit.language.text("Record"), view, lambda: data, rows)


def wanted_of(visit: Visit) -> Filter:
    """Return what is looked for.

    Raises:
        BadQuestion: a time is none.
    """
    given = {name: visit.parameters.get(name, "").strip() for name in TEXTS}
    given["clause"] = given["clause"].removeprefix("#")
    happened, published = (_span(visit, name) for name in ("happened", "published"))
    return Filter(**given, text=visit.parameters.get("q", "").strip(), happened=happened, published=published)


def _span(visit: Visit, name: str) -> Span | None:
    given = visit.parameters.get(name, "").strip()
    if not given:
        return None
    try:
        return parse_span(given, visit.desk.zone)
    except BadTime as error:
        raise BadQuestion(
            "“{text}” is no time to look in.",
            "Write a date, or two of them as 2025-01-19..2025-01-25.",
            text=given[:60],
        ) from error


def _sort(visit: Visit) -> str:
    given = visit.parameters.get("sort", "").strip() or "published"
    if given not in COLUMNS:
        raise BadQuestion(
            "There is no column “{text}” to sort by.",
            "The columns are {columns}.",
            text=given[:40],
            columns=", ".join(COLUMNS),
        )
    return given


def _descending(visit: Visit) -> bool:
    given = visit.parameters.get("order", "").strip() or "down"
    if given not in ("up", "down"):
        raise BadQuestion("“{text}” is no order.", "Write up or down.", text=given[:40])
    return given == "down"


SHEET = Sheet(
    "/{agreement}/record", "record", "The reports, searched, filtered, sorted, a page at a time.", record,
    (
        *QUESTION, Parameter("q", "Reports whose act, note, speaker or source hold this text.", "hostage"),
        *(Parameter(name, f"Reports with this {name}.") for name in TEXTS),
        Parameter("happened", "Reports of what happened in a span: a date, or two as A..B.", "2025-01-19..2025-01-25"),
        Parameter("published", "Reports that were published in a span.", "2025-01-19..2025-01-25"),
        Parameter("sort", "The column to sort by.", "published"), Parameter("order", "up or down.", "down", ("up", "down")),
        Parameter("page", "Which page.", "1"), Parameter("size", "Reports on a page, up to 1000.", "50"),
    ),
)  # fmt: skip
