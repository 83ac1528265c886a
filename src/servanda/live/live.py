"""A standing kept up to date: a new report costs what it touches, and the answer is that of a whole recomputation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from servanda.agreement import Agreement
from servanda.live.answer import Answer, Question, Spent, answered
from servanda.live.audience import Audience
from servanda.live.reach import Reach
from servanda.record import CAUTIOUS, Report, Rule, Sources
from servanda.standing import Other, Standing, UnknownAccount, stand

MOST_AUDIENCES = 4
"""Hearings that are kept; asked for another, the one that was asked for longest ago turns into it."""
MOST_ANSWERS = 16
"""Answers that are kept of one hearing: each at another moment or on another account."""


@dataclass(eq=False)
class _Kept:
    """An audience, up to which row of the record it has heard, and the answers given to it."""

    audience: Audience
    known: int | None
    recorded: int | None
    read: int = 0
    answers: dict[tuple[int, str], Answer] = field(default_factory=dict)

    def hears(self, report: Report) -> bool:
        """Say whether a report was public and recorded in time."""
        if self.known is not None and report.public > self.known:
            return False
        return self.recorded is None or (report.recorded is not None and report.recorded <= self.recorded)

    def turn(self, gone: Iterable[Report], came: Iterable[Report]) -> None:
        """Let reports go and come, and note with every answer what that touches."""
        touch = self.audience.turn(gone, came)
        for answer in self.answers.values():
            answer.touch.join(touch)


class Live:
    """Keeps the standing of an agreement up to date as reports come in, in any order.

    Attributes:
        spent: what the last answer took.
    """

    def __init__(
        self,
        agreement: Agreement,
        sources: Sources,
        reports: Iterable[Report] = (),
        rules: Mapping[str, Rule] | None = None,
    ) -> None:
        self._agreement, self._sources, self._rules = agreement, sources, dict(rules or {})
        self._rows: list[Report] = []
        self._by_id: dict[str, Report] = {}
        self._has_clash = False
        self._kept: list[_Kept] = []
        self._reach = Reach(agreement)
        self.spent = Spent(0, 0, 0)
        for report in reports:
            self._take(report)

    def add(self, *reports: Report) -> frozenset[str]:
        """Take reports into the record; one that is there already changes nothing.

        Returns:
            The ids of the clauses whose standing may change, at some moment and on some account; in doubt, too many.
        """
        new = [report for report in reports if self._take(report)]
        touched = [*new, *(self._by_id[report.replaces] for report in new if report.replaces in self._by_id)]
        return self._reach.of(touched)

    def _take(self, report: Report) -> bool:
        there = self._by_id.get(report.id)
        if there == report:
            return False
        self._has_clash = self._has_clash or there is not None
        self._by_id[report.id] = report
        self._rows.append(report)
        self._reach.take(report)
        return True

    def standing(
        self,
        at: int,
        known: int | None = None,
        account: str = CAUTIOUS,
        viewer: str | None = None,
        recorded: int | None = None,
        others: Mapping[str, Other] | None = None,
    ) -> Standing:
        """Say where each clause stands at a moment, as `servanda.standing.stand` does with the whole record.

        Raises:
            UnknownAccount: there is no such account.
        """
        if self._has_clash:
            return stand(
                self._agreement, self._rows, self._sources, at=at, known=known, recorded=recorded, account=account,
                viewer=viewer, rules=self._rules, others=others,
            )  # fmt: skip
        kept = self._of(known, recorded, viewer)
        audience = kept.audience
        if account not in audience.accounts:
            there = ", ".join(audience.accounts)
            raise UnknownAccount(f'there is no account "{account}"; there are {there}')
        units = audience.units
        if kept.read < len(self._rows):
            came = [report for report in self._rows[kept.read :] if kept.hears(report)]
            kept.read = len(self._rows)
            kept.turn((), came)
        question = Question(at, known, account, dict(others or {}))
        last = kept.answers.pop((at, account), None)
        if last is not None and last.others != question.others:
            last = None
        standing, spent = answered(audience, question, last)
        self.spent = replace(spent, units=audience.units - units)
        kept.answers[at, account] = Answer(standing, question.others)
        if len(kept.answers) > MOST_ANSWERS:
            del kept.answers[next(iter(kept.answers))]
        return standing

    def _of(self, known: int | None, recorded: int | None, viewer: str | None) -> _Kept:
        """Return the audience of a question, as the latest that was asked for."""
        found = next(
            (k for k in self._kept if (k.known, k.recorded, k.audience.viewer) == (known, recorded, viewer)),
            None,
        )
        if found is None and len(self._kept) >= MOST_AUDIENCES:
            found = next((k for k in self._kept if k.audience.viewer == viewer), None)
            if found is None:
                del self._kept[0]
            else:
                self._move(found, known, recorded)
        if found is None:
            found = _Kept(Audience(self._agreement, self._sources, viewer, self._rules), known, recorded)
        else:
            self._kept.remove(found)
        self._kept.append(found)
        return found

    def _move(self, kept: _Kept, known: int | None, recorded: int | None) -> None:
        """Turn an audience to what was known and recorded by other moments."""
        rows = self._rows[: kept.read]
        before = [kept.hears(report) for report in rows]
        kept.known, kept.recorded = known, recorded
        after = [kept.hears(report) for report in rows]
        those = list(zip(rows, before, after, strict=True))
        gone = [report for report, was, now in those if was and not now]
        kept.turn(gone, [report for report, was, now in those if now and not was])
