"""`servanda backup`: all that a ledger holds at one moment into one file."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli import options, paint


@click.command()
@options.ledger
@click.option(
    "--to", "to", metavar="FILE", required=True, type=click.Path(path_type=Path), help="The file to make."
)
@options.as_json
def backup(db: str, to: Path, as_json: bool) -> None:
    """Write all that a ledger holds at one moment into one new file, while others go on writing.

    The file is a SQLite ledger, whatever the ledger is kept in, and can be read as one.

    \b
    Example:
      servanda backup --db sqlite:///agreements.db --to agreements-2025-02-01.db
    """
    with options.opened(db) as ledger:
        ledger.backup(to)
    size = to.stat().st_size
    if as_json:
        paint.print_json({"file": str(to), "bytes": size})
    else:
        click.echo(f"Wrote {to} ({size:,} bytes).")
