"""Duties that other events call for, and headings that sum their parts."""

from __future__ import annotations

import pytest

from servanda.record import Report, Share
from tests.builders import at, duties_of, report, standing_of, state_of

EXCHANGE = """\
clause #free: North must free 10 captives to South by day 20
  counting apart civilian, soldier
clause #c: South must release prisoners to North
  for each captive under #free within 24 hours
  30 per civilian
  50 per soldier
"""
HEADS = """\
clause #free: North must free 10 captives to South by day 20
clause #c: South must release prisoners to North
  for each captive under #free
"""
NAMES = """\
clause #free: North must free 10 captives to South by day 20
clause #c: North must give names to South
  before each release under #free by 24 hours
"""
ANSWER = """\
clause #ask: South may ask leave
clause #c: North must answer requests
  answers #ask by name
"""
SUM = """\
clause #free: North must free 10 captives to South by day 20
heading #h: South must release 100 prisoners to North
clause #c: South must release prisoners to North
  part of #h
  for each captive under #free
  30 per head
clause #ill: South must release 20 prisoners to North by day 25
  part of #h
  counting only ill
"""


def freed(slug: str, quantity: str, on: str, kind: str = "") -> Report:
    return report(f"f-{slug}-{kind}", quantity=quantity, said=on, happened=on, event=slug, kind=kind)


def released(slug: str, quantity: str, on: str, id_: str = "p", kind: str = "", **cells: str) -> Report:
    return report(
        f"{id_}-{slug}-{kind}", "release prisoners", "South", quantity=quantity, said=on, happened=on, event=slug,
        kind=kind, **cells,
    )  # fmt: skip


def test_each_kind_has_its_ratio() -> None:
    """One civilian and one soldier together call for thirty and fifty."""
    rows = (freed("x", "1", "2025-01-03", "civilian"), freed("x", "1", "2025-01-03", "soldier"))
    duty = duties_of(EXCHANGE, *rows, on="2025-01-04")[0]
    assert (duty.label, duty.amount, duty.state) == ("for x", 80, "in force")
    assert duty.due is not None
    assert duty.due.last == at("2025-01-04")


def test_without_a_ratio_each_event_calls_for_one() -> None:
    """Where no number is said, one event calls for one act."""
    assert duties_of(HEADS, freed("x", "3", "2025-01-03"))[0].amount == 1


def test_an_exchange_is_matched_by_its_identity() -> None:
    """What is given for the second exchange does not pay for the first."""
    rows = (freed("x", "1", "2025-01-03", "civilian"), freed("y", "1", "2025-01-06", "civilian"))
    duties = duties_of(EXCHANGE, *rows, released("y", "30", "2025-01-06"))
    assert [(duty.label, duty.done) for duty in duties] == [("for x", Share(0, 0)), ("for y", Share(30, 30))]
    assert [duty.state for duty in duties] == ["in force", "fulfilled"]


def test_without_identity_the_oldest_is_paid_first() -> None:
    """What names no exchange pays the oldest open duty, and what is left the next."""
    rows = (freed("x", "1", "2025-01-03", "civilian"), freed("y", "1", "2025-01-06", "civilian"))
    duties = duties_of(EXCHANGE, *rows, released("", "40", "2025-01-07"))
    assert [duty.done for duty in duties] == [Share(30, 30), Share(10, 10)]


def test_what_was_given_before_is_credit() -> None:
    """More than was owed is carried over to the next duty."""
    rows = (freed("x", "1", "2025-01-03", "civilian"), released("x", "45", "2025-01-03"))
    duties = duties_of(EXCHANGE, *rows, freed("y", "1", "2025-01-06", "civilian"))
    assert [duty.done for duty in duties] == [Share(30, 30), Share(15, 15)]


def test_a_duty_past_its_hours_is_overdue_and_may_be_late() -> None:
    """What an event calls for within 24 hours is overdue after them, and late when it comes at last."""
    row = freed("x", "1", "2025-01-03T10:00", "civilian")
    assert duties_of(EXCHANGE, row, on="2025-01-04T09:00")[0].overdue is False
    assert duties_of(EXCHANGE, row, on="2025-01-04T10:00")[0].overdue is True
    done = duties_of(EXCHANGE, row, released("x", "30", "2025-01-04T12:00"))[0]
    assert (done.state, done.late) == ("fulfilled", (7200, 7200))


def test_a_statement_about_another_exchange_does_not_count() -> None:
    """A denial that names one exchange breaks that exchange's duty only."""
    rows = (freed("x", "1", "2025-01-03", "civilian"), freed("y", "1", "2025-01-06", "civilian"))
    no = released("y", "", "2025-01-12", stance="denies")
    assert [duty.state for duty in duties_of(EXCHANGE, *rows, no)] == ["in force", "violated"]
    every = released("", "", "2025-01-12", stance="denies")
    assert [duty.state for duty in duties_of(EXCHANGE, *rows, every)] == ["violated", "violated"]


def test_what_comes_before_each_is_matched_by_identity() -> None:
    """Names given a day before a release are in time, and those given an hour before are late."""
    early = report("n1", "give names", said="2025-01-02T08:00", happened="2025-01-02T08:00", event="x")
    late = report("n2", "give names", said="2025-01-06T09:00", happened="2025-01-06T09:00", event="y")
    rows = (freed("x", "1", "2025-01-03T10:00"), freed("y", "1", "2025-01-06T10:00"))
    duties = duties_of(NAMES, early, late, *rows)
    assert [(duty.label, duty.state) for duty in duties] == [
        ("before x", "fulfilled"),
        ("before y", "fulfilled"),
    ]
    assert [duty.late for duty in duties] == [None, (82800, 82800)]


def test_an_answer_is_matched_by_name_only() -> None:
    """An answer to one request never answers another."""
    ask = [report(f"q{n}", "ask leave", "South", event=f"request-{n}") for n in (1, 2)]
    answer = report("a2", "answer requests", event="request-2", said="2025-01-04")
    stray = report("a3", "answer requests", event="", said="2025-01-04")
    duties = duties_of(ANSWER, *ask, answer, stray)
    assert [(duty.label, duty.state) for duty in duties] == [
        ("for request-1", "in force"),
        ("for request-2", "fulfilled"),
    ]


def test_a_heading_sums_its_parts_and_shares_out_the_rest() -> None:
    """What is told of a kind is that part's; the rest pays the other parts' duties, and the heading has it all."""
    rows = (
        freed("x", "1", "2025-01-03"),
        released("x", "45", "2025-01-04"),
        released("x", "5", "2025-01-04", kind="ill"),
    )
    standing = standing_of(SUM, *rows)
    assert standing.of("h").first.progress.done == Share(45, 45)
    assert standing.of("ill").first.progress.done == Share(5, 5)
    assert standing.of("c").first.duties[0].done == Share(30, 30)
    assert standing.of("h").state == "in force"


def test_a_heading_is_fulfilled_by_its_own_number() -> None:
    """A heading has its own number, is fulfilled when that is reached, and is never violated."""
    full = released("x", "100", "2025-01-04")
    assert state_of(SUM, full, clause="h") == "fulfilled"
    later = SUM.replace(
        "heading #h: South must release 100 prisoners to North",
        "heading #h: South must release 100 prisoners to North from day 40",
    )
    assert state_of(later, clause="h") == "not yet in force"


def test_a_figure_without_bound_leaves_as_much() -> None:
    """At least so many has no most, for the heading and whatever it shares out."""
    rows = (freed("x", "1", "2025-01-03"), released("x", "45..", "2025-01-04"))
    standing = standing_of(SUM, *rows)
    assert standing.of("h").first.progress.done == Share(45, None)
    assert standing.of("c").first.duties[0].done == Share(30, 30)


def test_no_bound_less_no_bound_leaves_no_bound() -> None:
    """A number without bound is shared out under a heading: to a part of its kind, and the rest stays unbounded."""
    text = """\
heading #all: North must release prisoners to South
clause #men: North must release prisoners to South by day 9
  counting only men
  part of #all
"""
    row = report("r1", "release prisoners", "North", quantity="4..", kind="men")
    standing = standing_of(text, row, account="generous")
    assert [standing.of(clause).first.progress.done for clause in ("all", "men")] == [Share(4, None)] * 2


@pytest.mark.parametrize("laid_out", ["  every month\n", "  3 by day 20\n  rest by day 30\n"])
def test_what_takes_another_s_place_keeps_its_own_layout(laid_out: str) -> None:
    """A rate or stages in place of another clause are counted by themselves; only a plain duty takes what was left."""
    text = f"clause #old: South must free captives by day 5\nclause #c: North must free captives\n  in place of #old\n{laid_out}"
    assert duties_of(text, report("r1", said="2025-01-09", quantity="1"))


def test_a_number_without_bound_breaks_what_an_event_forbids() -> None:
    """An incident told as "at least four" under a prohibition for each event is at least one violation."""
    text = "clause #go: North may leave\nclause #c: South must not attack\n  for each event under #go for 20 days\n"
    left = report("r1", "leave", said="2025-01-02", event="a")
    attack = report("r2", "attack", "South", said="2025-01-09", quantity="4..", event="b")
    assert standing_of(text, left, attack).of("c").state == "violated"


def test_hundredths_of_what_nobody_numbered_have_no_bound() -> None:
    """A report in hundredths of a list without a number adds nothing for certain, and may be any number."""
    text = "list #map is unknown\nclause #c: North must pull back by day 9\n  as listed in #map\n"
    row = report("r1", "pull back", said="2025-01-03", unit="%", event="")
    assert standing_of(text, row).of("c").first.progress.done == Share(0, None)
