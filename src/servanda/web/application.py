"""The ASGI application: every address, with its answers and faults."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from servanda.web import acts, changing, openapi
from servanda.web.answering import Answering
from servanda.web.answers import Answers
from servanda.web.downloads import DOWNLOADS
from servanda.web.library import Library
from servanda.web.pages import SHEETS
from servanda.web.rendering import STATIC
from servanda.web.security import SafeHeaders

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
SMALLEST_ZIPPED = 600
"""Bytes from which an answer is compressed."""


def application(library: Library, hosts: Sequence[str] = ()) -> Starlette:
    """Return the application that serves the agreements of a library.

    Args:
        hosts: names by which the server may be asked, beside those of this machine; "*" for any.
    """
    answering = Answering(library, Answers())
    made = Starlette(
        routes=[
            Mount("/static", StaticFiles(directory=str(STATIC)), name="static"),
            Route("/openapi.json", openapi.answer, name="openapi"),
            Route("/{agreement}/live", changing.answer(library), name="live"),
            Route("/{agreement}/review", answering.taking(acts.file), name="file", methods=["POST"]),
            Route("/{agreement}/review/{draft}", answering.taking(acts.act), name="act", methods=["POST"]),
            *(
                Route(path, answering.doing(do), name=name, methods=["GET"])
                for path, name, do, *_ in DOWNLOADS
            ),
            *(Route(sheet.path, answering.of(sheet), name=sheet.name, methods=["GET"]) for sheet in SHEETS),
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, *hosts], www_redirect=False),
            Middleware(GZipMiddleware, minimum_size=SMALLEST_ZIPPED, compresslevel=6),
        ],
        exception_handlers=answering.handlers,
    )
    made.state.library = library
    made.state.is_ending = False
    return made
