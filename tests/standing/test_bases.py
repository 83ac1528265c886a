"""Bases: shares of something whose number is fixed by another clause, or stands on a list."""

from __future__ import annotations

import pytest

from servanda.record import Report, Share
from tests.builders import at, did, duties_of, standing_of, state_of

REGISTER = "clause #register: {} must register weapons by day 10\n  number unknown\n"
HAND = "clause #c: {} must hand over 30 % of weapons to Watch by day 20\n  base fixed by #register\n"
SHARE = REGISTER.format("North") + HAND.format("North")
EACH = REGISTER.format("each of North and South") + HAND.format("each of North and South")
ALL = """\
clause #register: North must register weapons by day 10
  number unknown
clause #c: North must hand over all weapons to Watch by day 20
  base fixed by #register
"""
STAGED = """\
clause #register: North must register weapons by day 5
  number unknown
clause #c: North must hand over 70 % of weapons to Watch by day 30
  base fixed by #register
  30 % by day 20
  rest by day 30
"""
LISTED = """\
list #wrecks is "the wrecks of the shore" of 14 may change
clause #c: North must clear all wrecks by day 20
  as listed in #wrecks
"""


def registered(on: str, quantity: str, by: str = "North") -> Report:
    return did("register weapons", on, by, quantity=quantity)


def handed(on: str, quantity: str, by: str = "North", **cells: str) -> Report:
    return did("hand over weapons", on, by, quantity=quantity, **cells)


def test_pieces_count_by_a_base_known_before_them() -> None:
    """Thirty per cent of two hundred are sixty pieces."""
    duty = duties_of(SHARE, registered("2025-01-05", "200"), handed("2025-01-12", "60"))[0]
    assert (duty.state, duty.amount, duty.done, duty.in_percent) == ("fulfilled", 30, Share(30, 30), True)
    short = duties_of(SHARE, registered("2025-01-05", "200"), handed("2025-01-12", "59"))[0]
    assert (short.state, short.overdue, short.done) == ("in force", True, Share(29.5, 29.5))


def test_pieces_count_by_a_base_that_is_known_only_later() -> None:
    """Pieces handed over before the register was closed are measured by it once it is there."""
    rows = (handed("2025-01-05", "60"), registered("2025-01-15", "200"))
    assert duties_of(SHARE, *rows)[0].state == "fulfilled"
    early = duties_of(SHARE, *rows, on="2025-01-12")[0]
    assert (early.state, early.done) == ("in force", Share(0, 30))


def test_pieces_of_an_unknown_base_are_an_interval() -> None:
    """While nobody has registered anything, pieces may be any share of the whole."""
    clause = standing_of(SHARE, handed("2025-01-05", "60")).of("c")
    assert (clause.state, clause.first.most_state) == ("in force", "fulfilled")
    assert clause.first.progress.done == Share(0, None)
    assert (clause.first.progress.of, clause.first.progress.in_percent) == (30, True)


def test_a_share_told_in_percent_needs_no_base() -> None:
    """A report in the unit % counts as it is, with a base or without one."""
    told = handed("2025-01-05", "30", unit="%")
    assert duties_of(SHARE, told)[0].state == "fulfilled"
    assert duties_of(SHARE, registered("2025-01-04", "7"), told)[0].done == Share(30, 30)


def test_one_exchange_told_in_percent_and_in_pieces_counts_once() -> None:
    """Where one exchange is told both ways, the percentage counts and the pieces do not."""
    base = registered("2025-01-04", "200")
    percent = handed("2025-01-08", "15", unit="%", event="first")
    pieces = handed("2025-01-08", "30", event="first")
    assert duties_of(SHARE, base, percent, pieces)[0].done == Share(15, 15)
    other = handed("2025-01-09", "30", event="second")
    assert duties_of(SHARE, base, percent, other)[0].done == Share(30, 30)


def test_each_bearer_has_a_base_of_its_own() -> None:
    """Where each hands over a share of its own weapons, each is measured by its own register."""
    rows = (
        registered("2025-01-04", "100"), registered("2025-01-05", "1000", "South"),
        handed("2025-01-08", "30"), handed("2025-01-08", "30", "South"),
    )  # fmt: skip
    assert [(duty.bearers, duty.done.least, duty.state) for duty in duties_of(EACH, *rows)] == [
        (("North",), 30, "fulfilled"),
        (("South",), 3, "in force"),
    ]


def test_a_base_that_only_one_has_fixed_measures_only_that_one() -> None:
    """The register of one says nothing of the other's weapons."""
    rows = (registered("2025-01-04", "100"), handed("2025-01-08", "30"), handed("2025-01-08", "30", "South"))
    assert [(duty.state, duty.done) for duty in duties_of(EACH, *rows)] == [
        ("fulfilled", Share(30, 30)),
        ("in force", Share(0, 30)),
    ]


def test_one_who_did_not_fix_the_base_goes_by_the_whole() -> None:
    """A share borne by another than the one who fixes the base is measured by all that was fixed."""
    text = REGISTER.format("each of North and South") + HAND.format("South")
    rows = (registered("2025-01-04", "100", "Watch"), registered("2025-01-04", "100"))
    assert duties_of(text, *rows, handed("2025-01-08", "30", "South"))[0].done.least in (0, 30)


def test_stages_may_be_percentages() -> None:
    """Each stage is so many in the hundred more, and the rest is what is left of the total."""
    rows = (registered("2025-01-04", "200"), handed("2025-01-12", "80"))
    duties = duties_of(STAGED, *rows)
    assert [(duty.amount, duty.done.least, duty.state) for duty in duties] == [
        (30, 30, "fulfilled"),
        (40, 10, "in force"),
    ]
    following = standing_of(STAGED, *rows, on="2025-01-15").of("c").first.next
    assert following is not None
    assert (following.quantity, following.by) == (30, at("2025-01-30"))


def test_all_with_a_base_is_the_whole_of_it() -> None:
    """Once the base is known, all are so many pieces, not a percentage."""
    base = registered("2025-01-04", "200")
    duty = duties_of(ALL, base, handed("2025-01-12", "200"))[0]
    assert (duty.state, duty.amount, duty.in_percent) == ("fulfilled", 200, False)
    assert duties_of(ALL, base, handed("2025-01-12", "150"))[0].state == "in force"
    assert duties_of(ALL, base, handed("2025-01-12", "100", unit="%"))[0].state == "fulfilled"


def test_all_of_an_unknown_base_is_counted_in_percent() -> None:
    """While the base is not known, "all" is a hundred per cent, and pieces alone never reach it for certain."""
    duty = duties_of(ALL, handed("2025-01-12", "150"))[0]
    assert (duty.state, duty.amount, duty.in_percent, duty.done) == ("in force", 100, True, Share(0, 100))
    assert duties_of(ALL, handed("2025-01-12", "100", unit="%"))[0].state == "fulfilled"


def test_a_base_that_keeps_growing_takes_a_fulfilment_back() -> None:
    """What was all of it on one day is not all once more is registered."""
    rows = (registered("2025-01-04", "200"), handed("2025-01-12", "200"), registered("2025-01-18", "50"))
    assert state_of(ALL, *rows, on="2025-01-15") == "fulfilled"
    assert state_of(ALL, *rows, on="2025-01-19") == "in force"


def test_all_that_a_list_names_is_the_number_of_the_list() -> None:
    """All the wrecks of a list of fourteen are fourteen."""
    duty = duties_of(LISTED, did("clear wrecks", "2025-01-12", quantity="13"))[0]
    assert (duty.amount, duty.done, duty.state) == (14, Share(13, 13), "in force")
    assert state_of(LISTED, did("clear wrecks", "2025-01-12", quantity="14")) == "fulfilled"


@pytest.mark.parametrize("change", ['is "more wrecks" of 16', "number 14 becomes 16"])
def test_a_list_that_is_defined_anew_asks_for_its_new_number(change: str) -> None:
    """From the amendment on, all are as many as the list then has; before it, as many as it had."""
    text = f"{LISTED}amendment #more in force day 15\n  in #wrecks: {change}\n"
    row = did("clear wrecks", "2025-01-12", quantity="14")
    assert state_of(text, row, on="2025-01-14") == "fulfilled"
    duty = duties_of(text, row, on="2025-01-16")[0]
    assert (duty.state, duty.amount) == ("in force", 16)


def test_a_list_that_loses_its_number_is_counted_in_percent() -> None:
    """Where a list is defined anew and its number is not published, pieces no longer tell whether all are done."""
    text = f"{LISTED}amendment #hide in force day 15\n  in #wrecks: is unknown\n"
    duty = duties_of(text, did("clear wrecks", "2025-01-12", quantity="14"))[0]
    assert (duty.state, duty.in_percent) == ("in force", True)
