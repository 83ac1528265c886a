"""Reports as columns: each text once, with a code a report, and numbers as arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servanda.clock import Span
from servanda.columns.rows import Amounts, Flags, Marks, Times
from servanda.record import Report

STANCE_CODES = {"asserts": 0, "denies": 1, "partly denies": 2, "declares": 3}
"""The stances that tell of an act; any other is 4."""
CERTAINTIES = {"certain": 0, "likely": 1, "reported": 1, "possible": 2}


@dataclass(frozen=True)
class Text:
    """A column of text: `values[codes[n]]` is that of report `n`."""

    codes: NDArray[np.int64]
    values: list[str]

    def __getitem__(self, place: int) -> str:
        return self.values[int(self.codes[place])]


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

    def report(self, place: int) -> Report:
        """Return who said what when in one of the reports, and what it replaces; not what it tells of."""
        said = Span(int(self.said_first[place]), int(self.said_last[place]))
        published = Span(int(self.published_first[place]), int(self.published_last[place]))
        return Report(
            self.id[place], self.act[place], "asserts", said, published, source=self.source[place],
            wire=self.wire[place], speaker=self.speaker[place], affiliation=self.affiliation[place],
            replaces=self.replaces[place],
        )  # fmt: skip


def columns_of(reports: Sequence[Report]) -> Columns:
    """Return reports as columns."""

    def text(cell: Callable[[Report], str]) -> Text:
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(cell(report), len(numbers)) for report in reports]
        return Text(np.array(codes, dtype=np.int64), list(numbers))

    def times(time: Callable[[Report], int]) -> Times:
        return np.array([time(report) for report in reports], dtype=np.int64)

    def flags(question: Callable[[Report], bool]) -> Flags:
        return np.array([question(report) for report in reports], dtype=np.bool_)

    return Columns(
        id=[report.id for report in reports],
        replaces=text(lambda report: report.replaces),
        act=text(lambda report: report.act),
        by=text(lambda report: "; ".join(report.by)),
        to=text(lambda report: "; ".join(report.to)),
        clause=text(lambda report: " ".join(report.clauses)),
        event=text(lambda report: report.event),
        place=text(lambda report: report.place),
        kind=text(lambda report: report.kind),
        source=text(lambda report: report.source),
        wire=text(lambda report: report.wire),
        speaker=text(lambda report: report.speaker),
        affiliation=text(lambda report: report.affiliation),
        stance=np.array([STANCE_CODES.get(report.stance, 4) for report in reports], dtype=np.int8),
        certainty=np.array([CERTAINTIES[report.certainty] for report in reports], dtype=np.int8),
        finding=flags(lambda report: report.finding == "happened"),
        rough=flags(lambda report: report.measure in ("total", "level") or report.in_percent),
        numbered=flags(lambda report: report.quantity is not None),
        low=np.array([0.0 if report.quantity is None else report.quantity.low for report in reports]),
        high=np.array([_high(report) for report in reports]),
        said_first=times(lambda report: report.said.first),
        said_last=times(lambda report: report.said.last),
        published_first=times(lambda report: report.published.first),
        published_last=times(lambda report: report.published.last),
        first=times(lambda report: (report.happened or report.said).first),
        last=times(lambda report: (report.happened or report.said).last),
    )


def _high(report: Report) -> float:
    quantity = report.quantity
    return np.inf if quantity is None or quantity.high is None else quantity.high
