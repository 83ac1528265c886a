"""What stands around every page: the question, the accounts, the ways to other pages, forms and languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from servanda.clock import moment_of
from servanda.web.page import Sheet
from servanda.web.question import THEN, Address, path_of
from servanda.web.visit import Visit

WHOLE_VIEWS = ("timeline", "exchange", "disputes", "due", "changes", "taken", "places")
"""Pages that draw the whole agreement; of one with a large record, the part that is asked about."""


def site(visit: Visit, sheet: Sheet | None) -> dict[str, Any]:
    """Return what the frame of a page draws; without a sheet, of a page that is about no agreement."""
    around = {
        "address": visit.address, "library": visit.library, "here": visit.address.here, "to": _to(visit.address),
        "sheet": None if sheet is None else sheet.name, "agreement": None, "moment": None, "day": None,
    }  # fmt: skip
    if sheet is not None and sheet.is_of_agreement:
        around |= _of_agreement(visit)
    return around


def _of_agreement(visit: Visit) -> dict[str, Any]:
    desk, question, language = visit.desk, visit.question, visit.language
    zone = desk.zone

    def page(*parts: str, **changes: str | int | None) -> str:
        return visit.address.to(path_of(desk.id, *parts), **changes)

    return {
        "agreement": desk.agreement, "id": desk.id, "zone": zone,
        "question": question, "accounts": desk.accounts, "page": page,
        "moment": lambda seconds: _moment(visit, seconds), "day": lambda seconds: language.day(seconds, zone),
        "iso": lambda seconds: moment_of(seconds, zone).to_fixed_offset().format_iso(),
        "controls_of": controls(visit), "part": visit.part, "parts": len(desk.parts), "is_large": desk.is_large, "whole_views": WHOLE_VIEWS,
        "name_here": name_of(visit),
        "version": desk.version,
    }  # fmt: skip


def name_of(visit: Visit) -> str:
    """Return the name of the agreement, in the reader's language where its translation gives one."""
    translated = "" if visit.translation is None else visit.translation.title
    return translated or visit.desk.agreement.title.name


def _moment(visit: Visit, seconds: int) -> str:
    """Return a moment for reading: its day alone where it is a day's first or last second."""
    shown = moment_of(seconds, visit.desk.zone)
    if (shown.hour, shown.minute, shown.second) in ((23, 59, 59), (0, 0, 0)):
        return visit.language.day(seconds, visit.desk.zone)
    return visit.language.moment(seconds, visit.desk.zone)


def controls(visit: Visit) -> dict[str, Any]:
    """Return what the controls of the question hold: their values, and the addresses one step away."""
    question, parameters, zone = visit.question, visit.parameters, visit.desk.zone
    at = parameters.get("at", "").strip()
    known = parameters.get("known", "").strip()
    shown = moment_of(question.at, zone)
    is_then = question.known is not None and question.known == question.at
    hidden = {
        name: value
        for name, value in parameters.items()
        if value and name not in ("at", "known", "account", "page", "part")
    }
    return {
        "at": at, "known": at if known == THEN else known, "hidden": hidden,
        "earlier": visit.address.here(at=shown.date().subtract(days=1).format_iso(), page=None, part=None),
        "later": visit.address.here(at=shown.date().add(days=1).format_iso(), page=None, part=None),
        "then": None if is_then or question.is_now else visit.address.here(known=THEN),
        "all": None if question.known is None else visit.address.here(known=None),
        "now": None if question.is_now else visit.address.here(at=None, known=None),
        "is_then": is_then,
    }  # fmt: skip


def _to(address: Address) -> Callable[..., str]:
    def to(*parts: str, **changes: str | int | None) -> str:
        return address.to(path_of(*parts), **changes)

    return to
