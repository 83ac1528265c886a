"""What is due, by whom, and what is overdue."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from servanda.clock import parse_moment, seconds_of
from servanda.sentences import Value
from servanda.standing import Standing
from servanda.tables import BadSpan, due_data, due_rows, end_of_span, falling_due
from servanda.web.fault import BadQuestion
from servanda.web.page import QUESTION, Page, Parameter, Sheet
from servanda.web.visit import Visit

WITHIN = "14d"


def due(visit: Visit) -> Page:
    """Return what falls due within a span of the moment asked about."""
    standing = visit.standing
    within = visit.parameters.get("within", "").strip() or WITHIN
    try:
        until = end_of_span(standing, within)
    except (BadSpan, OverflowError, ValueError) as error:
        raise BadQuestion(
            "“{text}” is no span of time.",
            "Write hours, days or weeks, such as 36h, 14d or 6w.",
            text=within[:40],
        ) from error
    found = list(falling_due(standing, until))
    late = [one for one in found if one["when"] != "due"]
    view = {
        "days": _by_day([one for one in found if one["when"] == "due"], standing.agreement.title.zone),
        "late": _by_duty(late, standing.agreement.title.zone), "within": within, "until": until, "standing": standing, "labels": _labels(standing),
    }  # fmt: skip
    return Page(
        "due.html",
        visit.language.text("Due"),
        view,
        lambda: due_data(standing, until),
        lambda: due_rows(found),
    )


def _labels(standing: Standing) -> dict[tuple[str, str], Value]:
    """Return how each duty is called, by its clause and its name in English."""
    return {
        (one.clause.id, duty.label): duty.which
        for one in standing.clauses
        for variant in one.variants
        for duty in variant.duties
    }


def _by_day(found: list[dict[str, Any]], zone: str) -> list[tuple[int, list[dict[str, Any]]]]:
    """Return what is due, day by day; each day by the seconds of what is due first on it."""
    days = groupby(found, key=lambda one: one["by"][:10])
    return [(seconds_of(parse_moment(day, zone)), list(those)) for day, those in days]


def _by_duty(late: list[dict[str, Any]], zone: str) -> list[dict[str, Any]]:
    """Return what is overdue, the latest of each clause and reading with how many came before it."""
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for one in late:
        groups.setdefault((one["clause"], one["bearer"], one["reading"]), []).append(one)
    return [
        {**those[-1], "earlier": len(those) - 1, "seconds": seconds_of(parse_moment(those[-1]["by"], zone))}
        for those in groups.values()
    ]


SHEET = Sheet(
    "/{agreement}/due", "due", "What is due from a moment on, the nearest first, and what is overdue.", due,
    (*QUESTION, Parameter("within", "How far to look ahead: 36h, 14d or 6w.", WITHIN)),
)  # fmt: skip
