"""Reports grouped into events: which of them tell of one and the same act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from servanda.clock import Span, moment_of
from servanda.record.matter import Matter, Matters, act_key
from servanda.record.report import Report


@dataclass(frozen=True)
class Event:
    """An act that is said to have happened, with every report about it.

    Attributes:
        id: the record's own id where it has one, else the act and the day.
        slug: what it shares with the other acts of one exchange.
        reports: those that tell of it, by when they were said.
    """

    id: str
    slug: str
    act: str
    actors: tuple[str, ...]
    matter: Matter
    reports: tuple[Report, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """The places that its reports name."""
        return tuple(dict.fromkeys(report.place for report in self.reports if report.place))

    @property
    def in_percent(self) -> bool:
        """Whether it is told in hundredths of a whole."""
        return self.reports[0].in_percent

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that its reports name, as they are compared."""
        return frozenset(act_key(report.kind) for report in self.reports if report.kind)

    def named(self, id_: str) -> Event:
        """Return the event under another id."""
        return Event(id_, self.slug, self.act, self.actors, self.matter, self.reports)


_TELLING = ("asserts", "denies", "partly denies", "declares")


def effective(reports: Iterable[Report], voice_key: dict[str, str]) -> list[Report]:
    """Return the reports that stand: none that its own speaker has since replaced.

    A replacement by anybody else is only a denial, and both stay.

    Args:
        reports: those heard.
        voice_key: the key of each report's voice, by the report's id.
    """
    heard = sorted(reports, key=lambda report: report.order)
    by_id = {report.id: report for report in heard}
    gone = {
        report.replaces
        for report in heard
        if report.replaces in by_id
        and report.replaces != report.id
        and voice_key[report.replaces] == voice_key[report.id]
    }
    return [report for report in heard if report.id not in gone]


@dataclass(frozen=True)
class Unit:
    """What reports must share to tell of one event; the reports of one unit are made into events together.

    Attributes:
        act: the act's words, as they are compared.
        day: the day of an incident.
        event: of a performance, the event that its report names.
        where: of a performance without a name, its kind, place and day; and whether it is told in hundredths.
    """

    act: str
    actors: tuple[str, ...]
    day: str = ""
    event: str = ""
    where: str = ""


def unit_of(report: Report, matters: Matters) -> Unit | None:
    """Return the unit that a report falls into; None for one that makes no event.

    Totals and levels make no event; nor does what is promised, threatened, predicted or demanded.
    """
    if report.stance not in _TELLING or report.measure in ("total", "level"):
        return None
    act, actors = act_key(report.act), matters.actors(report)
    if matters.of(report).forbidden:
        return Unit(act, actors, day=day_of(report, matters.agreement.title.zone))
    where = (
        "" if report.event else f"{report.kind}|{report.place}|{day_of(report, matters.agreement.title.zone)}"
    )
    return Unit(act, actors, event=report.event, where=where + ("%" if report.in_percent else ""))


def events_of(unit: Unit, reports: Sequence[Report], matters: Matters) -> list[Event]:
    """Return the events that the reports of a unit tell of; each by the id that it would have alone."""
    if not unit.day:
        return [_event(reports, matters)]
    return [_event(cluster, matters) for cluster in _clusters(reports, matters.agreement.area)]


def group(reports: Iterable[Report], matters: Matters) -> list[Event]:
    """Return the events that reports tell of, in the order in which they were first told."""
    units: dict[Unit, list[Report]] = defaultdict(list)
    for report in reports:
        unit = unit_of(report, matters)
        if unit is not None:
            units[unit].append(report)
    events = [event for unit, rows in units.items() for event in events_of(unit, rows, matters)]
    events.sort(key=lambda event: event.reports[0].order)
    return [event.named(name) for event, name in zip(events, names_apart(events), strict=True)]


def day_of(report: Report, zone: str) -> str:
    """Return the day on which what a report tells happened, at the latest, in a zone."""
    span: Span = report.happened or report.said
    return str(moment_of(span.last, zone).date())


def _event(rows: Sequence[Report], matters: Matters) -> Event:
    rows = sorted(rows, key=lambda report: report.order)
    first = rows[0]
    slug = next((report.event for report in rows if report.event), "")
    return Event(
        slug or f"{act_key(first.act).replace(' ', '-')}@{day_of(first, matters.agreement.title.zone)}",
        slug, first.act, matters.actors(first), matters.of(first), tuple(rows),
    )  # fmt: skip


def _clusters(rows: Sequence[Report], area: frozenset[str]) -> list[list[Report]]:
    """Part one actor's incidents of one day: by place and by the recorder's hand.

    Two rows are one incident where they share a narrow place or an event id; a wide or blank place joins the
    day's first incident with a narrower one.
    """
    wide = {act_key(name) for name in area} | {""}
    clusters: list[list[Report]] = []
    narrow = [row for row in rows if act_key(row.place) not in wide]
    for row in narrow + [row for row in rows if act_key(row.place) in wide]:
        is_wide = act_key(row.place) in wide
        joined = [c for c in clusters if _is_one(row, c)] or (clusters[:1] if is_wide else [])
        merged = [row, *(other for cluster in joined for other in cluster)]
        clusters = [cluster for cluster in clusters if not any(cluster is j for j in joined)]
        clusters.append(merged)
    return clusters


def _is_one(row: Report, cluster: list[Report]) -> bool:
    return any(
        (row.event and row.event == other.event) or (row.place and act_key(row.place) == act_key(other.place))
        for other in cluster
    )


def stem_of(event: Event) -> str:
    """Return what the ids of some events must share if one may be in the way of the other."""
    return event.id.split(":")[0]


def names_apart(events: Iterable[Event]) -> Iterator[str]:
    """Yield an id of its own for every event: acts that share a slug are told apart by act, then by number."""
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for event in events:
        name, full = event.id, f"{event.id}: {event.act}"
        if name in taken:
            name = full
        number = numbers.get(full, 1)
        while name in taken:
            number += 1
            name = f"{full} {number}"
        numbers[full] = number
        taken.add(name)
        yield name
