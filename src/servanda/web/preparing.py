"""What a server does before it takes readers: large records are read and laid out, and their first pages drawn."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from time import monotonic

from servanda.record import names
from servanda.web.answering import written
from servanda.web.desk import Desk
from servanda.web.language import ENGLISH, language
from servanda.web.library import Library
from servanda.web.page import Sheet
from servanda.web.pages import agreement, clause, record
from servanda.web.question import THEN, Address, path_of
from servanda.web.visit import Visit

Drawn = tuple[Sheet, tuple[str, ...], dict[str, str]]
"""A page to draw: its sheet, the rest of its path, and its parameters."""


def prepare(library: Library, tell: Callable[[str], None]) -> None:
    """Do once what the first readers of large records would wait for; small ones are read when they are asked for.

    Args:
        tell: is told what is being done.
    """
    for desk in library:
        if desk.begins_large:
            _prepare(library, desk, tell)


def _prepare(library: Library, desk: Desk, tell: Callable[[str], None]) -> None:
    begun = monotonic()
    tell(f"{desk.id}: reading {desk.first_size:,} reports")
    desk.look()
    if desk.is_large:
        tell(f"{desk.id}: laying them out under {len(desk.agreement.clauses):,} clauses")
        _ = desk.archive
        tell(f"{desk.id}: drawing the first pages")
        for sheet, path, parameters in _first_pages(desk):
            _draw(library, desk, sheet, path, parameters)
    # Else the collector goes through millions of reports every now and then, and everybody waits for seconds.
    gc.collect()
    gc.freeze()
    tell(f"{desk.id}: ready after {monotonic() - begun:.0f} s")


def _first_pages(desk: Desk) -> Iterator[Drawn]:
    """Yield pages that between them need all that is laid out when it is first asked for."""
    for account in names(desk.agreement):
        yield agreement.SHEET, (), {"account": account, "known": THEN}
    yield agreement.SHEET, (), {}
    for id_ in tuple(desk.agreement.clauses)[:1]:
        yield clause.SHEET, ("clauses", id_), {}
        yield record.SHEET, ("record",), {"clause": id_}
    for column in record.SORTED:
        yield record.SHEET, ("record",), {"sort": column}
    yield record.SHEET, ("record",), {"q": "a", "known": THEN}


def _draw(
    library: Library, desk: Desk, sheet: Sheet, path: tuple[str, ...], parameters: dict[str, str]
) -> None:
    named = {"agreement": desk.id} | ({"clause": path[1]} if sheet is clause.SHEET else {})
    now = int(datetime.now(UTC).timestamp())
    visit = Visit(library, language(ENGLISH), Address(path_of(desk.id, *path), parameters), named, now)
    written(sheet.make(visit), "html", visit, sheet)
