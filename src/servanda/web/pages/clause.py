"""Why a clause stands as it does: its deadline and how it was counted, events, reports, readings, what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from servanda.agreement import Clause, show_item
from servanda.standing import ClauseStanding, Duty, clause_data, explain, moment_text, share_data
from servanda.tables import rules_of, told
from servanda.web.margin import margin_of
from servanda.web.page import QUESTION, Page, Sheet
from servanda.web.pages.agreement import WRITTEN_IN
from servanda.web.pages.disputes import spoken
from servanda.web.prose import prose_html
from servanda.web.visit import Visit

MOST_DUTIES = 40
"""Duties that the page lists; JSON and CSV have them all."""

MOST_REPORTS = 60
"""Reports that the page lists, the latest; JSON has them all, and the record can be searched."""

FIELDS = (
    "clause",
    "reading",
    "bearers",
    "duty",
    "state",
    "amount",
    "done_least",
    "done_most",
    "due",
    "met",
    "overdue",
    "events",
)


def clause(visit: Visit) -> Page:
    """Return all that is to be said of one clause."""
    standing, zone = visit.about(visit.path["clause"]), visit.desk.zone
    one = standing.of(visit.path["clause"])
    reasons = explain(standing, one.clause.id)
    events = list(told(standing, one.clause.id))
    words = list(spoken(standing, one))
    data = {
        **clause_data(one, zone),
        "reasons": [{"name": r.name, "title": str(r.title), "lines": [str(line) for line in r.lines]} for r in reasons],
        "events": events, "words": words,
    }  # fmt: skip
    view = {
        "standing": standing, "one": one, "margin": margin_of(standing, one), "reasons": reasons,
        "passage": _prose(visit, one.clause), "written": show_item(one.clause),
        "duties": [duty for duty in _duties(one) if duty["state"]][-MOST_DUTIES:], "events": events, "rules": rules_of(standing),
        "words": words[-MOST_REPORTS:][::-1], "more_words": max(0, len(words) - MOST_REPORTS),
    }  # fmt: skip
    return Page("clause.html", f"#{one.clause.id}", view, lambda: data, lambda: _rows(one, zone))


def _prose(visit: Visit, clause: Clause) -> tuple[Markup, str]:
    """Return the passage that says a clause as HTML, and its language: the reader's where it is translated."""
    agreement, key = visit.desk.agreement, f"#{clause.id}"
    passages = () if visit.translation is None else visit.translation.passages
    for translated in passages:
        if key in translated.says and translated.prose.strip():
            return prose_html(translated.prose, without_title=True), visit.language.code
    passage = next((p for p in agreement.passages if clause in p.items), None)
    return prose_html("" if passage is None else passage.prose, without_title=True), WRITTEN_IN


def _duties(one: ClauseStanding) -> Iterator[dict[str, Any]]:
    for variant in one.variants:
        for duty in variant.duties:
            yield {"reading": variant.label, "which": variant.which, "duty": duty, "state": duty.state}


def _rows(one: ClauseStanding, zone: str) -> Iterator[tuple[object, ...]]:
    yield FIELDS
    for each in _duties(one):
        duty: Duty = each["duty"]
        due, met = (
            None
            if span is None
            else "..".join(dict.fromkeys(moment_text(s, zone) or "" for s in (span.first, span.last)))
            for span in (duty.due, duty.met)
        )
        yield (
            one.clause.id, each["reading"], "; ".join(duty.bearers), str(duty.label), duty.state, duty.amount,
            *share_data(duty.done), due, met, duty.overdue, "; ".join(duty.events),
        )  # fmt: skip


SHEET = Sheet(
    "/{agreement}/clauses/{clause}", "clause", "Why one clause stands as it does, down to the reports.", clause, QUESTION
)  # fmt: skip
