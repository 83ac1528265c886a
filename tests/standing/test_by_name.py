"""What is answered by name is paid and denied by name only; gates on the most; duties that only the most knows of."""

from __future__ import annotations

from servanda.record import Report
from servanda.standing import Duty
from tests.builders import did, duties_of, report, standing_of

REPLY = """\
clause #ask: South may ask "for" visits
clause #c: North must reply to South
  answers #ask by name within 7 days
"""
GATED = """\
phase two: for 60 days
  opens when #pull is fulfilled
clause #pull: North must pull back by day 30
clause #c: South must not attack
  in phase two
"""


def asked(on: str, event: str, **cells: str) -> Report:
    return did("ask for visits", on, "South", event=event, **cells)


def replied(on: str, event: str, **cells: str) -> Report:
    return did("reply", on, to="South", event=event, **cells)


def by_name(*rows: Report, account: str = "cautious") -> dict[str, Duty]:
    """Return the duty for each request, by the name of its exchange."""
    return {duty.label.removeprefix("for "): duty for duty in duties_of(REPLY, *rows, account=account)}


def test_an_answer_given_early_under_one_name_does_not_pay_another_s_request() -> None:
    """An answer that comes before its request waits for the request of its own name, and is used for no other."""
    early = replied("2025-01-03", "second")
    duties = by_name(early, asked("2025-01-05", "first"), asked("2025-01-06", "second"))
    assert (duties["first"].overdue, duties["first"].state) == (True, "in force")
    assert duties["second"].state == "fulfilled"


def test_an_early_answer_under_no_name_pays_no_request() -> None:
    """What was given before, and names no exchange, is not matched with one."""
    duties = by_name(replied("2025-01-03", ""), asked("2025-01-05", "first"))
    assert duties["first"].state == "in force"


def test_a_later_word_about_one_exchange_does_not_take_away_a_denial_about_another() -> None:
    """That one request was answered is no word on another, of which it was said that it was not."""
    requests = asked("2025-01-05", "first"), asked("2025-01-05", "second")
    no = report("n", "reply", said="2025-01-20", stance="denies", event="first")
    yes = replied("2025-01-25", "second")
    duties = by_name(*requests, no, yes)
    assert duties["first"].state == "violated"
    assert duties["second"].state == "fulfilled"


def test_a_denial_about_one_exchange_does_not_break_another() -> None:
    """Of two requests that were not answered, only the one of which it is said is broken; the other is overdue."""
    requests = asked("2025-01-05", "first"), asked("2025-01-05", "second")
    duties = by_name(*requests, report("n", "reply", said="2025-01-20", stance="denies", event="first"))
    assert [duties[name].state for name in ("first", "second")] == ["violated", "in force"]
    assert duties["second"].overdue


def test_a_denial_that_names_no_exchange_is_about_each() -> None:
    """A word that North did not reply at all breaks the duty for every request."""
    requests = asked("2025-01-05", "first"), asked("2025-01-05", "second")
    duties = by_name(*requests, report("n", "reply", said="2025-01-20", stance="denies", event=""))
    assert [duty.state for duty in duties.values()] == ["violated", "violated"]


PULLED = did("pull back", "2025-01-03..2025-01-09", said="2025-01-10")


def attacked(on: str) -> Report:
    return did("attack", on, "South")


def test_on_the_most_a_gate_opens_at_the_first_moment() -> None:
    """What was done between two days may have opened a phase on the first, and has opened it for certain on the last.

    What happens in between may be a breach, and is none for certain.
    """
    between = standing_of(GATED, PULLED, attacked("2025-01-06"))
    done = between.of("c").first.violations
    assert (done.least, done.most) == (0, 1)
    assert between.of("c").state == "in force"
    before = standing_of(GATED, PULLED, attacked("2025-01-02")).of("c").first.violations
    after = standing_of(GATED, PULLED, attacked("2025-01-11")).of("c").first.violations
    assert (before.least, before.most) == (0, 0)
    assert (after.least, after.most) == (1, 1)


def test_at_one_moment_what_a_condition_waits_for_goes_first() -> None:
    """What opens a phase and what the phase forbids, told of the same moment: the phase is open then, in either order."""
    moment = "2025-01-05T12:00"
    rows = did("pull back", moment), attacked(moment)
    for told in (rows, rows[::-1]):
        assert standing_of(GATED, *told).of("c").state == "violated"


LETTERS = """\
clause #ask: South must send 10 letters to North by day 30
clause #c: North must reply to South
  answers #ask by name within 7 days
"""


def test_a_duty_that_only_the_most_knows_of_is_not_overdue() -> None:
    """Of letters that a voice near South denies it is not certain that they were sent, so no answer to them is late for certain."""
    letters = did("send letters", "2025-01-05", "South", event="first", quantity="3")
    denied = did(
        "send letters", "2025-01-05", "South", id="n", event="first", speaker="South friend", stance="denies"
    )
    (perhaps,) = duties_of(LETTERS, letters, denied)
    assert (perhaps.state, perhaps.most_state, perhaps.overdue) == ("not yet in force", "in force", False)
    assert not standing_of(LETTERS, letters, denied).of("c").first.overdue
    (certain,) = duties_of(LETTERS, letters)
    assert (certain.state, certain.overdue) == ("in force", True)
