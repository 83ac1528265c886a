"""`servanda events`: what is taken on an account, on what ground, by which rule."""

from __future__ import annotations

from typing import Any

import click
from rich.padding import Padding
from rich.text import Text

from servanda.cli import options, paint
from servanda.record import Share
from servanda.standing import amount_text
from servanda.tables import events_data, events_rows


@click.command()
@options.path
@options.asking
@click.option("--clause", "only", metavar="CLAUSE", help="Only events that a clause is about.")
@options.printing
def events(
    path: str, at: str | None, known: str | None, recorded: str | None, account: str, viewer: str | None,
    only: str | None, as_json: bool, form: str, strict: bool,
) -> None:  # fmt: skip
    """List what is told of, whether an account takes it, on what ground and by which rule.

    \b
    Example:
      servanda events examples/gaza-2025 --clause netzarim --at 2025-02-10 --account Hamas
    """
    folder = options.open_folder(path)
    standing = options.standing_of(folder, at, known, recorded, account, viewer)
    wanted = None if only is None else options.asked_clause(standing, only)
    found = events_data(standing, wanted)
    if as_json:
        paint.print_json(found)
    elif form == "csv":
        paint.print_csv(events_rows(found["events"]))
    else:
        out = paint.console()
        paint.heading(out, standing, what="Events up to ")
        for event in found["events"]:
            _show(out.print, event)
        if not found["events"]:
            out.print("No report of any event.")
    options.end(folder, strict)


def _show(write: Any, event: dict[str, Any]) -> None:
    sign, colour = ("✓", "green") if event["taken"] else ("·", "bright_black")
    share = amount_text(Share(event["least"], event["most"]))
    counted = f" {share}" if event["taken"] and share != "1" else ""
    line = Text(f"{sign} {event['first'][:10]}  {event['event']}", style=colour)
    line.append(f"  {event['act']}{counted}, by {' and '.join(event['by']) or 'nobody named'}", style="")
    write(line)
    contested = ", contested" if event["contested"] else ""
    words = "taken" if event["taken"] else "not taken"
    write(
        Padding(
            Text(
                f"{words}: {event['ground']}{contested}; {event['rule']} ({len(event['reports'])} reports)",
                style="bright_black",
            ),
            (0, 0, 0, 4),
        )
    )
