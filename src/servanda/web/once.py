"""A property that is worked out once for each object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class once(Generic[Value]):  # noqa: N801
    """A property whose value is kept once it is worked out.

    It holds no lock. That of `functools.cached_property` is, before Python 3.12, one for all objects of a class, so
    that every reader would wait for every other.
    """

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        self._work_out, self._name = work_out, work_out.__name__
        self.__doc__ = work_out.__doc__

    @overload
    def __get__(self, holder: None, owner: type) -> once[Value]: ...

    @overload
    def __get__(self, holder: object, owner: type) -> Value: ...

    def __get__(self, holder: object | None, owner: type) -> once[Value] | Value:
        if holder is None:
            return self
        found = holder.__dict__[self._name] = self._work_out(holder)
        return found
