"""Amendments: what becomes another, restated words, phases and lists, whose force is disputed, and instruments."""

from __future__ import annotations

import pytest

from servanda.record import Report, Share
from tests.builders import at, did, due_of, duties_of, remarks_of, standing_of, state_of

PULL = "clause #c: North must pull back by day 20\n"
FREE = "clause #c: North must free 10 captives to South by day 20\n"
HELD = """\
amendment #note in force day 5 held by South
  in #c: by day 10
clause #c: North must pull back by day 20
"""


def amendment(change: str, since: str = "day 8", more: str = "") -> str:
    return f"amendment #later in force {since}{more}\n  {change}\n"


@pytest.mark.parametrize(
    ("change", "due"),
    [
        ("in #c: day 20 becomes day 25", "2025-01-25"),
        ("in #c: day 20 becomes 2025-01-22 23:59", "2025-01-22T23:59"),
        ("in #c: by 3 days after 2025-01-24", "2025-01-27"),
        ("in #c: day 99 becomes day 25", "2025-01-20"),
    ],
)
def test_a_moment_becomes_another(change: str, due: str) -> None:
    """From the amendment on the new moment is due; a moment that is not there changes nothing; the first is kept."""
    duty = duties_of(amendment(change) + PULL, on="2025-01-10")[0]
    assert duty.due is not None
    assert duty.due.last == at(due)
    assert duty.first_due == (None if due == "2025-01-20" else at("2025-01-20"))
    assert due_of(amendment(change) + PULL, on="2025-01-07") == at("2025-01-20")


def test_a_length_becomes_another() -> None:
    """The length of a window or a deadline changes wherever it stands."""
    text = "clause #c: North must pull back within 10 days of entry\n"
    assert due_of(amendment("in #c: 10 days becomes 2 weeks") + text, on="2025-01-09") == at("2025-01-15")


def test_a_number_becomes_another() -> None:
    """Ten become seven: what was short is enough, from the amendment on."""
    text = amendment("in #c: number 10 becomes 7") + FREE
    row = did("free captives", "2025-01-05", quantity="7")
    assert [state_of(text, row, on=on) for on in ("2025-01-07", "2025-01-09")] == ["in force", "fulfilled"]


def test_words_are_restated_by_their_kind() -> None:
    """New words take the place of those of their kind and leave the others."""
    text = (
        amendment('in #c: except "self defence" until day 12')
        + "clause #c: North must not attack until day 30\n"
    )
    excused = did("attack", "2025-01-11", kind="self defence")
    assert state_of(text, excused, on="2025-01-11T23:00") == "in force"
    assert state_of(text, on="2025-01-13") == "kept"
    assert state_of(text, did("attack", "2025-01-11"), on="2025-01-13") == "violated"


def test_a_late_performance_says_how_late_on_the_first_date_too() -> None:
    """Done two days after the amended date, it is seven after the first."""
    text = amendment("in #c: day 20 becomes day 25") + PULL
    words = dict(remarks_of(standing_of(text, did("pull back", "2025-01-27T12:00"))))
    assert words["late"] == "fulfilled 2 days late; 7 days after the first date"
    assert "late" not in dict(remarks_of(standing_of(text, did("pull back", "2025-01-23"))))


def test_a_phase_is_amended_with_all_that_hangs_on_it() -> None:
    """A phase that becomes longer moves the end of its clauses and the start of what follows, and its first end is kept."""
    text = amendment("in phase one: 10 days becomes 15 days") + (
        "phase one: from entry for 10 days\nphase two: from end of phase one for 5 days\nclause #c: North must pull back in phase one\n"
    )
    standing = standing_of(text, on="2025-01-09")
    assert [(p.ends, p.planned) for p in standing.phases] == [
        (at("2025-01-15"), at("2025-01-10")),
        (at("2025-01-20"), None),
    ]
    duty = standing.of("c").first.duties[0]
    assert (duty.due and duty.due.last, duty.first_due) == (at("2025-01-15"), at("2025-01-10"))
    assert standing_of(text, on="2025-01-07").phases[0].ends == at("2025-01-10")


def test_a_list_that_changes_is_said() -> None:
    """What a list says is shown beside its clause, and since which amendment."""
    text = amendment('in #zones: is "26 zones" of 26') + (
        'list #zones is "23 zones" of 23 may change\nclause #c: North must leave all zones by day 20\n  as listed in #zones\n'
    )
    assert ("listed", "as listed in #zones: 23 zones, 23 in all") in remarks_of(
        standing_of(text, on="2025-01-07")
    )
    after = ("listed", "as listed in #zones: 26 zones, 26 in all, since #later")
    assert after in remarks_of(standing_of(text, on="2025-01-09"))


def test_a_list_that_changes_with_an_event_is_said_too() -> None:
    """The remark on a list goes by whether its amendment is in force, also where that hangs on what happens."""
    text = amendment('in #zones: is "26 zones" of 26', since='"the map is signed"') + (
        'list #zones is "23 zones" of 23 may change\nclause #c: North must leave all zones by day 20\n  as listed in #zones\n'
    )
    signed = did("the map is signed", "2025-01-05", "")
    assert ("listed", "as listed in #zones: 23 zones, 23 in all") in remarks_of(standing_of(text))
    assert ("listed", "as listed in #zones: 26 zones, 26 in all, since #later") in remarks_of(
        standing_of(text, signed)
    )


def test_a_clause_that_an_amendment_adds_binds_from_it() -> None:
    """A clause that is part of an amendment is in force from its moment, or from its own later start."""
    text = (
        amendment("in #c: day 20 becomes day 25")
        + PULL
        + (
            "clause #help: South must help by day 30\n  part of #later\n"
            "clause #then: South must help again from day 12 by day 30\n  part of #later\n"
        )
    )
    found = [
        [standing_of(text, on=on).of(c).state for c in ("help", "then")]
        for on in ("2025-01-07", "2025-01-09", "2025-01-13")
    ]
    assert found == [["not yet in force"] * 2, ["in force", "not yet in force"], ["in force", "in force"]]


def test_an_amendment_may_hang_on_an_event() -> None:
    """In force from when something happens, it changes nothing before, nor on accounts that do not take it."""
    text = (
        amendment("in #c: day 20 becomes day 25", since="start of #sign")
        + PULL
        + "clause #sign: South must sign by day 9\n"
    )
    signed = did("sign", "2025-01-05", "South")
    assert due_of(text) == at("2025-01-20")
    assert due_of(text, signed) == at("2025-01-25")
    assert due_of(text, signed, on="2025-01-04") == at("2025-01-20")
    claim = did("sign", "2025-01-05", "South", speaker="South office")
    dues = {a: duties_of(text, claim, account=a)[0].due for a in ("North", "South")}
    assert {a: due and due.last for a, due in dues.items()} == {
        "North": at("2025-01-20"),
        "South": at("2025-01-25"),
    }


def test_a_clause_of_an_amendment_that_never_came_never_binds() -> None:
    """What is part of an amendment that hangs on an event waits for it."""
    text = amendment("in #c: day 20 becomes day 25", since='"Congress endorses it"') + PULL
    text += "clause #help: South must help by day 30\n  part of #later\n"
    assert state_of(text, clause="help") == "not yet in force"
    assert state_of(text, did("Congress endorses it", "2025-01-05", ""), clause="help") == "in force"


def overdue(account: str, *rows: Report, on: str = "2025-01-15", text: str = HELD) -> list[tuple[str, bool]]:
    clause = standing_of(text, *rows, on=on, account=account).of("c")
    return [(variant.label, variant.overdue) for variant in clause.variants]


def test_a_disputed_amendment_is_in_force_for_who_holds_it() -> None:
    """On the holder's account it changes the text, on the other party's it does not, and the others show both."""
    assert overdue("South") == [("", True)]
    assert overdue("North") == [("", False)]
    for account in ("cautious", "generous", "Oslo", "mediators"):
        assert overdue(account) == [("with #note", True), ("without #note", False)]
    assert standing_of(HELD, on="2025-01-15").of("c").disputed


def test_where_both_ways_come_to_the_same_there_is_one() -> None:
    """Before the amendment's moment, and once the clause is fulfilled in time either way, the dispute makes no difference."""
    assert overdue("cautious", on="2025-01-04") == [("", False)]
    done = did("pull back", "2025-01-06")
    clause = standing_of(HELD, done, on="2025-01-25").of("c")
    assert (clause.state, clause.disputed) == ("fulfilled", False)


def test_a_clause_of_a_disputed_amendment() -> None:
    """What a disputed amendment adds binds only where the amendment is in force."""
    text = HELD + "clause #help: North must help by day 12\n  part of #note\n"
    found = {a: standing_of(text, on="2025-01-15", account=a).of("help").state for a in ("North", "South")}
    assert found == {"North": "not yet in force", "South": "in force"}


def test_two_amendments_of_one_clause_follow_each_other() -> None:
    """The second goes by what the first has made of the text, and the very first date is kept."""
    text = "amendment #one in force day 3\n  in #c: day 20 becomes day 25\n"
    text += "amendment #two in force day 6\n  in #c: day 25 becomes day 28\n" + PULL
    assert [due_of(text, on=f"2025-01-0{day}") for day in (2, 4, 7)] == [
        at("2025-01-20"),
        at("2025-01-25"),
        at("2025-01-28"),
    ]
    assert duties_of(text)[0].first_due == at("2025-01-20")


def test_an_instrument_may_have_a_moment_of_its_own() -> None:
    """The clauses of an instrument bind from its own moment, those of one without from the agreement's entry."""
    text = """\
instrument #letter "A letter" in force 2025-01-10 binds North
instrument #annex binds North
clause #c: North must not attack
  part of #letter
clause #d: North must not fish
  part of #annex
"""
    rows = (did("attack", "2025-01-05"), did("fish", "2025-01-05"))
    standing = standing_of(text, *rows, on="2025-01-12")
    assert [standing.of(c).state for c in ("c", "d")] == ["in force", "violated"]
    assert state_of(text, did("attack", "2025-01-11"), on="2025-01-12") == "violated"
    assert state_of(text, on="2025-01-09") == "not yet in force"


def test_an_instrument_in_force_on_an_event() -> None:
    """A letter in force once something is done under a clause binds from then."""
    text = """\
instrument #letter "A letter" in force start of #sign binds North
clause #c: North must not attack
  part of #letter
clause #sign: South must sign by day 9
"""
    assert state_of(text, did("attack", "2025-01-07")) == "not yet in force"
    assert state_of(text, did("sign", "2025-01-05", "South"), did("attack", "2025-01-07")) == "violated"
    assert state_of(text, did("sign", "2025-01-09", "South"), did("attack", "2025-01-07")) == "in force"


def test_an_amended_number_keeps_what_was_done() -> None:
    """What was done before the amendment counts after it."""
    text = amendment("in #c: number 10 becomes 12") + FREE
    duty = duties_of(text, did("free captives", "2025-01-05", quantity="7"), on="2025-01-10")[0]
    assert (duty.amount, duty.done) == (12, Share(7, 7))


def test_a_list_whose_change_is_disputed_is_tried_both_ways() -> None:
    """Where one party does not hold that a list was defined anew, fourteen are all to it, and sixteen to the other."""
    text = """\
list #wrecks is "the wrecks" of 14 may change
amendment #more in force day 5 held by South
  in #wrecks: is "more wrecks" of 16
clause #c: North must clear all wrecks by day 20
  as listed in #wrecks
"""
    row = did("clear wrecks", "2025-01-12", quantity="14")
    clause = standing_of(text, row).of("c")
    assert (clause.accounts["North"], clause.accounts["South"]) == ("fulfilled", "in force")
    assert [(variant.label, variant.state) for variant in clause.variants] == [
        ("with #more", "in force"),
        ("without #more", "fulfilled"),
    ]
    assert clause.disputed


def test_an_amendment_that_waits_for_a_clause_depends_on_its_readings() -> None:
    """Where it is disputed when something was met, it is disputed whether the amendment is in force."""
    text = """\
amendment #later in force #sign
  in #c: day 10 becomes day 25
clause #c: North must pull back by day 10
clause #sign: South must sign 4 papers by day 9
  reading "as printed" held by North: as written
  reading "as said" held by South: number 2
"""
    clause = standing_of(text, did("sign papers", "2025-01-05", "South", quantity="2"), on="2025-01-15").of(
        "c"
    )
    assert [(variant.label, variant.overdue) for variant in clause.variants] == [
        ("as printed", True),
        ("as said", False),
    ]
