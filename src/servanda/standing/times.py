"""Times of the text resolved over the worlds: an array of seconds for each, from what has happened so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import numpy as np

from servanda.agreement import Phase, terms
from servanda.clock import DayCount, Length, parse_span
from servanda.record import act_key
from servanda.standing.plan import NEVER, START, Mask, Plan, Times

if TYPE_CHECKING:
    from servanda.standing.state import State

Edge = Literal["start", "end"]
"""Whether a day stands for its first second or its last."""

_CALENDAR = ("day", "week", "month", "year")


class Resolver:
    """Resolves times and conditions against the state of a run, as it was when first asked."""

    def __init__(self, plan: Plan, state: State) -> None:
        self.plan, self.state = plan, state
        self.zone = plan.agreement.title.zone
        self._busy: set[tuple[str, str]] = set()
        self._found: dict[tuple[str, str], Times] = {}
        self._windows: dict[tuple[terms.Term, ...], tuple[Times, Times]] = {}

    def time(self, time: terms.Time, edge: Edge) -> Times:
        """Return when a time of the text is, in every world; NEVER where it has not come or is unknown."""
        match time:
            case terms.Day(number, phase):
                return self._day(number, phase, edge)
            case terms.Date(text):
                span = parse_span(text, self.zone)
                return self._all(span.first if edge == "start" else span.last)
            case terms.Entry():
                return self._all(self.plan.agreement.title.entry or 0)
            case terms.UnknownTime():
                return self._all(int(NEVER))
            case terms.PhaseStart(phase):
                return self.phase_start(phase)
            case terms.PhaseEnd(phase, planned):
                return self.phase_end(phase, planned=planned)
            case terms.Met(clause):
                return self.met(clause)
            case terms.Begun(clause):
                return self.state.first_done(self.plan, clause)
            case terms.Happened(act):
                return self.state.acts.get(act_key(act), self._all(int(NEVER)))
            case terms.Deadline():
                return self._all(int(NEVER))
            case terms.Shifted(length, anchor, back):
                return self._shifted(length, self.time(anchor, "start"), edge, back)
            case terms.Extreme(one, other, later):
                pick = np.maximum if later else np.minimum
                return pick(self.time(one, edge), self.time(other, edge))

    def within(self, length: Length, anchor: Times) -> Times:
        """Return the end of "within so long of" an anchor, by the agreement's way of counting."""
        return self._shifted(length, anchor, "end", back=False)

    def phase_start(self, phase: str) -> Times:
        """Return when a phase started: its own start, or the later opening of its gate."""
        found = self.plan.agreement.phases.get(phase)
        if found is None or ("start", phase) in self._busy:
            return self._all(int(NEVER))
        return self._guarded("start", phase, lambda: self._phase_start(found))

    def phase_end(self, phase: str, *, planned: bool = False) -> Times:
        """Return when a phase ends: as things stand, or as first planned."""
        found = self.plan.agreement.phases.get(phase)
        if found is None or ("end", phase) in self._busy:
            return self._all(int(NEVER))
        return self._guarded("planned" if planned else "end", phase, lambda: self._phase_end(found, planned))

    def met(self, clause: str) -> Times:
        """Return when a clause was fulfilled for certain, by every bearer; NEVER where it has not been."""
        latest = self._all(int(START))
        found = False
        for row in self.plan.by_clause.get(clause, ()):
            latest = np.where(row.mask, np.maximum(latest, self.state.met(row)), latest)
            found = True
        return latest if found else self._all(int(NEVER))

    def since(self, condition: terms.Condition) -> Times:
        """Return from when a condition holds; NEVER where it does not hold yet."""
        match condition:
            case terms.StateIs(clause, "fulfilled"):
                return self.met(clause)
            case terms.StateIs(clause, "violated"):
                return self.state.first_breach(self.plan, clause)
            case terms.StateIs(clause, _):
                return self.state.first_done(self.plan, clause)
            case terms.PhaseIs(phase, over):
                return self.phase_end(phase) if over else self.phase_start(phase)
            case terms.Finds(body, act):
                return self.state.findings.get((body, act_key(act)), self._all(int(NEVER)))
            case terms.AgreementIs() | terms.Decides():
                return self._all(int(NEVER))
            case terms.Happens(act):
                return self.state.acts.get(act_key(act), self._all(int(NEVER)))
            case terms.Not(inner):
                return np.where(self.since(inner) == NEVER, START, NEVER)
            case terms.All(several):
                return np.max([self.since(one) for one in several], axis=0)  # type: ignore[no-any-return]
            case terms.AnyOf(several):
                return np.min([self.since(one) for one in several], axis=0)  # type: ignore[no-any-return]

    def holds(self, those: tuple[terms.Term, ...], moment: Times) -> Mask:
        """Say in which worlds the conditions of a clause held strictly before a moment."""
        held = np.ones(self.plan.width, dtype=np.bool_)
        for term in those:
            if isinstance(term, terms.If):
                true = self._true_before(term.condition, moment)
                held &= ~true if term.unless else true
        return held

    def _true_before(self, condition: terms.Condition, moment: Times) -> Mask:
        match condition:
            case terms.Not(inner):
                return ~self._true_before(inner, moment)
            case terms.All(several):
                return np.all([self._true_before(one, moment) for one in several], axis=0)  # type: ignore[no-any-return]
            case terms.AnyOf(several):
                return np.any([self._true_before(one, moment) for one in several], axis=0)  # type: ignore[no-any-return]
            case _:
                return self.since(condition) < moment

    def window(self, those: tuple[terms.Term, ...]) -> tuple[Times, Times]:
        """Return from when until when a clause binds."""
        bounds = tuple(term for term in those if term.slot in ("phase", "from", "end"))
        if bounds not in self._windows:
            self._windows[bounds] = self._window(bounds)
        return self._windows[bounds]

    def _window(self, those: tuple[terms.Term, ...]) -> tuple[Times, Times]:
        start = self._all(self.plan.agreement.title.entry or 0)
        end = self._all(int(NEVER))
        for term in those:
            match term:
                case terms.InPhase(phase):
                    start, end = np.maximum(start, self.phase_start(phase)), self.phase_end(phase)
                case terms.From(time):
                    start = np.maximum(start, self.time(time, "start"))
                case _:
                    pass
        for term in those:
            match term:
                case terms.Until(time):
                    end = np.minimum(end, self.time(time, "end"))
                case terms.Lasting(length):
                    end = np.minimum(end, self._lasting(length, start))
                case _:
                    pass
        return start, end

    def _phase_start(self, phase: Phase) -> Times:
        start = self._all(self.plan.agreement.title.entry or 0)
        for term in phase.terms:
            if isinstance(term, terms.From):
                start = np.maximum(start, self.time(term.time, "start"))
        if phase.opens_when is not None:
            start = np.maximum(start, self.since(phase.opens_when))
        return start

    def _phase_end(self, phase: Phase, planned: bool) -> Times:
        point = f"phase {phase.id}"
        start = self.phase_start(phase.id)
        end = self._phase_terms_end(phase.terms, start)
        if planned:
            return end
        for number, reading in enumerate(phase.readings):
            mask = np.array(
                [world.choice.get(point, 0) == number for world in self.plan.worlds], dtype=np.bool_
            )
            if reading.terms:
                end = np.where(mask, self._phase_terms_end(reading.terms, start), end)
        for extended, length, mask in self.state.extensions:
            if extended == phase.id:
                end = np.where(mask, self._longer(end, length), end)
        ended = self.state.ended_phases.get(phase.id)
        return end if ended is None else np.minimum(end, ended)

    def _longer(self, times: Times, length: Length) -> Times:
        return self._each(times, lambda at: length.after(at, self.zone))

    def _phase_terms_end(self, those: tuple[terms.Term, ...], start: Times) -> Times:
        end = self._all(int(NEVER))
        for term in those:
            if isinstance(term, terms.Lasting):
                end = np.minimum(end, self._lasting(term.length, start))
            elif isinstance(term, terms.Until):
                end = np.minimum(end, self.time(term.time, "end"))
        return end

    def _day(self, number: int, phase: str | None, edge: Edge) -> Times:
        days = self.plan.agreement.days
        if phase is None:
            return self._all(days.begins(number) if edge == "start" else days.ends(number))

        def count(start: int) -> int:
            own = DayCount(start, self.zone)
            return own.begins(number) if edge == "start" else own.ends(number)

        return self._each(self.phase_start(phase), count)

    def _lasting(self, length: Length, start: Times) -> Times:
        if length.unit in ("minute", "hour"):
            return self._each(start, lambda t: length.after(t, self.zone))
        return self._each(start, lambda t: DayCount(length.after(t, self.zone), self.zone).begins_day() - 1)

    def _shifted(self, length: Length, anchor: Times, edge: Edge, back: bool) -> Times:
        def shift(at: int) -> int:
            moved = length.before(at, self.zone) if back else length.after(at, self.zone)
            if length.unit not in _CALENDAR:
                return moved
            day = DayCount(moved, self.zone)
            last = day.ends(1) if self.plan.agreement.title.inclusive else day.begins_day() - 1
            return day.begins_day() if edge == "start" else last

        return self._each(anchor, shift)

    def _each(self, times: Times, shift: Callable[[int], int]) -> Times:
        """Shift every time that comes, computing each different one once."""
        different = {t: shift(int(t)) for t in np.unique(times) if START < t < NEVER}
        return np.array([different.get(t, t) for t in times], dtype=np.int64)

    def _all(self, seconds: int) -> Times:
        return np.full(self.plan.width, seconds, dtype=np.int64)

    def _guarded(self, kind: str, phase: str, find: Callable[[], Times]) -> Times:
        """Find a phase's start or end once; where it depends on itself, it never comes."""
        key = (kind, phase)
        if key in self._found:
            return self._found[key]
        self._busy.add(key)
        try:
            found = find()
        finally:
            self._busy.discard(key)
        if not self._busy:
            self._found[key] = found
        return found
