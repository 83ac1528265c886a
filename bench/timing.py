"""Taking time and memory: each measurement in a child process of its own, so that none sees what another left."""

from __future__ import annotations

import contextlib
import gc
import math
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

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
        seconds: how long it took by the clock: the median of `runs` runs.
        busy: how long the processor worked at it, which other work on the machine does not stretch: the median too.
        memory: bytes that the first run took at its height, above what was there before it.
        answer: what the first run returned.
        failure: why there is no figure; blank where there is one.
    """

    seconds: float = 0.0
    busy: float = 0.0
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
    """Measure one size after another, as long as the next is likely to be done within so many seconds of work."""
    power, before = 1.0, 0.0
    for place, size in enumerate(sizes):
        found = in_child(partial(prepare, size), most_runs)
        yield size, found
        if found.failure or place + 1 == len(sizes):
            return
        if before:
            power = max(1.0, math.log(found.busy / before) / math.log(size / sizes[place - 1]))
        before = found.busy
        if found.busy * (sizes[place + 1] / size) ** power > within:
            return


def _measure(there: Connection, prepare: Callable[[], Work], most_runs: int) -> None:
    try:
        there.send(timed(prepare(), most_runs))
    except Exception as error:
        there.send(Measured(failure=f"{type(error).__name__}: {error}"))


def timed(work: Work, most_runs: int) -> Measured:
    """Run a piece of work and return its median times, and the memory of its first run."""
    gc.collect()
    forget_highest_memory()
    before = highest_memory()
    answer, first = clocked(work)
    memory = highest_memory() - before
    taken = [first]
    while len(taken) < most_runs and sum(one.seconds for one in taken) < ENOUGH:
        taken.append(clocked(work)[1])
    seconds, busy = (statistics.median(times) for times in zip(*map(astuple, taken), strict=True))
    return Measured(seconds, busy, len(taken), memory, answer)


@dataclass(frozen=True)
class Taken:
    """How long one run took: by the clock, and of the processor's work, in seconds."""

    seconds: float
    busy: float


def clocked(work: Work) -> tuple[Any, Taken]:
    """Run a piece of work; return its answer and how long it took."""
    start, begun = time.perf_counter(), time.process_time()
    answer = work()
    busy, seconds = time.process_time() - begun, time.perf_counter() - start
    return answer, Taken(seconds, busy)


def spread(taken: Sequence[Taken]) -> dict[str, float]:
    """Return the figures of many runs: the median, what 99 of 100 stay within, and the slowest."""
    return {
        **spread_of([one.seconds for one in taken]),
        "median_busy": statistics.median(one.busy for one in taken),
        "ninety_nine_busy": float(np.quantile([one.busy for one in taken], 0.99)),
    }


def spread_of(seconds: Sequence[float]) -> dict[str, float]:
    """Return the figures of many runs by the clock alone."""
    return {
        "median": statistics.median(seconds),
        "ninety_nine": float(np.quantile(seconds, 0.99)),
        "slowest": max(seconds),
    }


def forget_highest_memory() -> None:
    """Let the highest memory be what is held now, on the systems that can; else what is freed before hides a little."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def highest_memory() -> int:
    """Return the most memory that this process has held so far, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
