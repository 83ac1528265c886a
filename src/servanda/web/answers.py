"""Answers given lately, kept for as long as nothing has changed that they tell of."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

MOST_BYTES = 64 * 1024 * 1024
"""Bytes of answers that are kept."""


@dataclass(frozen=True)
class Answer:
    """The body of an answer, its media type, and a tag that changes with it."""

    body: bytes
    media: str

    @property
    def tag(self) -> str:
        """The entity tag."""
        return f'W/"{sha256(self.body).hexdigest()[:20]}"'


class Answers:
    """Keeps answers, and lets go of those that were asked for longest ago."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return the answer that is kept under a key, or one made now."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._size += len(made.body)
            while self._size > self._most and self._kept:
                self._size -= len(self._kept.popitem(last=False)[1].body)
        return made
