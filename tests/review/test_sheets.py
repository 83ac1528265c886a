"""The files of a folder after a crash, with no room, and by any hand."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from servanda.folder import load, read_papers
from servanda.ledger import Refused
from servanda.record import ACT_COLUMNS, COLUMNS, DRAFT_COLUMNS
from servanda.review import FolderReviewing, ReviewError, drafts_of
from servanda.sheet import CannotAdd, Sheet
from tests.ledger.papers import NOON
from tests.review.places import Place, papers, place_at, row

LATER = NOON + 60


def kept(path: Path) -> tuple[bytes, ...]:
    return tuple((path / name).read_bytes() for name in ("drafts.csv", "reviews.csv", "reports.csv"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with place_at(tmp_path / "test", papers()) as place:
        place.file(row(note='a "quoted"\nline, with é'), row(), row())
        place.port.confirm("d1", "Ann", NOON)
    return tmp_path / "test"


def test_a_crash_at_any_byte_is_finished_by_the_next_review(folder: Path) -> None:
    """Cut anywhere after the review was written, the report comes with the next one, whole and once."""
    whole = (folder / "reports.csv").read_bytes()
    start = whole.index(b"r4,")
    reviews, reports = (folder / "reviews.csv").read_bytes(), load(folder).reports
    for cut in (*range(start, len(whole), 3), len(whole) - 1, len(whole)):
        (folder / "reports.csv").write_bytes(whole[:cut])
        (folder / "reviews.csv").write_bytes(reviews)
        FolderReviewing(folder).refuse("d2", "a copy", "Ben", LATER)
        assert (folder / "reports.csv").read_bytes() == whole
        assert load(folder).reports == reports


def test_a_review_cut_short_is_told_and_is_none(folder: Path) -> None:
    """Cut anywhere within its line, a review is a problem, its draft waits, and the next review stands beside it."""
    before = (folder / "reviews.csv").read_bytes()
    FolderReviewing(folder).refuse("d2", 'so "quoted",\nso long, é', "Ben", LATER)
    whole, record = (folder / "reviews.csv").read_bytes(), (folder / "reports.csv").read_bytes()
    for cut in range(len(before) + 1, len(whole) - 1):
        (folder / "reviews.csv").write_bytes(whole[:cut])
        found = load(folder)
        assert any(one.file.endswith("reviews.csv") and one.line == 3 for one in found.problems), whole[:cut]
        assert [one.id for one in drafts_of(found).waiting] == ["d2", "d3"]
        FolderReviewing(folder).refuse("d3", "a copy", "Cem", LATER)
        after = (folder / "reviews.csv").read_bytes()
        assert after.startswith(whole[:cut])
        assert [act.draft for act in load(folder).acts] == ["d1", "d3"]
    assert (folder / "reports.csv").read_bytes() == record


def test_a_draft_cut_short_is_told_and_is_none(folder: Path) -> None:
    """Cut anywhere within its line, a draft is a problem, and others are filed beside it under other ids."""
    data = (folder / "drafts.csv").read_bytes()
    start = data.rindex(b"d3,")
    for cut in range(start + 1, len(data) - 1):
        (folder / "drafts.csv").write_bytes(data[:cut])
        found = load(folder)
        assert [one.name for one in found.problems if one.file.endswith("drafts.csv")], data[:cut]
        (new,) = FolderReviewing(folder).file([row(note="again")], "reader", LATER)
        assert (folder / "drafts.csv").read_bytes().startswith(data[:cut])
        assert drafts_of(load(folder)).of(new).row["note"] == "again"


def test_a_header_cut_short_is_ended(tmp_path: Path) -> None:
    """A file of which not even the header was written whole is begun where it was left."""
    with place_at(tmp_path / "test", papers()) as place:
        header = (",".join(DRAFT_COLUMNS) + "\n").encode()
        for cut in (*range(0, len(header), 23), len(header) - 1, len(header)):
            (tmp_path / "test" / "drafts.csv").write_bytes(header[:cut])
            assert place.file(row()) == ("d1",)
            assert place.port.drafts().of("d1").by == "reader"


def test_where_there_is_no_room_nothing_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a disk takes only a part of a line, that part is taken back, and the message says what to do."""
    before = kept(folder)
    write = os.write

    def full(descriptor: int, data: bytes) -> int:
        if len(data) < 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, data[:10])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        for do in (
            lambda: FolderReviewing(folder).confirm("d2", "Ann", NOON),
            lambda: FolderReviewing(folder).file([row()], "reader", NOON),
        ):
            with pytest.raises(CannotAdd, match="make room"):
                do()
    assert kept(folder) == before


def test_a_file_without_a_column_is_not_written_to(folder: Path) -> None:
    """Where a file has no column for a cell, nothing is lost silently and nothing is done."""
    (folder / "reports.csv").write_text("id,act,stance,published\n", encoding="utf-8")
    before = kept(folder)
    with pytest.raises(CannotAdd, match=r"reports\.csv has no column .*speaker"):
        FolderReviewing(folder).confirm("d2", "Ann", NOON)
    assert kept(folder) == before


@pytest.mark.parametrize("kind", ["folder", "sqlite"])
def test_a_file_of_drafts_that_has_no_place_for_words_goes_on(tmp_path: Path, kind: str) -> None:
    """A `drafts.csv` from before drafts had words is read and added to as it stands; the words are left out there."""
    columns = [column for column in DRAFT_COLUMNS if column != "words"]
    with place_at(tmp_path / "old", papers()) as place:
        place.file(row(spans="1-2"))
        lines = place.files()["drafts.csv"].decode().splitlines()
    data = f"{','.join(columns)}\n{lines[1].replace('1-2,,', '1-2,')}\n".encode()
    where = tmp_path / "test" if kind == "folder" else f"sqlite:///{tmp_path}/ledger.db"
    with place_at(where, papers() | {"drafts.csv": data}) as place:
        assert place.port.drafts().of("d1").spans == ((1, 2),)
        place.file(row(spans="3-4", words="said so"), row())
        assert not place.read().problems
        assert [(one.id, one.spans, one.words) for one in place.port.drafts().waiting] == [
            ("d1", ((1, 2),), ""), ("d2", ((3, 4),), ""), ("d3", (), ""),
        ]  # fmt: skip
        assert place.files()["drafts.csv"].startswith(data)
        place.port.confirm("d2", "Ann", NOON)


def test_words_are_left_out_of_the_record(folder: Path) -> None:
    """The words of the text stand with the draft, and no report has them."""
    (draft,) = FolderReviewing(folder).file([row(words="so they said")], "reader", NOON)
    FolderReviewing(folder).confirm(draft, "Ann", LATER)
    assert drafts_of(load(folder)).of(draft).words == "so they said"
    assert b"so they said" not in (folder / "reports.csv").read_bytes()


def test_columns_in_any_order_are_kept(tmp_path: Path) -> None:
    """Files that somebody has laid out otherwise are added to in their own manner."""
    with place_at(tmp_path / "test", papers()) as place:
        for name, columns in (
            ("drafts.csv", DRAFT_COLUMNS),
            ("reviews.csv", ACT_COLUMNS),
            ("reports.csv", COLUMNS),
        ):
            head = ",".join(f'"{column}"' for column in (*reversed(columns), "mine"))
            (tmp_path / "test" / name).write_bytes(f"{head}\r\n".encode())
        place.file(row(), row())
        place.port.confirm("d1", "Ann", NOON)
        assert list(place.reports) == ["r1"]
        assert all(data.count(b'"\r\n') == data.count(b"\n") for data in kept(tmp_path / "test"))
        files = place.files()
    with place_at(f"sqlite:///{tmp_path}/ledger.db", files) as ledger:
        ledger.port.refuse("d2", "a copy", "Ann", NOON)
        assert ledger.files()["reviews.csv"].startswith(files["reviews.csv"])
        assert ledger.files()["reviews.csv"].splitlines(keepends=True)[-1].startswith(b'"refused"')
        assert ledger.files()["reviews.csv"].endswith(b"\r\n")
        assert len(ledger.port.drafts().acts) == 2


def test_no_agreement_is_said(tmp_path: Path) -> None:
    """A folder without an agreement, and one that is none, are told of."""
    with pytest.raises(ValueError, match=r"no agreement\.md"):
        FolderReviewing(tmp_path).confirm("d1", "Ann", NOON)
    with pytest.raises(OSError, match="none"):
        FolderReviewing(tmp_path / "none").confirm("d1", "Ann", NOON)
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(CannotAdd, match="cannot be read"):
        Sheet(tmp_path / "a.csv", COLUMNS).append([row()])


def sound() -> dict[str, bytes]:
    """Return the files of a folder with drafts and reviews of each kind."""
    with tempfile.TemporaryDirectory() as path, place_at(Path(path) / "test", papers()) as place:
        place.file(row(scores="c=0.5", spans="1-2", words="so, he said"), row(), row(quantity="many"), row())
        place.port.confirm("d1", "Ann", NOON)
        place.port.correct("d3", {"quantity": "3"}, "Ann", NOON)
        place.port.refuse("d2", "a copy", "Ann", NOON)
        return place.files()


SOUND = sound()


@st.composite
def mangled(draw: st.DrawFn, whole: bytes) -> bytes:
    """Bytes of a file with stretches cut out, doubled, or written over."""
    data = whole
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 60)))
        new = draw(
            st.sampled_from([b"", data[start:end] * 2, draw(st.binary(max_size=6)), b'"', b"\n", b","])
        )
        data = data[:start] + new + data[end:]
    return data


def act_on_all(place: Place) -> None:
    """Act on all that waits; nothing may raise but what is said to, and files may only grow."""
    before = place.files()
    for draft in place.port.drafts().waiting:
        assert place.port.drafts().history(draft.id)[0].by == draft.by
        try:
            try:
                act = place.port.confirm(draft.id, "Ben", NOON)
            except ReviewError:
                act = place.port.refuse(draft.id, "it cannot be read", "Ben", NOON)
        except (CannotAdd, Refused) as error:
            assert "has no column" in str(error)  # noqa: PT017
        else:
            assert place.port.drafts().act_on(draft.id) == act
    after = place.files()
    assert all(after[name].startswith(data) for name, data in before.items())


ANY = st.one_of(st.binary(max_size=200), mangled(SOUND["drafts.csv"]))
ANY_ACTS = st.one_of(st.binary(max_size=200), mangled(SOUND["reviews.csv"]))


@given(ANY, ANY_ACTS)
@example(SOUND["drafts.csv"], b",")
@settings(max_examples=60)
def test_any_bytes_are_answered(tmp_path_factory: pytest.TempPathFactory, drafts: bytes, acts: bytes) -> None:
    """Any bytes as the two files are told of by problems, in a folder as in a ledger, which gives them back as they came."""
    files = SOUND | {"drafts.csv": drafts, "reviews.csv": acts}
    path = tmp_path_factory.mktemp("any")
    here = read_papers(files, Path("test"))
    with place_at(f"sqlite:///{path}/ledger.db", files) as ledger:
        given_back = ledger.files()
        assert {name: given_back.get(name, b"") for name in files} == files
        there = ledger.read()
        assert (there.problems, there.drafts, there.acts) == (here.problems, here.drafts, here.acts)
        act_on_all(ledger)
        ledger.read()
    with place_at(path / "test", files) as folder:
        assert folder.files() == files
        problems = {(one.name, one.line, one.cause) for one in folder.read().problems}
        assert problems == {(one.name, one.line, one.cause) for one in here.problems}
        act_on_all(folder)
        folder.read()
