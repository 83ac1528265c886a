"""Details: the terms that stand beside a form, each beside the norms it fits."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from servanda.agreement import terms
from tests.generated.conditions import condition
from tests.generated.draft import Draft
from tests.generated.drawing import chance, pick, some
from tests.generated.vocabulary import CLOCKS, KINDS, MONITOR, PLACES
from tests.generated.windows import Terms

Drawer = Callable[[st.DrawFn, Draft], terms.Term]


def to(draw: st.DrawFn, draft: Draft) -> terms.Term:
    """Draw who receives."""
    return terms.To(some(draw, draft.names))


def at(draw: st.DrawFn, _: Draft) -> terms.Term:
    """Draw where."""
    return terms.At(pick(draw, PLACES))


def only(draw: st.DrawFn, _: Draft) -> terms.Term:
    """Draw the only kind that counts."""
    return terms.CountingOnly(some(draw, KINDS, most=1))


def apart(draw: st.DrawFn, _: Draft) -> terms.Term:
    """Draw kinds that add up."""
    return terms.CountingApart(some(draw, KINDS, most=3))


def not_counting(draw: st.DrawFn, _: Draft) -> terms.Term:
    """Draw kinds that do not count."""
    return terms.NotCounting(some(draw, KINDS))


def throughout(_draw: st.DrawFn, _: Draft) -> terms.Term:
    """Say that it is owed all the time."""
    return terms.Throughout()


def hours(draw: st.DrawFn, _: Draft) -> terms.Term:
    """Draw the hours of the day, or that they are unknown."""
    if chance(draw, 3):
        return terms.Hours(None, None)
    return terms.Hours(pick(draw, CLOCKS), pick(draw, CLOCKS))


def verified(draw: st.DrawFn, draft: Draft) -> terms.Term:
    """Draw whose finding settles it."""
    return terms.VerifiedBy(some(draw, (MONITOR, *draft.mediators)))


def only_if(draw: st.DrawFn, draft: Draft) -> terms.Term:
    """Draw a condition."""
    return terms.If(condition(draw, draft), chance(draw, 2))


EVERYWHERE: tuple[Drawer, ...] = (to, at, only, not_counting, hours, verified, only_if, only_if)
OF_DUTIES: tuple[Drawer, ...] = (apart, throughout)


def details(draw: st.DrawFn, draft: Draft, norm: str, filled: Terms) -> Terms:
    """Draw a few details that fit a norm, of sorts that the clause does not have yet."""
    drawers = (*EVERYWHERE, *(OF_DUTIES if norm in ("must", "should") else ()))
    drawn = [one(draw, draft) for one in some(draw, drawers, least=0, most=3)]
    slots = {term.slot for term in filled}
    return tuple(term for term in drawn if term.slot in terms.MANY or term.slot not in slots)
