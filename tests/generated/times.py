"""Times: every moment that the language can name, of what stands above."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from servanda.agreement import terms
from tests.generated.draft import Draft
from tests.generated.drawing import chance, pick
from tests.generated.vocabulary import CLOCKS, LENGTHS, OTHER

DATES = tuple(f"2025-{month:02}-{day:02}" for month, last in ((1, 31), (2, 28)) for day in range(1, last + 1))


def day(draw: st.DrawFn, draft: Draft) -> terms.Time:
    """Draw a day of the agreement."""
    return terms.Day(draw(st.integers(1, draft.last)))


def date(draw: st.DrawFn, _: Draft) -> terms.Time:
    """Draw a date, or an hour of one."""
    text = pick(draw, DATES)
    if chance(draw, 3):
        return terms.Date(f"{text} {pick(draw, CLOCKS)}", pick(draw, ("", "", "Asia/Tokyo")))
    return terms.Date(text)


def of_phase(draw: st.DrawFn, draft: Draft) -> terms.Time:
    """Draw a day, the start, or the end of a phase."""
    phase = pick(draw, draft.phase_ids)
    those: tuple[terms.Time, ...] = (
        terms.Day(draw(st.integers(1, min(10, draft.last))), phase),
        terms.PhaseStart(phase),
        terms.PhaseEnd(phase),
        terms.PhaseEnd(phase, planned=True),
    )
    return pick(draw, those)


def of_clause(draw: st.DrawFn, draft: Draft) -> terms.Time:
    """Draw a moment of a clause."""
    clause = pick(draw, draft.clause_ids)
    those: tuple[terms.Time, ...] = (terms.Met(clause), terms.Deadline(clause), terms.Begun(clause))
    return pick(draw, those)


def known(draw: st.DrawFn, _: Draft) -> terms.Time:
    """Draw the entry into force, what may happen, or a time that was never published."""
    those: tuple[terms.Time, ...] = (
        terms.Entry(),
        terms.Happened(pick(draw, OTHER)),
        terms.UnknownTime(),
    )
    return pick(draw, those)


Drawer = Callable[[st.DrawFn, Draft], terms.Time]
POINTS: tuple[Drawer, ...] = (day, date, known)
"""Moments that need nothing above."""


def point(draw: st.DrawFn, draft: Draft) -> terms.Time:
    """Draw a moment that is no length away from another."""
    drawers: tuple[Drawer, ...] = (
        *POINTS,
        *((of_phase,) if draft.phases else ()),
        *((of_clause,) if draft.clauses else ()),
    )
    return pick(draw, drawers)(draw, draft)


def shifted(draw: st.DrawFn, draft: Draft) -> terms.Time:
    """Draw a moment so long after, or before, another."""
    return terms.Shifted(pick(draw, LENGTHS), point(draw, draft), chance(draw, 3))


def extreme(draw: st.DrawFn, draft: Draft) -> terms.Time:
    """Draw the earlier or the later of two moments."""
    one, other = (pick(draw, (point, shifted))(draw, draft) for _ in range(2))
    return terms.Extreme(one, other, chance(draw, 2))


def time(draw: st.DrawFn, draft: Draft) -> terms.Time:
    """Draw a moment: mostly a plain one."""
    drawers: tuple[Drawer, ...] = (day, point, point, shifted, extreme)
    return pick(draw, drawers)(draw, draft)
