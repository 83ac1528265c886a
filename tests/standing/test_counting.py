"""Counting rules: one of a kind that counts as several, or as less than one."""

from __future__ import annotations

import pytest

from servanda.record import Report
from tests.builders import did, duties_of, report, state_of

NETS = "clause #c: North must return 40 nets to South by day 20\n  counting apart trawl, drift\n  counting trawl as 5\n"
BOMBERS = "clause #c: North must scrap 10 warheads by day 20\n  counting apart bomb\n  counting bomb as 0.5\n"


def nets(id_: str, quantity: str, kind: str = "", act: str = "return nets") -> Report:
    return report(id_, act, quantity=quantity, kind=kind, happened="2025-01-05", said="2025-01-05")


@pytest.mark.parametrize(
    ("rows", "done"),
    [
        ((nets("a", "4", "trawl"),), 20),
        ((nets("a", "4", "drift"),), 4),
        ((nets("a", "4"),), 4),
        ((nets("a", "10"), nets("b", "4", "trawl")), 26),
    ],
)
def test_one_of_a_kind_counts_as_so_many(rows: tuple[Report, ...], done: float) -> None:
    """A trawl counts as five nets; what is told of no kind, or of another, counts as it is."""
    assert duties_of(NETS, *rows)[0].done.least == done


def test_a_kind_may_count_for_less_than_one() -> None:
    """Two bombs that count as half a warhead each are one."""
    assert duties_of(BOMBERS, nets("a", "8", "bomb", "scrap warheads"))[0].done.least == 4


def test_the_counted_number_fulfils() -> None:
    """Eight trawls are forty nets."""
    assert state_of(NETS, nets("a", "8", "trawl")) == "fulfilled"
    assert state_of(NETS, nets("a", "8", "drift")) == "in force"


def test_kinds_that_share_nothing_add_up_by_their_worth() -> None:
    """Three trawls and seven drift nets of one exchange are twenty-two."""
    assert duties_of(NETS, nets("a", "3", "trawl"), nets("b", "7", "drift"))[0].done.least == 22


def test_a_quota_counts_by_worth() -> None:
    """Under a right that counts some kind for more, the quota is used up sooner."""
    text = (
        "clause #c: North may set at most 10 nets every year\n  counting apart trawl\n  counting trawl as 5\n"
    )
    row = did("set nets", "2025-01-05", quantity="3", kind="trawl")
    assert state_of(text, row) == "violated"
