"""Eventsourcing: an aggregate for each request, saved event by event and read back by replaying."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

import numpy as np

from bench.peers.peer import Answer, Peer
from bench.workloads.requests import Ids, Requests
from bench.workloads.zones import WEEK

_MEMORY = {"PERSISTENCE_MODULE": "eventsourcing.popo"}
_FILE = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": ":memory:"}


def _prepare(requests: Requests, settings: dict[str, str]) -> Answer:
    from eventsourcing.application import Application

    aggregate = _aggregate()
    ids, answers, moments = requests.ids.tolist(), requests.is_answer.tolist(), requests.moments.tolist()

    def work() -> Ids:
        store: Any = Application(env=settings)
        for name, is_answer, moment in zip(ids, answers, moments, strict=True):
            if is_answer:
                request = store.repository.get(UUID(int=name))
                request.answer(moment)
            else:
                request = aggregate(name, moment)
            store.save(request)
        every = (store.repository.get(UUID(int=name)) for name in set(ids))
        late = [request.name for request in every if request.is_violated(requests.horizon)]
        return np.array(sorted(late), dtype=np.int64)

    return work


@cache
def _aggregate() -> Any:
    from eventsourcing.domain import Aggregate, event

    class Request(Aggregate):
        @event("Asked")
        def __init__(self, name: int, moment: int) -> None:
            self.name = name
            self.due = moment + WEEK
            self.answered: int | None = None

        @staticmethod
        def create_id(name: int) -> UUID:
            return UUID(int=name)

        @event("Answered")
        def answer(self, moment: int) -> None:
            self.answered = moment

        def is_violated(self, horizon: int) -> bool:
            return self.due < horizon and (self.answered is None or self.answered > self.due)

    return Request


_UNEQUAL = "keeps every event and can replay it; knows no clauses, so the clause is a method of the aggregate"

PEERS = (
    Peer(
        "eventsourcing, in memory",
        lambda requests: _prepare(requests, _MEMORY),
        f"{_UNEQUAL}; nothing is written to a disk",
        needs=("eventsourcing",),
    ),
    Peer(
        "eventsourcing, in SQLite",
        lambda requests: _prepare(requests, _FILE),
        f"{_UNEQUAL}; its database lies in memory",
        needs=("eventsourcing",),
    ),
)
