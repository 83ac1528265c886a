"""Remarks on how a clause hangs together with others: in step, in place of, refused, awaiting leave or a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.agreement import Agreement, Clause, Listing, Relisted, conditions_of, terms
from servanda.agreement.printer import condition as condition_text
from servanda.record import Event, Hearing, Report, Taken, act_key, leave_of, refusal_of
from servanda.sentences import SILENCE, Sentence, Value, day_of, names_of, plural, say
from servanda.standing.arrays import NEVER
from servanda.standing.duty import Duty
from servanda.standing.remark import Remark
from servanda.standing.state import Use
from servanda.standing.tellings import shortened
from servanda.standing.vocabulary import speaker_of, word
from servanda.standing.words import quantity_of, shown


def in_step(duties: tuple[Duty, ...], at: int, zone: str) -> Iterator[Remark]:
    """Say how a duty stands against the one that it is owed in step with."""
    for duty in duties:
        if not duty.step or duty.state == "fulfilled":
            continue
        other, due = duty.step_with, None if duty.due is None else day_of(duty.due.last, zone, at)
        when = say("owed in step, without a date,") if due is None else say("due by {day} in step", day=due)
        match duty.step:
            case "level" if due is not None:
                words = say(
                    "a stand-off since {day}: #{clause} is owed in step with it, and neither has gone further; nobody's breach alone",
                    day=due,
                    clause=other,
                )
                yield Remark("stand-off", words)
            case "ahead":
                words = say("{owed} with #{clause}, which is behind; it may wait", owed=when, clause=other)
                yield Remark("waits-for-other", words)
            case "behind":
                words = say("{owed} with #{clause}, which has gone further", owed=when, clause=other)
                yield Remark("behind", words)
            case _:
                pass


def replaced_by(agreement: Agreement, clause: Clause, state: str) -> Iterator[Remark]:
    """Say which clause took the place of a discharged one, and in whose place a clause stands."""
    if state == "discharged":
        for other in agreement.clauses.values():
            if any(isinstance(t, terms.InPlaceOf) and t.clause == clause.id for t in other.terms):
                words = say(
                    "what was left of it is due under #{clause}, from {bearers}",
                    clause=other.id,
                    bearers=names_of(agreement.bearers(other)),
                )
                yield Remark("discharged", words)
    for term in clause.terms:
        if isinstance(term, terms.InPlaceOf) and state != "not yet in force":
            yield Remark("in-place-of", say("it stands in place of #{clause}", clause=term.clause))


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
        words = _refusal(event, day_of(weighed.span.last, zone, at))
        reports = tuple(report.id for report in event.reports)
        if event.id in ids:
            because = say(
                "{refused}; {ground}: {rule}",
                refused=words,
                ground=word(weighed.ground),
                rule=weighed.because,
            )
            yield Remark("refused", because, reports)
        else:
            speakers = dict.fromkeys(speaker_of(report) for report in event.reports)
            voices = names_of(speakers, "commas")
            words = say("{refused}, as {speakers} says; not taken here", refused=words, speakers=voices)
            yield Remark("claimed", words, reports)


def _refusal(event: Event, day: Value) -> Sentence:
    who = names_of(event.actors) if event.actors else say("somebody")
    to = names_of(dict.fromkeys(name for report in event.reports for name in report.to))
    if to.names:
        return say("refused to {names} by {actors} on {day}", names=to, actors=who, day=day)
    return say("refused by {actors} on {day}", actors=who, day=day)


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
            names = names_of(term.names, "or")
            yield Remark(
                "leave",
                say("leave of {names} is on record", names=names)
                if given
                else say("needs the leave of {names}", names=names),
            )
        if isinstance(term, terms.FulfilledWhen):
            names = names_of(term.names, "or")
            told = [
                one for one in hearing.events_of(clause.act)
                if any(r.stance == "asserts" and hearing.matters.concerns(clause, r) for r in one.event.reports)
                and one.span.first <= at and not hearing.found_by(one.event) & set(term.names)
            ]  # fmt: skip
            if told and not is_fulfilled:
                words = say(
                    "done as told, but {names} has not found it; only that finding counts", names=names
                )
                yield Remark("not-found-yet", words)


def undefined_status(hearing: Hearing, clause: Clause, at: int, zone: str) -> Iterator[Remark]:
    """Tell of a status that somebody declared for a clause and that no clause of the text gives."""
    told: dict[tuple[Value, str], list[Report]] = {}
    for report in hearing.declared.get(clause.id, ()):
        if report.said.first <= at:
            who = names_of(report.by) if report.by else speaker_of(report)
            told.setdefault((who, report.act), []).append(report)
    for (who, act), reports in told.items():
        words = say(
            '{speaker} declared on {day}: "{act}"; a status that this text does not define, so the clause stands as it is',
            speaker=who,
            day=day_of(reports[0].said.last, zone, at),
            act=act,
        )
        yield Remark("undefined-status", words, tuple(report.id for report in reports))


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
        words = say(
            "by acts of {actors}, for which {bearers} answers",
            actors=names_of(sorted(doers)),
            bearers=names_of(clause.bearers),
        )
        yield Remark("through-others", words, weight=1)


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
                    content, number, since = change.what.content, change.what.number, amendment.id
        words = say(
            "as listed in #{list}: {content}",
            list=term.list,
            content=say("was never published") if content is None else content,
        )
        if number is not None:
            words = say("{listed}, {number} in all", listed=words, number=shown(number))
        if since:
            words = say("{listed}, since #{amendment}", listed=words, amendment=since)
        yield Remark("listed", words)


def missing_links(clause: Clause, at_hand: frozenset[str]) -> Iterator[Remark]:
    """Say which other agreement a condition asks about and is not at hand."""
    for one in conditions_of(clause):
        if isinstance(one, terms.AgreementIs) and one.agreement not in at_hand:
            words = say(
                "whether #{agreement} is open or over cannot be told: it is not at hand",
                agreement=one.agreement,
            )
            yield Remark("not-at-hand", words)


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
                words = say(
                    "used by {bearers} on {day}",
                    bearers=names_of(duty.bearers),
                    day=day_of(by_id[event].span.last, zone, at),
                )
                if duty.state != "exercised":
                    words = say("{used}, out of its time or condition, so without effect", used=words)
                yield Remark("used", words)


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
            yield Remark("to-come", _to_come(use, day_of(when, zone, at)))
        elif own and when >= NEVER:
            yield Remark("to-come", _not_to_come(use))
        elif verb and when <= at and power != clause.id:
            words = say(
                "{effect} on {day} under #{power}, used by {users}",
                effect=verb,
                day=day_of(when, zone, at),
                power=power,
                users=names_of(sorted(use.users)),
            )
            yield Remark("set-going", words)


def _verb(effect: terms.Effect, clause: str, phases: set[str]) -> Sentence:
    match effect:
        case terms.Suspends(clauses, phase) if clause in clauses or phase in phases:
            return (
                say("suspended") if clause in clauses else say("phase {phase} suspended", phase=phase or "")
            )
        case terms.Resumes(clauses, phase) if clause in clauses or phase in phases:
            return say("resumed") if clause in clauses else say("phase {phase} resumed", phase=phase or "")
        case terms.Ends(clauses, phase) if clause in clauses or phase in phases:
            return say("ended") if clause in clauses else say("phase {phase} ended", phase=phase or "")
        case terms.Extends(phase) if phase in phases:
            return say("phase {phase} extended", phase=phase)
        case _:
            return SILENCE


def _to_come(use: Use, day: Value) -> Sentence:
    if use.term.unless is None:
        return say("what it sets going takes hold on {day}", day=day)
    unless = condition_text(use.term.unless)
    return say("what it sets going takes hold on {day}, unless {condition}", day=day, condition=unless)


def _not_to_come(use: Use) -> Sentence:
    if use.term.unless is None:
        return say("what it set going does not take hold")
    because = condition_text(use.term.unless)
    return say("what it set going does not take hold: {condition}", condition=because)


def said_undone(
    clause: Clause, duties: tuple[Duty, ...], hearing: Hearing, at: int, zone: str
) -> Iterator[Remark]:
    """Tell who says, after its deadline, that a duty was not done, where that breaks nothing."""
    open_ones = [duty for duty in duties if duty.due is not None and duty.due.last <= at and not duty.against]
    if clause.norm != "must" or not any(duty.state == "in force" for duty in open_ones):
        return
    first = min(duty.due.last for duty in open_ones if duty.due is not None)
    told: dict[Value, Report] = {}
    for report in hearing.about.get(clause.id, ()):
        is_no = (
            report.stance in ("denies", "partly denies") and report.measure != "total" and not report.answers
        )
        if is_no and first < report.said.first <= at:
            told[speaker_of(report)] = report
    if told:
        words = say(
            "said not to be done, or only in part, by {speakers}, last on {day}",
            speakers=shortened(list(told), 3),
            day=day_of(max(report.said.last for report in told.values()), zone, at),
        )
        yield Remark("said-undone", words, tuple(report.id for report in told.values()), weight=1)


def not_followed(clause: Clause, duties: tuple[Duty, ...]) -> Iterator[Remark]:
    """Say how often advice against an act was not followed, which breaks nothing."""
    times = sum(duty.done.least for duty in duties) if clause.norm == "should not" else 0
    if times:
        words = plural(
            "not followed {number} time; it is advice, so nothing is broken",
            "not followed {number} times; it is advice, so nothing is broken",
            shown(times),
        )
        yield Remark("not-followed", words)


def levels(
    clause: Clause, duties: tuple[Duty, ...], hearing: Hearing, at: int, zone: str
) -> Iterator[Remark]:
    """Tell the latest level of each bearer, and when it was beyond the bound before."""
    reports = {report.id: report for report in hearing.about.get(clause.id, ())}
    for duty in duties:
        if not duty.levels:
            continue
        latest = duty.levels[-1]
        report = reports[latest.report]
        assert report.quantity is not None
        words = say(
            "{bearers}: {amount} on {day}, as {speaker} tells",
            bearers=names_of(duty.bearers),
            amount=quantity_of(report.quantity),
            day=day_of(latest.span.last, zone, at),
            speaker=speaker_of(report),
        )
        beyond = [level for level in duty.levels[:-1] if level.is_beyond]
        if beyond and not latest.is_beyond:
            on = day_of(beyond[-1].span.last, zone, at)
            words = say("{told}; beyond the bound on {day}", told=words, day=on)
        yield Remark("level", words, (latest.report,))
