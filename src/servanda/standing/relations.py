"""Remarks on how a clause hangs together with others: in step, in place of, refused, awaiting leave or a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.agreement import Agreement, Clause, Listing, Relisted, conditions_of, terms
from servanda.agreement.printer import condition as condition_text
from servanda.record import Hearing, Report, Taken, act_key, leave_of, refusal_of
from servanda.standing.arrays import NEVER
from servanda.standing.duty import Duty
from servanda.standing.remark import Remark, speaker_of
from servanda.standing.state import Use
from servanda.standing.words import day, number_text


def in_step(duties: tuple[Duty, ...], at: int, zone: str) -> Iterator[Remark]:
    """Say how a duty stands against the one that it is owed in step with."""
    for duty in duties:
        if not duty.step or duty.state == "fulfilled":
            continue
        other = f"#{duty.step_with}"
        when = (
            f"due by {day(duty.due.last, zone, at)} in step" if duty.due else "owed in step, without a date,"
        )
        match duty.step:
            case "level" if duty.due is not None:
                text = f"a stand-off since {day(duty.due.last, zone, at)}: {other} is owed in step with it, and neither has gone further; nobody's breach alone"
                yield Remark("stand-off", text)
            case "ahead":
                yield Remark("waits-for-other", f"{when} with {other}, which is behind; it may wait")
            case "behind":
                yield Remark("behind", f"{when} with {other}, which has gone further")
            case _:
                pass


def replaced_by(agreement: Agreement, clause: Clause, state: str) -> Iterator[Remark]:
    """Say which clause took the place of a discharged one, and in whose place a clause stands."""
    if state == "discharged":
        for other in agreement.clauses.values():
            if any(isinstance(t, terms.InPlaceOf) and t.clause == clause.id for t in other.terms):
                who = " and ".join(agreement.bearers(other))
                yield Remark("discharged", f"what was left of it is due under #{other.id}, from {who}")
    for term in clause.terms:
        if isinstance(term, terms.InPlaceOf) and state != "not yet in force":
            yield Remark("in-place-of", f"it stands in place of #{term.clause}")


def refused(
    clause: Clause, hearing: Hearing, taken: tuple[Taken, ...], at: int, zone: str
) -> Iterator[Remark]:
    """Say by whom a right was refused, taken or only claimed."""
    ids = {one.weighed.event.id for one in taken}
    for weighed in hearing.events_of(refusal_of(clause.act)) if clause.is_right else ():
        event = weighed.event
        about = not event.reports[0].clauses or clause.id in event.reports[0].clauses
        if not about or weighed.span.first > at:
            continue
        who = " and ".join(event.actors) or "somebody"
        to = " and ".join(dict.fromkeys(name for report in event.reports for name in report.to))
        said = f"refused{f' to {to}' if to else ''} by {who} on {day(weighed.span.last, zone, at)}"
        reports = tuple(report.id for report in event.reports)
        if event.id in ids:
            yield Remark("refused", f"{said}; {weighed.ground}: {weighed.rule}", reports)
        else:
            voices = ", ".join(dict.fromkeys(speaker_of(report) for report in event.reports))
            yield Remark("claimed", f"{said}, as {voices} says; not taken here", reports)


def awaiting(
    clause: Clause, hearing: Hearing, taken: tuple[Taken, ...], at: int, *, is_fulfilled: bool
) -> Iterator[Remark]:
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
            )
        if isinstance(term, terms.FulfilledWhen):
            names = " or ".join(term.names)
            told = [
                one for one in hearing.events_of(clause.act)
                if any(r.stance == "asserts" and hearing.matters.concerns(clause, r) for r in one.event.reports)
                and one.span.first <= at and not hearing.found_by(one.event) & set(term.names)
            ]  # fmt: skip
            if told and not is_fulfilled:
                yield Remark(
                    "not-found-yet", f"done as told, but {names} has not found it; only that finding counts"
                )


def undefined_status(hearing: Hearing, clause: Clause, at: int, zone: str) -> Iterator[Remark]:
    """Tell of a status that somebody declared for a clause and that no clause of the text gives."""
    told: dict[tuple[str, str], list[Report]] = {}
    for report in hearing.declared.get(clause.id, ()):
        if report.said.first <= at:
            who = " and ".join(report.by) or speaker_of(report)
            told.setdefault((who, report.act), []).append(report)
    for (who, act), reports in told.items():
        on = day(reports[0].said.last, zone, at)
        text = f'{who} declared on {on}: "{act}"; a status that this text does not define, so the clause stands as it is'
        yield Remark("undefined-status", text, tuple(report.id for report in reports))


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
        of = "" if number is None else f", {number_text(number)} in all"
        yield Remark("listed", f"as listed in #{term.list}: {what}{of}{since}")


def missing_links(clause: Clause, at_hand: frozenset[str]) -> Iterator[Remark]:
    """Say which other agreement a condition asks about and is not at hand."""
    for one in conditions_of(clause):
        if isinstance(one, terms.AgreementIs) and one.agreement not in at_hand:
            yield Remark(
                "not-at-hand", f"whether #{one.agreement} is open or over cannot be told: it is not at hand"
            )


def used(
    clause: Clause, duties: tuple[Duty, ...], taken: tuple[Taken, ...], at: int, zone: str
) -> Iterator[Remark]:
    """Say by whom and when a power was used, and where that was out of its time or its condition."""
    if not any(isinstance(term, terms.Then) for term in clause.terms):
        return
    by_id = {one.weighed.event.id: one for one in taken}
    for duty in duties:
        for event in duty.events:
            if event in by_id and by_id[event].span.first <= at:
                void = (
                    "" if duty.state == "exercised" else ", out of its time or condition, so without effect"
                )
                who = " and ".join(duty.bearers)
                yield Remark("used", f"used by {who} on {day(by_id[event].span.last, zone, at)}{void}")


def set_going(clause: Clause, uses: Iterable[tuple[str, Use, int]], at: int, zone: str) -> Iterator[Remark]:
    """Say which uses of powers ended, suspended, resumed or extended what a clause stands on, and what is to come.

    Args:
        uses: the power, the use, and when its effect takes hold in the world shown.
    """
    phases = {term.phase for term in clause.terms if isinstance(term, terms.InPhase)}
    for power, use, when in uses:
        effect = use.term.effect
        own = power == clause.id and use.term.delay is not None
        verb = _verb(effect, clause.id, phases)
        if own and at < when < NEVER:
            yield Remark("to-come", f"what it sets going takes hold on {day(when, zone, at)}{_unless(use)}")
        elif own and when >= NEVER:
            yield Remark("to-come", f"what it set going does not take hold{_because(use)}")
        elif verb and when <= at and power != clause.id:
            who = " and ".join(sorted(use.users))
            yield Remark("set-going", f"{verb} on {day(when, zone, at)} under #{power}, used by {who}")


def _verb(effect: terms.Effect, clause: str, phases: set[str]) -> str:
    match effect:
        case terms.Suspends(clauses, phase) if clause in clauses or phase in phases:
            return "suspended" if clause in clauses else f"phase {phase} suspended"
        case terms.Resumes(clauses, phase) if clause in clauses or phase in phases:
            return "resumed" if clause in clauses else f"phase {phase} resumed"
        case terms.Ends(clauses, phase) if clause in clauses or phase in phases:
            return "ended" if clause in clauses else f"phase {phase} ended"
        case terms.Extends(phase) if phase in phases:
            return f"phase {phase} extended"
        case _:
            return ""


def _unless(use: Use) -> str:
    return "" if use.term.unless is None else f", unless {condition_text(use.term.unless)}"


def _because(use: Use) -> str:
    return "" if use.term.unless is None else f": {condition_text(use.term.unless)}"


def said_undone(
    clause: Clause, duties: tuple[Duty, ...], hearing: Hearing, at: int, zone: str
) -> Iterator[Remark]:
    """Tell who says, after its deadline, that a duty was not done, where that breaks nothing."""
    open_ones = [duty for duty in duties if duty.due is not None and duty.due.last <= at and not duty.against]
    if clause.norm != "must" or not any(duty.state == "in force" for duty in open_ones):
        return
    first = min(duty.due.last for duty in open_ones if duty.due is not None)
    told: dict[str, Report] = {}
    for report in hearing.about.get(clause.id, ()):
        is_no = (
            report.stance in ("denies", "partly denies") and report.measure != "total" and not report.answers
        )
        if is_no and first < report.said.first <= at:
            told[speaker_of(report)] = report
    if told:
        latest = day(max(report.said.last for report in told.values()), zone, at)
        who = ", ".join(list(told)[:3]) + (f" and {len(told) - 3} more" if len(told) > 3 else "")
        yield Remark(
            "said-undone",
            f"said not to be done, or only in part, by {who}, last on {latest}",
            tuple(r.id for r in told.values()),
            weight=1,
        )


def not_followed(clause: Clause, duties: tuple[Duty, ...]) -> Iterator[Remark]:
    """Say how often advice against an act was not followed, which breaks nothing."""
    times = sum(duty.done.least for duty in duties) if clause.norm == "should not" else 0
    if times:
        yield Remark(
            "not-followed",
            f"not followed {number_text(times)} time{'' if times == 1 else 's'}; it is advice, so nothing is broken",
        )


def levels(
    clause: Clause, duties: tuple[Duty, ...], hearing: Hearing, at: int, zone: str
) -> Iterator[Remark]:
    """Tell the latest level of each bearer, and when it was beyond the bound before."""
    reports = {report.id: report for report in hearing.about.get(clause.id, ())}
    for duty in duties:
        if not duty.levels:
            continue
        latest = duty.levels[-1]
        who, on = " and ".join(duty.bearers), day(latest.span.last, zone, at)
        text = (
            f"{who}: {reports[latest.report].quantity} on {on}, as {speaker_of(reports[latest.report])} tells"
        )
        beyond = [level for level in duty.levels[:-1] if level.is_beyond]
        if beyond and not latest.is_beyond:
            text += f"; beyond the bound on {day(beyond[-1].span.last, zone, at)}"
        yield Remark("level", text, (latest.report,))
