"""One agreement at hand: read when it is first asked for, kept up to date, with the answers given lately."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Set
from threading import Lock, RLock
from time import monotonic
from typing import Any, TypeVar

from servanda.agreement import Agreement
from servanda.archive import Archive
from servanda.columns import Counts, Margin
from servanda.folder import Folder
from servanda.live import Live
from servanda.record import Draft, Index, Report, Sources, names
from servanda.review import Drafts, Reviewing
from servanda.standing import PhaseStanding, Standing
from servanda.web.fault import NotHere
from servanda.web.origin import Found, Origin
from servanda.web.parts import Part, parts_of
from servanda.web.question import Question

Kept = TypeVar("Kept")

PAUSE = 1.0
"""Seconds for which an agreement is taken to be unchanged after a look."""

MOST_KEPT = 48
"""Answers that are kept."""

LARGE = 5_000
"""Reports from which on a record is kept as an archive, and is asked for a few clauses at a time."""


class Desk:
    """One agreement. Every question to it may come from any thread.

    Attributes:
        id: the agreement's id.
        first_size: how many reports it had when the server began.
        version: grows whenever the agreement or its record changes.
    """

    def __init__(self, origin: Origin, viewer: str | None) -> None:
        self.id, self.first_size, self.version = origin.id, origin.size, 0
        self._origin, self._viewer = origin, viewer
        self._lock, self._looking = RLock(), Lock()
        self._stamp: Hashable = None
        self._looked = float("-inf")
        self._folder: Folder | None = None
        self._live: Live | None = None
        self._index: Index | None = None
        self._archive: Archive | None = None
        self._parts: tuple[Part, ...] = ()
        self._seen: Agreement | None = None
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    @property
    def folder(self) -> Folder:
        """The agreement and its record as they are now."""
        if self._folder is None or (monotonic() - self._looked >= PAUSE and self._has_changed()):
            with self._lock:
                self._refresh()
        assert self._folder is not None
        return self._folder

    @property
    def agreement(self) -> Agreement:
        """The agreement as the viewer may see it."""
        _, seen = self.folder, self._seen
        if seen is None:
            with self._lock:
                seen = self._seen = self.folder.agreement.seen_by(self._viewer)
        return seen

    @property
    def zone(self) -> str:
        """The time zone of the agreement."""
        return self.folder.agreement.title.zone

    @property
    def accounts(self) -> tuple[str, ...]:
        """The names of its accounts."""
        folder = self.folder
        return (*names(self.agreement), *folder.rules)

    @property
    def index(self) -> Index:
        """Its record, to be searched."""
        with self._lock:
            folder = self.folder
            if self.is_large:
                return self.archive.index
            if self._index is None:
                self._index = Index(folder.agreement, folder.sources, folder.reports)
            return self._index

    @property
    def begins_large(self) -> bool:
        """Whether the record was large when the server began; this much is known before it is read."""
        return self.first_size > LARGE

    @property
    def is_large(self) -> bool:
        """Whether the record is so large that only a few clauses are drawn at a time."""
        return len(self.folder.reports) > LARGE

    @property
    def archive(self) -> Archive:
        """A large record, laid out."""
        with self._lock:
            folder = self.folder
            if self._archive is None:
                self._archive = Archive(
                    folder.agreement, folder.sources, folder.reports, folder.rules, self._viewer
                )
                self._archive.lay_out()
            return self._archive

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts in which its text is shown."""
        _, parts = self.folder, self._parts
        if not parts:
            with self._lock:
                parts = self._parts = parts_of(self.agreement)
        return parts

    def standing(self, question: Question) -> Standing:
        """Say where the agreement stands.

        Raises:
            UnknownAccount: there is no such account.
        """
        return self.kept(question, lambda: self._drawn(question))

    def excerpt(self, question: Question, clauses: tuple[str, ...]) -> Standing:
        """Say where some clauses of a large record stand, and all phases.

        Raises:
            UnknownAccount: there is no such account.
        """

        def drawn() -> Standing:
            archive = self.archive
            every = tuple(archive.agreement.phases)
            return archive.standing(clauses, question.at, question.known, question.account, phases=every)

        return self.kept(question, drawn, clauses)

    def margins(self, question: Question, clauses: tuple[str, ...]) -> dict[str, Margin]:
        """Return what stands beside some clauses of a large record.

        Raises:
            UnknownAccount: there is no such account.
        """
        with self._lock:
            return self.archive.margins(clauses, question.at, question.known, question.account)

    def counts(self, question: Question) -> Counts | None:
        """Return how many clauses of a large record stand how; None on an account of a user's own."""
        return self.kept(question, lambda: self._counted(question), "counts")

    def phases(self, question: Question) -> tuple[PhaseStanding, ...]:
        """Say where the phases of a large record stand.

        Raises:
            UnknownAccount: there is no such account.
        """

        def drawn() -> tuple[PhaseStanding, ...]:
            archive = self.archive
            every = tuple(archive.agreement.phases)
            return archive.standing((), question.at, question.known, question.account, phases=every).phases

        return self.kept(question, drawn, "phases")

    def kept(self, question: Question, draw: Callable[[], Kept], about: Hashable = ()) -> Kept:
        """Return the answer to a question: one that was given since the last change, or else one drawn now.

        Args:
            about: what it tells, where that is not where the whole agreement stands.
        """
        with self._lock:
            _ = self.folder
            key = (question.at, question.known, question.account, about)
            if key not in self._kept:
                self._kept[key] = draw()
                if len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            found: Kept = self._kept[key]
            return found

    def heard(self) -> list[Report]:
        """Return the reports that the viewer may see."""
        folder = self.folder
        return [report for report in folder.reports if folder.sources.visible(report, self._viewer)]

    def drafts(self) -> Drafts:
        """Return the drafts that the viewer may see, with what was done with them."""
        folder = self.folder
        found = self._origin.drafts(folder)
        seen = self.agreement
        hidden = folder.agreement.clauses.keys() - seen.clauses.keys()
        shown = tuple(one for one in found.drafts if self._may_see(one, folder.sources, hidden))
        return found if len(shown) == len(found.drafts) else Drafts(shown, found.acts)

    def draft(self, id_: str) -> Draft:
        """Return a draft that the viewer may see.

        Raises:
            NotHere: there is none of that id.
        """
        found = next((one for one in self.drafts().drafts if one.id == id_), None)
        if found is None:
            raise NotHere(
                "“{agreement}” has no draft “{draft}”.", "The page of review lists those that wait.",
                agreement=self.id, draft=id_[:80],
            )  # fmt: skip
        return found

    def review(self, do: Callable[[Reviewing], Found]) -> Found:
        """Do something with the drafts; what comes of it is there at the next question."""
        try:
            return self._origin.review(do)
        finally:
            self._looked = float("-inf")

    def _may_see(self, draft: Draft, sources: Sources, hidden: Set[str]) -> bool:
        carriers = (sources.named(draft.row[column]) for column in ("speaker", "source", "wire"))
        if any(one is not None and one.seen_by and self._viewer not in one.seen_by for one in carriers):
            return False
        return hidden.isdisjoint({part.strip().removeprefix("#") for part in draft.row["clause"].split(";")})

    def look(self) -> int:
        """Look whether anything has changed, and return the version."""
        _ = self.folder
        return self.version

    def _counted(self, question: Question) -> Counts | None:
        archive = self.archive
        if question.account not in names(archive.agreement):
            return None
        found = archive.counts(question.at, question.known, question.account)
        rest = tuple(archive.agreement.clauses.keys() - archive.plain)
        others = archive.margins(rest, question.at, question.known, question.account).values()
        return Counts(
            Counter(found.states) + Counter(one.outline.state for one in others),
            found.overdue + sum(one.outline.overdue for one in others),
            found.disputed + sum(one.disputed for one in others),
            found.unsettled + sum(one.unsettled for one in others),
        )

    def _drawn(self, question: Question) -> Standing:
        folder = self.folder
        if self._live is None:
            self._live = Live(folder.agreement, folder.sources, folder.reports, folder.rules)
        return self._live.standing(question.at, question.known, question.account, self._viewer)

    def _has_changed(self) -> bool:
        """Look whether there is something new to read; while another looks, there is not."""
        if not self._looking.acquire(blocking=False):
            return False
        try:
            self._looked = monotonic()
            return self._origin.stamp() != self._stamp
        finally:
            self._looking.release()

    def _refresh(self) -> None:
        """Read what is new, if nobody has meanwhile; who asks without the lock sees the new version last."""
        self._looked = monotonic()
        stamp = self._origin.stamp()
        if self._folder is not None and stamp == self._stamp:
            return
        last, self._folder = self._folder, self._origin.read(self._folder)
        self._stamp = stamp
        self._kept.clear()
        if last is not None and _only_grew(last, self._folder):
            fresh = self._folder.reports[len(last.reports) :]
            if self._live is not None:
                self._live.add(*fresh)
            if self._index is not None:
                self._index.add(fresh)
            if self._archive is not None:
                self._archive.add(*fresh)
        else:
            self._live = self._index = self._archive = None
            self._parts, self._seen = (), None
        self.version += 1


def _only_grew(before: Folder, after: Folder) -> bool:
    """Say whether all that changed is that reports came in at the end."""
    return (
        before.agreement is after.agreement
        and before.sources is after.sources
        and before.rules == after.rules
        and after.reports[: len(before.reports)] == before.reports
    )
