"""Conditions, of what stands above."""

from __future__ import annotations

from hypothesis import strategies as st

from servanda.agreement import terms
from tests.generated.draft import Draft
from tests.generated.drawing import chance, pick
from tests.generated.vocabulary import MONITOR, OTHER


def simple(draw: st.DrawFn, draft: Draft) -> terms.Condition:
    """Draw a condition with none inside it."""
    states = draft.states()
    linked = ("agreement",) if draft.links else ()
    sorts = (
        "act",
        "finding",
        "decision",
        *linked,
        *(("phase",) if draft.phases else ()),
        *(("state",) * 3 if states else ()),
    )
    match pick(draw, sorts[::-1]):
        case "state":
            return pick(draw, states)
        case "phase":
            return terms.PhaseIs(pick(draw, draft.phase_ids), chance(draw, 2))
        case "agreement":
            return terms.AgreementIs(pick(draw, draft.links).id, chance(draw, 2))
        case "decision":
            return terms.Decides(pick(draw, (MONITOR, *draft.mediators)), pick(draw, OTHER))
        case "finding":
            return terms.Finds(pick(draw, (MONITOR, *draft.mediators)), pick(draw, OTHER))
        case _:
            return terms.Happens(pick(draw, OTHER))


def condition(draw: st.DrawFn, draft: Draft, depth: int = 2) -> terms.Condition:
    """Draw a condition: mostly a simple one, else one or two joined, not many deep."""
    sort = pick(draw, ("simple", "simple", "not", "all", "any")) if depth else "simple"
    if sort == "simple":
        return simple(draw, draft)
    one = condition(draw, draft, depth - 1)
    if sort == "not":
        return terms.Not(one)
    both = (one, condition(draw, draft, depth - 1))
    return terms.All(both) if sort == "all" else terms.AnyOf(both)
