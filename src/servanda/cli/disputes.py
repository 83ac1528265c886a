"""`servanda disputes`: where accounts or readings differ, side by side, report by report."""

from __future__ import annotations

from typing import Any

import click
from rich.padding import Padding
from rich.text import Text

from servanda.cli import options, paint
from servanda.standing import Standing
from servanda.tables import disputes_data, disputes_rows


@click.command()
@options.path
@options.asking
@options.printing
def disputes(
    path: str, at: str | None, known: str | None, recorded: str | None, account: str, viewer: str | None,
    as_json: bool, form: str, strict: bool,
) -> None:  # fmt: skip
    """List the clauses on which accounts or readings differ, with who holds what and what each side last said.

    \b
    Example:
      servanda disputes examples/gaza-2025 --at 2025-01-25 --known 2025-01-27
    """
    folder = options.open_folder(path)
    standing = options.standing_of(folder, at, known, recorded, account, viewer)
    found = disputes_data(standing)
    if as_json:
        paint.print_json(found)
    elif form == "csv":
        paint.print_csv(disputes_rows(found["disputes"]))
    else:
        _show(standing, found["disputes"])
    options.end(folder, strict)


def _show(standing: Standing, found: list[dict[str, Any]]) -> None:
    out = paint.console()
    paint.heading(out, standing, what="Disputes on ")
    if not found:
        out.print("No account and no reading differs from another.")
    for one in found:
        mark = "disputed" if one["disputed"] else "unsettled: only the cautious and the generous differ"
        out.print(Text(one["clause"], style="bold") + Text(f"  {mark}", style="magenta"))
        groups: dict[str, list[str]] = {}
        for account, state in one["accounts"].items():
            groups.setdefault(state, []).append(account)
        for state, accounts in groups.items():
            out.print(
                Padding(
                    paint.state_text(state) + Text(f": {', '.join(accounts)}"), (0, 0, 0, 2), expand=False
                )
            )
        for reading in one["readings"]:
            held = (
                f"held by {' and '.join(reading['held_by'])}"
                if reading["held_by"]
                else "held by none of the parties"
            )
            out.print(Padding(Text(f'reading "{reading["name"]}", {held}'), (0, 0, 0, 2), expand=False))
        for label, state in one["by_reading"].items():
            out.print(
                Padding(Text(f'on "{label}": {state}', style="bright_black"), (0, 0, 0, 4), expand=False)
            )
        for word in one["words"]:
            side = f"{word['side']}: " if word["side"] != "none" else ""
            note = f" ({word['note'].split(' (also')[0]})" if word["note"] else ""
            out.print(
                Padding(
                    Text(
                        f"{side}{word['speaker']} {word['stance']} {word['act']}, {word['said'][:10]}{note}",
                        style="bright_black",
                    ),
                    (0, 0, 0, 2),
                )
            )
        out.print()
