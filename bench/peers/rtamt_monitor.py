"""RTAMT: a monitor of signal temporal logic over dense time, one trace a request."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from bench.peers.peer import Answer, Peer
from bench.peers.traces import Trace, traces
from bench.workloads.requests import Ids, Requests
from bench.workloads.zones import WEEK


def _prepare(requests: Requests) -> Answer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import rtamt

        monitor: Any = rtamt.StlDenseTimeSpecification()
    for name in ("asked", "answered", "kept"):
        monitor.declare_var(name, "float")
    monitor.spec = f"kept = (asked >= 0.5) implies (eventually[0:{WEEK}] (answered >= 0.5))"
    monitor.parse()
    every, horizon = traces(requests)

    def work() -> Ids:
        late = [one.id for one in every if one.asked + WEEK < horizon and _is_violated(monitor, one, horizon)]
        return np.array(sorted(late), dtype=np.int64)

    return work


def _is_violated(monitor: Any, one: Trace, horizon: int) -> bool:
    end = max(horizon, one.answered or 0) + 2 * WEEK
    kept = monitor.evaluate(["asked", _pulse(one.asked, end)], ["answered", _pulse(one.answered, end)])
    return any(value < 0 for _, value in kept)


def _pulse(moment: int | None, end: int) -> list[list[float]]:
    if moment is None:
        return [[0, 0.0], [end, 0.0]]
    return [[0, 0.0], [moment, 1.0], [moment + 1, 0.0], [end, 0.0]]


PEER = Peer(
    "rtamt",
    _prepare,
    "monitors signals in dense time and has no ids: the events are parted into a trace for each request beforehand",
    needs=("rtamt",),
)
