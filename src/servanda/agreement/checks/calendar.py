"""The calendar of a text: what it says of when its phases and clauses run, before anything has happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from servanda.agreement import model, terms
from servanda.agreement.checks.bounds import ANY, Bounds, earlier, lasting, later, shifted
from servanda.clock import DayCount, is_zone, parse_span

LATE_LINKS = ("starts this", "comes before this")
"""Links by which another agreement holds this one back."""


class Calendar:
    """Reads the times of one agreement, as first written: no amendment, no extension, no suspension.

    Where the agreement does not say when it enters into force, its days still follow on one another, and no date is
    before or after any of them.
    """

    def __init__(self, agreement: model.Agreement) -> None:
        self.agreement = agreement
        self.zone = agreement.title.zone
        self._found: dict[object, Bounds] = {}

    @cached_property
    def entry(self) -> Bounds:
        """The entry into force; no later bound where another agreement holds it back."""
        entry = self.agreement.days.start
        is_held = any(link.relation in LATE_LINKS for link in self.agreement.links)
        return Bounds(entry, None if is_held else entry)

    def start(self, time: terms.Time) -> Bounds:
        """Return when a time begins; of a day, its first second."""
        return self._time(time, to_end=False)

    def end(self, time: terms.Time) -> Bounds:
        """Return when a time is over; of a day, its last second."""
        return self._time(time, to_end=True)

    def phase_start(self, name: str) -> Bounds:
        """Return when a phase starts; a gate leaves no later bound."""
        phase = self.agreement.phases.get(name)
        if phase is None or self._is_amended(name, of_phase=True):
            return ANY
        return self._once(("start", name), lambda: self._phase_start(phase))

    def phase_end(self, name: str) -> Bounds:
        """Return when a phase ends, as first planned."""
        phase = self.agreement.phases.get(name)
        if phase is None or self._is_amended(name, of_phase=True):
            return ANY
        return self._once(("end", name), lambda: self._end_of(phase.terms, self.phase_start(name)))

    def in_force(self, clause: model.Clause) -> Bounds:
        """Return from when the text that a clause stands in is in force."""
        whole = clause.part_of or ""
        instrument = self.agreement.instruments.get(whole)
        since = instrument.since if instrument else None
        since = next((one.since for one in self.agreement.amendments if one.id == whole), since)
        return self.entry if since is None else later((self.entry, self.start(since)))

    def window(self, clause: model.Clause) -> tuple[Bounds, Bounds]:
        """Return from when and until when a clause binds."""
        starts, ends = [self.in_force(clause)], []
        for term in clause.terms:
            if isinstance(term, terms.InPhase):
                starts.append(self.phase_start(term.phase))
                ends.append(self.phase_end(term.phase))
            elif isinstance(term, terms.From):
                starts.append(self.start(term.time))
        start = later(starts)
        return start, earlier((*ends, self._end_of(clause.terms, start))) if ends else self._end_of(
            clause.terms, start
        )

    def dues(self, clause: model.Clause) -> Iterator[Bounds]:
        """Yield when a clause is due, stage by stage; its window's end where it names no deadline."""
        named = False
        for term in clause.terms:
            if isinstance(term, terms.By | terms.Within | terms.Stage | terms.Stages):
                named = True
                yield self.due(term)
        if not named:
            yield self.window(clause)[1]

    def due(self, term: terms.By | terms.Within | terms.Stage | terms.Stages) -> Bounds:
        """Return when one term sets something due; of a run of stages, when its last is."""
        match term:
            case terms.By(time) | terms.Stage(by=time) | terms.Stages(last=time):
                return self.end(time)
            case terms.Within(length, anchor):
                return self.end(terms.Shifted(length, anchor))

    def last_due(self, clause: model.Clause) -> Bounds:
        """Return when a clause is last due."""
        return self._once(("due", clause.id), lambda: later(self.dues(clause)))

    def _phase_start(self, phase: model.Phase) -> Bounds:
        found = later(
            (self.entry, *(self.start(term.time) for term in phase.terms if isinstance(term, terms.From)))
        )
        return found if phase.opens_when is None else Bounds(found.first)

    def _end_of(self, those: tuple[terms.Term, ...], start: Bounds) -> Bounds:
        ends = []
        for term in those:
            if isinstance(term, terms.Lasting):
                length = term.length
                ends.append(start.moved(lambda at, length=length: lasting(length, at, self.zone)))  # type: ignore[misc]
            elif isinstance(term, terms.Until):
                ends.append(self.end(term.time))
        return earlier(ends) if ends else ANY

    def _time(self, time: terms.Time, *, to_end: bool) -> Bounds:
        match time:
            case terms.Day() | terms.Date():
                return self._day(time, to_end=to_end)
            case terms.Entry():
                return Bounds(self.agreement.days.start, self.agreement.days.start)
            case terms.PhaseStart(phase):
                return self.phase_start(phase)
            case terms.PhaseEnd(phase, planned):
                return self.phase_end(phase) if planned or not self.can_move(phase) else ANY
            case terms.Met(clause) | terms.Begun(clause):
                found = self.agreement.clauses.get(clause)
                return Bounds(self._start_of(found).first) if found else ANY
            case terms.Deadline(clause):
                found = self.agreement.clauses.get(clause)
                return self.last_due(found) if found and not self._is_amended(clause) else ANY
            case terms.Shifted(length, anchor, back):
                inclusive = self.agreement.title.inclusive
                return self.start(anchor).moved(
                    lambda at: shifted(length, at, self.zone, back=back, to_end=to_end, inclusive=inclusive)
                )
            case terms.Extreme(one, other, is_later):
                both = (self._time(one, to_end=to_end), self._time(other, to_end=to_end))
                return later(both) if is_later else earlier(both)
            case _:
                return ANY

    def _day(self, time: terms.Day | terms.Date, *, to_end: bool) -> Bounds:
        if isinstance(time, terms.Date):
            return self._date(time, to_end=to_end)
        counted = self.agreement.days
        start = Bounds(counted.start, counted.start) if time.phase is None else self.phase_start(time.phase)
        first = counted.first_is_start or time.phase is not None

        def count(at: int) -> int:
            days = DayCount(at, self.zone, first)
            return days.ends(time.number) if to_end else days.begins(time.number)

        return start.moved(count)

    def _date(self, time: terms.Date, *, to_end: bool) -> Bounds:
        if self.agreement.title.entry is None or (time.zone and not is_zone(time.zone)):
            return ANY
        try:
            span = parse_span(time.text, time.zone or self.zone)
        except ValueError:
            return ANY
        at = span.last if to_end else span.first
        return Bounds(at, at)

    def _start_of(self, clause: model.Clause) -> Bounds:
        if self._is_amended(clause.id):
            return ANY
        return self._once(("window", clause.id), lambda: self.window(clause)[0])

    def _is_amended(self, target: str, *, of_phase: bool = False) -> bool:
        return any(
            change.target == target and change.of_phase is of_phase
            for amendment in self.agreement.amendments
            for change in amendment.changes
        )

    def can_move(self, phase: str) -> bool:
        """Say whether the end of a phase may come earlier or later than planned, by the text or a reading of it."""
        item = self.agreement.phases.get(phase)
        if (
            item is None
            or item.readings
            or any(isinstance(t, terms.Earned | terms.Clocks) for t in item.terms)
        ):
            return True
        effects = (
            t.effect for c in self.agreement.clauses.values() for t in c.terms if isinstance(t, terms.Then)
        )
        return any(isinstance(one, terms.Extends | terms.Ends) and one.phase == phase for one in effects)

    def _once(self, key: object, find: Callable[[], Bounds]) -> Bounds:
        """Find something once; where it depends on itself, it has no bounds."""
        if key not in self._found:
            self._found[key] = ANY
            self._found[key] = find()
        return self._found[key]
