"""How a request becomes an answer: in the form and language asked for, kept while nothing changes, or a kind fault."""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from servanda.web.acts import REVIEWER
from servanda.web.answers import Answer, Answers
from servanda.web.fault import Fault, NotAllowed, NotHere
from servanda.web.language import chosen
from servanda.web.library import Library
from servanda.web.page import FORMS, Form, Page, Sheet, form_asked
from servanda.web.question import NOW_LASTS, Address, file_name
from servanda.web.rendering import rendered
from servanda.web.security import is_from_here
from servanda.web.site import site
from servanda.web.visit import Visit

_LOG = logging.getLogger("servanda.web")

MOST_FIELDS = 100
"""Fields of a form that are read."""

AT_ONCE = 3
"""Pages that are drawn at once, in the order in which they were asked for; more would only wait for one another."""


@dataclass(frozen=True)
class Asked:
    """A request for a page, understood.

    Attributes:
        key: all that the answer depends on; None where it is not kept.
        takes_zipped: the answer may be compressed.
    """

    sheet: Sheet
    form: Form
    visit: Visit
    key: Hashable
    takes_zipped: bool


Endpoint = Callable[[Request], Awaitable[Response]]


class Answering:
    """Answers requests about the agreements of a library."""

    def __init__(self, library: Library, answers: Answers) -> None:
        self._library, self._answers = library, answers
        self._finding, self._drawing = CapacityLimiter(AT_ONCE), CapacityLimiter(AT_ONCE)

    @property
    def handlers(self) -> Mapping[Any, Callable[[Request, Exception], Awaitable[Response]]]:
        """What answers a fault, an address that there is not, and what nobody foresaw."""
        return {Fault: self._fault, HTTPException: self._refusal, Exception: self._accident}

    def of(self, sheet: Sheet) -> Endpoint:
        """Return what answers requests for a page."""

        async def endpoint(request: Request) -> Response:
            asked, found = await run_sync(self._found, sheet, request, limiter=self._finding)
            if found is None:
                found = await run_sync(self._drawn, asked, limiter=self._drawing)
            return _sent(asked, found, request)

        return endpoint

    def doing(self, do: Callable[[Visit], Response]) -> Endpoint:
        """Return what answers requests with something else than a page."""

        async def endpoint(request: Request) -> Response:
            return await run_in_threadpool(lambda: do(self.visit(request)))

        return endpoint

    def taking(self, do: Callable[[Visit, Mapping[str, str]], Response]) -> Endpoint:
        """Return what answers a form that a page of this server sent."""

        async def endpoint(request: Request) -> Response:
            if not is_from_here(request.headers):
                raise NotAllowed(
                    "This form was sent from another site.", "Open the page here, and send it again."
                )
            async with request.form(max_fields=MOST_FIELDS, max_files=0) as form:
                given = {name: value for name, value in form.items() if isinstance(value, str)}
            return await run_in_threadpool(lambda: do(self.visit(request), given))

        return endpoint

    def visit(self, request: Request) -> Visit:
        """Return a request, understood."""
        parameters = dict(request.query_params)
        language = chosen(parameters.get("lang"), request.headers.get("accept-language"))
        return Visit(
            self._library,
            language,
            Address(request.url.path, parameters),
            dict(request.path_params),
            _now(),
            unquote(request.cookies.get(REVIEWER, ""))[:200],
            form_asked("", request.headers.get("accept", "")) == "json",
            str(request.base_url).rstrip("/"),
        )

    def _found(self, sheet: Sheet, request: Request) -> tuple[Asked, Answer | None]:
        """Return a request for a page, understood, with the answer that is kept for it."""
        form = form_asked(request.query_params.get("format", ""), request.headers.get("accept", ""))
        visit = self.visit(request)
        key = (request.url.query, *self._key(visit, form)) if sheet.is_still else None
        asked = Asked(sheet, form, visit, key, "gzip" in request.headers.get("accept-encoding", ""))
        return asked, None if key is None else self._answers.kept(key)

    def _drawn(self, asked: Asked) -> Answer:
        """Return an answer that is made now, if nobody has meanwhile."""

        def make() -> Answer:
            page = asked.sheet.make(asked.visit)
            answer = Answer(written(page, asked.form, asked.visit, asked.sheet), FORMS[asked.form])
            _ = answer.tag, answer.zipped if asked.takes_zipped else b""
            return answer

        return make() if asked.key is None else self._answers.of(asked.key, make)

    def _key(self, visit: Visit, form: Form) -> tuple[object, ...]:
        """Return all that an answer depends on beside its parameters."""
        stretch = 0 if visit.parameters.get("at", "").strip() else visit.now // NOW_LASTS
        versions = self._library.versions(visit.path.get("agreement"))
        return (visit.address.path, form, visit.language.code, stretch, versions)

    async def _fault(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, Fault)
        return await run_in_threadpool(self._told, request, error)

    async def _refusal(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 405:
            fault = Fault("This address does not take such a request.", "Open it as a page.")
        else:
            fault = NotHere("There is no page at this address.", "The start page shows what there is.")
        return await run_in_threadpool(self._told, request, fault, error.status_code)

    async def _accident(self, request: Request, error: Exception) -> Response:
        _LOG.error("cannot answer %s", request.url.path, exc_info=error)
        fault = Fault(
            "This page could not be made; the fault is in Servanda.",
            "Nothing was lost. What the server printed says more.",
        )
        return await run_in_threadpool(self._told, request, fault, 500)

    def _told(self, request: Request, fault: Fault, status: int | None = None) -> Response:
        """Return a fault as a page, or as JSON or text where those were asked for."""
        code = status or fault.status
        visit = self.visit(request)
        said = [visit.language.text(text, **fault.values) for text in (fault.message, fault.mend) if text]
        try:
            form = form_asked(request.query_params.get("format", ""), request.headers.get("accept", ""))
        except Fault:
            form = "html"
        if form == "html":
            view = {**site(visit, None), "status": code, "said": said, "title": said[0]}
            body = rendered("fault.html", visit.language, view).encode()
        elif form == "json":
            body = json.dumps(
                {"status": code, "error": said[0], "mend": said[1:]}, ensure_ascii=False
            ).encode()
        else:
            body = "\n".join(said).encode()
        headers = {"content-language": visit.language.code, "cache-control": "no-store"}
        return Response(body, code, headers, FORMS[form] if form != "csv" else "text/plain; charset=utf-8")


def _sent(asked: Asked, answer: Answer, request: Request) -> Response:
    """Return an answer as it is sent: as nothing, where the reader has it."""
    headers = {
        "etag": answer.tag,
        "cache-control": "no-cache",
        "vary": "accept, accept-language, accept-encoding",
    }
    headers["content-language"] = asked.visit.language.code
    if request.headers.get("if-none-match") == answer.tag:
        return Response(status_code=304, headers=headers)
    if asked.form == "csv":
        name = "-".join((*asked.visit.path.values(), asked.sheet.name))
        headers["content-disposition"] = f'inline; filename="{file_name(name)}.csv"'
    if asked.takes_zipped:
        headers["content-encoding"] = "gzip"
        return Response(answer.zipped, media_type=answer.media, headers=headers)
    return Response(answer.body, media_type=answer.media, headers=headers)


def written(page: Page, form: Form, visit: Visit, sheet: Sheet) -> bytes:
    """Return a page in a form."""
    if form == "json":
        return json.dumps(page.data(), ensure_ascii=False, indent=1).encode("utf-8", "replace")
    if form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows(page.rows())
        return out.getvalue().encode("utf-8", "replace")
    view = {**site(visit, sheet), **page.view, "title": page.title}
    return rendered(page.template, visit.speech, view).encode("utf-8", "replace")


def _now() -> int:
    return int(datetime.now(UTC).timestamp())
