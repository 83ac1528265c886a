"""The agreements at hand: those of some folders, or of a ledger; each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import TypeVar

from servanda.folder import load
from servanda.ledger import Ledger
from servanda.shelf import Shelf, folders_at
from servanda.standing import Standing, UnknownAccount
from servanda.web.desk import Desk
from servanda.web.fault import BadQuestion, NotHere
from servanda.web.origin import FolderOrigin, LedgerOrigin, Origin
from servanda.web.question import Question

Answer = TypeVar("Answer")

LINKS_LAST = 5.0
"""Seconds for which the links between agreements are taken to be unchanged."""


class Library:
    """All agreements that a server shows, by their ids, as one viewer may see them.

    Attributes:
        viewer: who asks; None shows only what is public.
        takes_acts: whether draft reports may be acted on here.
    """

    def __init__(
        self, origins: Iterable[Origin], viewer: str | None = None, *, takes_acts: bool = True
    ) -> None:
        self.viewer, self.takes_acts = viewer, takes_acts
        self._desks: dict[str, Desk] = {}
        self._lock = RLock()
        self._shelf: Shelf | None = None
        self._shelved: tuple[int, ...] = ()
        self._looked = 0.0
        for origin in origins:
            self._desks.setdefault(origin.id, Desk(origin, viewer))

    def __iter__(self) -> Iterator[Desk]:
        return iter(self._desks.values())

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the agreements, in the order in which they were named."""
        return tuple(self._desks)

    def desk(self, agreement: str) -> Desk:
        """Return the desk of one agreement.

        Raises:
            NotHere: there is no such agreement.
        """
        found = self._desks.get(agreement)
        if found is None:
            raise NotHere(
                "There is no agreement “{agreement}” here.",
                "The start page lists those that there are.",
                agreement=agreement[:80],
            )
        return found

    @property
    def shelf(self) -> Shelf:
        """The agreements with the links between them, as they were a few seconds ago at most."""
        with self._lock:
            desks = self._desks.values()
            versions = tuple(desk.version for desk in desks)
            if self._shelf is None or versions != self._shelved or monotonic() - self._looked >= LINKS_LAST:
                self._shelf, self._looked = Shelf(tuple(desk.folder for desk in desks)), monotonic()
                self._shelved = tuple(desk.version for desk in desks)
            return self._shelf

    def versions(self, agreement: str | None) -> tuple[int, ...]:
        """Return what changes when an answer about an agreement may; without one, when any answer may."""
        desks = self._desks.values()
        if agreement in self._desks and not self._hangs(agreement):
            desks = {agreement: self._desks[agreement]}.values()
        return tuple(desk.look() for desk in desks)

    def _hangs(self, agreement: str) -> bool:
        return len(self._desks) > 1 and bool(self.shelf.hangs_on(agreement))

    def standing(self, agreement: str, question: Question) -> Standing:
        """Say where one agreement stands, with what the others at hand hold back or end.

        Raises:
            NotHere: there is no such agreement.
            BadQuestion: it has no such account.
        """
        desk = self.desk(agreement)

        def ask() -> Standing:
            if self._hangs(agreement):
                return desk.kept(question, lambda: _tied(self.shelf, agreement, question, self.viewer))
            return desk.standing(question)

        return self.asked(desk, question, ask)

    def asked(self, desk: Desk, question: Question, ask: Callable[[], Answer]) -> Answer:
        """Return the answer to a question about one agreement.

        Raises:
            BadQuestion: it has no such account.
        """
        try:
            return ask()
        except UnknownAccount as error:
            raise BadQuestion(
                "“{agreement}” has no account “{account}”.",
                "Its accounts are {accounts}.",
                agreement=desk.id,
                account=question.account[:80],
                accounts=", ".join(desk.accounts),
            ) from error

    def standings(self, questions: Mapping[str, Question]) -> dict[str, Standing]:
        """Say where several agreements stand."""
        return {agreement: self.standing(agreement, question) for agreement, question in questions.items()}


def library_of_folders(
    paths: Sequence[str | Path], viewer: str | None = None, *, takes_acts: bool = True
) -> Library:
    """Return the agreements of some folders, and of folders that hold several.

    Raises:
        NoFolder: there is no agreement at one of the paths.
    """
    folders = [folder for path in paths for folder in folders_at(path)]
    return Library((FolderOrigin(load(folder)) for folder in folders), viewer, takes_acts=takes_acts)


def library_of_ledger(
    ledger: Ledger, ids: Sequence[str] = (), viewer: str | None = None, *, takes_acts: bool = True
) -> Library:
    """Return agreements of a ledger: those named, or, where none is, all of them.

    Raises:
        NoAgreement: the ledger has no such agreement.
    """
    lock = RLock()
    listed = {one.id: one for one in ledger.agreements()}
    for id_ in ids:
        if id_ not in listed:
            ledger.folder(id_)
    origins = (LedgerOrigin(ledger, listed[id_], lock) for id_ in ids or listed)
    return Library(origins, viewer, takes_acts=takes_acts)


def _tied(shelf: Shelf, agreement: str, question: Question, viewer: str | None) -> Standing:
    return shelf.standing(agreement, question.at, question.known, question.account, viewer)
