"""Levels: states at a time, such as trucks a day. A declared stop is a level of nought until a later report."""

from __future__ import annotations

from servanda.agreement import Clause
from servanda.record import Hearing, Report


def stopped(hearing: Hearing, account: str, clause: Clause, last: int) -> str:
    """Return the id of a report by which an act had stopped by a period's end; blank where it had not.

    A bearer's own word that it stopped is enough; so is that of a voice which the stop does not suit. On a party's
    own account, its own word decides.
    """
    standing, since = "", 0
    for report in hearing.about.get(clause.id, ()):
        span = report.happened or report.said
        if report.kind or span.first > last or not _is_heard(hearing, account, clause, report):
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


def _is_heard(hearing: Hearing, account: str, clause: Clause, report: Report) -> bool:
    voice = hearing.voices[report.id]
    bearers = hearing.agreement.bearers(clause)
    if account in hearing.agreement.parties and voice.speaks_for:
        return voice.speaks_for == account or voice.side in bearers
    return voice.side in bearers or voice.side not in hearing.agreement.parties
