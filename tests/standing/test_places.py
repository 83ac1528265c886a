"""Places: prohibitions at a place, and incidents in it, around it, and elsewhere."""

from __future__ import annotations

import pytest

from servanda.agreement import parse
from servanda.record import Report, Share
from servanda.standing import stand
from tests.builders import HEAD, SOURCES, at, did, duties_of, standing_of, state_of

TEXT = """\
place "East pier", "West pier" in Harbour
place Bollard in "East pier"
place Harbour in Coast
clause #c: North must not fish at Harbour
"""


def fished(place: str, on: str = "2025-01-05", **cells: str) -> Report:
    return did("fish", on, place=place, **cells)


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("Harbour", Share(1, 1)),
        ("  harbour ", Share(1, 1)),
        ("East pier", Share(1, 1)),
        ("Bollard", Share(1, 1)),
        ("Inland", Share(0, 0)),
        ("Land", Share(0, 1)),
        ("Coast", Share(0, 1)),
        ("", Share(0, 1)),
    ],
)
def test_where_an_incident_must_or_may_lie(place: str, found: Share) -> None:
    """In the place or a narrower one it must; in a wider one, in the whole area or nowhere said, it may; elsewhere it does not."""
    assert standing_of(TEXT, fished(place)).of("c").first.violations == found


def test_what_may_have_been_there_is_violated_on_the_most_only() -> None:
    """An incident somewhere in the area leaves the clause in force, or violated if it was there."""
    variant = standing_of(TEXT, fished("Land")).of("c").first
    assert (variant.state, variant.most_state) == ("in force", "violated")


def test_two_narrow_places_are_two_incidents() -> None:
    """On one day, two piers are two incidents; a wider place of that day joins them."""
    rows = (fished("East pier"), did("fish", "2025-01-05T00:00..2025-01-05T23:59:59", place="West pier"))
    assert standing_of(TEXT, *rows).of("c").first.violations == Share(2, 2)


def test_a_clause_without_a_place_binds_everywhere() -> None:
    """Where the text names no place, none is asked for."""
    text = TEXT.replace(" at Harbour", "")
    for place in ("Inland", "Land", "", "East pier"):
        assert state_of(text, fished(place)) == "violated"


def test_places_that_lie_in_each_other_go_round_once() -> None:
    """A circle of places is no endless road."""
    text = "place Hill in Vale\nplace Vale in Hill\nclause #c: North must not fish at Harbour\n"
    agreement, _ = parse(f"```servanda\n{HEAD}{text}```\n", "agreement.md")
    standing = stand(agreement, [fished("Hill")], SOURCES, at=at("2025-01-31"))
    assert standing.of("c").state == "in force"


def test_a_narrower_place_is_a_part_of_an_obligation() -> None:
    """Of an obligation at a place, what was done in a narrower one is a part, and adds nothing twice."""
    text = TEXT + "clause #d: North must land 10 boats at Harbour by day 20\n"
    row = did("land boats", "2025-01-05", quantity="4", place="East pier")
    assert duties_of(text, row, clause="d")[0].done.least <= 4
    whole = did("land boats", "2025-01-06", quantity="10", place="Harbour")
    assert state_of(text, whole, clause="d") == "fulfilled"
