"""Where a document stands on the record that lies beside it on disk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from servanda.folder import AGREEMENT, PAPERS, REPORT_PAPERS, load
from servanda.standing import Standing


@dataclass(frozen=True)
class Beside:
    """A standing on the cautious account, at the last report of the record, or at entry where there is none."""

    standing: Standing
    has_reports: bool


def beside(path: Path, text: str) -> Beside | None:
    """Say where a text stands on the record in its folder.

    The moment is when the last report became public. None where the document is no agreement.md with a record beside
    it, or where no moment can be told.
    """
    if path.name != AGREEMENT or not any((path.parent / name).is_file() for name in REPORT_PAPERS):
        return None
    return _beside(path, text, tuple(_stamp(path.parent / name) for name in PAPERS[1:]))


def _stamp(file: Path) -> tuple[int, int]:
    try:
        stat = file.stat()
    except OSError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4)
def _beside(path: Path, text: str, _: tuple[tuple[int, int], ...]) -> Beside | None:
    folder = load(path.parent, text)
    known = [report.public for report in folder.reports]
    at = max(known, default=folder.agreement.title.entry)
    return None if at is None else Beside(folder.standing(at), bool(known))
