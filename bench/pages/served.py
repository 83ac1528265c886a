"""A server of pages in a process of its own, and readers in another."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.pages.readers import Asked, Heard

_SERVE = (sys.executable, "-c", "from servanda.cli import main; main()", "serve", "--port", "0")


@dataclass(frozen=True)
class Served:
    """A server that takes readers.

    Attributes:
        seconds: how long it took from its start until it took readers.
        address: where it serves, as far as the port.
    """

    process: subprocess.Popen[str]
    host: str
    port: int
    seconds: float

    @property
    def address(self) -> str:
        """Where it serves, as far as the port."""
        return f"http://{self.host}:{self.port}"

    def busy(self) -> float | None:
        """Return how long the processor has worked at it so far, in seconds; None where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/stat")
        if not status.exists():
            return None
        fields = status.read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int | None:
        """Return the most memory that it has held so far, in bytes; None where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        found = (
            re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii")) if status.exists() else None
        )
        return None if found is None else int(found[1]) * 1024


@contextlib.contextmanager
def served(*words: str) -> Iterator[Served]:
    """Serve until the block ends, on the one processor that the measuring is bound to.

    Args:
        words: what is served, as the command `serve` takes it.

    Raises:
        RuntimeError: the server ended before it took readers.
    """
    begun = time.perf_counter()
    with subprocess.Popen(
        [*_SERVE, *words], stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as process:
        try:
            line = "" if process.stdout is None else process.stdout.readline()
            found = re.search(r" at http://([\d.]+):(\d+)/", line)
            if found is None:
                raise RuntimeError(f"the server did not begin to serve: {line or 'it ended without a word'}")
            yield Served(process, found[1], int(found[2]), time.perf_counter() - begun)
        finally:
            process.kill()


def heard(server: Served, addresses: Sequence[str], readers: int = 1, seconds: float = 0.0) -> Heard:
    """Let readers ask a server, from a process of their own, on another processor where there is one.

    Args:
        addresses: paths with their parameters.
        seconds: how long they go on; nought lets them ask every address once.
    """
    asked = Asked(server.host, server.port, list(addresses), readers, seconds)
    with elsewhere():
        done = subprocess.run(
            [sys.executable, "-m", "bench.pages.readers"], input=json.dumps(asdict(asked)), capture_output=True,
            text=True, check=True,
        )  # fmt: skip
    return Heard(**json.loads(done.stdout))


@contextlib.contextmanager
def elsewhere() -> Iterator[None]:
    """Begin processes on every processor but the one that the measuring is bound to, where there is another."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    own = os.sched_getaffinity(0)
    with contextlib.suppress(OSError):
        os.sched_setaffinity(0, set(range(os.cpu_count() or 1)) - own)
    try:
        yield
    finally:
        os.sched_setaffinity(0, own)
