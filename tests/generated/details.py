"""Details: the terms that stand beside a form, each beside the norms it fits."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from servanda.agreement import terms
from tests.generated.conditions import condition
from tests.generated.draft import Draft
from tests.generated.drawing import chance, pick, some
from tests.generated.vocabulary import CLOCKS, KINDS, MONITOR, NUMBERS, PLACES
from tests.generated.windows import Terms

Drawer = Callable[[st.DrawFn, Draft], Terms]


def to(draw: st.DrawFn, draft: Draft) -> Terms:
    """Draw who receives."""
    return (terms.To(some(draw, draft.names)),)


def at(draw: st.DrawFn, _: Draft) -> Terms:
    """Draw where."""
    return (terms.At(pick(draw, PLACES)),)


def only(draw: st.DrawFn, _: Draft) -> Terms:
    """Draw the only kind that counts."""
    return (terms.CountingOnly(some(draw, KINDS, most=1)),)


def apart(draw: st.DrawFn, _: Draft) -> Terms:
    """Draw kinds that add up."""
    return (terms.CountingApart(some(draw, KINDS, most=3)),)


def not_counting(draw: st.DrawFn, _: Draft) -> Terms:
    """Draw kinds that do not count."""
    return (terms.NotCounting(some(draw, KINDS)),)


def throughout(_draw: st.DrawFn, _: Draft) -> Terms:
    """Say that it is owed all the time."""
    return (terms.Throughout(),)


def hours(draw: st.DrawFn, _: Draft) -> Terms:
    """Draw the hours of the day, or that they are unknown."""
    if chance(draw, 3):
        return (terms.Hours(None, None),)
    return (terms.Hours(pick(draw, CLOCKS), pick(draw, CLOCKS)),)


def verified(draw: st.DrawFn, draft: Draft) -> Terms:
    """Draw whose finding settles it."""
    return (terms.VerifiedBy(some(draw, (MONITOR, *draft.mediators))),)


def only_if(draw: st.DrawFn, draft: Draft) -> Terms:
    """Draw a condition."""
    return (terms.If(condition(draw, draft), chance(draw, 2)),)


def in_step(draw: st.DrawFn, draft: Draft) -> Terms:
    """Draw a duty above to go in step with, where there is one."""
    return (terms.InStep(pick(draw, draft.duties).id),) if draft.duties else ()


def for_others(draw: st.DrawFn, draft: Draft) -> Terms:
    """Draw for whom the bearer answers."""
    return (terms.AnswersFor(some(draw, draft.names)),)


def with_leave(draw: st.DrawFn, draft: Draft) -> Terms:
    """Draw whose leave it takes."""
    return (terms.Leave(some(draw, draft.names)),)


def counting_as(draw: st.DrawFn, _: Draft) -> Terms:
    """Draw kinds that count as more, or less, than one."""
    return tuple(terms.CountingAs(kind, pick(draw, NUMBERS)) for kind in some(draw, KINDS))


def found_by(draw: st.DrawFn, draft: Draft) -> Terms:
    """Draw whose finding it takes to be fulfilled."""
    return (terms.FulfilledWhen(some(draw, (MONITOR, *draft.mediators))),)


def clocks(draw: st.DrawFn, _: Draft) -> Terms:
    """Draw what its clock does while it is suspended."""
    return (terms.Clocks(restart=chance(draw, 2)),)


def listed(draw: st.DrawFn, draft: Draft) -> Terms:
    """Draw the list that says what is meant, where there is one."""
    return (terms.Listed(pick(draw, draft.lists).id),) if draft.lists else ()


EVERYWHERE: tuple[Drawer, ...] = (
    to, at, only, not_counting, hours, verified, only_if, only_if, for_others, clocks, listed,
)  # fmt: skip
OF_DUTIES: tuple[Drawer, ...] = (apart, throughout, in_step, counting_as, found_by)
OF_RIGHTS: tuple[Drawer, ...] = (with_leave,)


def details(draw: st.DrawFn, draft: Draft, norm: str, filled: Terms) -> Terms:
    """Draw a few details that fit a norm, of sorts that the clause does not have yet."""
    drawers = (*EVERYWHERE, *(OF_DUTIES if norm in ("must", "should") else OF_RIGHTS))
    drawn = tuple(term for one in some(draw, drawers, least=0, most=3) for term in one(draw, draft))
    slots = {term.slot for term in filled}
    return tuple(term for term in drawn if term.slot in terms.MANY or term.slot not in slots)
