"""Our side: all that the measuring asks of our engine, in one place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from bench import reference
from bench.workloads.ledger import Ledger
from bench.workloads.requests import Ids
from bench.workloads.zones import Seconds
from servanda.agreement import parse
from servanda.clock import Length
from servanda.columns import Requests, View
from servanda.columns import Book as Columns
from servanda.columns.rows import Flags
from servanda.record import Report, Source, Sources

WEEK = Length(7, "day")
Outline = reference.Outline


def answered(ids: Ids, is_answer: Flags, moments: Seconds, horizon: int, zone: str) -> Ids:
    """Return the ids of the requests that were due before the horizon and not answered in time, in order."""
    requests = Requests(WEEK, zone)
    late = requests.take(ids, is_answer, moments)
    return np.sort(np.concatenate([late, requests.overdue(horizon)]))


def answered_from_csv(path: Path, horizon: int, zone: str) -> Ids:
    """Return the same as `answered` from a table with the columns event, act and happened."""
    import pyarrow as arrow
    from pyarrow import csv

    types = {"event": arrow.int64(), "act": arrow.string(), "happened": arrow.timestamp("s", "UTC")}
    reading = csv.ReadOptions(use_threads=False)
    table = csv.read_csv(path, reading, convert_options=csv.ConvertOptions(column_types=types))
    is_answer = arrow.compute.equal(table["act"], "reply").to_numpy()
    moments = table["happened"].to_numpy().astype(np.int64)
    return answered(table["event"].to_numpy(), is_answer, moments, horizon, zone)


class Book:
    """An agreement with a ledger of reports, to be asked at any moment, as known at any moment."""

    def __init__(self, text: str, sources: Sequence[Source], ledger: Ledger) -> None:
        agreement, _ = parse(text, "agreement.md")
        self._book = Columns(agreement, Sources(sources), ledger.reports())
        self._view = View(self._book)

    def outline(self, at: int, known: int | None = None, clauses: Collection[str] | None = None) -> Outline:
        """Return where clauses stand on every account; all clauses where none are named."""
        return {
            (clause, account): (one.state, one.done.least, one.done.most)
            for clause, by_account in self._view.outlines(at, known, clauses).items()
            for account, one in by_account.items()
        }

    def add(self, report: Report) -> None:
        """Take one more report into the ledger."""
        self._book.enter([report])
