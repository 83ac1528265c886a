"""Drafts in a ledger: ledgers of the version before, backups, and files that went on apart."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from servanda.ledger import (
    Ledger,
    LedgerError,
    ReadOnly,
    Refused,
    open_ledger,
    restore,
    schema,
    sheets,
)
from servanda.ledger.backup import seals
from servanda.record import ACT_COLUMNS, DRAFT_COLUMNS
from servanda.record.draft import draft_from
from servanda.record.manner import Manner
from servanda.review import LedgerReviewing
from tests.ledger.conftest import another_database
from tests.ledger.papers import NOON
from tests.ledger.test_faults import as_nobody
from tests.review.places import Place, papers, place_at, row

__all__ = ["another_database"]


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a ledger that is not there yet."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql"))
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of another ledger, of either store, that is not there yet."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("another_database"))
    return f"sqlite:///{tmp_path / 'other.db'}"


def make_first_version(
    address: str, monkeypatch: pytest.MonkeyPatch, backup: Path | None = None
) -> dict[str, bytes]:
    """Make a ledger of version 1 that holds the agreement, and a backup of it, as the program of that version did."""
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        patch.setattr(schema, "TABLES", {name: schema.TABLES[name] for name in list(schema.TABLES)[:6]})
        with open_ledger(address, create=True) as ledger:
            ledger.take_in(papers(), "Ann", NOON)
            if backup is not None:
                ledger.backup(backup)
            return ledger.papers("test")


OLD_COLUMNS = tuple(column for column in DRAFT_COLUMNS if column != "words")
"""The columns of `drafts.csv` before drafts had words."""


def old_files() -> dict[str, bytes]:
    """Return files as the program of version 2 wrote them: one draft waits, and one is refused."""
    drafts, reviews = Manner("drafts.csv", OLD_COLUMNS), Manner("reviews.csv", ACT_COLUMNS)
    filed = {"filed_by": "reader", "filed": "2025-01-12T12:00:00+02:00"}
    first = {"draft": "d1", "file": "a.txt", "spans": "3-9", **row(note='a "quoted"\nline'), **filed}
    second = {"draft": "d2", **row(), **filed}
    refused = {
        "draft": "d2",
        "by": "Ben",
        "at": "2025-01-12T12:01:00+02:00",
        "reason": "a copy",
        "what": "refused",
    }
    return {
        **papers(),
        "drafts.csv": drafts.header() + drafts.write(first) + drafts.write(second),
        "reviews.csv": reviews.header() + reviews.write(refused),
    }


def make_second_version(
    address: str, monkeypatch: pytest.MonkeyPatch, backup: Path | None = None
) -> dict[str, bytes]:
    """Make a ledger of version 2, whose drafts have no words, and a backup of it, as the program of that version did."""
    kind = sheets.Kind("drafts", OLD_COLUMNS, lambda row, zone: draft_from({**row, "words": ""}, zone).at)
    tables = {
        name: tuple(column for column in columns if column != "words")
        for name, columns in schema.TABLES.items()
    }
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:2])
        patch.setattr(schema, "TABLES", tables)
        patch.setattr(sheets, "KINDS", {**sheets.KINDS, "drafts.csv": kind})
        with open_ledger(address, create=True) as ledger:
            ledger.take_in(old_files(), "Ann", NOON)
            if backup is not None:
                ledger.backup(backup)
            rows = ledger.store.query("SELECT spelling FROM drafts WHERE draft IS NOT NULL")
            assert rows == [(None,), (None,)]
            return ledger.papers("test")


def check_second_version(ledger: Ledger, files: dict[str, bytes]) -> None:
    """See that a ledger has all that one of version 2 had, byte for byte, and that drafts go on being filed in it."""
    port = LedgerReviewing(ledger, "test")
    assert files == old_files()
    assert ledger.papers("test") == files
    assert (port.drafts().of("d1").spans, port.drafts().waiting) == (((3, 9),), (port.drafts().of("d1"),))
    port.file([row(file="b.txt", words="the words there", note="new")], "reader", NOON)
    found = port.drafts().of("d3")
    assert (found.file, found.words, found.row["note"]) == ("b.txt", "", "new")
    after = ledger.papers("test")
    assert after["drafts.csv"].startswith(files["drafts.csv"])
    ledger.take_in(after, "Ann", NOON)
    assert ledger.papers("test") == after
    assert port.confirm("d1", "Ben", NOON).report == "r4"
    ledger.check()


def review_one(ledger: Ledger) -> None:
    """File a draft and confirm it."""
    port = LedgerReviewing(ledger, "test")
    port.file([row()], "reader", NOON)
    assert port.confirm("d1", "Ben", NOON).report == "r4"


def test_a_ledger_of_the_version_before_is_migrated_on_opening(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever opens it brings its tables to this version; what it held stays, and drafts are reviewed in it."""
    files = make_first_version(address, monkeypatch)
    with open_ledger(address) as ledger:
        assert schema.version(ledger.store) == 3
        assert ledger.papers("test") == files
        review_one(ledger)
        ledger.check()
        for table in ("drafts", "reviews"):
            for change in (f"DELETE FROM {table}", f"UPDATE {table} SET why = 'x'"):
                with pytest.raises(LedgerError, match="stays as it is"):
                    ledger.store.run(change)
        with pytest.raises(LedgerError):
            ledger.store.run(
                'INSERT INTO reviews SELECT agreement, number + 1, batch, why, draft, "by", "at", report, reason,'
                " changed, what, acted_at, spelling FROM reviews WHERE draft = 'd1'"
            )


def test_a_ledger_of_the_version_before_that_may_not_be_written_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup of version 1 that may not be written is read as it is, and says so where a draft is filed."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.db"
        files = make_first_version(f"sqlite:///{tmp_path / 'ledger.db'}", monkeypatch, copy)
        copy.chmod(0o444)
        Path(folder).chmod(0o555)
        with as_nobody(), open_ledger(f"sqlite:///{copy}") as ledger:
            assert schema.version(ledger.store) == 1
            assert ledger.papers("test") == files
            assert ledger.folder("test").drafts == ()
            assert LedgerReviewing(ledger, "test").drafts().drafts == ()
            ledger.check()
            with pytest.raises(ReadOnly, match="ask for leave"):
                LedgerReviewing(ledger, "test").file([row()], "reader", NOON)
        Path(folder).chmod(0o755)


def test_drafts_of_the_version_before_stay_as_they_are(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts that were filed before drafts had words are there after the migration, and their file is the same bytes."""
    files = make_second_version(address, monkeypatch)
    with open_ledger(address) as ledger:
        assert schema.version(ledger.store) == 3
        check_second_version(ledger, files)


def test_a_backup_of_drafts_without_words_is_restored(
    address: str, other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup that version 2 sealed is restored whole, and a backup of that has the same seals."""
    files = make_second_version(address, monkeypatch, tmp_path / "backup.db")
    restore(other, tmp_path / "backup.db")
    with open_ledger(address) as before, open_ledger(other) as ledger:
        assert seals(ledger.store) == seals(before.store)
        check_second_version(ledger, files)


def test_drafts_without_words_that_may_not_be_written_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup of version 2 that may not be written gives its drafts as they are."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.db"
        files = make_second_version(f"sqlite:///{tmp_path / 'ledger.db'}", monkeypatch, copy)
        copy.chmod(0o444)
        Path(folder).chmod(0o555)
        with as_nobody(), open_ledger(f"sqlite:///{copy}") as ledger:
            assert schema.version(ledger.store) == 2
            assert ledger.papers("test") == files
            assert [one.id for one in LedgerReviewing(ledger, "test").drafts().waiting] == ["d1"]
            ledger.check()
        Path(folder).chmod(0o755)


def test_a_backup_of_the_version_before_is_restored(
    address: str, other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup that the version before made and sealed is restored into a ledger of this one, whole."""
    files = make_first_version(address, monkeypatch, tmp_path / "backup.db")
    restore(other, tmp_path / "backup.db")
    with open_ledger(other) as ledger:
        assert ledger.papers("test") == files
        review_one(ledger)
        ledger.check()


def test_a_backup_holds_drafts_and_reviews(address: str, other: str, tmp_path: Path) -> None:
    """What is restored has every draft and every review, sealed as all else is."""
    with place_at(address, papers()) as place:
        place.file(row(), row(note="é"))
        place.port.refuse("d1", "a copy", "Ben", NOON)
        with open_ledger(address) as ledger:
            ledger.backup(tmp_path / "backup.db")
            sealed, files, drafts = seals(ledger.store), place.files(), place.port.drafts()
    restore(other, tmp_path / "backup.db")
    with open_ledger(other) as restored:
        assert seals(restored.store) == sealed
        assert (sealed["drafts"].rows, sealed["reviews"].rows) == (3, 2)
        assert restored.papers("test") == files
        assert LedgerReviewing(restored, "test").drafts() == drafts


def went_on(folder: Path, files: dict[str, bytes]) -> Place:
    """Return a folder that was exported from somewhere, with two drafts of its own of which one is refused."""
    with place_at(folder, files) as place:
        place.file(row(note="from the folder"), row())
        place.port.refuse("d2", "not here", "Ann", NOON)
        return place


def test_a_folder_that_grew_is_taken_in_again(address: str, tmp_path: Path) -> None:
    """What is new in a folder is added to the ledger, which then gives back the folder's files."""
    with place_at(address, papers()) as place:
        place.file(row())
        folder = went_on(tmp_path / "test", place.files())
        with open_ledger(address) as ledger:
            ledger.take_in(folder.files(), "Ann", NOON)
        assert place.files() == folder.files()
        assert [draft.id for draft in place.port.drafts().waiting] == ["d1", "d3"]


def test_files_that_went_on_apart_are_joined_or_refused(address: str, tmp_path: Path) -> None:
    """Where both have gone on, what is new is added; a draft that was reviewed otherwise is refused, and nothing stays."""
    with place_at(address, papers()) as place:
        place.file(row(), row())
        folder = went_on(tmp_path / "test", place.files())
        files = folder.files()
        place.port.confirm("d1", "Ben", NOON)
        files["drafts.csv"] = files["drafts.csv"].replace(b"\nd3,", b"\nd7,").replace(b"\nd4,", b'\nd8,"open')
        with open_ledger(address) as ledger:
            ledger.take_in(
                {name: files[name] for name in ("agreement.md", "drafts.csv", "reviews.csv")}, "Ann", NOON
            )
        drafts = place.port.drafts()
        assert {act.draft: act.what for act in drafts.acts} == {"d1": "confirmed", "d2": "refused"}
        assert [draft.id for draft in drafts.waiting] == ["d7"]
        assert place.file(row(note="after what is open")) == ("d4",)
        assert place.port.drafts().of("d4").row["note"] == "after what is open"
        before = place.files()
        files["reviews.csv"] = files["reviews.csv"].replace(b"not here", b"another reason")
        with (
            open_ledger(address) as ledger,
            pytest.raises(Refused, match=r'"d2" is in the reviews\.csv of the ledger'),
        ):
            ledger.take_in(files, "Ann", NOON)
        assert place.files() == before
