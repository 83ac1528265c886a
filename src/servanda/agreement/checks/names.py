"""Checks of names and ids: what is declared twice, and what is named and never declared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from servanda.agreement import model, terms
from servanda.agreement.checks.found import Found, items, terms_in
from servanda.agreement.references import Kind, references


def _head(agreement: model.Agreement) -> Iterator[Found]:
    titles = [item for item in items(agreement) if isinstance(item, model.Title)]
    first = next(items(agreement), None)
    if not titles:
        spot = first.spot if first else model.NOWHERE
        yield Found(
            "no-head",
            "The agreement has no name and no moment of entry.",
            'Begin with: agreement #id "Its name", and under it: in force 2025-01-19 11:15 Asia/Jerusalem.',
            spot,
        )
    for extra in titles[1:]:
        yield Found(
            "second-head",
            "An agreement has one head.",
            "Keep one agreement line; use instrument for another text.",
            extra.spot,
        )
    if titles and titles[0].entry is None:
        yield Found(
            "no-entry",
            "The moment of entry and its zone are not said, so no day can be counted.",
            "Add under it: in force 2025-01-19 11:15 Asia/Jerusalem.",
            titles[0].spot,
        )


def _twice(agreement: model.Agreement) -> Iterator[Found]:
    named = [
        i
        for i in items(agreement)
        if isinstance(
            i, model.Clause | model.Phase | model.Instrument | model.Listing | model.Link | model.Amendment
        )
    ]
    count = Counter((isinstance(i, model.Phase), i.id) for i in named)
    seen: set[tuple[bool, str]] = set()
    for item in named:
        key = (isinstance(item, model.Phase), item.id)
        if count[key] > 1 and key in seen:
            yield Found(
                "id-twice",
                f"{item.id} is the id of something above.",
                "Give each its own id.",
                item.spot,
                item.id,
            )
        seen.add(key)


def _names(agreement: model.Agreement) -> Iterator[Found]:
    known = set(agreement.taking("party", "mediator", "guarantor", "monitor", "non-signatory")) | {
        "each party"
    }
    for item in items(agreement):
        for name in _names_in(item):
            if name not in known:
                yield Found(
                    "undeclared-name",
                    f"{name} is not said to take part.",
                    f'Add a line such as "non-signatory {name}", or write the name as declared.',
                    item.spot,
                    name,
                )


def _names_in(item: model.Item) -> Iterator[str]:
    match item:
        case model.Instrument(binds=binds, seen_by=seen_by):
            yield from (*binds, *seen_by)
        case model.Amendment(announced_by=announced_by, held_by=held_by):
            yield from (*announced_by, *held_by)
        case model.Clause(bearers=bearers):
            yield from bearers
        case _:
            pass
    if isinstance(item, model.Clause | model.Phase):
        yield from (name for reading in item.readings for name in reading.holders)
        yield from (
            one.body for one in model.conditions_of(item) if isinstance(one, terms.Finds | terms.Decides)
        )
    for term in terms_in(item):
        if isinstance(
            term, terms.To | terms.VerifiedBy | terms.FulfilledWhen | terms.AnswersFor | terms.Leave
        ):
            yield from term.names


_UNKNOWN: dict[Kind, str] = {
    "clause": "unknown-clause", "phase": "unknown-phase", "list": "unknown-list", "clause or list": "unknown-clause",
    "link": "unknown-link",
}  # fmt: skip


def _references(agreement: model.Agreement) -> Iterator[Found]:
    clauses, lists = set(agreement.clauses), set(agreement.lists)
    links = {link.id for link in agreement.links}
    known: dict[Kind, set[str]] = {
        "clause": clauses, "phase": set(agreement.phases), "list": lists, "clause or list": clauses | lists, "link": links,
    }  # fmt: skip
    for item in items(agreement):
        for kind, target in references(item):
            if target not in known[kind]:
                sigil = "phase " if kind == "phase" else "#"
                yield Found(
                    _UNKNOWN[kind],
                    f"{sigil}{target} is not in this agreement.",
                    "Write the id as declared, or add what it names.",
                    item.spot,
                    target,
                )


def _wholes(agreement: model.Agreement) -> Iterator[Found]:
    """Find clauses that are part of nothing that can have parts."""
    amendments = {amendment.id for amendment in agreement.amendments}
    for clause in agreement.clauses.values():
        whole = agreement.clauses.get(clause.part_of or "")
        is_known = clause.part_of in (None, *agreement.instruments, *amendments)
        if not is_known and not (whole and whole.heading):
            yield Found(
                "unknown-whole",
                f"#{clause.part_of} is no heading, no instrument and no amendment.",
                "Name one of these, or take the line out.",
                clause.spot,
            )


def _bound(agreement: model.Agreement) -> Iterator[Found]:
    """Find clauses of an instrument that are borne by somebody whom it does not bind."""
    for clause in agreement.clauses.values():
        instrument = agreement.instruments.get(clause.part_of or "")
        for name in agreement.bearers(clause) if instrument else ():
            if instrument and name not in instrument.binds:
                yield Found(
                    "not-bound",
                    f"#{instrument.id} does not bind {name}, who bears this clause of it.",
                    "Add the name to those it binds, or give the clause another bearer.",
                    clause.spot,
                    name,
                )


CHECKS = (_head, _twice, _names, _references, _wholes, _bound)
