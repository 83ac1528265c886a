"""A sheet: a CSV file of a folder to which rows are only ever added, by one at a time, each flushed to the disk."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from servanda.record import Row, lines_of, pieces
from servanda.record.manner import Manner, csv_manner

WAIT = 10.0
"""Seconds to wait for another who adds to a folder."""

_PAUSE = 0.01


class CannotAdd(OSError):
    """A row that cannot be added to a sheet. Its message says why, and how to mend it."""


@contextmanager
def locked(folder: Path, wait: float = WAIT) -> Iterator[None]:
    """Keep others who add to the sheets of a folder waiting meanwhile.

    Raises:
        CannotAdd: somebody else has kept it for longer than was waited.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        end = time.monotonic() + wait
        while not _is_taken(descriptor):
            if time.monotonic() > end:
                raise CannotAdd(
                    f'"{folder}" is being written by another program for more than {wait:g} seconds; try again'
                )
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(descriptor)


def _is_taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@dataclass(frozen=True)
class Sheet:
    """A CSV file. Hold its folder `locked` while you add to it.

    Attributes:
        columns: those that a new file has; one that is there keeps its own.
    """

    path: Path
    columns: tuple[str, ...]

    def lacks(self, row: Row) -> list[str]:
        """Return the columns of the cells of a row that the file has no place for."""
        has = self._manner(self._data()).columns
        return sorted(column for column, cell in row.items() if cell and column not in has)

    def append(self, rows: Sequence[Row]) -> None:
        """Add rows at the end, under the columns that the header has, and leave all else as it is.

        A line that was cut short is ended first, and stays. Either all rows are added or none.

        Raises:
            CannotAdd: the file cannot be read or written; nothing was added.
        """
        data = self._data()
        manner = self._manner(data)
        header = manner.header()
        if header.startswith(data):
            start = header[len(data) :]
        else:
            start = self._end_of(data, manner) + (b"" if self._has_header(data) else header)
        self._write(start + b"".join(map(manner.write, rows)))

    def complete(self, row: Row) -> bool:
        """End a row of which only the beginning was written; say whether there was one."""
        data = self._data()
        whole = self._manner(data).write(row)
        for length in range(min(len(whole) - 1, len(data)), 0, -1):
            if data.endswith(whole[:length]) and data[-length - 1 : -length] in (b"\n", b"\r"):
                self._write(whole[length:])
                return True
        return False

    def _data(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise CannotAdd(f"{self.path} cannot be read: {error}") from error

    def _manner(self, data: bytes) -> Manner:
        name, lines = self.path.name, lines_of(data, self.path.name)
        if Manner(name, self.columns).header().startswith(data):
            return Manner(name, self.columns)
        for piece in pieces(data, name, self.columns, []):
            if piece.header:
                return csv_manner(name, piece.header, b"".join(lines[piece.first - 1 : piece.last]))
        return Manner(name, self.columns)

    def _has_header(self, data: bytes) -> bool:
        """Say whether a row tells the columns; a file of blank lines has none."""
        return any(piece.header for piece in pieces(data, self.path.name, self.columns, []))

    def _end_of(self, data: bytes, manner: Manner) -> bytes:
        """Return what ends the last line of a file, if it has no end."""
        *_, last = pieces(data, self.path.name, self.columns, []) if data else (None,)
        if last is None:
            return b""
        tail = b"".join(lines_of(data, self.path.name)[last.first - 1 :])
        if manner.is_open(tail):
            return b'"' + manner.ending.encode()
        return b"" if manner.is_ended(tail) else manner.ending.encode()

    def _write(self, data: bytes) -> None:
        """Add bytes at the end; where not all of them can be, none stays."""
        try:
            is_new = not self.path.exists()
            with self.path.open("ab", buffering=0) as file:
                size = file.tell()
                try:
                    _pour(file.fileno(), data)
                except OSError:
                    file.truncate(size)
                    raise
            if is_new:
                _flush(self.path.parent)
        except OSError as error:
            raise CannotAdd(
                f"{self.path} cannot be written: {error}; make room or ask for leave, and try again"
            ) from error


def _pour(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
    os.fsync(descriptor)


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
