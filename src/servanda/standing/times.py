"""Times of the text resolved over the worlds: an array of seconds for each, from what has happened so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import numpy as np

from servanda.agreement import terms
from servanda.clock import DayCount, Length, parse_span
from servanda.record import act_key
from servanda.standing import deadlines, effects, gates, stretches
from servanda.standing.arrays import NEVER, START, Mask, Times
from servanda.standing.plan import Plan, Row

if TYPE_CHECKING:
    from servanda.standing.state import State

Edge = Literal["start", "end"]
"""Whether a day stands for its first second or its last."""

_CALENDAR = ("day", "week", "month", "year")


class Resolver:
    """Resolves times and conditions against the state of a run, as it was when first asked.

    Attributes:
        planned: resolve as the text first had it: no amendments, no extensions, no clocks stopped.
    """

    def __init__(self, plan: Plan, state: State, *, planned: bool = False) -> None:
        self.plan, self.state, self.planned = plan, state, planned
        self.zone = plan.agreement.title.zone
        self._busy: set[object] = set()
        self._found: dict[object, Times] = {}
        self._due: dict[int, list[Times]] = {}
        self._windows: dict[tuple[terms.Term, ...], tuple[Times, Times]] = {}

    def time(self, time: terms.Time, edge: Edge) -> Times:
        """Return when a time of the text is, in every world; NEVER where it has not come or is unknown."""
        match time:
            case terms.Day(number, phase):
                return self._day(number, phase, edge)
            case terms.Date(text, zone):
                span = parse_span(text, zone or self.zone)
                return self.all(span.first if edge == "start" else span.last)
            case terms.Entry():
                return self.all(self.plan.agreement.title.entry or 0)
            case terms.UnknownTime():
                return self.never()
            case terms.PhaseStart(phase):
                return self.phase_start(phase)
            case terms.PhaseEnd(phase, planned):
                end = self.phase_end(phase, planned=planned)
                return end if edge == "end" else self.each(end, lambda last: last + 1)
            case terms.Met(clause):
                return self.met(clause)
            case terms.Begun(clause):
                return self.state.first_done(clause)
            case terms.Deadline(clause):
                return self.deadline(clause)
            case terms.Happened(act):
                return self.first_act(act)
            case terms.Shifted(length, anchor, back):
                return self._shifted(length, self.anchor(anchor), edge, back)
            case terms.Extreme(one, other, later):
                pick = np.maximum if later else np.minimum
                return pick(self.time(one, edge), self.time(other, edge))

    def anchor(self, time: terms.Time) -> Times:
        """Return from when a length is counted: the start of a day, but the last second of a phase."""
        return self.time(time, "end" if isinstance(time, terms.PhaseEnd) else "start")

    def within(self, length: Length, anchor: Times) -> Times:
        """Return the end of "within so long of" an anchor, by the agreement's way of counting."""
        return self._shifted(length, anchor, "end", back=False)

    def opening(self) -> Times:
        """Return from when the agreement is in force: its entry, or later where another holds it back."""
        return self.once("opening", lambda: stretches.opening(self))

    def closing(self) -> Times:
        """Return when the agreement ends with another that ends it."""
        return self.once("closing", lambda: stretches.closing(self))

    def phase_start(self, phase: str) -> Times:
        """Return when a phase started: its own start, or the later opening of its gate."""
        return self.once(("start", phase), lambda: stretches.phase_start(self, phase))

    def phase_end(self, phase: str, *, planned: bool = False) -> Times:
        """Return when a phase ends: as things stand, or as first planned."""
        planned = planned or self.planned
        kind = "planned" if planned else "end"
        return self.once((kind, phase), lambda: stretches.phase_end(self, phase, planned=planned))

    def met(self, clause: str) -> Times:
        """Return when a clause was fulfilled for certain, by every bearer, or a right first used; NEVER where it was not."""
        rows = self.plan.by_clause.get(clause, ())
        if rows and rows[0].schedule == "allowed":
            return self.state.first_done(clause)
        latest = self.all(int(START))
        found = False
        for row in rows:
            latest = np.where(row.mask, np.maximum(latest, self.state.met(row)), latest)
            found = True
        return latest if found else self.never()

    def first_act(self, act: str) -> Times:
        """Return when an act, given in its words, was first taken as done."""
        return self.once(
            ("act", act), lambda: np.min([self.never(), *self.state.acts.get(act_key(act), [])], axis=0)
        )

    def deadline(self, clause: str) -> Times:
        """Return when a clause is last due, by any bearer."""
        return self.once(("deadline", clause), lambda: deadlines.deadline(self, clause))

    def due(self, row: Row) -> list[Times]:
        """Return when each stage of a row is due; of a row without stages, its one deadline."""
        if row.index in self._due:
            return self._due[row.index]
        found = deadlines.due(self, row)
        if not self._busy:
            self._due[row.index] = found
        return found

    def binding(self, row: Row) -> tuple[Times, Times]:
        """Return from when until when a row binds, with what it takes over and what ends it."""
        start, end = self.window(row.terms)
        if row.takes_over is not None:
            start = np.maximum(start, deadlines.taken_over(self, row))
        return start, end

    def ended(self, row: Row) -> Times:
        """Return when a row was ended: by a power, by its bearer's leaving, or with another agreement."""
        return self.once(("ended", row.index), lambda: effects.ended(self, row))

    def discharged(self, clause: str) -> Times:
        """Return when another clause took the place of one."""
        return self.once(("discharged", clause), lambda: deadlines.discharged(self, clause))

    def needed(self, row: Row) -> list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
        """Return how many in all each stage of a row asks for: what was left, where it takes over."""
        return deadlines.needed(self, row)

    def suspensions(self, row: Row) -> list[tuple[Times, Times]]:
        """Return the stretches in which a row is suspended, by itself or with its phase."""
        phases = [term.phase for term in row.terms if isinstance(term, terms.InPhase)]
        return [
            *effects.suspensions(self, "clause", row.clause.id),
            *(span for phase in phases for span in effects.suspensions(self, "phase", phase)),
        ]

    def since(self, condition: terms.Condition) -> Times:
        """Return from when a condition holds; NEVER where it does not hold yet."""
        return gates.since(self, condition)

    def holds(self, those: tuple[terms.Term, ...], moment: Times) -> Mask:
        """Say in which worlds the conditions of a clause held strictly before a moment."""
        return gates.holds(self, those, moment)

    def window(self, those: tuple[terms.Term, ...]) -> tuple[Times, Times]:
        """Return from when until when the words of a clause bind."""
        bounds = tuple(term for term in those if term.slot in ("phase", "from", "end"))
        if bounds not in self._windows:
            self._windows[bounds] = stretches.window(self, bounds)
        return self._windows[bounds]

    def lasting(self, length: Length, start: Times) -> Times:
        """Return the end of a stretch that lasts so long from a start."""
        if length.unit in ("minute", "hour"):
            return self.each(start, lambda t: length.after(t, self.zone))
        return self.each(start, lambda t: DayCount(length.after(t, self.zone), self.zone).begins_day() - 1)

    def each(self, times: Times, shift: Callable[[int], int]) -> Times:
        """Shift every time that comes, computing each different one once."""
        different = {t: shift(int(t)) for t in np.unique(times) if START < t < NEVER}
        return np.array([different.get(t, t) for t in times], dtype=np.int64)

    def all(self, seconds: int) -> Times:
        """Return one time for every world."""
        return np.full(self.plan.width, seconds, dtype=np.int64)

    def never(self) -> Times:
        """Return a time that comes in no world."""
        return self.all(int(NEVER))

    def once(self, key: object, find: Callable[[], Times]) -> Times:
        """Find a time once; where it depends on itself, it never comes."""
        if key in self._found:
            return self._found[key]
        if key in self._busy:
            return self.never()
        self._busy.add(key)
        try:
            found = find()
        finally:
            self._busy.discard(key)
        if not self._busy:
            self._found[key] = found
        return found

    def _day(self, number: int, phase: str | None, edge: Edge) -> Times:
        if phase is None:
            days = self.plan.agreement.days
            return self.once(
                ("day", number, edge),
                lambda: self.all(days.begins(number) if edge == "start" else days.ends(number)),
            )

        def count(start: int) -> int:
            own = DayCount(start, self.zone)
            return own.begins(number) if edge == "start" else own.ends(number)

        start = self.phase_start(phase)
        return stretches.by_the_phase_clock(self, phase, start, self.each(start, count))

    def _shifted(self, length: Length, anchor: Times, edge: Edge, back: bool) -> Times:
        def shift(at: int) -> int:
            moved = length.before(at, self.zone) if back else length.after(at, self.zone)
            if length.unit not in _CALENDAR:
                return moved
            day = DayCount(moved, self.zone)
            last = day.ends(1) if self.plan.agreement.title.inclusive else day.begins_day() - 1
            return day.begins_day() if edge == "start" else last

        return self.each(anchor, shift)
