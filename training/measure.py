"""Measure reading, show the tables, and write them into their page: `python -m training.measure`."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

import click
from rich.console import Console

from bench import one_core

PAGE = Path(__file__).parents[1] / "docs" / "reading-measures.md"
NAMES = ("corpus", "articles", "factuality", "archive")


@click.command()
@click.option("--only", default=",".join(NAMES), show_default=True, help="Which parts, with commas.")
@click.option("--failing", is_flag=True, help="Show each statement and draft that is not as marked.")
@click.option("--write", is_flag=True, help="Write the figures into docs/reading-measures.md.")
def main(only: str, failing: bool, write: bool) -> None:
    """Measure reading, on one core and beside peers.

    \b
    corpus      attributions on PolNeAR dev, and speed
    articles    statements and drafts of marked articles
    factuality  what happened and what did not, on two corpora
    archive     many articles, by one process and by two
    """
    chosen = [name.strip() for name in only.split(",") if name.strip()]
    if strange := [name for name in chosen if name not in NAMES]:
        raise click.UsageError(f"there is no part {', '.join(strange)}; there are {', '.join(NAMES)}")
    one_core.bind()
    # The libraries of the pipeline read how many threads they may use when they are first imported.
    from training import parts, tables

    console = Console()
    console.print(_machine(), soft_wrap=True)
    done = [parts.PARTS[name]() for name in chosen]
    for part in done:
        for figures in part.figures:
            tables.show(console, figures)
        if part.missing:
            console.print(part.missing, soft_wrap=True)
        if failing:
            console.print("\n".join(part.failings), soft_wrap=True, highlight=False, markup=False)
    if write:
        told = tables.written(
            PAGE.read_text(encoding="utf-8"), [one for part in done for one in part.figures]
        )
        PAGE.write_text(told, encoding="utf-8")


def _machine() -> str:
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{platform.machine()}, Python {platform.python_version()}, spaCy {version('spacy')}{load}\n"


if __name__ == "__main__":
    main()
