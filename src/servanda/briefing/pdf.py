"""A briefing as PDF, set by typst: tagged, with its language and title, and the same bytes for the same briefing."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files

import typst

from servanda.briefing.content import Briefing
from servanda.briefing.fonts import fonts

ACCESSIBLE: typst.PDFStandard = "ua-1"
"""The standard that a paper keeps where each of its letters can be drawn: PDF/UA, for readers of every sort."""


def pdf(briefing: Briefing) -> bytes:
    """Return a briefing as PDF.

    It keeps PDF/UA. Where it cannot, since a text holds a letter that no font here can draw or a title has no letter,
    the paper is tagged all the same; only the claim to the standard is left out, and a box stands for the letter.
    """
    return compiled(briefing)[0]


def compiled(briefing: Briefing) -> tuple[bytes, tuple[str, ...]]:
    """Return a briefing as PDF, and what the typesetter warns of."""
    try:
        return _compiled(briefing, [ACCESSIBLE])
    except typst.TypstError as error:
        if not error.message.startswith("PDF/UA"):
            raise
        return _compiled(briefing, [])


def _compiled(briefing: Briefing, standards: list[typst.PDFStandard]) -> tuple[bytes, tuple[str, ...]]:
    data = json.dumps(asdict(briefing), ensure_ascii=False)
    made, warnings = typst.compile_with_warnings(
        _page(), font_paths=fonts(), sys_inputs={"briefing": data}, pdf_standards=standards
    )
    return made, tuple(warning.message for warning in warnings)


@cache
def _page() -> bytes:
    return files("servanda.briefing").joinpath("page.typ").read_bytes()
