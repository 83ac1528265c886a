"""The pages of a large agreement over HTTP: what one reader waits, what many get, what a page weighs, when it is seen."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlencode

import numpy as np

from bench.pages.painted import NoBrowser, first_paint
from bench.pages.readers import Heard
from bench.pages.served import Served, elsewhere, heard, served
from bench.tables import Row
from bench.timing import spread_of
from bench.workloads.agreement import DAY, ENTRY, PARTIES
from bench.workloads.ledger import END, SEED

GAZA = Path(__file__).parents[2] / "examples" / "gaza-2025"
STATIC = Path(__file__).parents[2] / "src" / "servanda" / "web" / "static"
LOADED = ("style.css", "page.js", "seal.svg")
"""What every page loads beside itself."""

ACCOUNTS = ("cautious", "generous", *PARTIES, "Oslo")
COUNT, QUICK_COUNT = 300, 4
READERS, QUICK_READERS = 200, 8
SECONDS, QUICK_SECONDS = 60.0, 2.0
PAGES_A_READER = 40
"""Different addresses that each of many readers goes through."""
LOADS = 5
DAYS, QUICK_DAYS = 12, 3
"""Days of the Gaza example that are asked for, the last of them the first of the ceasefire."""
A_PART = 60
"""Clauses of a part of the text."""

NOTES = {
    "over HTTP": "a server process of `servanda serve` on this one processor, readers on another where there is one; busy is of the server, a page, on average",
    "one reader": "over one connection kept open, compressed; each question is of another moment, account, and part, clause or search",
    "many readers": "each asks one page after another as fast as it gets them, by turns one that all ask and one of a moment of its own",
    "weight": "the page compressed, with its style sheet, script and seal, each compressed; of the many parts the heaviest that was asked",
    "first paint": "of the browser, from its start to the first words or lines on the screen; nothing is kept from the load before",
}
"""What is asked, and what is not equal."""

Draw = Callable[[np.random.Generator], str]


def rows(address: str, clauses: int, reports: int, *, quick: bool) -> Iterator[Row]:
    """Yield the rows of a ledger's pages, and of an example's.

    Args:
        address: of the ledger, which holds the agreement "many".
    """
    size: Row = {"clauses": clauses, "reports": reports}
    with served("--db", address) as server:
        yield {"what": "HTTP: until readers are taken", **size, "first": server.seconds, **_memory(server)}
        yield from _one_reader(server, clauses, size, QUICK_COUNT if quick else COUNT)
        yield _many_readers(server, clauses, size, quick=quick)
        if not quick:
            yield _painted(server, "large", f"/many?{_question(np.random.default_rng(SEED))}", size)
    with served(str(GAZA)) as server:
        days = QUICK_DAYS if quick else DAYS
        before = server.busy()
        found = heard(server, [f"/gaza-2025?at=2025-01-{19 - days + day}" for day in range(1, days + 1)])
        yield {
            "what": "HTTP: the Gaza example",
            **_told(found),
            **_busy(server, before, days),
            "weight": _weight(found),
        }
        if not quick:
            yield _painted(server, "Gaza", "/gaza-2025?at=2025-01-22", {})


def _one_reader(server: Served, clauses: int, size: Row, count: int) -> Iterator[Row]:
    for what, draw in _kinds(clauses).items():
        source = np.random.default_rng(SEED)
        before = server.busy()
        found = heard(server, [draw(source) for _ in range(count)])
        row = {
            "what": f"HTTP: {what}",
            **size,
            **_told(found),
            **_busy(server, before, count),
            **_memory(server),
        }
        yield row | ({"weight": _weight(found)} if what == "the text" else {})


def _many_readers(server: Served, clauses: int, size: Row, *, quick: bool) -> Row:
    readers, seconds = (QUICK_READERS, QUICK_SECONDS) if quick else (READERS, SECONDS)
    source, draw = np.random.default_rng(SEED), _kinds(clauses)["the text"]
    same = draw(source)
    own = [draw(source) for _ in range(readers * PAGES_A_READER // 2)]
    addresses = [
        same if turn % 2 else own[turn // 2 * readers + reader]
        for turn in range(PAGES_A_READER)
        for reader in range(readers)
    ]
    before = server.busy()
    found = heard(server, addresses, readers, seconds)
    return {
        "what": f"HTTP: {readers} readers at once", **size, **_told(found), **_busy(server, before, len(found.taken)),
        "a_second": len(found.taken) / found.seconds, **_memory(server),
    }  # fmt: skip


def _kinds(clauses: int) -> dict[str, Draw]:
    """Return the kinds of pages, with what draws one of a random moment, account and place."""
    parts, third = -(-clauses // A_PART), clauses // 3

    def text(draw: np.random.Generator) -> str:
        return f"/many?part={draw.integers(1, parts + 1)}&{_question(draw)}"

    def why(draw: np.random.Generator) -> str:
        return f"/many/clauses/{('ban', 'levy')[draw.integers(2)]}-{draw.integers(third)}?{_question(draw)}"

    def record(draw: np.random.Generator) -> str:
        number = int(draw.integers(third))
        wanted = (
            f"q=ward+{number}",
            f"q={'aeinrs'[number % 6]}b",
            f"clause=levy-{number}&sort=happened",
            f"page={number % 50 + 1}",
        )
        return f"/many/record?{wanted[draw.integers(len(wanted))]}&{_question(draw)}"

    return {"the text": text, "why": why, "the record": record}


def _question(draw: np.random.Generator) -> str:
    at = int(draw.integers(ENTRY, END))
    known = at + int(draw.integers(-30 * DAY, 90 * DAY))
    account = ACCOUNTS[draw.integers(len(ACCOUNTS))]
    return urlencode({"at": _written(at), "known": _written(known), "account": account}, quote_via=quote)


def _written(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _told(found: Heard) -> Row:
    told: Row = {"asked": len(found.taken) + len(found.errors), "errors": len(found.errors)}
    if found.errors:
        told["failure"] = f"{len(found.errors)} were not answered, such as: {found.errors[0]}"
    return told | (spread_of(found.taken) if found.taken else {})


def _busy(server: Served, before: float | None, count: int) -> Row:
    after = server.busy()
    return {} if before is None or after is None or not count else {"median_busy": (after - before) / count}


def _memory(server: Served) -> Row:
    found = server.memory()
    return {} if found is None else {"memory": found}


def _weight(found: Heard) -> int:
    return max(found.weights, default=0) + sum(
        len(gzip.compress((STATIC / name).read_bytes())) for name in LOADED
    )


def _painted(server: Served, what: str, path: str, size: Row) -> Row:
    row = {"what": f"first paint, {what}", **size}
    try:
        with elsewhere():
            return row | {"asked": LOADS, "median": first_paint(server.address + path, LOADS)}
    except NoBrowser as error:
        return row | {"not_run": str(error)}
