"""Remarks on running totals: those that differ from the sum of single reports, and those taken in its place."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from servanda.agreement import Clause
from servanda.record import Hearing, Range, Report, act_key
from servanda.sentences import SILENCE, Sentence, Value, day_of, plural, say
from servanda.standing.plan import Row
from servanda.standing.remark import Remark
from servanda.standing.state import State
from servanda.standing.vocabulary import speaker_of
from servanda.standing.words import RECENT, highest, percent, quantity_of, shown


def totals_beside(
    hearing: Hearing, state: State, clause: Clause, world: int, at: int, zone: str
) -> Iterator[Remark]:
    """Show running totals that differ from the sum at their time, with the difference; those taken say so."""
    rows = [row for row in state.plan.by_clause.get(clause.id, ()) if row.mask[world]]
    settled = {
        one.entry.id for row in rows for one in state.tallies[row.index].totals if one.quantity[world] > 0
    }
    beside: dict[tuple[str, str], Remark] = {}
    for report in hearing.about.get(clause.id, ()) if rows else ():
        when = (report.happened or report.said).last
        if report.measure != "total" or report.quantity is None or when > at or report.stance != "asserts":
            continue
        key = (hearing.voices[report.id].key, act_key(report.kind))
        beside.pop(key, None)
        on = day_of(when, zone, at)
        if report.id in settled:
            words = say(
                "{amount} in all by {day}, as {speaker} found; it takes the place of the sum",
                amount=_told_amount(report, report.quantity),
                day=on,
                speaker=speaker_of(report),
            )
            beside[key] = Remark("total-taken", words, (report.id,))
        elif words := _total(report, rows[0], _done_by(state, rows, report, world, when), on):
            weight = 1 if at - when <= RECENT else 2
            beside[key] = Remark("total-beside", words, (report.id,), weight)
    yield from reversed(beside.values())


def _done_by(state: State, rows: list[Row], report: Report, world: int, when: int) -> float | None:
    """Return the sum by a moment in a report's own measure; None where the two cannot be compared."""
    row = rows[0]
    tallies = [state.tallies[row.index] for row in rows]
    done = float(sum(c.quantity[world] for t in tallies for c in t.counted if c.entry.last <= when))
    if report.in_percent == row.in_percent:
        return done
    base = np.nan if row.base is None else float(row.base[world])
    if not np.isfinite(base) or base <= 0:
        return None
    return done * base / 100 if row.in_percent else done * 100 / base


def _told_amount(report: Report, quantity: Range) -> Value:
    return percent(quantity_of(quantity), report.in_percent)


def _total(report: Report, row: Row, done: float | None, when: Value) -> Sentence:
    """Say how a total stands against the sum; silence where they agree."""
    quantity: Range = report.quantity or Range(0, 0)
    if row.schedule == "forbidden":
        return _incidents(report, quantity_of(quantity), when)
    much, who = _told_amount(report, quantity), speaker_of(report)
    if report.kind:
        return say(
            "{amount} ({kind}) by {day} on the word of {speaker}; another scope than the clause's",
            amount=much,
            kind=report.kind,
            day=when,
            speaker=who,
        )
    told = say("{amount} in all by {day} on the word of {speaker}", amount=much, day=when, speaker=who)
    if done is None:
        return say("{total}, in another measure than the clause's", total=told)
    if quantity.low <= done and (quantity.high is None or done <= quantity.high):
        return SILENCE
    gap = quantity.low - done if quantity.low > done else (quantity.high or 0) - done
    if not done:
        return say("{total}; no sum of single reports to hold it against", total=told)
    apart = percent(shown(abs(gap)), report.in_percent)
    if gap > 0:
        return say("{total}, {gap} more than the sum", total=told, gap=apart)
    return say("{total}, {gap} fewer than the sum", total=told, gap=apart)


def _incidents(report: Report, much: Value, when: Value) -> Sentence:
    who = speaker_of(report)
    if report.unit:
        return say(
            "{amount} {unit} in all by {day} on the word of {speaker}",
            amount=much,
            unit=report.unit,
            day=when,
            speaker=who,
        )
    return plural(
        "{amount} times in all by {day} on the word of {speaker}",
        "{amount} times in all by {day} on the word of {speaker}",
        highest(much),
        amount=much,
        day=when,
        speaker=who,
    )
