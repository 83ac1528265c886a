"""The exchange: what was promised against what was delivered."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from servanda.tables import (
    ALLOWED,
    BOUND,
    IN_ALL,
    LEVEL,
    PER_PERIOD,
    PROMISED,
    Traded,
    exchange,
    exchange_data,
    exchange_rows,
)
from servanda.tables.exchange import FIELDS
from tests.tables.shelves import MOMENTS, standing_of


def traded(example: str, clause: str, at: str = "") -> Traded:
    """What one clause promises, of which all figures stand together."""
    (found,) = [one for one in exchange(standing_of(example, at)).clauses if one.clause == clause]
    return found


@pytest.mark.parametrize("example", MOMENTS)
def test_the_last_point_is_the_progress_on_every_account(example: str) -> None:
    """What is drawn as delivered ends, on each account, with what that account has as done."""
    standing = standing_of(example)
    found = exchange(standing)
    assert found.clauses
    for one in found.clauses:
        every = standing.of(one.clause).every
        assert set(one.delivered) == set(every)
        if one.measure == IN_ALL or one.bearers == standing.of(one.clause).first.duties[-1].bearers:
            for account, variants in every.items():
                assert one.done(account) in {variant.progress.done for variant in variants}
            assert one.done(standing.account) == standing.of(one.clause).first.progress.done


@pytest.mark.parametrize("example", MOMENTS)
def test_what_is_promised_in_all_only_grows(example: str) -> None:
    """Promises stand in the order in which they are due; in all, they never become fewer."""
    for one in exchange(standing_of(example)).clauses:
        assert all(before.by <= after.by for before, after in pairwise(one.promised))
        known = [promise.amount for promise in one.promised if promise.amount is not None]
        if one.measure == IN_ALL:
            assert known == sorted(known)


def test_stages_are_steps() -> None:
    """The stages of a schedule are promised one on the other."""
    hostages = traded("gaza-2025", "hostages")
    assert [promise.amount for promise in hostages.promised] == [3, 7, 10, 13, 16, 19, 33]
    assert (hostages.measure, hostages.kind, hostages.of, hostages.unit) == (IN_ALL, PROMISED, 33, "hostages")


def test_what_an_event_calls_for_is_promised_from_then() -> None:
    """Prisoners owed for each hostage, without a day of their own, are promised from the hostage's release."""
    found = traded("gaza-2025", "C1")
    assert found.part_of == "prisoners"
    assert [promise.amount for promise in found.promised] == [90, 120]


def test_each_bearer_has_figures_of_its_own_by_the_period() -> None:
    """Where figures do not add up over the bearers, every bearer has its own; none is left out."""
    found = [one for one in exchange(standing_of("new-start-2010")).clauses if one.clause == "inspections"]
    assert [one.bearers for one in found] == [("US",), ("Russia",)]
    assert {(one.measure, one.kind, one.of) for one in found} == {(PER_PERIOD, ALLOWED, 18)}


def test_a_level_is_a_bound() -> None:
    """A level to be kept is no promise that adds up; with none told, nothing is known of it."""
    found = [one for one in exchange(standing_of("new-start-2010")).clauses if one.clause == "warheads"]
    assert {(one.measure, one.kind, one.of) for one in found} == {(LEVEL, BOUND, 1550)}
    assert {one.done("cautious").most for one in found} == {None}


def test_figures_are_told_under_one_reading_where_that_is_possible() -> None:
    """Where a reading changes the figures, every account says under which its own are; a party keeps the one it holds."""
    aid = traded("gaza-2025", "aid", "2025-02-10")
    assert "by the day" in aid.readings["cautious"]
    assert aid.readings["generous"] == aid.readings["cautious"]
    assert "by the week" in aid.readings["Israel"]
    assert set(traded("gaza-2025", "hostages").readings.values()) == {""}


def test_rows_and_data_tell_the_same() -> None:
    """The table has a row for every promise and step of the data; both are plain."""
    for example in ("gaza-2025", "new-start-2010"):
        standing = standing_of(example)
        header, *rows = exchange_rows(standing)
        data = json.loads(json.dumps(exchange_data(standing)))
        assert header == FIELDS
        assert {len(row) for row in rows} == {len(FIELDS)}
        steps = sum(len(points) for one in data["clauses"] for points in one["delivered"].values())
        assert sum(row[2] == "delivered" for row in rows) == steps > 0
        assert len(rows) - steps == sum(len(one["promised"]) for one in data["clauses"]) > 0
