"""`servanda import`: agreement folders into a ledger."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from servanda.cli import options, paint
from servanda.folder import papers_of
from servanda.ledger import Ledger, TakenIn
from servanda.shelf import NoFolder, folders_at


@click.command("import")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
@options.ledger
@options.recorder
@options.as_json
def import_(paths: tuple[str, ...], db: str, recorder: str, as_json: bool) -> None:
    """Take agreement folders into a ledger, which is made if there is none. What is there already counts once.

    A PATH is an agreement folder, or a folder that holds several. Each is taken in whole or not at all.

    \b
    Example:
      servanda import examples/gaza-2025 --db sqlite:///agreements.db
    """
    try:
        folders = [folder for path in paths for folder in folders_at(path)]
    except NoFolder as error:
        options.refuse(str(error))
    with options.opened(db, create=True) as ledger:
        taken = []
        for folder in folders:
            taken.append(_take_in(ledger, folder, recorder))
            if not as_json:
                click.echo(_said(taken[-1], db))
    if as_json:
        paint.print_json({"taken": [dataclasses.asdict(one) for one in taken]})


def _take_in(ledger: Ledger, folder: Path, recorder: str) -> TakenIn:
    """Take in the files that are read, and the other pages beside them."""
    try:
        pages = {file.name: file.read_bytes() for file in sorted(folder.glob("*.md")) if file.is_file()}
        return ledger.take_in(pages | papers_of(folder), recorder, options.now())
    except OSError as error:
        options.refuse(f"{folder} cannot be read: {error}")


def _said(one: TakenIn, db: str) -> str:
    known = f", {one.known:,} there before" if one.known else ""
    unread = (
        f"; {one.unread:,} rows cannot be read and are kept as they are: servanda check {one.agreement} --db {db}"
        if one.unread
        else ""
    )
    return f"{one.agreement}: {one.new:,} new reports{known}{unread}"
