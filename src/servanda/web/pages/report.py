"""One report of the record: all that it says, whose word it is, and what it tells of."""

from __future__ import annotations

from servanda.record import COLUMNS, row_of
from servanda.web.fault import NotHere
from servanda.web.page import QUESTION, Page, Sheet
from servanda.web.visit import Visit


def report(visit: Visit) -> Page:
    """Return one report as it stands in the record."""
    standing, id_ = visit.standing, visit.path["report"]
    found = next((one for one in standing.hearing.reports if one.id == id_), None)
    if found is None:
        raise NotHere(
            "“{agreement}” has no report “{report}”, or none that was public by then.",
            "The record can be searched.",
            agreement=visit.desk.id,
            report=id_[:80],
        )
    row = row_of(found, visit.desk.zone)
    voice = standing.hearing.voices[found.id]
    clauses = sorted(id_ for id_, reports in standing.hearing.about.items() if found in reports)
    events = [w for w in standing.hearing.events if any(one.id == found.id for one in w.event.reports)]
    shown = {one.weighed.event.id for one in standing.taken[standing.account]}
    data = {
        "report": row, "voice": voice.key, "side": voice.speaks_for or voice.side or None, "clauses": clauses,
        "events": [{"event": w.event.id, "ground": w.ground, "taken": w.event.id in shown} for w in events],
    }  # fmt: skip
    view = {
        "found": found, "row": row, "columns": [column for column in COLUMNS if row.get(column)], "voice": voice,
        "clauses": clauses, "events": data["events"],
        "others": [one for w in events for one in w.event.reports if one.id != found.id],
        "replaced_by": [one for one in standing.hearing.reports if one.replaces == found.id],
    }  # fmt: skip
    return Page("report.html", found.id, view, data, [COLUMNS, [row.get(column, "") for column in COLUMNS]])


SHEET = Sheet("/{agreement}/record/{report}", "report", "One report of the record.", report, QUESTION)
