"""`servanda due`: what is due, by whom, and what is overdue."""

from __future__ import annotations

from typing import Any

import click
from rich.table import Table
from rich.text import Text

from servanda.cli import options, paint
from servanda.standing import Standing, number_text
from servanda.tables import BadSpan, due_data, due_rows, end_of_span


@click.command()
@options.path
@options.asking
@click.option(
    "--within",
    default="14d",
    show_default=True,
    metavar="SPAN",
    help="How far to look ahead: 36h, 14d or 6w.",
)
@options.printing
def due(
    path: str, at: str | None, known: str | None, recorded: str | None, account: str, viewer: str | None,
    within: str, as_json: bool, form: str, strict: bool,
) -> None:  # fmt: skip
    """List what is due from a moment on, the nearest first, and what is overdue.

    \b
    Example:
      servanda due examples/gaza-2025 --at 2025-01-22 --within 14d
    """
    folder = options.open_folder(path)
    standing = options.standing_of(folder, at, known, recorded, account, viewer)
    try:
        found = due_data(standing, end_of_span(standing, within))
    except BadSpan as error:
        options.refuse(str(error))
    if as_json:
        paint.print_json(found)
    elif form == "csv":
        paint.print_csv(due_rows(found["due"]))
    else:
        _show(standing, found["due"])
    options.end(folder, strict)


def _show(standing: Standing, found: list[dict[str, Any]]) -> None:
    out = paint.console()
    paint.heading(out, standing, what="Due after ")
    late = [one for one in found if one["when"] != "due"]
    table = Table.grid(padding=(0, 2))
    for one in [one for one in found if one["when"] == "due"]:
        table.add_row(one["by"][:10], Text(one["clause"], style="bold"), one["bearer"], _what(one))
    out.print(table if table.rows else Text("Nothing falls due in that time."))
    if late:
        out.print()
        out.print(Text("Overdue", style="bold yellow"))
        counts: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for one in late:
            counts.setdefault((one["clause"], one["reading"]), []).append(one)
        overdue = Table.grid(padding=(0, 2))
        for (clause, _), those in counts.items():
            more = f", and {len(those) - 1} earlier" if len(those) > 1 else ""
            overdue.add_row(
                those[-1]["by"][:10],
                Text(clause, style="bold"),
                those[-1]["bearer"],
                "".join([those[-1]["when"], f": {what}" if (what := _what(those[-1])) else "", more]),
            )
        out.print(overdue)


def _what(one: dict[str, Any]) -> str:
    amount = "" if one["quantity"] in (None, 1) else number_text(one["quantity"])
    reading = f'on "{one["reading"]}"' if one["reading"] else ""
    return ", ".join(piece for piece in (amount, one["duty"], reading) if piece)
