"""A bare compiled loop over a small table of what is open: as little as anything that matches by id can do."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from bench.peers.peer import Answer, Peer
from bench.workloads.requests import Ids, Requests
from bench.workloads.zones import WEEK, changes


def _prepare(requests: Requests) -> Answer:
    loop, empty = _compiled()
    first, last = int(requests.moments[0]), int(requests.moments[-1])
    starts, offsets = changes(requests.zone, first - 86_400, last + 2 * WEEK)

    def work() -> Ids:
        most_open = int(np.cumsum(np.where(requests.is_answer, -1, 1)).max())
        table = np.zeros((1 << (2 * most_open).bit_length(), 2), dtype=np.int64)
        late = np.empty(len(requests.ids), dtype=np.int64)
        events = (requests.ids, requests.is_answer, requests.moments)
        count = loop(*events, requests.horizon, starts, offsets, table, late, empty)
        never = table[(table[:, 0] != 0) & (table[:, 1] < requests.horizon), 0]
        found: Ids = np.sort(np.concatenate([late[:count], never]))
        return found

    return work


@cache
def _compiled() -> tuple[Any, Any]:
    import numba

    return numba.njit(_take), numba.njit(_empty)


def _take(
    ids: Any, is_answer: Any, moments: Any, horizon: int, starts: Any, offsets: Any, table: Any, late: Any, empty: Any
) -> int:  # fmt: skip
    """Hold what is open in the table, write down what was answered too late, and return how many that were."""
    mask = len(table) - 1
    change = count = 0
    for event in range(len(ids)):
        name = ids[event]
        slot = (name ^ (name >> 29)) & mask
        while table[slot, 0] != 0 and table[slot, 0] != name:
            slot = (slot + 1) & mask
        if is_answer[event]:
            if table[slot, 1] < moments[event] and table[slot, 1] < horizon:
                late[count] = name
                count += 1
            empty(table, slot)
            continue
        while change + 1 < len(starts) and starts[change + 1] <= moments[event]:
            change += 1
        last = moments[event] + WEEK
        if change + 1 < len(starts) and last >= starts[change + 1]:
            moved = last + offsets[change] - offsets[change + 1]
            if moved >= starts[change + 1]:
                last = moved
        table[slot, 0] = name
        table[slot, 1] = last
    return count


def _empty(table: Any, slot: int) -> None:
    """Empty a slot, and move up what was only behind it because it was taken."""
    mask = len(table) - 1
    following = (slot + 1) & mask
    while table[following, 0] != 0:
        name = table[following, 0]
        home = (name ^ (name >> 29)) & mask
        if ((following - home) & mask) >= ((following - slot) & mask):
            table[slot, 0] = name
            table[slot, 1] = table[following, 1]
            slot = following
        following = (following + 1) & mask
    table[slot, 0] = 0


PEER = Peer(
    "bare numba loop",
    _prepare,
    "the limit: one clause compiled by hand, nothing kept but what is open; compiling is not timed",
    needs=("numba",),
    by_calendar=True,
)
