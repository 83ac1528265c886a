"""Statuses that somebody declares and that the text does not define."""

from __future__ import annotations

import pytest

from tests.builders import did, remarks_of, report, standing_of, state_of

TEXT = """\
clause #c: North must pull back by day 20
clause #d: North must not attack
clause #stop: South may suspend it
  then suspends #d
"""
WORDS = 'North declared on 5 Jan: "suspend the agreement"; a status that this text does not define, so the clause stands as it is'


@pytest.mark.parametrize(
    "act",
    ["suspend the agreement", "annul the annex", "withdraw from it", "Terminate the deal", "renounce it"],
)
def test_a_declared_status_is_said_and_changes_nothing(act: str) -> None:
    """A declaration that names a clause is told beside it, and the clause binds as it did."""
    row = did(act, "2025-01-05", stance="declares", speaker="North office", clause="c; d")
    standing = standing_of(TEXT, row, on="2025-01-10")
    for clause in ("c", "d"):
        assert standing.of(clause).state == state_of(TEXT, clause=clause, on="2025-01-10") == "in force"
        assert ("undefined-status", WORDS.replace("suspend the agreement", act)) in remarks_of(
            standing, clause
        )


@pytest.mark.parametrize(
    ("act", "stance", "clause"),
    [
        ("suspend the agreement", "declares", ""),
        ("suspend the agreement", "declares", "d"),
        ("suspend the agreement", "threatens", "c"),
        ("suspend the agreement", "asserts", "c"),
        ("suspend it", "declares", "c"),
    ],
)
def test_what_is_no_undefined_status(act: str, stance: str, clause: str) -> None:
    """Nothing is said of a clause that is not named, of what is only threatened or told, or of a power of the text."""
    row = report(
        "r",
        act,
        "South",
        happened="2025-01-05",
        stance=stance,
        clause=clause,
        event="",
        speaker="South office",
    )
    assert "undefined-status" not in dict(remarks_of(standing_of(TEXT, row, on="2025-01-10")))


def test_a_breach_after_a_declared_suspension_is_a_breach() -> None:
    """Who declares a suspension that the text does not know is bound as before."""
    row = did("suspend the agreement", "2025-01-05", stance="declares", speaker="North office", clause="d")
    assert state_of(TEXT, row, did("attack", "2025-01-07"), clause="d", on="2025-01-10") == "violated"


def test_a_status_is_not_said_before_it_was_declared() -> None:
    """On the days before, there is no remark."""
    row = did("suspend the agreement", "2025-01-05", stance="declares", speaker="North office", clause="c")
    assert "undefined-status" not in dict(remarks_of(standing_of(TEXT, row, on="2025-01-04")))
