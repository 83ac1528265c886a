"""Review: the draft reports that wait, and one of them with what can be done with it."""

from __future__ import annotations

from typing import Any

from servanda.record import CERTAINTIES, COLUMNS, STANCES, Draft, act_key
from servanda.review import Drafts, act_data, draft_data, likely_same, waiting_data, waiting_rows
from servanda.web.page import QUESTION, Page, Parameter, Sheet
from servanda.web.visit import Visit

MOST_DONE = 30
"""Acts that the page lists, the latest first."""

FIELDS = tuple(
    column for column in COLUMNS if column not in ("id", "recorded", "replaces", "answers", "finding")
)
"""The columns that a form has a field for."""

WIDE = ("note", "link")
CHOICES = {"stance": STANCES, "certainty": ("", *CERTAINTIES), "measure": ("", "count", "total", "level")}


def review(visit: Visit) -> Page:
    """Return the drafts that wait, and what was done with others."""
    drafts, reports = drafts_asked(visit), visit.desk.heard()
    zone = visit.desk.zone
    view = {
        "file": _file(visit),
        "waiting": drafts.waiting, "done": [(draft, act) for draft, act in drafts.done[::-1]][:MOST_DONE],
        "takes_acts": visit.library.takes_acts, "just_done": _just_done(visit), "fields": FIELDS, "wide": WIDE, "choices": CHOICES,
        "by": visit.reviewer,
    }  # fmt: skip
    return Page(
        "review.html", visit.language.text("Review"), view, lambda: waiting_data(drafts, reports, zone),
        lambda: waiting_rows(drafts, reports, zone),
    )  # fmt: skip


def one_draft(visit: Visit) -> Page:
    """Return one draft, the reports that may tell the same, and its history."""
    drafts, zone = visit.desk.drafts(), visit.desk.zone
    found = visit.desk.draft(visit.path["draft"])
    waiting = [one.id for one in drafts_asked(visit).waiting]
    likely = likely_same(found.row, _of_act(visit, found), zone)
    data = {**draft_data(found, likely, zone), "history": [_step(step) for step in drafts.history(found.id)]}
    act = drafts.act_on(found.id)
    if act is not None:
        data["act"] = act_data(act, zone)
    beside = [one for one in drafts.read_in(found.file).waiting if one.id != found.id] if found.file else []
    view = {
        "file": _file(visit), "beside": len(beside),
        "draft": found, "likely": likely[:5], "history": drafts.history(found.id), "act": act,
        "takes_acts": visit.library.takes_acts, "fields": FIELDS, "wide": WIDE, "choices": CHOICES, "just_done": _just_done(visit),
        "by": visit.reviewer, "left": len(waiting),
        "after": next((id_ for id_ in (*waiting[_place(waiting, found) :], *waiting) if id_ != found.id), None),
        "scores": sorted(found.scores.items(), key=lambda pair: -pair[1]),
    }  # fmt: skip
    rows = [("column", "cell"), *found.row.items(), ("file", found.file), ("words", found.words)]
    return Page(
        "draft.html", visit.language.text("Draft {id}", id=found.id), view, lambda: data, lambda: rows
    )


def drafts_asked(visit: Visit) -> Drafts:
    """Return the drafts that the viewer may see; where the address names a file, only those that were read in it."""
    file, drafts = _file(visit), visit.desk.drafts()
    return drafts if file is None else drafts.read_in(file)


def _file(visit: Visit) -> str | None:
    return visit.parameters.get("file", "").strip() or None


def _of_act(visit: Visit, draft: Draft) -> list[Any]:
    act = act_key(draft.row["act"])
    return [report for report in visit.desk.heard() if act_key(report.act) == act]


def _place(waiting: list[str], draft: Draft) -> int:
    return waiting.index(draft.id) + 1 if draft.id in waiting else 0


def _step(step: Any) -> dict[str, Any]:
    return {"what": step.what, "by": step.by, "reason": step.reason, "report": step.report}


def _just_done(visit: Visit) -> Any:
    """Return what was done a moment ago, where the address says so."""
    done = visit.parameters.get("done", "")
    return visit.desk.drafts().act_on(done) if done else None


OF_FILE = Parameter("file", "Only drafts that were read in this file.", "2025-01-22.txt")

SHEET = Sheet(
    "/{agreement}/review", "review", "The draft reports that wait, and what was done with others.", review,
    (*QUESTION, OF_FILE), is_still=False,
)  # fmt: skip
ONE = Sheet(
    "/{agreement}/review/{draft}", "draft", "One draft report, what may tell the same, and what can be done with it.",
    one_draft, (*QUESTION, OF_FILE), is_still=False,
)  # fmt: skip
