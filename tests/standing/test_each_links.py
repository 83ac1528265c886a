"""Each-links: answers by name, and what goes on after each event."""

from __future__ import annotations

import pytest

from servanda.record import Report
from tests.builders import at, did, duties_of, report, standing_of, state_of

EXILE = """\
clause #free: North must free 10 captives to South by day 20
clause #c: South must not arm captives
  for each captive under #free for 3 years
"""
REPLY = """\
clause #ask: South may ask "for" visits
clause #c: North must reply to South
  answers #ask by name within 7 days
"""
KEEP = """\
clause #free: North must free 10 captives to South by day 20
clause #c: South must house captives
  for each captive under #free for 30 days
"""


def freed(on: str, event: str) -> Report:
    return did("free captives", on, quantity="1", event=event)


def armed(on: str, event: str = "", **cells: str) -> Report:
    return did("arm captives", on, "South", event=event, **cells)


def asked(on: str, event: str) -> Report:
    return did("ask for visits", on, "South", event=event)


def replied(on: str, event: str = "") -> Report:
    return did("reply", on, to="South", event=event)


def test_before_any_event_nothing_binds() -> None:
    """A condition on what is delivered asks for nothing until something is."""
    assert duties_of(EXILE) == ()
    assert state_of(EXILE, armed("2025-01-05")) == "not yet in force"


def test_each_event_has_a_condition_of_its_own_that_goes_on() -> None:
    """From each release on, for three years, and then it is kept."""
    rows = (freed("2025-01-05", "first"), freed("2025-01-08", "second"))
    duties = duties_of(EXILE, *rows)
    assert [(duty.label, duty.state) for duty in duties] == [
        ("for first", "in force"),
        ("for second", "in force"),
    ]
    assert duties[0].due is not None
    assert duties[0].due.last == at("2028-01-05")
    late = duties_of(EXILE, *rows, on="2028-01-07")
    assert [duty.state for duty in late] == ["kept", "in force"]


@pytest.mark.parametrize(
    ("row", "states"),
    [
        (armed("2025-01-10", "second"), ["in force", "violated"]),
        (armed("2025-01-10"), ["violated", "in force"]),
        (armed("2025-01-06", "first"), ["violated", "in force"]),
        (armed("2025-01-04", "first"), ["in force", "in force"]),
    ],
)
def test_an_incident_breaks_the_condition_that_it_names(row: Report, states: list[str]) -> None:
    """An incident of an exchange breaks that one's condition, within its time; one of none breaks the oldest it falls under."""
    rows = (freed("2025-01-05", "first"), freed("2025-01-08", "second"))
    assert [duty.state for duty in duties_of(EXILE, *rows, row)] == states


def test_what_goes_on_is_over_at_its_end() -> None:
    """After three years the same act breaks nothing."""
    assert (
        state_of(EXILE, freed("2025-01-05", "first"), armed("2028-02-01", "first"), on="2028-02-03") == "kept"
    )
    assert (
        state_of(EXILE, freed("2025-01-05", "first"), armed("2028-01-04", "first"), on="2028-02-03")
        == "violated"
    )


def test_a_duty_that_goes_on_is_due_by_its_end() -> None:
    """A duty that lasts thirty days from each event is due when they are over."""
    duty = duties_of(KEEP, freed("2025-01-05", "first"))[0]
    assert duty.due is not None
    assert (duty.due.last, duty.state) == (at("2025-02-04"), "in force")


def test_an_answer_counts_for_the_request_that_it_names() -> None:
    """Each request has its own answer and its own week."""
    rows = (asked("2025-01-05", "one"), asked("2025-01-06", "two"), replied("2025-01-08", "two"))
    duties = duties_of(REPLY, *rows, on="2025-01-20")
    assert [(d.label, d.state, d.overdue) for d in duties] == [
        ("for one", "in force", True),
        ("for two", "fulfilled", False),
    ]
    assert [duty.due and duty.due.last for duty in duties] == [at("2025-01-12"), at("2025-01-13")]


def test_an_answer_that_names_no_request_counts_for_none() -> None:
    """A reply to nothing in particular leaves every request open."""
    duties = duties_of(REPLY, asked("2025-01-05", "one"), replied("2025-01-08"), on="2025-01-20")
    assert [duty.state for duty in duties] == ["in force"]


def test_an_answer_may_be_late() -> None:
    """Answered after its week, a request is answered, late by so long."""
    duty = duties_of(REPLY, asked("2025-01-05", "one"), replied("2025-01-15", "one"), on="2025-01-20")[0]
    assert duty.state == "fulfilled"
    assert duty.late is not None


def test_only_the_request_that_a_statement_names_is_broken() -> None:
    """A word that one request was not answered breaks the duty for it, and no other."""
    no = report("n", "reply", said="2025-01-15", stance="denies", event="one")
    rows = (asked("2025-01-05", "one"), asked("2025-01-06", "two"), no)
    assert [duty.state for duty in duties_of(REPLY, *rows, on="2025-01-20")] == ["violated", "in force"]
    assert standing_of(REPLY, *rows, on="2025-01-20").of("c").state == "violated"
