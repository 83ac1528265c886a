"""Rates: half-years, and what is owed within a time after each period."""

from __future__ import annotations

import pytest

from servanda.record import Report
from tests.builders import at, did, duties_of, remarks_of, standing_of

FIGURES = """\
clause #c: North must publish figures every 6 months from 2025-03-01
  within 30 days after each period
"""
HALF_YEARS = "clause #c: North must publish figures every 6 months from 2025-03-01\n"


def figures(on: str, **cells: str) -> Report:
    return did("publish figures", on, **cells)


def test_half_years_run_from_the_day_they_begin() -> None:
    """A period of six months ends with the day before its day of the month, in every month."""
    duties = duties_of(HALF_YEARS, on="2026-10-01")
    assert [duty.due and duty.due.last for duty in duties] == [
        at("2025-08-31"), at("2026-02-28"), at("2026-08-31"), at("2027-02-28"),
    ]  # fmt: skip
    assert [duty.overdue for duty in duties] == [True, True, True, False]


def test_periods_that_begin_on_the_last_of_a_month_keep_to_it() -> None:
    """Half-years from 31 August do not slide to the 28th once they have met February."""
    text = HALF_YEARS.replace("2025-03-01", "2025-08-31")
    dues = [duty.due and duty.due.last for duty in duties_of(text, on="2026-09-15")]
    assert dues == [at("2026-02-27"), at("2026-08-30"), at("2027-02-27")]


def test_what_is_owed_for_a_period_is_due_so_long_after_it() -> None:
    """The figures of a half-year are due thirty days after its end, and until then nothing is overdue."""
    duty = duties_of(FIGURES, on="2025-09-15")[0]
    assert (duty.label, duty.state, duty.overdue) == ("1 Mar to 31 Aug", "in force", False)
    assert duty.due is not None
    assert duty.due.last == at("2025-09-30")


@pytest.mark.parametrize(
    ("on", "state", "is_late"),
    [
        ("2025-09-01", "fulfilled", False),
        ("2025-09-30", "fulfilled", False),
        ("2025-10-03", "fulfilled", True),
        ("2025-08-31", "in force", False),
    ],
)
def test_an_answer_for_a_period_comes_after_it(on: str, state: str, is_late: bool) -> None:
    """What is given after a period counts for it, in time or late; what is given within it does not."""
    duty = duties_of(FIGURES, figures(on), on="2025-12-01")[0]
    assert (duty.state, duty.late is not None and duty.state == "fulfilled") == (state, is_late)


def test_a_missing_period_is_overdue_and_the_open_one_is_not() -> None:
    """Of three periods, the first was answered, the second is missing, and the third has not ended."""
    standing = standing_of(FIGURES, figures("2025-09-20"), on="2026-04-15")
    duties = standing.of("c").first.duties
    assert [(duty.state, duty.overdue) for duty in duties] == [
        ("fulfilled", False), ("in force", True), ("in force", False),
    ]  # fmt: skip
    assert standing.of("c").state == "in force"
    words = "1 Sep 2025 to 28 Feb: was due by 30 Mar; this account takes nothing as done"
    assert ("overdue", words) in remarks_of(standing)


def test_late_figures_of_one_period_do_not_count_for_the_next() -> None:
    """What comes after the end of the next period is that one's; what comes before it is still the first one's."""
    late = duties_of(FIGURES, figures("2026-02-20"), on="2026-04-15")
    assert [duty.state for duty in late] == ["fulfilled", "in force", "in force"]
    assert late[0].late is not None
    after = duties_of(FIGURES, figures("2026-03-05"), on="2026-04-15")
    assert [duty.state for duty in after] == ["in force", "fulfilled", "in force"]


def test_only_a_denial_that_names_a_period_breaks_it() -> None:
    """A statement after its deadline that names the period breaks that period alone."""
    no = figures("2025-03-01..2025-08-31", said="2025-10-10", published="2025-10-10", stance="denies")
    assert [duty.state for duty in duties_of(FIGURES, no, on="2026-04-15")] == [
        "violated",
        "in force",
        "in force",
    ]
    early = figures("2025-03-01..2025-08-31", said="2025-09-10", published="2025-09-10", stance="denies")
    assert [duty.state for duty in duties_of(FIGURES, early, on="2026-04-15")] == ["in force"] * 3


def test_each_of_several_bearers_answers_for_each_period() -> None:
    """Where each owes figures, the figures of one are not the other's."""
    text = FIGURES.replace("North must", "each of North and South must")
    duties = duties_of(text, figures("2025-09-20"), on="2025-12-01")
    assert [(duty.bearers, duty.state) for duty in duties if duty.label.startswith("1 Mar")] == [
        (("North",), "fulfilled"),
        (("South",), "in force"),
    ]


def test_the_last_period_of_a_window_is_answered_after_it() -> None:
    """What is owed for the last period is still owed when the window has closed, and is no less met then."""
    text = FIGURES.replace("from 2025-03-01", "from 2025-03-01 until 2025-08-31")
    standing = standing_of(text, on="2025-09-15")
    assert [(d.state, d.overdue) for d in standing.of("c").first.duties] == [("in force", False)]
    following = standing.of("c").first.next
    assert (standing.of("c").state, following and following.by) == ("in force", at("2025-09-30"))
    assert [d.state for d in duties_of(text, figures("2025-09-20"), on="2025-12-01")] == ["fulfilled"]
    missing = duties_of(text, on="2025-12-01")
    assert [(duty.state, duty.overdue) for duty in missing] == [("in force", True)]
