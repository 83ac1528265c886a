"""Why a clause stands as it does, in words: the deadline, what counts and on whose word, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.agreement import Clause, terms
from servanda.agreement.printer import term_text
from servanda.agreement.printer import time as time_text
from servanda.clock import Span, moment_of, show_day
from servanda.record import Report, Share, Taken
from servanda.standing.answer import ClauseStanding, Standing, Variant
from servanda.standing.duty import Duty
from servanda.standing.remark import speaker_of
from servanda.standing.words import between, day, number_text

MOST_VOICES = 5
"""Voices named beside an event; the rest are counted."""


@dataclass(frozen=True)
class Reason:
    """A section of an explanation: what it is about, and its sentences."""

    name: str
    title: str
    lines: tuple[str, ...]


def explain(standing: Standing, clause_id: str) -> tuple[Reason, ...]:
    """Explain where a clause stands, down to the reports.

    Raises:
        KeyError: the agreement has no such clause.
    """
    one = standing.of(clause_id)
    sections = (
        Reason("state", "Where it stands", tuple(_state(standing, one))),
        Reason("deadline", "When it is due", tuple(_deadline(standing, one))),
        Reason("counted", _counted_title(one), tuple(_counted(standing, one))),
        Reason("against", "What says that it was not done", tuple(_against(standing, one))),
        Reason("parts", "Its parts", tuple(_parts(standing, one))),
        Reason("remarks", "What to mind", tuple(_texts(one, 0))),
        Reason("beside", "Told otherwise, and not counted", tuple(_texts(one, 1))),
        Reason("said", "Said of it lately", tuple(_texts(one, 2))),
        Reason("readings", "Its readings", tuple(_readings(one))),
        Reason("accounts", "On other accounts", tuple(_accounts(standing, one))),
        Reason("flips", "What would change it", tuple(_flips(standing, one))),
    )
    return tuple(section for section in sections if section.lines)


def amount_text(share: Share) -> str:
    """Return an interval for reading: "3", "596 to 602", "at least 4,200"."""
    least = f"{number_text(share.least)}"
    if share.most is None:
        return f"at least {least}"
    return least if share.least == share.most else f"{least} to {number_text(share.most)}"


def norm_text(standing: Standing, clause: Clause) -> str:
    """Return a clause's norm as a sentence."""
    bearers = standing.agreement.bearers(clause)
    who = bearers[0] if len(bearers) == 1 else f"{', '.join(bearers[:-1])} and {bearers[-1]}"
    how = " together" if clause.jointly else (" each" if len(bearers) > 1 else "")
    to = next((f" to {' and '.join(t.names)}" for t in clause.terms if isinstance(t, terms.To)), "")
    phase = next((f" in phase {t.phase}" for t in clause.terms if isinstance(t, terms.InPhase)), "")
    return f"{who}{how} {clause.norm} {_act_text(clause)}{to}{phase}."


def _act_text(clause: Clause) -> str:
    amount = next((t for t in clause.terms if isinstance(t, terms.Amount) and t.number is not None), None)
    if amount is None or amount.number is None or not amount.unit or not clause.act.endswith(amount.unit):
        return clause.act
    form = "" if amount.form == "exactly" else f"{amount.form} "
    return f"{clause.act[: -len(amount.unit)]}{form}{number_text(amount.number)} {amount.unit}"


def _state(standing: Standing, one: ClauseStanding) -> Iterator[str]:
    zone = standing.agreement.title.zone
    known = "" if standing.known is None else f", as known by {show_day(moment_of(standing.known, zone))}"
    yield norm_text(standing, one.clause)
    yield f"On {show_day(moment_of(standing.at, zone))}{known}, on the {standing.account} account: {one.state}{_most(one.first)}."
    yield from _done(one)
    if one.clause.known == "unknown":
        yield "The text of this term was never published."
    elif one.clause.known != "seen":
        yield f"The text of this term is {one.clause.known}, not seen in print."


def _most(variant: Variant) -> str:
    return f"; if all that is not refuted were taken, {variant.most_state}" if variant.most_state else ""


def _is_counted(clause: Clause) -> bool:
    slots = {term.slot for term in clause.terms}
    return bool(slots & {"amount", "ratios", "stages", "place of"})


def _done(one: ClauseStanding) -> Iterator[str]:
    progress = one.first.progress
    if one.clause.norm in ("must not", "should not"):
        for variant in one.variants:
            label = f'On the reading "{variant.label}": ' if variant.label else ""
            yield f"{label}{amount_text(variant.violations)} violation{'' if variant.violations == Share(1, 1) else 's'} found."
        return
    if (
        progress.of is None
        and not any(isinstance(t, terms.Amount) for t in one.clause.terms)
        and not one.first.duties
    ):
        return
    if not _is_counted(one.clause):
        return
    of = "; how many in all was never published" if progress.of is None else f" of {number_text(progress.of)}"
    unit = " %" if progress.in_percent else ""
    due = "" if progress.due is None else f", {number_text(progress.due)}{unit} of them due by now"
    yield f"Done: {amount_text(progress.done)}{of}{unit}{due}."


def _deadline(standing: Standing, one: ClauseStanding) -> Iterator[str]:
    for variant in one.variants:
        label = f'On the reading "{variant.label}": ' if variant.label else ""
        for duty in _telling_duties(variant.duties):
            yield f"{label}{_due_text(standing, one.clause, duty)}"
    yield from _counting(standing, one.clause)


def _telling_duties(duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
    """Return the duties worth a line each: all of a few, else those that are open or broken, and the last."""
    if len(duties) <= 8:
        return duties
    violated = [duty for duty in duties if duty.state == "violated"]
    open_ones = [duty for duty in duties if duty.state not in ("fulfilled", "lapsed", "violated")]
    return (*violated[-4:], *open_ones[-7:]) or duties[-1:]


def _due_text(standing: Standing, clause: Clause, duty: Duty) -> str:
    zone = standing.agreement.title.zone
    if clause.norm in ("must not", "should not", "may"):
        until = "with no end known yet" if duty.due is None else f"until {_span_text(duty.due, zone)}"
        return f"{' and '.join(duty.bearers)}, {until}: {duty.state}."
    which = f"{duty.label}, " if duty.label else ""
    which = (
        f"{' and '.join(duty.bearers)}, {which}"
        if len(standing.agreement.bearers(clause)) > 1 and not clause.jointly
        else which
    )
    unit = "% " if duty.in_percent else ""
    amount = "" if duty.amount is None or not _is_counted(clause) else f"{number_text(duty.amount)} {unit}"
    when = "no date is known" if duty.due is None else f"due by {_span_text(duty.due, zone)}"
    first = f" (first by {show_day(moment_of(duty.first_due, zone))})" if duty.first_due is not None else ""
    late = ""
    if duty.late is not None and duty.state == "fulfilled":
        late = f", {between(duty.late)} late"
    met = (
        f", met {_span_text(duty.met, zone)}{late}"
        if duty.met is not None and duty.state == "fulfilled"
        else ""
    )
    return f"{which}{amount}{when}{first}: {duty.state}{met}."


def _span_text(span: Span, zone: str) -> str:
    first, last = moment_of(span.first, zone), moment_of(span.last, zone)
    if first.date() == last.date():
        return show_day(last)
    return f"{day(span.first, zone, span.last)} to {show_day(last)}"


def _counting(standing: Standing, clause: Clause) -> Iterator[str]:
    head = standing.agreement.title
    times = [time for term in clause.terms for time in terms.times_of(term)]
    days = [time for time in times if isinstance(time, terms.Day) and time.phase is None]
    if days and head.entry is not None:
        first = "is day 1" if head.first_day_is_entry else "is the day before day 1"
        yield f"Days are counted from {show_day(moment_of(head.entry, head.zone)).rsplit(' ', 1)[0]}, which {first}, in the zone {head.zone}; a day ends with its last second."
    unknown = [time for time in times if isinstance(time, terms.UnknownTime)]
    if unknown:
        yield "The text gives no time for it."
    for term in clause.terms:
        if isinstance(term, terms.Within):
            yield f'The text says "within {term.length} of {time_text(term.anchor)}", its last day {"counted" if head.inclusive else "not counted"}.'
        elif isinstance(term, terms.EachLink | terms.Answers | terms.If):
            yield f'The text says "{term_text(term)}".'


def _counted_title(one: ClauseStanding) -> str:
    return "Violations found" if one.clause.norm in ("must not", "should not") else "What counts"


def _counted(standing: Standing, one: ClauseStanding) -> Iterator[str]:
    ids = dict.fromkeys(event for variant in one.variants for duty in variant.duties for event in duty.events)
    taken = {t.weighed.event.id: t for t in standing.taken[standing.account]}
    for taken_one in sorted((taken[i] for i in ids if i in taken), key=lambda t: t.span):
        yield _event_text(standing, one.clause, taken_one)


def _event_text(standing: Standing, clause: Clause, taken: Taken) -> str:
    zone = standing.agreement.title.zone
    event = taken.weighed.event
    share = _share_of(clause, taken)
    amount = "" if event.matter.forbidden or not event.matter.counted else f"{amount_text(share)}, "
    words = taken.weighed.whole.words if taken.weighed.whole else ()
    reports = [w.report for w in words if not w.is_contest] or [
        r for r in event.reports if r.stance in ("asserts", "declares")
    ]
    against = [w.report for w in words if w.is_contest]
    contested = f"; contested by {_voices(against)}" if against and taken.weighed.contested else ""
    by = f" by {' and '.join(event.actors)}" if event.matter.forbidden else ""
    kinds = (
        f", described as {' and '.join(sorted(event.kinds))}"
        if event.matter.forbidden and event.kinds
        else ""
    )
    return (
        f"{event.id.split(':')[0]}{by}: {amount}{_span_text(taken.span, zone)}{kinds}. {taken.weighed.ground.capitalize()}: {taken.rule}"
        f"{contested}. Told by {_voices(reports)}."
    )


def _share_of(clause: Clause, taken: Taken) -> Share:
    kinds = [k for t in clause.terms if isinstance(t, terms.CountingOnly) for k in t.kinds]
    shares = [taken.parts[k.casefold()] for k in kinds if k.casefold() in taken.parts]
    return shares[0] if shares else taken.share


def _voices(reports: list[Report]) -> str:
    told: dict[str, str] = {}
    for report in reports:
        through = report.source if report.speaker and report.source else ""
        told.setdefault(
            speaker_of(report),
            f"{speaker_of(report)}{f' ({through}, {report.id})' if through else f' ({report.id})'}",
        )
    named = list(told.values())
    more = f" and {len(named) - MOST_VOICES} more" if len(named) > MOST_VOICES else ""
    return ", ".join(named[:MOST_VOICES]) + more if named else "nobody in so many words"


def _against(standing: Standing, one: ClauseStanding) -> Iterator[str]:
    zone = standing.agreement.title.zone
    reports = {report.id: report for report in standing.hearing.reports}
    ids = dict.fromkeys(i for variant in one.variants for duty in variant.duties for i in duty.against)
    for report in (reports[i] for i in ids):
        through = f"{report.source}, " if report.source and report.speaker else ""
        note = f": {report.note.split(' (also')[0]}" if report.note else ""
        yield f"{speaker_of(report)} ({through}{report.id}) {report.stance} it, {day(report.said.last, zone, standing.at)}{note}."
    if ids and one.clause.jointly:
        yield "All its actors say so; which of them is at fault is not said."


def _parts(standing: Standing, one: ClauseStanding) -> Iterator[str]:
    if not one.clause.heading:
        return
    total = 0.0
    for part in standing.agreement.parts(one.clause.id):
        there = standing.of(part.id)
        progress = there.first.progress
        of = "" if progress.of is None else f" of {number_text(progress.of)}"
        state = "nothing called for yet" if progress.of == 0 else there.state
        key = "; ".join(term_text(t) for t in part.terms if isinstance(t, terms.Ratio | terms.CountingOnly))
        total += progress.done.least
        yield f"#{part.id} ({key}): {amount_text(progress.done)}{of}, {state}."
    left = one.first.progress.done.least - total
    if left > 0:
        yield f"{number_text(left)} are not told to belong to any one part, and no part was open that they must have gone to."


def _texts(one: ClauseStanding, weight: int) -> Iterator[str]:
    yield from (f"{remark.text}." for remark in one.remarks if remark.weight == weight)


def _readings(one: ClauseStanding) -> Iterator[str]:
    for reading in one.clause.readings:
        held = (
            f"held by {' and '.join(reading.holders)}" if reading.holders else "held by none of the parties"
        )
        yield f'"{reading.name}", {held}: {" ".join(term_text(t) for t in reading.terms) or "as written"}.'
    if len(one.variants) > 1:
        for variant in one.variants:
            yield f'On "{variant.label}": {variant.state}{_most(variant)}.'


def _accounts(standing: Standing, one: ClauseStanding) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for account, state in one.accounts.items():
        if account != standing.account:
            groups.setdefault(state, []).append(account)
    for state, accounts in groups.items():
        yield f"{state}: {', '.join(accounts)}."
    if one.disputed:
        yield "It is disputed: the accounts of parties or mediators, or the readings, differ."
    elif one.unsettled:
        yield "It is unsettled: only the cautious and the generous account differ."


def _flips(standing: Standing, one: ClauseStanding) -> Iterator[str]:
    zone = standing.agreement.title.zone
    bearers = " or ".join(one.bearers)
    if one.state == "violated" and one.clause.norm == "must not":
        yield "It would stand as not violated if every incident above were refuted: by a finding, by the teller's own later word, or by a finding that it was excused."
    elif _is_level(one.clause):
        yield "A level beyond the bound, told by its bearer or by a voice of neither side, violates it; none takes that back but the finding that it was not so."
    elif one.state == "violated":
        yield f"A report that it was done after all, by a voice that this does not favour, would make it fulfilled, late; so would {bearers}'s own word if the other side admits it."
    elif one.clause.norm == "must not":
        yield "An incident told against its teller's interest, by two independent voices, or by one that nobody denies, would make it violated."
    elif one.state == "fulfilled":
        yield f"A finding otherwise, or {bearers}'s own word that less was done, would take it back."
    elif one.state == "in force" and one.clause.norm == "must":
        yield from _open_flips(one, bearers, zone, standing.at)
    claimed = [remark.text.split(":")[0] for remark in one.remarks if remark.name == "claimed"]
    if claimed:
        yield f"A voice with no side in it, opposed by nobody, would have this account take {', '.join(claimed)}."


def _is_level(clause: Clause) -> bool:
    slots = {term.slot for term in clause.terms}
    bound = any(isinstance(t, terms.Amount) and t.form in ("at least", "at most") for t in clause.terms)
    return bound and "throughout" in slots


def _open_flips(one: ClauseStanding, bearers: str, zone: str, at: int) -> Iterator[str]:
    following = one.first.next
    missing = None if one.first.progress.of is None else one.first.progress.of - one.first.progress.done.least
    if not _is_counted(one.clause):
        yield "Told by a voice that this does not favour, and denied by nobody, it would be fulfilled."
    elif missing is not None and missing > 0:
        yield f"{number_text(missing)} more, told by a voice that this does not favour and denied by nobody, would make it fulfilled."
    overdue = [duty for duty in one.first.duties if duty.overdue and duty.due is not None]
    if overdue and overdue[-1].due is not None:
        since = day(overdue[-1].due.last, zone, at)
        who = (
            f"the word of all of {bearers.replace(' or ', ' and ')}"
            if one.clause.jointly
            else f"a finding, {bearers}'s own admission, or a statement that nobody opposes"
        )
        yield f"Said after {since}, {who} that it was not done would make it violated. Silence does not."
    elif following is not None:
        yield f"It cannot be violated before {day(following.by, zone, at)} has passed."
    if one.first.progress.of is None and _is_counted(one.clause):
        yield "Since its number was never published, no report of numbers alone can make it fulfilled."


__all__ = ["Reason", "amount_text", "explain", "norm_text"]
