"""What is heard: the reports that were public by a moment and visible to a viewer, weighed event by event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from servanda.agreement import Agreement
from servanda.clock import Span
from servanda.record.event import Event, effective, group
from servanda.record.ground import GROUNDS, Ground, Weight, happened, suits, weigh
from servanda.record.matter import Matters, act_key
from servanda.record.report import Report
from servanda.record.source import Sources, Voice
from servanda.sentences import Sentence, say


@dataclass(frozen=True)
class Weighed:
    """An event with the weight of its whole and of each of its parts, by kind."""

    event: Event
    whole: Weight | None
    parts: Mapping[str, Weight]
    span: Span

    @property
    def ground(self) -> Ground:
        """The ground of the whole; the best of any part where the whole is only claimed, or told by nobody."""
        return min((weight.ground for weight in self._deciding), key=GROUNDS.index)

    @property
    def because(self) -> Sentence:
        """The rule that gave that ground, in words."""
        return min(self._deciding, key=lambda weight: GROUNDS.index(weight.ground)).because

    @property
    def rule(self) -> str:
        """The rule that gave that ground, in English."""
        return str(self.because)

    @property
    def contested(self) -> bool:
        """Whether anybody's latest word denies it, in whole or in part."""
        return any(weight.contested for weight in self._deciding)

    @property
    def _deciding(self) -> list[Weight]:
        if self.whole is None:
            return list(self.parts.values())
        return [self.whole, *self.parts.values()] if self.whole.ground == "claimed" else [self.whole]


@dataclass(frozen=True)
class Hearing:
    """All that is heard of an agreement's record.

    Attributes:
        reports: those that stand, by when they were said.
        voices: the voice of each, by the report's id.
        shared: what the agreement is about, where somebody has drawn that up already.
    """

    agreement: Agreement
    reports: tuple[Report, ...]
    voices: Mapping[str, Voice]
    shared: Matters | None = field(default=None, kw_only=True, compare=False, repr=False)

    @cached_property
    def matters(self) -> Matters:
        """What the agreement is about."""
        return self.shared or Matters(self.agreement)

    @cached_property
    def events(self) -> tuple[Weighed, ...]:
        """Every event told of, weighed."""
        return tuple(weighed(event, self.voices) for event in group(self.reports, self.matters))

    @cached_property
    def by_act(self) -> Mapping[str, Sequence[Weighed]]:
        """The events of each act, by its words as they are compared."""
        found: dict[str, list[Weighed]] = defaultdict(list)
        for one in self.events:
            found[act_key(one.event.act)].append(one)
        return found

    @cached_property
    def about(self) -> Mapping[str, Sequence[Report]]:
        """The reports about each clause, by its id."""
        found: dict[str, list[Report]] = defaultdict(list)
        for report in self.reports:
            for clause in self.matters.clauses_of(report):
                found[clause.id].append(report)
        return {clause: tuple(reports) for clause, reports in found.items()}

    @cached_property
    def declared(self) -> Mapping[str, Sequence[Report]]:
        """What is declared of each clause in words that no clause is about, by the clause's id."""
        found: dict[str, list[Report]] = defaultdict(list)
        for report in self.reports:
            if report.stance == "declares" and report.clauses and not self.matters.of(report).clauses:
                for clause in dict.fromkeys(report.clauses):
                    found[clause].append(report)
        return found

    @cached_property
    def _denials(self) -> dict[str, tuple[Report, ...]]:
        return {}

    @cached_property
    def _levels(self) -> dict[str, tuple[Report, ...]]:
        return {}

    def denials(self, clause: str) -> tuple[Report, ...]:
        """Return the reports about a clause that deny something of it, in whole or in part."""
        if clause not in self._denials:
            about = self.about.get(clause, ())
            self._denials[clause] = tuple(r for r in about if r.stance in ("denies", "partly denies"))
        return self._denials[clause]

    def levels(self, clause: str) -> tuple[Report, ...]:
        """Return the reports about a clause that tell a level."""
        if clause not in self._levels:
            self._levels[clause] = tuple(r for r in self.about.get(clause, ()) if r.measure == "level")
        return self._levels[clause]

    def events_of(self, act: str) -> Sequence[Weighed]:
        """Return the events of an act."""
        return self.by_act.get(act_key(act), ())

    def found_by(self, event: Event) -> frozenset[str]:
        """Return whose latest finding is that an event happened."""
        return found_by(event, self.voices)


def found_by(event: Event, voices: Mapping[str, Voice]) -> frozenset[str]:
    """Return whose latest finding is that an event happened.

    Args:
        voices: the voice of each report, by the report's id.
    """
    latest = {voices[r.id].key: r for r in event.reports if r.finding == "happened"}
    return frozenset(voice for voice, report in latest.items() if report.stance == "asserts")


def weighed(event: Event, voices: Mapping[str, Voice]) -> Weighed:
    """Weigh an event: its whole, and each of its parts.

    Args:
        voices: the voice of each report, by the report's id.
    """
    wholes: list[Report] = []
    parts: dict[str, list[Report]] = defaultdict(list)
    for report in event.reports:
        kind = part_kind(report, event)
        if kind is None:
            wholes.append(report)
        elif kind not in event.matter.excluded:
            parts[kind].append(report)
    telling = wholes or [report for reports in parts.values() for report in reports]
    whole = weigh(event, wholes, voices) if wholes else None
    weights = {kind: weigh(event, reports, voices) for kind, reports in parts.items()}
    if whole is None and not weights:
        whole = Weight("refuted", 0, 0, say("not counted here: of a kind that the text leaves out"), False, 0)
    return Weighed(event, whole, weights, _span(event, telling or event.reports, voices))


def _span(event: Event, telling: Sequence[Report], voices: Mapping[str, Voice]) -> Span:
    """Say when an event happened; by those whom its telling does not suit, where any of them tells it."""
    counted = event.matter.counted or event.matter.forbidden
    told = [r for r in telling if r.stance in ("asserts", "declares") and not suits(event, voices[r.id])]
    return happened(telling if counted else told or telling, counted=counted)


def part_kind(report: Report, event: Event) -> str | None:
    """Return the part of an event that a report tells of; None where it tells of the whole."""
    matter = event.matter
    if matter.forbidden:
        return None
    if matter.clauses and report.kind:
        return act_key(report.kind)
    if matter.places and report.place and act_key(report.place) not in matter.places:
        return act_key(report.place)
    return None


def hear(
    agreement: Agreement,
    reports: Iterable[Report],
    sources: Sources,
    *,
    known: int | None = None,
    recorded: int | None = None,
    viewer: str | None = None,
    matters: Matters | None = None,
) -> Hearing:
    """Return what is heard of a record.

    Args:
        known: only what was public by then; None hears everything.
        recorded: only what the ledger held by then; None does not ask.
        viewer: who asks; what they may not see leaves no trace.
        matters: what the agreement is about to that viewer, where somebody has drawn that up already.
    """
    heard = [
        report
        for report in dict.fromkeys(reports)
        if (known is None or report.public <= known)
        and (recorded is None or (report.recorded is not None and report.recorded <= recorded))
        and sources.visible(report, viewer)
    ]
    voices = {report.id: sources.voice(report) for report in heard}
    standing = effective(heard, {id_: voice.key for id_, voice in voices.items()})
    seen = agreement.seen_by(viewer) if matters is None else matters.agreement
    return Hearing(seen, tuple(standing), voices, shared=matters)
