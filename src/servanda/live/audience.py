"""An audience: what is heard of a growing record by one viewer, as known and recorded by some moments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TypeVar

from servanda.agreement import Agreement
from servanda.live.ear import Ear
from servanda.live.events import Events, key_of
from servanda.live.in_order import InOrder
from servanda.live.log import Log
from servanda.live.ties import Point, Ties, act_point
from servanda.record import (
    Hearing,
    Matters,
    Report,
    Rule,
    Sources,
    Taken,
    Voice,
    Weighed,
    act_key,
    names,
    taken_by,
    taken_of,
)
from servanda.standing import Scribe, choices, worlds

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Heard(Hearing):
    """A hearing whose events and reports are grouped already."""

    kept_matters: Matters
    kept_events: tuple[Weighed, ...]
    kept_by_act: Mapping[str, Sequence[Weighed]]
    kept_about: Mapping[str, Sequence[Report]]
    kept_declared: Mapping[str, Sequence[Report]]

    @cached_property
    def matters(self) -> Matters:
        """What the agreement is about."""
        return self.kept_matters

    @cached_property
    def events(self) -> tuple[Weighed, ...]:
        """Every event told of, weighed."""
        return self.kept_events

    @cached_property
    def by_act(self) -> Mapping[str, Sequence[Weighed]]:
        """The events of each act, by its words as they are compared."""
        return self.kept_by_act

    @cached_property
    def about(self) -> Mapping[str, Sequence[Report]]:
        """The reports about each clause, by its id."""
        return self.kept_about

    @cached_property
    def declared(self) -> Mapping[str, Sequence[Report]]:
        """What is declared of each clause in words that no clause is about, by the clause's id."""
        return self.kept_declared


@dataclass
class Touch:
    """What changed in a hearing: acts and clauses that something else is told of, and what events are called."""

    points: set[Point] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)

    def join(self, other: Touch) -> None:
        """Take in what another touches."""
        self.points |= other.points
        self.slugs |= other.slugs


class Audience:
    """Keeps a hearing as reports come and go, and says what each change touches.

    Attributes:
        accounts: the accounts there are, in order.
        axis: the worlds that its log is written for.
    """

    def __init__(
        self, agreement: Agreement, sources: Sources, viewer: str | None, rules: Mapping[str, Rule]
    ) -> None:
        self.agreement, self.viewer, self._sources = agreement.seen_by(viewer), viewer, sources
        self.sources = sources.seen_by(viewer)
        self.accounts = (*names(self.agreement), *rules)
        self.axis = worlds(self.agreement, self.accounts)
        self.choices, self.ties = choices(self.agreement), Ties(self.agreement)
        self._matters = Matters(self.agreement)
        self._voices: dict[str, Voice] = {}
        self._heard: dict[str, Report] = {}
        self._naming: dict[str, set[str]] = {}
        self._standing: dict[str, Report] = {}
        self._reports: InOrder[Report] = InOrder()
        self._about: dict[str, InOrder[Report]] = {}
        self._declared: dict[str, InOrder[Report]] = {}
        self._answering: dict[str, Counter[str]] = {}
        self.log = Log(Scribe(self._matters, self.axis), self._voices)
        self._ears = [self._ear_of_all(rules), *(self._ear_of(rule, name) for name, rule in rules.items())]
        self._ear_by_account = {account: ear for ear in self._ears for account in ear.accounts()}
        self._hearing: Heard | None = None

    def _ear_of_all(self, rules: Mapping[str, Rule]) -> Ear:
        whole = Hearing(self.agreement, (), self._voices)
        accounts = {
            name: partial(taken_of, whole, account=name)
            for name in names(self.agreement)
            if name not in rules
        }
        return Ear(Events(self._matters, self._voices), accounts, None)

    def _ear_of(self, rule: Rule, name: str) -> Ear:
        kept = Events(self._matters, self._voices)
        return Ear(
            kept, {name: partial(taken_by, rule=rule)}, lambda report: rule.hears(self._voices[report.id])
        )

    @property
    def units(self) -> int:
        """How many units were weighed so far."""
        return sum(ear.units for ear in self._ears)

    @property
    def hearing(self) -> Hearing:
        """All that is heard now."""
        if self._hearing is None:
            whole = self._ears[0]
            self._hearing = Heard(
                self.agreement, self._reports.all, dict(self._voices), self._matters, whole.events.all,
                _all(whole.by_act), _all(self._about), _all(self._declared),
            )  # fmt: skip
        return self._hearing

    def taken(self) -> dict[str, tuple[Taken, ...]]:
        """Return what every account takes."""
        return {account: self._ear_by_account[account].taken(account) for account in self.accounts}

    def taken_of(self, acts: Sequence[str]) -> dict[str, tuple[Taken, ...]]:
        """Return what every account takes of some acts."""
        return {account: self._ear_by_account[account].taken_of(account, acts) for account in self.accounts}

    def answering(self, touch: Touch) -> set[str]:
        """Return the clauses of which something is told in answer to what a touch changed."""
        clauses = (
            clause
            for clause in self.agreement.clauses.values()
            if ("act", act_key(clause.act)) in touch.points
        )
        answered = touch.slugs.union(clause.id for clause in clauses)
        return {
            clause for name in answered for clause, number in self._answering.get(name, {}).items() if number
        }

    def turn(self, gone: Iterable[Report], came: Iterable[Report]) -> Touch:
        """Let some reports be heard no more and others from now on, and return what that touches.

        Args:
            gone: reports that were heard.
            came: reports that were not, public and recorded in time; those that the viewer may not see are left out.
        """
        seen = [report for report in came if self._sources.visible(report, self.viewer)]
        lost = [report for report in gone if report.id in self._heard]
        for report in seen:
            self._heard[report.id] = report
            self._voices[report.id] = self._sources.voice(report)
            self._naming.setdefault(report.replaces, set()).add(report.id)
        for report in lost:
            del self._heard[report.id]
            self._naming[report.replaces].discard(report.id)
        return self._turned([*seen, *lost], lost)

    def _turned(self, changed: Sequence[Report], lost: Iterable[Report]) -> Touch:
        """Take out and in what stands no more, and what stands now."""
        out: list[Report] = []
        back: list[Report] = []
        for id_ in dict.fromkeys(id_ for report in changed for id_ in (report.id, report.replaces)):
            was, now = self._standing.get(id_), self._heard.get(id_)
            stands = now is not None and not self._is_replaced(now)
            if was is not None and not stands:
                out.append(self._standing.pop(id_))
            elif was is None and now is not None and stands:
                self._standing[id_] = now
                back.append(now)
        touch = self._told(out, back)
        for report in lost:
            del self._voices[report.id]
        if changed:
            self._hearing = None
        return touch

    def _is_replaced(self, report: Report) -> bool:
        voice = self._voices[report.id].key
        others = self._naming.get(report.id, ())
        return any(other != report.id and self._voices[other].key == voice for other in others)

    def _told(self, out: Sequence[Report], back: Sequence[Report]) -> Touch:
        touch = Touch()
        for report in out:
            self._tell(report, touch, is_out=True)
        for report in back:
            self._tell(report, touch, is_out=False)
        for number, ear in enumerate(self._ears):
            turn = ear.turn(out, back)
            for one in turn.gone:
                self.log.drop(number, one)
            for one in turn.came:
                self.log.put(number, one, ear.takes(one))
            for one in (*turn.gone, *turn.came):
                touch.points.add(act_point(one.event.act))
                touch.slugs.add(one.event.slug)
        touch.points |= {("act", act) for act in self.log.write()}
        return touch

    def _tell(self, report: Report, touch: Touch, *, is_out: bool) -> None:
        """Put a report with those about each clause, or take it away, and note what that touches."""
        number = -1 if is_out else 1
        touch.points.add(act_point(report.act))
        for clause in self._matters.clauses_of(report):
            _turn(self._about.setdefault(clause.id, InOrder()), report, is_out=is_out)
            if report.answers:
                self._answering.setdefault(report.answers, Counter())[clause.id] += number
        if report.stance == "declares" and not self._matters.of(report).clauses:
            for name in dict.fromkeys(report.clauses):
                _turn(self._declared.setdefault(name, InOrder()), report, is_out=is_out)
                touch.points.add(("clause", name))
        _turn(self._reports, report, is_out=is_out)
        if is_out:
            self.log.drop_total(report)
        else:
            self.log.put_total(report)


def _turn(rows: InOrder[Report], report: Report, *, is_out: bool) -> None:
    if is_out:
        rows.drop(key_of(report))
    else:
        rows.put(key_of(report), report)


def _all(kept: Mapping[str, InOrder[Thing]]) -> dict[str, tuple[Thing, ...]]:
    return {name: those.all for name, those in kept.items() if len(those)}
