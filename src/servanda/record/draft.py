"""A draft: a row of the record that nobody has answered for yet; and the act of review that does."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from servanda.clock import BadTime, moment_of, parse_moment, seconds_of, show_moment
from servanda.record.cells import BadRow, Row, told_by
from servanda.record.report import COLUMNS

FILED_COLUMNS: tuple[str, ...] = (*COLUMNS, "file", "spans", "words", "scores", "unread")
"""What is given of a draft when it is filed: the cells of a report, and where and how well it was read."""

LATER_COLUMNS: tuple[str, ...] = ("words",)
"""Those that a `drafts.csv` of an earlier version has no place for. They are for the eye alone, and left out there."""

DRAFT_COLUMNS: tuple[str, ...] = ("draft", "filed_by", *FILED_COLUMNS, "filed")
"""The columns of `drafts.csv`. The last is one that shows where a line was cut short."""

ACT_COLUMNS: tuple[str, ...] = ("draft", "by", "at", "report", "reason", "changed", "what")
"""The columns of `reviews.csv`. The last is one that shows where a line was cut short."""

What = Literal["confirmed", "corrected", "merged", "refused"]
WHATS: tuple[What, ...] = ("confirmed", "corrected", "merged", "refused")

_OFFSET = re.compile(r".*T.*(Z|[+-]\d\d:\d\d(:\d\d)?)")
_NUMBER = re.compile(r"\d{1,15}")


@dataclass(frozen=True)
class Draft:
    """A row of the record that waits for somebody to answer for it, or has waited.

    Attributes:
        row: the cells of the report that it would be; its `id` and `recorded` are given when it becomes one.
        by: who or what filed it.
        at: the seconds of the moment at which it was filed.
        file: the file that it was read in, if it was read in one. A link to it is a cell of the row.
        spans: the characters of that text which say it: first counted from 0, last left out.
        words: the words of the text that say it, for whoever reviews it. The record never gets them.
        scores: for a clause, by its id, how sure whoever filed it is that this is about it, from 0 to 1.
        unread: why it cannot be a report as it is; blank where it can.
        line: its line in the file, for messages.
    """

    id: str
    row: Row
    by: str
    at: int
    file: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    words: str = ""
    scores: Mapping[str, float] = field(default_factory=dict)
    unread: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Act:
    """What somebody did with a draft.

    Attributes:
        draft: the id of the draft.
        by: the name of who did it.
        at: the seconds of the moment at which it was done.
        reason: why; never blank where the draft was refused.
        report: the id of the report that came of it, or that says the very same; blank where it was refused.
        changed: the cells that were changed, by column: what was there, and what is.
        line: its line in the file, for messages.
    """

    draft: str
    what: What
    by: str
    at: int
    reason: str = ""
    report: str = ""
    changed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    line: int = field(default=0, compare=False)


def draft_from(row: Row, zone: str, line: int = 0) -> Draft:
    """Make a draft of a row's cells.

    Raises:
        BadRow: a cell says something that no draft can say.
    """
    by, filed = _signed(row, "filed_by", "filed", zone)
    cells = {column: row[column] for column in COLUMNS}
    spans, scores = spans_from(row["spans"]), scores_from(row["scores"])
    unread = row["unread"] or " ".join(bad.cause for bad in faults_of(cells, zone))
    return Draft(row["draft"], cells, by, filed, row["file"], spans, row["words"], scores, unread, line)


def faults_of(row: Row, zone: str) -> list[BadRow]:
    """Return all that keeps the row of a draft from being a report: what it lacks besides its id."""
    return told_by(row | {"id": row["id"] or "r1", "recorded": ""}, zone)[1]


def act_from(row: Row, zone: str, line: int = 0) -> Act:
    """Make an act of a row's cells.

    Raises:
        BadRow: a cell says something that no act can say.
    """
    by, at = _signed(row, "by", "at", zone)
    what = next((one for one in WHATS if one == row["what"]), None)
    if what is None:
        cause = f'"{row["what"]}" is nothing that can be done with a draft.'
        raise BadRow("unknown-review", cause, f"Write one of: {', '.join(WHATS)}.", row["what"], "what")
    changed = _changed(row["changed"])
    if what == "refused" and not row["reason"]:
        raise BadRow("no-reason", "The draft was refused, and nobody says why.", "Write the reason.")
    if what != "refused" and not row["report"]:
        cause = f"The draft was {what}, and the row does not say which report came of it."
        raise BadRow("no-report-named", cause, "Write the id of that report.", column="report")
    return Act(row["draft"], what, by, at, row["reason"], row["report"], changed, line)


def cells_of(act: Act, zone: str) -> Row:
    """Return the cells of an act, as `act_from` reads them."""
    changed = json.dumps(act.changed, ensure_ascii=False) if act.changed else ""
    return {
        "draft": act.draft, "by": act.by, "at": stamp(act.at, zone), "report": act.report, "reason": act.reason,
        "changed": changed, "what": act.what,
    }  # fmt: skip


def stamp(seconds: int, zone: str) -> str:
    """Return a moment as the files of drafts and acts write it."""
    return show_moment(moment_of(seconds, zone))


def show_spans(spans: tuple[tuple[int, int], ...]) -> str:
    """Return spans as a cell says them: "12-40 55-60"."""
    return " ".join(f"{first}-{end}" for first, end in spans)


def show_scores(scores: Mapping[str, float]) -> str:
    """Return scores as a cell says them: "hostages=0.93 aid=0.1"."""
    return " ".join(f"{clause}={score:.4g}" for clause, score in scores.items())


def spans_from(text: str) -> tuple[tuple[int, int], ...]:
    """Read spans.

    Raises:
        BadRow: one of them is none.
    """
    found = []
    for piece in text.split():
        first, _, end = piece.partition("-")
        if not (_NUMBER.fullmatch(first) and _NUMBER.fullmatch(end) and int(first) < int(end)):
            mend = "Write the first character, counted from 0, and the one after the last: 12-40 55-60."
            raise BadRow("bad-span", f'"{piece}" is no stretch of characters.', mend, piece, "spans")
        found.append((int(first), int(end)))
    return tuple(found)


def scores_from(text: str) -> dict[str, float]:
    """Read scores.

    Raises:
        BadRow: one of them is none, or does not lie between 0 and 1.
    """
    found = {}
    for piece in text.split():
        clause, _, number = piece.removeprefix("#").rpartition("=")
        try:
            score = float(number)
        except ValueError:
            score = -1.0
        if not clause or not 0 <= score <= 1:
            mend = "Write a clause and a number from 0 to 1 for it: hostages=0.93 aid=0.1."
            raise BadRow("bad-score", f'"{piece}" is no score.', mend, piece, "scores")
        found[clause] = score
    return found


def _signed(row: Row, name: str, moment: str, zone: str) -> tuple[str, int]:
    """Return who signed a row, and when."""
    if not row["draft"]:
        raise BadRow(
            "no-draft", "The row names no draft.", "Write the draft's id, such as d17.", column="draft"
        )
    if not row[name]:
        raise BadRow(
            "nobody-named", f"{name} is blank: nobody answers for the row.", "Write a name.", column=name
        )
    try:
        if not _OFFSET.fullmatch(row[moment]):
            raise BadTime(f'"{row[moment]}" is no moment with an offset')
        return row[name], seconds_of(parse_moment(row[moment], zone))
    except BadTime as error:
        mend = "Write a moment such as 2025-01-22T11:15:00+02:00."
        raise BadRow("bad-time", f"{moment}: {error}.", mend, row[moment], moment) from error


def _changed(text: str) -> dict[str, tuple[str, str]]:
    try:
        found = json.loads(text) if text else {}
        pairs = {column: (old, new) for column, (old, new) in found.items() if column in COLUMNS}
        if len(pairs) == len(found) and all(isinstance(cell, str) for two in pairs.values() for cell in two):
            return pairs
    except (ValueError, TypeError, AttributeError, RecursionError):
        pass
    cause, mend = (
        "It cannot be told which cells were changed.",
        'Write {"quantity": ["3", "4"]}: what was, what is.',
    )
    raise BadRow("bad-change", cause, mend, text, "changed")
