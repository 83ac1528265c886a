"""The description of the interface: OpenAPI 3.1, made from the pages themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from servanda.web.acts import ACTS, CELL
from servanda.web.downloads import DOWNLOADS
from servanda.web.page import COMMON, FORMS, QUESTION, Parameter, Sheet
from servanda.web.pages import SHEETS
from servanda.web.pages.review import FIELDS

PARTS = {
    "agreement": "The id of the agreement.", "clause": "The id of a clause, without its #.",
    "report": "The id of a report.", "draft": "The id of a draft report.",
}  # fmt: skip
"""What the parts of a path name."""


_SINCE = Parameter(
    "since", "From when changes are told. A week before the moment asked about, if not given.", "2025-01-20"
)
DOWNLOADED = {
    "calendar": (Parameter("party", "Whose duties; everybody's, if not given.", "Israel"),), "pdf": (_SINCE,), "word": (_SINCE,),
}  # fmt: skip
"""The parameters of what is had beside the pages."""


_CELLS = tuple(f"{CELL}{column}" for column in FIELDS)
FORMS_TAKEN = {
    "review": ("file", "File a draft report.", ("by", *_CELLS), ("by",)),
    "draft": ("act", f"Act on a draft: {', '.join(ACTS)}.", ("by", "act", "reason", "into", *_CELLS), ("by", "act")),
}  # fmt: skip
"""What pages take: the name and meaning of the act, the fields of its form, and those that must be filled."""


async def answer(_: Request) -> Response:
    """Answer with the description."""
    return JSONResponse(description(SHEETS))


def description(sheets: Iterable[Sheet]) -> dict[str, Any]:
    """Return the description of some pages as an OpenAPI document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Servanda", "version": version("servanda"),
            "description": "Where every clause of an agreement stands, on every side's account. Every page is also JSON and CSV.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {sheet.path: {"get": _operation(sheet), **_acts(sheet)} for sheet in sheets}
        | {path: {"get": _download(path, name, about, media)} for path, name, _, about, media in DOWNLOADS},
        "components": {"schemas": {"Fault": _FAULT}},
    }  # fmt: skip


def _operation(sheet: Sheet) -> dict[str, Any]:
    is_about_something = "{" in sheet.path
    return {
        "operationId": sheet.name,
        "summary": sheet.about,
        "parameters": [
            *_parts(sheet.path),
            *map(_parameter, (*sheet.parameters, *COMMON)),
        ],
        "responses": {
            "200": {
                "description": sheet.about,
                "content": {media.split(";")[0]: {"schema": {"type": "object" if form == "json" else "string"}} for form, media in FORMS.items()},
            },
            "400": _fault("A parameter makes no sense."),
            **({"404": _fault("There is no such thing.")} if is_about_something else {}),
        },
    }  # fmt: skip


def _acts(sheet: Sheet) -> dict[str, Any]:
    """Return what can be sent to the address of a page, if anything can."""
    if sheet.name not in FORMS_TAKEN:
        return {}
    name, about, fields, required = FORMS_TAKEN[sheet.name]
    form = {
        "type": "object",
        "required": list(required),
        "properties": {field: {"type": "string"} for field in fields},
    }
    return {
        "post": {
            "operationId": name,
            "summary": about,
            "parameters": _parts(sheet.path),
            "requestBody": {
                "required": True,
                "content": {"application/x-www-form-urlencoded": {"schema": form}},
            },
            "responses": {
                "201": {
                    "description": "What was done.",
                    "content": {"application/json": {"schema": {"type": "object"}}},
                },
                "303": {"description": "Done; the page of what waits next."},
                "400": _fault("It cannot be done so; nothing was done."),
                "403": _fault("This server takes no acts, or another site sent the form."),
                "404": _fault("There is no such draft."),
                "409": _fault("Somebody has acted on the draft."),
            },
        }
    }


def _download(path: str, name: str, about: str, media: str) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": about,
        "parameters": [*_parts(path), *map(_parameter, (*QUESTION, *DOWNLOADED.get(name, ()), COMMON[0]))],
        "responses": {
            "200": {"description": about, "content": {media.split(";")[0]: {"schema": {"type": "string"}}}},
            "400": _fault("A parameter makes no sense."),
            "404": _fault("There is no such agreement."),
        },
    }


def _parts(path: str) -> list[dict[str, Any]]:
    return [
        {
            "name": part,
            "in": "path",
            "required": True,
            "description": PARTS[part],
            "schema": {"type": "string"},
        }
        for part in re.findall(r"\{(\w+)\}", path)
    ]


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    example = {"example": parameter.example} if parameter.example else {}
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": parameter.about,
        "schema": schema,
        **example,
    }


def _fault(about: str) -> dict[str, Any]:
    return {
        "description": about,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}},
    }


_FAULT = {
    "type": "object",
    "required": ["status", "error", "mend"],
    "properties": {
        "status": {"type": "integer"}, "error": {"type": "string"}, "mend": {"type": "array", "items": {"type": "string"}},
    },
}  # fmt: skip
