"""What changed between two moments, each as it was known then."""

from __future__ import annotations

from itertools import groupby

from servanda.clock import moment_of
from servanda.tables import changed, changes_data, changes_rows, differences
from servanda.web.fault import BadQuestion
from servanda.web.page import QUESTION, Page, Parameter, Sheet
from servanda.web.question import moment_in
from servanda.web.visit import Visit

DAYS = 7
"""How far back changes are shown where no moment is given."""


def changes(visit: Visit) -> Page:
    """Return what changed since a moment."""
    zone, question = visit.desk.zone, visit.question
    since = since_of(visit)
    before = visit.standing_at(since, since)
    after = visit.standing_at(question.at, None if question.is_now else question.at)
    found = list(differences(before, after))
    told = [one for one in found if one["what"] != "reports"]
    fresh = next(one for one in found if one["what"] == "reports")
    view = {
        "before": before, "after": after, "since": moment_of(since, zone).date().format_iso(),
        "groups": [(id_, list(those)) for id_, those in groupby(told, key=lambda one: (one["what"] == "phase", one["id"]))],
        "fresh": int(fresh["to"]) - int(fresh["from"]),
    }  # fmt: skip
    return Page(
        "changes.html",
        visit.language.text("Changes"),
        view,
        lambda: changes_data(before, after),
        lambda: changes_rows(changed(before, after)),
    )


def since_of(visit: Visit) -> int:
    """Return the moment since which changes are asked for: a week before the moment asked about, if none is given.

    Raises:
        BadQuestion: it is no moment, or a later one.
    """
    zone, at = visit.desk.zone, visit.question.at
    given = visit.parameters.get("since", "").strip()
    since = moment_in(given or moment_of(at, zone).date().subtract(days=DAYS).format_iso(), zone)
    if since > at:
        raise BadQuestion(
            "“{since}” lies after the moment asked about.",
            "Write an earlier date in “since”.",
            since=given[:40],
        )
    return since


SHEET = Sheet(
    "/{agreement}/changes", "changes", "What changed between two moments, each as it was known then.", changes,
    (*QUESTION, Parameter("since", "From when. A week before the moment asked about, if not given.", "2025-01-20")),
)  # fmt: skip
