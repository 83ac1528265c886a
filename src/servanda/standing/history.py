"""How a standing came to be: what was done after each event, and the stretches in which something lasted or lay still."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from servanda.standing.answer import Reached, Stretch
from servanda.standing.arrays import NEVER, Times
from servanda.standing.duty import Bench, Duty, share_of, spread
from servanda.standing.plan import Row


def history(
    bench: Bench, rows: Sequence[Row], those: Sequence[Duty], least: int, most: int
) -> tuple[Reached, ...]:
    """Return how much of a clause was done after each event that changed it, in the two worlds of an account.

    Args:
        rows: those of the clause that bind on the least.
        those: the duties that they unfold into.
        least, most: the places of the two worlds on the axis.
    """
    if rows[0].schedule == "forbidden":
        return ()
    is_level = rows[0].schedule == "level"
    by_period = rows[0].schedule == "rate" or (
        rows[0].schedule == "allowed" and bool(rows[0].every("period"))
    )
    if those and (is_level or by_period):
        own = [duty for duty in those if duty.bearers == those[-1].bearers]
        return told_one_by_one(own, bench.at, is_level=is_level)
    return tuple(_sums(bench, rows, least, most))


def told_one_by_one(those: Sequence[Duty], at: int, *, is_level: bool) -> tuple[Reached, ...]:
    """Return what was done of what does not add up: in each period, by its end or the moment asked; or each level told.

    Args:
        those: the duties of one bearer.
        at: the moment asked about, in seconds.
    """
    if is_level:
        levels = [level for duty in those for level in duty.levels]
        ends = accumulate((min(level.span.last, at) for level in levels), max)
        return tuple(Reached(end, level.share) for end, level in zip(ends, levels, strict=True))
    return tuple(Reached(min(duty.due.last, at), duty.done) for duty in those if duty.due is not None)


def _sums(bench: Bench, rows: Sequence[Row], least: int, most: int) -> list[Reached]:
    """Return the sums of all rows after each event: the last of each moment, where it is another than before."""
    low, high = ({row.index: 0.0 for row in rows} for _ in range(2))
    sums = [
        (int(one.entry.moment[least]), row.index, one)
        for row in rows
        for one in bench.state.tallies[row.index].sums
    ]
    found: list[Reached] = []
    for moment, index, one in sorted(sums, key=lambda found: found[0]):
        low[index], high[index] = float(one.quantity[least]), float(one.quantity[most])
        done = spread(share_of(sum(low.values())), share_of(sum(high.values())))
        if found and found[-1].at == moment:
            found.pop()
        if (found and found[-1].done != done) or (not found and (done.least or done.most != 0)):
            found.append(Reached(moment, done))
    return found


def stretch(bench: Bench, phase: str, world: int) -> Stretch:
    """Return from when until when a phase lasts in a world, as things stand."""
    start, end = bench.times.phase_start(phase)[world], bench.times.phase_end(phase)[world]
    return Stretch(_come(int(start)), _come(int(end)))


def stretches(spans: Iterable[tuple[Times, Times]], world: int) -> tuple[Stretch, ...]:
    """Return those of some stretches that begin in a world, each once and in order."""
    there = sorted({(int(since[world]), int(until[world])) for since, until in spans if since[world] < NEVER})
    return tuple(Stretch(since, _come(until)) for since, until in there)


def _come(moment: int) -> int | None:
    return moment if moment < NEVER else None
