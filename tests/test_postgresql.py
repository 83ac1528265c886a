from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.case_files import ROOT
from tests.postgresql import NoServer, Server, places, programs

START = """
import time
from tests.postgresql import Server
server = Server()
print(server.folder, server.address(), flush=True)
time.sleep(600)
"""


def rows(address: str) -> list[tuple[int]]:
    with psycopg.connect(address) as connection:
        return connection.execute("SELECT number FROM kept ORDER BY number").fetchall()


def test_a_database_is_empty_and_its_own(postgresql_server: Server, postgresql: str) -> None:
    """Each test has a database of its own, without a table in it."""
    with postgresql_server.database() as other, psycopg.connect(other) as connection:
        connection.execute("CREATE TABLE kept (number integer)")
    with psycopg.connect(postgresql) as connection:
        tables = connection.execute("SELECT * FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert tables == []


@pytest.mark.parametrize("crash", [Server.kill, Server.stop_at_once])
def test_a_crash_keeps_what_was_committed(crash: Callable[[Server], None]) -> None:
    """After it was killed, or stopped at once, it starts again with what was committed and nothing else."""
    server = Server(is_durable=True)
    try:
        with psycopg.connect(server.address()) as connection:
            connection.execute("CREATE TABLE kept (number integer)")
            connection.execute("INSERT INTO kept VALUES (1)")
            connection.commit()
            connection.execute("INSERT INTO kept VALUES (2)")
            crash(server)
            connection.close()
        server.start()
        assert rows(server.address()) == [(1,)]
    finally:
        server.close()


def test_no_server_outlives_who_started_it() -> None:
    """Where the process that started it is killed, the server stops by itself and leaves nothing behind."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", START], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as starter:
        assert starter.stdout is not None
        folder, address = starter.stdout.readline().split()
        psycopg.connect(address).close()
        starter.send_signal(signal.SIGKILL)
    until = time.monotonic() + 30
    while Path(folder).exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert not Path(folder).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


def test_every_server_at_hand_can_be_started() -> None:
    """Each place that holds a server's programs holds one that starts and answers."""
    for place in places():
        server = Server(folders=[place])
        try:
            psycopg.connect(server.address()).close()
        finally:
            server.close()


def test_without_a_server_it_says_what_to_install(tmp_path: Path) -> None:
    """Where there is no server, the word is what to install."""
    with pytest.raises(NoServer, match="apt-get install postgresql"):
        programs([tmp_path])
