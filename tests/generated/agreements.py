"""Agreements: a head, who takes part, and a few phases and clauses, each of which names only what stands above it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from servanda.agreement import Agreement, model
from servanda.clock import parse_moment, seconds_of
from tests.generated.changes import amendment, instrument, link, listing
from tests.generated.clauses import clause, heading
from tests.generated.draft import Draft
from tests.generated.drawing import chance, pick
from tests.generated.phases import PHASES, phase
from tests.generated.vocabulary import AREA, ENTRY, MEDIATORS, MONITOR, PARTIES

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


def main_text(draw: st.DrawFn, draft: Draft) -> tuple[Draft, list[model.Item]]:
    """Draw phases, headings and clauses, in any order."""
    items: list[model.Item] = []
    for _ in range(draw(st.integers(1, 6))):
        one: model.Phase | model.Clause
        match pick(draw, ("clause", "clause", "clause", "phase", "heading")):
            case "phase" if len(draft.phases) < len(PHASES):
                one = phase(draw, draft)
                draft = replace(draft, phases=(*draft.phases, one))
            case "heading":
                one = heading(draw, draft)
                draft = draft.with_clause(one)
            case _:
                one = clause(draw, draft)
                draft = draft.with_clause(one)
        items.append(one)
    return draft, items


def side_letter(draw: st.DrawFn, draft: Draft) -> tuple[Draft, list[model.Item]]:
    """Draw the clauses of an instrument; they come last, since nothing open may name what is hidden."""
    inside = replace(draft, hides=bool(draft.sealed))
    items: list[model.Item] = []
    for _ in range(draw(st.integers(0, 2)) if draft.instruments else 0):
        one = clause(draw, inside, draft.instruments[0].id)
        inside = inside.with_clause(one)
        items.append(one)
    return replace(draft, all_clauses=inside.all_clauses), items


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Draw a sound agreement: up to two phases, up to eight clauses, and what stands beside them."""
    taking = parts(draw)
    mediators = tuple(n for part in taking if part.role in ROLES for n in part.names)
    extras = tuple(n for part in taking if part.role == "non-signatory" for n in part.names)
    draft = Draft(mediators, extras, lists=(listing(draw),) if chance(draw, 3) else ())
    draft = replace(draft, instruments=(instrument(draw, draft),) if chance(draw, 2) else ())
    head = (title(draw), *taking, *((model.Area((AREA,)),) if chance(draw, 2) else ()))
    draft, items = main_text(draw, draft)
    draft, letter = side_letter(draw, draft)
    beside = [
        *((amendment(draw, draft),) if chance(draw, 3) else ()),
        *((link(draw),) if chance(draw, 4) else ()),
    ]
    first = model.Passage(pick(draw, PROSE), (*head, *draft.lists, *draft.instruments, *items))
    rest = tuple(letter + beside)
    return Agreement((first, *((model.Passage(pick(draw, PROSE), rest),) if rest else ())))
