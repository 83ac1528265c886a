"""Other agreements: when they started or ended, as each account of this one sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from servanda.standing.arrays import NEVER, Times

if TYPE_CHECKING:
    from servanda.standing.times import Resolver


def other_since(times: Resolver, agreement: str, *, over: bool) -> Times:
    """Return from when another agreement is open, or over; never where it is not at hand."""
    other = times.plan.others.get(agreement)
    if other is None:
        return times.never()
    moments = other.ends if over else other.starts
    return np.array([moments.get(world.account, NEVER) for world in times.plan.worlds], dtype=np.int64)
