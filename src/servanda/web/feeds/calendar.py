"""Deadlines as a calendar (iCalendar): those to come, and those past with their outcome."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vText

from servanda.agreement import Clause
from servanda.briefing.letters import printable
from servanda.clock import moment_of
from servanda.standing import ClauseStanding, Duty, Standing, Variant
from servanda.standing.words import amount, between
from servanda.tables import SIGNS
from servanda.web.language import Language
from servanda.web.tongue import norm_told

DAY = 24 * 3600
RECENT = 14 * DAY
"""For how long a duty that comes again and again, and was done, stays in the calendar."""

MOST_OPEN = 14
"""Of the past duties of a clause that come again and again and are not done, how many stay: the latest."""

RENEWED = timedelta(hours=6)
"""How often a calendar should be fetched anew."""

_SINGLE = ("stage ", "for ", "before ")
"""What the label of a duty begins with that is one of a few, and not one of a period that comes again and again."""
_GONE = ("terminated", "discharged")


@dataclass(frozen=True)
class _Deadline:
    """One duty with a time, and the readings on which it stands so; none where it does on all."""

    one: ClauseStanding
    duty: Duty
    readings: tuple[str, ...]


def calendar_of(
    standing: Standing, party: str | None, language: Language, address: Callable[[str], str]
) -> bytes:
    """Return the deadlines of duties as a calendar.

    A deadline at the end of a day is an event of that whole day; any other is an event at its hour, in the
    agreement's zone. Of duties that come again and again there are those to come, the latest that are not done, and
    those done of late. Where a duty has another time or state on
    another reading, each is an event of its own, marked tentative.

    Args:
        party: whose duties; with None, everybody's.
        address: gives the address of a clause's page, by the clause's id.
    """
    calendar = _empty(standing, party, language)
    found = [
        (_uid(standing, deadline), deadline)
        for one in standing.clauses
        for deadline in _deadlines(standing, one, party)
    ]
    found.sort(key=lambda pair: (pair[1].duty.due, pair[0]))
    for uid, deadline in found:
        calendar.add_component(_event(standing, uid, deadline, language, address))
    calendar.add_missing_timezones(first_date=date(1990, 1, 1))
    return bytes(calendar.to_ical())


def _empty(standing: Standing, party: str | None, language: Language) -> Calendar:
    title = printable(standing.agreement.title.name or standing.agreement.title.id)
    name = language.text("Deadlines: {agreement}", agreement=title)
    if party is not None:
        name = language.text("Deadlines of {party}: {agreement}", party=printable(party), agreement=title)
    calendar = Calendar()
    calendar.add("prodid", f"-//Servanda//Deadlines//{language.code.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("x-wr-timezone", standing.agreement.title.zone)
    calendar.add("refresh-interval", RENEWED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    return calendar


def _deadlines(standing: Standing, one: ClauseStanding, party: str | None) -> Iterator[_Deadline]:
    """Yield the duties of a clause that have a time, each once for all readings that give it that time and state."""
    if one.clause.heading or one.clause.norm not in ("must", "should"):
        return
    timed: dict[tuple[object, ...], tuple[Duty, list[Variant]]] = {}
    for variant in one.variants:
        for duty in _kept([duty for duty in variant.duties if duty.due is not None], standing.at):
            if duty.due is not None and (party is None or party in duty.bearers):
                key = (str(duty.label), duty.bearers, duty.due, duty.state)
                timed.setdefault(key, (duty, []))[1].append(variant)
    for duty, variants in timed.values():
        is_on_all = len(variants) == len(one.variants)
        yield _Deadline(one, duty, () if is_on_all else tuple(variant.label for variant in variants))


def _kept(duties: list[Duty], at: int) -> list[Duty]:
    """Return the duties that help a reader: of those that come again and again, not all that are past."""
    single = [duty for duty in duties if not _comes_again(duty)]
    periods = [duty for duty in duties if _comes_again(duty)]
    coming = [duty for duty in periods if _end(duty) >= at]
    past = [duty for duty in periods if _end(duty) < at]
    is_open = [duty for duty in past if duty.state in ("in force", "violated")]
    is_done = [duty for duty in past if duty not in is_open and _end(duty) >= at - RECENT]
    return [*single, *coming, *is_open[-MOST_OPEN:], *is_done]


def _comes_again(duty: Duty) -> bool:
    label = str(duty.label)
    return bool(label) and not label.startswith(_SINGLE)


def _end(duty: Duty) -> int:
    return 0 if duty.due is None else duty.due.last


def _uid(standing: Standing, deadline: _Deadline) -> str:
    """Return a name that stays the same while the clause, the duty and its bearer do."""
    duty = deadline.duty
    which = str(_end(duty)) if _comes_again(duty) else str(duty.label)
    words = (
        standing.agreement.title.id,
        deadline.one.clause.id,
        which,
        *sorted(duty.bearers),
        "",
        *deadline.readings,
    )
    return f"{hashlib.sha256(chr(31).join(words).encode('utf-8', 'replace')).hexdigest()[:40]}@servanda"


def _event(
    standing: Standing, uid: str, deadline: _Deadline, language: Language, address: Callable[[str], str]
) -> Event:
    one, duty = deadline.one, deadline.duty
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", _utc(standing.at if standing.known is None else standing.known))
    _set_time(event, standing, duty)
    changed = _last_change(standing, one.clause, duty)
    event.add("last-modified", _utc(changed))
    event.add("sequence", max(0, (changed - (standing.agreement.title.entry or 0)) // 60))
    event.add("summary", _summary(deadline, language))
    event.add("description", _description(standing, deadline, language))
    event.add("url", address(one.clause.id))
    event.add("status", _status(deadline))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [language.state(duty.state)])
    return event


def _set_time(event: Event, standing: Standing, duty: Duty) -> None:
    """Set an event on the whole of its days where the deadline is a day's end or not certain, else at its hour."""
    assert duty.due is not None
    zone = standing.agreement.title.zone
    first, last = moment_of(duty.due.first, zone), moment_of(duty.due.last, zone)
    if duty.due.first != duty.due.last or (last.hour, last.minute, last.second) == (23, 59, 59):
        event.add("dtstart", first.date().to_stdlib())
        event.add("dtend", last.date().add(days=1).to_stdlib())
    else:
        event.add("dtstart", last.to_stdlib())


def _last_change(standing: Standing, clause: Clause, duty: Duty) -> int:
    """Return when an event last came to say something else: with a report of its clause, or as its time passed.

    A deadline that was moved may have been moved by any report.
    """
    about = standing.hearing.about.get(clause.id, ())
    told = standing.hearing.reports if duty.first_due is not None else about
    passed = [_end(duty)] if _end(duty) <= standing.at else []
    return max([standing.agreement.title.entry or 0, *passed, *(report.public for report in told)])


def _summary(deadline: _Deadline, language: Language) -> str:
    one, duty = deadline.one, deadline.duty
    sign = SIGNS.get(duty.state, "·")
    state = language.state(duty.state)
    if duty.overdue and duty.state == "in force":
        state = f"{state}, {language.text('overdue')}"
    what = [
        one.clause.id,
        language.said(duty.which),
        language.names([printable(name) for name in duty.bearers]),
    ]
    return printable(f"{sign} {': '.join(text for text in what if text)} – {state}")


def _description(standing: Standing, deadline: _Deadline, language: Language) -> str:
    one, duty = deadline.one, deadline.duty
    lines = [norm_told(standing.agreement, one.clause, language)]
    if duty.amount is not None and duty.amount != 1:
        unit = " %" if duty.in_percent else ""
        done, whole = language.said(amount(duty.done)), f"{language.number(duty.amount)}{unit}"
        lines.append(language.text("Done: {done} of {whole}", done=done, whole=whole))
    if duty.late is not None and duty.state == "fulfilled":
        lines.append(language.text("Late by {time}", time=language.said(between(duty.late))))
    if duty.first_due is not None:
        first = language.moment(duty.first_due, standing.agreement.title.zone)
        lines.append(language.text("First due: {time}", time=first))
    lines += [
        language.text("On the reading “{reading}”", reading=printable(name)) for name in deadline.readings
    ]
    lines.append(language.text("Account: {account}", account=language.account(standing.account)))
    return "\n".join(printable(str(text)) for text in lines)


def _status(deadline: _Deadline) -> str:
    duty = deadline.duty
    if duty.state in _GONE:
        return "CANCELLED"
    is_sure = duty.due is not None and duty.due.first == duty.due.last and not deadline.readings
    return "CONFIRMED" if is_sure and duty.state != "suspended" else "TENTATIVE"


def _utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
