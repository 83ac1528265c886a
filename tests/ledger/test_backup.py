"""Backups are drilled: made while others write, restored into either store, and refused where they are not whole."""

from __future__ import annotations

import threading
from pathlib import Path

import apsw
import pytest

from servanda.ledger import Damaged, Ledger, LedgerError, NoLedger, NotALedger, NotEmpty, open_ledger, restore
from servanda.ledger.backup import seals
from tests.ledger.papers import FIRST, NOON, SECOND, papers, row


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    ledger.take_in(papers(FIRST, SECOND, 'r3,"odd', id="other"), "Ann", NOON)
    ledger.take_in(papers(FIRST), "Ann", NOON)
    ledger.append("test", [row(note="\u2028é")], "Ben", NOON, key="k")
    return ledger


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of another ledger, of either store, that is not there yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'other.db'}"
    return str(request.getfixturevalue("another_database"))


def test_what_is_restored_is_what_was_backed_up(filled: Ledger, other: str, tmp_path: Path) -> None:
    """A backup of either store restored into either is the same ledger: files, numbers, recorders and keys."""
    filled.backup(tmp_path / "backup")
    restore(other, tmp_path / "backup")
    with open_ledger(other) as restored:
        assert restored.agreements() == filled.agreements()
        assert seals(restored.store) == seals(filled.store)
        for one in filled.agreements():
            assert restored.papers(one.id) == filled.papers(one.id)
            assert restored.reports_since(one.id, 0) == filled.reports_since(one.id, 0)
        assert not restored.append("test", [row(note="\u2028é")], "Ben", NOON, key="k").is_new
        assert restored.append("test", [row()], "Ben", NOON).is_new


def test_a_backup_is_itself_a_ledger(filled: Ledger, tmp_path: Path) -> None:
    """A backup can be read as the ledger that it is of."""
    filled.backup(tmp_path / "backup")
    with open_ledger(f"sqlite:///{tmp_path / 'backup'}") as backup:
        assert backup.papers("test") == filled.papers("test")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("backup")) == ["backup"]


def test_a_backup_while_others_write_is_of_one_moment(address: str, filled: Ledger, tmp_path: Path) -> None:
    """While another writes batches of two, a backup holds whole batches, and stays restorable."""
    done = threading.Event()

    def write() -> None:
        with open_ledger(address, wait=60) as ledger:
            while not done.is_set():
                ledger.append("test", [row(), row()], "Cem", NOON)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(4):
            filled.backup(tmp_path / f"backup{number}")
            restore(f"sqlite:///{tmp_path / f'restored{number}'}", tmp_path / f"backup{number}")
    finally:
        done.set()
        writer.join()
    with open_ledger(f"sqlite:///{tmp_path / 'restored3'}") as restored:
        (listed,) = [one for one in restored.agreements() if one.id == "test"]
        assert listed.reports % 2 == 0
        assert len(restored.reports_since("test", 0)) == listed.reports


def test_a_backup_writes_over_nothing(filled: Ledger, tmp_path: Path) -> None:
    """A file that is there stays, and what was begun is taken away."""
    (tmp_path / "backup").write_text("mine", encoding="utf-8")
    with pytest.raises(LedgerError, match="writes over nothing"):
        filled.backup(tmp_path / "backup")
    with pytest.raises(LedgerError, match="no folder"):
        filled.backup(tmp_path / "none" / "backup")
    assert (tmp_path / "backup").read_text(encoding="utf-8") == "mine"


def test_a_ledger_that_holds_something_is_not_restored_into(
    filled: Ledger, address: str, tmp_path: Path
) -> None:
    """A restore fills only an empty ledger."""
    filled.backup(tmp_path / "backup")
    with pytest.raises(NotEmpty, match="empty"):
        restore(address, tmp_path / "backup")


@pytest.mark.parametrize(
    "harm",
    [
        "DROP TRIGGER reports_update; UPDATE reports SET quantity = '5' WHERE id = 'r1'",
        "DROP TRIGGER lines_delete; DELETE FROM lines",
        "UPDATE agreements SET reports = 7",
    ],
)
def test_a_backup_that_was_changed_is_refused(filled: Ledger, tmp_path: Path, harm: str) -> None:
    """A backup in which a cell was changed or a row is missing is not restored, and nothing of it stays."""
    filled.backup(tmp_path / "backup")
    connection = apsw.Connection(str(tmp_path / "backup"))
    connection.execute(harm)
    connection.close()
    target = f"sqlite:///{tmp_path / 'target'}"
    with pytest.raises(Damaged, match="not as it was made"):
        restore(target, tmp_path / "backup")
    with open_ledger(target) as restored:
        assert restored.agreements() == []


def test_a_backup_that_was_cut_short_is_refused(filled: Ledger, tmp_path: Path) -> None:
    """A backup of which the end is missing is refused."""
    filled.backup(tmp_path / "backup")
    data = (tmp_path / "backup").read_bytes()
    (tmp_path / "backup").write_bytes(data[: len(data) * 2 // 3])
    with pytest.raises(Damaged):
        restore(f"sqlite:///{tmp_path / 'target'}", tmp_path / "backup")


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    """A file that is not there, one of another kind, and a ledger that nobody sealed are no backups."""
    target = f"sqlite:///{tmp_path / 'target'}"
    with pytest.raises(NoLedger):
        restore(target, tmp_path / "none")
    (tmp_path / "words").write_text("words " * 99, encoding="utf-8")
    with pytest.raises(NotALedger):
        restore(target, tmp_path / "words")
    open_ledger(f"sqlite:///{tmp_path / 'plain'}", create=True).close()
    with pytest.raises(NotALedger, match="servanda backup"):
        restore(target, tmp_path / "plain")
