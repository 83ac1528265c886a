"""The standing of an agreement of 600 clauses over reports that contradict one another, on six accounts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec

from bench import ours, reference
from bench.peers import latest_word
from bench.tables import Row
from bench.timing import Measured, Work, climbed, in_child
from bench.workloads.ledger import END, SOURCES, Ledger, make_ledger

CLAUSES, QUICK_CLAUSES = 600, 12
SIZES = (500, 1_000, 2_000, 10_000, 100_000, 1_000_000)
REFERENCE_SIZES = (500, 1_000, 2_000)
REFERENCE_WITHIN = 60.0
"""Seconds that the row engine may take."""

QUICK_SIZES = (120,)

NOTES = {
    "taking in": "reading the text of the agreement and taking the columns in, once, before anything is asked",
    "the row engine": "servanda.standing.stand: the same answer with all reasons, remarks and duties, which ours is"
    " not asked for here",
    latest_word.NAME: latest_word.UNEQUAL,
}
"""What is not equal."""


def rows(quick: bool) -> Iterator[Row]:
    """Yield a row for ours at each size, for the row engine at small ones, and for the lower bound."""
    clauses = QUICK_CLAUSES if quick else CLAUSES
    sizes, small = (QUICK_SIZES, QUICK_SIZES) if quick else (SIZES, REFERENCE_SIZES)
    made = {size: make_ledger(size, clauses) for size in sizes}
    runs = 1 if quick else 3
    own = dict(climbed(sizes, lambda size: _ours(made[size]), runs))
    built = dict(climbed(list(own), lambda size: _taking_in(made[size]), 1))
    for size, found in own.items():
        row = _row("servanda", made[size], found, own)
        if size in built and not built[size].failure:
            row |= {"building": built[size].busy, "building_memory": built[size].memory}
        yield row
    for size, found in climbed(small, lambda size: _reference(made[size]), 1, REFERENCE_WITHIN):
        yield _row("the row engine", made[size], found, own)
    if find_spec("polars") is None:
        yield {"who": latest_word.NAME, "clauses": clauses, "not_run": "not installed"}
        return
    for size in sorted({max(own), max(sizes)}):
        found = in_child(partial(latest_word.prepare, made[size]), runs)
        yield _row(latest_word.NAME, made[size], found, own, is_equal=False)


def warm() -> None:
    """Ask about a small ledger first, so that what is compiled is compiled."""
    few = make_ledger(30, 6)
    ours.Book(few.text, SOURCES, few).outline(END, END)


def _taking_in(ledger: Ledger) -> Work:
    warm()

    def work() -> None:
        ours.Book(ledger.text, SOURCES, ledger)

    return work


def _ours(ledger: Ledger) -> Work:
    warm()
    book = ours.Book(ledger.text, SOURCES, ledger)
    return lambda: book.outline(END, END)


def _reference(ledger: Ledger) -> Work:
    book = reference.Book(ledger.text, SOURCES, ledger)
    return lambda: book.outline(END, END)


def _row(
    who: str, ledger: Ledger, found: Measured, ours_at: dict[int, Measured], *, is_equal: bool = True
) -> Row:
    row: Row = {"who": who, "clauses": ledger.clauses, "reports": len(ledger)}
    if found.failure:
        return row | {"failure": found.failure}
    row |= {
        "seconds": found.seconds, "busy": found.busy, "runs": found.runs, "memory": found.memory,
        "reports_per_second": len(ledger) / found.busy,
    }  # fmt: skip
    own = ours_at.get(len(ledger))
    if own is None or own.failure:
        return row
    row["ratio"] = found.busy / own.busy
    if is_equal:
        keys = set(found.answer) | set(own.answer)
        row |= {
            "answers": len(keys),
            "differing": sum(found.answer.get(k) != own.answer.get(k) for k in keys),
        }
    return row
