"""Requests answered in time, over a stream of events: what is held is what is still open, not what has passed.

This is `answers … by name within …` for one account whose events are certain: the standing of millions of requests as
they come, in the order of their moments. The tests hold it against the row engine.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from servanda.clock import Length
from servanda.columns.calendar import Calendar, calendar_of, days_and_seconds, later
from servanda.columns.compiled import compiled
from servanda.columns.rows import Flags, Times

CHUNK = 1 << 14
"""Events that are taken between two looks at how much room there is."""
FREE = -(2**63)


Table = NDArray[np.int64]
"""A hash table with open addresses: a row for each place, with the name of what is held, FREE where nothing is, and when
it is due."""


class Requests:
    """The open requests of a clause that must answer each of them within a length of time.

    Names are whole numbers, each used for one request. Of an answer that comes without an open request, the name is kept
    in case its request is still to come.
    """

    def __init__(self, length: Length, zone: str) -> None:
        """Begin without a request.

        Raises:
            ValueError: the length is in months or years.
        """
        self._days, self._seconds = days_and_seconds(length)
        self._calendar = calendar_of(zone)
        self._open, self._early = _table(2 * CHUNK), _table(2 * CHUNK)
        self._queue = np.empty((2, 2 * CHUNK), dtype=np.int64)
        self._held = np.zeros(4, dtype=np.int64)

    def __len__(self) -> int:
        """How many requests are open: neither answered nor overdue by the last event."""
        return int(self._held[0])

    def take(self, names: NDArray[np.int64], is_answer: Flags, moments: Times) -> NDArray[np.int64]:
        """Take events in the order of their moments, and return the names of the requests found late by then.

        Args:
            is_answer: whether each event answers the request of its name, or makes it.
        """
        found = []
        for begin in range(0, len(names), CHUNK):
            piece = slice(begin, begin + CHUNK)
            self._make_room()
            late = np.empty(CHUNK + self._held[3] - self._held[2], dtype=np.int64)
            count = _take(
                names[piece], is_answer[piece], moments[piece], self._calendar, self._days, self._seconds,
                self._open, self._early, self._queue, self._held, late,
            )  # fmt: skip
            found.append(late[:count])
        return np.concatenate(found) if found else np.empty(0, dtype=np.int64)

    def overdue(self, horizon: int) -> NDArray[np.int64]:
        """Return the names of the requests still open that were due before a moment."""
        names, dues = self._open[:, 0], self._open[:, 1]
        found: NDArray[np.int64] = names[(names != FREE) & (dues < horizon)]
        return found

    def _make_room(self) -> None:
        """Leave room for a chunk in every table, so that none is more than half full, and in the queue."""
        if 2 * (self._held[0] + CHUNK) > len(self._open):
            self._open = _moved(self._open, _table(2 * len(self._open)))
        if 2 * (self._held[1] + CHUNK) > len(self._early):
            self._early = _moved(self._early, _table(2 * len(self._early)))
        first, last = self._held[2:]
        waiting = self._queue[:, first:last]
        if last + CHUNK > self._queue.shape[1]:
            size = max(2 * CHUNK, 2 * waiting.shape[1])
            self._queue = np.concatenate([waiting, np.empty((2, size), dtype=np.int64)], axis=1)
            self._held[2:] = 0, last - first


def _table(size: int) -> Table:
    return np.full((size, 2), FREE, dtype=np.int64)


@compiled
def _slot(table: Table, name: int) -> int:
    """Return where a name is held, or the free place where it would be."""
    mask = len(table) - 1
    mixed = np.uint64(name) * np.uint64(0x9E3779B97F4A7C15)
    place = np.int64(mixed >> np.uint64(32)) & mask
    while table[place, 0] != FREE and table[place, 0] != name:
        place = (place + 1) & mask
    return int(place)


@compiled
def _let_go(table: Table, place: int) -> None:
    """Free a place, and move up the names that were put further on because of it."""
    mask = len(table) - 1
    table[place, 0] = FREE
    other = (place + 1) & mask
    while table[other, 0] != FREE:
        name, due = table[other, 0], table[other, 1]
        table[other, 0] = FREE
        to = _slot(table, name)
        table[to, 0], table[to, 1] = name, due
        other = (other + 1) & mask


@compiled
def _moved(table: Table, larger: Table) -> Table:
    for place in range(len(table)):
        if table[place, 0] != FREE:
            to = _slot(larger, table[place, 0])
            larger[to, 0], larger[to, 1] = table[place, 0], table[place, 1]
    return larger


@compiled
def _take(
    names: Times, is_answer: Flags, moments: Times, calendar: Calendar, days: int, seconds: int, waiting: Table,
    early: Table, queue: NDArray[np.int64], held: Times, late: Times,
) -> int:  # fmt: skip
    """Take events, and write the names of the requests found late; return how many.

    Args:
        held: how many requests are open, how many answers were early, and where the queue begins and ends.
    """
    found = 0
    for event in range(len(names)):
        name, moment = names[event], moments[event]
        while held[2] < held[3] and queue[1, held[2]] < moment:
            place = _slot(waiting, queue[0, held[2]])
            if waiting[place, 0] != FREE:
                late[found] = waiting[place, 0]
                found += 1
                _let_go(waiting, place)
                held[0] -= 1
            held[2] += 1
        if is_answer[event]:
            place = _slot(waiting, name)
            if waiting[place, 0] == FREE:
                place = _slot(early, name)
                held[1] += early[place, 0] == FREE
                early[place, 0] = name
                continue
            if waiting[place, 1] < moment:
                late[found] = name
                found += 1
            _let_go(waiting, place)
            held[0] -= 1
            continue
        if held[1] > 0:
            place = _slot(early, name)
            if early[place, 0] != FREE:
                _let_go(early, place)
                held[1] -= 1
                continue
        place = _slot(waiting, name)
        due = later(calendar, moment, days, seconds)
        held[0] += waiting[place, 0] == FREE
        waiting[place, 0], waiting[place, 1] = name, due
        queue[0, held[3]], queue[1, held[3]] = name, due
        held[3] += 1
    return found
