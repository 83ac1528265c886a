"""Conditions: what must hold for a duty to bind, a phase to open, or an effect to fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["fulfilled", "violated", "exercised", "begun", "overdue", "refused"]


@dataclass(frozen=True)
class StateIs:
    """A clause was in a state strictly earlier."""

    clause: str
    state: State


@dataclass(frozen=True)
class PhaseIs:
    """A phase is over, or open."""

    phase: str
    over: bool


@dataclass(frozen=True)
class AgreementIs:
    """Another agreement, that a link names, is over or open."""

    agreement: str
    over: bool


@dataclass(frozen=True)
class Finds:
    """A named body found that an act was done."""

    body: str
    act: str


@dataclass(frozen=True)
class Decides:
    """An act of a named body is taken as done."""

    body: str
    act: str


@dataclass(frozen=True)
class Happens:
    """An act that no clause is about is taken as done."""

    act: str


@dataclass(frozen=True)
class Not:
    """The opposite."""

    condition: Condition


@dataclass(frozen=True)
class All:
    """Every one of several."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one of several."""

    conditions: tuple[Condition, ...]


Condition = StateIs | PhaseIs | AgreementIs | Finds | Decides | Happens | Not | All | AnyOf


def conditions_in(condition: Condition) -> tuple[Condition, ...]:
    """Return a condition and every condition inside it."""
    match condition:
        case Not(inner):
            return (condition, *conditions_in(inner))
        case All(several) | AnyOf(several):
            return (condition, *(c for inner in several for c in conditions_in(inner)))
        case _:
            return (condition,)
