"""What commands share: their options, the folder they open, the moments they ask about, and their exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NoReturn, TypeVar

import click

from servanda.agreement import Problem
from servanda.clock import BadTime
from servanda.folder import Folder, NoFolder, load
from servanda.shelf import Shelf, load_shelf
from servanda.standing import Standing, UnknownAccount

_Command = TypeVar("_Command", bound=Callable[..., Any])

FOUND_PROBLEMS, BAD_REQUEST = 1, 2
"""Exit codes: what was asked for has problems; what was asked for makes no sense. All else ends with 0."""

path = click.argument("path", metavar="PATH", type=click.Path())
clause = click.argument("clause", metavar="CLAUSE")
at = click.option(
    "--at", metavar="T", help="The moment asked about: a date (its end) or a time. Now, if not given."
)
known = click.option(
    "--known", metavar="T", help="Hear only what was public by then. Everything, if not given."
)
recorded = click.option("--recorded", metavar="T", help="Hear only what the record held by then.")
account = click.option(
    "--account", default="cautious", metavar="A", show_default=True,
    help="Whose account: cautious, generous, mediators, a party, a mediator, or one of accounts.toml.",
)  # fmt: skip
viewer = click.option("--viewer", metavar="V", help="Who asks. With none, only what is public is shown.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
as_csv = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv"]),
    default="text",
    show_default=True,
    help="Print a table as CSV.",
)
strict = click.option(
    "--strict", is_flag=True, help="End with exit code 1 if anything in the folder could not be read."
)


def all_of(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """Return a decorator that adds several options, in the order given."""

    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


asking = all_of(at, known, recorded, account, viewer)
printing = all_of(as_json, as_csv, strict)


def refuse(message: str) -> NoReturn:
    """Say on standard error why something cannot be done, and end with exit code 2."""
    click.echo(f"servanda: {message}", err=True)
    sys.exit(BAD_REQUEST)


def open_folder(at_path: str) -> Folder:
    """Read an agreement folder, and say on standard error what in it could not be read."""
    try:
        folder = load(at_path)
    except (NoFolder, OSError) as error:
        refuse(str(error))
    tell(folder.problems, at_path)
    return folder


def tell(problems: tuple[Problem, ...], at_path: str) -> None:
    """Say in a line each what is wrong, the first few of it, and which command tells it whole.

    Holes in what was agreed are no news each time; only `check` tells them.
    """
    problems = tuple(problem for problem in problems if not problem.is_hole)
    for problem in problems[:5]:
        click.echo(f"{problem.file}:{problem.line}: {problem.name}: {problem.cause}", err=True)
    more = f"{len(problems) - 5} more problems; " if len(problems) > 5 else ""
    if problems:
        click.echo(f"{more}see them whole, with how to mend them: servanda check {at_path}", err=True)


def open_shelf(at_path: str) -> Shelf:
    """Read the agreements that a folder holds, and say on standard error what in them could not be read."""
    shelf = load_shelf(at_path)
    tell(all_problems(shelf), f"{at_path}/*")
    return shelf


def all_problems(read: Folder | Shelf) -> tuple[Problem, ...]:
    """Return all that is wrong with what was read."""
    if isinstance(read, Folder):
        return read.problems
    return (*(problem for folder in read.folders for problem in folder.problems), *read.problems)


def end(read: Folder | Shelf, is_strict: bool) -> None:
    """End with exit code 1 if asked to be strict and something could not be read."""
    if is_strict and any(not problem.is_hole for problem in all_problems(read)):
        sys.exit(FOUND_PROBLEMS)


def standing_of(
    folder: Folder, at: str | None, known: str | None, recorded: str | None, account: str, viewer: str | None
) -> Standing:
    """Return the standing asked for, or end with a word on what is wrong with the question."""
    try:
        return folder.standing(at or now(), known, account, viewer, recorded)
    except (BadTime, UnknownAccount) as error:
        refuse(str(error))


def standings_of(
    shelf: Shelf, at: str | None, known: str | None, recorded: str | None, account: str, viewer: str | None
) -> dict[str, Standing]:
    """Return the standing of every agreement, or end with a word on what is wrong with the question."""
    try:
        return shelf.standings(at or now(), known, account, viewer, recorded)
    except (BadTime, UnknownAccount) as error:
        refuse(str(error))


def now() -> int:
    """Return the seconds since 1970-01-01 UTC. Only commands read the clock."""
    return int(datetime.now(UTC).timestamp())


def asked_clause(standing: Standing, clause: str) -> str:
    """Return a clause's id, or end with a word on those that there are."""
    id_ = clause.removeprefix("#")
    if id_ not in standing.by_id:
        refuse(f'there is no clause "{clause}"; there are {", ".join(standing.by_id)}')
    return id_
