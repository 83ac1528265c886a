"""What a new report costs a standing that is kept up to date with all its reasons, beside drawing it afresh."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import servanda
from bench.tables import Row
from servanda.agreement import Agreement, parse
from servanda.clock import Span, parse_moment, seconds_of
from servanda.live import Live
from servanda.record import Range, Report, Source, Sources
from servanda.standing import Standing, stand

GAZA = Path(__file__).parents[2] / "examples" / "gaza-2025"
AT = "2025-03-18"
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


NOTES = {
    "afresh": "servanda.standing.stand over the whole record: the same answer, reasons and all",
    "clauses judged": "how many were told anew for one more report, in the middle and at most",
}
"""What the columns mean."""


def rows(quick: bool) -> Iterator[Row]:
    """Yield a row for the Gaza example, taken in by publication, and one for a made-up agreement."""
    folder = servanda.load(GAZA)
    record = sorted(folder.reports, key=lambda report: (report.public, report.id))
    there = len(record) - 5 if quick else 0
    yield _compared("the Gaza example", folder.agreement, folder.sources, record, there, folder.moment(AT))
    clauses, reports, updates = (12, 200, 5) if quick else (200, 20_000, 200)
    made = agreement_of(clauses)
    many = record_of(made, reports)
    yield _compared("made up", made, SOURCES, many, len(many) - updates, ENTRY + 200 * DAY)


def _compared(
    who: str, agreement: Agreement, sources: Sources, record: Sequence[Report], there: int, at: int
) -> Row:
    """Return what each report costs after those that are there at first, and what one standing afresh costs."""
    live = Live(agreement, sources, record[:there])
    first = _busy(lambda: live.standing(at))
    each, judged = [], []
    for report in record[there:]:
        each.append(_busy(partial(_taken, live, report, at)))
        judged.append(live.spent.clauses)
    afresh = _busy(lambda: stand(agreement, record, sources, at=at))
    middle = statistics.median(each)
    return {
        "who": who, "clauses": len(agreement.clauses), "reports": len(record), "first": first,
        "median_busy": middle, "slowest": max(each), "judged": statistics.median(judged), "most_judged": max(judged),
        "again": afresh, "ratio": afresh / middle,
    }  # fmt: skip


def _taken(live: Live, report: Report, at: int) -> Standing:
    live.add(report)
    return live.standing(at)


def _busy(what: Callable[[], object]) -> float:
    """Return the processor's seconds for one run."""
    start = time.process_time()
    what()
    return time.process_time() - start


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
