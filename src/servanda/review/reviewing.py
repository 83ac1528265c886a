"""The port behind which drafts are kept: in an agreement folder or in a ledger."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence

from servanda.record import Act
from servanda.review.drafts import Drafts
from servanda.review.fault import ReviewError
from servanda.review.outcome import (
    Case,
    Outcome,
    Signature,
    check_free,
    confirmed,
    corrected,
    merged,
    refused,
    unholdable,
)

Decide = Callable[[Case, Signature], Outcome]


class Reviewing(ABC):
    """Files drafts and acts on them. Each act is done once, by one person, whoever else acts at the same moment.

    What cannot be done is a `ReviewError`; what the store cannot do is an error of the store. After either, all is as
    it was.
    """

    @abstractmethod
    def drafts(self) -> Drafts:
        """Return the drafts, with what was done with them."""

    @abstractmethod
    def file(self, rows: Sequence[Mapping[str, str]], by: str, at: int) -> tuple[str, ...]:
        """File drafts, all of them or none, and return their ids in order.

        Args:
            rows: the cells of each, by the names in `FILED_COLUMNS`; those that are left out are blank. A row need
                not be a report yet.
            by: who or what files them.
            at: the seconds of the moment.

        Raises:
            NotAReport: a cell is none that a draft can have; all that is wrong is told.
            ReviewError: `by` is blank.
        """

    def confirm(self, draft: str, by: str, at: int) -> Act:
        """Append the row of a draft to the record as it is.

        Args:
            by: the name of who answers for it.
            at: the seconds of the moment; the report was recorded then.

        Raises:
            ReviewError: there is no such draft, somebody has acted on it, or its row is no report.
        """
        return self._do(draft, confirmed, by, at)

    def correct(self, draft: str, cells: Mapping[str, str], by: str, at: int) -> Act:
        """Append the row of a draft to the record with some cells changed.

        Args:
            cells: the new cells, by column.

        Raises:
            ReviewError: as of `confirm`; or a cell cannot be changed so, or none is changed.
        """
        return self._do(
            draft, lambda case, signed: corrected(case, cells, signed), by, at, cells.get("id", "")
        )

    def merge(self, draft: str, report_or_event: str, by: str, at: int) -> Act:
        """Append the row of a draft as another report of an event that the record tells of.

        Where a report says the very same, nothing is appended, and the act points at that one.

        Args:
            report_or_event: the id of a report of that event, or of the event.

        Raises:
            ReviewError: as of `confirm`; or the record has no such report or event.
        """
        into = report_or_event.strip()
        return self._do(draft, lambda case, signed: merged(case, into, signed), by, at, into)

    def refuse(self, draft: str, reason: str, by: str, at: int) -> Act:
        """Append nothing, and keep why.

        Raises:
            ReviewError: there is no such draft, somebody has acted on it, or the reason is blank.
        """
        return self._do(draft, lambda case, signed: refused(case, reason, signed), by, at)

    def _do(self, draft: str, decide: Decide, by: str, at: int, named: str = "") -> Act:
        def checked(case: Case, signed: Signature) -> Outcome:
            check_free(case)
            return decide(case, signed)

        return self._act(draft, checked, sign(by, at), named)

    @abstractmethod
    def _act(self, draft: str, decide: Decide, signed: Signature, named: str) -> Act:
        """Keep what comes of a decision about a draft, while nobody else decides.

        Args:
            named: the id of a report or an event that the decision is about.
        """


def sign(by: str, at: int) -> Signature:
    """Return who acts and when.

    Raises:
        ReviewError: nobody is named, or by what is no name.
    """
    name = by.strip()
    if not name:
        raise ReviewError("say who you are: whoever acts on a draft answers for it by name")
    wrong = unholdable({"by": name})
    if wrong:
        raise ReviewError(str(wrong[0]))
    return Signature(name, at)
