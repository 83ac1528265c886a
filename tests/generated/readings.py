"""Readings: what the parties may read in the words of a clause or a phase."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from servanda.agreement import model, terms
from tests.generated.details import for_others, in_step, not_counting, only, only_if
from tests.generated.draft import Draft
from tests.generated.drawing import chance, pick, some
from tests.generated.times import time
from tests.generated.vocabulary import KINDS, LENGTHS, NUMBERS, PARTIES, PLACES, READINGS, STEPS
from tests.generated.windows import Terms, deadline, end

Drawer = Callable[[st.DrawFn, Draft], Terms]


def excepting(draw: st.DrawFn, _: Draft) -> Terms:
    """Draw kinds that are not forbidden."""
    return (terms.Except(some(draw, KINDS)),)


def base(draw: st.DrawFn, draft: Draft) -> Terms:
    """Draw what percentages are of, where something stands above."""
    return (terms.Base(pick(draw, draft.clause_ids)),) if draft.clauses else ()


ALIKE: dict[str, Drawer] = {
    "except": excepting, "only": only, "not counting": not_counting, "base": base, "step": in_step,
    "others": for_others, "if": only_if,
}  # fmt: skip
"""What a clause, a reading and an amendment can say alike."""


def of_clause(draw: st.DrawFn, draft: Draft) -> Terms:
    """Draw what a reading of a clause puts in place of its words."""
    match pick(draw, ("", "deadline", "end", "from", "to", "at", "number", "every", "lag", "rate", *ALIKE)):
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
        case "number":
            return (terms.Amount(pick(draw, NUMBERS)),)
        case "every":
            return (terms.Every(pick(draw, STEPS)),)
        case "lag":
            return (terms.Lag(pick(draw, LENGTHS)),)
        case "rate":
            return (terms.Amount(pick(draw, NUMBERS), "tonnes"), terms.Every(pick(draw, STEPS)))
        case sort:
            return ALIKE[sort](draw, draft) if sort else ()


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
