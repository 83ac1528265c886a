"""What stands beside the main text: lists, instruments, links, and amendments of what stands above."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from servanda.agreement import model, terms
from tests.generated.draft import Draft
from tests.generated.drawing import chance, pick, some
from tests.generated.times import date, day, time
from tests.generated.vocabulary import NUMBERS, PARTIES

RELATIONS = (
    "carried out by this", "waits for this", "starts this", "starts with this", "ends this", "ends with this",
    "apart from this",
)  # fmt: skip


def listing(draw: st.DrawFn) -> model.Listing:
    """Draw a list, known or not."""
    return model.Listing("map", pick(draw, (None, "23 zones of 3 May")), chance(draw, 2))


def link(draw: st.DrawFn) -> model.Link:
    """Draw a link to another agreement."""
    return model.Link("frame", "The framework", pick(draw, RELATIONS))


def instrument(draw: st.DrawFn, draft: Draft) -> model.Instrument:
    """Draw an instrument: open to all, or one that some may not see."""
    names = (*PARTIES, *draft.mediators)
    seen = some(draw, names) if chance(draw, 2) else ()
    return model.Instrument("letter", pick(draw, ("", "Side letter")), some(draw, names), seen)


def amendment(draw: st.DrawFn, draft: Draft) -> model.Amendment:
    """Draw an amendment, in force from a known day, of what the clauses above say."""
    since = pick(draw, (day(draw, draft), date(draw, draft), terms.Entry()))
    announced = some(draw, draft.names) if chance(draw, 2) else ()
    several = [(one, old) for one in draft.all_clauses for old in _amendable(one)]
    changes = [_change(draw, draft, *pick(draw, several)) for _ in range(draw(st.integers(0, 2))) if several]
    return model.Amendment("second", since, announced, tuple(changes))


def _amendable(clause: model.Clause) -> list[terms.Time | float]:
    counted = (terms.Amount, terms.Stage, terms.Stages)
    times = [time for term in clause.terms for time in terms.times_of(term)]
    return [*times, *(t.number for t in clause.terms if isinstance(t, counted) and t.number)]


def _change(draw: st.DrawFn, draft: Draft, clause: model.Clause, old: terms.Time | float) -> model.Change:
    if isinstance(old, float):
        return model.Change(clause.id, old, pick(draw, NUMBERS))
    place = draft.all_clauses.index(clause)
    above = replace(draft, all_clauses=draft.all_clauses[:place], hides=True)
    return model.Change(clause.id, old, time(draw, above))
