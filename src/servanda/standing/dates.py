"""When a clause is due, in words: every duty's date, whether it was met by then, and how days are counted."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import Clause, terms
from servanda.agreement.printer import term_text
from servanda.agreement.printer import time as time_text
from servanda.clock import Span, moment_of
from servanda.sentences import Day, Sentence, Value, day_of, hour_of, names_of, say
from servanda.standing.answer import ClauseStanding, Standing, Variant
from servanda.standing.duty import Duty
from servanda.standing.vocabulary import word
from servanda.standing.words import between, percent, shown


def dates(standing: Standing, one: ClauseStanding) -> Iterator[Sentence]:
    """Say when each duty worth a line is due, on each reading, and how its days are counted."""
    for variant in one.variants:
        for duty in _telling_duties(variant.duties):
            yield on_reading(variant, _due(standing, one.clause, duty))
    yield from _counting(standing, one.clause)


def on_reading(variant: Variant, sentence: Sentence) -> Sentence:
    """Say on which reading a sentence holds, where a clause has several."""
    if not variant.label:
        return sentence
    return say('On the reading "{reading}": {sentence}', reading=variant.which, sentence=sentence)


def is_counted(clause: Clause) -> bool:
    """Say whether a clause asks for so many of something."""
    slots = {term.slot for term in clause.terms}
    return bool(slots & {"amount", "ratios", "stages", "place of"})


def span_words(span: Span, zone: str) -> Value:
    """Return between when something happened, for saying: one moment where both are on one day."""
    if moment_of(span.first, zone).date() == moment_of(span.last, zone).date():
        return hour_of(span.last, zone)
    return say("{first} to {last}", first=day_of(span.first, zone, span.last), last=hour_of(span.last, zone))


def _telling_duties(duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
    """Return the duties worth a line each: all of a few, else those that are open or broken, and the last."""
    if len(duties) <= 8:
        return duties
    violated = [duty for duty in duties if duty.state == "violated"]
    open_ones = [duty for duty in duties if duty.state not in ("fulfilled", "lapsed", "violated")]
    return (*violated[-4:], *open_ones[-7:]) or duties[-1:]


def _due(standing: Standing, clause: Clause, duty: Duty) -> Sentence:
    zone, state = standing.agreement.title.zone, word(duty.state)
    if clause.norm in ("must not", "should not", "may"):
        who = names_of(duty.bearers)
        if duty.due is None:
            return say("{bearers}, with no end known yet: {state}.", bearers=who, state=state)
        until = span_words(duty.due, zone)
        return say("{bearers}, until {day}: {state}.", bearers=who, day=until, state=state)
    due = _which_due(standing, clause, duty, zone)
    if duty.met is None or duty.state != "fulfilled":
        return say("{due}: {state}.", due=due, state=state)
    met = span_words(duty.met, zone)
    if duty.late is None:
        return say("{due}: {state}, met {day}.", due=due, state=state, day=met)
    late = between(duty.late)
    return say("{due}: {state}, met {day}, {length} late.", due=due, state=state, day=met, length=late)


def _which_due(standing: Standing, clause: Clause, duty: Duty, zone: str) -> Sentence:
    """Say whose duty is due, which one it is, how many it asks for, and when; with its first date if that was moved."""
    due = say("no date is known") if duty.due is None else say("due by {day}", day=span_words(duty.due, zone))
    if duty.amount is not None and is_counted(clause):
        due = say("{amount} {due}", amount=percent(shown(duty.amount), duty.in_percent), due=due)
    if duty.first_due is not None:
        due = say("{due} (first by {day})", due=due, day=hour_of(duty.first_due, zone))
    if duty.which:
        due = say("{duty}, {due}", duty=duty.which, due=due)
    if len(standing.agreement.bearers(clause)) > 1 and not clause.jointly:
        due = say("{bearers}, {due}", bearers=names_of(duty.bearers), due=due)
    return due


def _counting(standing: Standing, clause: Clause) -> Iterator[Sentence]:
    head = standing.agreement.title
    times = [time for term in clause.terms for time in terms.times_of(term)]
    days = [time for time in times if isinstance(time, terms.Day) and time.phase is None]
    if days and head.entry is not None:
        entry = hour_of(head.entry, head.zone)
        first = day_of(head.entry, head.zone, head.entry if isinstance(entry, Day) else None)
        yield (
            say(
                "Days are counted from {day}, which is day 1, in the zone {zone}; a day ends with its last second.",
                day=first,
                zone=head.zone,
            )
            if head.first_day_is_entry
            else say(
                "Days are counted from {day}, which is the day before day 1, in the zone {zone}; a day ends with its last second.",
                day=first,
                zone=head.zone,
            )
        )
    if any(isinstance(time, terms.UnknownTime) for time in times):
        yield say("The text gives no time for it.")
    for term in clause.terms:
        if isinstance(term, terms.Within):
            text = f"within {term.length} of {time_text(term.anchor)}"
            yield (
                say('The text says "{text}", its last day counted.', text=text)
                if head.inclusive
                else say('The text says "{text}", its last day not counted.', text=text)
            )
        elif isinstance(term, terms.EachLink | terms.Answers | terms.If):
            yield say('The text says "{text}".', text=term_text(term))
