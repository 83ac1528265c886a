"""Levels: states at a time, such as trucks a day or warheads held.

A declared stop is a level of nought until a later report. A level to be kept is broken by one that lies beyond it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.clock import Span
from servanda.record import Hearing, Report, Share
from servanda.standing.plan import Row


def stopped(hearing: Hearing, account: str, row: Row, last: int) -> str:
    """Return the id of a report by which an act had stopped by a period's end; blank where it had not.

    A bearer's own word that it stopped is enough; so is that of a voice which the stop does not suit. On a party's
    own account, its own word decides.
    """
    if not any(_is_stop(report, last) for report in hearing.levels(row.clause.id)):
        return ""
    standing, since = "", 0
    for report in hearing.about.get(row.clause.id, ()):
        span = report.happened or report.said
        if report.kind or span.first > last or not _is_heard(hearing, account, row, report):
            continue
        if (
            report.measure == "level"
            and report.quantity is not None
            and report.stance in ("asserts", "declares")
        ):
            standing, since = (report.id, span.first) if report.quantity.high == 0 else ("", 0)
        elif report.measure == "count" and report.stance == "asserts" and span.first >= since:
            standing = ""
    return standing


def _is_stop(report: Report, last: int) -> bool:
    is_nought = report.quantity is not None and report.quantity.high == 0
    return is_nought and (report.happened or report.said).first <= last


@dataclass(frozen=True)
class Level:
    """A level that somebody told: how much, when, by which report, and whether it lies beyond the bound."""

    share: Share
    span: Span
    report: str
    is_beyond: bool


def levels_of(
    hearing: Hearing, account: str, row: Row, window: Span, without: Sequence[tuple[int, int]] = ()
) -> tuple[Level, ...]:
    """Return the levels of a row's bearer that an account hears, in a window, by when they were said.

    Args:
        without: stretches in which the row is suspended, so that no level counts.
    """
    found: list[Level] = []
    for report in hearing.levels(row.clause.id):
        span = report.happened or report.said
        is_level = report.stance in ("asserts", "declares") and not report.kind
        inside = window.first <= span.first and span.last <= window.last
        set_aside = any(since <= span.last and span.first <= until for since, until in without)
        if report.quantity is None or not is_level or not inside or set_aside:
            continue
        if _is_heard(hearing, account, row, report):
            share = Share(report.quantity.low, report.quantity.high)
            found.append(Level(share, span, report.id, _is_beyond(row, share)))
    return tuple(found)


def _is_beyond(row: Row, level: Share) -> bool:
    amount = row.amount
    if amount is None or amount.number is None:
        return False
    if amount.form == "at most":
        return level.least > amount.number
    return level.most is not None and level.most < amount.number


def _is_heard(hearing: Hearing, account: str, row: Row, report: Report) -> bool:
    """Say whether an account hears a level of a row's own bearers: not from another party, but on its own account."""
    voice, bearers = hearing.voices[report.id], row.bearers
    if report.by and not set(report.by) & row.actors:
        return False
    if account in hearing.agreement.parties and voice.speaks_for:
        return voice.speaks_for == account or voice.side in bearers
    return voice.side in bearers or voice.side not in hearing.agreement.parties
