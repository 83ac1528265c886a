"""Each request is answered within seven days, matched by id: ours and every peer on the same events."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from bench.peers import (
    answer_sets,
    duckdb_query,
    event_store,
    numba_loop,
    plain_loop,
    polars_query,
    reelay_monitor,
    rtamt_monitor,
    state_machines,
)
from bench.peers.peer import Answer, Peer
from bench.tables import Row
from bench.timing import Measured, climbed
from bench.workloads.requests import Ids, Requests, make_requests, write_csv

PEERS: tuple[Peer, ...] = (
    polars_query.PEER, duckdb_query.PEER, numba_loop.PEER, plain_loop.PEER, *event_store.PEERS,
    state_machines.PEER, rtamt_monitor.PEER, reelay_monitor.PEER, answer_sets.PEER,
)  # fmt: skip

SIZES = (1_000, 10_000, 100_000, 1_000_000)
QUICK_SIZES = (600,)
WARMING = 40
"""Events of the run that is not counted."""

ZONES = ("UTC", "Europe/Berlin")

@dataclass(frozen=True)
class _Case:
    density: str
    zone: str
    origin: str


def rows(quick: bool) -> Iterator[Row]:
    """Yield a row for each peer in each case: the largest size that it does in time, beside ours at that size."""
    sizes = QUICK_SIZES if quick else SIZES
    with tempfile.TemporaryDirectory() as folder:
        for case in _cases(quick):
            yield from _case_rows(case, sizes, 1 if quick else 5, Path(folder))


def _cases(quick: bool) -> Iterator[_Case]:
    for density in ("dense",) if quick else ("sparse", "dense"):
        for zone in ZONES:
            yield _Case(density, zone, "memory")
    yield _Case("dense" if quick else "sparse", "UTC", "CSV file")


def _case_rows(case: _Case, sizes: tuple[int, ...], most_runs: int, folder: Path) -> Iterator[Row]:
    made = {size: make_requests(size, case.density, case.zone) for size in sizes}
    paths: dict[int, Path] = {}
    if case.origin != "memory":
        for size, requests in made.items():
            paths[size] = folder / f"requests-{size}.csv"
            write_csv(requests, paths[size])

    def climb(prepare: Callable[[int], Answer]) -> dict[int, Measured]:
        return dict(climbed(sizes, prepare, most_runs))

    ours = climb(lambda size: _ours(made[size], paths.get(size)))
    yield _row(case, "servanda", "", made, ours, ours)
    for peer in PEERS:
        if case.zone != "UTC" and not peer.by_calendar:
            yield _without(case, peer, "not run: it counts in seconds, not by the calendar")
        elif case.origin != "memory" and peer.prepare_file is None:
            continue
        elif not peer.is_installed:
            yield _without(case, peer, "not installed")
        else:
            found = climb(partial(_prepared, peer, made, paths))
            yield _row(case, peer.name, peer.unequal, made, found, ours)


def _prepared(peer: Peer, made: dict[int, Requests], paths: dict[int, Path], size: int) -> Answer:
    requests = made[size]
    if size not in paths:
        return peer.prepare(requests)
    assert peer.prepare_file is not None
    return peer.prepare_file(paths[size], requests.horizon, requests.zone)


def _ours(requests: Requests, path: Path | None) -> Answer:
    """Return our own work, after a first small run in which what is compiled is compiled."""
    from bench import ours

    few = make_requests(WARMING, "dense", requests.zone)
    if path is None:
        ours.answered(few.ids, few.is_answer, few.moments, few.horizon, few.zone)
        return lambda: ours.answered(
            requests.ids, requests.is_answer, requests.moments, requests.horizon, requests.zone
        )
    small = path.with_name("few.csv")
    write_csv(few, small)
    ours.answered_from_csv(small, few.horizon, few.zone)
    return lambda: ours.answered_from_csv(path, requests.horizon, requests.zone)


def _row(
    case: _Case, who: str, unequal: str, made: dict[int, Requests], found: dict[int, Measured], ours: dict[int, Measured]
) -> Row:
    size = max((size for size in found if size in ours and not found[size].failure), default=min(found))
    theirs, own = found[size], ours[size]
    row: Row = {**vars(case), "who": who, "unequal": unequal}
    if theirs.failure:
        return row | {"failure": theirs.failure}
    largest = max(size for size, one in found.items() if not one.failure)
    events = len(made[size].ids)
    row |= {
        "events": events, "seconds": theirs.seconds, "runs": theirs.runs, "events_per_second": events / theirs.seconds,
        "memory": theirs.memory, "violations": len(theirs.answer),
        "largest_events": len(made[largest].ids), "largest_seconds": found[largest].seconds,
    }  # fmt: skip
    if not own.failure:
        row |= {
            "ours_seconds": own.seconds, "ours_memory": own.memory, "ratio": theirs.seconds / own.seconds,
            "differing": _differing(theirs.answer, own.answer),
        }  # fmt: skip
    return row


def _without(case: _Case, peer: Peer, why: str) -> Row:
    return {**vars(case), "who": peer.name, "unequal": peer.unequal, "not_run": why}


def _differing(theirs: Ids, ours: Ids) -> int:
    """Return how many ids only one of two found, and what is out of order."""
    is_sorted = bool(np.all(np.diff(theirs) > 0)) if len(theirs) else True
    return len(np.setxor1d(theirs, ours)) + (0 if is_sorted else 1)
