"""Drafts filed for review as they are read, each once."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.cli import options
from servanda.cli.port import reviewed
from servanda.record import FILED_COLUMNS, Draft, Row
from servanda.record.draft import show_spans

_TOGETHER = 500
_SAME = ("act", "stance", "speaker", "quantity", "happened")


class Filing:
    """Files drafts in an agreement. One that was filed before, from the same characters of the same file, is not again.

    Attributes:
        filed: the ids of those that have been filed.
    """

    def __init__(self, agreement: str, by: str) -> None:
        self._agreement, self._by = agreement, by
        self._there: set[tuple[str, ...]] | None = None
        self._rows: list[Row] = []
        self.filed: list[str] = []

    @property
    def words(self) -> str:
        """What was filed, in words."""
        if not self.filed:
            return "Filed nothing: there was no draft that had not been filed before."
        return (
            f"Filed {len(self.filed):,} drafts for review; see them with: servanda review {self._agreement}"
        )

    def add(self, rows: Iterable[Row]) -> None:
        """File some drafts, now or when there are enough of them."""
        for row in rows:
            self._rows.append({column: row.get(column, "") for column in FILED_COLUMNS})
            if len(self._rows) >= _TOGETHER:
                self.end()

    def end(self) -> None:
        """File all that have not been filed."""
        rows, self._rows = self._rows, []
        if self._there is None:
            self._there = {
                _key_of(draft) for draft in reviewed(self._agreement, lambda port: port.drafts()).drafts
            }
        fresh = {_key(row, row["file"], row["spans"]): row for row in rows}
        fresh = {key: row for key, row in fresh.items() if key not in self._there}
        if fresh:
            at = options.now()
            self.filed += reviewed(
                self._agreement, lambda port: port.file(list(fresh.values()), self._by, at)
            )
            self._there |= fresh.keys()


def _key_of(draft: Draft) -> tuple[str, ...]:
    return _key(draft.row, draft.file, show_spans(draft.spans))


def _key(row: Row, file: str, spans: str) -> tuple[str, ...]:
    """Return what two drafts share that are one."""
    return (file, spans, *(row[column] for column in _SAME))
