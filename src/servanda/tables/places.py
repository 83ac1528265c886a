"""What is told of each place: the clauses about it, and the events at it up to the moment asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from servanda.agreement import Clause, terms, terms_of
from servanda.record import Event, Places, Share, act_key
from servanda.standing import ClauseStanding, Standing, moment_text, share_data

FIELDS = (
    "place", "kind", "drawn", "what", "id", "act", "by", "state", "disputed", "unsettled", "overdue", "incident",
    "taken", "least", "most", "ground", "contested", "first", "last",
)  # fmt: skip


def places_data(standing: Standing, places: Places) -> dict[str, Any]:
    """Return every place of a map, then those that clauses and reports name and the map does not have."""
    zone = standing.agreement.title.zone
    return {
        "agreement": standing.agreement.title.id,
        "at": moment_text(standing.at, zone),
        "account": standing.account,
        "places": list(_told(standing, places)),
    }


def places_rows(found: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield the table of places, its header first: a row for each clause and event, one for a place without any."""
    yield FIELDS
    for place in found:
        told = [{"what": "clause", **clause} for clause in place["clauses"]]
        told += [{"what": "event", **event} for event in place["events"]]
        head = {"place": place["place"], "kind": place["kind"], "drawn": place["drawn"]}
        for one in told or [{"what": ""}]:
            row = {**head, **one}
            yield tuple(_cell(row.get(name, "")) for name in FIELDS)


def _told(standing: Standing, places: Places) -> Iterator[dict[str, Any]]:
    spelt: dict[str, str] = {}
    clauses = _clauses_at(standing, places, spelt)
    events = _events_at(standing, places, spelt)
    missing = sorted(name for name in {*clauses, *events} if places.named(name) is None)
    area = {act_key(name) for name in standing.agreement.area}
    for name, place in [
        *((one.name, one) for one in places.table if one.name),
        *((name, None) for name in missing),
    ]:
        keys = {act_key(word) for word in (place.names if place else (name,))}
        yield {
            "place": name, "aliases": list(place.aliases) if place else [], "kind": place.kind if place else "",
            "drawn": place is not None, "area": bool(keys & area),
            "clauses": clauses.get(name, []), "events": events.get(name, []),
        }  # fmt: skip


def _clauses_at(standing: Standing, places: Places, spelt: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Return the clauses about each place: by its name on the map, else as it was first spelt."""
    found: dict[str, list[dict[str, Any]]] = {}
    named = _pattern(places)
    for one in standing.clauses:
        for name in dict.fromkeys(_names_in(one.clause, named)):
            found.setdefault(_called(name, places, spelt), []).append(_clause(one))
    return {name: list({one["id"]: one for one in told}.values()) for name, told in found.items()}


def _pattern(places: Places) -> re.Pattern[str]:
    """Return what finds the names of a map among words, a longer name before one that lies in it."""
    names = sorted({act_key(name) for place in places.table for name in place.names}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)" if names else r"(?!)")


def _names_in(clause: Clause, named: re.Pattern[str]) -> Iterator[str]:
    """Yield the places that a clause says it is at, and those of the map that its act names."""
    yield from (term.place for term in terms_of(clause) if isinstance(term, terms.At))
    yield from named.findall(act_key(clause.act))


def _called(name: str, places: Places, spelt: dict[str, str]) -> str:
    place = places.named(name)
    return spelt.setdefault(act_key(name), name) if place is None else place.name


def _clause(one: ClauseStanding) -> dict[str, Any]:
    return {
        "id": one.clause.id, "act": one.clause.act, "by": list(one.bearers), "state": one.state,
        "disputed": one.disputed, "unsettled": one.unsettled,
        "overdue": any(variant.overdue for variant in one.variants),
    }  # fmt: skip


def _events_at(standing: Standing, places: Places, spelt: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Return the events at each place up to the moment asked, by its name as for clauses."""
    found: dict[str, list[dict[str, Any]]] = {}
    zone = standing.agreement.title.zone
    taken = {one.weighed.event.id: one for one in standing.taken[standing.account]}
    for weighed in sorted(standing.hearing.events, key=lambda w: (w.span, w.event.id)):
        if weighed.span.first > standing.at:
            continue
        event, one = weighed.event, taken.get(weighed.event.id)
        least, most = share_data(Share(0, 0) if one is None else one.share)
        told = {
            "id": event.id, "act": event.act, "by": list(event.actors), "incident": event.matter.forbidden,
            "taken": one is not None, "least": least, "most": most, "ground": weighed.ground,
            "contested": weighed.contested, "first": moment_text(weighed.span.first, zone),
            "last": moment_text(weighed.span.last, zone),
        }  # fmt: skip
        for name in _narrowest(event, standing, places, spelt):
            found.setdefault(name, []).append(told)
    return found


def _narrowest(event: Event, standing: Standing, places: Places, spelt: dict[str, str]) -> list[str]:
    """Return where an event is put: without a place that holds another of those named."""
    agreement = standing.agreement
    named = list(dict.fromkeys(_called(name, places, spelt) for name in event.places))
    wider = {
        _called(name, places, spelt): _called(inside, places, spelt)
        for name, inside in agreement.places.items()
    }
    area = {_called(name, places, spelt) for name in agreement.area}
    gone = {wider[name] for name in named if name in wider}
    if not area.issuperset(named):
        gone |= area
    return [name for name in named if name not in gone]


def _cell(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value
