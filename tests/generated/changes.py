"""What stands beside the main text: lists, words, instruments, links, and amendments of what stands above."""

from __future__ import annotations

from hypothesis import strategies as st

from servanda.agreement import model, terms
from servanda.clock import Length
from tests.generated.draft import Draft
from tests.generated.drawing import chance, pick, some
from tests.generated.readings import of_clause
from tests.generated.times import date, day, time
from tests.generated.vocabulary import LENGTHS, NUMBERS, PARTIES
from tests.generated.windows import deadline, end

RELATIONS = (
    "carried out by this", "waits for this", "starts this", "starts with this", "ends this", "ends with this",
    "apart from this", "comes before this",
)  # fmt: skip
Cell = terms.Time | Length | float


def listing(draw: st.DrawFn) -> model.Listing:
    """Draw a list, known or not, with its number or without."""
    return model.Listing(
        "map", pick(draw, (None, "zones of 3 May")), chance(draw, 2), pick(draw, (None, 23.0, 3.0))
    )


def definition(draw: st.DrawFn) -> model.Definition:
    """Draw a word that the text defines or leaves open; no act turns on it."""
    return model.Definition("offensive operation", pick(draw, (None, "any use of force")))


def link(draw: st.DrawFn) -> model.Link:
    """Draw a link to another agreement."""
    return model.Link("frame", "The framework", pick(draw, RELATIONS))


def instrument(draw: st.DrawFn, draft: Draft) -> model.Instrument:
    """Draw an instrument: open to all, or one that some may not see."""
    names = (*PARTIES, *draft.mediators)
    seen = some(draw, names) if chance(draw, 2) else ()
    since = time(draw, draft) if chance(draw, 3) else None
    return model.Instrument("letter", pick(draw, ("", "Side letter")), some(draw, names), seen, since)


def amendment(draw: st.DrawFn, draft: Draft) -> model.Amendment:
    """Draw an amendment of what stands above, in force from a known day or from what may happen."""
    since = pick(draw, (day, date, time))(draw, draft)
    announced = some(draw, draft.names) if chance(draw, 2) else ()
    held = some(draw, (*PARTIES, *draft.mediators)) if chance(draw, 3) else ()
    several = [change for _ in range(draw(st.integers(0, 3))) if (change := _change(draw, draft)) is not None]
    return model.Amendment("second", since, announced, held, tuple(several))


def _change(draw: st.DrawFn, draft: Draft) -> model.Change | None:
    """Draw a change of a clause, a phase or a list; None where there is none of the sort drawn."""
    sort = pick(draw, ("clause", "clause", "phase", "list"))
    if sort == "list" and draft.lists:
        return _of_list(draw, draft.lists[0])
    if sort == "phase" and draft.phases:
        phase = pick(draw, draft.phases)
        what = _replaced(draw, draft, phase) or model.Restated((end(draw, draft),))
        return model.Change(phase.id, what, of_phase=True)
    if sort == "clause" and draft.all_clauses:
        clause = pick(draw, draft.all_clauses)
        return model.Change(clause.id, _of_clause(draw, draft.above(clause), clause))
    return None


def _of_list(draw: st.DrawFn, those: model.Listing) -> model.Change:
    if those.number is not None and chance(draw, 2):
        return model.Change(those.id, model.Replaced(those.number, pick(draw, NUMBERS)))
    said = model.Relisted(pick(draw, (None, "zones of 5 June")), pick(draw, (None, 26.0)))
    return model.Change(those.id, said)


def _of_clause(draw: st.DrawFn, above: Draft, clause: model.Clause) -> model.Replaced | model.Restated:
    what = _replaced(draw, above, clause) if chance(draw, 2) else None
    return what or model.Restated(of_clause(draw, above) or (deadline(draw, above),))


def _replaced(draw: st.DrawFn, above: Draft, item: model.Clause | model.Phase) -> model.Replaced | None:
    times = [time for term in item.terms for time in terms.times_of(term)]
    cells = [cell for term in item.terms for cell in vars(term).values() if isinstance(cell, Length | float)]
    old: Cell | None = pick(draw, (*times, *cells)) if times or cells else None
    if old is None:
        return None
    if isinstance(old, float):
        return model.Replaced(old, pick(draw, NUMBERS))
    return model.Replaced(old, pick(draw, LENGTHS) if isinstance(old, Length) else time(draw, above))
