"""How an overview of several agreements looks in a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from servanda.cli import paint
from servanda.shelf import Shelf
from servanda.standing import Standing
from servanda.tables import agreement_summary

_TIED = {
    "starts this": "starts with", "comes before this": "waits for the end of", "ends this": "ends with",
}  # fmt: skip


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
    one = agreement_summary(standing)
    phase = next((p for p in reversed(one["phases"]) if p["state"] in ("in force", "suspended")), None)
    day = f"phase {phase['id']}, day {phase['day']}" if phase else ""
    counts = one["clauses"] | {"overdue": one["overdue"], "disputed": one["disputed"]}
    pieces = [f"{number} {what}" for what, number in counts.items() if number]
    return [
        Text(one["agreement"], style="bold"), paint.state_text(one["state"]), Text(day),
        Text(", ".join(pieces)),
    ]  # fmt: skip
