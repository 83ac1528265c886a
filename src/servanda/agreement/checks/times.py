"""Checks of times: days and hours that do not exist, lengths of nothing, and what is never due."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.agreement import model, terms
from servanda.agreement.checks.found import Found, items, terms_in, terms_of_kind, times_named
from servanda.clock import BadTime, Length, is_zone, parse_moment

_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")

_TIMED = (
    terms.Throughout, terms.By, terms.Within, terms.Stage, terms.Stages, terms.EachLink, terms.Answers, terms.Every,
    terms.InPhase, terms.Until, terms.Lasting,
)  # fmt: skip
"""Terms that say when a clause is due."""


def _when(agreement: model.Agreement) -> Iterator[Found]:
    for clause in agreement.clauses.values():
        if clause.norm != "must" or clause.heading:
            continue
        if not any(isinstance(term, _TIMED) for term in model.terms_of(clause)):
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
            elif isinstance(time, terms.Day) and time.number < 1:
                yield Found(
                    "bad-time", "There is no day 0; the first is day 1.", "Write day 1 or later.", item.spot
                )


def _hours(agreement: model.Agreement) -> Iterator[Found]:
    for item in items(agreement):
        for term in terms_of_kind(item, "hours"):
            hours = (
                [hour for hour in (term.first, term.last) if hour] if isinstance(term, terms.Hours) else []
            )
            wrong = [hour for hour in hours if not _HOUR.fullmatch(hour)]
            for hour in wrong:
                yield Found(
                    "bad-time", f'"{hour}" is no hour of the day.', "Write 00:00 to 23:59.", item.spot, hour
                )
            if not wrong and len(set(hours)) == 1:
                yield Found(
                    "empty-length",
                    f"The hours end at {hours[0]}, when they begin.",
                    "Write from when to when, or leave the line out for the whole day.",
                    item.spot,
                )


def _lengths(agreement: model.Agreement) -> Iterator[Found]:
    """Find stretches of no length: of phases, clauses, extensions and suspensions."""
    for item in items(agreement):
        for term in terms_in(item):
            length = _stretch(term)
            if length is not None and length.count < 1:
                yield Found(
                    "empty-length",
                    f"{length} is no length, so this comes to nothing.",
                    "Write one of at least 1.",
                    item.spot,
                )


def _stretch(term: terms.Term) -> Length | None:
    match term:
        case terms.Lasting(length) | terms.Earned(length):
            return length
        case terms.Then(terms.Suspends(length=length)):
            return length
        case terms.Then(terms.Extends(by=Length() as length)):
            return length
        case _:
            return None


CHECKS = (_when, _dates, _hours, _lengths)
