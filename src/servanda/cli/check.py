"""`servanda check`: every problem in the text of an agreement or its record."""

from __future__ import annotations

import dataclasses
import sys

import click

from servanda.agreement import Problem
from servanda.cli import options, paint


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path())
@options.db
@options.as_json
@options.as_csv
def check(paths: tuple[str, ...], as_json: bool, form: str) -> None:
    """List every problem in agreements and their records: where, what, and how to mend it.

    Of several agreements, also what is wrong between them; of a whole ledger, also whether all that it took in is
    there, as it was written. Ends with exit code 1 where there is any problem.

    \b
    Example:
      servanda check examples/gaza-2025
    """
    if not paths and options.address() is None:
        options.refuse("name an agreement folder, or a ledger with --db")
    if not paths:
        options.check_ledger()
    problems = options.all_problems(options.read_shelf(paths))
    if as_json:
        paint.print_json({"problems": [dataclasses.asdict(problem) for problem in problems]})
    elif form == "csv":
        names = [field.name for field in dataclasses.fields(Problem)]
        paint.print_csv([names, *([getattr(problem, name) for name in names] for problem in problems)])
    else:
        click.echo("\n\n".join(map(str, problems)) if problems else "No problems.")
    sys.exit(options.FOUND_PROBLEMS if problems else 0)
