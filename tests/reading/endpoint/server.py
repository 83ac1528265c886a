"""An endpoint on this machine that answers as it is told, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Told:
    """One answer of the endpoint.

    Attributes:
        wait: the seconds between the pieces of the body.
        pieces: how many pieces the body comes in.
        is_cut: the connection ends before the body does.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    pieces: int = 1
    is_cut: bool = False


@dataclass
class Asked:
    """A question as it came over the wire."""

    path: str
    headers: Mapping[str, str]
    data: Any


@dataclass
class Server:
    """A running endpoint: its address, what it was asked, and what it has left to say; the last it says again and again."""

    url: str
    left: list[Told]
    asked: list[Asked] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """The texts that it was sent."""
        return [one.data["messages"][-1]["content"] for one in self.asked]


def said(content: Any, finish: str = "stop") -> Told:
    """Return the answer of an endpoint whose model says something: words, or what is written as JSON."""
    words = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    choice = {"index": 0, "message": {"role": "assistant", "content": words}, "finish_reason": finish}
    data = {"id": "one", "object": "chat.completion", "choices": [choice]}
    return Told(json.dumps(data).encode(), headers={"Content-Type": "application/json"})


def refused(status: int, message: str = "no", **headers: str) -> Told:
    """Return a refusal in the form of such endpoints."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = json.dumps({"error": {"message": message, "type": "some_error"}}).encode()
    return Told(body, status, {"Content-Type": "application/json", **named})


@contextmanager
def serving(*answers: Told) -> Iterator[Server]:
    """Run an endpoint on a free port for as long as it is needed."""
    running: list[Server] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            server = running[0]
            data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(Asked(self.path, dict(self.headers), data))
            self.answer(server.left.pop(0) if len(server.left) > 1 else server.left[0])

        def do_GET(self) -> None:
            running[0].asked.append(Asked(self.path, dict(self.headers), None))
            self.answer(said({}))

        def answer(self, told: Told) -> None:
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(told.body)))
            self.end_headers()
            body = told.body[: len(told.body) // 2] if told.is_cut else told.body
            step = max(1, -(-len(body) // told.pieces))
            try:
                for start in range(0, len(body), step):
                    time.sleep(told.wait)
                    self.wfile.write(body[start : start + step])
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        running.append(Server(f"http://127.0.0.1:{server.server_address[1]}/v1", list(answers)))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield running[0]
        finally:
            server.shutdown()
            thread.join()


def statements(*entries: Mapping[str, Any], acts: Sequence[Any] = ()) -> Told:
    """Return the answer of a model that has found some statements and acts."""
    return said({"attributions": list(entries), "acts": list(acts)})
