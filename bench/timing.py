"""Taking time and memory: each measurement in a child process of its own, so that none sees what another left."""

from __future__ import annotations

import gc
import math
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
import numpy.typing as npt

Work = Callable[[], Any]
"""What is timed; what it returns is kept as the answer."""

PATIENCE = 300.0
"""Seconds after which a child is given up."""

ENOUGH = 1.5
"""Seconds of repeated runs after which no further one is begun."""


WITHIN = 10.0
"""Seconds within which a size is thought worth waiting for."""


@dataclass(frozen=True)
class Measured:
    """What one measurement came to.

    Attributes:
        seconds: the median of `runs` runs.
        memory: bytes that the first run took at its height, above what was there before it.
        answer: what the first run returned.
        failure: why there is no figure; blank where there is one.
    """

    seconds: float = 0.0
    runs: int = 0
    memory: int = 0
    answer: Any = None
    failure: str = ""


def in_child(prepare: Callable[[], Work], most_runs: int) -> Measured:
    """Prepare and time a piece of work in a child process.

    Args:
        prepare: makes the inputs ready and returns the work; its time and memory do not count.
        most_runs: how often the work is repeated at most; a slow one is repeated less.
    """
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_measure, args=(there, prepare, most_runs))
    child.start()
    there.close()
    try:
        if not here.poll(PATIENCE):
            return Measured(failure=f"not done within {PATIENCE:.0f} s")
        found: Measured = here.recv()
        return found
    except EOFError:
        return Measured(failure="its process ended without a word, as one does that runs out of memory")
    finally:
        child.kill()
        child.join()


def climbed(
    sizes: Sequence[int], prepare: Callable[[int], Work], most_runs: int, within: float = WITHIN
) -> Iterator[tuple[int, Measured]]:
    """Measure one size after another, as long as the next is likely to be done within so many seconds."""
    power, before = 1.0, 0.0
    for place, size in enumerate(sizes):
        found = in_child(partial(prepare, size), most_runs)
        yield size, found
        if found.failure or place + 1 == len(sizes):
            return
        if before:
            power = max(1.0, math.log(found.seconds / before) / math.log(size / sizes[place - 1]))
        before = found.seconds
        if found.seconds * (sizes[place + 1] / size) ** power > within:
            return


def _measure(there: Connection, prepare: Callable[[], Work], most_runs: int) -> None:
    try:
        there.send(timed(prepare(), most_runs))
    except Exception as error:
        there.send(Measured(failure=f"{type(error).__name__}: {error}"))


def timed(work: Work, most_runs: int) -> Measured:
    """Run a piece of work and return its median time, and the memory of its first run."""
    gc.collect()
    before = highest_memory()
    taken: list[float] = []
    answer = None
    memory = 0
    while len(taken) < most_runs and (not taken or sum(taken) < ENOUGH):
        start = time.perf_counter()
        found = work()
        taken.append(time.perf_counter() - start)
        if len(taken) == 1:
            answer, memory = found, highest_memory() - before
    return Measured(statistics.median(taken), len(taken), memory, answer)


def each_timed(works: list[Work]) -> npt.NDArray[np.float64]:
    """Return the seconds of each of many different pieces of work, each run once."""
    taken = []
    for work in works:
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return np.array(taken)


def highest_memory() -> int:
    """Return the most memory that this process has held so far, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
