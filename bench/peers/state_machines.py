"""Transitions: a state machine for each request, and a queue of timers that we keep beside it."""

from __future__ import annotations

import heapq
from typing import Any

import numpy as np

from bench.peers.peer import Answer, Peer
from bench.workloads.requests import Ids, Requests
from bench.workloads.zones import WEEK

_STATES = ["asked", "answered", "violated"]
_MOVES = [
    {"trigger": "answer", "source": "asked", "dest": "answered"},
    {"trigger": "answer", "source": "violated", "dest": "violated"},
    {"trigger": "expire", "source": "asked", "dest": "violated"},
    {"trigger": "expire", "source": "answered", "dest": "answered"},
]


class _Request:
    pass


def _prepare(requests: Requests) -> Answer:
    from transitions import Machine

    ids, answers, moments = requests.ids.tolist(), requests.is_answer.tolist(), requests.moments.tolist()

    def work() -> Ids:
        machine = Machine(
            model=None, states=_STATES, transitions=_MOVES, initial="asked", auto_transitions=False
        )
        models: dict[int, Any] = {}
        timers: list[tuple[int, int]] = []
        for name, is_answer, moment in zip(ids, answers, moments, strict=True):
            _expire(timers, models, moment)
            if is_answer:
                models[name].answer()
            else:
                models[name] = _Request()
                machine.add_model(models[name])
                # A machine looks through all its models at each addition; a model moves without being among them.
                machine.models.clear()
                heapq.heappush(timers, (moment + WEEK, name))
        _expire(timers, models, requests.horizon)
        late = sorted(name for name, model in models.items() if model.state == "violated")
        return np.array(late, dtype=np.int64)

    return work


def _expire(timers: list[tuple[int, int]], models: dict[int, Any], moment: int) -> None:
    while timers and timers[0][0] < moment:
        models[heapq.heappop(timers)[1]].expire()


PEER = Peer(
    "transitions",
    _prepare,
    "its own timers wait for the machine's clock, so a queue of them stands beside it; one state for all, no accounts",
    needs=("transitions",),
)
