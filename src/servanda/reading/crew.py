"""A crew: those who read articles side by side, in processes of this machine or over Ray."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import NamedTuple, Protocol

from servanda.reading.background import Background
from servanda.reading.fault import NotAnArticle
from servanda.reading.given import Given
from servanda.reading.outcome import Maker, Outcome, not_read, read_given
from servanda.reading.reading import Reader

Answer = Callable[[], list[Outcome]]
"""Waits for what came of some articles, and returns it."""

ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
        "NUMEXPR_NUM_THREADS",
    ), "1",
)  # fmt: skip
"""What keeps the libraries of a process to one thread, so that processes side by side do not get in each other's way."""


class Crew(Protocol):
    """Those who read side by side."""

    def give(self, some: Sequence[Given]) -> Answer:
        """Give some articles to whoever is free next."""
        ...

    def close(self) -> None:
        """Let everybody go, whatever they are at."""
        ...


class Alone:
    """Reads in this process, when the answer is asked for."""

    def __init__(self, make: Maker, background: Background) -> None:
        self._make, self._background = make, background
        self._reader: Reader | None = None

    def give(self, some: Sequence[Given]) -> Answer:
        """See `Crew.give`."""
        return lambda: self.read(some)

    def close(self) -> None:
        """See `Crew.close`."""

    def read(self, some: Sequence[Given]) -> list[Outcome]:
        """Read some articles."""
        if self._reader is None:
            self._reader = self._make(self._background)
        return read_given(some, self._reader, self._background)


class Processes:
    """Reads in processes of this machine. One that dies takes only the article with it that it died of."""

    def __init__(self, make: Maker, background: Background, workers: int) -> None:
        self._make, self._background, self._workers = make, background, workers
        self._pool = self._started(workers)
        self._apart: ProcessPoolExecutor | None = None

    def give(self, some: Sequence[Given]) -> Answer:
        """See `Crew.give`."""
        try:
            future = _submitted(self._pool, some)
        except BrokenProcessPool:
            self._pool = self._started(self._workers)
            future = _submitted(self._pool, some)
        return lambda: self._answer(future, some)

    def close(self) -> None:
        """See `Crew.close`."""
        for pool in (self._pool, self._apart):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)

    def _started(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers, get_context("spawn"), initializer=_start, initargs=(self._make, self._background)
        )

    def _answer(self, future: Future[list[Outcome]], some: Sequence[Given]) -> list[Outcome]:
        try:
            return future.result()
        except BrokenProcessPool:
            return self._anew(some)

    def _anew(self, some: Sequence[Given]) -> list[Outcome]:
        """Read articles apart from all others: together, and one by one if the process dies of them again."""
        if self._apart is None:
            self._apart = self._started(1)
        try:
            return _submitted(self._apart, some).result()
        except BrokenProcessPool:
            self._apart = None
        if len(some) > 1:
            return [outcome for given in some for outcome in self._anew([given])]
        return [Outcome(given.file, given.digest, died()) for given in some]


class _Desk(NamedTuple):
    """What a process reads with."""

    reader: Reader
    background: Background


_DESK: list[_Desk] = []
"""The one of this process, once it has started."""


@contextmanager
def one_thread() -> Iterator[None]:
    """Let processes that are started meanwhile do arithmetic on one thread each."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(ONE_THREAD)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def died() -> NotAnArticle:
    """Return what is told of an article whose reader died."""
    return not_read("The process that read it died, maybe for want of memory.")


def _submitted(pool: ProcessPoolExecutor, some: Sequence[Given]) -> Future[list[Outcome]]:
    with one_thread():
        return pool.submit(_read, some)


def _start(make: Maker, background: Background) -> None:
    """Make a process ready to read. It leaves interrupts to the one that started it, and ends when that one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _DESK.append(_Desk(make(background), background))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(some: Sequence[Given]) -> list[Outcome]:
    desk = _DESK[0]
    return read_given(some, desk.reader, desk.background)
