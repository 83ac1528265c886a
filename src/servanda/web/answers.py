"""Answers given lately, kept for as long as nothing has changed that they tell of."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from servanda.web.once import once

ZIPPED = 6
"""How hard answers are compressed, from 1 to 9."""

MOST_BYTES = 64 * 1024 * 1024
"""Bytes of answers that are kept."""


@dataclass(frozen=True)
class Answer:
    """The body of an answer, its media type, and a tag that changes with it."""

    body: bytes
    media: str

    @once
    def tag(self) -> str:
        """The entity tag."""
        return f'W/"{sha256(self.body).hexdigest()[:20]}"'

    @once
    def zipped(self) -> bytes:
        """The body, compressed."""
        return gzip.compress(self.body, ZIPPED, mtime=0)


class Answers:
    """Keeps answers, and lets go of those that were asked for longest ago."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = Lock()

    def kept(self, key: Hashable) -> Answer | None:
        """Return the answer that is kept under a key; None where there is none."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    def of(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return the answer that is kept under a key, or one made now."""
        if (found := self.kept(key)) is not None:
            return found
        made = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._size += len(made.body)
            while self._size > self._most and self._kept:
                self._size -= len(self._kept.popitem(last=False)[1].body)
        return made
