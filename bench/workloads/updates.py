"""One more report at a time: new ones, and one that takes back what opened a phase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.workloads.agreement import DAY, ENTRY, GATE, ONE_LASTS, wordings
from bench.workloads.ledger import END, SEED, Ledger
from servanda.clock import Span
from servanda.record import Range, Report

KINDS = ("a duty matched by id", "a staged clause", "a prohibition", "a gate shut and opened again")


@dataclass(frozen=True)
class Update:
    """One report that comes in, and the clauses to be asked about afterwards."""

    report: Report
    clauses: tuple[str, ...]


def updates(ledger: Ledger, kind: str, count: int) -> list[Update]:
    """Return so many reports of one kind, to come in one after the other."""
    draw = np.random.default_rng(SEED + KINDS.index(kind))
    match kind:
        case "a duty matched by id":
            return list(_replies(ledger, draw, count))
        case "a staged clause":
            return [_deed(ledger, draw, "levy", place) for place in range(count)]
        case "a prohibition":
            return [_deed(ledger, draw, "ban", place) for place in range(count)]
        case _:
            return list(_gates(ledger, count))


def _replies(ledger: Ledger, draw: np.random.Generator, count: int) -> Iterator[Update]:
    """Tell again, by one more voice, that requests of the ledger were answered."""
    words = wordings(ledger.clauses)
    is_reply = np.array([one.kind == "reply" for one in words])[ledger.deed]
    for place, row in enumerate(draw.choice(np.flatnonzero(is_reply), count)):
        clause = words[ledger.deed[row]]
        moment = int(ledger.happened[row])
        yield Update(
            _report(f"n{place}", clause.act, clause.bearer, f"e{ledger.event[row]}", moment), (clause.id,)
        )


def _deed(ledger: Ledger, draw: np.random.Generator, kind: str, place: int) -> Update:
    """Tell of a deed of which nothing was said before."""
    own = [one for one in wordings(ledger.clauses) if one.kind == kind and one.id != GATE]
    clause = own[int(draw.integers(len(own)))]
    first = ONE_LASTS if clause.phase == 2 else 0
    moment = ENTRY + first * DAY + int(draw.integers(0, ONE_LASTS * DAY))
    quantity = int(draw.integers(1, 21)) if kind == "levy" else None
    return Update(
        _report(f"n{place}", clause.act, clause.bearer, f"new{place}", moment, quantity), (clause.id,)
    )


def _gates(ledger: Ledger, count: int) -> Iterator[Update]:
    """Take back that the second gate was opened, then tell it anew, and so on."""
    words = wordings(ledger.clauses)
    gate = next(place for place, one in enumerate(words) if one.id == GATE)
    row = int(np.flatnonzero(ledger.deed == gate)[-1])
    touched = tuple(one.id for one in words if one.phase == 2 or one.id == GATE)
    earlier = f"r{row}"
    for place in range(count):
        report = _report(
            f"n{place}", words[gate].act, "North", f"e{ledger.event[row]}", int(ledger.happened[row]),
            place % 2, earlier, said=END - DAY + place,
        )  # fmt: skip
        earlier = report.id
        yield Update(report, touched)


def _report(
    id_: str, act: str, by: str, event: str, moment: int, quantity: int | None = None, replaces: str = "",
    said: int = END - DAY,
) -> Report:  # fmt: skip
    return Report(
        id_, act, "asserts", Span(said, said), Span(said, said), event=event, by=(by,),
        measure="" if quantity is None else "count",
        quantity=None if quantity is None else Range(float(quantity), float(quantity)),
        happened=Span(moment, moment), speaker="Ann", replaces=replaces,
    )  # fmt: skip
