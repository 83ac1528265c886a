"""Several agreements on one page: where each stands, and how they hang on one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from servanda.cli import paint
from servanda.shelf import Shelf
from servanda.standing import Standing, moment_text

COUNTED = ("violated", "refused", "in force", "suspended", "fulfilled", "not yet in force")
"""The states whose clauses are counted on the overview."""

_TIED = {
    "starts this": "starts with", "comes before this": "waits for the end of", "ends this": "ends with",
}  # fmt: skip


def state_of(standing: Standing) -> str:
    """Return where an agreement as a whole stands on the account asked for: not started, in force or ended."""
    start, end = standing.spans[standing.account]
    if start is None:
        return "not started"
    return "in force" if end is None else "ended"


def data(shelf: Shelf, standings: Mapping[str, Standing]) -> dict[str, Any]:
    """Return an overview as nested dicts and lists."""
    return {
        "agreements": [_agreement(standing) for standing in standings.values()],
        "links": [
            {"agreement": tie.dependent, "relation": tie.relation, "other": tie.other, "told_by": tie.told_by}
            for tie in shelf.ties
        ],
    }


def _agreement(standing: Standing) -> dict[str, Any]:
    zone = standing.agreement.title.zone
    start, end = standing.spans[standing.account]
    following = _next(standing)
    return {
        "agreement": standing.agreement.title.id,
        "name": standing.agreement.title.name,
        "at": moment_text(standing.at, zone),
        "account": standing.account,
        "state": state_of(standing),
        "starts": moment_text(start, zone),
        "ends": moment_text(end, zone),
        "phases": [{"id": one.phase.id, "state": one.state, "day": one.day} for one in standing.phases],
        "clauses": _counts(standing),
        "overdue": _overdue(standing),
        "disputed": sum(one.disputed for one in standing.clauses),
        "next": following and {"clause": following[1], "by": moment_text(following[0], zone)},
    }


def rows(standings: Mapping[str, Standing]) -> Iterator[list[object]]:
    """Yield the table of agreements, its header first."""
    yield ["agreement", "name", "state", *COUNTED, "overdue", "disputed", "next_clause", "next_by"]
    for one in map(_agreement, standings.values()):
        following = one["next"] or {"clause": None, "by": None}
        yield [
            one["agreement"], one["name"], one["state"], *one["clauses"].values(), one["overdue"], one["disputed"],
            following["clause"], following["by"],
        ]  # fmt: skip


def show(out: Console, shelf: Shelf, standings: Mapping[str, Standing]) -> None:
    """Print an overview for reading."""
    first = next(iter(standings.values()))
    zone = first.agreement.title.zone
    out.print(
        Text(f"{len(standings)} agreements on {paint.day_of(first.at, zone)}, on the {first.account} account")
    )
    out.print()
    table = Table.grid(padding=(0, 2))
    for standing in standings.values():
        table.add_row(*_line(standing))
    out.print(table)
    ties = [tie for tie in shelf.ties if {tie.dependent, tie.other} <= standings.keys()]
    if ties:
        out.print()
    for tie in ties:
        out.print(Text(f"{tie.dependent} {_TIED[tie.relation]} {tie.other}", style="bright_black"))


def _line(standing: Standing) -> list[Text]:
    one = _agreement(standing)
    phase = next((p for p in reversed(one["phases"]) if p["state"] in ("in force", "suspended")), None)
    day = f"phase {phase['id']}, day {phase['day']}" if phase else ""
    counts = one["clauses"] | {"overdue": one["overdue"], "disputed": one["disputed"]}
    pieces = [f"{number} {what}" for what, number in counts.items() if number]
    return [
        Text(one["agreement"], style="bold"), paint.state_text(one["state"]), Text(day),
        Text(", ".join(pieces)),
    ]  # fmt: skip


def _counts(standing: Standing) -> dict[str, int]:
    states = [one.state for one in standing.clauses]
    return {state: states.count(state) for state in COUNTED}


def _overdue(standing: Standing) -> int:
    return sum(
        any(variant.overdue for variant in one.variants) and one.state != "violated"
        for one in standing.clauses
    )


def _next(standing: Standing) -> tuple[int, str] | None:
    coming = [(one.first.next.by, one.clause.id) for one in standing.clauses if one.first.next is not None]
    return min(coming, default=None)
