"""Reports as columns: each text once, with a code a report, and numbers as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servanda.columns.rows import Amounts, Flags, Marks, Times
from servanda.record import Report

STANCES = {"asserts": 0, "denies": 1, "partly denies": 2, "declares": 3}
"""The stances that tell of an act; any other is 4."""
CERTAINTIES = {"certain": 0, "likely": 1, "reported": 1, "possible": 2}


@dataclass(frozen=True)
class Text:
    """A column of text: `values[codes[n]]` is that of report `n`."""

    codes: NDArray[np.int64]
    values: list[str]

    def __getitem__(self, place: int) -> str:
        return self.values[self.codes[place]]


@dataclass(frozen=True)
class Columns:
    """Reports, a column for each of their fields; several names in one cell are parted by a semicolon.

    Attributes:
        id, replaces: of each report; `replaces` is blank for nearly all.
        rough: whether a report tells of a part, a total, a level or a percentage, which columns do not hold.
        low, high, numbered: its quantity, where it has one.
        first, last: when it happened, or where that is not told, when it was said.
    """

    id: Sequence[str]
    replaces: Text
    act: Text
    by: Text
    to: Text
    clause: Text
    event: Text
    place: Text
    kind: Text
    source: Text
    wire: Text
    speaker: Text
    affiliation: Text
    stance: Marks
    certainty: Marks
    finding: Flags
    rough: Flags
    numbered: Flags
    low: Amounts
    high: Amounts
    said_first: Times
    said_last: Times
    published_first: Times
    published_last: Times
    first: Times
    last: Times

    def __len__(self) -> int:
        return len(self.id)


def columns_of(reports: Sequence[Report]) -> Columns:
    """Return reports as columns."""
    spans = [report.happened or report.said for report in reports]
    quantities = [report.quantity for report in reports]
    return Columns(
        [report.id for report in reports],
        *(_text([getattr(report, name) for report in reports]) for name in ("replaces", "act")),
        *(_text(["; ".join(getattr(report, name)) for report in reports]) for name in ("by", "to")),
        _text([" ".join(report.clauses) for report in reports]),
        *(
            _text([getattr(report, name) for report in reports])
            for name in ("event", "place", "kind", "source", "wire", "speaker", "affiliation")
        ),
        np.array([STANCES.get(report.stance, 4) for report in reports], dtype=np.int8),
        np.array([CERTAINTIES[report.certainty] for report in reports], dtype=np.int8),
        np.array([report.finding == "happened" for report in reports], dtype=np.bool_),
        np.array([report.measure in ("total", "level") or report.in_percent for report in reports], dtype=np.bool_),
        np.array([quantity is not None for quantity in quantities], dtype=np.bool_),
        np.array([0.0 if quantity is None else quantity.low for quantity in quantities]),
        np.array([np.inf if q is None or q.high is None else q.high for q in quantities]),
        *(
            np.array([getattr(getattr(report, name), edge) for report in reports], dtype=np.int64)
            for name in ("said", "published")
            for edge in ("first", "last")
        ),
        np.array([span.first for span in spans], dtype=np.int64),
        np.array([span.last for span in spans], dtype=np.int64),
    )  # fmt: skip


def _text(cells: Sequence[str]) -> Text:
    numbers: dict[str, int] = {}
    codes = np.array([numbers.setdefault(cell, len(numbers)) for cell in cells], dtype=np.int64)
    return Text(codes, list(numbers))
