"""The description of the interface: OpenAPI 3.1, made from the pages themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from servanda.web.page import COMMON, FORMS, Parameter, Sheet
from servanda.web.pages import SHEETS

PARTS = {
    "agreement": "The id of the agreement.", "clause": "The id of a clause, without its #.",
    "report": "The id of a report.", "draft": "The id of a draft report.",
}  # fmt: skip
"""What the parts of a path name."""


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
        "paths": {sheet.path: {"get": _operation(sheet)} for sheet in sheets},
        "components": {"schemas": {"Fault": _FAULT}},
    }  # fmt: skip


def _operation(sheet: Sheet) -> dict[str, Any]:
    parts = re.findall(r"\{(\w+)\}", sheet.path)
    return {
        "operationId": sheet.name,
        "summary": sheet.about,
        "parameters": [
            *({"name": part, "in": "path", "required": True, "description": PARTS[part], "schema": {"type": "string"}} for part in parts),
            *map(_parameter, (*sheet.parameters, *COMMON)),
        ],
        "responses": {
            "200": {
                "description": sheet.about,
                "content": {media.split(";")[0]: {"schema": {"type": "object" if form == "json" else "string"}} for form, media in FORMS.items()},
            },
            "400": _fault("A parameter makes no sense."),
            **({"404": _fault("There is no such thing.")} if parts else {}),
        },
    }  # fmt: skip


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
