from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.ledger import Damaged, LedgerError, open_ledger
from tests.builders import HEAD, WHOLE
from tests.case_files import run
from tests.generated import examples
from tests.ledger.faults.writers import RECORDED, RECORDER, rows_of
from tests.ledger.papers import FIRST, papers

PAGE = 4096

Told = dict[str, dict[str, bytes]]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in a file: two agreements, one of them with enough rows for several pages."""
    file = tmp_path_factory.mktemp("sound") / "ledger.db"
    with open_ledger(f"sqlite:///{file}", create=True) as ledger:
        for name in ("one", "two"):
            text = f"```servanda\n{HEAD.replace('#test', f'#{name}')}{WHOLE}```\n"
            ledger.take_in({"agreement.md": text.encode()}, RECORDER, RECORDED)
        for number in range(12):
            ledger.append("one", rows_of("Ann", number), RECORDER, RECORDED, f"batch {number}")
    return file


def told(file: Path) -> Told:
    """Return all that a ledger tells, having read it in every way.

    Raises:
        LedgerError: the ledger says that it cannot.
    """
    with open_ledger(f"sqlite:///{file}", create=False) as ledger:
        for listed in ledger.agreements():
            ledger.folder(listed.id)
            ledger.reports_since(listed.id, 0)
        return {listed.id: ledger.papers(listed.id) for listed in ledger.agreements()}


def check(file: Path) -> None:
    """Have a ledger check itself.

    Raises:
        LedgerError: it is not whole, or cannot be opened.
    """
    with open_ledger(f"sqlite:///{file}") as ledger:
        ledger.check()


def is_whole(file: Path) -> bool:
    """Say whether SQLite finds nothing wrong."""
    connection = sqlite3.connect(file)
    try:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False
    finally:
        connection.close()


def flips(size: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    """Draw places in a file, the heads of pages oftener than the rest, and what is changed of the byte there."""
    heads = st.builds(
        lambda page, place: page * PAGE + place, st.integers(0, size // PAGE - 1), st.integers(0, 120)
    )
    return st.lists(st.tuples(heads | st.integers(0, size - 1), st.integers(1, 255)), min_size=1, max_size=8)


@examples(80)
@given(data=st.data())
def test_a_damaged_file_is_told_of_in_the_ledgers_own_words(sound: Path, data: st.DataObject) -> None:
    """Whatever bytes are changed, the ledger answers or says that it is damaged; what SQLite can tell, check tells."""
    whole = bytearray(sound.read_bytes())
    for place, change in data.draw(flips(len(whole))):
        whole[place] ^= change
    damaged = sound.with_name("damaged.db")
    damaged.write_bytes(whole)
    with suppress(LedgerError):
        told(damaged)
    if is_whole(damaged):
        with suppress(LedgerError):
            check(damaged)
    else:
        with pytest.raises(LedgerError):
            check(damaged)


def test_a_text_that_is_none_is_told_of_in_the_ledgers_own_words(address: str) -> None:
    """Where a text holds bytes that are no UTF-8, every way of reading it says that the ledger is damaged."""
    with open_ledger(address, create=True) as ledger:
        ledger.take_in(papers(FIRST), RECORDER, RECORDED)
        if address.startswith("sqlite"):
            ledger.store.run("UPDATE agreements SET name = CAST(X'C241' AS TEXT)")
        else:
            ledger.store.run("CREATE CAST (bytea AS text) WITHOUT FUNCTION")
            ledger.store.run(r"UPDATE agreements SET name = CAST(CAST('\xc241' AS bytea) AS text)")
        with pytest.raises(Damaged, match=r"is damaged .*0xc2"):
            ledger.agreements()
        with pytest.raises(Damaged, match=r"is damaged .*0xc2"):
            list(ledger.store.stream("SELECT name FROM agreements"))


def test_a_row_taken_out_behind_its_back_is_missed(sound: Path) -> None:
    """Where another program takes out a row, check says which agreement lost a part, and the command ends with 2."""
    file = sound.with_name("less.db")
    file.write_bytes(sound.read_bytes())
    check(file)
    connection = sqlite3.connect(file)
    connection.execute("DROP TRIGGER reports_delete")
    connection.execute("DELETE FROM reports WHERE note = 'Ann 3 0'")
    connection.commit()
    connection.close()
    with pytest.raises(Damaged, match="lost a part of one"):
        check(file)
    said = run(f"servanda check --db sqlite:///{file}")
    assert "has lost a part of one" in said
    assert said.endswith("[exit 2]\n")
