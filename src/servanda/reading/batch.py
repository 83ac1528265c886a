"""Batch runs: many articles read side by side, in order, with what has been read kept on the way."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal

from servanda.reading.background import Background
from servanda.reading.crew import Alone, Answer, Crew, Processes
from servanda.reading.given import Given
from servanda.reading.kept import Kept
from servanda.reading.outcome import Maker, Outcome
from servanda.reading.over_ray import OverRay
from servanda.reading.reading import Reading

Over = Literal["processes", "ray"]

WORTH_ANOTHER = 16
"""Of how many articles on another process pays, which takes some seconds to start."""

_MOST_TOGETHER, _BYTES_TOGETHER, _WAITING = 8, 40_000, 4


@dataclass
class Tally:
    """How far a run has come.

    Attributes:
        read: articles that have been read.
        failed: those that could not be.
        before: those that had been read before, and were passed over.
        statements, drafts: what was found in those that have been read.
    """

    read: int = 0
    failed: int = 0
    before: int = 0
    statements: int = 0
    drafts: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count an outcome."""
        if isinstance(outcome.result, Reading):
            self.read += 1
            self.statements += len(outcome.result.statements)
            self.drafts += len(outcome.result.drafts)
        else:
            self.failed += 1


Progress = Callable[[Tally], None]
"""Is told how far a run has come, after each article."""


def read_all(
    given: Iterable[Given],
    make: Maker,
    background: Background,
    workers: int | None = None,
    over: Over = "processes",
) -> Iterator[Outcome]:
    """Read articles side by side and yield what comes of each, in their order, however many there are.

    Only a few articles for each worker are in memory at a time. Where all is read in this process, reading waits for
    whoever asks for the next outcome.

    Args:
        make: makes the reader, in each process anew.
        workers: how many read side by side; as many as there are processors and the articles are worth, if not given.
        over: what they are.

    Raises:
        ImportError: Ray is asked for and is not installed.
    """
    waiting = iter(given)
    many = _worth(waiting) if workers is None else (workers, waiting)
    crew = _crew(make, background, many[0], over)
    try:
        yield from _in_order(crew, _together(many[1]), _WAITING * many[0] if many[0] > 1 else 1)
    finally:
        crew.close()


def read_into(
    kept: Kept,
    given: Iterable[Given],
    make: Maker,
    background: Background,
    workers: int | None = None,
    over: Over = "processes",
    progress: Progress | None = None,
) -> Tally:
    """Read the articles that a file of readings does not have yet, and keep each in it as soon as it is read.

    Args:
        progress: is told how far the run has come, after each article.

    Raises:
        ImportError: Ray is asked for and is not installed.
        OSError: the file cannot be written.
    """
    tally = Tally()
    for outcome in read_all(_not_kept(given, kept, tally), make, background, workers, over):
        kept.keep(outcome)
        tally.add(outcome)
        if progress is not None:
            progress(tally)
    return tally


def _not_kept(given: Iterable[Given], kept: Kept, tally: Tally) -> Iterator[Given]:
    for one in given:
        if kept.has(one):
            tally.before += 1
        else:
            yield one


def _worth(given: Iterator[Given]) -> tuple[int, Iterator[Given]]:
    """Return how many workers some articles are worth, and all of the articles."""
    most = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    first = list(islice(given, most * WORTH_ANOTHER))
    return max(1, min(most, len(first) // WORTH_ANOTHER)), chain(first, given)


def _crew(make: Maker, background: Background, workers: int, over: Over) -> Crew:
    if over == "ray":
        return OverRay(make, background, workers)
    return Processes(make, background, workers) if workers > 1 else Alone(make, background)


def _together(given: Iterable[Given]) -> Iterator[list[Given]]:
    """Yield articles in small heaps, each read at once."""
    heap: list[Given] = []
    for one in given:
        heap.append(one)
        if len(heap) == _MOST_TOGETHER or sum(len(each.data) for each in heap) > _BYTES_TOGETHER:
            yield heap
            heap = []
    if heap:
        yield heap


def _in_order(crew: Crew, heaps: Iterator[list[Given]], most: int) -> Iterator[Outcome]:
    """Give out heaps, at most so many ahead, and yield what comes of each in turn."""
    answers: deque[Answer] = deque()
    for heap in heaps:
        answers.append(crew.give(heap))
        if len(answers) >= most:
            yield from answers.popleft()()
    while answers:
        yield from answers.popleft()()
