"""The forms of a text: what a clause or phase says in each world, by its reading and the amendments in force there."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from servanda.agreement import (
    Agreement,
    Amendment,
    Change,
    Clause,
    Phase,
    Reading,
    Relisted,
    Replaced,
    Restated,
    replaced,
)
from servanda.agreement import terms as language
from servanda.clock import parse_span
from servanda.standing.arrays import NEVER, Amounts, Mask, Times
from servanda.standing.settled import Settled
from servanda.standing.worlds import World, amendment_point, point_of

IN_FORCE = 0
"""Of the two readings of an amendment whose force is disputed, the one that it changes the text."""


@dataclass(frozen=True)
class Form:
    """What a clause or phase says in some worlds.

    Attributes:
        first_terms: what it said before any amendment, under the same reading.
    """

    mask: Mask
    reading: Reading | None
    terms: tuple[language.Term, ...]
    first_terms: tuple[language.Term, ...]


def since_of(agreement: Agreement, worlds: Sequence[World], settled: Settled) -> dict[str, Times]:
    """Return from when each amendment is in force, in every world; NEVER where it is not held to be."""
    found: dict[str, Times] = {}
    for amendment in agreement.amendments:
        static = static_time(agreement, amendment.since)
        since = settled.since.get(amendment.id) if static is None else None
        times = np.full(len(worlds), NEVER if static is None else static, dtype=np.int64)
        times = times if since is None else since
        point = amendment_point(amendment)
        held = np.array([world.choice.get(point, IN_FORCE) == IN_FORCE for world in worlds], dtype=np.bool_)
        found[amendment.id] = np.where(held, times, NEVER)
    return found


def static_time(agreement: Agreement, time: language.Time) -> int | None:
    """Return when a time is that depends on nothing that happens; None for any other."""
    match time:
        case language.Date(text, zone):
            return parse_span(text, zone or agreement.title.zone).first
        case language.Day(number, None):
            return agreement.days.begins(number)
        case language.Entry():
            return agreement.title.entry or 0
        case language.Shifted(length, anchor, back):
            at = static_time(agreement, anchor)
            if at is None or at >= NEVER:
                return at
            move = length.before if back else length.after
            return move(at, agreement.title.zone)
        case language.UnknownTime():
            return int(NEVER)
        case _:
            return None


def forms(
    agreement: Agreement, item: Clause | Phase, worlds: Sequence[World], since: Mapping[str, Times], at: int
) -> tuple[Form, ...]:
    """Return every form that an item has in some world."""
    touching = [
        amendment
        for amendment in agreement.amendments
        if any(_touches(change, item) for change in amendment.changes) or amendment.id == _whole(item)
    ]
    in_force = [since[amendment.id] <= at for amendment in touching]
    readings: list[Reading | None] = [*item.readings] or [None]
    found: list[Form] = []
    for number, reading in enumerate(readings):
        chosen = np.array([world.choice.get(point_of(item), 0) == number for world in worlds], dtype=np.bool_)
        first = item.terms if reading is None else replaced(item.terms, reading.terms)
        for count, pattern in enumerate(_patterns(in_force, len(worlds))):
            mask = chosen.copy()
            for is_on, wanted in zip(in_force, pattern, strict=True):
                mask &= is_on == wanted
            if mask.any() or not count:
                now = _amended(first, item, [a for a, on in zip(touching, pattern, strict=True) if on])
                found.append(Form(mask, reading, _framed(agreement, item, now, since, mask), first))
    return tuple(found)


def _whole(item: Clause | Phase) -> str | None:
    return item.part_of if isinstance(item, Clause) else None


def _patterns(in_force: Sequence[Mask], width: int) -> list[tuple[bool, ...]]:
    """Return which of some amendments are in force together in some world."""
    return list(dict.fromkeys(tuple(bool(one[world]) for one in in_force) for world in range(width)))


def _touches(change: Change, item: Clause | Phase) -> bool:
    return change.target == item.id and change.of_phase == isinstance(item, Phase)


def _amended(
    those: tuple[language.Term, ...], item: Clause | Phase, amendments: Sequence[Amendment]
) -> tuple[language.Term, ...]:
    for amendment in amendments:
        for change in amendment.changes:
            if not _touches(change, item):
                continue
            match change.what:
                case Replaced(old, new):
                    those = tuple(_swapped(term, old, new) for term in those)
                case Restated(new_terms):
                    those = replaced(those, new_terms)
                case _:
                    pass
    return those


def _swapped(value: Any, old: Any, new: Any) -> Any:
    """Return a value with one thing in it, however deep, in another's place; a day's number is no number of pieces."""
    if type(value) is type(old) and value == old:
        return new
    if isinstance(value, tuple):
        return tuple(_swapped(one, old, new) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        cells = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        changed = {name: _swapped(cell, old, new) for name, cell in cells.items()}
        return dataclasses.replace(value, **changed) if changed != cells else value
    return value


def _framed(
    agreement: Agreement, item: Clause | Phase, those: tuple[language.Term, ...], since: Mapping[str, Times], mask: Mask
) -> tuple[language.Term, ...]:  # fmt: skip
    """Return the terms of a clause with the start of the instrument or amendment that it is part of."""
    if not isinstance(item, Clause) or item.part_of is None:
        return those
    start: language.Time | None = None
    instrument = agreement.instruments.get(item.part_of)
    amendment = next((a for a in agreement.amendments if a.id == item.part_of), None)
    if instrument is not None:
        start = instrument.since
    elif amendment is not None:
        is_held = (
            bool((since[amendment.id][mask] < NEVER).any()) or static_time(agreement, amendment.since) is None
        )
        start = amendment.since if is_held else language.UnknownTime()
    if start is None:
        return those
    own = next((term.time for term in those if isinstance(term, language.From)), None)
    whole = language.From(start if own is None else language.Extreme(start, own, later=True))
    return replaced(those, (whole,))


def list_number(agreement: Agreement, name: str, since: Mapping[str, Times], at: int, width: int) -> Amounts:
    """Return how many are on a list at a moment, in every world; nan where that is not known."""
    first = agreement.lists[name].number
    numbers = np.full(width, np.nan if first is None else first)
    for amendment in agreement.amendments:
        for change in amendment.changes:
            if change.target == name and not change.of_phase:
                on = since[amendment.id] <= at
                numbers = np.where(on, _listed(change, numbers), numbers)
    return numbers


def _listed(change: Change, numbers: Amounts) -> Amounts:
    match change.what:
        case Relisted(_, number):
            return np.full_like(numbers, np.nan if number is None else number)
        case Replaced(float() as old, float() as new):
            return np.where(numbers == old, new, numbers)
        case _:
            return numbers
