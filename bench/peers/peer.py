"""What a peer is: how it is made ready, what it is asked, and what it does not do as we do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bench.workloads.requests import Ids, Requests

Answer = Callable[[], Ids]
"""Finds the ids of the requests that were not answered in time, in order."""


@dataclass(frozen=True)
class Peer:
    """Another way to find the requests that were not answered within seven days.

    Attributes:
        prepare: turns the events into what the peer reads, which is not timed, and returns the work that is.
        unequal: what it does not do, or is spared, in so many words.
        needs: the modules that it imports.
        by_calendar: it counts seven days by the calendar of a zone; else it is only asked in UTC.
        prepare_file: as `prepare`, of a table in a file, with the horizon and the zone; None where it reads none.
    """

    name: str
    prepare: Callable[[Requests], Answer]
    unequal: str
    needs: tuple[str, ...] = ()
    by_calendar: bool = False
    prepare_file: Callable[[Path, int, str], Answer] | None = None

    @property
    def is_installed(self) -> bool:
        """Whether what it imports is there."""
        return all(find_spec(module) is not None for module in self.needs)
