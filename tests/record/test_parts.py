"""Wholes and parts, events and their grouping."""

from __future__ import annotations

from servanda.record import Report, Share, act_key
from tests.builders import hearing_of, report, taken, weighed


def some(id_: str, quantity: str, kind: str = "", speaker: str = "Ann", **cells: str) -> Report:
    return report(id_, quantity=quantity, kind=kind, speaker=speaker, **cells)


def test_disjoint_parts_add_up() -> None:
    """Parts that share nothing raise the least to their sum."""
    assert taken(some("r1", "2", "men"), some("r2", "3", "women")) == Share(5, 5)


def test_parts_that_may_overlap_do_not_add_up() -> None:
    """Of parts that may share members, the largest counts."""
    assert taken(some("r1", "2", "tall"), some("r2", "3", "old")) == Share(3, 3)


def test_a_part_without_bound_leaves_the_sum_without_bound() -> None:
    """A part of at least so many has no most, nor has the sum."""
    assert taken(some("r1", "2..", "men"), some("r2", "3", "women")) == Share(5, None)


def test_parts_never_replace_a_whole() -> None:
    """Parts raise the least of a whole that is told, and never above its most."""
    assert taken(some("r1", "4"), some("r2", "5", "men")) == Share(4, 4)
    assert taken(some("r1", "4.."), some("r2", "6", "men")) == Share(6, None)


def test_a_part_stands_where_the_whole_is_only_claimed() -> None:
    """A bearer's claim of the whole takes nothing away from a part that others tell."""
    rows = (some("r1", "9", speaker="North office"), some("r2", "3", "men"))
    assert taken(*rows) == Share(3, 3)
    one = weighed(*rows)
    assert (one.ground, one.contested) == ("unopposed", False)


def test_a_refuted_whole_takes_its_parts_with_it() -> None:
    """Where the actor says it did none, no part of it is taken."""
    assert taken(report("r1", speaker="North office", stance="denies"), some("r2", "3", "men")) is None


def test_excluded_kinds_do_not_count() -> None:
    """A kind that the text leaves out is refuted here, and the rule says why."""
    one = weighed(some("r1", "5", "foreigners"))
    assert one.ground == "refuted"
    assert "leaves out" in one.rule
    assert taken(some("r1", "5", "foreigners"), some("r2", "2", "men")) == Share(2, 2)


def test_a_narrower_place_is_a_part() -> None:
    """Where a clause names its place, a row that names another tells of a part and fulfils nothing."""
    text = "clause #leave: North must withdraw at Valley by day 9\n"
    one = weighed(report("r1", "withdraw", place="East Valley"), text=text)
    assert one.whole is None
    assert one.ground == "unopposed"
    assert taken(report("r1", "withdraw", place="East Valley"), text=text) is None
    assert taken(report("r1", "withdraw", place="valley"), text=text) == Share(1, 1)


def test_rows_without_an_id_group_by_act_actor_kind_place_and_day() -> None:
    """Rows without an event id are one event where act, actor, kind, place and day are the same."""
    rows = [
        some("r1", "2", event=""),
        some("r2", "2", event="", speaker="Ben"),
        some("r3", "2", event="", happened="2025-01-09", said="2025-01-09"),
    ]
    ids = [one.event.id for one in hearing_of(rows).events]
    assert ids == ["free-captives@2025-01-02", "free-captives@2025-01-09"]


def test_acts_of_one_exchange_share_its_id_and_stay_apart() -> None:
    """Different acts under one id are told apart by their act, then by number."""
    rows = [
        report("r1"),
        report("r2", "pull back"),
        report("r3", "pay coins", "South"),
        report("r4", "pay coins", "North"),
    ]
    ids = [one.event.id for one in hearing_of(rows).events]
    assert ids == ["e1", "e1: pull back", "e1: pay coins", "e1: pay coins 2"]


def test_promises_totals_and_levels_make_no_event() -> None:
    """What is promised, threatened, predicted or demanded, and totals and levels, tell of no event."""
    rows = [report(f"r{n}", stance=s) for n, s in enumerate(("promises", "threatens", "predicts", "demands"))]
    rows += [report("r8", quantity="9", measure="total"), report("r9", quantity="9", measure="level")]
    assert hearing_of(rows).events == ()


def hit(id_: str, place: str = "", event: str = "", **cells: str) -> Report:
    return report(id_, "attack", "North", place=place, event=event, **cells)


def test_incidents_of_one_day_and_place_are_one() -> None:
    """One actor, act, day and place is one incident; another place or day is another."""
    rows = [
        hit("r1", "Hill"),
        hit("r2", "hill", speaker="Ben"),
        hit("r3", "Ford"),
        hit("r4", "Hill", said="2025-01-05"),
    ]
    assert [len(one.event.reports) for one in hearing_of(rows).events] == [2, 1, 1]


def test_a_wide_or_blank_place_joins_the_narrow_one() -> None:
    """A blank place, or the area itself, joins that day's narrower incident."""
    events = hearing_of([hit("r1", "Land"), hit("r2"), hit("r3", "Hill")]).events
    assert [one.event.places for one in events] == [("Land", "Hill")]
    assert len(hearing_of([hit("r1", "Land"), hit("r2")]).events) == 1


def test_the_recorder_can_join_incidents() -> None:
    """Rows that share an event id are one incident at two places."""
    events = hearing_of([hit("r1", "Hill", "raid"), hit("r2", "Ford", "raid")]).events
    assert [(one.event.id, one.event.kinds) for one in events] == [("raid", frozenset())]


def test_acts_are_compared_without_case_and_spaces() -> None:
    """An act is the same in any case and spacing."""
    assert act_key("Free  Captives") == act_key("free captives")
    assert taken(some("r1", "3", act="Free   Captives")) == Share(3, 3)


def test_an_act_that_no_clause_names_is_still_an_event() -> None:
    """An act outside the agreement is weighed too, under no clause."""
    rows = [report("r1", "sing", "")]
    hearing = hearing_of(rows)
    assert hearing.events[0].event.matter.clauses == ()
    assert hearing.about == {}


def test_a_report_names_the_clauses_it_is_about() -> None:
    """A row that names a clause is about that clause and no other; a row by another actor is about none."""
    text = "clause #one: North must sign by day 3\nclause #two: each of North and South must sign by day 9\n"
    named = hearing_of([report("r1", "sign", clause="#two")], text)
    assert list(named.about) == ["two"]
    assert list(hearing_of([report("r1", "sign")], text).about) == ["one", "two"]
    assert list(hearing_of([report("r1", "sign", "South")], text).about) == ["two"]
    assert list(hearing_of([report("r1", "sign", "Oslo")], text).about) == []
