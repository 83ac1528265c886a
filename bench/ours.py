"""Our side: all that the measuring asks of our engine, in one place."""

from __future__ import annotations

import csv
from collections.abc import Collection
from pathlib import Path

import numpy as np

from bench import reference
from bench.workloads.requests import Ids
from bench.workloads.zones import Seconds
from servanda.agreement import parse
from servanda.clock import Span, parse_moment, seconds_of
from servanda.record import Report, Source, Sources
from servanda.standing import stand

_REQUESTS = """# Requests

```servanda
agreement #requests "Requests and answers"
  in force 2025-01-01 00:00 {zone}
  day 1 is the day of entry
  within is inclusive
party North, South
clause #ask: South may ask
clause #reply: North must reply to South
  answers #ask by name within 7 days
```
"""


def answered(ids: Ids, is_answer: Collection[bool], moments: Seconds, horizon: int, zone: str) -> Ids:
    """Return the ids of the requests that were due before the horizon and not answered in time, in order."""
    agreement, _ = parse(_REQUESTS.format(zone=zone), "agreement.md")
    rows = zip(ids.tolist(), is_answer, moments.tolist(), strict=True)
    reports = [
        Report(
            f"r{place}", "reply" if is_reply else "ask", "asserts", Span(moment, moment), Span(moment, moment),
            event=str(name), by=("North" if is_reply else "South",), happened=Span(moment, moment), speaker="Ann",
        )
        for place, (name, is_reply, moment) in enumerate(rows)
    ]  # fmt: skip
    standing = stand(agreement, reports, Sources([Source("Ann")]), at=horizon)
    duties = standing.of("reply").first.duties
    late = [duty for duty in duties if duty.late is not None and duty.due and duty.due.last < horizon]
    return np.array(sorted(int(duty.label.removeprefix("for ")) for duty in late), dtype=np.int64)


def answered_from_csv(path: Path, horizon: int, zone: str) -> Ids:
    """Return the same as `answered` from a table with the columns event, act and happened."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    ids = np.array([int(row["event"]) for row in rows], dtype=np.int64)
    moments = np.array([seconds_of(parse_moment(row["happened"], zone)) for row in rows], dtype=np.int64)
    return answered(ids, [row["act"] == "reply" for row in rows], moments, horizon, zone)


Outline = reference.Outline


class Book(reference.Book):
    """An agreement with a ledger of reports, to be asked at any moment, as known at any moment."""

    def add(self, report: Report) -> None:
        """Take one more report into the ledger."""
        self.reports.append(report)
