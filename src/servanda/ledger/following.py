"""An agreement of a ledger followed: its standing kept up to date as anybody's reports come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.agreement import Agreement
from servanda.folder import Folder
from servanda.ledger.files import papers_in
from servanda.ledger.ledger import Ledger
from servanda.live import Live
from servanda.record import CAUTIOUS
from servanda.standing import Other, Standing


@dataclass
class _Read:
    """What a ledger held of an agreement, up to which serial number."""

    papers: dict[str, bytes]
    number: int
    folder: Folder
    live: Live


class Following:
    """Follows one agreement: each report that somebody took in since the last look costs what it touches.

    Where the text, the sources or the users' accounts have changed, all is drawn anew.
    """

    def __init__(self, ledger: Ledger, agreement: str) -> None:
        """Begin with all that the ledger holds of an agreement.

        Raises:
            NoAgreement: the ledger has no such agreement.
        """
        self._ledger, self._id = ledger, agreement
        self._read = _read(ledger, agreement)

    @property
    def agreement(self) -> Agreement:
        """The agreement as it is now."""
        return self._read.folder.agreement

    def refresh(self) -> frozenset[str]:
        """Take in what has come since, and return the clauses whose standing may have changed."""
        if papers_in(self._ledger.store, self._id) != self._read.papers:
            self._read = _read(self._ledger, self._id)
            return frozenset(self.agreement.clauses)
        fresh = self._ledger.reports_since(self._id, self._read.number)
        if not fresh:
            return frozenset()
        self._read.number = fresh[-1].number
        return self._read.live.add(*(kept.report for kept in fresh))

    def standing(
        self,
        at: str | int,
        known: str | int | None = None,
        account: str = CAUTIOUS,
        viewer: str | None = None,
        recorded: str | int | None = None,
        others: Mapping[str, Other] | None = None,
    ) -> Standing:
        """Say where the agreement stands, by what had come in at the last look: as `Folder.standing` does.

        Raises:
            BadTime: one of the moments is none.
            UnknownAccount: there is no such account.
        """
        folder = self._read.folder
        heard, held = (None if time is None else folder.seconds(time) for time in (known, recorded))
        return self._read.live.standing(folder.seconds(at), heard, account, viewer, held, others)


def _read(ledger: Ledger, agreement: str) -> _Read:
    papers = papers_in(ledger.store, agreement)
    kept = ledger.reports_since(agreement, 0)
    folder = ledger.folder(agreement)
    live = Live(folder.agreement, folder.sources, folder.reports, folder.rules)
    return _Read(papers, kept[-1].number if kept else 0, folder, live)
