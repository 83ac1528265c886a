"""`servanda export`: an agreement of a ledger into a folder."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click

from servanda.cli import options, paint


@click.command()
@click.argument("agreement", metavar="ID")
@options.ledger
@click.option(
    "--to", "to", metavar="PATH", required=True, type=click.Path(path_type=Path), help="The folder to make."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl", "parquet"]),
    help="All reports in one file of this form; else the files as they came in.",
)
@options.as_json
def export(agreement: str, db: str, to: Path, form: str | None, as_json: bool) -> None:
    """Write an agreement of a ledger into a new folder: the files as they came in, and what was added since.

    \b
    Example:
      servanda export gaza-2025 --db sqlite:///agreements.db --to gaza-2025
    """
    with options.opened(db) as ledger:
        papers = ledger.papers(agreement, form or "")
    try:
        _write(papers, to)
    except OSError as error:
        options.refuse(f'"{to}" cannot be written: {error}')
    if as_json:
        paint.print_json({"agreement": agreement, "to": str(to), "files": sorted(papers)})
    else:
        click.echo(f"Wrote {', '.join(sorted(papers))} to {to}.")


def _write(papers: dict[str, bytes], to: Path) -> None:
    """Write files into a folder that is not there yet or is empty, all of them or none."""
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        options.refuse(f'"{to}" is not empty, and nothing is written over; name a new folder')
    to.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{to.name}-", dir=to.parent))
    try:
        for name, data in papers.items():
            (part / name).write_bytes(data)
        part.chmod(0o755)
        part.replace(to)
    finally:
        shutil.rmtree(part, ignore_errors=True)
