"""Drafts as they are filed: looked at whole before any of them is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from servanda.record import FILED_COLUMNS, BadRow, Row
from servanda.record.draft import scores_from, spans_from, stamp
from servanda.review.fault import Fault, NotAReport
from servanda.review.outcome import Signature, unholdable


def checked(rows: Sequence[Mapping[str, str]]) -> list[Row]:
    """Return the rows of drafts with every column, stripped.

    Raises:
        NotAReport: a cell is none that a draft can have; all that is wrong is told.
    """
    made = [{column: row.get(column, "").strip() for column in FILED_COLUMNS} for row in rows]
    faults = [
        fault
        for number, (given, row) in enumerate(zip(rows, made, strict=True), start=1)
        for fault in _faults(given, row, number)
    ]
    if faults:
        raise NotAReport("Nothing was filed", faults)
    return made


def signed_rows(rows: Sequence[Row], ids: Sequence[str], signed: Signature, zone: str) -> list[Row]:
    """Return the rows as the file of drafts has them."""
    filed = stamp(signed.at, zone)
    return [
        {"draft": id_, "filed_by": signed.by, **row, "filed": filed}
        for id_, row in zip(ids, rows, strict=True)
    ]


def _faults(given: Mapping[str, str], row: Row, number: int) -> Iterator[Fault]:
    for column in given:
        if column not in FILED_COLUMNS:
            mend = f"The columns are {', '.join(FILED_COLUMNS)}."
            yield Fault(column, "unknown-column", "It is no column of a draft.", mend, number)
    if not any(row.values()):
        yield Fault("", "", "It has no cell.", "Leave it out.", number)
    yield from unholdable(row, number)
    for column, read in (("spans", spans_from), ("scores", scores_from)):
        try:
            read(row[column])
        except BadRow as bad:
            yield Fault(column, bad.name, bad.cause, bad.mend, number)
