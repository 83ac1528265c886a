"""The server: uvicorn on an address of this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import uvicorn
from starlette.applications import Starlette

BACKLOG = 512
"""Connections that may wait while others are answered."""


class _Server(uvicorn.Server):
    """A server that tells its application when it is about to stop, so that the streams to open pages end."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.config.app.state.is_ending = True  # type: ignore[union-attr]
        super().handle_exit(sig, frame)


class NoPort(OSError):
    """The address cannot be listened on. Its message says why."""


def serve(application: Starlette, host: str, port: int, started: Callable[[str], None]) -> None:
    """Serve until the process is told to stop.

    Args:
        port: nought takes one that is free.
        started: is told the address once the server listens; readers who come meanwhile wait until it returns.

    Raises:
        NoPort: the host and port cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Only where the protocol is named does asyncio send small packets at once; else a kept-alive reader waits 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise NoPort(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
    shown = f"[{host}]" if family == socket.AF_INET6 else host
    settings = uvicorn.Config(
        application, log_level="warning", access_log=False, backlog=BACKLOG, timeout_graceful_shutdown=2,
        server_header=False,
    )  # fmt: skip
    with listening:
        started(f"http://{shown}:{listening.getsockname()[1]}/")
        with suppress(KeyboardInterrupt):
            _Server(settings).run(sockets=[listening])
