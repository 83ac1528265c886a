"""Clauses and headings: who, what, when, and beside which words."""

from __future__ import annotations

from hypothesis import strategies as st

from servanda.agreement import model, terms
from tests.generated.details import details
from tests.generated.draft import Draft
from tests.generated.drawing import chance, pick
from tests.generated.forms import amount_of, form
from tests.generated.readings import of_clause, readings
from tests.generated.vocabulary import COUNTED, NUMBERS, PARTIES
from tests.generated.windows import Terms, deadline, window

NORMS: tuple[model.Norm, ...] = ("must", "must", "must", "must not", "may", "may", "should", "should not")
KNOWN: tuple[model.Knowledge, ...] = ("seen", "seen", "seen", "described", "reported", "unknown")
EACH = ("each party",)

TIMED = frozenset(
    {"deadline", "stages", "each", "answers", "period", "phase", "end", "place of", "throughout"}
)
"""Slots of which a duty has at least one, so that it is due at some time."""


def clause(
    draw: st.DrawFn, draft: Draft, part_of: str | None = None, bound: tuple[str, ...] = ()
) -> model.Clause:
    """Draw the next clause, of any norm and form.

    Args:
        bound: who alone may bear it; anybody where it is empty.
    """
    norm = pick(draw, NORMS)
    phase = pick(draw, (None, *draft.phase_ids))
    here = draft.within(phase) if phase else draft
    act, held = form(draw, here, norm)
    if part_of is None and draft.headings and chance(draw, 2):
        whole = pick(draw, draft.headings)
        part_of, act = whole.id, act if _names_a_unit(held) else whole.act
    held += window(draw, here, phase)
    if (norm == "must" and not TIMED & {term.slot for term in held}) or chance(draw, 3):
        held += (deadline(draw, here),)
    held += details(draw, here, norm, held)
    bearers = pick(draw, _bearers(bound) if bound else _bearers(draft.names))
    return model.Clause(
        f"c{len(draft.all_clauses) + 1}", bearers, norm, act, terms.in_order(held),
        jointly=bearers != EACH and chance(draw, 3), readings=readings(draw, here, of_clause), part_of=part_of,
        known=pick(draw, KNOWN),
    )  # fmt: skip


def _names_a_unit(held: Terms) -> bool:
    return any(isinstance(term, terms.Amount) and term.unit for term in held)


def _bearers(names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    alone = tuple((name,) for name in names)
    both = (PARTIES, EACH) if set(PARTIES) <= set(names) else ()
    return (*alone[:2], *alone[:2], *both, *alone)


def heading(draw: st.DrawFn, draft: Draft) -> model.Clause:
    """Draw a heading, with or without a number."""
    act = pick(draw, COUNTED)
    amount: Terms = (amount_of(act, pick(draw, NUMBERS)),) if chance(draw, 2) else ()
    phase = pick(draw, (None, *draft.phase_ids))
    held = (*amount, *window(draw, draft.within(phase) if phase else draft, phase))
    id_, bearers = f"c{len(draft.all_clauses) + 1}", pick(draw, _bearers(draft.names))
    return model.Clause(id_, bearers, "must", act, terms.in_order(held), heading=True)
