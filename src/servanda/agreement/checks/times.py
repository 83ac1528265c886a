"""Checks of times: days that do not exist, deadlines that cannot be met, and what is never due."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.agreement import model, terms
from servanda.agreement.checks.found import Found, items, terms_in, times_named
from servanda.clock import BadTime, is_zone, parse_moment


def _ends(agreement: model.Agreement) -> Iterator[Found]:
    lasts = {
        p.id: t.length.count
        for p in agreement.phases.values()
        for t in p.terms
        if isinstance(t, terms.Lasting) and t.length.unit == "day" and terms.From(terms.Entry()) in p.terms
    }
    for clause in agreement.clauses.values():
        phase = next((t.phase for t in clause.terms if isinstance(t, terms.InPhase)), None)
        if phase not in lasts:
            continue
        for term in clause.terms:
            for time in terms.times_of(term):
                if isinstance(time, terms.Day) and time.phase in (None, phase) and time.number > lasts[phase]:
                    late = time.number - lasts[phase]
                    yield Found(
                        "stage-after-phase-ends",
                        f"Day {time.number} lies {late} days after phase {phase} has ended, so it can never be in time.",
                        f"Move it to day {lasts[phase]} or earlier, or take the clause out of the phase.",
                        clause.spot,
                    )


def _when(agreement: model.Agreement) -> Iterator[Found]:
    timed = (
        terms.InPlaceOf,
        terms.Throughout,
        terms.By,
        terms.Within,
        terms.Stage,
        terms.Stages,
        terms.EachLink,
        terms.Answers,
        terms.Every,
        terms.InPhase,
        terms.Until,
        terms.Lasting,
    )
    for clause in agreement.clauses.values():
        if clause.norm != "must" or clause.heading:
            continue
        readings = [t for r in clause.readings for t in r.terms]
        if not any(isinstance(t, timed) for t in (*clause.terms, *readings)):
            yield Found(
                "never-due",
                f"Nothing says when #{clause.id} is due, so it can never be late.",
                'Add "by", "in phase", a stage or "by unknown".',
                clause.spot,
            )


def _dates(agreement: model.Agreement) -> Iterator[Found]:
    zone = agreement.title.zone
    for item in items(agreement):
        for time in times_named(item):
            if isinstance(time, terms.Date) and time.zone and not is_zone(time.zone):
                yield Found(
                    "unknown-zone",
                    f"{time.zone} is no time zone.",
                    "Write one such as Asia/Jerusalem or Europe/Dublin.",
                    item.spot,
                    time.zone,
                )
            elif isinstance(time, terms.Date):
                try:
                    parse_moment(time.text, time.zone or zone)
                except BadTime as error:
                    yield Found("bad-time", f"{error}.", "Write a day that exists.", item.spot, time.text)
        for hour in (
            hour for t in terms_in(item) if isinstance(t, terms.Hours) for hour in (t.first, t.last)
        ):
            if hour is not None and not _HOUR.fullmatch(hour):
                yield Found(
                    "bad-time", f'"{hour}" is no hour of the day.', "Write 00:00 to 23:59.", item.spot, hour
                )


_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


CHECKS = (_ends, _when, _dates)
