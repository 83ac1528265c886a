"""Masks: sets of names, a bit for each."""

from __future__ import annotations

import numpy as np

from servanda.columns.compiled import compiled


@compiled
def bit(name: int) -> np.uint64:
    """Return the mask of one name; nought for none."""
    if name < 0:
        return np.uint64(0)
    return np.uint64(1) << np.uint64(name)


@compiled
def is_in(name: int, mask: np.uint64) -> bool:
    """Say whether a name is in a mask."""
    return name >= 0 and (mask >> np.uint64(name)) & np.uint64(1) == np.uint64(1)
