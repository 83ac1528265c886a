"""What is had of an agreement beside its pages: a calendar of deadlines, a feed of changes, and the situation report."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from servanda.briefing import Briefing, pdf, situation_report, word
from servanda.clock import moment_of
from servanda.tables import differences
from servanda.web.fault import BadQuestion
from servanda.web.feeds.atom import atom_of, days_compared
from servanda.web.feeds.calendar import calendar_of
from servanda.web.pages.changes import since_of
from servanda.web.question import file_name, path_of
from servanda.web.visit import Visit

ATOM, CALENDAR = "application/atom+xml; charset=utf-8", "text/calendar; charset=utf-8"
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

DAYS = 14
"""Days on which something became known, of which the feed tells."""


def calendar(visit: Visit) -> Response:
    """Return the deadlines of a party's duties, or of everybody's, as a calendar.

    Raises:
        BadQuestion: nobody of that name bears a duty.
    """
    party = visit.parameters.get("party", "").strip() or None
    agreement = visit.desk.agreement
    bearers = {name for clause in agreement.clauses.values() for name in agreement.bearers(clause)}
    if party is not None and party not in bearers:
        raise BadQuestion(
            "Nobody called “{party}” bears a duty here.", "Those who do are {names}.",
            party=party[:60], names=", ".join(sorted(bearers)),
        )  # fmt: skip
    body = calendar_of(visit.standing, party, visit.speech, lambda id_: _page(visit, "clauses", id_))
    name = visit.desk.id if party is None else f"{visit.desk.id}-{party}"
    return _file(body, CALENDAR, f"{name}.ics", is_shown=True)


def atom(visit: Visit) -> Response:
    """Return what changed of late as an Atom feed, an entry for each day on which something became known."""
    days = days_compared(visit.standing.hearing.reports, visit.desk.zone, visit.question.at, DAYS)
    entries = [
        (after, list(differences(visit.standing_at(before, before), visit.standing_at(after, after))))
        for before, after in days
    ]

    def page(moment: int | None) -> str:
        at = None if moment is None else moment_of(moment, visit.desk.zone).date().format_iso()
        return _page(visit, "changes", at=at, known=None)

    body = atom_of(
        entries, agreement=visit.desk.agreement, account=visit.question.account, language=visit.speech,
        feed=visit.origin + visit.address.here(), page=page,
    )  # fmt: skip
    return _file(body, ATOM, f"{visit.desk.id}.atom", is_shown=True)


def as_pdf(visit: Visit) -> Response:
    """Return the situation report to print."""
    return _file(pdf(_briefing(visit)), PDF, f"{visit.desk.id}.pdf")


def as_word(visit: Visit) -> Response:
    """Return the situation report to work on."""
    return _file(word(_briefing(visit)), WORD, f"{visit.desk.id}.docx")


def _briefing(visit: Visit) -> Briefing:
    question, since = visit.question, since_of(visit)
    after = visit.standing_at(question.at, None if question.is_now else question.at)
    return situation_report(visit.standing_at(since, since), after, visit.speech)


def _page(visit: Visit, *parts: str, **changes: str | None) -> str:
    return visit.origin + visit.address.to(path_of(visit.desk.id, *parts), **changes)


def _file(body: bytes, media: str, name: str, *, is_shown: bool = False) -> Response:
    how = "inline" if is_shown else "attachment"
    headers = {"content-disposition": f'{how}; filename="{file_name(name)}"', "cache-control": "no-cache"}
    return Response(body, media_type=media, headers=headers)


DOWNLOADS: tuple[tuple[str, str, Callable[[Visit], Response], str, str], ...] = (
    ("/{agreement}/calendar.ics", "calendar", calendar, "The deadlines of a party's duties, or of everybody's.", CALENDAR),
    ("/{agreement}/changes.atom", "atom", atom, "What changed of late, a day an entry.", ATOM),
    ("/{agreement}/report.pdf", "pdf", as_pdf, "The situation report, to print.", PDF),
    ("/{agreement}/report.docx", "word", as_word, "The situation report, to work on.", WORD),
)  # fmt: skip
"""The addresses of what is had, with their names, what makes them, what they are, and their media types."""
