"""Labels that do not lie on one another: each takes the best free spot that is left, one after the other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from servanda.web.charts.projection import Point

SIDES: tuple[tuple[int, int], ...] = (
    (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1), (0, -1), (0, 1),
)  # fmt: skip
"""Where a label may stand beside what it names, the best first: right is 1 and down is 1."""

DISTANCES = (3.0, 10.0, 34.0, 60.0, 90.0)
"""How far from it, the nearest first."""

INK = 7.0
"""How wide the squares are in which it is noted where something is drawn."""

COVERING, CROSSING = 1.2, 25.0
"""How much worse a spot is for each square of what is drawn that the label covers, and for each label or mark that the line to it runs through."""


@dataclass(frozen=True)
class Box:
    """An upright rectangle on paper."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    @property
    def middle(self) -> Point:
        """Its middle."""
        return self.left + self.width / 2, self.top + self.height / 2

    def has(self, point: Point) -> bool:
        """Say whether a point lies in it."""
        return self.left < point[0] < self.right and self.top < point[1] < self.bottom

    def meets(self, other: Box) -> bool:
        """Say whether two boxes share any of the paper."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Say whether another box lies wholly in this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def nearest(self, point: Point) -> Point:
        """Return the point of the box that is nearest to another."""
        return min(max(point[0], self.left), self.right), min(max(point[1], self.top), self.bottom)


@dataclass(frozen=True)
class Spot:
    """Where a label stands.

    Attributes:
        side: right of what it names (1), left of it (-1), or above or below (0).
        is_far: it stands so far off that a line must lead to it.
        point: the middle of what it stands beside.
    """

    box: Box
    side: int
    is_far: bool
    point: Point


@dataclass
class Sheet:
    """Paper on which labels are laid.

    Attributes:
        paper: all of it.
        taken: what no label may cover.
        ink: the squares of `INK` units that something is drawn in, by column and row; labels rather leave them open.
    """

    paper: Box
    taken: list[Box] = field(default_factory=list)
    ink: frozenset[tuple[int, int]] = frozenset()

    def place(self, marks: Sequence[Box], width: float, height: float) -> Spot | None:
        """Return the best spot for a label beside one of some marks, and take it; None where none is free.

        Args:
            marks: what the label may stand beside, any of which it may name; none of them is in its way.
        """
        others = [box for box in self.taken if box not in marks]
        free = [
            (self._cost(mark, rank, spot, others), number, rank, spot)
            for number, mark in enumerate(marks)
            for rank, spot in enumerate(_spots(mark, width, height))
            if self.paper.holds(spot.box) and not any(spot.box.meets(box) for box in others)
        ]
        if not free:
            return None
        best = min(free, key=lambda one: one[:3])[3]
        self.taken.append(best.box)
        return best

    def _cost(self, mark: Box, rank: int, spot: Spot, others: Sequence[Box]) -> float:
        distance, side = divmod(rank, len(SIDES))
        cost = COVERING * self._covered(spot.box) + DISTANCES[distance] + side
        if spot.is_far:
            cost += CROSSING * sum(_leads_through(mark.middle, spot.box, box) for box in others)
        return cost

    def corner(self, width: float, height: float, gap: float) -> Box:
        """Return the corner in which a box hides the least, and take it."""
        lefts = (self.paper.left + gap, self.paper.right - gap - width)
        tops = (self.paper.bottom - gap - height, self.paper.top + gap)
        corners = [Box(left, top, width, height) for top in tops for left in lefts]
        best = min(
            corners, key=lambda box: (sum(box.meets(other) for other in self.taken), self._covered(box))
        )
        self.taken.append(best)
        return best

    def _covered(self, box: Box) -> int:
        columns = range(math.floor(box.left / INK), math.floor(box.right / INK) + 1)
        rows = range(math.floor(box.top / INK), math.floor(box.bottom / INK) + 1)
        return sum((column, row) in self.ink for column in columns for row in rows)


def _leads_through(start: Point, to: Box, other: Box) -> bool:
    """Say whether the line from a mark to a label runs through another box."""
    end = to.nearest(start)
    steps = [step / 12 for step in range(1, 12)]
    return any(
        other.has((start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t)) for t in steps
    )


def _spots(mark: Box, width: float, height: float) -> Iterator[Spot]:
    middle = mark.middle
    for distance in DISTANCES:
        for across, down in SIDES:
            left = (
                mark.right + distance if across > 0
                else mark.left - distance - width if across < 0
                else middle[0] - width / 2
            )  # fmt: skip
            top = (
                mark.bottom + (distance if across == 0 else distance - height / 2) if down > 0
                else mark.top - height - (distance if across == 0 else distance - height / 2) if down < 0
                else middle[1] - height / 2
            )  # fmt: skip
            yield Spot(Box(left, top, width, height), across, distance > DISTANCES[1], middle)


def ink_of(points: Iterable[Point]) -> frozenset[tuple[int, int]]:
    """Return the squares that some points lie in."""
    return frozenset((math.floor(x / INK), math.floor(y / INK)) for x, y in points)
