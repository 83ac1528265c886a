"""An archive measured: many articles read by one process and by two, by the clock."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from servanda.reading.background import Background
from servanda.reading.batch import read_all
from servanda.reading.given import Given
from servanda.reading.reader import LocalReader
from servanda.reading.reading import Reading
from training.tables import Figures, beside

RATIO = 1.8
"""How many times as fast two processes are to be as one, at least."""


def measure(texts: list[str], background: Background, times: int = 3, rounds: int = 2) -> Figures:
    """Read all texts by one process and by two in turn, and take the fastest run of each.

    Starting the processes is part of a run.

    Args:
        times: how often each text is in the archive.
        rounds: how often each way is tried.

    Raises:
        RuntimeError: an article could not be read.
    """
    given = [Given(f"{number}.txt", text.encode()) for number, text in enumerate(texts * times)]
    words = times * sum(len(text.split()) for text in texts)
    with _every_processor():
        took = [[_seconds(given, background, workers) for workers in (1, 2)] for _ in range(rounds)]
    one, two = (min(seconds) for seconds in zip(*took, strict=True))
    rows = (
        ("one process", f"{words / one:,.0f}", ""),
        ("two processes", f"{words / two:,.0f}", ""),
        ("two to one", f"{one / two:.2f}", beside(one / two, RATIO)),
    )
    note = f"{len(given)} articles, {words:,} words, by the clock, starting included; the fastest of {rounds} runs each."
    return Figures("Archive, words a second", ("", "", "target"), rows, note)


def _seconds(given: Sequence[Given], background: Background, workers: int) -> float:
    begun = time.perf_counter()
    for outcome in read_all(given, LocalReader, background, workers):
        if not isinstance(outcome.result, Reading):
            raise RuntimeError(f"{outcome.file} could not be read: {outcome.result}")
    return time.perf_counter() - begun


@contextmanager
def _every_processor() -> Iterator[None]:
    """Let this process and those that it starts use every processor, and then again only those that it used before."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
