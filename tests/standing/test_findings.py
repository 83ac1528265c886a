"""Findings: what counts only once somebody has found it."""

from __future__ import annotations

from servanda.record import Report
from tests.builders import at, did, duties_of, remarks_of, report, standing_of, state_of

CLEAR = "clause #c: North must clear mines by day 20\n  fulfilled when Watch finds it\n"
COUNTED = """\
clause #c: North must clear 10 mines by day 20
  fulfilled when Watch finds it
  verified by Watch
"""
EITHER = CLEAR.replace("Watch finds", "Watch, Oslo finds")


def cleared(id_: str, on: str, speaker: str = "Ann", **cells: str) -> Report:
    return report(
        id_,
        "clear mines",
        **({"said": on, "happened": "2025-01-05", "event": "e", "speaker": speaker} | cells),
    )


def found(id_: str, on: str, **cells: str) -> Report:
    return cleared(id_, on, "Watch", finding="happened", **cells)


def test_what_is_only_told_does_not_count() -> None:
    """Told by voices with no side in it, it is still not fulfilled, and a remark says whose finding is missing."""
    rows = (cleared("a", "2025-01-06"), cleared("b", "2025-01-06", "Ben"))
    standing = standing_of(CLEAR, *rows, on="2025-01-25")
    assert (standing.of("c").state, standing.of("c").first.overdue) == ("in force", True)
    assert (
        "not-found-yet",
        "done as told, but Watch has not found it; only that finding counts",
    ) in remarks_of(standing)


def test_what_is_found_counts() -> None:
    """Once the body has found it, it is fulfilled, and no remark asks for the finding."""
    standing = standing_of(CLEAR, found("a", "2025-01-06"), on="2025-01-25")
    assert standing.of("c").state == "fulfilled"
    assert "not-found-yet" not in [name for name, _ in remarks_of(standing)]


def test_a_plain_word_of_the_body_is_no_finding() -> None:
    """That the body tells of it, without a finding, is not enough; nor is a finding on another question."""
    assert state_of(CLEAR, cleared("a", "2025-01-06", "Watch")) == "in force"
    assert state_of(CLEAR, cleared("a", "2025-01-06", finding="happened")) == "in force"


def test_a_finding_of_another_question_is_not_that_it_was_done() -> None:
    """That the body found who did it, or that it was required, is not a finding that it was done."""
    assert state_of(CLEAR, cleared("a", "2025-01-06", "Watch", finding="required")) == "in force"


def test_a_finding_by_any_of_those_named_counts() -> None:
    """Where several may find it, one is enough, and no one else is."""
    assert state_of(EITHER, cleared("a", "2025-01-06", "Oslo", finding="happened")) == "fulfilled"
    assert state_of(EITHER, cleared("a", "2025-01-06", "Cairo", finding="happened")) == "in force"


def test_a_finding_that_is_reversed_no_longer_counts() -> None:
    """The same body's later finding that it was not done takes its earlier one back."""
    no = found("b", "2025-01-15", stance="denies")
    assert state_of(CLEAR, found("a", "2025-01-06"), no) == "in force"
    assert state_of(CLEAR, found("a", "2025-01-06"), no, on="2025-01-31", account="generous") == "in force"
    early = standing_of(CLEAR, found("a", "2025-01-06"), no, on="2025-01-10", known="2025-01-10").of("c")
    assert early.state == "fulfilled"


def test_a_reversed_finding_outweighs_what_others_tell() -> None:
    """Where two others tell of it and the body has taken its finding back, it does not count."""
    rows = (cleared("a", "2025-01-06"), cleared("b", "2025-01-06", "Ben"), found("c", "2025-01-07"))
    assert state_of(CLEAR, *rows) == "fulfilled"
    assert state_of(CLEAR, *rows, found("d", "2025-01-15", stance="denies")) == "in force"


def test_a_reversed_finding_may_be_reversed_again() -> None:
    """Told, found, denied, and found again: the latest finding stands."""
    rows = (
        cleared("a", "2025-01-05"), found("b", "2025-01-06"), found("c", "2025-01-10", stance="denies"),
        found("d", "2025-01-14"),
    )  # fmt: skip
    known = [
        standing_of(CLEAR, *rows, known=f"2025-01-{day}").of("c").state for day in ("05", "06", "10", "14")
    ]
    assert known == ["in force", "fulfilled", "in force", "fulfilled"]


def test_a_finding_counts_for_as_many_as_it_finds() -> None:
    """Where others tell of ten and the body finds seven, seven count."""
    rows = (cleared("a", "2025-01-05", quantity="10"), found("b", "2025-01-06", quantity="7"))
    duty = duties_of(COUNTED, *rows)[0]
    assert (duty.state, duty.done.least, duty.done.most) == ("in force", 7, 7)


def test_what_one_event_was_found_does_not_help_another() -> None:
    """Only the event that was found counts; one that was not is left out."""
    rows = (found("a", "2025-01-06", quantity="4"), cleared("b", "2025-01-09", quantity="6", event="f"))
    assert duties_of(COUNTED, *rows)[0].done.least == 4


def test_what_was_done_in_time_and_found_later_was_in_time() -> None:
    """The day that counts is when it was done, not when it was found."""
    duty = duties_of(CLEAR, found("a", "2025-01-28"))[0]
    assert (duty.state, duty.late) == ("fulfilled", None)
    assert duty.met is not None
    assert duty.met.last == at("2025-01-05")


def test_what_follows_a_found_act_waits_for_the_finding() -> None:
    """A condition on its fulfilment holds once it is found, and not when it is only told."""
    text = f"{CLEAR}clause #d: South must pay by day 30\n  if #c is fulfilled\n"
    assert state_of(text, did("clear mines", "2025-01-05"), clause="d", on="2025-01-08") == "not yet in force"
    assert state_of(text, found("a", "2025-01-06"), clause="d", on="2025-01-08") == "in force"
