"""Obligations: stages, deadlines, and what makes one late or broken."""

from __future__ import annotations

import pytest

from servanda.record import Report, Share
from tests.builders import at, day_begins, duties_of, remarks_of, report, standing_of, state_of

PULL = "clause #c: North must pull back by day 10\n"
FREE = """\
clause #c: North must free 10 captives to South
  2 by day 5
  3 every 7 days from day 10 until day 17
  rest by day 20
"""
TALKS = "clause #c: together North and South must begin talks by day 16\n"
RATE = "clause #c: North must admit 600 trucks every day from day 1 until day 5\n"
WEEKS = "clause #c: North must admit 4200 trucks every 7 days from day 1 until day 14\n"


def pulled(id_: str, on: str, **cells: str) -> Report:
    return report(id_, "pull back", **({"said": on, "happened": on, "event": ""} | cells))


def freed(number: int, quantity: str, on: str, **cells: str) -> Report:
    return report(
        f"r{number}", quantity=quantity, **({"said": on, "happened": on, "event": f"e{number}"} | cells)
    )


def trucks(number: int, quantity: str, on: str, **cells: str) -> Report:
    return report(
        f"t{number}", "admit trucks", quantity=quantity, said=on, happened=on, **({"event": ""} | cells)
    )


def test_stages_are_thresholds_of_one_sum() -> None:
    """Each stage is met when the sum reaches its threshold, whichever event brings it there."""
    duties = duties_of(FREE, freed(1, "4", "2025-01-04"), freed(2, "2", "2025-01-12"), on="2025-01-12")
    assert [duty.label for duty in duties] == ["stage 1", "stage 2", "stage 3", "stage 4"]
    assert [duty.state for duty in duties] == ["fulfilled", "fulfilled", "in force", "in force"]
    assert [duty.amount for duty in duties] == [2, 3, 3, 2]
    assert [duty.done.least for duty in duties] == [2, 3, 1, 0]
    assert [duty.due and duty.due.last for duty in duties] == [
        at(f"2025-01-{day}") for day in ("05", "10", "17", "20")
    ]
    assert [duty.late for duty in duties] == [None, (86401, 172800), None, None]


def test_progress_and_what_comes_next() -> None:
    """A clause shows how much is done, due by now and asked for, and what is due next."""
    clause = standing_of(FREE, freed(1, "3", "2025-01-04"), on="2025-01-08").of("#c")
    assert clause.first.progress.done == Share(3, 3)
    assert (clause.first.progress.due, clause.first.progress.of) == (2, 10)
    following = clause.first.next
    assert following is not None
    assert (following.quantity, following.by) == (2, at("2025-01-10"))


def test_silence_never_convicts() -> None:
    """Past its deadline without a report, a duty is in force, overdue, with no report; never violated."""
    standing = standing_of(PULL, on="2025-03-30")
    assert standing.of("c").state == "in force"
    assert standing.of("c").first.overdue
    assert remarks_of(standing) == [("no-report", "was due by 10 Jan; no report that it was done")]


def test_a_duty_is_overdue_from_the_end_of_its_day() -> None:
    """A duty is overdue once the last second of its day has come, and not before."""
    assert not standing_of(PULL, on="2025-01-10T23:59:58").of("c").first.overdue
    assert standing_of(PULL, on="2025-01-10").of("c").first.overdue


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (pulled("r1", "2025-01-09", happened="", stance="denies"), "in force"),
        (pulled("r1", "2025-01-12", happened="", stance="denies"), "violated"),
        (pulled("r1", "2025-01-12", happened="", stance="denies", speaker="North office"), "violated"),
        (pulled("r1", "2025-01-12", happened="", stance="denies", speaker="South office"), "in force"),
        (pulled("r1", "2025-01-12", happened="", stance="partly denies"), "violated"),
        (pulled("r1", "2025-01-12", happened="", stance="threatens"), "in force"),
    ],
)
def test_what_is_said_after_the_deadline_convicts(row: Report, state: str) -> None:
    """An admission or an unopposed statement said after the deadline breaks a duty; nothing said before it does."""
    assert state_of(PULL, row) == state


def test_a_recommendation_is_never_violated() -> None:
    """What a party should do stays in force, overdue, whatever is said."""
    text = PULL.replace("must", "should")
    assert state_of(text, pulled("r1", "2025-01-12", happened="", stance="denies")) == "in force"


def test_performance_after_the_deadline_is_late() -> None:
    """Done after its deadline, a duty is fulfilled, late by so long, even where it was violated before."""
    no = pulled("r1", "2025-01-12", happened="", stance="denies")
    standing = standing_of(PULL, no, pulled("r2", "2025-01-14", event="x"))
    assert standing.of("c").state == "fulfilled"
    assert remarks_of(standing)[0] == ("late", "fulfilled 4 days late")
    early = standing_of(PULL, no, pulled("r2", "2025-01-14", event="x"), on="2025-01-13", known="2025-01-13")
    assert early.of("c").state == "violated"


def test_a_day_that_may_be_in_time_is_not_certain() -> None:
    """Where the event may lie on either side of the deadline, nothing is late and the time is not certain."""
    text = "clause #c: North must pull back by 2025-01-10 12:00\n"
    duty = duties_of(text, pulled("r1", "2025-01-10"))[0]
    assert (duty.state, duty.late, duty.time_not_certain) == ("fulfilled", None, True)
    names = [name for name, _ in remarks_of(standing_of(text, pulled("r1", "2025-01-10")))]
    assert names == ["met", "time-not-certain"]


def test_an_event_still_possible_later_is_taken_at_its_last_moment() -> None:
    """The least takes an event when it has happened for certain, the most when it may have."""
    row = pulled("r1", "2025-01-04..2025-01-08")
    early = duties_of(PULL, row, on="2025-01-05")[0]
    assert (early.state, early.done) == ("in force", Share(0, 1))
    assert state_of(PULL, row, on="2025-01-08") == "fulfilled"


def test_a_joint_act_is_broken_by_all_its_actors_only() -> None:
    """A joint act past its date is violated when all its actors say it was not done, not when one does."""

    def no(id_: str, speaker: str) -> Report:
        return report(
            id_, "begin talks", "North; South", speaker=speaker, stance="denies", said="2025-01-20", event=""
        )

    assert state_of(TALKS, no("r1", "North office")) == "in force"
    assert state_of(TALKS, no("r1", "North office"), no("r2", "South office")) == "violated"


def test_a_rate_is_owed_anew_each_period() -> None:
    """Each day of a daily rate is a duty of its own; what is too much on one day does not help another."""
    rows = (trucks(1, "900", "2025-01-01"), trucks(2, "600", "2025-01-02"), trucks(3, "100", "2025-01-03"))
    duties = duties_of(RATE, *rows, on="2025-01-04T12:00")
    assert [duty.label for duty in duties] == ["1 Jan", "2 Jan", "3 Jan", "4 Jan"]
    assert [duty.state for duty in duties] == ["fulfilled", "fulfilled", "in force", "in force"]
    assert [duty.overdue for duty in duties] == [False, False, True, False]
    assert state_of(RATE, *rows[:2], on="2025-01-02") == "in force"


def test_a_rate_by_the_week_sums_the_week() -> None:
    """A weekly rate counts all that came within its seven days."""
    rows = (trucks(1, "4000", "2025-01-02"), trucks(2, "200", "2025-01-07"), trucks(3, "10", "2025-01-08"))
    duties = duties_of(WEEKS, *rows, on="2025-01-09")
    assert [(duty.label, duty.state) for duty in duties] == [
        ("1 Jan to 7 Jan", "fulfilled"),
        ("8 Jan to 14 Jan", "in force"),
    ]


def test_a_rate_ends_with_its_window() -> None:
    """Past the end of its window a rate is terminated, and the remark says when it ended."""
    standing = standing_of(RATE, *(trucks(n, "600", f"2025-01-0{n}") for n in range(1, 6)), on="2025-01-20")
    assert standing.of("c").state == "terminated"
    assert remarks_of(standing)[0] == ("ended", "ended on 5 Jan")


def test_only_what_is_said_of_a_period_counts_against_it() -> None:
    """A denial that names a day breaks that day's duty and no other; one that names none breaks none."""
    rows = (
        trucks(1, "", "2025-01-03", stance="denies", published="2025-01-05"),
        report("t2", "admit trucks", stance="denies", said="2025-01-05", event=""),
    )
    late = report("t3", "admit trucks", stance="denies", happened="2025-01-02", said="2025-01-05", event="")
    duties = duties_of(RATE, *rows, late, on="2025-01-06")
    assert [duty.state for duty in duties][:3] == ["in force", "violated", "in force"]


def test_a_declared_stop_holds_until_a_later_report() -> None:
    """A level of nought by the bearer breaks each day until something came in again."""
    stop = trucks(1, "0", "2025-01-02", measure="level", stance="declares", speaker="North office")
    again = trucks(2, "50", "2025-01-04", measure="count")
    duties = duties_of(RATE, stop, again, on="2025-01-06")
    assert [duty.state for duty in duties] == ["in force", "violated", "violated", "in force", "in force"]
    assert duties[1].against == ("t1",)


@pytest.mark.parametrize(
    ("speaker", "account", "state"),
    [
        ("South office", "cautious", "in force"),
        ("South office", "South", "violated"),
        ("South office", "North", "in force"),
        ("Ann", "cautious", "violated"),
        ("North office", "South", "violated"),
    ],
)
def test_a_stop_is_heard_from_whom_it_does_not_suit(speaker: str, account: str, state: str) -> None:
    """The other side's word of a stop counts on its own account only."""
    stop = trucks(1, "0", "2025-01-02", measure="level", stance="declares", speaker=speaker)
    level = trucks(2, "40", "2025-01-01", measure="level", speaker=speaker)
    assert duties_of(RATE, level, stop, on="2025-01-02", account=account)[1].state == state


def test_throughout_is_owed_until_the_end() -> None:
    """What is owed all the time is in force although it is done, and fulfilled once its time is over."""
    text = "clause #c: North must run a room by day 10\n  all the time\n"
    row = report("r1", "run a room")
    assert state_of(text, row, on="2025-01-05") == "in force"
    assert state_of(text, row, on="2025-01-20") == "fulfilled"


def test_an_unknown_number_is_never_fulfilled() -> None:
    """Where the number was never published, nothing is known to be enough."""
    text = "clause #c: North must free captives by day 10\n  number unknown\n"
    duty = duties_of(text, freed(1, "50", "2025-01-04"))[0]
    assert (duty.state, duty.amount, duty.done) == ("in force", None, Share(50, 50))


def test_an_unknown_time_is_never_overdue() -> None:
    """Where the time was never published, nothing is late."""
    duty = duties_of("clause #c: North must pull back by unknown\n", on="2025-12-31")[0]
    assert (duty.state, duty.due, duty.overdue) == ("in force", None, False)


def test_before_its_start_a_duty_is_not_yet_in_force() -> None:
    """A clause binds from its start."""
    text = "clause #c: North must pull back from day 5\n"
    assert (state_of(text, on="2025-01-03"), state_of(text, on="2025-01-05")) == (
        "not yet in force",
        "in force",
    )


def test_a_deadline_within_a_length_counts_inclusively() -> None:
    """Within seven days of entry, inclusive, ends with the eighth day."""
    text = "clause #c: North must pull back within 7 days of entry\n"
    due = duties_of(text)[0].due
    assert due is not None
    assert due.last == at("2025-01-08")
    assert day_begins("2025-01-08") < due.last


def test_each_bearer_has_a_duty_of_its_own() -> None:
    """Of each of two, one may have done it while the other has not; the clause shows the worst."""
    text = "clause #c: each party must pull back by day 10\n"
    duties = duties_of(text, pulled("r1", "2025-01-04"))
    assert [(duty.bearers, duty.state) for duty in duties] == [
        (("North",), "fulfilled"),
        (("South",), "in force"),
    ]
    assert state_of(text, pulled("r1", "2025-01-04")) == "in force"


def test_a_verified_total_replaces_the_sum() -> None:
    """A verifier's total of the whole clause takes the place of the sum of single reports."""
    text = FREE + "  verified by Watch\n"
    total = report("r9", quantity="9", measure="total", speaker="Watch", said="2025-01-18", event="")
    clause = standing_of(text, freed(1, "2", "2025-01-04"), total).of("c")
    assert clause.first.progress.done == Share(9, 9)
    assert [duty.state for duty in clause.first.duties] == ["fulfilled", "fulfilled", "fulfilled", "in force"]


AMENDED = """\
amendment #later in force 2025-01-08 announced by Oslo
  in #c: day 10 becomes day 15
clause #c: North must pull back by day 10
"""


def test_an_amended_deadline_keeps_the_first() -> None:
    """Late on the amended date, a duty says how late it is on the first as well; before it, only the first is there."""
    standing = standing_of(AMENDED, pulled("r1", "2025-01-17T12:00"))
    duty = standing.of("c").first.duties[0]
    assert (duty.due and duty.due.last, duty.first_due) == (at("2025-01-15"), at("2025-01-10"))
    assert remarks_of(standing)[0] == ("late", "fulfilled 2 days late; 7 days after the first date")
    early = duties_of(AMENDED, on="2025-01-05")[0]
    assert (early.due and early.due.last, early.first_due) == (at("2025-01-10"), None)


def test_an_amended_number_changes_numbers_only() -> None:
    """A number that becomes another changes no yes or no that happens to equal it."""
    text = """\
amendment #more in force entry
  in #c: number 1 becomes 4
clause #c: North must free 1 captives to South by day 9
  unless #never is fulfilled
clause #never: South must sing
"""
    duty = duties_of(text)[0]
    assert (duty.amount, duty.state, duty.overdue) == (4, "in force", True)


def test_an_amended_stage_keeps_its_first_date() -> None:
    """Of several stages, the one that was moved keeps its first date."""
    text = "amendment #later in force 2025-01-02\n  in #c: day 5 becomes day 8\n" + FREE
    assert [duty.first_due for duty in duties_of(text)] == [at("2025-01-05"), None, None, None]


def test_of_a_long_rate_only_the_latest_periods_are_laid_out() -> None:
    """A daily duty of many years keeps its latest thousand days, and says so."""
    standing = standing_of("clause #c: North must pull back every day\n", on="2035-01-01")
    duties = standing.of("c").first.duties
    assert (len(duties), duties[-1].label, duties[-2].label) == (1000, "1 Jan", "31 Dec 2034")
    assert ("latest-only", "only the latest 1,000 periods are laid out") in remarks_of(standing)


def test_a_stop_by_one_bearer_is_not_another_s() -> None:
    """Where each owes a rate, the stop that one declares breaks its own days alone, and none on the word of the other."""
    text = RATE.replace("North must", "each of North and South must")
    stop = trucks(1, "0", "2025-01-02", measure="level", stance="declares", speaker="North office")
    duties = [duty for duty in duties_of(text, stop, on="2025-01-03") if duty.label == "2 Jan"]
    assert [(duty.bearers, duty.state) for duty in duties] == [
        (("North",), "violated"),
        (("South",), "in force"),
    ]
    claim = trucks(1, "0", "2025-01-02", measure="level", stance="declares", speaker="South office")
    assert state_of(text, claim, on="2025-01-03") == "in force"


@pytest.mark.parametrize(
    ("speaker", "states"),
    [("North office", ["violated", "in force"]), ("South office", ["in force", "in force"]), ("Ann", ["violated", "in force"])],
)  # fmt: skip
def test_what_is_said_of_one_bearer_convicts_no_other(speaker: str, states: list[str]) -> None:
    """Where each owes the same, a denial of what North did breaks North's duty alone; South's word of it admits nothing."""
    text = "clause #c: each party must pull back by day 10\n"
    no = pulled("r1", "2025-01-12", happened="", stance="denies", speaker=speaker)
    assert [duty.state for duty in duties_of(text, no)] == states


def test_a_later_yes_about_one_bearer_opposes_no_word_about_another() -> None:
    """That South did it after all takes nothing from the word that North did not."""
    text = "clause #c: each party must pull back by day 10\n"
    no = pulled("r1", "2025-01-12", happened="", stance="denies")
    yes = pulled("r2", "2025-01-13", by="South", speaker="Ben", event="s")
    assert [duty.state for duty in duties_of(text, no, yes)] == ["violated", "fulfilled"]
