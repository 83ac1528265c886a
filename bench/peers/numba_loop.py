"""A bare compiled loop over a hash table: as little as anything that matches by id can do."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from bench.peers.peer import Answer, Peer
from bench.workloads.requests import Ids, Requests
from bench.workloads.zones import WEEK, changes

_NEVER = 2**62


def _prepare(requests: Requests) -> Answer:
    loop = _compiled()
    first, last = int(requests.moments[0]), int(requests.moments[-1])
    starts, offsets = changes(requests.zone, first - 86_400, last + 2 * WEEK)
    size = 1 << int(np.ceil(np.log2(2 * len(requests.ids) + 2)))

    def work() -> Ids:
        names, due = loop(requests.ids, requests.is_answer, requests.moments, starts, offsets, size)
        found: Ids = np.sort(names[(names != 0) & (due < requests.horizon)])
        return found

    loop(requests.ids[:2], requests.is_answer[:2], requests.moments[:2], starts, offsets, 8)
    return work


@cache
def _compiled() -> Any:
    import numba

    return numba.njit(_open)


def _open(ids: Any, is_answer: Any, moments: Any, starts: Any, offsets: Any, size: int) -> Any:
    keys = np.zeros(size, np.int64)
    due = np.zeros(size, np.int64)
    change = 0
    for event in range(len(ids)):
        name = ids[event]
        slot = ((name * 0x9E3779B97F4A7C1) >> 20) & (size - 1)
        while keys[slot] != 0 and keys[slot] != name:
            slot = (slot + 1) & (size - 1)
        if is_answer[event]:
            if moments[event] <= due[slot]:
                due[slot] = _NEVER
            continue
        while change + 1 < len(starts) and starts[change + 1] <= moments[event]:
            change += 1
        last = moments[event] + WEEK
        if change + 1 < len(starts) and last >= starts[change + 1]:
            moved = last + offsets[change] - offsets[change + 1]
            if moved >= starts[change + 1]:
                last = moved
        keys[slot] = name
        due[slot] = last
    return keys, due


PEER = Peer(
    "bare numba loop",
    _prepare,
    "the limit: one clause compiled by hand, nothing kept but what is open; compiling is not timed",
    needs=("numba",),
    by_calendar=True,
)
