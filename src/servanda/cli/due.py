"""`servanda due`: what is due, by whom, and what is overdue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from servanda.cli import options, paint
from servanda.clock import Length
from servanda.standing import Duty, Standing, moment_text, number_data, number_text

FIELDS = ("by", "when", "clause", "bearer", "quantity", "duty", "reading")


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
    until = _until(standing, within)
    found = list(falling_due(standing, until))
    if as_json:
        paint.print_json({"at": moment_text(standing.at, standing.agreement.title.zone), "due": found})
    elif form == "csv":
        paint.print_csv([FIELDS, *([one[name] for name in FIELDS] for one in found)])
    else:
        _show(standing, found)
    options.end(folder, strict)


def falling_due(standing: Standing, until: int) -> Iterator[dict[str, Any]]:
    """Yield the open duties that are overdue or fall due by a moment, the oldest first, as data."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in standing.clauses:
        for variant in one.variants:
            for duty in variant.duties:
                if (
                    duty.due is None
                    or duty.due.last > until
                    or one.clause.norm != "must"
                    or not _is_open(duty, one.clause.heading)
                ):
                    continue
                entry = _entry(standing, one.clause.id, duty)
                key = tuple(entry.values())
                old = found.setdefault(key, {**entry, "reading": variant.label})
                if old["reading"] != variant.label:
                    old["reading"] = f"{old['reading']} / {variant.label}" if len(one.variants) > 2 else ""
    return iter(sorted(found.values(), key=lambda e: (e["by"], e["clause"], e["duty"])))


def _is_open(duty: Duty, heading: bool) -> bool:
    return not heading and (duty.state == "in force" or (duty.state == "violated" and not duty.met))


def _entry(standing: Standing, clause: str, duty: Duty) -> dict[str, Any]:
    assert duty.due is not None
    missing = None if duty.amount is None else number_data(duty.amount - duty.done.least)
    when = "violated" if duty.state == "violated" else ("overdue" if duty.overdue else "due")
    return {
        "by": moment_text(duty.due.last, standing.agreement.title.zone), "when": when, "clause": clause,
        "bearer": " and ".join(duty.bearers), "quantity": missing, "duty": duty.label,
    }  # fmt: skip


def _until(standing: Standing, within: str) -> int:
    match = re.fullmatch(r"(\d{1,5})([hdw])", within.strip())
    if match is None:
        options.refuse(f'"{within}" is no span of time; write hours, days or weeks, such as 36h, 14d or 6w')
    unit = {"h": "hour", "d": "day", "w": "week"}[match[2]]
    return Length(int(match[1]), unit).after(standing.at, standing.agreement.title.zone)


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
