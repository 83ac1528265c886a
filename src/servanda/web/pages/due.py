"""What is due, by whom, and what is overdue."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from servanda.clock import parse_moment, seconds_of
from servanda.tables import BadSpan, Falling, due_data, due_rows, end_of_span, falling
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
    those = list(falling(standing, until))
    found = [_view(one) for one in those]
    late = [one for one in found if one["when"] != "due"]
    view = {
        "days": _by_day([one for one in found if one["when"] == "due"], standing.agreement.title.zone),
        "late": _by_duty(late, standing.agreement.title.zone), "within": within, "until": until, "standing": standing,
    }  # fmt: skip
    return Page(
        "due.html",
        visit.language.text("Due"),
        view,
        lambda: due_data(standing, until),
        lambda: due_rows(one.data for one in those),
    )


def _view(one: Falling) -> dict[str, Any]:
    """Return a duty as data, with what is to be said of it."""
    return {**one.data, "bearers": one.duty.bearers, "which": one.duty.which, "readings": one.readings}


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
