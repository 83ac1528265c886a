from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

import servanda
from servanda.clock import moment_of
from servanda.record import Source, Sources
from servanda.standing import ClauseStanding, Duty, Standing
from servanda.web.feeds import calendar_of
from servanda.web.feeds.calendar import MOST_OPEN
from servanda.web.language import language
from tests.builders import TABLE, report, standing_of
from tests.case_files import EXAMPLES, ROOT

ENGLISH = language("en")
LETTERS = st.characters(exclude_categories=["Cs"])
LAST = {"good-friday-1998": "2000-07-28", "shalit-2011": "2011-12-18", "colombia-2016": "2017-06-16"}


def address(clause: str) -> str:
    return f"https://example.org/a/clause/{clause}?lang=en&x=1"


@cache
def standing(name: str, on: str) -> Standing:
    return servanda.load(ROOT / "examples" / name).standing(on, on)


def parsed(made: bytes) -> Any:
    return vobject.readOne(made.decode())


def events(made: bytes) -> list[Any]:
    return list(getattr(parsed(made), "vevent_list", []))


def owed(of: Standing) -> Iterator[tuple[ClauseStanding, Duty]]:
    """Yield each duty that has a time, on every reading."""
    for one in of.clauses:
        if one.clause.norm in ("must", "should") and not one.clause.heading:
            for variant in one.variants:
                yield from ((one, duty) for duty in variant.duties if duty.due is not None)


def is_single(duty: Duty) -> bool:
    return not str(duty.label) or str(duty.label).startswith(("stage ", "for ", "before "))


def told(event: Any) -> tuple[str, str, datetime.date]:
    """Return the clause, the state and the last day of an event."""
    clause = event.url.value.split("/")[-1].split("?")[0]
    day = event.dtend.value - datetime.timedelta(days=1) if hasattr(event, "dtend") else event.dtstart.value
    return clause, event.categories.value[0], day.date() if isinstance(day, datetime.datetime) else day


def of_standing(of: Standing, duty: Duty, clause: str) -> tuple[str, str, datetime.date]:
    assert duty.due is not None
    return clause, duty.state, moment_of(duty.due.last, of.agreement.title.zone).date().to_stdlib()


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_deadline_of_an_example_is_an_event_with_its_state(name: str) -> None:
    """Another program reads each duty that is one of a few, on its day and in its state; and no event is about any other."""
    of = standing(name, LAST.get(name, "2025-02-10"))
    found = {told(event) for event in events(calendar_of(of, None, ENGLISH, address))}
    single = {of_standing(of, duty, one.clause.id) for one, duty in owed(of) if is_single(duty)}
    every = {of_standing(of, duty, one.clause.id) for one, duty in owed(of)}
    assert single <= found <= every


def test_duties_that_come_every_day_do_not_flood_the_calendar() -> None:
    """Of a duty of every day only the latest that are not done are there, and those to come or done of late."""
    of = standing("gaza-2025", "2025-03-01")
    fuel = [
        event for event in events(calendar_of(of, "Israel", ENGLISH, address)) if "/fuel" in event.url.value
    ]
    days = [told(event)[2] for event in fuel]
    assert len(of.of("fuel").first.duties) > 2 * MOST_OPEN
    assert len(days) <= MOST_OPEN + 1
    assert max(days) == datetime.date(2025, 3, 1)


def test_a_party_finds_its_own_duties_only() -> None:
    """The calendar of a party holds the events of its duties, joint ones too, and those of nobody else."""
    of = standing("gaza-2025", "2025-02-10")
    clauses = {told(event)[0] for event in events(calendar_of(of, "Hamas", ENGLISH, address))}
    assert clauses == {one.clause.id for one, duty in owed(of) if "Hamas" in duty.bearers}
    assert "talks" in clauses
    assert "aid" not in clauses


def test_a_days_end_is_a_whole_day_and_an_hour_is_in_the_agreements_zone() -> None:
    """A deadline by a day fills that day; one at an hour stands at it, in the zone that is named and described."""
    head = """\
agreement #z "Z"
  in force 2025-01-01 08:00 Asia/Jerusalem
  day 1 is the day of entry
  within is inclusive
party North, South
area Land
"""
    of = standing_of(
        "clause #a: North must leave by day 5\nclause #b: North must wait within 36 hours of entry\n",
        on="2025-01-03",
        head=head,
    )
    made = calendar_of(of, None, ENGLISH, address)
    hour, day = sorted(events(made), key=lambda event: event.url.value, reverse=True)
    assert (day.dtstart.value, day.dtend.value) == (datetime.date(2025, 1, 5), datetime.date(2025, 1, 6))
    assert hour.dtstart.value.isoformat() == "2025-01-02T20:00:00+02:00"
    assert b"TZID=Asia/Jerusalem" in made
    assert b"BEGIN:VTIMEZONE" in made


def test_events_keep_their_names_and_count_up_as_more_is_known() -> None:
    """From one day to the next an event keeps its UID, and neither its sequence nor its last change goes back."""
    earlier, later = (
        {
            event.uid.value: event
            for event in events(calendar_of(standing("gaza-2025", on), None, ENGLISH, address))
        }
        for on in ("2025-02-08", "2025-02-10")
    )
    stages = {uid for uid, event in earlier.items() if "stage" in event.summary.value}
    assert len(stages) == 7
    assert stages <= later.keys()
    for uid in earlier.keys() & later.keys():
        assert int(earlier[uid].sequence.value) <= int(later[uid].sequence.value)
        assert earlier[uid].last_modified.value <= later[uid].last_modified.value
        if earlier[uid].categories.value != later[uid].categories.value:
            assert int(earlier[uid].sequence.value) < int(later[uid].sequence.value)


def test_no_two_events_share_a_name() -> None:
    """Every UID is one event's."""
    for name in EXAMPLES:
        uids = [
            event.uid.value
            for event in events(calendar_of(standing(name, "2025-02-10"), None, ENGLISH, address))
        ]
        assert len(uids) == len(set(uids))


def test_it_is_published_to_be_followed() -> None:
    """The calendar says that it is published, its name, and how often to fetch it; the same asked twice is the same."""
    of = standing("gaza-2025", "2025-02-10")
    made = calendar_of(of, "Israel", ENGLISH, address)
    calendar = parsed(made)
    assert calendar.method.value == "PUBLISH"
    assert (
        calendar.x_wr_calname.value == "Deadlines of Israel: Gaza ceasefire and hostage release, January 2025"
    )
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in made
    assert made == calendar_of(of, "Israel", ENGLISH, address)
    assert {event.transp.value for event in events(made)} == {"TRANSPARENT"}


def test_an_event_says_in_words_how_it_stands() -> None:
    """The summary has the sign and the word of the state; a reading's own deadline is tentative and names the reading."""
    found = {
        event.summary.value: event
        for event in events(calendar_of(standing("gaza-2025", "2025-02-10"), None, ENGLISH, address))
    }
    assert "✓ hostages: stage 3: Hamas – fulfilled" in found
    assert "● talks: Israel and Hamas – in force, overdue" in found
    road = found["● coastal-road: Israel – in force, overdue"]
    assert road.status.value == "TENTATIVE"
    assert "On the reading “" in road.description.value
    assert found["✓ hostages: stage 3: Hamas – fulfilled"].status.value == "CONFIRMED"


def test_an_agreement_without_deadlines_gives_an_empty_calendar() -> None:
    """Prohibitions have no deadline."""
    assert (
        events(calendar_of(standing_of("clause #c: North must not attack\n"), None, ENGLISH, address)) == []
    )


@settings(max_examples=40)
@given(st.text(LETTERS, min_size=1).filter(str.strip))
def test_any_note_and_any_name_keep_it_whole(text: str) -> None:
    """Whatever a speaker is called, and whatever a note or an address says, another program reads the events back."""
    sources = Sources((*TABLE, Source(text)))
    row = report("r1", "leave", speaker=text, note=text, said="2025-01-04")
    of = standing_of("clause #c: North must leave by day 5\n", row, sources=sources, on="2025-01-20")
    (event,) = events(calendar_of(of, None, ENGLISH, address))
    assert told(event)[:2] == ("c", of.of("c").state)


@settings(max_examples=40)
@given(st.text(LETTERS, min_size=1))
def test_any_party_can_be_asked_for(text: str) -> None:
    """A party of any name gives a calendar that another program reads."""
    of = standing_of("clause #c: North must leave by day 5\n")
    assert len(events(calendar_of(of, text, ENGLISH, address))) == (text == "North")


@pytest.mark.parametrize("code", ["ar", "he"])
def test_it_is_told_in_any_language(code: str) -> None:
    """The states are words of the language asked for."""
    of = standing("gaza-2025", "2025-02-10")
    states = {told(event)[1] for event in events(calendar_of(of, None, language(code), address))}
    assert language(code).state("fulfilled") in states
    assert "fulfilled" not in states
    of = standing_of("clause #c: North must free 5 captives by day 9\n")
    (event,) = events(calendar_of(of, None, language(code), address))
    assert [word for word in ("must", "of 5") if word in event.description.value] == []
