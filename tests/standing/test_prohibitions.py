"""Prohibitions: what breaks them, and how often."""

from __future__ import annotations

import pytest

from servanda.record import Report, Share
from tests.builders import duties_of, report, standing_of, state_of

CALM = "clause #c: each of North and South must not attack from day 3 until day 20\n"
EXCEPT = 'clause #c: North must not attack\n  except "self defence"\n'
ONLY = 'clause #c: North must not attack\n  counting only "air raid"\n'
FLY = "clause #c: North must not fly\n  hours 10:00 to 18:00\n"
NIGHT = "clause #c: North must not fly\n  hours 22:00 to 05:00\n"


def hit(
    number: int, on: str, place: str = "", by: str = "North", act: str = "attack", **cells: str
) -> Report:
    return report(
        f"h{number}", act, by, **({"said": on, "happened": on, "place": place, "event": ""} | cells)
    )


def test_an_event_on_the_account_breaks_a_prohibition() -> None:
    """One told attack within the window violates its actor's duty, and nobody else's."""
    duties = duties_of(CALM, hit(1, "2025-01-05"))
    assert [(duty.bearers, duty.state, duty.done) for duty in duties] == [
        (("North",), "violated", Share(1, 1)),
        (("South",), "kept", Share(0, 0)),
    ]


def test_only_what_lies_in_its_window_breaks_it() -> None:
    """Before its start and after its end nothing is a violation; when its end has passed it is kept."""
    assert state_of(CALM, hit(1, "2025-01-02"), hit(2, "2025-01-25")) == "kept"
    assert state_of(CALM, on="2025-01-10") == "in force"
    assert state_of(CALM, on="2025-01-02") == "not yet in force"


def test_what_is_only_claimed_breaks_it_on_the_claimant_s_account() -> None:
    """The other side's claim alone is a violation on its own account and on no cautious one."""
    claim = hit(1, "2025-01-05", speaker="South office")
    clause = standing_of(CALM, claim).of("c")
    assert clause.accounts["South"] == "violated"
    assert (clause.accounts["cautious"], clause.accounts["generous"]) == ("kept", "violated")
    assert clause.disputed


def test_a_kind_that_is_excepted_breaks_nothing() -> None:
    """An event of an excepted kind is no violation; of no kind, it is."""
    assert state_of(EXCEPT, hit(1, "2025-01-05", kind="Self  defence")) == "in force"
    assert state_of(EXCEPT, hit(1, "2025-01-05")) == "violated"


def test_only_the_kinds_that_count_break_it() -> None:
    """Where only some kinds count, no other is a violation."""
    assert state_of(ONLY, hit(1, "2025-01-05", kind="air raid")) == "violated"
    assert state_of(ONLY, hit(1, "2025-01-05", kind="shelling")) == "in force"


def test_narrow_places_are_counted_apart_and_wide_ones_join() -> None:
    """Two places on a day are two violations; a wide or blank place adds none."""
    rows = (
        hit(1, "2025-01-05", "Hill"),
        hit(2, "2025-01-05", "Ford"),
        hit(3, "2025-01-05", "Land"),
        hit(4, "2025-01-06"),
    )
    assert standing_of(CALM, *rows).of("c").first.violations == Share(3, 3)


def test_the_number_of_violations_is_an_interval() -> None:
    """One event told at two places is one violation at least and two at most."""
    rows = (hit(1, "2025-01-05", "Hill", event="raid"), hit(2, "2025-01-05", "Ford", event="raid"))
    assert standing_of(CALM, *rows).of("c").first.violations == Share(1, 2)


def test_an_incident_without_an_actor_breaks_nobody_s_duty() -> None:
    """What is told of nobody in particular is shown and convicts nobody."""
    assert state_of(CALM, hit(1, "2025-01-05", by="")) == "kept"


def test_the_acts_of_others_bind_nobody() -> None:
    """An attack by somebody whom no clause binds breaks nothing."""
    assert state_of(CALM, hit(1, "2025-01-05", by="Raiders")) == "kept"


@pytest.mark.parametrize(
    ("text", "on", "least", "most"),
    [
        (FLY, "2025-01-05T11:00", 1, 1),
        (FLY, "2025-01-05T09:00", 0, 0),
        (FLY, "2025-01-05T09:00..2025-01-05T11:00", 0, 1),
        (FLY, "2025-01-05", 0, 1),
        (FLY, "2025-01-05T19:00..2025-01-07T08:00", 0, 1),
        (NIGHT, "2025-01-05T23:00", 1, 1),
        (NIGHT, "2025-01-05T04:00", 1, 1),
        (NIGHT, "2025-01-05T12:00", 0, 0),
    ],
)
def test_hours_bind_within_them(text: str, on: str, least: float, most: float) -> None:
    """What surely lies within the hours is a violation at least, what may do so at most, and nothing else."""
    row = hit(1, on, act="fly", said="2025-01-08")
    assert standing_of(text, row).of("c").first.violations == Share(least, most)


def test_unknown_hours_bind_all_day() -> None:
    """Where the hours were never published, any flight counts."""
    text = "clause #c: North must not fly\n  hours unknown\n"
    assert state_of(text, hit(1, "2025-01-05", act="fly")) == "violated"


def test_a_figure_of_dead_is_no_number_of_violations() -> None:
    """A toll is a figure of one incident."""
    assert standing_of(CALM, hit(1, "2025-01-05", quantity="12")).of("c").first.violations == Share(1, 1)


@pytest.mark.parametrize(
    ("window", "least"), [("from 2025-01-10", 0), ("until 2025-01-10", 0), ("from 2025-01-09", 1)]
)
def test_what_may_lie_outside_the_window_may_be_no_violation(window: str, least: int) -> None:
    """An attack on one of some days is a violation for certain only where all of them lie in the window."""
    rows = [report("r1", "attack", happened="2025-01-09..2025-01-11", said="2025-01-12", event="")]
    clause = standing_of(f"clause #c: North must not attack {window}\n", *rows).of("c")
    assert clause.first.violations == Share(least, 1)
    assert (clause.first.state == "violated") is bool(least)
