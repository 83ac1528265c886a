"""Where an agreement stood at a random moment, as known at another, over the same ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from typing import Any

import numpy as np

from bench import ours
from bench.parts.standing import CLAUSES, QUICK_CLAUSES
from bench.tables import Row
from bench.timing import WITHIN, Work, clocked, in_child, spread
from bench.workloads.agreement import DAY, ENTRY
from bench.workloads.ledger import END, SEED, SOURCES, Ledger, make_ledger

SIZES = (1_000, 10_000, 100_000, 1_000_000)
QUICK_SIZES = (120,)
COUNT, QUICK_COUNT = 200, 2
FEW_CLAUSES = ("ban-1", "levy-1", "reply-1")

NOTES = {
    "bare numpy sum": "adds up the quantities of what had happened and was public: one mask, no meaning",
    "bare numba loop": "the same sum in one compiled pass; compiling is not timed",
}
"""What is not equal."""

Ask = Callable[[int, int], Any]
"""What is asked: at a moment, as known at a moment."""


def rows(quick: bool) -> Iterator[Row]:
    """Yield a row for each way to ask, at the largest ledger that is asked in time."""
    clauses = QUICK_CLAUSES if quick else CLAUSES
    found: list[Row] = []
    for size in QUICK_SIZES if quick else SIZES:
        ledger = make_ledger(size, clauses)
        at_size = [_row(name, ledger, make, QUICK_COUNT if quick else COUNT) for name, make in _ASKED.items()]
        if found and "failure" in at_size[0]:
            break
        found = at_size
        if found[0].get("median_busy", WITHIN) * 10 > WITHIN:
            break
    whole = found[0].get("median_busy")
    for row in found:
        yield row | ({"ratio": whole / row["median_busy"]} if whole and "median_busy" in row else {})


def _row(name: str, ledger: Ledger, make: Callable[[Ledger], Ask], count: int) -> Row:
    row: Row = {"who": name, "clauses": ledger.clauses, "reports": len(ledger)}
    if name == "bare numba loop" and find_spec("numba") is None:
        return row | {"not_run": "not installed"}
    measured = in_child(partial(_work, ledger, make, count), 1)
    if measured.failure:
        return row | {"failure": measured.failure}
    return {**row, **measured.answer, "asked": count, "memory": measured.memory}


def _work(ledger: Ledger, make: Callable[[Ledger], Ask], count: int) -> Work:
    draw = np.random.default_rng(SEED)
    ats = draw.integers(ENTRY, END, count).tolist()
    knowns = [at + int(draw.integers(-30 * DAY, 90 * DAY)) for at in ats]
    ask = make(ledger)
    ask(ats[0], knowns[0])
    asked = [partial(ask, at, known) for at, known in zip(ats, knowns, strict=True)]
    return lambda: spread([clocked(one)[1] for one in asked])


def _whole(ledger: Ledger) -> Ask:
    return ours.Book(ledger.text, SOURCES, ledger).outline


def _few(ledger: Ledger) -> Ask:
    book = ours.Book(ledger.text, SOURCES, ledger)
    return lambda at, known: book.outline(at, known, FEW_CLAUSES)


def _numpy_sum(ledger: Ledger) -> Ask:
    happened, published, quantity = ledger.happened, ledger.published, ledger.quantity
    return lambda at, known: int(quantity[(happened <= at) & (published <= known) & (quantity > 0)].sum())


def _numba_loop(ledger: Ledger) -> Ask:
    import numba

    loop = numba.njit(_added)
    return lambda at, known: int(loop(ledger.happened, ledger.published, ledger.quantity, at, known))


def _added(happened: Any, published: Any, quantity: Any, at: int, known: int) -> Any:
    total = 0
    for row in range(len(happened)):
        if happened[row] <= at and published[row] <= known and quantity[row] > 0:
            total += quantity[row]
    return total


_ASKED: dict[str, Callable[[Ledger], Ask]] = {
    "servanda, every clause": _whole,
    "servanda, three clauses": _few,
    "bare numpy sum": _numpy_sum,
    "bare numba loop": _numba_loop,
}
