"""The timeline: phases, deadlines, what happened, and when things lay still."""

from __future__ import annotations

import json

import pytest

from servanda.standing import Standing
from servanda.tables import Timeline, events_data, timeline, timeline_data, timeline_rows
from servanda.tables.timeline import FIELDS
from tests.tables.shelves import MOMENTS, standing_of


def lane_of(found: Timeline, clause: str) -> dict[str, list[object]]:
    """One lane's deadlines and events, as they are told."""
    (lane,) = [lane for lane in found.lanes if lane.clause == clause]
    return {"deadlines": [*lane.deadlines], "happened": [*lane.happened]}


@pytest.mark.parametrize("example", MOMENTS)
def test_all_lies_between_the_ends(example: str) -> None:
    """Whatever a timeline tells lies between its two ends, and nothing has happened after the moment asked."""
    found = timeline(standing_of(example))
    assert found.since <= found.at <= found.until
    for lane in found.lanes:
        assert all(found.since <= one.by <= found.until for one in lane.deadlines)
        assert all(found.since <= one.first <= found.at for one in lane.happened)


@pytest.mark.parametrize("example", MOMENTS)
def test_no_lane_is_empty_and_all_are_in_order(example: str) -> None:
    """Lanes stand in the order of the agreement, and each has a deadline, an event or a stretch in which it lay still."""
    standing = standing_of(example)
    found = timeline(standing)
    order = [one.clause.id for one in standing.clauses]
    assert [lane.clause for lane in found.lanes] == sorted(
        (lane.clause for lane in found.lanes), key=order.index
    )
    assert all(lane.deadlines or lane.happened or lane.suspended for lane in found.lanes)


@pytest.mark.parametrize("example", MOMENTS)
def test_every_event_taken_is_on_the_lane_of_its_clause(example: str) -> None:
    """What the account takes of a clause that is no part of another is on its lane once, on its day."""
    standing = standing_of(example)
    on_lanes = {
        (lane.clause, event)
        for lane in timeline(standing).lanes
        for one in lane.happened
        for event in one.events
    }
    parts = {one.clause.id for one in standing.clauses if one.clause.part_of in standing.agreement.clauses}
    taken = {
        (clause, event["event"])
        for event in events_data(standing)["events"]
        for clause in event["clauses"]
        if event["taken"]
    }
    assert {pair for pair in on_lanes if pair[0] not in parts} == {
        pair for pair in taken if pair[0] not in parts
    }


def test_one_day_is_one_mark() -> None:
    """Events of one clause on one day are told together, with their number."""
    for lane in timeline(standing_of("gaza-2025")).lanes:
        days = [(one.first // 86400, one.last // 86400) for one in lane.happened]
        assert len(days) == len(set(days))
    calm = lane_of(timeline(standing_of("gaza-2025")), "calm")
    assert any(len(one.events) == 2 and one.violations == 2 for one in calm["happened"])  # type: ignore[attr-defined]


def test_a_part_has_only_what_counts_for_it() -> None:
    """A release that holds no prisoner of a kind is on the heading's lane, and not on that of the kind."""
    found = timeline(standing_of("gaza-2025"))
    events = {lane.clause: [event for one in lane.happened for event in one.events] for lane in found.lanes}
    assert len(events["prisoners"]) > len(events["C1"]) == 2
    assert set(events["C1"]) < set(events["prisoners"])
    assert all(one.done is None for lane in found.lanes if lane.clause == "C1" for one in lane.happened)


def test_a_moved_deadline_keeps_the_first() -> None:
    """A deadline that was moved is told with the day on which it first lay."""
    found = timeline(standing_of("south-sudan-2018", "2020-01-01"))
    deadlines = lane_of(found, "government")["deadlines"]
    assert deadlines
    assert all(one.first_by < one.by for one in deadlines)  # type: ignore[attr-defined]


def test_a_reading_is_named_where_others_have_no_such_deadline() -> None:
    """A deadline that stands on one reading only says on which."""
    found = timeline(standing_of("gaza-2025", "2025-02-10"))
    readings = [one.readings for one in lane_of(found, "coastal-road")["deadlines"]]  # type: ignore[attr-defined]
    assert readings == [("at the start",), ("on day 7",)]


def test_what_is_forbidden_and_what_is_kept_up_has_no_deadline() -> None:
    """The end of a prohibition, or of a level to be kept, is no deadline."""
    lanes = {lane.clause: lane for lane in timeline(standing_of("gaza-2025")).lanes}
    assert lanes["calm"].deadlines == ()
    assert not {"warheads", "launchers"} & {
        lane.clause for lane in timeline(standing_of("new-start-2010")).lanes
    }


def test_rows_and_data_tell_the_same() -> None:
    """The table has a row for every phase, reading, stretch, deadline and day of the data; both are plain."""
    for example in ("gaza-2025", "good-friday-1998", "south-sudan-2018"):
        standing: Standing = standing_of(example)
        header, *rows = timeline_rows(standing)
        data = json.loads(json.dumps(timeline_data(standing)))
        assert header == FIELDS
        assert {len(row) for row in rows} == {len(FIELDS)}
        for what, number in (
            ("phase", len(data["phases"])),
            ("reading", sum(len(one["readings"]) for one in data["phases"])),
            ("first planned", sum(one["planned"] is not None for one in data["phases"])),
            ("suspended", sum(len(one["suspended"]) for one in (*data["phases"], *data["clauses"]))),
            ("deadline", sum(len(one["deadlines"]) for one in data["clauses"])),
        ):
            assert sum(row[0] == what for row in rows) == number
        happened = [day for one in data["clauses"] for day in one["happened"]]
        assert sum(row[0] in ("event", "violation") for row in rows) == len(happened)
        assert sum(row[0] == "violation" for row in rows) == sum(day["violations"] > 0 for day in happened)


def test_an_agreement_that_has_not_begun_has_a_timeline() -> None:
    """Before anything is in force there is still a timeline, with the moment asked on it."""
    standing = standing_of("gaza-2025", "2025-01-10")
    assert standing.spans["cautious"] == (None, None)
    found = timeline(standing)
    assert found.since <= found.at < found.until
    assert not any(lane.happened for lane in found.lanes)
