"""Moments of what happens: an act, the start and the deadline of a clause, a time in another zone, and chains of them."""

from __future__ import annotations

import pytest

from tests.builders import at, day_begins, did, due_of, duties_of, remarks_of, standing_of, state_of

MELT = 'clause #c: North must dredge within 14 days of "the ice melts"\n'
SOW = "clause #sow: South must sow 10 fields by day 20\n"
CHAIN = """\
phase one: from entry for 10 days
phase two: from {start} for 10 days
clause #c: North must pull back by end of phase two
clause #longer: together North and South may agree extension
  then extends phase one for 5 days
"""


def test_what_hangs_on_an_event_that_never_happens_is_never_late() -> None:
    """A deadline after an act that nobody tells of is no deadline, however long it takes."""
    standing = standing_of(MELT, on="2035-01-01")
    duty = standing.of("c").first.duties[0]
    assert (duty.state, duty.due, duty.overdue, duty.late) == ("in force", None, False, None)
    assert remarks_of(standing) == []


def test_an_act_in_quotes_is_a_moment() -> None:
    """The clock of a named act starts when the act is first taken as done, and runs on from the first time only."""
    melts = did("The ice  melts", "2025-01-04", "")
    again = did("the ice melts", "2025-01-09", "")
    assert due_of(MELT, melts) == at("2025-01-18")
    assert due_of(MELT, melts, again) == at("2025-01-18")
    assert due_of(MELT, melts, on="2025-01-03") is None


def test_an_act_that_an_account_does_not_take_starts_no_clock() -> None:
    """A claim by the side that it favours starts the clock on the generous account alone."""
    text = 'clause #c: North must dredge within 14 days of "South signs"\n'
    claim = did("South signs", "2025-01-04", "South", speaker="South office")
    dues = {a: duties_of(text, claim, account=a)[0].due for a in ("cautious", "generous", "North", "South")}
    assert [account for account, due in dues.items() if due] == ["generous", "South"]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("start of #sow", "2025-01-05"),
        ("3 days after start of #sow", "2025-01-08"),
        ("deadline of #sow", "2025-01-20"),
        ("4 days after deadline of #sow", "2025-01-24"),
        ("2 days before deadline of #sow", "2025-01-18"),
        ("#sow", None),
        ("earlier of #sow and day 9", "2025-01-09"),
        ("later of #sow and day 9", None),
        ("later of start of #sow and day 9", "2025-01-09"),
        ("planned end of phase one", None),
    ],
)
def test_a_clause_gives_moments(words: str, due: str | None) -> None:
    """The start of a clause is its first piece, its deadline stands from the beginning, and itself is when it was met."""
    text = f"{SOW}clause #c: North must pull back by {words}\n"
    assert due_of(text, did("sow fields", "2025-01-05", "South", quantity="4")) == (due and at(due))


def test_the_deadline_of_a_clause_is_that_of_its_last_stage_and_last_bearer() -> None:
    """Of several stages and bearers, what is last due is the deadline."""
    staged = "clause #sow: each party must sow 10 fields\n  4 by day 5\n  rest by day 12\n"
    assert due_of(f"{staged}clause #c: North must pull back by deadline of #sow\n") == at("2025-01-12")


def test_the_deadline_of_a_clause_moves_with_its_amendment() -> None:
    """What is due so long after another's deadline follows it when that is amended."""
    text = f"{SOW}clause #c: North must pull back by 4 days after deadline of #sow\n"
    later = "amendment #later in force 2025-01-08\n  in #sow: day 20 becomes day 23\n"
    duty = duties_of(later + text)[0]
    assert duty.due is not None
    assert (duty.due.last, duty.first_due) == (at("2025-01-27"), at("2025-01-24"))


def test_deadlines_that_wait_for_each_other_never_come() -> None:
    """Two clauses due after each other's deadline are never due, and nothing goes round for ever."""
    text = """\
clause #c: North must pull back by 2 days after deadline of #d
clause #d: South must sing by 2 days after deadline of #c
"""
    assert due_of(text) is None


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("2025-01-10 14:00 Asia/Tokyo", "2025-01-10T05:00"),
        ("2025-01-10 14:00", "2025-01-10T14:00"),
        ("2025-01-26 04:00 Asia/Beirut", "2025-01-26T02:00"),
        ("2025-07-26 04:00 Asia/Beirut", "2025-07-26T01:00"),
    ],
)
def test_a_time_in_another_zone_is_read_there(words: str, due: str) -> None:
    """A time with a zone is a time of that zone, in summer and in winter."""
    assert due_of(f"clause #c: North must pull back by {words}\n") == at(due)


def test_a_window_may_open_and_close_by_what_happens() -> None:
    """A clause binds from the first piece under another until a time in another zone."""
    text = f"{SOW}clause #c: North must not fish from start of #sow until 2025-01-20 09:00 Asia/Tokyo\n"
    piece = did("sow fields", "2025-01-05T10:00", "South", quantity="4")
    assert state_of(text, on="2025-01-10") == "not yet in force"
    assert state_of(text, piece, did("fish", "2025-01-05T09:00"), on="2025-01-10") == "in force"
    assert state_of(text, piece, did("fish", "2025-01-05T11:00"), on="2025-01-10") == "violated"
    assert state_of(text, piece, did("fish", "2025-01-20T00:00:01"), on="2025-01-21") == "kept"


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("end of phase one", "2025-01-25"),
        ("actual end of phase one", "2025-01-25"),
        ("planned end of phase one", "2025-01-20"),
    ],
)
def test_chained_clocks_run_on_the_end_that_the_text_says(start: str, due: str) -> None:
    """After an extension, what follows the actual end moves with it, and what follows the planned one stays."""
    text = CHAIN.format(start=start)
    longer = did("agree extension", "2025-01-05", "North; South")
    assert due_of(text) == at("2025-01-20")
    assert due_of(text, longer) == at(due)


def test_a_phase_that_follows_another_begins_with_the_next_day() -> None:
    """The last second of a phase is not the first day of the one after it: two of ten days are twenty days."""
    one, two = standing_of(CHAIN.format(start="end of phase one"), on="2025-01-11").phases
    assert (one.state, two.state, two.day, two.of_days) == ("ended", "in force", 1, 10)
    assert (one.ends, two.starts) == (at("2025-01-10"), day_begins("2025-01-11"))
    last = standing_of(CHAIN.format(start="end of phase one"), on="2025-01-10").phases
    assert [phase.state for phase in last] == ["in force", "not started"]


def test_a_length_after_the_end_of_a_phase_counts_from_its_last_day() -> None:
    """Hours after an end are exact; days after it end with a day."""
    text = "phase one: from entry for 10 days\nclause #c: North must pull back by {} after end of phase one\n"
    assert due_of(text.format("3 days")) == at("2025-01-13")
    assert due_of(text.format("6 hours")) == day_begins("2025-01-11") - 1 + 6 * 3600
