"""A hole that a check found, and how checks walk over an agreement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.agreement import model, terms


@dataclass(frozen=True)
class Found:
    """One hole: its stable name, what is wrong, how to mend it, and where."""

    name: str
    cause: str
    mend: str
    spot: model.Spot
    about: str = ""


def items(agreement: model.Agreement) -> Iterator[model.Item]:
    """Yield every item, in the order written."""
    for passage in agreement.passages:
        yield from passage.items


def terms_in(item: model.Item) -> tuple[terms.Term, ...]:
    """Return every term that an item says, those of readings and amendments included."""
    if isinstance(item, model.Amendment):
        return tuple(
            term
            for change in item.changes
            if isinstance(change.what, model.Restated)
            for term in change.what.terms
        )
    return model.terms_of(item) if isinstance(item, model.Clause | model.Phase) else ()


def times_named(item: model.Item) -> Iterator[terms.Time]:
    """Yield every time that an item names."""
    for term in terms_in(item):
        yield from terms.times_of(term)
    if isinstance(item, model.Instrument) and item.since is not None:
        yield from terms.times_in(item.since)
    if isinstance(item, model.Amendment):
        yield from terms.times_in(item.since)
        for change in item.changes:
            if isinstance(change.what, model.Replaced):
                for side in (change.what.old, change.what.new):
                    if isinstance(side, terms.Time):
                        yield from terms.times_in(side)


def terms_of_kind(item: model.Item, *kinds: str) -> tuple[terms.Term, ...]:
    """Return the terms of an item that fill one of some slots."""
    return tuple(term for term in terms_in(item) if term.slot in kinds)


def same_act(one: str, other: str) -> bool:
    """Say whether two acts have the same words."""
    return one.casefold().split() == other.casefold().split()
