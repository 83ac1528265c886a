"""A page of a large agreement, over HTTP, and what it asks: margins, counts, reasons, reports found, at random moments."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.parts import pages
from bench.parts.standing import QUICK_CLAUSES
from bench.tables import Row
from bench.timing import Taken, clocked, highest_memory, spread
from bench.workloads.agreement import DAY, ENTRY
from bench.workloads.ledger import END, SEED, Ledger, make_ledger, sources_text
from servanda.archive import Archive
from servanda.clock import Span
from servanda.folder import Folder
from servanda.ledger import open_ledger
from servanda.record import Filter, Report, write_reports

CLAUSES, REPORTS = 10_002, 1_000_000
QUICK_REPORTS = 120
COUNT, QUICK_COUNT = 300, 3
SHOWN = 60
"""Clauses on one page."""
WORDS = 20_000
"""Different words in the notes."""
WORDS_A_NOTE = 8
SORTS = ("published", "happened", "act", "speaker", "quantity")

NOTES = {
    "the same for each": "every question is of another moment, as known at another, on another account, of other clauses",
    "60 clauses": "where each stands on every account, what is due, in all, and next, and whether it is disputed",
    "every clause": "how many stand how on one account, and how many are overdue, disputed and unsettled",
    "reasons": "one clause with every reason, by the row engine over the reports that bear on it",
    "reports": "found by words, clause, speaker or side, in an order, and one page of them; each another search",
    "first": "the first question also lays out what the others find there; reading and laying out happen once",
    **pages.NOTES,
}
"""What is asked, and what is not equal."""

Ask = Callable[[Archive, np.random.Generator], Any]


def rows(quick: bool) -> Iterator[Row]:
    """Yield a row for what happens once, and one for each kind of question."""
    clauses, reports = (QUICK_CLAUSES, QUICK_REPORTS) if quick else (CLAUSES, REPORTS)
    size: Row = {"clauses": clauses, "reports": reports}
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "ledger.db"
        _, taken = clocked(lambda: _write(path, make_ledger(reports, clauses)))
        yield {"what": "making the ledger", **size, **_once(taken)}
        yield from pages.rows(f"sqlite:///{path}", clauses, reports, quick=quick)
        folder, taken = clocked(lambda: _read(path))
        yield {"what": "reading it", **size, **_once(taken), "memory": highest_memory()}
    archive, taken = clocked(lambda: Archive(folder.agreement, folder.sources, folder.reports))
    yield {"what": "laying it out", **size, **_once(taken), "memory": highest_memory()}
    _, taken = clocked(archive.lay_out)
    yield {"what": "laying out searches", **size, **_once(taken), "memory": highest_memory()}
    for what, ask in QUESTIONS.items():
        yield {"what": what, **size, **_asked(archive, ask, QUICK_COUNT if quick else COUNT)}
    one = replace(folder.reports[0], id="one-more")
    _, taken = clocked(lambda: archive.add(one))
    yield {"what": "one more report", **size, **_once(taken)}


def _once(taken: Taken) -> Row:
    return {"first": taken.seconds, "first_busy": taken.busy}


def _asked(archive: Archive, ask: Ask, count: int) -> Row:
    draw = np.random.default_rng(SEED)
    _, first = clocked(lambda: ask(archive, draw))
    taken = [clocked(lambda: ask(archive, draw))[1] for _ in range(count)]
    return {**_once(first), **spread(taken), "asked": count, "memory": highest_memory()}


def _write(path: Path, made: Ledger) -> None:
    draw = np.random.default_rng(SEED)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyzéüñ"))
    words = ["".join(draw.choice(letters, draw.integers(2, 11))) for _ in range(WORDS)]
    places = np.minimum(draw.pareto(0.8, (len(made), WORDS_A_NOTE)) * 3, WORDS - 1).astype(np.int64)
    reports: list[Report] = [
        replace(one, note=" ".join(words[place] for place in note))
        for one, note in zip(made.reports(), places.tolist(), strict=True)
    ]
    papers = {
        "agreement.md": made.text.encode(), "sources.csv": sources_text().encode(),
        "reports.csv": write_reports(reports, "UTC").encode(),
    }  # fmt: skip
    with open_ledger(f"sqlite:///{path}", create=True) as ledger:
        ledger.take_in(papers, "bench", END)


def _read(path: Path) -> Folder:
    with open_ledger(f"sqlite:///{path}") as ledger:
        return ledger.folder("many", checked=False)


def _moments(draw: np.random.Generator) -> tuple[int, int]:
    at = int(draw.integers(ENTRY, END))
    return at, at + int(draw.integers(-30 * DAY, 90 * DAY))


def _one_of(draw: np.random.Generator, those: tuple[str, ...]) -> str:
    return those[int(draw.integers(len(those)))]


def _margins(archive: Archive, draw: np.random.Generator) -> object:
    ids = tuple(archive.agreement.clauses)
    begin = int(draw.integers(0, max(1, len(ids) - SHOWN)))
    return archive.margins(ids[begin : begin + SHOWN], *_moments(draw), _one_of(draw, archive.accounts))


def _counts(archive: Archive, draw: np.random.Generator) -> object:
    return archive.counts(*_moments(draw), _one_of(draw, archive.accounts))


def _reasons(archive: Archive, draw: np.random.Generator) -> object:
    clause = _one_of(draw, tuple(archive.agreement.clauses))
    return archive.reasons(clause, *_moments(draw), _one_of(draw, archive.accounts))


def _reports(archive: Archive, draw: np.random.Generator) -> object:
    at, known = _moments(draw)
    note = archive.reports(number=int(draw.integers(1, 50)), size=1).reports
    words = note[0].note.split() if note else []
    wanted = (
        Filter(),
        Filter(text=words[0] if words else "raid"),
        Filter(text=" ".join(words[:2])),
        Filter(clause=_one_of(draw, tuple(archive.agreement.clauses))),
        Filter(speaker="Ann", stance="denies"),
        Filter(affiliation="North", published=Span(at - 10 * DAY, at)),
    )[int(draw.integers(6))]
    return archive.reports(wanted, known, sort=_one_of(draw, SORTS), number=int(draw.integers(1, 5)))


QUESTIONS: dict[str, Ask] = {
    "60 clauses": _margins,
    "every clause": _counts,
    "reasons": _reasons,
    "reports": _reports,
}
"""What a page asks of the archive."""
