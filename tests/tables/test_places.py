"""What is told of places: the clauses about each, the events at each, and what the map does not have."""

from __future__ import annotations

import json
from typing import Any

from servanda.record import Places, Report, read_places
from servanda.tables.places import FIELDS, places_data, places_rows
from tests.builders import did, standing_of

TEXT = """\
place "East pier", "West pier" in "the harbour"
clause #calm: each of North and South must not attack
clause #leave: North must leave the Harbour by day 10
clause #open: South must open the East Pier by day 10
clause #dig: South must dig at "the valley" by day 10
"""


def drawn(*names: str) -> Places:
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "aliases": ["Mole"] if name == "West pier" else []},
            "geometry": {"type": "Point", "coordinates": [number, 0]},
        }
        for number, name in enumerate(names)
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    places, problems = read_places(data, "places.geojson")
    assert not problems
    return places


def told(*reports: Report, places: Places, account: str = "generous") -> dict[str, Any]:
    data = places_data(standing_of(TEXT, *reports, on="2025-01-09", account=account), places)
    return {one["place"]: one for one in data["places"]}


def test_a_clause_is_about_the_place_it_is_at_and_those_its_act_names() -> None:
    """A clause is about where it says it is, and about the longest names of the map in its act."""
    found = told(places=drawn("the harbour", "pier", "East pier"))
    assert {name: [clause["id"] for clause in one["clauses"]] for name, one in found.items()} == {
        "the harbour": ["leave"],
        "pier": [],
        "East pier": ["open"],
        "the valley": ["dig"],
    }
    assert [name for name, one in found.items() if not one["drawn"]] == ["the valley"]


def test_an_event_is_put_at_its_narrowest_place() -> None:
    """A place of the map goes by its own name, and what holds another place of the event is left out."""
    found = told(
        did("attack", "2025-01-03", event="one", place="mole"),
        did("attack", "2025-01-03", event="one", place="the harbour"),
        did("attack", "2025-01-03", event="one", place="Land"),
        did("attack", "2025-01-04", place="land"),
        places=drawn("West pier", "the harbour"),
    )
    assert {name: [event["first"][:10] for event in one["events"]] for name, one in found.items()} == {
        "West pier": ["2025-01-03"],
        "the harbour": [],
        "Land": ["2025-01-04"],
        "the valley": [],
    }
    assert (found["Land"]["area"], found["Land"]["drawn"]) == (True, False)


def test_events_say_whether_the_account_takes_them() -> None:
    """What one account takes and another does not is at the place for both, and what is later is at it for none."""
    reports = (
        did("attack", "2025-01-03", place="mole", speaker="South office"),
        did("attack", "2025-01-20", place="mole"),
    )
    for account, is_taken in (("South", True), ("North", False)):
        (event,) = told(*reports, places=drawn("West pier"), account=account)["West pier"]["events"]
        assert (event["incident"], event["taken"], event["by"]) == (True, is_taken, ["North"])


def test_one_place_in_two_spellings_is_one() -> None:
    """A place that the map does not have goes by its first spelling."""
    found = told(
        did("attack", "2025-01-03", place="The Ford"), did("attack", "2025-01-04", place="the  ford"),
        places=Places(),
    )  # fmt: skip
    assert [(name, len(one["events"])) for name, one in found.items()] == [("The Ford", 2), ("the valley", 0)]


def test_the_rows_tell_every_place() -> None:
    """Each clause and each event is a row, and so is a place that nothing is told of."""
    data = told(did("attack", "2025-01-03", place="mole"), places=drawn("West pier", "the cape"))
    header, *rows = places_rows(data.values())
    assert header == FIELDS
    assert [(row[0], row[3], row[4]) for row in rows] == [
        ("West pier", "event", "attack@2025-01-03"),
        ("the cape", "", ""),
        ("the valley", "clause", "dig"),
    ]
