"""The agreement's own clock: its days, and its phases as they are planned."""

from __future__ import annotations

from servanda.agreement import Agreement, terms
from servanda.clock import BadTime, DayCount, Span, parse_span

_LONGEST = 20_000
"""The most days that are counted."""


class AgreedClock:
    """Days and phases of an agreement as its text plans them: no gate, extension or stopped clock is asked.

    What no text gives, such as the days of an agreement whose entry into force is not written, is None.
    """

    def __init__(self, agreement: Agreement | None) -> None:
        self._agreement = agreement
        self._names = () if agreement is None else tuple(agreement.phases)
        self._busy: set[tuple[str, str]] = set()

    @property
    def phases(self) -> int:
        """How many phases there are."""
        return len(self._names)

    def day(self, number: int, phase: int | None = None) -> Span | None:
        """Return day `number` of the agreement, or of its phase of that place, counted from nought."""
        if self._agreement is None or self._agreement.title.entry is None or not 0 < number <= _LONGEST:
            return None
        if phase is None:
            return _day(self._agreement.days, number)
        start = self._start(self._name(phase))
        return None if start is None else _day(DayCount(start, self._agreement.title.zone), number)

    def phase(self, phase: int) -> Span | None:
        """Return a phase from its start to its end."""
        start, end = self._start(self._name(phase)), self._end(self._name(phase))
        return None if start is None or end is None or end < start else Span(start, end)

    def first_day(self, phase: int) -> Span | None:
        """Return the day on which a phase begins."""
        return self._whole_day(self._start(self._name(phase)), from_start=True)

    def last_day(self, phase: int) -> Span | None:
        """Return the day on which a phase ends."""
        return self._whole_day(self._end(self._name(phase)), from_start=False)

    def _name(self, phase: int) -> str:
        return self._names[phase] if 0 <= phase < len(self._names) else ""

    def _whole_day(self, at: int | None, *, from_start: bool) -> Span | None:
        if at is None or self._agreement is None:
            return None
        count = DayCount(at, self._agreement.title.zone)
        return Span(at if from_start else count.begins_day(), count.ends(1))

    def _start(self, phase: str) -> int | None:
        found = None if self._agreement is None else self._agreement.phases.get(phase)
        if found is None or self._agreement is None or self._agreement.title.entry is None:
            return None
        starts = [self._at(term.time, "start") for term in found.terms if isinstance(term, terms.From)]
        known = [start for start in starts if start is not None]
        return max(known) if known and len(known) == len(starts) else None

    def _end(self, phase: str) -> int | None:
        start = self._start(phase)
        if start is None or self._agreement is None:
            return None
        ends: list[int | None] = []
        for term in self._agreement.phases[phase].terms:
            if isinstance(term, terms.Lasting):
                ends.append(self._lasting(term, start))
            elif isinstance(term, terms.Until):
                ends.append(self._at(term.time, "end"))
        known = [end for end in ends if end is not None]
        return min(known) if known and len(known) == len(ends) else None

    def _lasting(self, term: terms.Lasting, start: int) -> int:
        zone = "UTC" if self._agreement is None else self._agreement.title.zone
        end = term.length.after(start, zone)
        return end if term.length.unit in ("minute", "hour") else DayCount(end, zone).begins_day() - 1

    def _at(self, time: terms.Time, edge: str) -> int | None:
        """Return when a time of the text is planned; None where it is unknown, hangs on an act, or on itself."""
        key = (repr(time), edge)
        if key in self._busy or self._agreement is None:
            return None
        self._busy.add(key)
        try:
            return self._planned(time, edge, self._agreement.title.zone)
        except (BadTime, ValueError, OverflowError):
            return None
        finally:
            self._busy.discard(key)

    def _planned(self, time: terms.Time, edge: str, zone: str) -> int | None:
        match time:
            case terms.Day(number, phase):
                place = None if phase is None else self._names.index(phase)
                span = self.day(number, place)
                return None if span is None else span.first if edge == "start" else span.last
            case terms.Date(text, own):
                span = parse_span(text, own or zone)
                return span.first if edge == "start" else span.last
            case terms.Entry():
                return None if self._agreement is None else self._agreement.title.entry
            case terms.PhaseStart(phase):
                return self._start(phase)
            case terms.PhaseEnd(phase):
                end = self._end(phase)
                return None if end is None else end if edge == "end" else end + 1
            case terms.Shifted(length, anchor, back):
                since = self._at(anchor, "end" if isinstance(anchor, terms.PhaseEnd) else "start")
                if since is None:
                    return None
                moved = length.before(since, zone) if back else length.after(since, zone)
                if length.unit in ("minute", "hour"):
                    return moved
                count = DayCount(moved, zone)
                return count.begins_day() if edge == "start" else count.ends(1)
            case terms.Extreme(one, other, later):
                both = [self._at(one, edge), self._at(other, edge)]
                known = [at for at in both if at is not None]
                return None if len(known) < 2 else max(known) if later else min(known)
            case _:
                return None


def _day(count: DayCount, number: int) -> Span | None:
    try:
        return Span(count.begins(number), count.ends(number))
    except (ValueError, OverflowError):
        return None
