"""The engine's one step, over many worlds at once, and how it grows with their number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

import servanda
from bench.tables import Row
from bench.timing import Measured, Work, in_child
from servanda.folder import Folder
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
    folder = servanda.load(GAZA)
    for what, prepare in (
        ("reading the Gaza example", _read),
        ("where it stands, on every account", partial(_stand, folder)),
    ):
        found = in_child(prepare, runs)
        yield {"what": what} | ({"failure": found.failure} if found.failure else _times(found))
    for width in QUICK_WIDTHS if quick else WIDTHS:
        row: Row = {"what": "one step a time", "worlds": width}
        plan, log = _plan(folder, width)
        stepped = in_child(partial(_steps, plan, log), runs)
        bare = in_child(partial(_additions, len(log), width), runs)
        if failure := stepped.failure or bare.failure:
            yield row | {"failure": failure}
            continue
        rate, ratio = len(log) * width / stepped.busy, stepped.busy / bare.busy
        yield row | _times(stepped) | {"worlds_per_second": rate, "ratio": ratio}


def _times(found: Measured) -> Row:
    return {"seconds": found.seconds, "busy": found.busy, "memory": found.memory}


def _read() -> Work:
    return lambda: bool(servanda.load(GAZA))


def _stand(folder: Folder) -> Work:
    return lambda: len(folder.standing(AT).clauses)


def _steps(plan: Plan, log: list[Entry]) -> Work:
    def work() -> None:
        state = State(plan)
        for entry in log:
            step(plan, state, entry)

    return work


def _additions(count: int, width: int) -> Work:
    def work() -> None:
        total, one = np.zeros(width), np.ones(width)
        for _ in range(count):
            total += one

    return work


def _plan(folder: Folder, width: int) -> tuple[Plan, list[Entry]]:
    at = folder.moment(AT)
    hearing = hear(folder.agreement, folder.reports, folder.sources)
    taken = take(hearing, "cautious")
    many = _widened(list(worlds(folder.agreement, ["cautious"])), width)
    plan = compile_plan(folder.agreement, many, at)
    return plan, entries(many, hearing, {"cautious": taken}, at)


def _widened(few: list[World], width: int) -> list[World]:
    return [few[place % len(few)] for place in range(width)]
