"""Reach: which clauses a report may touch, whoever hears it and whenever."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.agreement import Agreement
from servanda.live.ties import Point, Ties, act_point
from servanda.record import Report, act_key, day_of


class Reach:
    """Tells, in doubt too widely, which clauses some reports of a record touch.

    A report touches what hangs on its act. Since the ids of events are told apart among those of one exchange, it may
    also rename other acts of any exchange that its act is told of on its day or under its name; and it touches what is
    told in answer to these.
    """

    def __init__(self, agreement: Agreement) -> None:
        self._agreement, self._ties, self._zone = agreement, Ties(agreement), agreement.title.zone
        self._stems: dict[tuple[str, str], set[str]] = {}
        self._acts: dict[str, set[str]] = {}
        self._answers: dict[str, set[str]] = {}

    def take(self, report: Report) -> None:
        """Take a report of the record in."""
        act, stem = act_key(report.act), self._stem_of(report)
        self._stems.setdefault((act, day_of(report, self._zone)), set()).add(stem)
        self._acts.setdefault(stem, set()).add(act)
        if report.answers:
            for name in (report.answers, _stem(report.answers)):
                self._answers.setdefault(name, set()).add(act)

    def of(self, reports: Iterable[Report]) -> frozenset[str]:
        """Return the ids of the clauses that some reports, which were taken in, may touch."""
        those = list(reports)
        stems = {stem for report in those for stem in self._beside(report)}
        acts = {act_key(report.act) for report in those}.union(*(self._acts[stem] for stem in stems))
        named: set[Point] = {("clause", name) for report in those for name in report.clauses}
        touched = self._ties.hang_on(named.union(map(act_point, acts)))
        own = {clause.id for clause in self._agreement.clauses.values() if act_key(clause.act) in acts}
        answering = {act for name in stems | own for act in self._answers.get(name, ())}
        return frozenset(
            clause.id
            for clause in self._agreement.clauses.values()
            if ("clause", clause.id) in touched or act_key(clause.act) in answering
        )

    def _beside(self, report: Report) -> set[str]:
        """Return what the ids of the events begin with that the reports of one's unit may tell of."""
        return {self._stem_of(report), *self._stems[act_key(report.act), day_of(report, self._zone)]}

    def _stem_of(self, report: Report) -> str:
        return _stem(report.event or act_key(report.act).replace(" ", "-"))


def _stem(text: str) -> str:
    """Return what the ids of events that may be in the way of one another share."""
    return text.split(":")[0].split("@")[0]
