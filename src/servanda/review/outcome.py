"""What comes of an act of review: the act as it is kept, and the row that the record gets by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from servanda.clock import Span
from servanda.ledger.reading import clean
from servanda.record import COLUMNS, Act, Draft, Matters, Report, Row, is_same, report_from, unit_of
from servanda.record.cells import told_by
from servanda.record.draft import What, faults_of, stamp
from servanda.review.fault import AlreadyReviewed, Fault, NotAReport, ReviewError

LONGEST = 100_000
"""The most characters of a cell; a reader of CSV takes no more than 131,072."""


@dataclass(frozen=True)
class Case:
    """A draft and all that decides what can be done with it.

    Attributes:
        before: what was done with it before.
        reports: the reports of the record that `may_matter`, in its order.
        free_id: gives an id that no report has.
        matters: gives what the agreement is about.
    """

    draft: Draft
    before: Act | None
    zone: str
    reports: Sequence[Report]
    free_id: Callable[[], str]
    matters: Callable[[], Matters]

    def report(self, id_: str) -> Report | None:
        """Return the report of an id."""
        return next((report for report in self.reports if report.id == id_), None)


@dataclass(frozen=True)
class Signature:
    """Who acts, and at which second."""

    by: str
    at: int


@dataclass(frozen=True)
class Outcome:
    """What comes of an act: the act, and the row to append, if there is one."""

    act: Act
    row: Row | None = None


def published(draft: Draft, zone: str) -> Span:
    """Return when what a draft tells was published; long after all others where it does not say."""
    return told_by({**draft.row, "id": "r1", "recorded": ""}, zone)[0].published


def may_matter(report: Report, draft: Draft, named: str, zone: str) -> bool:
    """Say whether a report may decide what can be done with a draft.

    Args:
        named: the id of a report or an event that is named; blank where none is.
    """
    is_named = report.id in (draft.row["id"], named) or (bool(named) and report.event == named)
    return is_named or report.published == published(draft, zone)


def confirmed(case: Case, signed: Signature) -> Outcome:
    """Let the record have the row of a draft as it is.

    Raises:
        NotAReport: it is no report; all that is wrong is told.
    """
    return _appended(case, "confirmed", signed, {})


def corrected(case: Case, cells: Mapping[str, str], signed: Signature) -> Outcome:
    """Let the record have the row of a draft with some cells changed.

    Raises:
        NotAReport: what comes of it is no report; all that is wrong is told.
        ReviewError: no cell is changed.
    """
    given = {column: cell.strip() for column, cell in cells.items()}
    wrong = [_no_column(column) for column in given if column not in COLUMNS or column == "recorded"]
    changed = {
        column: (case.draft.row[column], cell)
        for column, cell in given.items()
        if column in COLUMNS and case.draft.row[column] != cell
    }
    if not changed and not wrong:
        raise ReviewError(f"no cell of {case.draft.id} is changed; give one that is, or confirm the draft")
    return _appended(case, "corrected", signed, changed, wrong)


def merged(case: Case, into: str, signed: Signature) -> Outcome:
    """Let the record have the row of a draft as another report of an event that it tells of already.

    Where a report says the very same, that one stands for it, and the record gets nothing.

    Args:
        into: the id of a report of that event, or the event's own.

    Raises:
        NotAReport: it is no report; all that is wrong is told.
        ReviewError: there is no such report or event, or the row would not tell of that event.
    """
    target = case.report(into) or next((one for one in case.reports if into and one.event == into), None)
    if target is None:
        raise ReviewError(
            f'there is no report and no event "{into}" in the record that {case.draft.id} could be merged into;'
            " name one that is there, or confirm the draft"
        )
    old, event = case.draft.row["event"], target.event
    changed = {} if old == event else {"event": (old, event)}
    outcome = _appended(case, "merged", signed, changed)
    assert outcome.row is not None
    report = report_from(outcome.row, case.zone)
    same = next((one for one in case.reports if is_same(one, report)), None)
    if same is not None:
        return Outcome(replace(outcome.act, report=same.id, changed={}))
    _check_event(case, report, target)
    return outcome


def refused(case: Case, reason: str, signed: Signature) -> Outcome:
    """Let the record have nothing of a draft.

    Raises:
        ReviewError: the reason is blank.
    """
    if not reason.strip():
        raise ReviewError(f"say why {case.draft.id} is refused; the reason is kept with it")
    return Outcome(Act(case.draft.id, "refused", signed.by, signed.at, reason.strip()))


def row_of_act(draft: Draft, act: Act, zone: str) -> Row:
    """Return the row that the record gets by an act."""
    new = {column: cell for column, (_, cell) in act.changed.items()}
    return {**draft.row, **new, "id": act.report, "recorded": stamp(act.at, zone)}


def check_free(case: Case) -> None:
    """Look whether nobody has acted on a draft.

    Raises:
        AlreadyReviewed: somebody has.
    """
    act = case.before
    if act is not None:
        why = f" ({act.reason})" if act.reason else ""
        into = f" as {act.report}" if act.report else ""
        raise AlreadyReviewed(
            f"{act.draft} was {act.what}{into} by {act.by} at {stamp(act.at, case.zone)}{why}; that stands."
            " To mend a report, add one that replaces it"
        )


def unholdable(row: Mapping[str, str], number: int = 0) -> list[Fault]:
    """Return the cells of a row that no file can hold."""
    cleaned = clean(dict(row))
    return [
        Fault(column, "", "It holds a character that no text can hold.", "Take it out.", number)
        for column, cell in row.items()
        if cleaned[column] != cell
    ] + [
        Fault(column, "", f"It is longer than {LONGEST:,} characters.", "Make it shorter.", number)
        for column, cell in row.items()
        if len(cell) > LONGEST
    ]


def _appended(
    case: Case,
    what: What,
    signed: Signature,
    changed: Mapping[str, tuple[str, str]],
    wrong: Sequence[Fault] = (),
) -> Outcome:
    draft = case.draft
    row = {**draft.row, **{column: new for column, (_, new) in changed.items()}}
    faults = [*wrong, *unholdable(row)]
    faults += [Fault(bad.column, bad.name, bad.cause, bad.mend) for bad in faults_of(row, case.zone)]
    if row["id"] and case.report(row["id"]) is not None:
        cause = f'"{row["id"]}" is the id of a report that is there.'
        faults.append(
            Fault(
                "id", "id-twice", cause, "Leave it blank for a free one, or merge the draft into that report."
            )
        )
    if faults:
        raise NotAReport(f"{draft.id} is no report as it is", faults)
    act = Act(draft.id, what, signed.by, signed.at, "", row["id"] or case.free_id(), changed)
    return Outcome(act, row_of_act(draft, act, case.zone))


def _no_column(column: str) -> Fault:
    if column == "recorded":
        return Fault(column, "", "It is the moment of the review, and is not given.", "Leave it out.")
    return Fault(
        column, "unknown-column", "It is no column of the record.", f"The columns are {', '.join(COLUMNS)}."
    )


def _check_event(case: Case, report: Report, target: Report) -> None:
    """Look whether a row tells of the event of a report, where no id of the event says so."""
    matters = case.matters()
    if target.event and not matters.of(target).forbidden:
        return
    unit = unit_of(report, matters)
    if unit is None or unit != unit_of(target, matters):
        raise ReviewError(
            f"{case.draft.id} would not count as told of the event of {target.id}, whose reports are held together by act,"
            " actors, day, and for what is no incident kind and place; correct those cells of the draft, or confirm it"
        )
