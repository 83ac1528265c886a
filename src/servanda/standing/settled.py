"""What only a whole run can tell, and a later run needs from the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from servanda.standing.arrays import Amounts, Times

Key = TypeVar("Key")
Number = TypeVar("Number", np.int64, np.float64)

MOST_ROUNDS = 5
"""Runs after which what is settled is taken as it is, should it still change."""


@dataclass(frozen=True)
class Settled:
    """What one run found and the next begins with.

    Attributes:
        broken: when each obligation that a condition waits to see violated was, by what is said of it.
        bases: how many were done under each clause that fixes a base, by clause and bearer.
        since: from when each amendment is in force whose moment depends on what happens.
    """

    broken: Mapping[str, Times] = field(default_factory=dict)
    bases: Mapping[tuple[str, str], Amounts] = field(default_factory=dict)
    since: Mapping[str, Times] = field(default_factory=dict)

    def is_same(self, other: Settled) -> bool:
        """Say whether two runs found the same."""
        return (
            _is_same(self.broken, other.broken)
            and _is_same(self.bases, other.bases)
            and _is_same(self.since, other.since)
        )


def _is_same(one: Mapping[Key, NDArray[Number]], other: Mapping[Key, NDArray[Number]]) -> bool:
    return one.keys() == other.keys() and all(
        np.array_equal(one[key], other[key], equal_nan=one[key].dtype.kind == "f") for key in one
    )
