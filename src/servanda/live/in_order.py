"""Things kept in the order of a key."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

Thing = TypeVar("Thing")

Key = tuple[Any, ...]


class InOrder(Generic[Thing]):
    """Things by a key that no two of them share."""

    def __init__(self) -> None:
        self._keys: list[Key] = []
        self._things: list[Thing] = []
        self._all: tuple[Thing, ...] | None = ()

    def __len__(self) -> int:
        return len(self._keys)

    def put(self, key: Key, thing: Thing) -> None:
        """Take a thing in at its place."""
        place = bisect_left(self._keys, key)
        self._keys.insert(place, key)
        self._things.insert(place, thing)
        self._all = None

    def drop(self, key: Key) -> None:
        """Leave the thing of a key out; it must be there."""
        place = bisect_left(self._keys, key)
        assert self._keys[place] == key
        del self._keys[place], self._things[place]
        self._all = None

    @property
    def all(self) -> tuple[Thing, ...]:
        """Everything that is there now, in order."""
        if self._all is None:
            self._all = tuple(self._things)
        return self._all

    def items(self) -> Iterator[tuple[Key, Thing]]:
        """Yield everything with its key, in order."""
        return zip(self._keys, self._things, strict=True)
