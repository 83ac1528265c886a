"""The server runs on this machine until it is told to stop, and then stops quietly."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from tests.case_files import ROOT

AT_ONCE = 0.03
"""Seconds that are less than those for which the system holds a small packet back."""


def test_a_server_stops_quietly_while_a_page_is_open() -> None:
    """Ctrl-C ends the streams to open pages, and the command ends well without a word."""
    with serving() as (process, connection):
        connection.request("GET", "/shalit-2011/live")
        answer = connection.getresponse()
        assert answer.readline() == b"retry: 3000\n"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, "")


def test_a_reader_who_stays_is_answered_at_once() -> None:
    """Over one connection every answer is sent when it is there; none is held back until the reader confirms the last."""
    with serving() as (_, connection):
        taken = []
        for _ in range(12):
            begun = time.perf_counter()
            connection.request("GET", "/static/seal.svg")
            answer = connection.getresponse()
            assert (answer.status, answer.read()[:4]) == (200, b"<svg")
            taken.append(time.perf_counter() - begun)
    assert min(taken[2:]) < AT_ONCE


@contextmanager
def serving() -> Iterator[tuple[subprocess.Popen[str], HTTPConnection]]:
    """Serve a small agreement, with a connection to it."""
    words = [sys.executable, "-c", "from servanda.cli import main; main()", "serve", "--port", "0"]
    with subprocess.Popen(
        [*words, str(ROOT / "examples" / "shalit-2011")], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env={"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            port = re.search(r"127\.0\.0\.1:(\d+)/shalit-2011", line)
            assert port is not None, line
            connection = HTTPConnection("127.0.0.1", int(port[1]), timeout=60)
            yield process, connection
            connection.close()
        finally:
            process.kill()
