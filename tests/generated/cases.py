"""Cases: an agreement, a record of it, a moment, and where it stands then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from servanda.agreement import Agreement, show
from servanda.clock import moment_of, parse_moment, seconds_of, show_moment
from servanda.record import CAUTIOUS, Report, row_of
from servanda.standing import Standing, stand
from tests.builders import SOURCES
from tests.generated.agreements import agreements
from tests.generated.drawing import chance
from tests.generated.reports import day_text, records


@dataclass(frozen=True, repr=False)
class Case:
    """An agreement, what is reported of it, and the moment asked."""

    agreement: Agreement
    rows: tuple[Report, ...]
    at: int

    def __repr__(self) -> str:
        """Show a failing case as one would write it: the text, the cells of each row, the moment."""
        zone = self.agreement.title.zone
        rows = [{column: cell for column, cell in row_of(row, zone).items() if cell} for row in self.rows]
        told = "\n".join(map(str, rows))
        return f"Case at {show_moment(moment_of(self.at, zone))}\n{show(self.agreement)}\n{told}\n"

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
