"""One more report in a ledger: how soon the clauses that it touches are told anew, beside reckoning all again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bench import ours
from bench.parts.standing import CLAUSES, QUICK_CLAUSES, warm
from bench.tables import Row
from bench.timing import WITHIN, Taken, Work, clocked, in_child, spread
from bench.workloads.ledger import END, SOURCES, Ledger, make_ledger
from bench.workloads.updates import KINDS, Update, updates

SIZES = (1_000, 10_000, 100_000, 1_000_000)
HUGE = 10_000_000
QUICK_SIZES = (120,)
COUNT, QUICK_COUNT = 200, 2

NOTES = {
    "again": "the same ledger with the report in it, taken in anew from its columns, and every clause told",
    "changed": "how many of the reports changed the state of a clause asked about, on some account",
}
"""What the columns mean."""


def rows(quick: bool, huge: bool = False) -> Iterator[Row]:
    """Yield a row for each kind of report at each size that is likely to be done in time."""
    clauses = QUICK_CLAUSES if quick else CLAUSES
    for size in QUICK_SIZES if quick else (*SIZES, HUGE) if huge else SIZES:
        ledger = make_ledger(size, clauses)
        again = in_child(partial(_again, ledger), 1)
        row: Row = {"reports": len(ledger), "clauses": clauses}
        if again.failure:
            yield row | {"kind": "all again", "failure": again.failure}
            return
        for kind in KINDS:
            found = in_child(partial(_updated, ledger, kind, QUICK_COUNT if quick else COUNT), 1)
            row = row | {"kind": kind, "again": again.busy, "again_memory": again.memory}
            if found.failure:
                yield row | {"failure": found.failure}
            else:
                yield row | found.answer | {"ratio": again.busy / found.answer["median_busy"]}
        if again.busy > WITHIN:
            return


def _again(ledger: Ledger) -> Work:
    warm()
    return lambda: len(ours.Book(ledger.text, SOURCES, ledger).outline(END, END))


def _updated(ledger: Ledger, kind: str, count: int) -> Work:
    book = ours.Book(ledger.text, SOURCES, ledger)
    coming = updates(ledger, kind, count)
    for update in coming[:1]:
        book.outline(END, END, update.clauses)

    def work() -> Row:
        taken: list[Taken] = []
        changed = 0
        for update in coming:
            before = book.outline(END, END, update.clauses)
            after, one = clocked(partial(_added, book, update))
            taken.append(one)
            changed += any(after[key][0] != before[key][0] for key in after)
            if sum(one.busy for one in taken) > WITHIN:
                break
        return {"updates": len(taken), "changed": changed, **spread(taken)}

    return work


def _added(book: ours.Book, update: Update) -> ours.Outline:
    book.add(update.report)
    return book.outline(END, END, update.clauses)
