"""The one place that knows the compiler: a decorator that keeps a function's types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Return a function over arrays and numbers, compiled at its first call and kept on disk for the next process.

    It is kept beside its source, else in the user's own cache folder; where neither can be written, every process
    compiles anew.
    """
    try:
        return cast(Function, numba.njit(cache=True)(function))
    except RuntimeError:
        return cast(Function, numba.njit(function))
