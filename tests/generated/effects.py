"""Effects of powers, on what stands above."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from servanda.agreement import terms
from tests.generated.conditions import condition
from tests.generated.draft import Draft
from tests.generated.drawing import chance, maybe, pick, some
from tests.generated.times import time
from tests.generated.vocabulary import LENGTHS

Drawer = Callable[[st.DrawFn, Draft], terms.Effect]


def on_clauses(draw: st.DrawFn, draft: Draft) -> terms.Effect:
    """Draw what a power does to clauses."""
    clauses = some(draw, draft.clause_ids)
    those: tuple[terms.Effect, ...] = (
        terms.Ends(clauses),
        terms.Suspends(clauses, length=maybe(draw, LENGTHS)),
        terms.Resumes(clauses),
    )
    return pick(draw, those)


def on_phases(draw: st.DrawFn, draft: Draft) -> terms.Effect:
    """Draw what a power does to a phase."""
    phase, length = pick(draw, draft.phase_ids), pick(draw, LENGTHS)
    those: tuple[terms.Effect, ...] = (
        terms.Extends(phase, length, chance(draw, 2)),
        terms.Extends(phase, time(draw, draft), chance(draw, 2)),
        terms.Ends(phase=phase),
        terms.Suspends(phase=phase, length=length if chance(draw, 2) else None),
        terms.Resumes(phase=phase),
    )
    return pick(draw, those)


def leaves(draw: st.DrawFn, draft: Draft) -> terms.Effect:
    """Draw leaving the agreement, but for some clauses."""
    return terms.Leaves(some(draw, draft.clause_ids, least=0))


def effect(draw: st.DrawFn, draft: Draft) -> terms.Then:
    """Draw what a power does: at once or later, at times unless something holds by then."""
    several: tuple[Drawer, ...] = (
        *((on_clauses,) * 2 if draft.clauses else ()),
        *((on_phases,) * 4 if draft.phases else ()),
    )
    done = pick(draw, (*several, leaves))(draw, draft)
    delay = maybe(draw, LENGTHS)
    return terms.Then(done, delay, condition(draw, draft, 1) if chance(draw, 4) else None)
