"""A file of readings: a JSON object a line, to which lines are only added, and which a run takes up where it stopped."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from servanda.reading.data import outcome_data
from servanda.reading.given import Given
from servanda.reading.outcome import Outcome

AGAIN = ("not-read", "not-opened")
"""Faults that may be gone the next time."""


class CannotKeep(ValueError):
    """A file in which readings cannot be kept. Its message says why, and what to do."""


class Kept:
    """The readings in a file, and those that come. Where the last line was cut short, it is taken out.

    Of two lines of one file of news, the later counts.

    Args:
        zone: the zone of the days in it.
        about: what is the same in all of its lines: the agreement that was read for, and the reader.

    Raises:
        CannotKeep: the file holds something else, or readings about something else, or another program writes it.
        OSError: it cannot be written.
    """

    def __init__(self, path: str | Path, zone: str, about: Mapping[str, str | None]) -> None:
        self.path, self._zone, self._about = Path(path), zone, dict(about)
        self._file: IO[bytes] = self.path.open("a+b", buffering=0)
        self._there: set[tuple[str, str]] = set()
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._take_up()
        except BlockingIOError as error:
            self.close()
            raise CannotKeep(
                f'"{path}" is being written by another program; wait for it, or name another file'
            ) from error
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let others write the file."""
        self._file.close()

    def has(self, given: Given) -> bool:
        """Say whether the file has what came of the very same article, of which the same was said."""
        return (given.file, given.digest) in self._there

    def keep(self, outcome: Outcome) -> None:
        """Add what came of an article; once this returns, it outlives this process."""
        data = outcome_data(outcome, self._zone)
        line = json.dumps(
            {"file": data.pop("file"), "digest": outcome.digest, **self._about, **data}, ensure_ascii=False
        )
        rest = memoryview(line.encode() + b"\n")
        while rest:
            rest = rest[os.write(self._file.fileno(), rest) :]
        self._there.add((outcome.file, outcome.digest))

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield what came of each article, the ones of earlier runs first."""
        with self.path.open("rb") as file:
            for line in file:
                yield json.loads(line)

    def _take_up(self) -> None:
        self._file.seek(0)
        end = 0
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    self._drop(line, number, end)
                    return
                self._know(line, number)
                end += len(line)

    def _know(self, line: bytes, number: int) -> None:
        try:
            data = json.loads(line)
            file, digest = data["file"], data["digest"]
            about = {name: data[name] for name in self._about}
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise self._other(number, "is no reading") from error
        if about != self._about:
            of = ", ".join(f"{name} {value or 'none'}" for name, value in about.items())
            raise self._other(number, f"was read with {of}")
        if (data.get("fault") or {}).get("name") not in AGAIN:
            self._there.add((file, digest))

    def _drop(self, line: bytes, number: int, end: int) -> None:
        """Take out a last line that was cut short, if it is the beginning of a reading."""
        begin = b'{"file": "'
        if not (line.startswith(begin) or begin.startswith(line)):
            raise self._other(number, "is no reading")
        self._file.truncate(end)

    def _other(self, number: int, what: str) -> CannotKeep:
        return CannotKeep(f'line {number} of "{self.path}" {what}; name another file')
