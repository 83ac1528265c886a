"""Reach: which clauses a report may touch, whoever hears it and whenever."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.agreement import Agreement
from servanda.live.ties import Point, Ties, act_point
from servanda.record import Report, act_key


class Reach:
    """Tells, in doubt too widely, which clauses some reports of a record touch.

    A report touches what hangs on its act. Since the ids of events are told apart among those of one exchange, it also
    touches what hangs on the other acts of any exchange that its act is told of; and what is told in answer to these.
    """

    def __init__(self, agreement: Agreement) -> None:
        self._agreement, self._ties = agreement, Ties(agreement)
        self._stems: dict[str, set[str]] = {}
        self._acts: dict[str, set[str]] = {}
        self._answers: dict[str, set[str]] = {}

    def take(self, report: Report) -> None:
        """Take a report of the record in."""
        act = act_key(report.act)
        for stem in (_stem(report.event or act.replace(" ", "-")), _stem(act.replace(" ", "-"))):
            self._stems.setdefault(act, set()).add(stem)
            self._acts.setdefault(stem, set()).add(act)
        if report.answers:
            for name in (report.answers, _stem(report.answers)):
                self._answers.setdefault(name, set()).add(act)

    def of(self, reports: Iterable[Report]) -> frozenset[str]:
        """Return the ids of the clauses that some reports, which were taken in, may touch."""
        those = list(reports)
        stems = {stem for report in those for stem in self._stems[act_key(report.act)]}
        acts = {act for stem in stems for act in self._acts[stem]}
        named: set[Point] = {("clause", name) for report in those for name in report.clauses}
        touched = self._ties.hang_on(named.union(map(act_point, acts)))
        own = {clause.id for clause in self._agreement.clauses.values() if act_key(clause.act) in acts}
        answering = {act for name in stems | own for act in self._answers.get(name, ())}
        return frozenset(
            clause.id
            for clause in self._agreement.clauses.values()
            if ("clause", clause.id) in touched or act_key(clause.act) in answering
        )


def _stem(text: str) -> str:
    """Return what the ids of events that may be in the way of one another share."""
    return text.split(":")[0].split("@")[0]
