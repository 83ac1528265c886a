"""A trace for each request: when it was made and when it was answered, as signals for monitors of one stream."""

from __future__ import annotations

from dataclasses import dataclass

from bench.workloads.requests import Requests


@dataclass(frozen=True)
class Trace:
    """One request, with times in seconds after the first event of all; None where no answer came."""

    id: int
    asked: int
    answered: int | None


def traces(requests: Requests) -> tuple[list[Trace], int]:
    """Return the trace of every request, and the horizon in the traces' own time."""
    start = int(requests.moments[0]) - 10
    rows = zip(requests.ids.tolist(), requests.is_answer.tolist(), requests.moments.tolist(), strict=True)
    asked: dict[int, int] = {}
    answered: dict[int, int] = {}
    for name, is_answer, moment in rows:
        (answered if is_answer else asked)[name] = moment - start
    every = [Trace(name, moment, answered.get(name)) for name, moment in asked.items()]
    return every, requests.horizon - start
