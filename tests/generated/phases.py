"""Phases: a clock, at times a condition on which it opens, at times readings."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from servanda.agreement import model, terms
from servanda.clock import Length
from tests.generated.conditions import condition
from tests.generated.draft import Draft
from tests.generated.drawing import chance, pick
from tests.generated.readings import of_phase, readings
from tests.generated.times import time
from tests.generated.vocabulary import NUMBERS

PHASES = ("alpha", "beta")
LENGTHS = (
    Length(20, "day"), Length(10, "day"), Length(42, "day"), Length(3, "day"), Length(36, "hour"), Length(1, "month"),
)  # fmt: skip


def phase(draw: st.DrawFn, draft: Draft) -> model.Phase:
    """Draw the next phase: often from entry or from the end of the one above, for some days."""
    above = draft.phase_ids[-1:]
    usual: terms.Time = terms.PhaseEnd(above[0]) if above else terms.Entry()
    held: list[terms.Term] = [terms.From(time(draw, draft) if chance(draw, 3) else usual)]
    match pick(draw, ("lasting", "lasting", "until", "")):
        case "lasting":
            held.append(terms.Lasting(pick(draw, LENGTHS)))
        case "until":
            held.append(terms.Until(time(draw, draft)))
        case _:
            pass
    if chance(draw, 4):
        held.append(terms.Clocks(restart=chance(draw, 2)))
    opens = condition(draw, draft) if chance(draw, 3) else None
    return model.Phase(PHASES[len(draft.phases)], tuple(held), opens, readings(draw, draft, of_phase))


def lengthened(draw: st.DrawFn, draft: Draft, one: model.Phase) -> model.Phase:
    """Return a phase that is longer by what is done under a clause, at times one of its own."""
    most = pick(draw, (None, Length(10, "day")))
    clause = pick(draw, draft.clauses)
    noun = pick(draw, ("", clause.act.split()[-1]))
    earned = terms.Earned(Length(1, "day"), pick(draw, NUMBERS), noun, clause.id, most)
    return replace(one, terms=terms.in_order((*one.terms, earned)))
