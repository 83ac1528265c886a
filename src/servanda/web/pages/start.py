"""The start page: every agreement at hand, where it stands, and how they hang on one another."""

from __future__ import annotations

from typing import Any

from servanda.clock import parse_moment, seconds_of
from servanda.record import CAUTIOUS
from servanda.tables import agreement_summary, overview, overview_rows
from servanda.web.page import QUESTION, Page, Parameter, Sheet
from servanda.web.question import question_of
from servanda.web.visit import Visit

A_PAGE = 50
"""Agreements on a page."""


def start(visit: Visit) -> Page:
    """Return the start page."""
    library = visit.library
    pages = max(1, -(-len(library.ids) // A_PAGE))
    number = visit.number("page", 1, most=pages)
    ids = library.ids[(number - 1) * A_PAGE : number * A_PAGE]
    questions = {id_: question_of(visit.parameters, library.desk(id_).zone, visit.now) for id_ in ids}
    standings = library.standings(questions)
    summaries = [
        {
            **(one := agreement_summary(standing)),
            "zone": (zone := library.desk(id_).zone),
            "next_by": _seconds(one["next"], zone),
            "speech": visit.speech_about(library.desk(id_)),
        }
        for id_, standing in standings.items()
    ]
    data = overview(library.shelf, standings)
    accounts = [library.desk(id_).accounts for id_ in ids]
    view = {
        "summaries": summaries, "links": [link for link in data["links"] if {link["agreement"], link["other"]} <= set(ids)],
        "account": visit.parameters.get("account", "").strip() or CAUTIOUS, "number": number, "pages": pages,
        "common": [name for name in (accounts or [()])[0] if all(name in those for those in accounts)],
        "names": {id_: _name(one) for id_, one in zip(standings, summaries, strict=True)},
        "accounts_called": {name: called for one in summaries for name, called in one["speech"].called.items()},
    }  # fmt: skip
    return Page(
        "start.html", visit.language.text("Agreements"), view, lambda: data, lambda: overview_rows(standings)
    )


def _name(summary: dict[str, Any]) -> str:
    """Return an agreement's name, in the reader's language where its translation gives one."""
    name = str(summary["name"] or summary["agreement"])
    return str(summary["speech"].called.get(name, name))


def _seconds(following: dict[str, Any] | None, zone: str) -> int | None:
    return None if following is None else seconds_of(parse_moment(following["by"], zone))


SHEET = Sheet(
    "/",
    "start",
    "Every agreement at hand, with its state, phases, counts of clauses and next date.",
    start,
    (*QUESTION, Parameter("page", "Which page of agreements.", "1")),
)
