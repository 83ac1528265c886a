"""`servanda add`: one report, asked for field by field or given by options, validated and appended."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from servanda.cli import options, paint
from servanda.folder import REPORTS, load
from servanda.record import COLUMNS, BadRow, report_from, row_of
from servanda.review import free_id
from servanda.sheet import Sheet, locked

ASKED = ("act", "by", "stance", "measure", "quantity", "happened", "published", "source", "speaker", "note")
"""The fields asked for at a terminal; the others are given by options."""

HELP = {
    "id": "Its id; the next free one, if not given.", "act": "What was done, in the words of its clause.",
    "by": "Who did it; several joined by a semicolon.", "stance": "asserts, denies, promises, …",
    "quantity": "33, 596..602, 4200.. for at least.", "happened": "When it happened: a date, a time, or A..B.",
    "published": "When it became public.", "recorded": "When it was taken in; now, if not given.",
}  # fmt: skip


def _fields(command: Callable[..., Any]) -> Callable[..., Any]:
    for column in reversed(COLUMNS):
        command = click.option(
            f"--{column}", f"given_{column}", metavar="TEXT", help=HELP.get(column, "See docs/record.md.")
        )(command)
    return command


@click.command()
@options.path
@_fields
@click.option("--key", default="", metavar="KEY", help="In a ledger: the same key again adds nothing.")
@options.recorder
@options.as_json
def add(path: str, key: str, recorder: str, as_json: bool, **given: str | None) -> None:
    """Enter one report: asked for field by field at a terminal, or given by options; validated, then appended.

    In a ledger, it is also kept who recorded it and when, and `recorded` stays blank unless it is given.

    \b
    Example:
      servanda add my-agreement --act "pay euros" --by Bruno --stance asserts --measure count \\
        --quantity 100 --happened 2027-03-01 --published 2027-03-02 --speaker Anna
    """
    address = options.address()
    row = {column: (given[f"given_{column}"] or "").strip() for column in COLUMNS}
    if address is None:
        _add_to_folder(path, row, as_json)
    else:
        _add_to_ledger(address, path, row, recorder, key, as_json)


def _ask(row: dict[str, str]) -> None:
    """Ask for the fields of a row at a terminal, if none was given."""
    if not any(row.values()) and sys.stdin.isatty():
        row.update({column: click.prompt(column, default="", show_default=False) for column in ASKED})


def _add_to_ledger(
    address: str, agreement: str, row: dict[str, str], recorder: str, key: str, as_json: bool
) -> None:
    with options.opened(address) as ledger:
        _ask(row)
        added = ledger.append(agreement, [row], recorder, options.now(), key)
    row["id"] = added.ids[0]
    if as_json:
        paint.print_json(row)
    else:
        word = "Added" if added.is_new else "There already, and added once:"
        click.echo(f"{word} {row['id']} to {agreement} in {address}.")


def _add_to_folder(path: str, row: dict[str, str], as_json: bool) -> None:
    folder = options.open_folder(path)
    _ask(row)
    asked_for = {column: value for column, value in row.items() if value}
    zone = folder.agreement.title.zone
    row["recorded"] = row["recorded"] or paint.moment_text_of(options.now(), zone)
    sheet = Sheet(folder.path / REPORTS, COLUMNS)
    try:
        with locked(folder.path):
            taken = {report.id for report in load(folder.path).reports}
            row["id"] = row["id"] or free_id(taken)
            report = report_from(row, zone)
            if report.id in taken:
                options.refuse(f'"{report.id}" is the id of another report; leave --id out to get a free one')
            lost = sheet.lacks(asked_for)
            if lost:
                options.refuse(f"{sheet.path} has no column {', '.join(lost)}; add it to its first line")
            sheet.append([row_of(report, zone)])
    except BadRow as bad:
        options.refuse(f"{bad.cause} {bad.mend}")
    except OSError as error:
        options.refuse(f"the report cannot be added: {error}")
    if as_json:
        paint.print_json(row_of(report, zone))
    else:
        click.echo(f"Added {report.id} to {folder.path / REPORTS}.")
