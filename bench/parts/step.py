"""The engine's one step, over many worlds at once, and how it grows with their number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

import servanda
from bench.tables import Row
from bench.timing import Work, in_child
from servanda.record import hear, take
from servanda.standing import Entry, Plan, State, World, compile_plan, step, worlds
from servanda.standing.log import entries

GAZA = Path(__file__).parents[2] / "examples" / "gaza-2025"
AT = "2025-03-18"
WIDTHS, QUICK_WIDTHS = (16, 1_000, 100_000), (16,)

NOTES = {
    "bare numpy": "adds up as many arrays of the same width: what no engine over worlds can do without",
    "the Gaza example": f"examples/gaza-2025 as it stood on {AT}",
}
"""What is not equal."""


def rows(quick: bool) -> Iterator[Row]:
    """Yield a row for each number of worlds, and for reading an example and telling where it stands."""
    runs = 1 if quick else 3
    for what, prepare in (("reading the Gaza example", _read), ("where it stands, on every account", _stand)):
        found = in_child(prepare, runs)
        yield (
            {"what": what, "seconds": found.seconds}
            if not found.failure
            else {"what": what, "failure": found.failure}
        )
    for width in QUICK_WIDTHS if quick else WIDTHS:
        row: Row = {"what": "one step a time", "worlds": width}
        stepped, bare = (in_child(partial(make, width), runs) for make in (_steps, _additions))
        if failure := stepped.failure or bare.failure:
            yield row | {"failure": failure}
            continue
        yield row | {
            "seconds": stepped.seconds, "worlds_per_second": stepped.answer * width / stepped.seconds,
            "ratio": stepped.seconds / bare.seconds, "memory": stepped.memory,
        }  # fmt: skip


def _read() -> Work:
    return lambda: bool(servanda.load(GAZA))


def _stand() -> Work:
    folder = servanda.load(GAZA)
    at = folder.moment(AT)
    return lambda: len(folder.standing(at).clauses)


def _steps(width: int) -> Work:
    plan, log = _plan(width)

    def work() -> int:
        state = State(plan)
        for entry in log:
            step(plan, state, entry)
        return len(log)

    return work


def _additions(width: int) -> Work:
    _, log = _plan(16)

    def work() -> float:
        total, one = np.zeros(width), np.ones(width)
        for _ in log:
            total += one
        return float(total[0])

    return work


def _plan(width: int) -> tuple[Plan, list[Entry]]:
    folder = servanda.load(GAZA)
    at = folder.moment(AT)
    hearing = hear(folder.agreement, folder.reports, folder.sources)
    taken = take(hearing, "cautious")
    many = _widened(list(worlds(folder.agreement, ["cautious"])), width)
    plan = compile_plan(folder.agreement, many, at)
    return plan, entries(plan, hearing, {"cautious": taken}, at)


def _widened(few: list[World], width: int) -> list[World]:
    return [few[place % len(few)] for place in range(width)]
