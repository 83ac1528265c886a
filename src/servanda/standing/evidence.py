"""What counts for a clause and what is told against it, in words: each event, on what ground, and by whom it is told."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import Clause, terms
from servanda.record import Event, Report, Share, Taken
from servanda.sentences import Sentence, Value, day_of, names_of, say
from servanda.standing.answer import ClauseStanding, Standing
from servanda.standing.dates import span_words
from servanda.standing.tellings import shortened
from servanda.standing.vocabulary import FIRST_WORDS, speaker_of
from servanda.standing.words import amount

MOST_VOICES = 5
"""Voices named beside an event; the rest are counted."""


def counted(standing: Standing, one: ClauseStanding) -> Iterator[Sentence]:
    """Tell of each event that counts: when, how much, on what ground, and by whom it is told."""
    ids = dict.fromkeys(event for variant in one.variants for duty in variant.duties for event in duty.events)
    taken = {t.weighed.event.id: t for t in standing.taken[standing.account]}
    for taken_one in sorted((taken[i] for i in ids if i in taken), key=lambda t: t.span):
        yield _event(standing, one.clause, taken_one)


def _event(standing: Standing, clause: Clause, taken: Taken) -> Sentence:
    event = taken.weighed.event
    words = taken.weighed.whole.words if taken.weighed.whole else ()
    reports = [w.report for w in words if not w.is_contest] or [
        r for r in event.reports if r.stance in ("asserts", "declares")
    ]
    against = [w.report for w in words if w.is_contest]
    because = taken.because
    if against and taken.weighed.contested:
        because = say("{rule}; contested by {voices}", rule=because, voices=_voices(against))
    return say(
        "{event}: {what}. {ground}: {rule}. Told by {voices}.",
        event=_name(event),
        what=_what(clause, taken, span_words(taken.span, standing.agreement.title.zone)),
        ground=FIRST_WORDS[taken.weighed.ground],
        rule=because,
        voices=_voices(reports),
    )


def _name(event: Event) -> Value:
    name = event.id.split(":")[0]
    if not event.matter.forbidden:
        return name
    return say("{event} by {actors}", event=name, actors=names_of(event.actors))


def _what(clause: Clause, taken: Taken, when: Value) -> Value:
    """Say how much was done and when; of an incident when, and as what it is described."""
    event = taken.weighed.event
    if not event.matter.forbidden:
        if not event.matter.counted:
            return when
        return say("{amount}, {day}", amount=amount(_share_of(clause, taken)), day=when)
    if not event.kinds:
        return when
    return say("{day}, described as {kinds}", day=when, kinds=names_of(sorted(event.kinds)))


def _share_of(clause: Clause, taken: Taken) -> Share:
    kinds = [k for t in clause.terms if isinstance(t, terms.CountingOnly) for k in t.kinds]
    shares = [taken.parts[k.casefold()] for k in kinds if k.casefold() in taken.parts]
    return shares[0] if shares else taken.share


def _voices(reports: list[Report]) -> Value:
    told: dict[Value, Value] = {}
    for report in reports:
        told.setdefault(speaker_of(report), _voice(report))
    return shortened(list(told.values()), MOST_VOICES) if told else say("nobody in so many words")


def _voice(report: Report) -> Sentence:
    speaker = speaker_of(report)
    if report.speaker and report.source:
        return say("{speaker} ({source}, {report})", speaker=speaker, source=report.source, report=report.id)
    return say("{speaker} ({report})", speaker=speaker, report=report.id)


def against(standing: Standing, one: ClauseStanding) -> Iterator[Sentence]:
    """Tell who says that a duty was not done, and when."""
    zone = standing.agreement.title.zone
    reports = {report.id: report for report in standing.hearing.reports}
    ids = dict.fromkeys(i for variant in one.variants for duty in variant.duties for i in duty.against)
    for report in (reports[i] for i in ids):
        told = _told_against(report, day_of(report.said.last, zone, standing.at))
        note = report.note.split(" (also")[0]
        yield say("{told}: {note}.", told=told, note=note) if report.note else say("{told}.", told=told)
    if ids and one.clause.jointly:
        yield say("All its actors say so; which of them is at fault is not said.")


def _told_against(report: Report, day: Value) -> Sentence:
    """Return a denial, or the level that is beyond the bound, in the words of its stance."""
    voice = _voice(report)
    match report.stance:
        case "denies":
            return say("{voice} denies it, {day}", voice=voice, day=day)
        case "partly denies":
            return say("{voice} partly denies it, {day}", voice=voice, day=day)
        case "declares":
            return say("{voice} declares it, {day}", voice=voice, day=day)
        case _:
            return say("{voice} asserts it, {day}", voice=voice, day=day)
