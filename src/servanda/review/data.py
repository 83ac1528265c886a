"""Drafts as plain data: dicts for JSON and pages, rows for CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from servanda.record import COLUMNS, DRAFT_COLUMNS, Act, Draft, Likeness, Report, act_key, likely_same
from servanda.record.draft import show_scores, show_spans, stamp
from servanda.review.drafts import Drafts

SHOWN = 5
"""How many reports that may tell the same are told of a draft."""


def waiting_data(drafts: Drafts, reports: Iterable[Report], zone: str) -> dict[str, Any]:
    """Return the drafts that wait, the oldest first, each with the reports that may tell the same; and what was done."""
    by_act = _by_act(reports)
    return {
        "waiting": [draft_data(draft, _likely(draft, by_act, zone), zone) for draft in drafts.waiting],
        "done": [act_data(act, zone) for _, act in drafts.done],
    }


def waiting_rows(drafts: Drafts, reports: Iterable[Report], zone: str) -> Iterator[Sequence[str]]:
    """Yield the drafts that wait as rows, the columns first: those of `drafts.csv`, and the reports that may tell the same."""
    by_act = _by_act(reports)
    yield (*DRAFT_COLUMNS, "likely_same")
    for draft in drafts.waiting:
        likely = _likely(draft, by_act, zone)
        yield (
            draft.id, draft.by, *(draft.row[column] for column in COLUMNS), draft.file, show_spans(draft.spans),
            draft.words, show_scores(draft.scores), draft.unread, stamp(draft.at, zone),
            "; ".join(one.report.id for one in likely),
        )  # fmt: skip


def draft_data(draft: Draft, likely: Sequence[Likeness], zone: str) -> dict[str, Any]:
    """Return a draft as data; of its row, the cells that are not blank."""
    return {
        "draft": draft.id,
        "filed_by": draft.by,
        "filed": stamp(draft.at, zone),
        "row": {column: cell for column, cell in draft.row.items() if cell},
        "file": draft.file,
        "spans": [list(span) for span in draft.spans],
        "words": draft.words,
        "scores": dict(draft.scores),
        "unread": draft.unread,
        "likely_same": [
            {
                "report": one.report.id, "event": one.report.event, "same": list(one.same),
                "hours_apart": round(one.apart / 3600, 1), "same_words": one.is_same_words,
            }
            for one in likely[:SHOWN]
        ],
    }  # fmt: skip


def act_data(act: Act, zone: str) -> dict[str, Any]:
    """Return an act as data."""
    changed = {column: {"from": old, "to": new} for column, (old, new) in act.changed.items()}
    return {
        "draft": act.draft, "what": act.what, "by": act.by, "at": stamp(act.at, zone), "reason": act.reason,
        "report": act.report, "changed": changed,
    }  # fmt: skip


def _by_act(reports: Iterable[Report]) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    for report in reports:
        found.setdefault(act_key(report.act), []).append(report)
    return found


def _likely(draft: Draft, by_act: dict[str, list[Report]], zone: str) -> tuple[Likeness, ...]:
    return likely_same(draft.row, by_act.get(act_key(draft.row["act"]), ()), zone)
