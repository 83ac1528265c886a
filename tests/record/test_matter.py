"""What an act is about: its clauses, the refusal of a right, and leave."""

from __future__ import annotations

import pytest

from servanda.record.matter import Matters
from tests.builders import agreement_of, report, weighed

TEXT = """\
clause #visit: North may visit sites
clause #dive: each of North and South may dive
  with leave of Watch
clause #leave: North may give notice
  then leaves
clause #fly: South must not fly
  with leave of Watch
"""


@pytest.mark.parametrize(
    ("act", "deed", "clauses"),
    [
        ("visit sites", "act", ["visit"]),
        ("refuse to visit sites", "refusal", ["visit"]),
        ("Refuse  to dive", "refusal", ["dive"]),
        ("give leave to dive", "leave", ["dive"]),
        ("give leave to fly", "leave", ["fly"]),
        ("give leave to visit sites", "act", []),
        ("refuse to give notice", "act", []),
        ("refuse to fly", "act", []),
    ],
)
def test_an_act_may_be_the_refusal_of_a_right_or_leave_for_it(
    act: str, deed: str, clauses: list[str]
) -> None:
    """Permissions can be refused, powers and prohibitions cannot; leave is given where a clause asks for it."""
    matters = Matters(agreement_of(TEXT))
    one = report("r", act, "Watch")
    assert (matters.of(one).deed, [clause.id for clause in matters.of(one).clauses]) == (deed, clauses)


def test_a_refusal_that_names_a_clause_touches_that_clause_alone() -> None:
    """Of two rights to one act, a refusal may be of one."""
    matters = Matters(agreement_of(TEXT + "clause #again: South may visit sites\n"))
    every = matters.touched(report("r", "refuse to visit sites", "Watch"))
    one = matters.touched(report("r", "refuse to visit sites", "Watch", clause="#again"))
    assert ([clause.id for clause in every], [clause.id for clause in one]) == (["visit", "again"], ["again"])


@pytest.mark.parametrize(
    ("act", "by", "speaker", "ground"),
    [
        ("refuse to visit sites", "South", "South office", "acknowledged"),
        ("refuse to visit sites", "South", "North office", "claimed"),
        ("refuse to visit sites", "South", "Ann", "unopposed"),
        ("give leave to fly", "Watch", "South office", "claimed"),
        ("give leave to fly", "Watch", "North office", "acknowledged"),
        ("give leave to fly", "Watch", "Watch", "unopposed"),
    ],
)
def test_whom_the_telling_of_it_suits(act: str, by: str, speaker: str, ground: str) -> None:
    """A refusal suits the one refused, and leave suits the one whose act it allows; against that, it is admitted."""
    assert weighed(report("r", act, by, speaker=speaker), text=TEXT).ground == ground
