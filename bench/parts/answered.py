"""Each request is answered within seven days, matched by id: ours and every peer on the same events."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from bench import ours
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
QUICK_SIZES = (250,)
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

    own = climb(lambda size: _ours(made[size], paths.get(size)))
    yield _row(case, "servanda", made, own, own)
    for peer in PEERS:
        if case.zone != "UTC" and not peer.by_calendar:
            yield _without(case, peer, "it counts in seconds, not by the calendar")
        elif case.origin != "memory" and peer.prepare_file is None:
            continue
        elif not peer.is_installed:
            yield _without(case, peer, "not installed")
        else:
            found = climb(partial(_prepared, peer, made, paths))
            yield _row(case, peer.name, made, found, own)


def _prepared(peer: Peer, made: dict[int, Requests], paths: dict[int, Path], size: int) -> Answer:
    """Return a peer's work, after a first small run in which what is loaded late is loaded."""
    requests = made[size]
    few = make_requests(WARMING, "dense", requests.zone)
    if peer.prepare_file is None or size not in paths:
        peer.prepare(few)()
        return peer.prepare(requests)
    peer.prepare_file(_few_in_file(few, paths[size]), few.horizon, few.zone)()
    return peer.prepare_file(paths[size], requests.horizon, requests.zone)


def _ours(requests: Requests, path: Path | None) -> Answer:
    """Return our own work, after a first small run in which what is compiled is compiled."""
    few = make_requests(WARMING, "dense", requests.zone)
    if path is None:
        ours.answered(few.ids, few.is_answer, few.moments, few.horizon, few.zone)
        return lambda: ours.answered(
            requests.ids, requests.is_answer, requests.moments, requests.horizon, requests.zone
        )
    ours.answered_from_csv(_few_in_file(few, path), few.horizon, few.zone)
    return lambda: ours.answered_from_csv(path, requests.horizon, requests.zone)


def _few_in_file(few: Requests, beside: Path) -> Path:
    path = beside.with_name("few.csv")
    write_csv(few, path)
    return path


def _row(
    case: _Case, who: str, made: dict[int, Requests], found: dict[int, Measured], own: dict[int, Measured]
) -> Row:
    """Return the figures at the largest size that both have done."""
    row: Row = {**vars(case), "who": who}
    done = [size for size, one in found.items() if not one.failure]
    if not done:
        return row | {"failure": next(iter(found.values())).failure}
    both = [size for size in done if size in own and not own[size].failure]
    size = max(both or done)
    theirs, events = found[size], len(made[size].ids)
    row |= {
        "events": events, "seconds": theirs.seconds, "busy": theirs.busy, "runs": theirs.runs,
        "events_per_second": events / theirs.busy, "memory": theirs.memory, "violations": len(theirs.answer),
        "largest_events": len(made[max(done)].ids), "largest_busy": found[max(done)].busy,
    }  # fmt: skip
    if both:
        row |= {
            "ours_seconds": own[size].seconds, "ours_busy": own[size].busy, "ours_memory": own[size].memory,
            "ratio": theirs.busy / own[size].busy, "differing": _differing(theirs.answer, own[size].answer),
        }  # fmt: skip
    return row


def _without(case: _Case, peer: Peer, why: str) -> Row:
    return {**vars(case), "who": peer.name, "not_run": why}


def _differing(theirs: Ids, own: Ids) -> int:
    """Return how many ids only one of the two found, and one more where theirs are out of order."""
    is_sorted = bool(np.all(np.diff(theirs) > 0)) if len(theirs) else True
    return len(np.setxor1d(theirs, own)) + (0 if is_sorted else 1)
