"""Measure, show the tables, and write the figures: `python -m bench`."""

from __future__ import annotations

import json
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click

from bench import one_core

PEERS = (
    "clingo", "duckdb", "eventsourcing", "numba", "numpy", "polars", "pyarrow", "reelay", "rtamt", "transitions",
)  # fmt: skip


@click.command()
@click.option(
    "--quick", is_flag=True, help="Everything at small sizes, to see that it runs; no figure means anything."
)
@click.option("--only", default="a,b,c,d,e,f,g", show_default=True, help="Which parts, with commas.")
@click.option("--huge", is_flag=True, help="Part c with 10,000,000 reports too.")
@click.option(
    "--json", "path", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures to a file."
)
def main(quick: bool, only: str, huge: bool, path: Path | None) -> None:
    """Measure our engine beside peers, in one run on one core.

    \b
    a  each request is answered within seven days
    b  the standing of 600 clauses on six accounts
    c  one more report
    d  as of a random moment
    e  one step over many worlds
    f  one more report, with every reason
    g  what a page of a large agreement asks
    """
    core = one_core.bind()
    # numpy and the peers read how many threads they may use when they are first imported.
    from bench import run

    chosen = [letter.strip() for letter in only.split(",") if letter.strip()]
    if strange := [letter for letter in chosen if letter not in run.PARTS]:
        raise click.UsageError(f"there is no part {', '.join(strange)}; there are {', '.join(run.PARTS)}")
    machine = _machine(core)
    click.echo(", ".join(f"{name} {value}" for name, value in machine.items()) + "\n")
    before = _load()
    figures = {letter: run.part(letter, quick=quick, huge=huge) for letter in chosen}
    machine |= {"load before": before, "load after": _load()}
    click.echo(f"load before {before}, after {machine['load after']}: where it is over 1, others worked too")
    if path is not None:
        whole = {"machine": machine, "quick": quick, "parts": figures}
        path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _load() -> float | None:
    """Return how many processes wanted a processor in the last minute, where the system tells."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def _machine(core: int | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "system": platform.platform(), "processor": _processor(), "bound": core is not None,
        "python": platform.python_version(),
    }  # fmt: skip
    for name in PEERS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    main()
