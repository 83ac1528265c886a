"""The server runs on this machine until it is told to stop, and then stops quietly."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from http.client import HTTPConnection

from tests.case_files import ROOT


def test_a_server_stops_quietly_while_a_page_is_open() -> None:
    """Ctrl-C ends the streams to open pages, and the command ends well without a word."""
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
            connection.request("GET", "/shalit-2011/live")
            answer = connection.getresponse()
            assert answer.readline() == b"retry: 3000\n"
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=60)
            connection.close()
        finally:
            process.kill()
    assert (process.returncode, said) == (0, "")
