"""Reading over Ray, where it is installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

from servanda.reading.background import Background
from servanda.reading.crew import ONE_THREAD, Alone, Answer, died
from servanda.reading.given import Given
from servanda.reading.outcome import Maker, Outcome


class OverRay:
    """Reads over Ray: on the cluster that this process is connected to or that Ray finds, else on this machine."""

    def __init__(self, make: Maker, background: Background, workers: int) -> None:
        import ray

        self._ray: Any = ray
        self._is_ours = not ray.is_initialized()
        if self._is_ours:
            self._ray.init(include_dashboard=False, log_to_driver=False, logging_level="ERROR",
                           runtime_env={"env_vars": {**ONE_THREAD, "PYTHONPATH": os.pathsep.join(sys.path)}})  # fmt: skip
        self._reading = self._ray.remote(num_cpus=1)(Alone)
        self._make, self._background = make, background
        self._workers = [self._reading.remote(make, background) for _ in range(workers)]
        self._turn = 0

    def give(self, some: Sequence[Given]) -> Answer:
        """See `Crew.give`."""
        turn = self._turn % len(self._workers)
        self._turn += 1
        promised = self._workers[turn].read.remote(some)
        return lambda: self._answer(turn, promised, some)

    def close(self) -> None:
        """See `Crew.close`."""
        for worker in self._workers:
            self._ray.kill(worker)
        if self._is_ours:
            self._ray.shutdown()

    def _answer(self, turn: int, promised: Any, some: Sequence[Given]) -> list[Outcome]:
        try:
            found: list[Outcome] = self._ray.get(promised)
            return found
        except self._ray.exceptions.RayError:
            self._workers[turn] = self._reading.remote(self._make, self._background)
        if len(some) > 1:
            return [outcome for given in some for outcome in self._anew(turn, [given])]
        return [Outcome(given.file, given.digest, died()) for given in some]

    def _anew(self, turn: int, some: Sequence[Given]) -> list[Outcome]:
        return self._answer(turn, self._workers[turn].read.remote(some), some)
