"""Forms: how a clause is laid out in time, from one act to a rate; each draws an act and the terms of its schedule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from hypothesis import strategies as st

from servanda.agreement import terms
from servanda.clock import Length
from tests.generated.draft import Draft
from tests.generated.drawing import chance, maybe, pick, some
from tests.generated.effects import effect
from tests.generated.times import time
from tests.generated.vocabulary import COUNTED, FORBIDDEN, KINDS, LENGTHS, NUMBERS, PLAIN, STEPS
from tests.generated.windows import Terms

Form = tuple[str, Terms]
"""An act, and the terms that lay it out."""

ACTS = (*COUNTED, *PLAIN)
Bound = Literal["exactly", "at least", "at most", "all", "unknown"]
BOUNDS: tuple[Bound, ...] = ("exactly", "exactly", "at least", "at most", "all", "unknown")


def amount_of(
    act: str, number: float | None, form: Bound = "exactly", *, percent: bool = False
) -> terms.Amount:
    """Return how many of the act's last word."""
    return terms.Amount(number, "" if form == "unknown" else act.split()[-1], form, percent)


def amount(draw: st.DrawFn, act: str) -> terms.Amount:
    """Draw how many, in every form."""
    bound = pick(draw, BOUNDS)
    return amount_of(act, None if bound in ("all", "unknown") else pick(draw, NUMBERS), bound)


def once(draw: st.DrawFn, _: Draft) -> Form:
    """Draw an act that is done once."""
    return pick(draw, ACTS), ()


def counted(draw: st.DrawFn, _: Draft) -> Form:
    """Draw an act that is counted."""
    act = pick(draw, COUNTED)
    return act, (amount(draw, act),)


def staged(draw: st.DrawFn, draft: Draft) -> Form:
    """Draw a number in stages, which add up to it or leave a rest; or stages of no known total."""
    act = pick(draw, COUNTED)
    numbers = some(draw, NUMBERS, most=3)
    stages: Terms = tuple(terms.Stage(number, time(draw, draft)) for number in numbers)
    if chance(draw, 3):
        return act, stages
    rest = pick(draw, (0.0, 3.0))
    if rest:
        stages += (terms.Stage(None, time(draw, draft)),)
    return act, (amount_of(act, sum(numbers) + rest), *stages)


def percent(draw: st.DrawFn, draft: Draft) -> Form:
    """Draw so many in the hundred of a base, at once or in stages; the base is at times not said."""
    act = pick(draw, COUNTED)
    bound: Bound = "at least" if chance(draw, 3) else "exactly"
    whole = amount_of(act, 70.0, bound, percent=True)
    bases = (*draft.clause_ids, *(one.id for one in draft.lists))
    base: Terms = (terms.Base(pick(draw, bases)),) if bases else ()
    if chance(draw, 2):
        return act, (whole, *base)
    stages = (terms.Stage(30.0, time(draw, draft), percent=True), terms.Stage(None, time(draw, draft)))
    return act, (whole, *base, *stages)


def whole(draw: st.DrawFn, draft: Draft) -> Form:
    """Draw all of what a clause or a list says."""
    act = pick(draw, COUNTED)
    listed = tuple(terms.Listed(one.id) for one in draft.lists)
    based = tuple(terms.Base(id_) for id_ in draft.clause_ids)
    return act, (amount_of(act, None, "all"), *((pick(draw, (*listed, *based)),) if listed or based else ()))


def level(draw: st.DrawFn, _: Draft) -> Form:
    """Draw a number that is kept at all times."""
    act = pick(draw, COUNTED)
    bound: Bound = "at least" if chance(draw, 2) else "at most"
    return act, (amount_of(act, pick(draw, NUMBERS), bound), terms.Throughout())


def run(draw: st.DrawFn, draft: Draft) -> Form:
    """Draw the same stage again and again, between two days of one clock."""
    act, number = pick(draw, COUNTED), pick(draw, NUMBERS)
    phase = pick(draw, (None, *draft.phase_ids))
    first, last = sorted(draw(st.integers(1, draft.last)) for _ in range(2))
    step = pick(draw, (Length(7, "day"), Length(1, "week"), Length(10, "day")))
    steps = (last - first) // (step.count * (7 if step.unit == "week" else 1)) + 1
    stages = terms.Stages(number, step, terms.Day(first, phase), terms.Day(last, phase))
    return act, (amount_of(act, number * steps), stages)


def rate(draw: st.DrawFn, _: Draft) -> Form:
    """Draw an act that is due in every period: once, so many, or so many of something else."""
    act, every = pick(draw, ACTS), terms.Every(pick(draw, STEPS))
    lag: Terms = (terms.Lag(pick(draw, LENGTHS)),) if chance(draw, 4) else ()
    match pick(draw, ("once", "counted", "line")):
        case "once":
            return act, (every, *lag)
        case "counted":
            return act, (amount(draw, act), every, *lag)
        case _:
            return act, (terms.Amount(pick(draw, NUMBERS), "tonnes"), every, *lag)


def for_each(draw: st.DrawFn, draft: Draft) -> Form:
    """Draw what is due for each event under a clause above: one, or so many for each of a kind."""
    above = pick(draw, draft.clauses)
    lasting = maybe(draw, LENGTHS)
    link = terms.EachLink(above.act.split()[-1], above.id, maybe(draw, LENGTHS), lasting=lasting)
    kinds = some(draw, ("head", *KINDS), least=0)
    return pick(draw, ACTS), (link, *(terms.Ratio(pick(draw, NUMBERS), kind) for kind in kinds))


def before_each(draw: st.DrawFn, draft: Draft) -> Form:
    """Draw what is due before each event under a clause above."""
    above = pick(draw, draft.clauses)
    return pick(draw, ACTS), (terms.EachLink("event", above.id, maybe(draw, LENGTHS), before=True),)


def answers(draw: st.DrawFn, draft: Draft) -> Form:
    """Draw an answer to each event under a clause above."""
    return pick(draw, ACTS), (terms.Answers(pick(draw, draft.clause_ids), maybe(draw, LENGTHS)),)


def in_place(draw: st.DrawFn, draft: Draft) -> Form:
    """Draw what is owed in place of a duty above: the same act or another."""
    above = pick(draw, draft.duties)
    act = above.act if chance(draw, 2) else pick(draw, ACTS)
    return act, (terms.InPlaceOf(above.id),)


def forbidden(draw: st.DrawFn, draft: Draft) -> Form:
    """Draw what is forbidden: all but some kinds of it, or for so long after each event under a clause above."""
    act = pick(draw, FORBIDDEN)
    if draft.clauses and chance(draw, 4):
        above = pick(draw, draft.clauses)
        return act, (terms.EachLink("event", above.id, lasting=pick(draw, LENGTHS)),)
    return act, (terms.Except(some(draw, KINDS)),) if chance(draw, 4) else ()


def permission(draw: st.DrawFn, _: Draft) -> Form:
    """Draw what is allowed, at times so many of it, at times so many in every period."""
    act = pick(draw, ACTS)
    quota: Terms = (amount(draw, act),) if chance(draw, 3) else ()
    return act, (*quota, terms.Every(pick(draw, STEPS))) if chance(draw, 4) else quota


def power(draw: st.DrawFn, draft: Draft) -> Form:
    """Draw an act whose doing has effects on what stands above."""
    several = range(draw(st.integers(1, 2)))
    return pick(draw, PLAIN), tuple(effect(draw, draft) for _ in several)


Drawer = Callable[[st.DrawFn, Draft], Form]
DUTIES: tuple[Drawer, ...] = (once, counted, staged, run, rate, percent, whole, level)
LINKED: tuple[Drawer, ...] = (for_each, before_each, answers)


def form(draw: st.DrawFn, draft: Draft, norm: str) -> Form:
    """Draw the form of a clause with a norm."""
    instead: tuple[Drawer, ...] = (in_place,) if draft.duties else ()
    drawers: tuple[Drawer, ...] = (*DUTIES, *(LINKED if draft.clauses else ()), *instead)
    if norm in ("must not", "should not"):
        drawers = (forbidden,)
    elif norm == "may":
        drawers = (permission, power, power)
    return pick(draw, drawers)(draw, draft)
