"""Reelay: a monitor of past temporal logic over dense time, one trace a request."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.peers.peer import Answer, Peer
from bench.peers.traces import Trace, traces
from bench.workloads.requests import Ids, Requests
from bench.workloads.zones import WEEK

_PATTERN = f"(once[{WEEK + 1}:{WEEK + 1}]{{asked}}) and (not (once[1:{WEEK + 1}]{{answered}}))"


def _prepare(requests: Requests) -> Answer:
    from reelay import dense_timed_monitor

    every, horizon = traces(requests)
    stride = max(horizon, max(one.answered or one.asked for one in every)) + 3 * WEEK

    def work() -> Ids:
        monitor: Any = dense_timed_monitor(pattern=_PATTERN, semantics="boolean")
        late: set[int] = set()
        for place, one in enumerate(every):
            for row in _told(monitor, one, place * stride, stride):
                turn, moment = divmod(row["time"], stride)
                if row["value"] and moment < horizon:
                    late.add(every[int(turn)].id)
        return np.array(sorted(late), dtype=np.int64)

    return work


def _told(monitor: Any, one: Trace, start: int, stride: int) -> list[dict[str, Any]]:
    """Feed one trace, and return what the monitor tells meanwhile."""
    found: list[dict[str, Any]] = []
    for moment in (one.asked,) if one.answered is None else (one.asked, one.answered):
        found += monitor.update({"time": start + moment - 1, "asked": False, "answered": False})
        row = {"asked": moment == one.asked, "answered": moment == one.answered}
        found += monitor.update({"time": start + moment, **row})
    return found + list(monitor.update({"time": start + stride - 1, "asked": False, "answered": False}))


PEER = Peer(
    "reelay",
    _prepare,
    "monitors signals in dense time and has no ids: the events are parted into a trace for each request beforehand,"
    " laid end to end, for to build a monitor takes longer than to run it",
    needs=("reelay",),
)
