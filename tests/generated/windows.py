"""Windows: from when until when a clause or a phase binds, and when it is due."""

from __future__ import annotations

from hypothesis import strategies as st

from servanda.agreement import terms
from tests.generated.draft import Draft
from tests.generated.drawing import chance, pick
from tests.generated.times import point, time
from tests.generated.vocabulary import LENGTHS

Terms = tuple[terms.Term, ...]


def deadline(draw: st.DrawFn, draft: Draft) -> terms.Term:
    """Draw when something is due."""
    if chance(draw, 3):
        return terms.Within(pick(draw, LENGTHS), point(draw, draft))
    return terms.By(time(draw, draft))


def end(draw: st.DrawFn, draft: Draft) -> terms.Term:
    """Draw until when something binds."""
    return terms.Lasting(pick(draw, LENGTHS)) if chance(draw, 2) else terms.Until(time(draw, draft))


def window(draw: st.DrawFn, draft: Draft, phase: str | None) -> Terms:
    """Draw the window of a clause: in a phase or not, from a time or not, until one or not."""
    found: Terms = () if phase is None else (terms.InPhase(phase),)
    if chance(draw, 3):
        found += (terms.From(time(draw, draft)),)
    if chance(draw, 3):
        found += (end(draw, draft),)
    return found
