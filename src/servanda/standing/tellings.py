"""Remarks on what is told: what was withheld, what is told and not taken, what was promised or threatened of late."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import Clause
from servanda.record import Hearing, Range, Report
from servanda.sentences import Numeral, Sentence, Value, day_of, names_of, plural, say
from servanda.standing.remark import Remark
from servanda.standing.vocabulary import speaker_of
from servanda.standing.words import RECENT, quantity_of


def withheld(hearing: Hearing, clause: Clause, at: int, zone: str) -> Iterator[Remark]:
    """Say what was held back, how much, in answer to what, and on whose word."""
    bearers = hearing.agreement.bearers(clause)
    held: dict[tuple[str, bool], list[Report]] = {}
    for report in hearing.about.get(clause.id, ()):
        if (
            report.answers
            and report.said.first <= at
            and report.stance in ("denies", "partly denies", "declares")
        ):
            voice = hearing.voices[report.id]
            held.setdefault((report.event, voice.side in bearers and voice.belongs), []).append(report)
    for (_, own), reports in held.items():
        first = reports[0]
        happened = first.happened or first.said
        what = _held_back(day_of(happened.last, zone, at), _joined(reports), _answered(hearing, first, at))
        words = (
            say("{withheld}; by {speaker}'s own word", withheld=what, speaker=speaker_of(first))
            if own
            else say(
                "{withheld}; as {speaker} tells it, not on the bearer's own word",
                withheld=what,
                speaker=speaker_of(first),
            )
        )
        yield Remark("withheld" if own else "said-withheld", words, tuple(r.id for r in reports))


def _held_back(day: Value, much: Value | None, answered: Sentence) -> Sentence:
    if much is None:
        return say("{day}: withheld, in answer to {answered}", day=day, answered=answered)
    return say("{day}: {amount} withheld, in answer to {answered}", day=day, amount=much, answered=answered)


def _joined(reports: list[Report]) -> Value | None:
    quantities = [report.quantity for report in reports if report.quantity is not None]
    if not quantities:
        return None
    highs = [q.high for q in quantities if q.high is not None]
    return quantity_of(
        Range(min(q.low for q in quantities), max(highs) if len(highs) == len(quantities) else None)
    )


def _answered(hearing: Hearing, report: Report, at: int) -> Sentence:
    clause = hearing.agreement.clauses.get(report.answers)
    told = hearing.events if clause is None else hearing.events_of(clause.act)
    begun = [
        e
        for e in told
        if (clause is not None or e.event.slug == report.answers)
        and e.span.first <= min(at, report.said.last)
    ]
    omitted = any(
        r.stance in ("denies", "partly denies") and r.said.first <= min(at, report.said.last)
        for r in hearing.about.get(report.answers, ())
    )
    if clause is not None:
        what = say("#{clause}", clause=clause.id)
        return what if begun or omitted else _nothing_earlier(what)
    what = say("{event}", event=report.answers.replace("-", " "))
    if not begun and not omitted:
        what = _nothing_earlier(what)
    about = any(e.event.matter.clauses and e.event.matter.forbidden for e in begun)
    return what if about else say("{answered}, which no clause of this text forbids", answered=what)


def _nothing_earlier(what: Sentence) -> Sentence:
    return say("{answered}, of which nothing earlier is on record", answered=what)


def claims(hearing: Hearing, clause: Clause, at: int, taken: frozenset[str]) -> Iterator[Remark]:
    """Say what is told and not taken, by whom, and who denies it."""
    entry = hearing.agreement.title.entry or 0
    for weighed in hearing.events_of(clause.act):
        event = weighed.event
        if (
            weighed.span.last < entry
            or not any(hearing.matters.concerns(clause, report) for report in event.reports)
            or weighed.span.first > at
        ):
            continue
        words = weighed.whole.words if weighed.whole else ()
        yes = [word.report for word in words if word.is_yes and not word.is_contest]
        no = [word.report for word in words if word.is_contest]
        if (
            not yes
            or (weighed.ground != "claimed" and not (no and event.id in taken))
            or any(r.answers for r in no)
        ):
            continue
        told = say("{event}: said by {speakers}", event=event.slug or event.id, speakers=_speakers(yes))
        sentence = (
            say("{told}; {denials}", told=told, denials=_denials(no))
            if no
            else say("{told}; no other word of it", told=told)
        )
        reports = tuple(report.id for report in (*yes, *no))
        yield Remark("contested" if no else "claimed", sentence, reports, weight=1)


def _denials(reports: list[Report]) -> Sentence:
    whole = [r for r in reports if r.stance != "partly denies"]
    part = [r for r in reports if r.stance == "partly denies"]
    if not part:
        return say("denied by {deniers}", deniers=_speakers(whole))
    if not whole:
        return say("partly denied by {deniers}", deniers=_speakers(part))
    return say(
        "denied by {deniers} and partly denied by {others}", deniers=_speakers(whole), others=_speakers(part)
    )


def _speakers(reports: list[Report]) -> Value:
    return shortened([speaker_of(report) for report in reports], 3)


def shortened(names: list[Value], most: int) -> Value:
    """Return names once each, and beyond so many only how many more they are."""
    once = list(dict.fromkeys(names))
    first = names_of(once[:most], "commas")
    if len(once) <= most:
        return first
    return plural(
        "{names} and {number} more", "{names} and {number} more", Numeral(len(once) - most), names=first
    )


_SAID = ("promises", "threatens", "predicts", "demands")


def said(hearing: Hearing, clause: Clause, at: int, zone: str) -> Iterator[Remark]:
    """Tell what was promised, threatened, predicted or demanded about a clause of late, the latest first."""
    about = [
        r
        for r in hearing.about.get(clause.id, ())
        if r.stance in _SAID and at - RECENT <= r.said.last and r.said.first <= at
    ]
    latest = {speaker_of(report): report for report in about}
    for report in sorted(latest.values(), key=lambda r: r.order, reverse=True):
        yield Remark("said", _noted(report, day_of(report.said.last, zone, at)), (report.id,), weight=2)


def _noted(report: Report, day: Value) -> Sentence:
    told = _said(report, day)
    note = report.note.split(" (also")[0].split(";")[0]
    return say("{told}: {note}", told=told, note=note) if report.note else told


def _said(report: Report, day: Value) -> Sentence:
    who = speaker_of(report)
    if report.quantity and report.measure == "count":
        much = quantity_of(report.quantity)
        if report.unit:
            much = say("{amount} {unit}", amount=much, unit=report.unit)
        who = say("{speaker} ({amount})", speaker=who, amount=much)
    match report.stance:
        case "promises":
            return say("promised by {speaker}, {day}", speaker=who, day=day)
        case "threatens":
            return say("threatened by {speaker}, {day}", speaker=who, day=day)
        case "predicts":
            return say("predicted by {speaker}, {day}", speaker=who, day=day)
        case _:
            return say("demanded by {speaker}, {day}", speaker=who, day=day)
