"""Remarks on how a clause hangs together with others: in step, in place of, refused, awaiting leave or a finding."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import Agreement, Clause, Listing, Relisted, conditions_of, terms
from servanda.record import Hearing, Taken, act_key, leave_of, refusal_of
from servanda.standing.duty import Duty
from servanda.standing.remark import Remark, day, speaker_of

UNDEFINED = ("suspend", "resume", "extend", "end", "terminate", "withdraw from", "annul", "leave", "renounce")
"""Words with which an act begins that would change whether a clause binds."""


def in_step(duties: tuple[Duty, ...], zone: str) -> Iterator[Remark]:
    """Say how a duty stands against the one that it is owed in step with."""
    for duty in duties:
        if not duty.step or duty.state == "fulfilled" or duty.due is None:
            continue
        other, since = f"#{duty.step_with}", day(duty.due.last, zone)
        match duty.step:
            case "level":
                text = f"a stand-off since {since}: {other} is owed in step with it, and neither has gone further; nobody's breach alone"
                yield Remark("stand-off", text)
            case "ahead":
                yield Remark(
                    "waits-for-other", f"due by {since} in step with {other}, which is behind; it may wait"
                )
            case _:
                yield Remark("behind", f"due by {since} in step with {other}, which has gone further")


def replaced_by(agreement: Agreement, clause: Clause, state: str) -> Iterator[Remark]:
    """Say which clause took the place of a discharged one, and in whose place a clause stands."""
    if state == "discharged":
        for other in agreement.clauses.values():
            if any(isinstance(t, terms.InPlaceOf) and t.clause == clause.id for t in other.terms):
                who = " and ".join(agreement.bearers(other))
                yield Remark("discharged", f"what was left of it is due under #{other.id}, from {who}")
    for term in clause.terms:
        if isinstance(term, terms.InPlaceOf) and state != "not yet in force":
            yield Remark("in-place-of", f"it stands in place of #{term.clause}", weight=1)


def refused(
    clause: Clause, hearing: Hearing, taken: tuple[Taken, ...], at: int, zone: str
) -> Iterator[Remark]:
    """Say by whom a right was refused, taken or only claimed."""
    words = refusal_of(clause.act)
    ids = {one.weighed.event.id for one in taken}
    for weighed in hearing.events if clause.is_right else ():
        event = weighed.event
        about = not event.reports[0].clauses or clause.id in event.reports[0].clauses
        if act_key(event.act) != words or not about or weighed.span.first > at:
            continue
        who = " and ".join(event.actors) or "somebody"
        to = " and ".join(dict.fromkeys(name for report in event.reports for name in report.to))
        said = f"refused{f' to {to}' if to else ''} by {who} on {day(weighed.span.last, zone)}"
        reports = tuple(report.id for report in event.reports)
        if event.id in ids:
            yield Remark("refused", f"{said}; {weighed.ground}: {weighed.rule}", reports)
        else:
            voices = ", ".join(dict.fromkeys(speaker_of(report) for report in event.reports))
            yield Remark("claimed", f"{said}, as {voices} says; not taken here", reports, weight=1)


def awaiting(clause: Clause, hearing: Hearing, taken: tuple[Taken, ...], at: int) -> Iterator[Remark]:
    """Say what leave, or whose finding, a clause still waits for."""
    for term in clause.terms:
        if isinstance(term, terms.Leave):
            given = [
                one
                for one in taken
                if act_key(one.weighed.event.act) == leave_of(clause.act) and one.span.last <= at
                and clause in hearing.matters.touched(one.weighed.event.reports[0])
                and set(one.weighed.event.actors) & set(term.names)
            ]  # fmt: skip
            names = " or ".join(term.names)
            yield Remark(
                "leave",
                f"leave of {names} is on record" if given else f"needs the leave of {names}",
                weight=1,
            )
        if isinstance(term, terms.FulfilledWhen):
            names = " or ".join(term.names)
            told = [
                one for one in taken
                if hearing.matters.concerns(clause, one.weighed.event.reports[0]) and one.span.first <= at
                and not hearing.found_by(one.weighed.event) & set(term.names)
            ]  # fmt: skip
            if told:
                yield Remark(
                    "not-found-yet", f"done as told, but {names} has not found it; only that finding counts"
                )


def undefined_status(hearing: Hearing, clause: Clause, at: int, zone: str) -> Iterator[Remark]:
    """Tell of a status that somebody declared for a clause and that no clause of the text gives."""
    for report in hearing.reports:
        declared = report.stance == "declares" and report.act.casefold().startswith(UNDEFINED)
        known = bool(hearing.matters.of(report).clauses)
        if declared and not known and clause.id in report.clauses and report.said.first <= at:
            who = speaker_of(report)
            text = f'{who} declared on {day(report.said.last, zone)}: "{report.act}"; a status that this text does not define, so it still binds here'
            yield Remark("undefined-status", text, (report.id,))


def others_acts(clause: Clause, duties: tuple[Duty, ...], taken: tuple[Taken, ...]) -> Iterator[Remark]:
    """Say whose acts count against a bearer who answers for others."""
    names = [name for term in clause.terms if isinstance(term, terms.AnswersFor) for name in term.names]
    counted = {event for duty in duties for event in duty.events}
    doers = {
        actor
        for one in taken
        if one.weighed.event.id in counted
        for actor in one.weighed.event.actors
        if actor in names
    }
    if doers:
        who = " and ".join(sorted(doers))
        yield Remark(
            "through-others", f"by acts of {who}, for which {' and '.join(clause.bearers)} answers", weight=1
        )


def listed(agreement: Agreement, clause: Clause, in_force: tuple[str, ...]) -> Iterator[Remark]:
    """Say what the list says that a clause refers to, as amended by some amendments."""
    for term in clause.terms:
        if not isinstance(term, terms.Listed) or term.list not in agreement.lists:
            continue
        listing: Listing = agreement.lists[term.list]
        content, number, since = listing.content, listing.number, ""
        for amendment in agreement.amendments:
            for change in amendment.changes:
                if (
                    change.target == term.list
                    and isinstance(change.what, Relisted)
                    and amendment.id in in_force
                ):
                    content, number, since = (
                        change.what.content,
                        change.what.number,
                        f", since #{amendment.id}",
                    )
        what = "was never published" if content is None else content
        of = "" if number is None else f", {number:,g} in all"
        yield Remark("listed", f"as listed in #{term.list}: {what}{of}{since}", weight=1)


def missing_links(clause: Clause, at_hand: frozenset[str]) -> Iterator[Remark]:
    """Say which other agreement a condition asks about and is not at hand."""
    for one in conditions_of(clause):
        if isinstance(one, terms.AgreementIs) and one.agreement not in at_hand:
            yield Remark(
                "not-at-hand", f"whether #{one.agreement} is open or over cannot be told: it is not at hand"
            )
