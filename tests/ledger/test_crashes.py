from __future__ import annotations

import pytest

from tests.ledger.faults.rounds import STORES, Tally, compare, run
from tests.ledger.faults.writers import rows_of

ROUNDS = {"sqlite": 15, "postgresql": 6}
"""On PostgreSQL each harm once with one writer, and the first two of them with two."""

BATCHES = {"w": 3}


@pytest.mark.parametrize("store", STORES)
def test_nothing_that_was_acknowledged_is_lost_in_a_crash(store: str) -> None:
    """Whoever is killed, all acknowledged rows are there once, no batch is there in part, and the store is whole."""
    harmed = STORES[store]()
    try:
        tally = run(harmed, ROUNDS[store], seed=1, tell=print)
    finally:
        harmed.close()
    assert tally.is_clean, str(tally)
    assert tally.rounds == ROUNDS[store]
    assert tally.acknowledged > 0


def told(found: dict[str, list[dict[str, str]]], *, with_one_under_way: bool = False) -> Tally:
    tally = Tally()
    compare(found, BATCHES, tally, with_one_under_way=with_one_under_way)
    return tally


def rows_by_note(batches: int) -> dict[str, list[dict[str, str]]]:
    return {row["note"]: [row] for number in range(batches) for row in rows_of("w", number)}


def long_batch() -> int:
    return next(number for number in range(100) if len(rows_of("w", number)) > 1)


def test_the_rows_that_were_sent_are_clean() -> None:
    """Where all is as it was sent nothing is told, whether the batch under way is there or not."""
    assert told(rows_by_note(3)) == Tally()
    assert told(rows_by_note(3), with_one_under_way=True) == Tally()
    assert told(rows_by_note(4), with_one_under_way=True) == Tally()


def test_a_lost_a_doubled_an_altered_and_a_strange_row_are_seen() -> None:
    """Each kind of wrong is counted under its own name."""
    first = rows_of("w", 0)[0]["note"]
    lost = rows_by_note(3)
    del lost[first]
    doubled = rows_by_note(3)
    doubled[first] *= 2
    altered = rows_by_note(3)
    altered[first] = [altered[first][0] | {"quantity": "77"}]
    assert told(lost).lost == 1
    assert told(doubled).doubled == 1
    assert told(altered).altered == 1
    assert told(rows_by_note(4)).unasked == len(rows_of("w", 3))


def test_a_batch_there_in_part_is_seen() -> None:
    """A batch under way of which one row is missing is partial."""
    number = long_batch()
    found = {row["note"]: [row] for batch in range(number + 1) for row in rows_of("w", batch)}
    del found[rows_of("w", number)[0]["note"]]
    tally = Tally()
    compare(found, {"w": number}, tally, with_one_under_way=True)
    assert tally == Tally(partial_batches=1)
