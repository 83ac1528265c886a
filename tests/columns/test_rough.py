"""What columns cannot hold is left to the row engine: the clause, and what waits for it, and nothing else."""

from __future__ import annotations

import pytest

from servanda.columns.book import Book
from servanda.columns.view import View
from servanda.record import Report
from tests.builders import SOURCES, agreement_of, at, did
from tests.columns.plain import Question
from tests.columns.test_laws import assert_same

TEXT = """\
phase two: for 20 days
  opens when #pay is fulfilled
clause #calm: each of North and South must not attack
clause #still: North must not fly
  in phase two
clause #pay: South must hand over 3 coins to North by day 20
clause #sign: North must sign by day 9
clause #ask: each of North and South may visit
clause #reply: North must answer the visit
  answers #ask by name within 3 days
clause #other: South must answer the visit
  answers #ask by name within 3 days
clause #late: South must leave
  within 3 days of #sign
"""
ALL = {"calm", "still", "pay", "sign", "ask", "reply", "other"}
"""The plain ones of them: when #late is due hangs on when another clause is met."""
AGREEMENT = agreement_of(TEXT)
BEFORE = (
    did("hand over coins", "2025-01-03", "South", quantity="3"),
    did("attack", "2025-01-04"),
    did("visit", "2025-01-05", "South", event="x"),
    did("answer the visit", "2025-01-06", event="x"),
)


def coins(**cells: str) -> Report:
    return did("hand over coins", "2025-01-07", "South", **cells)


LEAVING = {
    "a kind": (coins(kind="old", quantity="1"), {"pay", "still"}),
    "a running total": (coins(measure="total", quantity="4"), {"pay", "still"}),
    "a level": (coins(measure="level", quantity="4"), {"pay", "still"}),
    "a percentage": (coins(unit="%", quantity="40"), {"pay", "still"}),
    "an answer without a name": (did("answer the visit", "2025-01-07"), {"reply"}),
    "a second request under one name": (did("visit", "2025-01-07", "North", event="x"), {"reply", "other"}),
    "a refusal": (did("refuse to visit", "2025-01-07"), {"ask", "reply", "other"}),
    "a long id": (did("sign", "2025-01-07", id="é" * 17), {"sign"}),
}
STAYING = {
    "a kind of incident": did("attack", "2025-01-07", kind="old"),
    "a request without a name": did("visit", "2025-01-07", "South"),
    "an id of as many bytes as there is room for": did("sign", "2025-01-07", id="é" * 16),
    "an act of no clause": did("sing", "2025-01-07", kind="old", measure="total", quantity="3"),
    "leave that nobody asks for": did("give leave to visit", "2025-01-07"),
    "a promise": coins(kind="old", stance="promises"),
    "somebody who is not bound": did("hand over coins", "2025-01-07", "Militia", unit="%", quantity="40"),
}


def asked() -> tuple[Question, ...]:
    return tuple(
        Question(at(f"2025-01-{day:02}"), known) for day in (6, 12, 28) for known in (None, at("2025-01-06"))
    )


@pytest.mark.parametrize(("report", "left"), LEAVING.values(), ids=LEAVING)
def test_what_is_rough_leaves_the_book_with_all_that_waits_for_it(report: Report, left: set[str]) -> None:
    """The clause that a rough report tells of leaves, so do those that wait for it; all others stand as before."""
    book = Book(AGREEMENT, SOURCES, BEFORE)
    assert set(book.plain.shapes) == ALL
    book.enter([report])
    assert set(book.plain.shapes) == ALL - left
    for one in asked():
        assert assert_same(View(book), AGREEMENT, (*BEFORE, report), SOURCES, one) == len(ALL - left)


@pytest.mark.parametrize("report", STAYING.values(), ids=STAYING)
def test_what_columns_can_hold_or_need_not_hold_leaves_nothing_out(report: Report) -> None:
    """Reports that look odd and are not, and those that no plain clause hangs on, leave every clause in the book."""
    book = Book(AGREEMENT, SOURCES, (*BEFORE, report))
    for one in asked():
        assert assert_same(View(book), AGREEMENT, (*BEFORE, report), SOURCES, one) == len(ALL)


def test_a_clause_that_has_left_is_no_longer_answered_for() -> None:
    """Asked of a clause that has left, or that there is not, a view says nothing of it."""
    book = Book(AGREEMENT, SOURCES, (*BEFORE, LEAVING["a kind"][0]))
    found = View(book).outlines(at("2025-01-12"), clauses=["pay", "nobody", "sign"])
    assert list(found) == ["sign"]


@pytest.mark.parametrize("accounts", [("cautious",) * 10, ("cautious", "Nowhere")])
def test_accounts_that_cannot_be_kept_are_refused(accounts: tuple[str, ...]) -> None:
    """More than nine accounts, or one that the agreement has not, are refused, and those that there are are named."""
    with pytest.raises(ValueError, match="name up to 9 accounts of cautious, generous, North, South"):
        Book(AGREEMENT, SOURCES, (), accounts)


def test_what_is_entered_names_the_clauses_that_it_may_change() -> None:
    """Reports name the clauses that they tell of, and those of what they replace; what is there already names none."""
    book = Book(AGREEMENT, SOURCES)
    assert book.enter(BEFORE) == {"pay", "calm", "ask", "reply"}
    assert book.enter(BEFORE) == frozenset()
    other = did("sign", "2025-01-08", replaces=BEFORE[1].id)
    assert book.enter([other]) == {"sign", "calm"}


def test_what_only_one_side_may_see_is_not_counted() -> None:
    """A book is open to all: a report by a source that only one side may see leaves no trace in it."""
    book = Book(AGREEMENT, SOURCES, [did("attack", "2025-01-04", speaker="Insider")])
    assert {one.done.most for one in View(book).outlines(at("2025-01-12"))["calm"].values()} == {0}


SHAPES = {
    "a prohibition": ("clause #c: North must not attack from day 3 until day 9\n", "forbidden"),
    "a duty": (
        "clause #c: North must sign by the end of March\n".replace("the end of March", "2025-03-31"),
        "stages",
    ),
    "a number in stages": (
        "clause #c: North must free 9 captives\n  3 by day 2\n  rest by day 9\n",
        "stages",
    ),
    "a right": ("clause #c: North may visit until day 9\n", "allowed"),
    "an amount that is not exact": ("clause #c: North must free at least 9 captives by day 9\n", None),
    "several together": ("clause #c: together North and South must sign by day 9\n", None),
    "a kind apart": ("clause #c: North must free 9 captives by day 9\n  counting apart men\n", None),
    "a place": ("clause #c: North must not attack\n  at Hill\n", None),
    "hours": ("clause #c: North must not fly\n  hours 10:00 to 18:00\n", None),
    "readings": (
        'clause #c: North must sign\n  reading "x" held by North: by day 3\n  reading "y" held by South: by day 9\n',
        None,
    ),
    "a condition": ('clause #c: North must sign by day 9\n  if "rain falls" happens\n', None),
    "somebody answered for": ("clause #c: North must not attack\n  answers for Militia\n", None),
    "another's power over it": (
        "clause #p: South may stop work\n  then ends #c\nclause #c: North must sign by day 9\n",
        None,
    ),
}


@pytest.mark.parametrize(("text", "shape"), SHAPES.values(), ids=SHAPES)
def test_which_clauses_are_plain(text: str, shape: str | None) -> None:
    """A clause is plain where its own reports and plain gates are all that it hangs on."""
    assert Book(agreement_of(text), SOURCES).plain.shapes.get("c") == shape
