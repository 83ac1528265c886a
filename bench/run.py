"""The parts, and how the figures of each are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rich.console import Console

from bench.parts import answered, as_of, live, page, standing, step, updates
from bench.tables import Heading, Row, duration, kilobytes, megabytes, show_notes, show_table, times, whole

_NOT_THERE = {"not_run", "failure"}


@dataclass(frozen=True)
class Part:
    """A part of the measuring: its title, its rows, how they are shown, and what is said beside them.

    Attributes:
        apart: the figures that tell one table from the next.
    """

    title: str
    rows: Callable[[bool, bool], Iterator[Row]]
    headings: tuple[Heading, ...]
    notes: dict[str, str]
    apart: tuple[str, ...] = ()


PARTS = {
    "a": Part(
        "Each request is answered within seven days, matched by id",
        lambda quick, _: answered.rows(quick),
        (
            Heading("who", "who"), Heading("events", "events", whole), Heading("time", "seconds", duration),
            Heading("busy", "busy", duration),
            Heading("events/s", "events_per_second", whole), Heading("ours", "ours_busy", duration),
            Heading("busy / ours", "ratio", times), Heading("memory", "memory", megabytes),
            Heading("ours", "ours_memory", megabytes), Heading("found", "violations", whole),
            Heading("differing", "differing", whole), Heading("its largest", "largest_events", whole),
            Heading("busy", "largest_busy", duration),
        ),
        {peer.name: peer.unequal for peer in answered.PEERS},
        ("density", "zone", "origin"),
    ),
    "b": Part(
        "Where every clause stands, on six accounts",
        lambda quick, _: standing.rows(quick),
        (
            Heading("who", "who"), Heading("clauses", "clauses", whole), Heading("reports", "reports", whole),
            Heading("time", "seconds", duration), Heading("busy", "busy", duration),
            Heading("reports/s", "reports_per_second", whole),
            Heading("busy / ours", "ratio", times), Heading("memory", "memory", megabytes),
            Heading("taking in", "building", duration), Heading("memory", "building_memory", megabytes),
            Heading("answers", "answers", whole), Heading("differing", "differing", whole),
        ),
        standing.NOTES,
    ),
    "c": Part(
        "One more report",
        lambda quick, huge: updates.rows(quick, huge),
        (
            Heading("reports", "reports", whole), Heading("kind", "kind"), Heading("how many", "updates", whole),
            Heading("median", "median", duration), Heading("busy", "median_busy", duration),
            Heading("slowest", "slowest", duration),
            Heading("again", "again", duration), Heading("memory", "again_memory", megabytes), Heading("again / busy", "ratio", times),
            Heading("changed", "changed", whole),
        ),
        updates.NOTES,
    ),
    "d": Part(
        "As of a random moment, as known at another",
        lambda quick, _: as_of.rows(quick),
        (
            Heading("who", "who"), Heading("clauses", "clauses", whole), Heading("reports", "reports", whole),
            Heading("asked", "asked", whole), Heading("median", "median", duration),
            Heading("busy", "median_busy", duration),
            Heading("99 of 100 within", "ninety_nine", duration), Heading("ours, every clause / this", "ratio", times),
            Heading("memory", "memory", megabytes),
        ),
        as_of.NOTES,
    ),
    "e": Part(
        "One step over many worlds",
        lambda quick, _: step.rows(quick),
        (
            Heading("what", "what"), Heading("worlds", "worlds", whole), Heading("time", "seconds", duration), Heading("busy", "busy", duration),
            Heading("event-worlds/s", "worlds_per_second", whole), Heading("times bare numpy", "ratio", times),
            Heading("memory", "memory", megabytes),
        ),
        step.NOTES,
    ),
    "f": Part(
        "One more report, with every reason",
        lambda quick, _: live.rows(quick),
        (
            Heading("who", "who"), Heading("clauses", "clauses", whole), Heading("reports", "reports", whole),
            Heading("the first answer", "first", duration), Heading("busy", "median_busy", duration),
            Heading("slowest", "slowest", duration), Heading("clauses judged", "judged", whole),
            Heading("at most", "most_judged", whole), Heading("afresh", "again", duration),
            Heading("afresh / busy", "ratio", times),
        ),
        live.NOTES,
    ),
    "g": Part(
        "What a page of a large agreement asks",
        lambda quick, _: page.rows(quick),
        (
            Heading("what", "what"), Heading("clauses", "clauses", whole), Heading("reports", "reports", whole),
            Heading("asked", "asked", whole), Heading("once, or the first", "first", duration), Heading("busy", "first_busy", duration),
            Heading("median", "median", duration), Heading("busy", "median_busy", duration),
            Heading("99 of 100 within", "ninety_nine", duration), Heading("busy", "ninety_nine_busy", duration),
            Heading("a second", "a_second", times), Heading("errors", "errors", whole), Heading("weight", "weight", kilobytes),
            Heading("memory in all", "memory", megabytes),
        ),
        page.NOTES,
    ),
}  # fmt: skip


def part(letter: str, *, quick: bool, huge: bool) -> list[Row]:
    """Measure one part, show it, and return its rows."""
    it = PARTS[letter]
    console = Console(width=None if Console().is_terminal else 200)
    rows: list[Row] = []

    def kept() -> Iterator[Row]:
        for row in it.rows(quick, huge):
            rows.append(row)
            yield row

    for key, group in groupby(kept(), key=lambda row: [row[name] for name in it.apart]):
        those = list(group)
        title = ": ".join([it.title, ", ".join(key)] if key else [it.title])
        show_table(console, title, it.headings, [row for row in those if not _NOT_THERE & set(row)])
        for row in those:
            for figure in _NOT_THERE & set(row):
                name = row.get("who") or row.get("kind") or row.get("what")
                console.print(f"{name}: {figure.replace('_', ' ')}: {row[figure]}")
        console.print()
    show_notes(console, "What is not equal, and what is meant", it.notes)
    return rows
