"""Calendar and feeds: what can be followed, and the situation report to take along."""

from __future__ import annotations

from servanda.web.page import QUESTION, Page, Sheet
from servanda.web.question import path_of
from servanda.web.visit import Visit

FIELDS = ("what", "party", "address")


def feeds(visit: Visit) -> Page:
    """Return the addresses of the calendars and feeds of an agreement."""
    agreement = visit.desk.agreement
    bearers = dict.fromkeys(n for one in agreement.clauses.values() for n in agreement.bearers(one))
    ordered = [
        *(one for one in agreement.parties if one in bearers),
        *(b for b in bearers if b not in agreement.parties),
    ]

    def address(name: str, **more: str | None) -> str:
        return visit.origin + visit.address.to(path_of(visit.desk.id, name), at=None, known=None, **more)

    calendars = [(party, address("calendar.ics", party=party)) for party in (None, *ordered)]
    data = {
        "calendars": [{"party": party, "address": at} for party, at in calendars],
        "changes": address("changes.atom"),
    }  # fmt: skip
    rows = [
        FIELDS,
        *(("calendar", party or "", at) for party, at in calendars),
        ("changes", "", data["changes"]),
    ]
    view = {"calendars": calendars, "atom": data["changes"]}
    return Page("feeds.html", visit.language.text("Calendar and feeds"), view, lambda: data, lambda: rows)


SHEET = Sheet(
    "/{agreement}/feeds",
    "feeds",
    "The addresses of the calendars and of the feed of changes.",
    feeds,
    QUESTION,
)
