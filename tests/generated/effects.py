"""Effects of powers, on what stands above."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from servanda.agreement import terms
from tests.generated.draft import Draft
from tests.generated.drawing import chance, pick, some
from tests.generated.vocabulary import LENGTHS

Drawer = Callable[[st.DrawFn, Draft], terms.Effect]


def on_clauses(draw: st.DrawFn, draft: Draft) -> terms.Effect:
    """Draw what a power does to clauses."""
    clauses = some(draw, draft.clause_ids)
    length = pick(draw, LENGTHS) if chance(draw, 2) else None
    those: tuple[terms.Effect, ...] = (
        terms.Ends(clauses),
        terms.Suspends(clauses, length),
        terms.Resumes(clauses),
    )
    return pick(draw, those)


def on_phases(draw: st.DrawFn, draft: Draft) -> terms.Effect:
    """Draw what a power does to a phase."""
    phase = pick(draw, draft.phase_ids)
    those: tuple[terms.Effect, ...] = (terms.Extends(phase, pick(draw, LENGTHS)), terms.Ends(phase=phase))
    return pick(draw, those)


def effect(draw: st.DrawFn, draft: Draft) -> terms.Effect:
    """Draw what a power does; something stands above for it to act on."""
    drawers: tuple[Drawer, ...] = (
        *((on_clauses,) if draft.clauses else ()),
        *((on_phases,) if draft.phases else ()),
    )
    return pick(draw, drawers)(draw, draft)
