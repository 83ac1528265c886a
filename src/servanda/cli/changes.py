"""`servanda changes`: what changed between two moments, each as it was known then."""

from __future__ import annotations

from typing import Any

import click
from rich.text import Text

from servanda.cli import options, paint
from servanda.standing import Standing
from servanda.tables import SIGNS, changes_data, changes_rows


@click.command()
@options.path
@click.option("--since", required=True, metavar="T", help="From when.")
@click.option("--until", metavar="T", help="Until when. Now, if not given.")
@options.account
@options.viewer
@options.printing
def changes(
    path: str,
    since: str,
    until: str | None,
    account: str,
    viewer: str | None,
    as_json: bool,
    form: str,
    strict: bool,
) -> None:
    """List what changed between two moments: states, amounts, phases, disputes.

    Each moment is taken as it was known then, so that a later correction shows as a change too.

    \b
    Example:
      servanda changes examples/gaza-2025 --since 2025-01-24 --until 2025-01-27
    """
    folder = options.open_folder(path)
    before, after = options.standings_between(folder, since, until, account, viewer)
    found = changes_data(before, after)
    if as_json:
        paint.print_json(found)
    elif form == "csv":
        paint.print_csv(changes_rows(found["changes"]))
    else:
        _show(before, after, found["changes"])
    options.end(folder, strict)


def _show(before: Standing, after: Standing, found: list[dict[str, Any]]) -> None:
    out = paint.console()
    zone = after.agreement.title.zone
    out.print(Text(after.agreement.title.name, style="bold"))
    out.print(
        Text(
            f"From {paint.day_of(before.at, zone)} to {paint.day_of(after.at, zone)}, each as known then, {after.account} account",
            style="bright_black",
        )
    )
    out.print()
    last = ""
    for one in found:
        if one["what"] == "reports":
            out.print(Text(f"{int(one['to']) - int(one['from'])} new reports", style="bright_black"))
            continue
        name = f"phase {one['id']}" if one["what"] == "phase" else one["id"]
        out.print(
            Text(f"{name if name != last else '':22}", style="bold")
            + Text(f"{one['what']}: {one['from']} → ")
            + paint.state_text(one["to"])
            if one["to"] in SIGNS
            else Text(f"{name if name != last else '':22}", style="bold")
            + Text(f"{one['what']}: {one['from']} → {one['to']}")
        )
        last = name
