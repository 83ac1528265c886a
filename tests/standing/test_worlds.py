"""Readings, the worlds they make, and one step over all of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from servanda.record import Report, Rule, hear, take
from servanda.standing import Entry, State, UnknownAccount, World, compile_plan, step, worlds
from servanda.standing.log import entries
from servanda.standing.worlds import combinations, cover, dependences, readings_at
from tests.builders import SOURCES, agreement_of, at, did, remarks_of, report, standing_of

READINGS = """\
clause #c: Israel must pull back by day 10
  reading "early" held by North: by day 5
  reading "late" held by South: by day 20
""".replace("Israel", "North")
PHASE = """\
phase one: from entry for 10 days
  reading "while talks last" held by South: until day 30
  reading "as planned" held by North: for 10 days
clause #c: each of North and South must not attack in phase one
"""
MIX = (
    PHASE
    + """\
clause #free: North must free 10 captives to South by day 20
  2 by day 5
  rest by day 20
clause #give: South must release prisoners to North
  for each captive under #free within 24 hours
  30 per head
clause #pull: North must pull back by day 10
  reading "early" held by North: by day 5
  reading "late" held by South: by day 20
clause #stop: North may withdraw by day 20
  then ends #c
"""
)


def many(count: int) -> str:
    lines = []
    for number in range(count):
        after = f"1 days after #q{number - 1}" if number else "day 1"
        lines.append(f"clause #q{number}: North must pull back by {after}")
        lines += [f'  reading "a{number}": as written', f'  reading "b{number}" held by South: by {after}']
    return "\n".join(lines) + "\n"


def pulled(on: str) -> Report:
    return report("r1", "pull back", said=on, happened=on, event="")


def test_a_reading_held_by_a_party_is_used_on_its_account() -> None:
    """Each party's account uses the reading it holds; the others vary both and are in force while they differ."""
    clause = standing_of(READINGS, on="2025-01-08").of("c")
    assert [variant.overdue for variant in clause.every["North"]] == [True]
    assert [variant.overdue for variant in clause.every["South"]] == [False]
    assert [variant.overdue for variant in clause.variants] == [True, False]
    assert clause.disputed
    assert clause.state == "in force"


def test_a_reading_that_changes_nothing_is_left_out() -> None:
    """Where both readings come to the same, one variant is shown, without a reading."""
    clause = standing_of(READINGS, on="2025-01-02", account="Oslo").of("c")
    assert len(clause.variants) == 2
    done = standing_of(READINGS.replace("day 20", "day 5"), on="2025-01-02").of("c")
    assert [variant.label for variant in done.variants] == [""]


def test_a_remark_says_on_which_reading_it_stands() -> None:
    """What holds on one reading only is marked with that reading."""
    assert remarks_of(standing_of(READINGS, on="2025-01-08")) == [
        ("no-report", "[early] was due by 5 Jan; no report that it was done")
    ]


def test_a_phase_varies_its_clauses() -> None:
    """An attack between the two ends is a violation on one reading of the phase only, and so disputed."""
    attack = report("h", "attack", said="2025-01-15", happened="2025-01-15", event="")
    standing = standing_of(PHASE, attack, on="2025-01-20")
    assert {name: standing.of("c").accounts[name] for name in ("North", "South")} == {
        "North": "kept",
        "South": "violated",
    }
    assert standing.phases[0].readings == {"while talks last": "in force", "as planned": "ended"}
    assert standing.phases[0].state == "in force"


@pytest.mark.parametrize("count", [1, 3, 6])
def test_up_to_64_combinations_are_all_there(count: int) -> None:
    """Every combination of the readings that a clause depends on stands in some world."""
    agreement = agreement_of(many(count))
    last = dependences(agreement)[f"q{count - 1}"]
    assert len(combinations(last, readings_at(agreement))) == 2**count
    there = {tuple(choice[point] for point in last.points) for choice in cover(agreement)}
    assert len(there) == 2**count


def test_beyond_64_readings_are_varied_one_at_a_time() -> None:
    """Seven points of two readings are varied one at a time, and a holder's together."""
    agreement = agreement_of(many(7))
    last = dependences(agreement)["q6"]
    found = combinations(last, readings_at(agreement))
    assert last.one_at_a_time
    assert [sum(choice.values()) for choice in found] == [0, 1, 1, 1, 1, 1, 1, 1, 7]


def test_what_was_not_tried_is_said() -> None:
    """Where readings are varied one at a time and matter, the clause carries a remark of it."""
    text = many(6) + READINGS.replace("day 20", "1 days after #q5")
    names = [name for name, _ in remarks_of(standing_of(text, on="2025-01-08"))]
    assert "one-at-a-time" in names
    assert not standing_of(text, on="2025-01-08", account="South").of("c").first.overdue
    assert standing_of(text, on="2025-01-08", account="North").of("c").first.overdue


def test_a_clause_depends_only_on_what_it_names() -> None:
    """Readings of one clause do not multiply another's."""
    agreement = agreement_of(MIX)
    points = {point: dependence.points for point, dependence in dependences(agreement).items()}
    assert points["c"] == ("phase one",)
    assert (points["pull"], points["free"], points["give"]) == (("pull",), (), ())
    assert len(cover(agreement)) == 2


def test_conditions_are_dependences_too() -> None:
    """A clause depends on the readings of whatever its conditions, gates and links name."""
    text = (
        READINGS
        + """\
phase two: from day 3
  opens when #c is fulfilled
clause #d: South must sing
  if not #c is fulfilled or phase two is open
clause #e: South must dance in phase two
clause #f: South must shout
  answers #c by name
clause #g: South must rest by end of phase two
"""
    )
    found = dependences(agreement_of(text))
    assert {point: found[point].points for point in "defg"} == dict.fromkeys("defg", ("c",))


def log_of(widened: int) -> tuple[list[Entry], State]:
    """Run the mixed agreement with each world `widened` times over."""
    agreement = agreement_of(MIX)
    rows = [
        report(
            "a",
            "free captives",
            quantity="1..3",
            happened="2025-01-02..2025-01-04",
            said="2025-01-05",
            event="x",
        ),
        report("b", "release prisoners", "South", quantity="40", said="2025-01-06", event="x"),
        report("d", "attack", said="2025-01-15", event="y"),
        report("e", "withdraw", said="2025-01-16", event="z"),
        report("f", "pull back", said="2025-01-07", event="w", speaker="North office"),
        report("g", "free captives", quantity="4", said="2025-01-12", event="v", speaker="South office"),
    ]
    hearing = hear(agreement, rows, SOURCES)
    those = ("cautious", "generous", "North", "South")
    axis: list[World] = [world for world in worlds(agreement, those) for _ in range(widened)]
    plan = compile_plan(agreement, axis, at("2025-01-31"))
    log = entries(axis, hearing, {account: take(hearing, account) for account in those}, at("2025-01-31"))
    state = State(plan)
    for entry in log:
        step(plan, state, entry)
    return log, state


def test_many_copies_of_a_world_come_out_as_one_does() -> None:
    """A step over an axis with each world many times gives, in every copy, what a run with one gives."""
    _, one = log_of(1)
    _, wide = log_of(5)
    for mine, theirs in zip(one.tallies, wide.tallies, strict=True):
        assert np.array_equal(np.repeat(mine.done, 5), theirs.done)
        for mark, other in zip(mine.marks, theirs.marks, strict=True):
            assert np.array_equal(np.repeat(mark.last, 5), other.last)
        for link, other_link in zip(mine.linked, theirs.linked, strict=True):
            assert np.array_equal(np.repeat(link.done, 5), other_link.done)
            assert np.array_equal(np.repeat(link.met_last, 5), other_link.met_last)
        for breach, other_breach in zip(mine.breaches, theirs.breaches, strict=True):
            assert np.array_equal(np.repeat(breach.quantity, 5), other_breach.quantity)


def test_worlds_do_not_touch_one_another() -> None:
    """A run over all worlds together gives in each what a run over that world alone gives."""
    log, together = log_of(1)
    plan = together.plan
    for place, world in enumerate(plan.worlds):
        alone = compile_plan(plan.agreement, [world], at("2025-01-31"))
        state = State(alone)
        here = slice(place, place + 1)
        for entry in log:
            parts = {kind: amounts[here] for kind, amounts in entry.parts.items()}
            step(
                alone,
                state,
                replace(entry, moment=entry.moment[here], quantity=entry.quantity[here], parts=parts),
            )
        for mine, theirs in zip(state.tallies, together.tallies, strict=True):
            assert mine.done[0] == theirs.done[place]
            assert [mark.last[0] for mark in mine.marks] == [mark.last[place] for mark in theirs.marks]
            mine_links = [link.done[0] for link in mine.linked]
            assert mine_links == [link.done[place] for link in theirs.linked if link.amount[place]]


def test_an_unknown_account_is_an_error_that_lists_the_known() -> None:
    """An account that is not there is refused, with the names of those that are."""
    with pytest.raises(UnknownAccount, match='no account "West"; there are cautious, generous, North'):
        standing_of(READINGS, account="West")


def test_a_users_account_counts_what_it_hears_by_its_own_names() -> None:
    """Of two acts of one exchange a user's account hears the second alone, and counts it as that, not as the first."""
    text = (
        "clause #a: North must free captives by day 20\nclause #b: South must release prisoners by day 20\n"
    )
    rows = (
        did("free captives", "2025-01-03", event="x"),
        did("release prisoners", "2025-01-04", "South", event="x", speaker="Ben"),
    )
    only = {"Ben's": Rule("Ben's", sources=frozenset({"Ben"}))}
    standing = standing_of(text, *rows, rules=only, account="Ben's")
    assert [standing.of(clause).state for clause in ("a", "b")] == ["in force", "fulfilled"]
