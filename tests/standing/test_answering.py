"""Answering for others: acts of those who did not sign, and whose they are."""

from __future__ import annotations

from servanda.record import Report
from tests.builders import HEAD, did, remarks_of, report, standing_of

RAIDS = "clause #c: North must not raid piers\n  answers for Militia\n"
BOATS = "clause #c: North must return 10 boats to South by day 20\n  answers for Militia\n"
EACH = "clause #c: each of North and South must not raid piers\n"
OTHERS = HEAD + "non-signatory Militia\n"


def raid(on: str, by: str = "Militia", **cells: str) -> Report:
    return did("raid piers", on, by, **cells)


def state(text: str, *rows: Report, on: str = "2025-01-31", account: str = "cautious") -> str:
    return standing_of(text, *rows, on=on, account=account, head=OTHERS).of("c").state


def test_what_others_do_breaks_the_prohibition_of_who_answers_for_them() -> None:
    """A raid by the militia violates the duty of North, and is shown as the militia's."""
    standing = standing_of(RAIDS, raid("2025-01-05"), head=OTHERS)
    duty = standing.of("c").first.duties[0]
    assert (duty.bearers, duty.state, duty.done.least) == (("North",), "violated", 1)
    assert ("through-others", "by acts of Militia, for which North answers") in remarks_of(standing)


def test_its_own_acts_count_as_before() -> None:
    """A raid by North itself violates it, and nobody else is named."""
    standing = standing_of(RAIDS, raid("2025-01-05", "North"), head=OTHERS)
    assert standing.of("c").state == "violated"
    assert "through-others" not in dict(remarks_of(standing))


def test_what_others_do_fulfils_an_obligation() -> None:
    """Boats that the militia returned count with those that North returned."""
    rows = (
        did("return boats", "2025-01-05", quantity="4"),
        did("return boats", "2025-01-06", "Militia", quantity="6"),
    )
    assert state(BOATS, *rows) == "fulfilled"
    assert state(BOATS, rows[0]) == "in force"


def test_nobody_answers_for_those_whom_no_clause_names() -> None:
    """A raid by a group that nobody answers for, declared or not, binds nobody."""
    for by in ("Raiders", "Militia"):
        standing = standing_of(EACH, raid("2025-01-05", by), head=OTHERS)
        assert [duty.state for duty in standing.of("c").first.duties] == ["in force", "in force"]
    assert state(RAIDS, raid("2025-01-05", "Raiders")) == "in force"


def test_of_two_only_the_one_who_answers_is_bound() -> None:
    """Where North answers for the militia in its own clause, South's clause of the same act is untouched."""
    text = RAIDS + "clause #d: South must not raid piers\n"
    standing = standing_of(text, raid("2025-01-05"), head=OTHERS)
    assert [standing.of(c).state for c in ("c", "d")] == ["violated", "in force"]


def test_the_other_side_s_word_of_it_is_a_claim() -> None:
    """That South says the militia raided is South's claim alone; that North admits it settles it."""
    claim = standing_of(RAIDS, raid("2025-01-05", speaker="South office"), head=OTHERS).of("c")
    assert [claim.accounts[a] for a in ("cautious", "North", "South")] == ["in force", "in force", "violated"]
    assert state(RAIDS, raid("2025-01-05", speaker="North office")) == "violated"


def test_what_is_not_done_by_others_is_said_of_the_bearer() -> None:
    """After the deadline, a word that the militia did not return the boats breaks the duty of North."""
    no = report("n", "return boats", "Militia", said="2025-01-25", stance="denies", event="")
    assert state(BOATS, no) == "violated"


def test_a_reading_may_say_for_whom_somebody_answers() -> None:
    """On the reading that North answers for the militia it is violated, on the other it is not."""
    text = """\
clause #c: North must not raid piers
  reading "its own" held by North: as written
  reading "all of them" held by South: answers for Militia
"""
    assert [state(text, raid("2025-01-05"), account=a) for a in ("North", "South")] == [
        "in force",
        "violated",
    ]


def test_who_answers_for_others_claims_what_they_did_well() -> None:
    """That North says the militia returned boats is North's own claim, as if it had returned them itself."""
    text = BOATS.replace("10 boats", "boats")
    assert state(text, did("return boats", "2025-01-05", "Militia", speaker="North office")) == "in force"
    assert state(text, did("return boats", "2025-01-05", "Militia", speaker="South office")) == "fulfilled"
