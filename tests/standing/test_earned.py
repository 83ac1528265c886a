"""Earned time: a phase that is longer by what was done in it."""

from __future__ import annotations

import pytest

from servanda.record import Report
from tests.builders import at, did, standing_of, state_of

TEXT = """\
phase one: from entry for 10 days
  longer by 1 day per 4 boats under #more{most}
phase two: from end of phase one for 5 days
clause #more: North should return boats
clause #c: North must pull back in phase two
"""
CAPPED, FREE = TEXT.format(most=" at most 3 days"), TEXT.format(most="")


def boats(on: str, quantity: str, **cells: str) -> Report:
    return did("return boats", on, quantity=quantity, **cells)


@pytest.mark.parametrize(
    ("quantity", "ends"), [("3", "10"), ("4", "11"), ("7", "11"), ("8", "12"), ("12", "13"), ("99", "13")]
)
def test_so_many_more_days_for_so_many(quantity: str, ends: str) -> None:
    """A day for every four boats, none for three, and no more than three days in all."""
    phase = standing_of(CAPPED, boats("2025-01-05", quantity), on="2025-01-06").phases[0]
    assert (phase.ends, phase.planned) == (at(f"2025-01-{ends}"), None if ends == "10" else at("2025-01-10"))


def test_without_a_cap_everything_counts() -> None:
    """Eighty boats are twenty days."""
    assert standing_of(FREE, boats("2025-01-05", "80"), on="2025-01-06").phases[0].ends == at("2025-01-30")


def test_nothing_done_earns_nothing() -> None:
    """Without a boat the phase ends as planned."""
    phase = standing_of(CAPPED, on="2025-01-06").phases[0]
    assert (phase.ends, phase.planned) == (at("2025-01-10"), None)


def test_what_is_done_after_the_end_earns_nothing() -> None:
    """A boat that comes when the phase has ended does not open it again."""
    assert standing_of(CAPPED, boats("2025-01-12", "8")).phases[0].ends == at("2025-01-10")


def test_what_is_done_in_earned_time_earns_more() -> None:
    """On a day that four boats earned, four more earn the next; a day later they would not."""
    first = boats("2025-01-05", "4")
    assert standing_of(CAPPED, first, boats("2025-01-11", "4")).phases[0].ends == at("2025-01-12")
    assert standing_of(CAPPED, first, boats("2025-01-12", "4")).phases[0].ends == at("2025-01-11")


def test_boats_of_several_events_add_up() -> None:
    """Two and two are four, whenever they came."""
    assert standing_of(CAPPED, boats("2025-01-05", "2"), boats("2025-01-08", "2")).phases[0].ends == at(
        "2025-01-11"
    )


def test_the_next_phase_moves_with_it() -> None:
    """What follows begins when the longer phase has ended, and is due so much later."""
    standing = standing_of(CAPPED, boats("2025-01-05", "8"), on="2025-01-12")
    assert [phase.state for phase in standing.phases] == ["in force", "not started"]
    assert standing.phases[1].ends == at("2025-01-17")
    assert standing.of("c").state == "not yet in force"
    assert state_of(CAPPED, on="2025-01-12") == "in force"


def test_what_only_one_side_claims_earns_time_on_its_own_account() -> None:
    """The phase ends later on the account of the one who says that it returned boats."""
    claim = boats("2025-01-05", "8", speaker="North office")
    ends = {
        a: standing_of(CAPPED, claim, on="2025-01-06", account=a).phases[0].ends
        for a in ("cautious", "North", "South")
    }
    assert ends == {"cautious": at("2025-01-10"), "North": at("2025-01-12"), "South": at("2025-01-10")}
