"""What tells an open page that the record has changed: server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from servanda.web.desk import PAUSE, Desk
from servanda.web.library import Library

SIGN_OF_LIFE = 20.0
"""Seconds after which a quiet stream says that it is still there."""


def answer(library: Library) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers a page that wants to be told of changes."""

    async def endpoint(request: Request) -> Response:
        desk = library.desk(request.path_params["agreement"])
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(told(desk, request), media_type="text/event-stream", headers=headers)

    return endpoint


async def told(desk: Desk, request: Request) -> AsyncIterator[str]:
    """Yield the version of an agreement, now and at each change, until the reader has left or the server stops."""
    version, quiet = await run_in_threadpool(desk.look), 0.0
    yield f"retry: 3000\nevent: version\ndata: {version}\n\n"
    while not (request.app.state.is_ending or await request.is_disconnected()):
        await asyncio.sleep(PAUSE)
        found, quiet = await run_in_threadpool(desk.look), quiet + PAUSE
        if found != version:
            version, quiet = found, 0.0
            yield f"event: version\ndata: {version}\n\n"
        elif quiet >= SIGN_OF_LIFE:
            quiet = 0.0
            yield ": still here\n\n"
