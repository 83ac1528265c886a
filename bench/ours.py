"""Our side: all that the measuring asks of our engine, in one place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from bench import reference
from bench.workloads.agreement import wordings
from bench.workloads.ledger import PLACES, TELLERS, Ledger
from bench.workloads.requests import Ids
from bench.workloads.zones import Seconds
from servanda.agreement import parse
from servanda.clock import Length
from servanda.columns import STANCE_CODES, Columns, Requests, Text, View
from servanda.columns import Book as Counted
from servanda.columns.rows import Flags
from servanda.record import STANCES, Report, Source, Sources

WEEK = Length(7, "day")
_STANCE_CODES = np.array([STANCE_CODES.get(stance, 4) for stance in STANCES], dtype=np.int8)
Outline = reference.Outline


def answered(ids: Ids, is_answer: Flags, moments: Seconds, horizon: int, zone: str) -> Ids:
    """Return the ids of the requests that were due before the horizon and not answered in time, in order."""
    requests = Requests(WEEK, zone)
    late = requests.take(ids, is_answer, moments)
    return np.sort(np.concatenate([late, requests.overdue(horizon)]))


def answered_from_csv(path: Path, horizon: int, zone: str) -> Ids:
    """Return the same as `answered` from a table with the columns event, act and happened."""
    import pyarrow as arrow
    from pyarrow import compute, csv

    types = {"event": arrow.int64(), "act": arrow.string(), "happened": arrow.timestamp("s", "UTC")}
    reading = csv.ReadOptions(use_threads=False)
    table = csv.read_csv(path, reading, convert_options=csv.ConvertOptions(column_types=types))
    is_answer = compute.equal(table["act"], "reply").to_numpy()
    moments = table["happened"].to_numpy().astype(np.int64)
    return answered(table["event"].to_numpy(), is_answer, moments, horizon, zone)


def columns_of(ledger: Ledger) -> Columns:
    """Return a ledger as the engine's columns: the same reports as `ledger.reports()`."""
    count = len(ledger)
    words = wordings(ledger.clauses)
    ids = [f"r{number}" for number in range(count)]
    events, event = np.unique(ledger.event, return_inverse=True)
    blank = Text(np.zeros(count, dtype=np.int64), [""])
    speaker, source, wire = (Text(ledger.teller, list(cells)) for cells in zip(*TELLERS, strict=True))
    replaced = np.flatnonzero(ledger.replaces >= 0)
    replaces = np.zeros(count, dtype=np.int64)
    replaces[replaced] = np.arange(1, len(replaced) + 1)
    quantity = ledger.quantity.astype(np.float64)
    return Columns(
        id=ids,
        replaces=Text(replaces, ["", *(ids[row] for row in ledger.replaces[replaced].tolist())]),
        act=Text(ledger.deed, [one.act for one in words]),
        by=Text(ledger.deed, [one.bearer for one in words]),
        to=blank, clause=blank, kind=blank, affiliation=blank,
        event=Text(event, [f"e{number}" for number in events.tolist()]),
        place=Text(ledger.place, list(PLACES)),
        source=source, wire=wire, speaker=speaker,
        stance=_STANCE_CODES[ledger.stance],
        certainty=np.zeros(count, dtype=np.int8),
        finding=np.zeros(count, dtype=np.bool_),
        rough=np.zeros(count, dtype=np.bool_),
        numbered=ledger.quantity >= 0,
        low=np.maximum(quantity, 0.0), high=np.where(ledger.quantity < 0, np.inf, quantity),
        said_first=ledger.said, said_last=ledger.said,
        published_first=ledger.published, published_last=ledger.published,
        first=ledger.happened, last=ledger.happened,
    )  # fmt: skip


class Book:
    """An agreement with a ledger of reports, to be asked at any moment, as known at any moment."""

    def __init__(self, text: str, sources: Sequence[Source], ledger: Ledger) -> None:
        agreement, _ = parse(text, "agreement.md")
        self._book = Counted(agreement, Sources(sources))
        self._book.enter_columns(columns_of(ledger))
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
