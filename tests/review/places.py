"""Where drafts are kept: an agreement folder, a ledger in SQLite and one in PostgreSQL, with the same start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from servanda.folder import Folder, load, papers_of
from servanda.ledger import open_ledger
from servanda.record import COLUMNS, Report
from servanda.record.manner import Manner
from servanda.review import FolderReviewing, LedgerReviewing, Reviewing
from tests.ledger.papers import NOON, agreement

KINDS = ("folder", "sqlite", "postgresql")


def row(
    act: str = "free captives", by: str = "North", published: str = "2025-01-12", **cells: str
) -> dict[str, str]:
    """Return the cells of a report."""
    return {"act": act, "by": by, "published": published, "stance": "asserts", "speaker": "Ann", **cells}


START = (
    row(id="r1", event="first", quantity="4", published="2025-01-05", happened="2025-01-04"),
    row(id="r2", quantity="3", published="2025-01-09", place="Rafah"),
    row(id="r3", act="attack", published="2025-01-09", event="raid"),
)
"""The reports of the record before anything is reviewed."""

EXTRA = b"\n```servanda\nclause #calm: North must not attack\n```\n"


def papers() -> dict[str, bytes]:
    """Return the files of the agreement, `reports.csv` with all columns."""
    manner = Manner("reports.csv", COLUMNS)
    return {
        "agreement.md": agreement() + EXTRA,
        "reports.csv": manner.header() + b"".join(map(manner.write, START)),
    }


@dataclass(frozen=True)
class Place:
    """A port, and what is read where it writes."""

    port: Reviewing
    read: Callable[[], Folder]
    files: Callable[[], dict[str, bytes]]

    @property
    def reports(self) -> dict[str, Report]:
        """The reports of the record, by id."""
        return {report.id: report for report in self.read().reports}

    def file(self, *rows: dict[str, str], at: int = NOON) -> tuple[str, ...]:
        """File drafts."""
        return self.port.file(rows, "reader", at)


@contextmanager
def place_at(where: str | Path, files: dict[str, bytes] | None = None) -> Iterator[Place]:
    """Open a place: a folder by its path, or a ledger by its address.

    Args:
        files: what it starts with; without any, it is as it was left.
    """
    if isinstance(where, Path):
        for name, data in (files or {}).items():
            where.mkdir(exist_ok=True)
            (where / name).write_bytes(data)
        yield Place(FolderReviewing(where), lambda: load(where), lambda: papers_of(where))
        return
    with open_ledger(where, create=True, wait=60) as ledger:
        if files is not None:
            ledger.take_in(files, "Ann", NOON)
        yield Place(
            LedgerReviewing(ledger, "test"), lambda: ledger.folder("test"), lambda: ledger.papers("test")
        )
