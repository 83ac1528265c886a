"""Leave: acts that are allowed once somebody has given leave for them."""

from __future__ import annotations

import pytest

from servanda.record import Report
from tests.builders import did, duties_of, remarks_of, standing_of, state_of

DIVE = "clause #c: North may dive\n  with leave of Watch\n"
NO_FLY = "clause #c: North must not fly\n  with leave of Watch\n"
EITHER = "clause #c: North may dive\n  with leave of Watch, Oslo\n"


def leave(on: str, by: str = "Watch", act: str = "dive", **cells: str) -> Report:
    return did(f"give leave to {act}", on, by, **cells)


def test_a_permission_is_closed_until_leave_is_given() -> None:
    """Before the leave the right is not yet in force, and from it on it is open."""
    assert [state_of(DIVE, leave("2025-01-05"), on=f"2025-01-0{day}") for day in (4, 5, 6)] == [
        "not yet in force", "open", "open",
    ]  # fmt: skip
    assert ("leave", "needs the leave of Watch") in remarks_of(standing_of(DIVE))
    assert ("leave", "leave of Watch is on record") in remarks_of(standing_of(DIVE, leave("2025-01-05")))


@pytest.mark.parametrize(
    ("given", "flown", "state"),
    [
        ("2025-01-05", "2025-01-06", "in force"),
        ("2025-01-06T09:00", "2025-01-06T10:00", "in force"),
        ("2025-01-06T10:00", "2025-01-06T09:00", "violated"),
        ("2025-01-08", "2025-01-06", "violated"),
    ],
)
def test_leave_excuses_what_follows_it(given: str, flown: str, state: str) -> None:
    """Leave given before a forbidden act excuses it, and leave given after it does not."""
    assert state_of(NO_FLY, leave(given, act="fly"), did("fly", flown)) == state


def test_without_leave_a_prohibition_binds() -> None:
    """A forbidden act that could have had leave and had none is a violation."""
    assert state_of(NO_FLY, did("fly", "2025-01-06")) == "violated"


@pytest.mark.parametrize("by", ["South", "North", "Oslo", "Cairo"])
def test_only_the_right_body_gives_leave(by: str) -> None:
    """Leave by anybody else opens and excuses nothing."""
    assert state_of(DIVE, leave("2025-01-05", by)) == "not yet in force"
    assert state_of(NO_FLY, leave("2025-01-05", by, "fly"), did("fly", "2025-01-06")) == "violated"


def test_leave_of_any_of_several_is_enough() -> None:
    """Where several may give leave, that of one opens the right."""
    assert [state_of(EITHER, leave("2025-01-05", by)) for by in ("Watch", "Oslo", "Cairo")] == [
        "open", "open", "not yet in force",
    ]  # fmt: skip


def test_leave_for_another_act_is_none() -> None:
    """Leave to fly is no leave to dive."""
    assert state_of(DIVE, leave("2025-01-05", act="fly")) == "not yet in force"


def test_a_leave_that_only_its_user_tells_is_not_taken() -> None:
    """That North says it had leave is no leave, but on its own account."""
    row = leave("2025-01-05", act="fly", speaker="North office")
    clause = standing_of(NO_FLY, row, did("fly", "2025-01-06")).of("c")
    assert [clause.accounts[name] for name in ("cautious", "North")] == ["violated", "in force"]


def test_leave_to_fly_names_its_clause_where_two_have_one_act() -> None:
    """A report of leave that names a clause is leave under that clause alone."""
    text = f"{DIVE}clause #d: South may dive\n  with leave of Watch\n"
    row = leave("2025-01-05", clause="#d")
    assert (state_of(text, row), state_of(text, row, clause="d")) == ("not yet in force", "open")


def test_leave_that_names_a_receiver_is_nobody_else_s() -> None:
    """Where each needs leave, leave given to one is not given to the other; named to nobody, it is given to all."""
    text = DIVE.replace("North may", "each of North and South may")
    assert [duty.state for duty in duties_of(text, leave("2025-01-05", to="South"))] == [
        "not yet in force",
        "open",
    ]
    assert [duty.state for duty in duties_of(text, leave("2025-01-05"))] == ["open", "open"]


def test_the_party_that_gives_leave_admits_it() -> None:
    """Leave by a party stands on that party's own word, and not on the word of whom it allows something."""
    text = "clause #c: North must not fly\n  with leave of South\n"
    flew = did("fly", "2025-01-06")
    own = leave("2025-01-05", "South", "fly", speaker="South office")
    assert state_of(text, own, flew) == "in force"
    assert state_of(text, leave("2025-01-05", "South", "fly", speaker="North office"), flew) == "violated"


def test_leave_given_counts_under_no_duty() -> None:
    """The giving of leave is not the act itself."""
    assert duties_of(DIVE, leave("2025-01-05"))[0].done.least == 0
