"""The timeline of an agreement: its phases, and for each clause its deadlines, what happened, and when it lay still."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from servanda.clock import DayCount
from servanda.record import Share, Taken
from servanda.sentences import Sentence
from servanda.standing import (
    ClauseStanding,
    Duty,
    PhaseStanding,
    Standing,
    Stretch,
    Variant,
    moment_text,
    number_data,
    share_data,
)
from servanda.tables.exchange import is_level

FIELDS = ("what", "id", "first", "last", "of", "state", "ground", "least", "most", "events")


@dataclass(frozen=True)
class Deadline:
    """One duty's deadline, and where the duty stands at the moment asked.

    Attributes:
        by: its last second.
        first_by: when it first was, where it was moved.
        which: which duty of the clause it is, to be said; silence where there is one.
        amount: how many it asks for; None where it asks for no number, or nobody published it.
        readings: the readings under which it is so; empty where it is so under all.
    """

    by: int
    first_by: int | None
    which: Sentence
    bearers: tuple[str, ...]
    amount: float | None
    done: Share
    state: str
    overdue: bool
    late: tuple[int, int] | None
    readings: tuple[str, ...]


@dataclass(frozen=True)
class Happened:
    """What happened under a clause on one day, or between the same two days, as the account asked for takes it.

    Attributes:
        first, last: between when it happened, in seconds.
        events: the ids of the events.
        done: how much of them all, least and most; None of a part, which only some of an event may count for.
        grounds: how many of the events stand on each ground.
        contested: how many of them somebody denies.
        violations: how many of them break the clause.
    """

    first: int
    last: int
    events: tuple[str, ...]
    done: Share | None
    grounds: Mapping[str, int]
    contested: int
    violations: int


@dataclass(frozen=True)
class Lane:
    """One clause on a timeline; `part_of` is its heading's id, blank where it has none."""

    clause: str
    part_of: str
    act: str
    bearers: tuple[str, ...]
    state: str
    suspended: tuple[Stretch, ...]
    deadlines: tuple[Deadline, ...]
    happened: tuple[Happened, ...]


@dataclass(frozen=True)
class Timeline:
    """An agreement over time, on one account.

    Attributes:
        at: the moment asked about.
        since, until: what lies between them is told: from the start or the first event, to the last deadline or end.
        lanes: the clauses that have a deadline, an event or a stretch of their own in which they lay still.
    """

    at: int
    zone: str
    account: str
    since: int
    until: int
    phases: tuple[PhaseStanding, ...]
    lanes: tuple[Lane, ...]


def timeline(standing: Standing) -> Timeline:
    """Lay out an agreement over time, as it stands on the account asked for."""
    by_clause = _by_clause(standing)
    lanes = tuple(
        lane
        for one in standing.clauses
        if not _is_empty(lane := _lane(standing, one, by_clause.get(one.clause.id, [])), standing)
    )
    moments = [standing.at, *_moments(standing, lanes)]
    return Timeline(
        standing.at, standing.agreement.title.zone, standing.account, min(moments), max(moments), standing.phases, lanes,
    )  # fmt: skip


def timeline_data(standing: Standing) -> dict[str, Any]:
    """Return the timeline as nested dicts and lists; times as ISO 8601 in the agreement's zone."""
    found = timeline(standing)
    zone = found.zone
    return {
        "at": moment_text(found.at, zone),
        "account": found.account,
        "since": moment_text(found.since, zone),
        "until": moment_text(found.until, zone),
        "phases": [_phase_data(one, zone) for one in found.phases],
        "clauses": [_lane_data(lane, zone) for lane in found.lanes],
    }


def timeline_rows(standing: Standing) -> Iterator[tuple[Any, ...]]:
    """Yield the timeline as a table, its header first: phases, then clause by clause what it has."""
    yield FIELDS
    found = timeline(standing)
    zone = found.zone

    def row(
        what: str, id_: str, first: int | None, last: int | None, of: str = "", state: str = "", ground: str = "",
        amount: list[Any] | None = None, events: tuple[str, ...] = (),
    ) -> tuple[Any, ...]:  # fmt: skip
        least, most = amount or ("", "")
        days = (moment_text(first, zone), moment_text(last, zone))
        return (what, id_, *days, of, state, ground, least, most, "; ".join(events))

    for phase in found.phases:
        yield row("phase", phase.phase.id, phase.starts, phase.ends, state=phase.state)
        if phase.planned is not None:
            yield row("first planned", phase.phase.id, phase.starts, phase.planned)
        for reading, stretch in phase.stretches.items():
            yield row(
                "reading",
                phase.phase.id,
                stretch.since,
                stretch.until,
                reading,
                phase.readings.get(reading, ""),
            )
        for stretch in phase.suspended:
            yield row("suspended", phase.phase.id, stretch.since, stretch.until)
    for lane in found.lanes:
        for stretch in lane.suspended:
            yield row("suspended", lane.clause, stretch.since, stretch.until)
        for one in lane.deadlines:
            state = f"{one.state}, overdue" if one.overdue else one.state
            of = ", ".join(
                (*([str(one.which)] if one.which else []), *(f'on "{name}"' for name in one.readings))
            )
            yield row("deadline", lane.clause, one.by, one.by, of, state, "", share_data(one.done))
        for day in lane.happened:
            what = "violation" if day.violations else "event"
            grounds = ", ".join(
                f"{ground} {number}" if number > 1 else ground for ground, number in day.grounds.items()
            )
            ground = f"{grounds}; contested" if day.contested else grounds
            yield row(what, lane.clause, day.first, day.last, "", "", ground, _amount(day.done), day.events)


def _moments(standing: Standing, lanes: tuple[Lane, ...]) -> Iterator[int]:
    """Yield every moment that a timeline has to reach."""
    start, end = standing.spans[standing.account]
    stretches = [Stretch(start, end)]
    for phase in standing.phases:
        stretches += [
            Stretch(phase.starts, phase.ends),
            Stretch(phase.planned, None),
            *phase.stretches.values(),
        ]
        stretches += phase.suspended
    for lane in lanes:
        stretches += lane.suspended
        stretches += [Stretch(one.by, one.first_by) for one in lane.deadlines]
        stretches += [Stretch(one.first, min(one.last, standing.at)) for one in lane.happened]
    for one in stretches:
        yield from (moment for moment in (one.since, one.until) if moment is not None)


def _by_clause(standing: Standing) -> dict[str, list[Taken]]:
    """Return what the account takes by the moment asked, by the clauses it is about, in order."""
    found: dict[str, list[Taken]] = {}
    for taken in sorted(standing.taken[standing.account], key=lambda one: (one.span, one.weighed.event.id)):
        if taken.span.first <= standing.at:
            reports = taken.weighed.event.reports
            for id_ in dict.fromkeys(c.id for r in reports for c in standing.hearing.matters.clauses_of(r)):
                found.setdefault(id_, []).append(taken)
    return found


def _lane(standing: Standing, one: ClauseStanding, taken: list[Taken]) -> Lane:
    """Lay out one clause; of a part, only what counts for it, since its heading has the rest."""
    counted = {event for variant in one.variants for duty in variant.duties for event in duty.events}
    is_part = one.clause.part_of in standing.agreement.clauses
    if is_part:
        taken = [each for each in taken if each.weighed.event.id in counted]
    broken = counted if one.clause.norm.endswith("not") else set()
    return Lane(
        one.clause.id, one.clause.part_of or "", one.clause.act, one.bearers, one.state, one.suspended, tuple(_deadlines(one)),
        tuple(_happened(taken, broken, standing.agreement.title.zone, is_part=is_part)),
    )  # fmt: skip


def _is_empty(lane: Lane, standing: Standing) -> bool:
    with_a_phase = {stretch for phase in standing.phases for stretch in phase.suspended}
    return not (lane.deadlines or lane.happened or set(lane.suspended) - with_a_phase)


def _deadlines(one: ClauseStanding) -> Iterator[Deadline]:
    """Yield the deadlines of a clause's duties, the earliest first; what is forbidden or kept up has none."""
    found: dict[tuple[Any, ...], tuple[Duty, list[Variant]]] = {}
    for variant in one.variants:
        for duty in variant.duties:
            is_due = duty.due is not None and not one.clause.norm.endswith("not") and not is_level(one.clause)
            if is_due:
                found.setdefault((duty.due, duty.label, duty.bearers, duty.state), (duty, []))[1].append(
                    variant
                )
    for duty, variants in sorted(found.values(), key=lambda each: (each[0].due, each[0].label)):
        assert duty.due is not None
        readings = tuple(variant.label for variant in variants) if len(variants) < len(one.variants) else ()
        yield Deadline(
            duty.due.last, duty.first_due, duty.which, duty.bearers, duty.amount, duty.done, duty.state, duty.overdue,
            duty.late, readings,
        )  # fmt: skip


def _happened(taken: list[Taken], broken: set[str], zone: str, *, is_part: bool) -> Iterator[Happened]:
    """Yield what happened, day by day."""
    days: dict[tuple[int, int], list[Taken]] = {}
    for one in taken:
        first, last = (DayCount(moment, zone).begins_day() for moment in (one.span.first, one.span.last))
        days.setdefault((first, last), []).append(one)
    for those in days.values():
        yield Happened(
            min(one.span.first for one in those), max(one.span.last for one in those),
            tuple(one.weighed.event.id for one in those), None if is_part else _summed(those),
            Counter(one.weighed.ground for one in those), sum(one.weighed.contested for one in those),
            sum(one.weighed.event.id in broken for one in those),
        )  # fmt: skip


def _summed(those: list[Taken]) -> Share:
    mosts = [one.share.most for one in those]
    most = None if None in mosts else sum(each for each in mosts if each is not None)
    return Share(sum(one.share.least for one in those), most)


def _amount(done: Share | None) -> list[float | int | None] | None:
    return None if done is None else share_data(done)


def _stretch_data(one: Stretch, zone: str) -> dict[str, Any]:
    return {"since": moment_text(one.since, zone), "until": moment_text(one.until, zone)}


def _phase_data(one: PhaseStanding, zone: str) -> dict[str, Any]:
    return {
        "id": one.phase.id,
        "state": one.state,
        "starts": moment_text(one.starts, zone),
        "ends": moment_text(one.ends, zone),
        "planned": moment_text(one.planned, zone),
        "readings": {reading: _stretch_data(stretch, zone) for reading, stretch in one.stretches.items()},
        "suspended": [_stretch_data(stretch, zone) for stretch in one.suspended],
    }


def _lane_data(lane: Lane, zone: str) -> dict[str, Any]:
    return {
        "id": lane.clause,
        "state": lane.state,
        "suspended": [_stretch_data(stretch, zone) for stretch in lane.suspended],
        "deadlines": [
            {
                "by": moment_text(one.by, zone), "first_by": moment_text(one.first_by, zone), "duty": str(one.which),
                "bearer": " and ".join(one.bearers), "amount": None if one.amount is None else number_data(one.amount),
                "done": share_data(one.done), "state": one.state, "overdue": one.overdue,
                "late_seconds": None if one.late is None else list(one.late), "readings": list(one.readings),
            }
            for one in lane.deadlines
        ],
        "happened": [
            {
                "first": moment_text(one.first, zone), "last": moment_text(one.last, zone), "events": list(one.events),
                "done": _amount(one.done), "grounds": dict(one.grounds), "contested": one.contested,
                "violations": one.violations,
            }
            for one in lane.happened
        ],
    }  # fmt: skip
