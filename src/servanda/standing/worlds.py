"""The worlds axis: every account twice, least and most, under every reading that matters.

A clause varies only with the readings it depends on. The worlds here are a cover: for each clause and phase, every
combination of its readings stands in at least one world, and no more worlds are made than that takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from servanda.agreement import Agreement, Clause, Phase, conditions_of, terms, terms_of

Point = str
"""What has readings: a clause's id, or "phase one"."""

Choice = Mapping[Point, int]
"""Which reading of each point is taken, by its place in the list."""

MOST_COMBINATIONS = 64
"""Beyond so many combinations, the readings of one clause are varied one at a time."""


@dataclass(frozen=True)
class World:
    """One account's least or most, under one choice of readings."""

    account: str
    side: Literal["least", "most"]
    choice: Choice


@dataclass(frozen=True)
class Dependence:
    """The points on which a clause or phase depends, and whether all their combinations are tried."""

    points: tuple[Point, ...]
    one_at_a_time: bool = False
    held: tuple[tuple[int, ...], ...] = ()
    """For each holder, the readings to use on its account, where not all combinations are tried."""


def point_of(item: Clause | Phase) -> Point:
    """Return the name under which an item's readings are chosen."""
    return item.id if isinstance(item, Clause) else f"phase {item.id}"


def readings_at(agreement: Agreement) -> dict[Point, int]:
    """Return each point that has readings, and how many."""
    return {point_of(item): len(item.readings) for item in agreement.termed if item.readings}


def dependences(agreement: Agreement) -> dict[Point, Dependence]:
    """Return, for every clause and phase, the points it depends on."""
    counts = readings_at(agreement)
    needs = {point_of(item): _needs(item) for item in agreement.termed}
    found: dict[Point, Dependence] = {}
    for point in needs:
        reached = _reached(point, needs)
        points = tuple(p for p in counts if p in reached)
        size = 1
        for p in points:
            size *= counts[p]
        is_long = size > MOST_COMBINATIONS
        found[point] = Dependence(points, is_long, _held_together(agreement, points) if is_long else ())
    return found


def _held_together(agreement: Agreement, points: tuple[Point, ...]) -> tuple[tuple[int, ...], ...]:
    readings = {point_of(item): item.readings for item in agreement.termed}
    holders = dict.fromkeys(n for point in points for reading in readings[point] for n in reading.holders)
    return tuple(
        tuple(next((n for n, r in enumerate(readings[p]) if name in r.holders), 0) for p in points)
        for name in holders
    )


def combinations(dependence: Dependence, counts: Mapping[Point, int]) -> list[dict[Point, int]]:
    """Return the choices that a dependence asks for."""
    points = dependence.points
    if not dependence.one_at_a_time:
        return [
            dict(zip(points, picks, strict=True)) for picks in product(*(range(counts[p]) for p in points))
        ]
    base = dict.fromkeys(points, 0)
    found = [base, *({**base, point: pick} for point in points for pick in range(1, counts[point]))]
    held = [dict(zip(points, picks, strict=True)) for picks in dependence.held]
    return found + [choice for n, choice in enumerate(held) if choice not in found + held[:n]]


def cover(agreement: Agreement) -> list[Choice]:
    """Return choices such that every combination of every dependence is in one of them."""
    counts = readings_at(agreement)
    choices: list[dict[Point, int]] = []
    wanted = sorted(set(dependences(agreement).values()), key=lambda d: (-len(d.points), d.points))
    for dependence in wanted:
        for combination in combinations(dependence, counts):
            fitting = next(
                (c for c in choices if all(c.get(p, pick) == pick for p, pick in combination.items())), None
            )
            if fitting is None:
                choices.append(dict(combination))
            else:
                fitting.update(combination)
    return [{point: choice.get(point, 0) for point in counts} for choice in choices or [{}]]


def worlds(agreement: Agreement, accounts: Iterable[str]) -> list[World]:
    """Return the worlds of some accounts."""
    choices = cover(agreement)
    sides: tuple[Literal["least", "most"], ...] = ("least", "most")
    return [World(account, side, choice) for account in accounts for side in sides for choice in choices]


def _reached(start: Point, needs: Mapping[Point, frozenset[Point]]) -> frozenset[Point]:
    seen: set[Point] = set()
    queue = [start]
    while queue:
        at = queue.pop()
        if at not in seen:
            seen.add(at)
            queue += needs.get(at, frozenset())
    return frozenset(seen)


def _needs(item: Clause | Phase) -> frozenset[Point]:
    found: set[Point] = set()
    for term in terms_of(item):
        if isinstance(term, terms.InPhase):
            found.add(f"phase {term.phase}")
        if isinstance(term, terms.EachLink | terms.Answers):
            found.add(term.clause)
        for time in terms.times_of(term):
            match time:
                case terms.PhaseStart(phase) | terms.PhaseEnd(phase) | terms.Day(_, str() as phase):
                    found.add(f"phase {phase}")
                case terms.Met(clause):
                    found.add(clause)
                case _:
                    pass
    for one in conditions_of(item):
        if isinstance(one, terms.StateIs):
            found.add(one.clause)
        elif isinstance(one, terms.PhaseIs):
            found.add(f"phase {one.phase}")
    return frozenset(found)
