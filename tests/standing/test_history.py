"""How a standing came to be: its sums, and the stretches in which something was suspended."""

from __future__ import annotations

from itertools import pairwise

import pytest

from servanda.record import CAUTIOUS, GENEROUS, Share
from servanda.standing import ClauseStanding, Reached, Standing
from tests.case_files import ROOT
from tests.tables.shelves import MOMENTS, standing_of


def obligations(standing: Standing) -> list[ClauseStanding]:
    """The clauses that ask for or allow something."""
    return [one for one in standing.clauses if not one.clause.norm.endswith("not")]


def test_every_example_is_asked() -> None:
    """The laws below are tried on all the examples that there are."""
    assert {path.name for path in (ROOT / "examples").iterdir() if path.is_dir()} - {"__pycache__"} == set(
        MOMENTS
    )


@pytest.mark.parametrize("example", MOMENTS)
def test_the_last_sum_is_the_progress(example: str) -> None:
    """On every account and reading, a history ends with what is told as done."""
    seen = 0
    for one in obligations(standing_of(example)):
        for variants in one.every.values():
            for variant in variants:
                seen += len(variant.history)
                nothing = Share(0, None) if variant.progress.done.most is None else Share(0, 0)
                assert (variant.history[-1].done if variant.history else nothing) == variant.progress.done
    assert seen > 0


@pytest.mark.parametrize("example", MOMENTS)
def test_a_history_is_a_band(example: str) -> None:
    """Least is never below nought nor above most, and no step lies before the one before it or after the moment asked."""
    standing = standing_of(example)
    for one in standing.clauses:
        for variants in one.every.values():
            for variant in variants:
                for step in variant.history:
                    assert (
                        0 <= step.done.least <= (float("inf") if step.done.most is None else step.done.most)
                    )
                    assert step.at <= standing.at
                assert all(before.at <= after.at for before, after in pairwise(variant.history))


@pytest.mark.parametrize("example", MOMENTS)
def test_the_cautious_least_lies_within_the_generous(example: str) -> None:
    """At every step of either account, the cautious have no more for certain than the generous may have."""
    seen = 0
    for one in obligations(standing_of(example)):
        cautious, generous = ({v.label: v for v in one.every[name]} for name in (CAUTIOUS, GENEROUS))
        for label in cautious.keys() & generous.keys():
            mine, other = cautious[label].history, generous[label].history
            for step in (*mine, *other):
                most = done_by(other, step.at).most
                assert most is None or done_by(mine, step.at).least <= most
                seen += 1
    assert seen > 0


def done_by(history: tuple[Reached, ...], at: int) -> Share:
    """What a history has by a moment."""
    return next((step.done for step in reversed(history) if step.at <= at), Share(0, 0))


def test_a_prohibition_has_no_history() -> None:
    """What is forbidden is not delivered."""
    calm = standing_of("gaza-2025").of("calm")
    assert calm.state == "violated"
    assert all(not variant.history for variants in calm.every.values() for variant in variants)


def test_suspended_stretches_are_told() -> None:
    """A phase tells every stretch in which it was suspended, and so does a clause that binds in it."""
    standing = standing_of("good-friday-1998")
    (phase,) = standing.phases
    assert len(phase.suspended) == 4
    assert all(
        one.since is not None and one.until is not None and one.since < one.until for one in phase.suspended
    )
    assert standing.of("six-weeks").suspended == phase.suspended
    assert standing.of("prisoners").suspended == ()


def test_a_phase_tells_each_of_its_readings() -> None:
    """Where the readings of a phase give it different ends, each is told with its own; where they agree, none is."""
    one, two, _ = standing_of("gaza-2025").phases
    assert [stretch.until is None for stretch in one.stretches.values()] == [True, False]
    assert one.stretches["ends with day 42"].until == one.ends
    assert two.stretches == {}
