"""What a new report costs a standing that is kept up to date, against drawing the standing afresh.

Seconds are of the processor, so that what else the machine is doing counts for little. Two records: the Gaza example,
taken in report by report in order of publication, and a made-up agreement of many clauses with many reports.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import servanda
from servanda.agreement import Agreement, parse
from servanda.clock import Span, parse_moment, seconds_of
from servanda.live import Live
from servanda.record import Range, Report, Source, Sources
from servanda.standing import stand

GAZA = Path(__file__).parent.parent / "examples" / "gaza-2025"
DAY = 24 * 3600
ENTRY = seconds_of(parse_moment("2025-01-01 00:00", "UTC"))
DAYS = 300
SOURCES = Sources(
    (
        Source("North office", affiliation="North", speaks_for="North"),
        Source("South office", affiliation="South", speaks_for="South"),
        Source("Watch", kind="monitor"),
        Source("Ann"),
        Source("Ben"),
    )
)
HEAD = """\
agreement #many "Many clauses"
  in force 2025-01-01 00:00 UTC
  day 1 is the day of entry
  within is inclusive
party North, South
area Land
phase one: from entry for 100 days
phase two: from end of phase one for 200 days
"""


def main(clauses: int = 200, reports: int = 20_000, updates: int = 200) -> None:
    """Print the figures."""
    folder = servanda.load(GAZA)
    rows = sorted(folder.reports, key=lambda report: (report.public, report.id))
    print(f"The Gaza example: {len(folder.agreement.clauses)} clauses, {len(rows)} reports")
    compare(folder.agreement, folder.sources, rows, 0, folder.moment("2025-03-18"))
    made = agreement_of(clauses)
    record = record_of(made, reports)
    print(f"A made-up agreement: {len(made.clauses)} clauses, {len(record)} reports")
    compare(made, SOURCES, record, len(record) - updates, ENTRY + 200 * DAY)


def compare(agreement: Agreement, sources: Sources, rows: Sequence[Report], there: int, at: int) -> None:
    """Print what each report costs after those that are there at first, and what one standing afresh costs."""
    live = Live(agreement, sources, rows[:there])
    first = seconds(lambda: live.standing(at))
    each = []
    clauses = []
    for report in rows[there:]:
        each.append(seconds(lambda report=report: (live.add(report), live.standing(at))))  # type: ignore[misc]
        clauses.append(live.spent.clauses)
    afresh = seconds(lambda: stand(agreement, rows, sources, at=at))
    middle, worst = statistics.median(each), max(each)
    print(f"  the first answer, of {there:,} reports           {first * 1000:10.1f} ms")
    print(
        f"  one more report and the answer: median        {middle * 1000:10.1f} ms, {statistics.median(clauses):g} clauses judged"
    )
    print(f"                                  mean          {statistics.mean(each) * 1000:10.1f} ms")
    print(
        f"                                  slowest       {worst * 1000:10.1f} ms, {max(clauses)} clauses judged"
    )
    print(
        f"  the answer afresh                             {afresh * 1000:10.1f} ms, {afresh / middle:,.0f} medians\n"
    )


def agreement_of(number: int) -> Agreement:
    """Make up an agreement of so many clauses: duties with numbers, prohibitions, rights, and duties in turn."""
    lines = []
    for n in range(number):
        phase = "one" if n % 2 else "two"
        lines.append(
            (
                f"clause #c{n}: North must deliver {10 + n} crates{n} to South by day {20 + n % 200}",
                f"clause #c{n}: each of North and South must not shell-{n}\n  in phase {phase}",
                f"clause #c{n}: South may visit-{n}\n  in phase {phase}",
                f"clause #c{n}: South must open-{n} by day {30 + n % 200}\n  if #c{max(0, n - 3)} is fulfilled",
            )[n % 4]
        )
    text = "\n".join(lines)
    agreement, problems = parse(f"```servanda\n{HEAD}{text}\n```\n", "agreement.md")
    assert not problems, problems[0]
    return agreement


def record_of(agreement: Agreement, number: int) -> list[Report]:
    """Make up so many reports of an agreement, in order of publication."""
    chance = random.Random(7)
    clauses = tuple(agreement.clauses.values())
    found = []
    for n in range(number):
        clause = chance.choice(clauses)
        happened = ENTRY + chance.randrange(DAYS) * DAY
        said = Span(happened + DAY, happened + 2 * DAY - 1)
        found.append(
            Report(
                f"r{n}",
                clause.act,
                chance.choice(("asserts", "asserts", "asserts", "denies")),
                said,
                said,
                by=(chance.choice(agreement.bearers(clause)),),
                quantity=Range(1, 1),
                measure="count",
                happened=Span(happened, happened + DAY - 1),
                speaker=chance.choice([s.name for s in SOURCES.table]),
                place=chance.choice(("", "A", "B", "C")),
            )
        )
    return sorted(found, key=lambda report: (report.public, report.id))


def seconds(what: Callable[[], object]) -> float:
    """Return the processor's seconds for one run."""
    start = time.process_time()
    what()
    return time.process_time() - start


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
