"""The places that clauses and reports name: on a map, and in a table that tells the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from servanda.tables import places_data, places_rows
from servanda.web.charts.map import map_of
from servanda.web.page import QUESTION, Page, Sheet
from servanda.web.visit import Visit

MOST_EVENTS = 4
"""The most events of a place that its row of the table shows, the latest first."""


def places(visit: Visit) -> Page:
    """Return what is told of each place."""
    drawn = visit.desk.folder.places
    data = places_data(visit.standing, drawn)
    told = data["places"]
    found = [_row(one, visit) for one in told if one["clauses"] or one["events"]]
    view = {
        "map": map_of(drawn, told, visit.speech),
        "on_map": [one for one in found if one["drawn"]],
        "off_map": [one for one in found if not one["drawn"]],
        "untold": [
            _called(one, visit) for one in told if one["drawn"] and not (one["clauses"] or one["events"])
        ],
    }
    return Page("places.html", visit.language.text("Places"), view, lambda: data, lambda: places_rows(told))


def _row(one: Mapping[str, Any], visit: Visit) -> dict[str, Any]:
    """Return a place with its incidents counted, and only its latest events."""
    incidents = [event["taken"] for event in one["events"] if event["incident"]]
    return {
        **one, "called": _called(one, visit), "latest": one["events"][::-1][:MOST_EVENTS],
        "earlier": max(0, len(one["events"]) - MOST_EVENTS), "taken": sum(incidents),
        "told": len(incidents) - sum(incidents),
    }  # fmt: skip


def _called(one: Mapping[str, Any], visit: Visit) -> str:
    """Return a place's name in the reader's language, as far as the map has one."""
    place = visit.desk.folder.places.named(one["place"])
    return str(one["place"]) if place is None else place.called(visit.language.code)


SHEET = Sheet(
    "/{agreement}/places", "places", "The places that clauses and reports name, and what is told of each.", places, QUESTION,
)  # fmt: skip
