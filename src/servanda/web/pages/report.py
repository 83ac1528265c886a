"""One report of the record: all that it says, whose word it is, and what it tells of."""

from __future__ import annotations

from servanda.record import COLUMNS, Hearer, row_of
from servanda.web.fault import NotHere
from servanda.web.page import QUESTION, Page, Sheet
from servanda.web.visit import Visit


def report(visit: Visit) -> Page:
    """Return one report as it stands in the record."""
    id_, index = visit.path["report"], visit.desk.index
    found = index.report(id_, Hearer(visit.library.viewer, visit.question.known))
    if found is None:
        raise NotHere(
            "“{agreement}” has no report “{report}”, or none that was public by then.",
            "The record can be searched.",
            agreement=visit.desk.id,
            report=id_[:80],
        )
    row = row_of(found, visit.desk.zone)
    voice = visit.desk.folder.sources.seen_by(visit.library.viewer).voice(found)
    clauses = sorted(clause.id for clause in index.matters.clauses_of(found))
    standing = visit.about(*clauses) if clauses else visit.standing
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
        "replaced_by": [index.reports[row] for row in index.replacing([found.id]) if index.reports[row] in standing.hearing.reports],
    }  # fmt: skip
    return Page(
        "report.html",
        found.id,
        view,
        lambda: data,
        lambda: [COLUMNS, [row.get(column, "") for column in COLUMNS]],
    )


SHEET = Sheet("/{agreement}/record/{report}", "report", "One report of the record.", report, QUESTION)
