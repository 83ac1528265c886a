"""Requests and their answers: each request is to be answered within seven days, matched by id."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.workloads.zones import WEEK, Seconds

Ids = npt.NDArray[np.int64]

BEGINS = int(datetime(2025, 2, 1, tzinfo=UTC).timestamp())
SEED = 20_250_119
WINDOWS = {"sparse": 100, "dense": 10}
"""How many times seven days the events are spread over: of 1,000,000 events, 10,000 or 100,000 lie in any seven days."""

LATE, NEVER = 0.02, 0.01
"""The shares of requests that are answered late, and never."""


@dataclass(frozen=True)
class Requests:
    """Events by when they happened: requests and answers.

    Attributes:
        ids: which request each event is, or answers.
        moments: when it happened, in seconds since 1970-01-01 UTC.
        horizon: the moment asked; a request that is due then or later is not late yet.
        zone: where the days are counted.
    """

    ids: Ids
    is_answer: npt.NDArray[np.bool_]
    moments: Seconds
    horizon: int
    zone: str


def make_requests(events: int, density: str, zone: str) -> Requests:
    """Make about so many events from the seed, none after the horizon: the same ones in every zone."""
    draw = np.random.default_rng(SEED)
    asked = round(events / (2 - NEVER))
    span = WINDOWS[density] * WEEK
    begun = BEGINS + draw.integers(0, span, asked)
    fate = draw.random(asked)
    waited = draw.integers(60, WEEK + 1, asked)
    waited = np.where(fate < LATE, WEEK + 3601 + draw.integers(0, 2 * WEEK, asked), waited)
    is_answered = fate < 1 - NEVER
    names = np.unique(draw.integers(1, 2**62, asked + asked // 8 + 8))
    names = draw.permutation(names)[:asked]
    ids = np.concatenate([names, names[is_answered]])
    moments = np.concatenate([begun, (begun + waited)[is_answered]])
    is_answer = np.arange(len(ids)) >= asked
    order = np.lexsort((is_answer, moments))
    order = order[moments[order] <= BEGINS + span]
    return Requests(ids[order], is_answer[order], moments[order], BEGINS + span, zone)


def write_csv(requests: Requests, path: Path) -> None:
    """Write the events as a table of the columns event, act and happened, with times as ISO 8601 in UTC."""
    texts = np.datetime_as_string(requests.moments.astype("datetime64[s]"), timezone="UTC")
    acts = np.where(requests.is_answer, "reply", "ask")
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("event", "act", "happened"))
        writer.writerows(zip(requests.ids.tolist(), acts.tolist(), texts.tolist(), strict=True))
