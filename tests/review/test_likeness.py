"""Which reports may tell the same as a draft."""

from __future__ import annotations

import pytest

from servanda.record import COLUMNS, Draft, Report, likely_same, report_from
from servanda.record.likeness import DAY
from servanda.review import Drafts, waiting_data
from tests.ledger.papers import NOON
from tests.review.places import row


def draft_of(**cells: str) -> Draft:
    return Draft("d1", dict.fromkeys(COLUMNS, "") | row(happened="2025-01-05") | cells, "reader", NOON)


DRAFT = draft_of(quantity="4", place="Rafah")


def report(id_: str, **cells: str) -> Report:
    return report_from(dict.fromkeys(COLUMNS, "") | row(happened="2025-01-05") | {"id": id_} | cells, "UTC")


@pytest.mark.parametrize(
    ("cells", "is_like"),
    [
        ({}, True),
        ({"act": "Free  Captives"}, True),
        ({"happened": "2025-01-06T23:59:59"}, True),
        ({"happened": "2025-01-07"}, False),
        ({"happened": "2025-01-03"}, False),
        ({"happened": "2025-01-04"}, True),
        ({"happened": ""}, False),
        ({"happened": "", "said": "2025-01-06"}, True),
        ({"by": "South"}, False),
        ({"by": "North; South"}, False),
        ({"act": "attack"}, False),
        ({"stance": "denies", "speaker": "South office"}, True),
    ],
)
def test_only_the_same_act_within_a_day_is_alike(cells: dict[str, str], is_like: bool) -> None:
    """Act and actors are the same and the two lie within a day; who says it, and how, does not matter."""
    assert bool(likely_same(DRAFT.row, [report("r1", **cells)], "UTC")) == is_like


def test_the_best_come_first_and_say_why() -> None:
    """The very same words come first, then those that agree in most, then the nearest; each says in what it agrees."""
    reports = [
        report("far", happened="2025-01-06", stance="denies", speaker="Ben"),
        report("near", stance="denies", speaker="Ben"),
        report("most", quantity="4.0", place="rafah", note="another"),
        report("same", quantity="4", place="Rafah"),
    ]
    found = likely_same(DRAFT.row, reports, "UTC")
    assert [one.report.id for one in found] == ["same", "most", "near", "far"]
    assert [one.is_same_words for one in found] == [True, False, False, False]
    assert found[1].same == ("quantity", "place", "stance", "speaker")
    assert [one.apart <= DAY for one in found] == [True] * 4
    assert found[2].same == ()


def test_a_draft_that_is_no_report_yet_is_compared_by_what_it_tells() -> None:
    """Cells at fault agree with nothing, and the others count; without any day, nothing is alike."""
    faulty = draft_of(stance="", quantity="many", published="")
    (found,) = likely_same(faulty.row, [report("r1", quantity="4")], "UTC")
    assert found.same == ("speaker",)
    assert likely_same(draft_of(happened="", published="").row, [report("r1")], "UTC") == ()


def test_data_tells_the_best_few() -> None:
    """Of many reports that may tell the same, the data names five."""
    drafts = Drafts((DRAFT,), ())
    reports = [report(f"r{number}") for number in range(9)]
    (told,) = waiting_data(drafts, reports, "UTC")["waiting"]
    assert len(told["likely_same"]) == 5
    assert told["row"]["place"] == "Rafah"
