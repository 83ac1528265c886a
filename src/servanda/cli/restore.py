"""`servanda restore`: a backup into an empty ledger."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from servanda import ledger
from servanda.cli import options, paint


@click.command()
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@options.ledger
@options.as_json
def restore(source: Path, db: str, as_json: bool) -> None:
    """Fill an empty ledger from a backup, and check that what arrived is what was backed up.

    The ledger may be kept in another way than the one that was backed up.

    \b
    Example:
      servanda restore agreements-2025-02-01.db --db sqlite:///agreements.db
    """
    try:
        ledger.restore(db, source)
    except ledger.LedgerError as error:
        options.refuse(str(error))
    with options.opened(db) as restored:
        found = restored.agreements()
    if as_json:
        paint.print_json({"agreements": [dataclasses.asdict(one) for one in found]})
    else:
        reports = sum(one.reports for one in found)
        click.echo(f"Restored {len(found):,} agreements with {reports:,} reports.")
