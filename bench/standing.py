"""How fast a standing is drawn, and how its one step grows with the number of worlds. Ratios, not promises.

Each figure is the median of several runs in this one process, on whatever else the machine is doing.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

import servanda
from servanda.record import hear, take
from servanda.standing import Entry, Plan, State, World, compile_plan, step, worlds
from servanda.standing.log import entries

GAZA = Path(__file__).parent.parent / "examples" / "gaza-2025"
WIDTHS = (16, 1_000, 100_000)


def main() -> None:
    """Print the figures."""
    folder = servanda.load(GAZA)
    at = folder.moment("2025-03-18")
    print(f"The Gaza example: {len(folder.agreement.clauses)} clauses, {len(folder.reports)} reports\n")
    load = median(lambda: servanda.load(GAZA), 3)
    whole = median(lambda: folder.standing(at), 3)
    print(f"reading the folder                {load * 1000:8.0f} ms")
    print(f"one standing, on every account    {whole * 1000:8.0f} ms   {whole / load:6.2f} of reading it\n")
    hearing = hear(folder.agreement, folder.reports, folder.sources)
    taken = take(hearing, "cautious")
    print("one step a time, every world at once           the same additions in bare numpy")
    for width in WIDTHS:
        many = widened(list(worlds(folder.agreement, ["cautious"])), width)
        plan = compile_plan(folder.agreement, many, at)
        log = entries(many, hearing, {"cautious": taken}, at)
        stepped = median(partial(run, plan, log), 3)
        bare = median(partial(added, len(log), width), 3)
        rate = len(log) * width / stepped
        print(f"{width:9,} worlds  {rate:14,.0f} event-worlds/s   {stepped / bare:10.1f} times as long")


def run(plan: Plan, log: list[Entry]) -> None:
    """Take a log into a new state."""
    state = State(plan)
    for entry in log:
        step(plan, state, entry)


def added(events: int, width: int) -> None:
    """Add up as many arrays of the same width: what no engine over worlds can do without."""
    total = np.zeros(width)
    one = np.ones(width)
    for _ in range(events):
        total += one


def widened(few: list[World], width: int) -> list[World]:
    """Repeat worlds until there are so many."""
    return [few[place % len(few)] for place in range(width)]


def median(what: Callable[[], object], runs: int) -> float:
    """Return the median seconds of several runs, after one that is not counted."""
    what()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        what()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
