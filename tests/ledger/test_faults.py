"""What goes wrong is told clearly, and leaves the ledger as it was. Each fault is the real thing."""

from __future__ import annotations

import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import psycopg
import pytest

from servanda.ledger import (
    BadAddress,
    Busy,
    Damaged,
    Full,
    Ledger,
    LedgerError,
    NewerLedger,
    NoLedger,
    NotALedger,
    ReadOnly,
    Unreachable,
    open_ledger,
    schema,
)
from tests.ledger.papers import FIRST, NOON, SECOND, agreement, papers, row, rows
from tests.postgresql import Server

MANY = papers(*rows(4000, start=10))
NOBODY = 65534


def state(ledger: Ledger) -> object:
    return ledger.agreements(), ledger.papers("test"), [one.id for one in ledger.reports_since("test", 0)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A SQLite ledger with one agreement of two reports."""
    with open_ledger(f"sqlite:///{tmp_path / 'one.db'}", create=True) as ledger:
        ledger.take_in(papers(FIRST, SECOND), "Ann", NOON)
    return tmp_path / "one.db"


@pytest.fixture
def database(postgresql: str) -> str:
    """A PostgreSQL ledger with one agreement of two reports."""
    with open_ledger(postgresql, create=True) as ledger:
        ledger.take_in(papers(FIRST, SECOND), "Ann", NOON)
    return postgresql


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Let this process write no file beyond a size, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Act as a user who may not do everything, where this is root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("size", [100_000, 400_000])
def test_a_file_that_cannot_grow_is_full(file: Path, size: int) -> None:
    """Where no more can be written, nothing of a batch stays, and the next one is taken in when there is room."""
    with open_ledger(f"sqlite:///{file}") as ledger:
        before = state(ledger)
        with files_no_larger_than(size), pytest.raises(Full, match="make room"):
            ledger.take_in(MANY, "Ann", NOON)
        assert state(ledger) == before
        ledger.append("test", [row()], "Ann", NOON)
    with open_ledger(f"sqlite:///{file}") as ledger:
        assert [one.reports for one in ledger.agreements()] == [3]


def test_a_database_at_its_limit_is_full(file: Path) -> None:
    """Where SQLite itself says that the disk is full, nothing of a batch stays."""
    with open_ledger(f"sqlite:///{file}") as ledger:
        before = state(ledger)
        ((pages,),) = ledger.store.query("PRAGMA page_count")
        ledger.store.run(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(Full, match=str(file)):
            ledger.take_in(MANY, "Ann", NOON)
        assert state(ledger) == before


def test_a_backup_that_finds_no_room_leaves_nothing(file: Path, tmp_path: Path) -> None:
    """A backup that cannot be written whole is not there at all."""
    opened = open_ledger(f"sqlite:///{file}")
    with opened as ledger, files_no_larger_than(20_000), pytest.raises(LedgerError, match="backup"):
        ledger.backup(tmp_path / "backup")
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == []


def test_a_full_disk_under_a_server() -> None:
    """Where the server's disk is full, nothing of a batch stays, and the connection goes on."""
    place = Path(tempfile.mkdtemp(prefix="servanda-disk-"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        place.rmdir()
        pytest.skip("a small disk can be made only by root")
    server = Server()
    try:
        shutil.chown(place, server.folder.owner())
        with server.database() as address:
            with psycopg.connect(server.address(), autocommit=True) as connection:
                name = address.rpartition("/")[2]
                connection.execute(f"CREATE TABLESPACE small LOCATION '{place}'".encode())
                connection.execute(f"ALTER DATABASE {name} SET default_tablespace = small".encode())
            with open_ledger(address, create=True) as ledger:
                ledger.take_in(papers(FIRST, SECOND), "Ann", NOON)
                before = state(ledger)
                with pytest.raises(Full, match="make room"):
                    ledger.take_in(MANY, "Ann", NOON)
                assert state(ledger) == before
    finally:
        server.close()
        subprocess.run(["umount", place], check=True)
        place.rmdir()


def test_a_file_that_may_not_be_written(file: Path) -> None:
    """A ledger whose file and folder are not yours to write can be read where SQLite can, and is never written."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "one.db"
        with open_ledger(f"sqlite:///{file}") as ledger:
            ledger.backup(copy)
        copy.chmod(0o444)
        Path(folder).chmod(0o555)
        with as_nobody(), open_ledger(f"sqlite:///{copy}") as ledger:
            before = state(ledger)
            with pytest.raises(ReadOnly, match=r"ask for leave"):
                ledger.append("test", [row()], "Ann", NOON)
            assert state(ledger) == before
        with as_nobody(), pytest.raises(ReadOnly):
            open_ledger(f"sqlite:///{folder}/new.db", create=True)
        Path(folder).chmod(0o755)


def test_a_ledger_beside_which_nothing_may_be_written(file: Path) -> None:
    """A ledger that is no backup needs a file beside it, and says so where it may not have one."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(file, Path(folder) / "one.db")
        (Path(folder) / "one.db").chmod(0o444)
        Path(folder).chmod(0o555)
        with as_nobody(), pytest.raises(ReadOnly, match="ask for leave"):
            open_ledger(f"sqlite:///{folder}/one.db")
        Path(folder).chmod(0o755)


def test_a_file_that_may_not_be_read(file: Path) -> None:
    """A ledger that is not yours to read is said to be so."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "one.db"
        shutil.copy(file, copy)
        copy.chmod(0)
        Path(folder).chmod(0o555)
        with as_nobody(), pytest.raises(ReadOnly, match="cannot be opened"):
            open_ledger(f"sqlite:///{copy}")
        Path(folder).chmod(0o755)


def test_another_writer_for_too_long(file: Path) -> None:
    """While another holds the file for longer than is waited, a writer is told so, and a reader reads on."""
    other = apsw.Connection(str(file))
    other.execute("BEGIN IMMEDIATE")
    with open_ledger(f"sqlite:///{file}", wait=0.2) as ledger:
        before = state(ledger)
        with pytest.raises(Busy, match=r"0\.2 seconds; try again"):
            ledger.append("test", [row()], "Ann", NOON)
        assert state(ledger) == before
        other.execute("ROLLBACK")
        assert ledger.append("test", [row()], "Ann", NOON).is_new
    other.close()


def test_another_writer_on_the_server_for_too_long(database: str) -> None:
    """While another holds the agreement for longer than is waited, a writer is told so, and a reader reads on."""
    with psycopg.connect(database) as other, open_ledger(database, wait=0.2) as ledger:
        other.execute("SELECT * FROM ledger.agreements FOR UPDATE")
        before = state(ledger)
        with pytest.raises(Busy, match="try again"):
            ledger.append("test", [row()], "Ann", NOON)
        assert state(ledger) == before
        other.rollback()
        assert ledger.append("test", [row()], "Ann", NOON).is_new


def test_a_writer_waits_for_another(file: Path) -> None:
    """A writer that need not wait too long gets its turn."""
    other = apsw.Connection(str(file))
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    timer.start()
    with open_ledger(f"sqlite:///{file}", wait=20) as ledger:
        assert ledger.append("test", [row()], "Ann", NOON).is_new
    timer.join()
    other.close()


def test_what_is_no_database(tmp_path: Path) -> None:
    """A file of words, and a database of another program, are not written to."""
    words, strange = tmp_path / "words", tmp_path / "strange"
    words.write_text("no database " * 100, encoding="utf-8")
    apsw.Connection(str(strange)).execute("CREATE TABLE theirs (a)")
    for path in (words, strange):
        before = path.read_bytes()
        with pytest.raises(NotALedger, match="another file"):
            open_ledger(f"sqlite:///{path}", create=True)
        assert path.read_bytes() == before


def test_a_damaged_page(tmp_path: Path) -> None:
    """A file with pages written over is said to be damaged, and how it is mended."""
    path = tmp_path / "one.db"
    with open_ledger(f"sqlite:///{path}", create=True) as ledger:
        ledger.take_in(papers(*rows(2000)), "Ann", NOON)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 8)
        file.write(b"\xee" * (size * 3 // 4))
    with pytest.raises(Damaged, match="restore a backup"), open_ledger(f"sqlite:///{path}") as ledger:
        ledger.papers("test")


def test_a_damaged_page_of_a_server() -> None:
    """A table of the server with a page written over is said to be damaged, and how it is mended."""
    server = Server()
    try:
        name = "hurt"
        with psycopg.connect(server.address(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE hurt")
        with open_ledger(server.address(name), create=True) as ledger:
            ledger.take_in(papers(*rows(2000)), "Ann", NOON)
            ((path,),) = ledger.store.query("SELECT pg_relation_filepath('ledger.reports')")
        assert server.run("pg_ctl", "stop", "-m", "fast", "-D", server.folder / "data").returncode == 0
        server.stop_at_once()
        with (server.folder / "data" / path).open("r+b") as file:
            file.write(b"\xee" * 8192)
        server.start()
        with open_ledger(server.address(name)) as ledger, pytest.raises(Damaged, match="restore a backup"):
            ledger.papers("test")
    finally:
        server.close()


def test_a_cut_connection(database: str) -> None:
    """When the server drops the connection, nothing of a batch stays; a ledger opened again goes on."""
    with open_ledger(database) as ledger:
        ((process,),) = ledger.store.query("SELECT pg_backend_pid()")
        with pytest.raises(Unreachable, match="try again"):
            _write_while_cut(ledger, database, process)
        with pytest.raises(Unreachable):
            ledger.agreements()
    with open_ledger(database) as ledger:
        assert [one.name for one in ledger.agreements()] == ["A test"]


def _write_while_cut(ledger: Ledger, database: str, process: int) -> None:
    with ledger.store.writing():
        ledger.store.run("UPDATE agreements SET name = 'lost'")
        with psycopg.connect(database, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (process,))
        ledger.store.run("UPDATE agreements SET name = 'lost too'")


def test_a_server_that_is_not_there() -> None:
    """Where nobody listens, the address is named, and what to look at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"postgresql://ann:secret@127.0.0.1:{free.getsockname()[1]}/agreements"
        with pytest.raises(Unreachable, match="look whether the server runs") as found:
            open_ledger(address, create=True, wait=2)
    assert "ann@127.0.0.1" in str(found.value)
    assert "secret" not in str(found.value)


def test_a_server_that_lets_nobody_in(postgresql: str) -> None:
    """With a wrong password nobody gets in, and it is said without the password."""
    address = re.sub(r":[^:@/]*@", ":wrong@", postgresql)
    with pytest.raises(Unreachable, match="lets you in") as found:
        open_ledger(address, create=True)
    assert ":wrong@" not in str(found.value)


def test_no_such_database(postgresql: str) -> None:
    """A database that is not there is not made, and it is said how to make it."""
    with pytest.raises(NoLedger, match="createdb"):
        open_ledger(postgresql.rpartition("/")[0] + "/nowhere", create=True)


def test_a_database_that_may_not_be_written(database: str) -> None:
    """A database that is only for reading can be read, and is not written."""
    with psycopg.connect(database, autocommit=True) as connection:
        name = database.rpartition("/")[2]
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode())
    with open_ledger(database) as ledger:
        before = state(ledger)
        with pytest.raises(ReadOnly, match="ask for leave"):
            ledger.append("test", [row()], "Ann", NOON)
        assert state(ledger) == before


def test_no_ledger_there(address: str) -> None:
    """Without leave to make one, a ledger that is not there is not made."""
    with pytest.raises(NoLedger, match="servanda import"):
        open_ledger(address)
    if address.startswith("sqlite"):
        assert not Path(address.removeprefix("sqlite:///")).exists()


def test_a_later_version_is_refused(address: str) -> None:
    """A ledger that a later program wrote is neither read nor written."""
    with open_ledger(address, create=True) as ledger:
        ledger.store.run("INSERT INTO migrations (number) VALUES (4)")
    for create in (False, True):
        with pytest.raises(NewerLedger, match="version 4, and this program knows 3"):
            open_ledger(address, create=create)


def test_a_migration_that_fails_leaves_nothing(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration is done whole or not at all, and the ledger before it goes on."""
    with open_ledger(address, create=True) as ledger:
        ledger.take_in(papers(FIRST), "Ann", NOON)
    broken = (*schema.MIGRATIONS, ("CREATE TABLE more (a {integer})", "CREATE NONSENSE"))
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", broken)
        with pytest.raises(LedgerError):
            open_ledger(address, create=True)
    with open_ledger(address, create=True) as ledger:
        assert [one.reports for one in ledger.agreements()] == [1]
        with pytest.raises(LedgerError, match="more"):
            ledger.store.query("SELECT * FROM more")


@pytest.mark.parametrize(
    "address", ["", "one.db", "sqlite:", "sqlite://one.db", "sqlite:///", "mysql://a/b", "postgresql://"]
)
def test_what_is_no_address(address: str) -> None:
    """An address of no known kind is refused, with the kinds there are."""
    with pytest.raises(BadAddress, match=r"sqlite:///file\.db"):
        open_ledger(address, create=True)


def test_no_folder_for_a_ledger(tmp_path: Path) -> None:
    """A folder that is not there is not made."""
    with pytest.raises(NoLedger, match="make it first"):
        open_ledger(f"sqlite:///{tmp_path}/none/one.db", create=True)


def test_what_is_installed_apart_is_named(tmp_path: Path) -> None:
    """Without psycopg and pyarrow, a ledger in SQLite works, and what needs them says which extra to install."""
    path = tmp_path / "one.db"
    program = f"""
import sys
sys.modules["psycopg"] = sys.modules["pyarrow"] = None
from servanda.ledger import Missing, open_ledger
with open_ledger("sqlite:///{path}", create=True) as ledger:
    ledger.take_in({{"agreement.md": {agreement()!r}, "reports.csv": {papers(FIRST)["reports.csv"]!r}}}, "Ann", 0)
    try:
        ledger.papers("test", "parquet")
    except Missing as error:
        print(error)
try:
    open_ledger("postgresql://127.0.0.1/x")
except Missing as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "pip install 'servanda[parquet]'" in done.stdout
    assert "pip install 'servanda[postgresql]'" in done.stdout
