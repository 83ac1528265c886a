"""Plain remarks beside a state."""

from __future__ import annotations

from dataclasses import replace

import pytest

from servanda.record import Range, Report
from servanda.standing import stand
from servanda.standing.words import lasting
from tests.builders import SOURCES, agreement_of, at, hearing_of, remarks_of, report, standing_of, state_of

FREE = "clause #c: North must free 10 captives to South by day 20\n  verified by Watch\n"
CALM = FREE + "clause #calm: South must not attack\n"
RATE = "clause #c: North must admit 600 trucks every day from day 1 until day 9\n"


def freed(id_: str, quantity: str = "", on: str = "2025-01-04", **cells: str) -> Report:
    return report(id_, quantity=quantity, **({"said": on, "event": id_} | cells))


def held_back(speaker: str, answers: str, **cells: str) -> Report:
    return freed("w", "", "2025-01-15", speaker=speaker, answers=answers, stance="denies", **cells)


def named(name: str, *rows: Report, text: str = FREE, on: str = "2025-01-16") -> list[str]:
    return [words for one, words in remarks_of(standing_of(text, *rows, on=on)) if one == name]


def test_withheld_needs_the_bearer_s_own_word() -> None:
    """What the bearer says it holds back is withheld; what others tell of it is only said to be."""
    assert named("withheld", held_back("North office", "#calm"), text=CALM) == [
        "15 Jan: withheld, in answer to #calm, of which nothing earlier is on record; by North office's own word"
    ]
    assert named("said-withheld", replace(held_back("Ann", "calm"), quantity=Range(3, 3)), text=CALM) == [
        "15 Jan: 3 withheld, in answer to #calm, of which nothing earlier is on record; as Ann tells it, not on the bearer's own word"
    ]


def test_withholding_answers_something_earlier() -> None:
    """Where what it answers is on record as begun earlier, nothing is added; where no clause forbids it, that is said."""
    attack = report("h", "attack", "South", said="2025-01-10", event="raid")
    assert named("withheld", attack, held_back("North office", "#calm"), text=CALM) == [
        "15 Jan: withheld, in answer to #calm; by North office's own word"
    ]
    assert named("withheld", attack, held_back("North office", "raid"), text=CALM) == [
        "15 Jan: withheld, in answer to raid; by North office's own word"
    ]
    march = report("m", "march", "South", said="2025-01-10", event="the-march")
    assert named("withheld", march, held_back("North office", "the-march"), text=CALM) == [
        "15 Jan: withheld, in answer to the march, which no clause of this text forbids; by North office's own word"
    ]


def test_withholding_is_said_once_and_excuses_nothing() -> None:
    """Two rows of one withholding are one remark, and the duty is owed as before."""
    rows = (
        held_back("North office", "#calm"),
        freed("w2", "", "2025-01-15", speaker="North minister", answers="calm", stance="denies", event="w"),
    )
    standing = standing_of(CALM, *rows, on="2025-01-16")
    assert len([one for one in remarks_of(standing) if one[0] == "withheld"]) == 1
    assert standing.of("c").state == "in force"


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        ("5", "5 in all by 10 Jan on the word of Ben, 2 more than the sum"),
        ("2", "2 in all by 10 Jan on the word of Ben, 1 fewer than the sum"),
        ("3", None),
    ],
)
def test_a_total_stands_beside_the_sum(quantity: str, words: str | None) -> None:
    """A total that differs is shown with the difference, and changes nothing; one that agrees is not shown."""
    rows = (freed("a", "3"), freed("t", quantity, "2025-01-10", measure="total", speaker="Ben"))
    assert named("total-beside", *rows) == ([words] if words else [])
    assert standing_of(FREE, *rows).of("c").first.progress.done.least == 3


def test_a_total_of_another_scope_says_so() -> None:
    """A total of a kind is shown as one of another scope; one without single reports as that."""
    kind = freed("t", "2", "2025-01-10", measure="total", speaker="Ben", kind="women")
    assert named("total-beside", kind) == [
        "2 (women) by 10 Jan on the word of Ben; another scope than the clause's"
    ]
    bare = freed("t", "7", "2025-01-10", measure="total", speaker="Ben")
    assert named("total-beside", bare) == [
        "7 in all by 10 Jan on the word of Ben; no sum of single reports to hold it against"
    ]


def test_a_total_under_a_prohibition_is_told_and_counts_nothing() -> None:
    """A total is told beside a prohibition, in its own unit, and is no incident."""
    text = "clause #c: North must not attack\n"
    row = report("t", "attack", measure="total", quantity="9", unit="raids", said="2025-01-10", event="")
    assert named("total-beside", row, text=text) == ["9 raids in all by 10 Jan on the word of Ann"]
    assert state_of(text, row) == "in force"


def test_what_is_told_and_not_taken_is_said() -> None:
    """A claim is named with who says it, and a contested event with who denies it."""
    assert named("claimed", freed("a", "3", speaker="North office")) == [
        "a: said by North office; no other word of it"
    ]
    rows = [
        freed(f"r{n}", "3", speaker=who, event="a")
        for n, who in enumerate(("Ann", "Ben", "Cas", "Oslo envoy"))
    ]
    rows.append(freed("r8", "", speaker="South office", stance="denies", event="a"))
    rows.append(freed("r9", "2", speaker="South friend", stance="partly denies", event="a"))
    assert named("contested", *rows) == [
        "a: said by Ann, Ben, Cas and 1 more; denied by South office and partly denied by South friend"
    ]


def test_what_is_said_of_late_is_told() -> None:
    """Promises and threats of the last seven days stand beside the state, the latest of each speaker."""
    rows = (
        freed(
            "a",
            "3",
            "2025-01-14",
            stance="promises",
            speaker="North office",
            measure="count",
            unit="captives",
            note="soon; twice",
        ),
        freed("b", "", "2025-01-15", stance="threatens", speaker="South office"),
        freed("c", "", "2025-01-01", stance="predicts", speaker="Ann"),
    )
    assert named("said", *rows) == [
        "threatened by South office, 15 Jan",
        "promised by North office (3 captives), 14 Jan: soon",
    ]


def test_a_short_duty_says_by_how_much() -> None:
    """Past its date with a part done, a duty is short on the record by the rest."""
    assert named("short", freed("a", "4"), on="2025-01-25") == ["short on the record by 6: 4 of 10"]
    assert named("overdue", freed("a", "4", speaker="North office"), on="2025-01-25") == [
        "was due by 20 Jan; this account takes nothing as done"
    ]


def test_of_many_overdue_periods_the_last_is_named() -> None:
    """The last overdue period is named and the others counted."""
    words = [text for _, text in remarks_of(standing_of(RATE, on="2025-01-08"))]
    assert words[-1] == "8 Jan: was due by 8 Jan, and 7 others; no report that it was done"


def test_a_term_never_published_says_so() -> None:
    """A clause whose text nobody saw carries a remark of it."""
    text = "clause #c: North must pull back\n  text unknown\n"
    assert remarks_of(standing_of(text)) == [("unknown-term", "the text of this term was never published")]


def test_an_unbounded_event_of_unknown_number_is_overdue_plainly() -> None:
    """A duty of unknown number, with something done, is overdue without a number."""
    text = "clause #c: North must free captives by day 9\n  number unknown\n"
    assert named("overdue", freed("a", "4"), text=text) == [
        "was due by 9 Jan; how many it asks for was not published"
    ]


def test_lengths_are_told_in_days_or_hours() -> None:
    """Shorter than a day is told in hours, and never as nought."""
    assert [str(lasting(n)) for n in (1, 3600, 7200, 86400, 90000)] == [
        "1 hour",
        "1 hour",
        "2 hours",
        "1 day",
        "2 days",
    ]


def test_only_what_was_recorded_is_heard() -> None:
    """Asked what the record held, rows taken in later do not count."""
    rows = [freed("a", "3", recorded="2025-01-05T00:00"), freed("b", "4", recorded="2025-01-09T00:00")]
    standing = stand(agreement_of(FREE), rows, SOURCES, at=at("2025-01-31"), recorded=at("2025-01-06"))
    assert standing.of("c").first.progress.done.least == 3
    assert len(hearing_of(rows, FREE).events) == 2


def test_what_is_told_of_a_later_day_is_not_told_yet() -> None:
    """Of a duty that is overdue, a telling of something done since does not change that there was no report then."""
    later = freed("r1", "10", "2025-02-20")
    assert named("no-report", later, on="2025-01-25") == named("no-report", on="2025-01-25") != []
