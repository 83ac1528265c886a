"""The files of drafts and of what was done with them, and what is wrong between them and the record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from servanda.agreement import Problem
from servanda.record.cells import BadRow
from servanda.record.draft import ACT_COLUMNS, DRAFT_COLUMNS, Act, Draft, act_from, draft_from
from servanda.record.table import problem_in, read_rows

_Made = TypeVar("_Made", Draft, Act)


def read_drafts(data: bytes, file: str, zone: str) -> tuple[list[Draft], list[Problem]]:
    """Read drafts, in the order in which they were filed. The same row twice counts once."""
    drafts, problems = read_rows(
        data, file, DRAFT_COLUMNS, lambda row, line: draft_from(row, zone, line), is_log=True
    )
    return _once(drafts, problems, file, lambda draft: draft.id, _draft_twice)


def read_acts(data: bytes, file: str, zone: str) -> tuple[list[Act], list[Problem]]:
    """Read what was done with drafts, in the order in which it was done. The same row twice counts once."""
    acts, problems = read_rows(
        data, file, ACT_COLUMNS, lambda row, line: act_from(row, zone, line), is_log=True
    )
    return _once(acts, problems, file, lambda act: act.draft, _reviewed_twice)


def loose_acts(
    drafts: Sequence[Draft], acts: Sequence[Act], reports: Collection[str], file: str
) -> list[Problem]:
    """Return a problem for every act on a draft that is not there, and every one whose report is not.

    Args:
        reports: the ids of the reports of the record.
    """
    there = {draft.id for draft in drafts}
    return [
        *(problem_in(file, act.line, _no_such_draft(act)) for act in acts if act.draft not in there),
        *(
            problem_in(file, act.line, _no_such_report(act))
            for act in acts
            if act.report and act.report not in reports
        ),
    ]


def _once(
    made: list[_Made],
    problems: list[Problem],
    file: str,
    key: Callable[[_Made], str],
    twice: Callable[[_Made, _Made], BadRow],
) -> tuple[list[_Made], list[Problem]]:
    kept: dict[str, _Made] = {}
    for one in made:
        first = kept.setdefault(key(one), one)
        if first != one:
            problems.append(problem_in(file, one.line, twice(first, one)))
    return list(kept.values()), sorted(problems)


def _draft_twice(first: Draft, again: Draft) -> BadRow:
    cause = f'"{again.id}" is the id of the draft of line {first.line} too, with other words.'
    return BadRow("draft-twice", cause, "Give each draft its own id.")


def _reviewed_twice(first: Act, again: Act) -> BadRow:
    cause = f'"{again.draft}" was {first.what} by {first.by} before, in line {first.line}; that stands.'
    mend = "Take one of the two rows out. To mend a report, add a row to the record that replaces it."
    return BadRow("reviewed-twice", cause, mend)


def _no_such_draft(act: Act) -> BadRow:
    mend = "Write the id of a draft of drafts.csv, or bring the draft back."
    return BadRow("no-such-draft", f'There is no draft "{act.draft}" that could have been {act.what}.', mend)


def _no_such_report(act: Act) -> BadRow:
    cause = (
        f'"{act.draft}" was {act.what}, and the report "{act.report}" that came of it is not in the record.'
    )
    mend = "Bring the report back into the record. After a crash, the next review of a draft brings it by itself."
    return BadRow("no-such-report", cause, mend)
