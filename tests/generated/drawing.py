"""Choosing: the few draws that everything here is made of.

What is drawn is chosen by plain functions of `draw`, not by strategies put together anew for every example: those
cost more than the standing they are for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


def pick(draw: st.DrawFn, options: Sequence[T]) -> T:
    """Draw one of several; the first is the simplest."""
    return options[draw(st.integers(0, len(options) - 1))] if len(options) > 1 else options[0]


def chance(draw: st.DrawFn, one_in: int) -> bool:
    """Draw whether something that is so once in so many times is so."""
    return draw(st.integers(1, one_in)) == one_in


def maybe(draw: st.DrawFn, options: Sequence[T]) -> T | None:
    """Draw one of several, or none."""
    return pick(draw, options) if chance(draw, 2) else None


def some(draw: st.DrawFn, options: Sequence[T], least: int = 1, most: int = 2) -> tuple[T, ...]:
    """Draw a few different ones of several, in any order."""
    left = list(options)
    number = draw(st.integers(least, min(most, len(left))))
    return tuple(left.pop(draw(st.integers(0, len(left) - 1))) for _ in range(number))
