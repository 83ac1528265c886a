"""Cases: an agreement, a record of it, a moment, and where it stands then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from servanda.agreement import Agreement
from servanda.clock import parse_moment, seconds_of
from servanda.record import CAUTIOUS, Report
from servanda.standing import Standing, stand
from tests.builders import SOURCES
from tests.generated.agreements import agreements
from tests.generated.drawing import chance
from tests.generated.reports import day_text, records


@dataclass(frozen=True)
class Case:
    """An agreement, what is reported of it, and the moment asked."""

    agreement: Agreement
    rows: tuple[Report, ...]
    at: int

    def stand(
        self,
        rows: Sequence[Report] | None = None,
        *,
        known: int | None = None,
        account: str = CAUTIOUS,
        viewer: str | None = None,
        agreement: Agreement | None = None,
    ) -> Standing:
        """Say where it stands, with anything that is given in place of the case's own."""
        return stand(
            agreement or self.agreement, self.rows if rows is None else rows, SOURCES,
            at=self.at, known=known, account=account, viewer=viewer,
        )  # fmt: skip


def moment(draw: st.DrawFn, zone: str) -> int:
    """Draw a moment from a few days before entry to months after it: the end of a day, or an hour of it."""
    day = day_text(draw(st.integers(-3, 70)) if chance(draw, 3) else draw(st.integers(20, 60)))
    return seconds_of(parse_moment(f"{day} 12:00" if chance(draw, 3) else day, zone))


@st.composite
def cases(draw: st.DrawFn, most: int = 15) -> Case:
    """Draw a case."""
    agreement = draw(agreements())
    return Case(agreement, draw(records(agreement, most)), moment(draw, agreement.title.zone))
