"""The worlds axis: every account twice, least and most, under every reading that matters.

A clause varies only with the readings it depends on. The worlds here are a cover: for each clause and phase, every
combination of its readings stands in at least one world, and no more worlds are made than that takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from servanda.agreement import (
    Agreement,
    Amendment,
    Clause,
    Phase,
    Reference,
    of_change,
    of_term,
    of_time,
    references,
    terms,
    terms_of,
)
from servanda.sentences import Sentence, Value, say

Point = str
"""What has readings: a clause's id, "phase one", or "amendment x", which is in force or is not."""

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


def amendment_point(amendment: Amendment) -> Point:
    """Return the name under which it is chosen whether an amendment is in force."""
    return f"amendment {amendment.id}"


def readings_at(agreement: Agreement) -> dict[Point, int]:
    """Return each point that has readings, and how many."""
    found = {point_of(item): len(item.readings) for item in agreement.termed if item.readings}
    return found | {amendment_point(a): 2 for a in agreement.amendments if a.held_by}


def dependences(agreement: Agreement) -> dict[Point, Dependence]:
    """Return, for every clause and phase, the points it depends on."""
    counts = readings_at(agreement)
    bearing = _bearing(agreement)
    needs = {
        point_of(item): _needs(agreement, item) | bearing.get(_reference_to(item), frozenset())
        for item in agreement.termed
    }
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


@dataclass(frozen=True)
class Choices:
    """The readings of an agreement: at each point how many and held by whom, and what each item depends on."""

    counts: Mapping[Point, int]
    holders: Mapping[Point, tuple[tuple[str, ...], ...]]
    dependences: Mapping[Point, Dependence]


def choices(agreement: Agreement) -> Choices:
    """Return the readings of an agreement."""
    return Choices(readings_at(agreement), holders_at(agreement), dependences(agreement))


def _held_together(agreement: Agreement, points: tuple[Point, ...]) -> tuple[tuple[int, ...], ...]:
    held = holders_at(agreement)
    holders = dict.fromkeys(name for point in points for names in held[point] for name in names)
    return tuple(
        tuple(next((n for n, names in enumerate(held[p]) if name in names), 0) for p in points)
        for name in holders
    )


def holders_at(agreement: Agreement) -> dict[Point, tuple[tuple[str, ...], ...]]:
    """Return, for each point, who holds each of its readings.

    An amendment is not in force to the parties that do not hold that it is.
    """
    found: dict[Point, tuple[tuple[str, ...], ...]] = {
        point_of(item): tuple(reading.holders for reading in item.readings)
        for item in agreement.termed
        if item.readings
    }
    for amendment in agreement.amendments:
        if amendment.held_by:
            others = tuple(name for name in agreement.parties if name not in amendment.held_by)
            found[amendment_point(amendment)] = (amendment.held_by, others)
    return found


def reading_names(agreement: Agreement, point: Point) -> tuple[str, ...]:
    """Return the names of a point's readings."""
    kind, _, name = point.partition(" ")
    if kind == "amendment":
        return tuple(str(one) for one in _with_and_without(name))
    item = agreement.phases[name] if kind == "phase" else agreement.clauses[point]
    return tuple(reading.name for reading in item.readings)


def reading_of(point: Point, name: str) -> Value:
    """Return the name of a point's reading as it is said: its own, or that an amendment is in force or not."""
    kind, _, amendment = point.partition(" ")
    if kind != "amendment":
        return name
    return next(one for one in _with_and_without(amendment) if str(one) == name)


def _with_and_without(amendment: str) -> tuple[Sentence, Sentence]:
    return say("with #{amendment}", amendment=amendment), say("without #{amendment}", amendment=amendment)


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


def _bearing(agreement: Agreement) -> dict[Reference, frozenset[Point]]:
    """Return, for each item, the clauses whose use changes it, or that take its place."""
    found: dict[Reference, set[Point]] = {}
    for clause in agreement.clauses.values():
        for term in terms_of(clause):
            if isinstance(term, terms.Then | terms.InPlaceOf):
                for reference in _changed(agreement, term):
                    found.setdefault(reference, set()).add(clause.id)
    return {reference: frozenset(those) for reference, those in found.items()}


def _changed(agreement: Agreement, term: terms.Then | terms.InPlaceOf) -> Iterable[Reference]:
    """Return what a power or a substitute changes: by name, or by leaving."""
    if isinstance(term, terms.Then) and isinstance(term.effect, terms.Leaves):
        kept = term.effect.keeping
        return [("clause", name) for name in agreement.clauses if name not in kept]
    return of_term(term)


def _reference_to(item: Clause | Phase) -> Reference:
    return "phase" if isinstance(item, Phase) else "clause", item.id


def _needs(agreement: Agreement, item: Clause | Phase) -> frozenset[Point]:
    """Return what an item depends on: all that it names, and the amendments that change it."""
    named = set(references(item, waiting=True))
    found = _points(named)
    whole = item.part_of if isinstance(item, Clause) else None
    lists = {name for _, name in named if name in agreement.lists}
    for amendment in agreement.amendments:
        changed = [
            c for c in amendment.changes if c.target == item.id and c.of_phase == isinstance(item, Phase)
        ]
        if changed or amendment.id == whole or any(c.target in lists for c in amendment.changes):
            found.add(amendment_point(amendment))
            found |= _points(of_time(amendment.since))
            found |= _points(reference for change in changed for reference in of_change(change))
    return frozenset(found)


def _points(those: Iterable[Reference]) -> set[Point]:
    return {f"phase {name}" if kind == "phase" else name for kind, name in those}
