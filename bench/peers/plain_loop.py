"""A plain loop in Python over a dictionary of open requests."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from bench.peers.peer import Answer, Peer
from bench.workloads.requests import Ids, Requests
from bench.workloads.zones import WEEK


def _prepare(requests: Requests) -> Answer:
    ids, answers, moments = requests.ids.tolist(), requests.is_answer.tolist(), requests.moments.tolist()
    return lambda: _violations(zip(ids, answers, moments, strict=True), requests.horizon, requests.zone)


def _prepare_file(path: Path, horizon: int, zone: str) -> Answer:
    def work() -> Ids:
        with path.open(newline="", encoding="utf-8") as file:
            rows = csv.reader(file)
            next(rows)
            events = (
                (int(event), act == "reply", int(datetime.fromisoformat(happened).timestamp()))
                for event, act, happened in rows
            )
            return _violations(events, horizon, zone)

    return work


def _violations(events: Iterable[tuple[int, bool, int]], horizon: int, zone: str) -> Ids:
    place = ZoneInfo(zone)
    due: dict[int, int] = {}
    for name, is_answer, moment in events:
        if not is_answer:
            due[name] = moment + WEEK if zone == "UTC" else _week_after(moment, place)
        elif moment <= due[name]:
            del due[name]
    return np.array(sorted(name for name, last in due.items() if last < horizon), dtype=np.int64)


def _week_after(moment: int, place: ZoneInfo) -> int:
    return int((datetime.fromtimestamp(moment, place) + timedelta(days=7)).replace(fold=0).timestamp())


PEER = Peer(
    "plain Python loop",
    _prepare,
    "one clause written out by hand; every event is believed: no reports, no accounts, no reasons",
    by_calendar=True,
    prepare_file=_prepare_file,
)
