"""Drafts of an agreement folder: `drafts.csv` and `reviews.csv`, to which rows are only ever added.

What was done with a draft is written first, and then the row that the record gets by it. Whoever acts next brings that
row where a crash has come between the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from servanda.folder import DRAFTS, REPORTS, REVIEWS, Folder, load
from servanda.record import ACT_COLUMNS, COLUMNS, DRAFT_COLUMNS, LATER_COLUMNS, Act, Matters, Row
from servanda.record.draft import cells_of
from servanda.review.drafts import Drafts, drafts_of
from servanda.review.fault import NotAReport
from servanda.review.filing import checked, signed_rows
from servanda.review.outcome import Case, Signature, may_matter, row_of_act, unholdable
from servanda.review.reviewing import Decide, Reviewing, sign
from servanda.sheet import CannotAdd, Sheet, locked


class FolderReviewing(Reviewing):
    """Reviews the drafts of an agreement folder. What cannot be written is a `CannotAdd`."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._drafts = Sheet(self.path / DRAFTS, DRAFT_COLUMNS)
        self._reviews = Sheet(self.path / REVIEWS, ACT_COLUMNS)
        self._reports = Sheet(self.path / REPORTS, COLUMNS)

    def drafts(self) -> Drafts:
        """See `Reviewing.drafts`.

        Raises:
            NoFolder: there is no agreement at the path.
        """
        return drafts_of(load(self.path))

    def file(self, rows: Sequence[Mapping[str, str]], by: str, at: int) -> tuple[str, ...]:
        """See `Reviewing.file`.

        Raises:
            NoFolder: there is no agreement at the path.
        """
        signed, made = sign(by, at), checked(rows)
        with locked(self.path):
            folder = load(self.path)
            ids = _free("d", {draft.id for draft in folder.drafts}, len(made))
            written = signed_rows(made, ids, signed, folder.agreement.title.zone)
            for row in written:
                _check_room(self._drafts, {**row, **dict.fromkeys(LATER_COLUMNS, "")})
            if written:
                self._drafts.append(written)
        return tuple(ids)

    def _act(self, draft: str, decide: Decide, signed: Signature, named: str) -> Act:
        with locked(self.path):
            folder = self._whole()
            outcome = decide(_case(folder, draft, named), signed)
            cells = cells_of(outcome.act, folder.agreement.title.zone)
            wrong = unholdable(cells)
            if wrong:
                raise NotAReport(f"{draft} cannot be {outcome.act.what} so", wrong)
            _check_room(self._reviews, cells)
            if outcome.row is not None:
                _check_room(self._reports, {**outcome.row, "recorded": ""})
            self._reviews.append([cells])
            if outcome.row is not None:
                self._reports.append([outcome.row])
        return outcome.act

    def _whole(self) -> Folder:
        """Read the folder, having brought the report that a crash kept from the record."""
        folder = load(self.path)
        drafts = drafts_of(folder)
        if not drafts.done:
            return folder
        draft, act = drafts.done[-1]
        row = row_of_act(draft, act, folder.agreement.title.zone)
        is_there = not act.report or any(report.id == act.report for report in folder.reports)
        if not self._reports.complete(row):
            if is_there:
                return folder
            _check_room(self._reports, {**row, "recorded": ""})
            self._reports.append([row])
        return load(self.path)


def _case(folder: Folder, draft: str, named: str) -> Case:
    drafts, zone = drafts_of(folder), folder.agreement.title.zone
    taken = {report.id for report in folder.reports}
    found = drafts.of(draft)
    reports = [report for report in folder.reports if may_matter(report, found, named, zone)]
    return Case(
        found, drafts.act_on(draft), zone, reports, lambda: free_id(taken), lambda: Matters(folder.agreement)
    )


def free_id(taken: set[str]) -> str:
    """Return the first of r1, r2, … after the number of reports that nobody has."""
    return _free("r", taken, 1)[0]


def _free(letter: str, taken: set[str], many: int) -> list[str]:
    numbers = count(len(taken) + 1)
    free = (f"{letter}{number}" for number in numbers if f"{letter}{number}" not in taken)
    return [next(free) for _ in range(many)]


def _check_room(sheet: Sheet, row: Row) -> None:
    lost = sheet.lacks(row)
    if lost:
        raise CannotAdd(f"{sheet.path} has no column {', '.join(lost)}; add it to its first line")
