"""Agreements: a head, who takes part, and a few phases and clauses, each of which names only what stands above it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from servanda.agreement import Agreement, model, terms
from servanda.clock import parse_moment, seconds_of
from tests.generated.changes import amendment, definition, instrument, link, listing
from tests.generated.clauses import clause, heading
from tests.generated.draft import Draft
from tests.generated.drawing import chance, pick, some
from tests.generated.phases import PHASES, lengthened, phase
from tests.generated.vocabulary import AREA, ENTRY, MEDIATORS, MONITOR, PARTIES, PLACES

ZONES = ("UTC", "UTC", "Asia/Jerusalem", "America/New_York")
PROSE = ("", "# An agreement", "The North frees captives.\nThe South waits.")
ROLES: tuple[model.Role, ...] = ("mediator", "mediator", "guarantor")


def title(draw: st.DrawFn) -> model.Title:
    """Draw the head of an agreement that is in force from 1 January 2025."""
    zone = pick(draw, ZONES)
    entry = seconds_of(parse_moment(f"{ENTRY} {pick(draw, ('00:00', '11:15'))}", zone))
    return model.Title(
        "pact", "A pact", entry, zone, first_day_is_entry=not chance(draw, 3), inclusive=not chance(draw, 3)
    )


def parts(draw: st.DrawFn) -> tuple[model.Part, ...]:
    """Draw who takes part: two parties, a monitor, and up to two who mediate or vouch."""
    mediators = MEDIATORS[: draw(st.integers(0, 2))]
    found = [model.Part("party", PARTIES), model.Part("monitor", (MONITOR,))]
    found += [model.Part(pick(draw, ROLES), mediators)] if mediators else []
    found += [model.Part("non-signatory", ("Harbour Board",))] if chance(draw, 3) else []
    return tuple(found)


def main_text(draw: st.DrawFn, draft: Draft) -> Draft:
    """Draw phases, headings and clauses, in any order."""
    for _ in range(draw(st.integers(1, 6))):
        match pick(draw, ("clause", "clause", "clause", "phase", "heading")):
            case "phase" if len(draft.phases) < len(PHASES):
                draft = replace(draft, phases=(*draft.phases, phase(draw, draft)))
            case "heading":
                draft = draft.with_clause(heading(draw, draft))
            case _:
                draft = _stepped(draw, draft.with_clause(clause(draw, draft)))
    if draft.phases and draft.clauses and chance(draw, 4):
        draft = replace(draft, phases=(*draft.phases[:-1], lengthened(draw, draft, draft.phases[-1])))
    return draft


def _stepped(draw: st.DrawFn, draft: Draft) -> Draft:
    """Let the clause that the last one is in step with be in step with it too, at times."""
    last = draft.all_clauses[-1]
    step = next((term for term in last.terms if isinstance(term, terms.InStep)), None)
    other = next((one for one in draft.all_clauses if step and one.id == step.clause), None)
    if other is None or any(term.slot == "step" for term in other.terms) or chance(draw, 3):
        return draft
    return draft.with_clause(replace(other, terms=terms.in_order((*other.terms, terms.InStep(last.id)))))


def parts_of(draw: st.DrawFn, draft: Draft, whole: model.Instrument | model.Amendment) -> Draft:
    """Draw the clauses of an instrument or an amendment; they come last, since nothing open may name what is hidden."""
    inside = replace(draft, hides=whole.id in draft.sealed)
    bound = whole.binds if isinstance(whole, model.Instrument) else ()
    for _ in range(draw(st.integers(0, 2))):
        inside = inside.with_clause(clause(draw, inside, whole.id, bound))
    return replace(inside, hides=False)


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Draw a sound agreement: up to two phases, up to ten clauses, and what stands beside them."""
    taking = parts(draw)
    mediators = tuple(n for part in taking if part.role in ROLES for n in part.names)
    extras = tuple(n for part in taking if part.role == "non-signatory" for n in part.names)
    links = (link(draw),) if chance(draw, 2) else ()
    lists = (listing(draw),) if chance(draw, 2) else ()
    draft = main_text(draw, Draft(mediators, extras, lists=lists, links=links))
    letter = (instrument(draw, draft),) if chance(draw, 2) else ()
    draft = replace(draft, instruments=letter)
    second = (amendment(draw, draft),) if chance(draw, 2) else ()
    for whole in (*letter, *second):
        draft = parts_of(draw, draft, whole)
    head = (title(draw), *taking, *words(draw), *lists, *letter)
    first = model.Passage(pick(draw, PROSE), head)
    main = model.Passage(pick(draw, PROSE), (*draft.phases, *draft.all_clauses, *second, *links))
    return Agreement((first, main) if main.items else (first,))


def words(draw: st.DrawFn) -> tuple[model.Item, ...]:
    """Draw the words that the text explains: its area, its places, its terms."""
    area = (model.Area((AREA,)),) if chance(draw, 2) else ()
    place = (model.Place(some(draw, PLACES), pick(draw, ("Far side", AREA))),) if chance(draw, 4) else ()
    return (*area, *place, *((definition(draw),) if chance(draw, 4) else ()))
