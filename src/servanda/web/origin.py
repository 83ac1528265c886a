"""Where an agreement comes from: a folder on disk, or a ledger; and whether it has changed since it was read."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Protocol, TypeVar

from servanda.folder import Folder, load, stamp_of
from servanda.ledger import Ledger, Listed
from servanda.review import Drafts, FolderReviewing, LedgerReviewing, Reviewing, drafts_of

Found = TypeVar("Found")


class Origin(Protocol):
    """Where one agreement comes from.

    Attributes:
        size: how many reports it had when the server began.
    """

    id: str
    size: int

    def stamp(self) -> Hashable:
        """Return what changes whenever the agreement or its record does; it costs little."""

    def read(self, last: Folder | None) -> Folder:
        """Read the agreement as it is now; `last` is what was read before."""

    def drafts(self, folder: Folder, /) -> Drafts:
        """Return the drafts with what was done with them, of an agreement as it was read."""

    def review(self, do: Callable[[Reviewing], Found]) -> Found:
        """Do something with the drafts."""


class FolderOrigin:
    """An agreement folder on disk."""

    def __init__(self, folder: Folder) -> None:
        self.id, self._path = folder.agreement.title.id, folder.path
        self.size = len(folder.reports)

    def stamp(self) -> Hashable:
        """Return the sizes of the folder's files and when each was written."""
        return stamp_of(self._path)

    def read(self, last: Folder | None) -> Folder:
        """Read the folder; what says the same as before is the same object."""
        found = load(self._path)
        if last is None:
            return found
        if last.agreement == found.agreement:
            found = dataclasses.replace(found, agreement=last.agreement)
        if last.sources.table == found.sources.table:
            found = dataclasses.replace(found, sources=last.sources)
        return found

    def drafts(self, folder: Folder, /) -> Drafts:
        """Return the drafts of the folder."""
        return drafts_of(folder)

    def review(self, do: Callable[[Reviewing], Found]) -> Found:
        """Do something with the drafts of the folder."""
        return do(FolderReviewing(self._path))


class LedgerOrigin:
    """An agreement of a ledger, which is for one thread at a time."""

    def __init__(self, ledger: Ledger, listed: Listed, lock: RLock) -> None:
        self.id, self.size, self._ledger, self._lock = listed.id, listed.reports, ledger, lock
        self._number = 0
        self._documents: dict[str, bytes] = {}

    def stamp(self) -> Hashable:
        """Return the serial number of what was last written of the agreement."""
        with self._lock:
            return self._ledger.last(self.id)

    def read(self, last: Folder | None) -> Folder:
        """Read the agreement; where only reports came since, only those."""
        with self._lock:
            number, documents = self._ledger.last(self.id), self._ledger.documents(self.id)
            if last is None or documents != self._documents:
                self._number, self._documents = number, documents
                return self._ledger.folder(self.id, checked=False)
            fresh = self._ledger.reports_since(self.id, self._number)
            self._number = number
            there = {report.id for report in last.reports}
            new = [kept.report for kept in fresh if kept.id not in there]
            return dataclasses.replace(last, reports=(*last.reports, *new))

    def drafts(self, _: Folder, /) -> Drafts:
        """Return the drafts of the agreement, as the ledger has them now."""
        return self.review(lambda reviewing: reviewing.drafts())

    def review(self, do: Callable[[Reviewing], Found]) -> Found:
        """Do something with the drafts of the agreement."""
        with self._lock:
            return do(LedgerReviewing(self._ledger, self.id))
