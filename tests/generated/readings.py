"""Readings: what the parties may read in the words of a clause or a phase."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from servanda.agreement import model, terms
from tests.generated.draft import Draft
from tests.generated.drawing import chance, pick, some
from tests.generated.times import time
from tests.generated.vocabulary import KINDS, NUMBERS, PARTIES, PLACES, READINGS, STEPS
from tests.generated.windows import Terms, deadline, end

Drawer = Callable[[st.DrawFn, Draft], Terms]


def of_clause(draw: st.DrawFn, draft: Draft) -> Terms:
    """Draw what a reading of a clause puts in place of its words."""
    match pick(draw, ("", "deadline", "end", "from", "to", "at", "except", "number", "every", "rate")):
        case "deadline":
            return (deadline(draw, draft),)
        case "end":
            return (end(draw, draft),)
        case "from":
            return (terms.From(time(draw, draft)),)
        case "to":
            return (terms.To(some(draw, draft.names)),)
        case "at":
            return (terms.At(pick(draw, PLACES)),)
        case "except":
            return (terms.Except(some(draw, KINDS)),)
        case "number":
            return (terms.Amount(pick(draw, NUMBERS)),)
        case "every":
            return (terms.Every(pick(draw, STEPS)),)
        case "rate":
            return (terms.Amount(pick(draw, NUMBERS), "tonnes"), terms.Every(pick(draw, STEPS)))
        case _:
            return ()


def of_phase(draw: st.DrawFn, draft: Draft) -> Terms:
    """Draw what a reading of a phase puts in place of its words."""
    return (end(draw, draft),) if chance(draw, 2) else ()


def readings(draw: st.DrawFn, draft: Draft, drawer: Drawer) -> tuple[model.Reading, ...]:
    """Draw the readings of an item: mostly none, else two, each held by one or nobody."""
    if not chance(draw, 4):
        return ()
    holders = ((), *((name,) for name in (*PARTIES, *draft.mediators)))
    names = some(draw, READINGS, least=2)
    return tuple(model.Reading(name, pick(draw, holders), drawer(draw, draft)) for name in names)
