"""A piece of the globe on paper: equirectangular, true to scale in the middle of the map."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from servanda.record import Position

Point = tuple[float, float]
"""A place on paper: units from the left and from the top."""

KILOMETRES_OF_A_DEGREE = 111.32
LEAST_DEGREES = 0.01
"""The least stretch that is drawn: about a kilometre, around a single point."""


@dataclass(frozen=True)
class Projection:
    """How positions lie on paper: north is up, and a kilometre is as long one way as the other.

    Attributes:
        width, height: the paper, in units.
        middle: the position in the middle of the paper.
        scale: units for a degree of latitude.
    """

    width: float
    height: float
    middle: Position
    scale: float

    def at(self, position: Position) -> Point:
        """Return where a position lies on paper."""
        east = (position[0] - self.middle[0]) * self._narrowing
        north = position[1] - self.middle[1]
        return self.width / 2 + east * self.scale, self.height / 2 - north * self.scale

    def length(self, kilometres: float) -> float:
        """Return how many units a length has on paper."""
        return kilometres / KILOMETRES_OF_A_DEGREE * self.scale

    @property
    def _narrowing(self) -> float:
        return narrowing(self.middle[1])


def narrowing(latitude: float) -> float:
    """Return how long a degree of longitude is beside one of latitude; never quite nought at the poles."""
    return max(0.02, math.cos(math.radians(latitude)))


def projection_of(
    positions: Iterable[Position], width: float, heights: tuple[float, float], margin: float
) -> Projection:
    """Return the projection that shows some positions as large as the paper allows.

    Args:
        positions: what must be on the paper; at least one.
        width: how wide the paper is.
        heights: the least and the most that it may be high.
        margin: how much stays free on every side.
    """
    those = list(positions)
    west, east = min(x for x, _ in those), max(x for x, _ in those)
    south, north = min(y for _, y in those), max(y for _, y in those)
    middle = ((west + east) / 2, (south + north) / 2)
    across = max(LEAST_DEGREES, (east - west) * narrowing(middle[1]))
    up = max(LEAST_DEGREES, north - south)
    scale = min((width - 2 * margin) / across, (heights[1] - 2 * margin) / up)
    height = min(max(heights[0], up * scale + 2 * margin), heights[1])
    return Projection(width, height, middle, scale)


def round_length(kilometres: float) -> float:
    """Return the longest length of 1, 2 or 5 and noughts that is no longer.

    >>> round_length(13.4), round_length(0.3)
    (10.0, 0.2)
    """
    power = 10.0 ** math.floor(math.log10(kilometres))
    return next(float(f"{step * power:.6g}") for step in (5, 2, 1) if step * power <= kilometres)
