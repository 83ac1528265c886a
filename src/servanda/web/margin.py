"""What stands in the margin beside a clause: its state, how far it is, what is next, and what to mind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda import columns
from servanda.agreement import Agreement, Clause
from servanda.record import Share
from servanda.sentences import Sentence, Value
from servanda.standing import ClauseStanding, Next, Remark, Standing, norm_of, told_apart

MOST_FIRST, MOST_BESIDE = 3, 2
"""Remarks of each weight that are shown beside a clause; its own page has them all."""


@dataclass(frozen=True)
class Bar:
    """Progress to be drawn, in hundredths of the whole: what is done for certain, perhaps, and was due by now."""

    least: float
    most: float
    due: float | None


@dataclass(frozen=True)
class Margin:
    """One clause as its text's margin shows it, on the account asked about.

    Attributes:
        norm: the clause as a sentence.
        most_state: the state if all that may have happened did, where it is another.
        done: how many are done; of a prohibition, how often it was violated.
        due: how many were due by now; None where that is not told.
        of: how many in all; None where it has no number.
        accounts: the state on every account.
        readings: the state on each reading that tells, with the reading.
    """

    clause: Clause
    norm: Sentence
    state: str
    most_state: str
    done: Share
    due: float | None
    of: float | None
    in_percent: bool
    next: Next | None
    disputed: bool
    unsettled: bool
    overdue: bool
    accounts: Mapping[str, str]
    readings: tuple[tuple[Value, str], ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def is_forbidden(self) -> bool:
        """Whether the clause is a prohibition, of which violations are counted."""
        return self.clause.norm.endswith("not")

    @property
    def bar(self) -> Bar | None:
        """Progress to be drawn; None where it has no number, or is one piece."""
        if self.is_forbidden or not self.of or self.of <= 1:
            return None
        whole = self.of
        most = whole if self.done.most is None else self.done.most

        def part(number: float) -> float:
            return round(min(100.0, 100 * number / whole), 2)

        due = None if self.due is None else part(self.due)
        return Bar(part(self.done.least), max(0.0, part(most) - part(self.done.least)), due)


def margin_from(agreement: Agreement, clause: Clause, found: columns.Margin) -> Margin:
    """Return the margin of a clause, out of what columns count of it; what to mind is told by its own page."""
    own = found.outline
    return Margin(
        clause, norm_of(agreement, clause), own.state, "", own.done, found.due, found.of, False, found.next,
        found.disputed, found.unsettled, own.state != "violated" and own.overdue,
        {name: outline.state for name, outline in found.every.items()},
    )  # fmt: skip


def margin_of(standing: Standing, one: ClauseStanding) -> Margin:
    """Return the margin of a clause."""
    first = one.first
    is_forbidden = one.clause.norm.endswith("not")
    telling = told_apart(one.variants)
    shown = [remark for remark in one.remarks if remark.weight == 0][:MOST_FIRST]
    beside = [remark for remark in one.remarks if remark.weight == 1][:MOST_BESIDE]
    return Margin(
        one.clause, norm_of(standing.agreement, one.clause), one.state, first.most_state,
        first.violations if is_forbidden else first.progress.done,
        None if is_forbidden else first.progress.due, None if is_forbidden else first.progress.of,
        first.progress.in_percent, first.next, one.disputed, one.unsettled,
        one.state != "violated" and any(variant.overdue for variant in one.variants), one.accounts,
        tuple((v.which, v.state) for v in telling if v.label) if len({v.state for v in telling}) > 1 else (),
        (*shown, *beside),
    )  # fmt: skip
