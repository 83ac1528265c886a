"""Reports grouped into events: which of them tell of one and the same act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
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


def group(reports: Sequence[Report], matters: Matters) -> list[Event]:
    """Return the events that reports tell of, in the order in which they were first told.

    Totals and levels make no event; nor does what is promised, threatened, predicted or demanded.
    """
    performances: dict[tuple[str, ...], list[Report]] = defaultdict(list)
    incidents: dict[tuple[str, ...], list[Report]] = defaultdict(list)
    for report in reports:
        if report.stance not in _TELLING or report.measure in ("total", "level"):
            continue
        act, actors = act_key(report.act), matters.actors(report)
        day = _day(report, matters)
        if matters.of(report).forbidden:
            incidents[(act, "; ".join(actors), day)].append(report)
        else:
            where = "" if report.event else f"{report.kind}|{report.place}|{day}"
            where += "%" if report.in_percent else ""
            performances[(act, "; ".join(actors), report.event, where)].append(report)
    events = [_event(rows, matters) for rows in performances.values()]
    for rows in incidents.values():
        events += [_event(cluster, matters) for cluster in _clusters(rows, matters.agreement.area)]
    return _named_apart(sorted(events, key=lambda event: event.reports[0].order))


def _day(report: Report, matters: Matters) -> str:
    span: Span = report.happened or report.said
    return str(moment_of(span.last, matters.agreement.title.zone).date())


def _event(rows: list[Report], matters: Matters) -> Event:
    rows = sorted(rows, key=lambda report: report.order)
    first = rows[0]
    slug = next((report.event for report in rows if report.event), "")
    return Event(
        slug or f"{act_key(first.act).replace(' ', '-')}@{_day(first, matters)}",
        slug, first.act, matters.actors(first), matters.of(first), tuple(rows),
    )  # fmt: skip


def _clusters(rows: list[Report], area: frozenset[str]) -> list[list[Report]]:
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


def _named_apart(events: list[Event]) -> list[Event]:
    """Give every event an id of its own: acts that share a slug are told apart by act, then by number."""
    taken: set[str] = set()
    named: list[Event] = []
    for event in events:
        names = [
            event.id,
            f"{event.id}: {event.act}",
            *(f"{event.id}: {event.act} {n}" for n in range(2, len(events) + 2)),
        ]
        name = next(name for name in names if name not in taken)
        taken.add(name)
        named.append(Event(name, event.slug, event.act, event.actors, event.matter, event.reports))
    return named
