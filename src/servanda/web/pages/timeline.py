"""The agreement over time: phases, deadlines, what happened, and stretches in which something was suspended."""

from __future__ import annotations

from servanda.tables import timeline, timeline_data, timeline_rows
from servanda.web.charts.timeline import timeline_chart
from servanda.web.page import QUESTION, Page, Sheet
from servanda.web.visit import Visit


def over_time(visit: Visit) -> Page:
    """Return the timeline, drawn and as a table."""
    standing = visit.standing
    found = timeline(standing)
    view = {"standing": standing, "found": found, "chart": timeline_chart(found, visit.speech)}
    return Page(
        "timeline.html",
        visit.language.text("Timeline"),
        view,
        timeline_data(standing),
        timeline_rows(standing),
    )


SHEET = Sheet(
    "/{agreement}/timeline", "timeline", "Phases, deadlines, what happened, and suspended stretches.", over_time, QUESTION
)  # fmt: skip
