"""`servanda add`: one report, asked for field by field or given by options, validated and appended."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from servanda.cli import options, paint
from servanda.folder import REPORTS, Folder
from servanda.record import COLUMNS, BadRow, report_from, row_of

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
    asked_for = {column for column, value in row.items() if value}
    row["id"] = row["id"] or _free_id(folder)
    zone = folder.agreement.title.zone
    row["recorded"] = row["recorded"] or paint.moment_text_of(options.now(), zone)
    try:
        report = report_from(row, zone)
    except BadRow as bad:
        options.refuse(f"{bad.cause} {bad.mend}")
    if any(other.id == report.id for other in folder.reports):
        options.refuse(f'"{report.id}" is the id of another report; leave --id out to get a free one')
    _append(folder.path / REPORTS, row_of(report, zone), asked_for)
    if as_json:
        paint.print_json(row_of(report, zone))
    else:
        click.echo(f"Added {report.id} to {folder.path / REPORTS}.")


def _free_id(folder: Folder) -> str:
    taken = {report.id for report in folder.reports}
    return next(
        f"r{number}" for number in range(len(taken) + 1, 2 * len(taken) + 2) if f"r{number}" not in taken
    )


def _append(path: Path, row: dict[str, str], asked_for: set[str]) -> None:
    """Add a row at the end of a record under the columns that its header has, and leave all else as it is."""
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        header = next(csv.reader(io.StringIO(text)), None) or list(COLUMNS)
        lost = sorted(asked_for - set(header))
        if lost:
            options.refuse(f"{path} has no column {', '.join(lost)}; add it to its first line")
        out = io.StringIO()
        writer = csv.DictWriter(out, header, lineterminator="\n", extrasaction="ignore")
        if not text.strip():
            writer.writeheader()
        elif not text.endswith("\n"):
            out.write("\n")
        writer.writerow(row)
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(out.getvalue())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        options.refuse(f"the report cannot be added to {path}: {error}")
