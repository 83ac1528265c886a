"""What each act of review does, in a folder and in both stores."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.folder import read_papers
from servanda.ledger import open_ledger
from servanda.record import DRAFT_COLUMNS
from servanda.review import Act, AlreadyReviewed, NoDraft, NotAReport, ReviewError, Step
from servanda.review.drafts import drafts_of
from tests.ledger.papers import NOON
from tests.review.places import START, Place, papers, row

LATER = NOON + 3600


def test_a_confirmed_draft_is_a_report(place: Place) -> None:
    """The row of a confirmed draft stands in the record as it is, under a free id, recorded at the moment of the act."""
    (draft,) = place.file(row(quantity="2", note="as it is, with a comma"))
    act = place.port.confirm(draft, " Ben ", LATER)
    report = place.reports[act.report]
    assert (act.draft, act.what, act.by, act.at, act.report) == (draft, "confirmed", "Ben", LATER, "r4")
    assert (report.note, report.recorded) == ("as it is, with a comma", LATER)
    assert place.read().problems == ()


def test_a_corrected_draft_keeps_what_was_and_what_is(place: Place) -> None:
    """Only the cells that differ are kept as changed, and the report has the new ones."""
    (draft,) = place.file(row(quantity="2", stance="", speaker="Ann"))
    act = place.port.correct(draft, {"stance": "denies", "quantity": " 2 ", "id": "mine"}, "Ben", LATER)
    assert act.changed == {"stance": ("", "denies"), "id": ("", "mine")}
    assert place.reports["mine"].stance == "denies"
    assert place.port.drafts().act_on(draft) == act


def test_a_refused_draft_leaves_the_record_alone(place: Place) -> None:
    """Nothing is appended, and the reason is kept."""
    before = place.files()["reports.csv"]
    (draft,) = place.file(row())
    act = place.port.refuse(draft, 'said of another lake, "the upper"\nand long ago', "Ben", LATER)
    assert place.port.drafts().act_on(draft) == act
    assert place.files()["reports.csv"] == before


@pytest.mark.parametrize("into", ["r1", "first"])
def test_a_merged_draft_is_another_report_of_the_event(place: Place, into: str) -> None:
    """The event is named by a report of it or by its id, and the draft's row gets that id."""
    (draft,) = place.file(row(quantity="4", speaker="Ben", event="else"))
    act = place.port.merge(draft, into, "Cem", LATER)
    assert act.changed == {"event": ("else", "first")}
    assert place.reports[act.report].event == "first"


def test_the_very_same_words_are_pointed_at(place: Place) -> None:
    """A draft that says what a report says, spelt as it may be, adds nothing and points at that report."""
    before = place.files()["reports.csv"]
    (draft,) = place.file(row(quantity="4.0", published="2025-01-05", happened="2025-01-04"))
    act = place.port.merge(draft, "r1", "Ben", LATER)
    assert (act.what, act.report, act.changed) == ("merged", "r1", {})
    assert place.files()["reports.csv"] == before


def test_what_would_not_count_as_the_event_is_not_merged(place: Place) -> None:
    """Where no id holds an event together, the row must tell of the same act, actors, day and place."""
    same, other, raid = place.file(
        row(published="2025-01-09", place="Rafah", speaker="Ben"),
        row(published="2025-01-09", place="Gaza"),
        row(act="attack", published="2025-01-10"),
    )
    assert place.port.merge(same, "r2", "Ben", LATER).report == "r4"
    for draft, into in ((other, "r2"), (raid, "raid")):
        with pytest.raises(ReviewError, match="held together by act"):
            place.port.merge(draft, into, "Ben", LATER)
    with pytest.raises(ReviewError, match='no report and no event "r99"'):
        place.port.merge(other, "r99", "Ben", LATER)
    with pytest.raises(ReviewError, match="no report and no event"):
        place.port.merge(other, " ", "Ben", LATER)


def test_a_draft_is_acted_on_once(place: Place) -> None:
    """Whoever acts again is told who did what and when, and nothing is done."""
    one, two = place.file(row(), row())
    place.port.confirm(one, "Ben", LATER)
    place.port.refuse(two, "a copy", "Ben", LATER)
    before = place.files()
    acts: list[Callable[[str], Act]] = [
        lambda draft: place.port.confirm(draft, "Cem", LATER),
        lambda draft: place.port.correct(draft, {"note": "x"}, "Cem", LATER),
        lambda draft: place.port.merge(draft, "r1", "Cem", LATER),
        lambda draft: place.port.refuse(draft, "why not", "Cem", LATER),
    ]
    for act in acts:
        with pytest.raises(AlreadyReviewed, match="d1 was confirmed as r4 by Ben at 2025-01-05T13:00:00"):
            act(one)
        with pytest.raises(AlreadyReviewed, match=r"d2 was refused by Ben .*\(a copy\)"):
            act(two)
    assert place.files() == before


def test_all_that_is_wrong_is_told_at_once(place: Place) -> None:
    """A draft that is no report is not confirmed, and every cell at fault is named with cause and mend."""
    (draft,) = place.file(row(quantity="many", stance="shouts", said="soon", published="", id="r1"))
    with pytest.raises(NotAReport) as raised:
        place.port.confirm(draft, "Ben", LATER)
    assert {fault.column for fault in raised.value.faults} == {
        "quantity",
        "stance",
        "said",
        "published",
        "id",
    }
    assert all(fault.cause and fault.mend for fault in raised.value.faults)
    assert place.port.drafts().of(draft).unread
    sound = {"quantity": "3", "stance": "asserts", "said": "", "published": "2025-01-12", "id": ""}
    assert place.port.correct(draft, sound, "Ben", LATER).report == "r4"


def test_a_correction_that_is_none_is_refused(place: Place) -> None:
    """A column that is none, the moment of recording, a character that no text holds, and no change at all are refused."""
    (draft,) = place.file(row())
    with pytest.raises(NotAReport) as raised:
        place.port.correct(
            draft, {"colour": "red", "recorded": "2025-01-01", "note": "\x00", "stance": "x"}, "Ben", LATER
        )
    assert [fault.column for fault in raised.value.faults] == ["colour", "recorded", "note", "stance"]
    with pytest.raises(ReviewError, match="no cell of d1 is changed"):
        place.port.correct(draft, {"act": "free captives"}, "Ben", LATER)
    with pytest.raises(NotAReport, match="longer than"):
        place.port.correct(draft, {"note": "a" * 100_001}, "Ben", LATER)
    assert place.port.drafts().acts == ()


def test_nobody_and_nothing_are_refused(place: Place) -> None:
    """Who acts has a name, a refusal has a reason, and there must be such a draft."""
    place.file(row())
    with pytest.raises(ReviewError, match="say who you are"):
        place.port.confirm("d1", "  ", LATER)
    with pytest.raises(ReviewError, match="no text can hold"):
        place.port.confirm("d1", "B\x00n", LATER)
    with pytest.raises(ReviewError, match="say why"):
        place.port.refuse("d1", " ", "Ben", LATER)
    with pytest.raises(NotAReport, match="longer than"):
        place.port.refuse("d1", "a" * 100_001, "Ben", LATER)
    with pytest.raises(NoDraft, match="those that wait: d1"):
        place.port.confirm("d2", "Ben", LATER)
    assert [draft.id for draft in place.port.drafts().waiting] == ["d1"]


def test_drafts_are_filed_all_or_none(place: Place) -> None:
    """What is wrong with any row is told of all of them, and nothing is filed; a row need not be a report yet."""
    with pytest.raises(NotAReport) as raised:
        place.file(row(), row(scores="c=2", spans="9-3", colour="red"), {"note": "\ud800"}, {})
    told = [(fault.row, fault.column) for fault in raised.value.faults]
    assert told == [(2, "colour"), (2, "spans"), (2, "scores"), (3, "note"), (4, "")]
    assert place.port.drafts().drafts == ()
    assert place.file() == ()
    with pytest.raises(ReviewError, match="say who you are"):
        place.port.file([row()], "", NOON)
    ids = place.file(
        row(
            file="a.txt",
            spans="3-9 12-20",
            words="They said,\n“no”",
            scores="c=0.9 #calm=0.05",
            unread="no day",
        ),
        {"act": "x"},
    )
    first, second = (place.port.drafts().of(id_) for id_ in ids)
    assert (first.file, first.spans, first.scores) == ("a.txt", ((3, 9), (12, 20)), {"c": 0.9, "calm": 0.05})
    assert (first.unread, first.by, first.at) == ("no day", "reader", NOON)
    assert (first.words, second.words) == ("They said,\n“no”", "")
    assert "when it was published" in second.unread


def test_what_waits_is_told_oldest_first(place: Place) -> None:
    """Drafts wait in the order of their filing, those that are done tell what was done, and each has a history."""
    place.file(row(), row(), at=LATER)
    place.file(row(), at=NOON)
    act = place.port.confirm("d2", "Ben", LATER + 5)
    drafts = place.port.drafts()
    assert [draft.id for draft in drafts.waiting] == ["d3", "d1"]
    assert drafts.done == ((drafts.of("d2"), act),)
    assert drafts.history("d1") == (Step("filed", "reader", LATER),)
    assert drafts.history("d2")[1] == Step("confirmed", "Ben", LATER + 5, report="r4")
    assert drafts_of(place.read()) == drafts


def test_the_files_go_to_a_ledger_and_back(place: Place, tmp_path: Path) -> None:
    """Both files come out of a ledger byte for byte, and a place that took them in goes on where the other was."""
    place.file(row(), row(note='a "quoted"\nline'), row())
    place.port.confirm("d1", "Ben", LATER)
    place.port.refuse("d2", "a copy", "Ben", LATER)
    files = place.files()
    assert files["drafts.csv"].splitlines()[0] == ",".join(DRAFT_COLUMNS).encode()
    with open_ledger(f"sqlite:///{tmp_path}/copy.db", create=True) as copy:
        copy.take_in(files, "Cem", LATER)
        assert copy.papers("test") == files
        assert copy.take_in(files, "Cem", LATER).new == 0
        assert copy.papers("test") == files
        assert drafts_of(copy.folder("test")) == place.port.drafts()
        copy.check()


def test_without_a_draft_nothing_waits(place: Place) -> None:
    """An agreement that never had a draft has none, and no file of them."""
    assert place.port.drafts().waiting == ()
    assert sorted(place.files()) == sorted(papers())
    assert len(place.reports) == len(START)
    assert read_papers(place.files(), place.read().path).drafts == ()
