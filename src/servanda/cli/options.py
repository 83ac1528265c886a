"""What commands share: their options, the folder they open, the moments they ask about, and their exit codes."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NoReturn, TypeVar

import click

from servanda.agreement import Problem
from servanda.clock import BadTime
from servanda.folder import Folder, NoFolder, load
from servanda.ledger import Ledger, LedgerError, open_ledger
from servanda.shelf import Shelf, is_shelf, load_shelf, shelf_of
from servanda.standing import Standing, UnknownAccount

_Command = TypeVar("_Command", bound=Callable[..., Any])

FOUND_PROBLEMS, BAD_REQUEST = 1, 2
"""Exit codes: what was asked for has problems; what was asked for makes no sense. All else ends with 0."""

_DB = "servanda.db"


def all_of(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """Return a decorator that adds several options, in the order given."""

    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _keep(context: click.Context, _: click.Parameter, value: str | None) -> None:
    context.meta[_DB] = value


db = click.option(
    "--db", metavar="ADDRESS", expose_value=False, callback=_keep,
    help="A ledger; PATH is then the id of an agreement in it.",
)  # fmt: skip
ledger = click.option(
    "--db", metavar="ADDRESS", required=True, envvar="SERVANDA_DB",
    help="The ledger: sqlite:///file.db or postgresql://user@host/name.",
)  # fmt: skip
recorder = click.option(
    "--recorder", metavar="NAME", default=lambda: _login(), help="Who records it; you, if not given."
)
by = click.option("--by", metavar="NAME", default=lambda: _login(), help="Who does it; you, if not given.")
path = all_of(click.argument("path", metavar="PATH", type=click.Path()), db)
one_or_all = all_of(click.argument("path", metavar="[PATH]", type=click.Path(), required=False), db)
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


asking = all_of(at, known, recorded, account, viewer)
printing = all_of(as_json, as_csv, strict)


def refuse(message: str) -> NoReturn:
    """Say on standard error why something cannot be done, and end with exit code 2."""
    click.echo(f"servanda: {message}", err=True)
    sys.exit(BAD_REQUEST)


def address() -> str | None:
    """Return the address of the ledger that the command was given, if it was."""
    found: str | None = click.get_current_context().meta.get(_DB)
    return found


@contextmanager
def opened(at_address: str, *, create: bool = False) -> Iterator[Ledger]:
    """Open a ledger for a while, or end with a word on what is wrong with it or with what is done in it."""
    try:
        with open_ledger(at_address, create=create) as found:
            yield found
    except LedgerError as error:
        refuse(str(error))


def open_folder(at_path: str) -> Folder:
    """Read an agreement of a folder or a ledger, and say on standard error what in it could not be read."""
    db_address = address()
    try:
        if db_address is None:
            folder = load(at_path)
        else:
            with opened(db_address) as found:
                folder = found.folder(at_path)
    except (NoFolder, OSError) as error:
        refuse(str(error))
    tell(folder.problems, at_path if db_address is None else f"{at_path} --db {db_address}")
    return folder


def are_several(at_path: str | None) -> bool:
    """Say whether a command is asked about several agreements: a folder of them, or a whole ledger."""
    if at_path is None and address() is None:
        refuse("name an agreement folder, or a ledger with --db")
    return at_path is None or (address() is None and is_shelf(at_path))


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


def open_shelf(at_path: str | None) -> Shelf:
    """Read the agreements of a folder or a ledger, and say on standard error what in them could not be read."""
    shelf = read_shelf(() if at_path is None else (at_path,))
    tell(all_problems(shelf), f"--db {address()}" if at_path is None else f"{at_path}/*")
    return shelf


def read_shelf(paths: tuple[str, ...]) -> Shelf:
    """Read the agreements at some paths, or, in a ledger, those of some ids; without any, all of the ledger's."""
    db_address = address()
    if db_address is not None:
        with opened(db_address) as found:
            return shelf_of(found, *paths)
    try:
        return load_shelf(*paths)
    except (NoFolder, OSError) as error:
        refuse(str(error))


def check_ledger() -> None:
    """Look whether the ledger that the command was given is whole, or end with a word on what is wrong with it."""
    with opened(address() or "") as found:
        found.check()


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


def standings_between(
    folder: Folder, since: str, until: str | None, account: str, viewer: str | None
) -> tuple[Standing, Standing]:
    """Return the standings at two moments, each as known then, or end with a word on what is wrong with them."""
    before = standing_of(folder, since, since, None, account, viewer)
    after = standing_of(folder, until, until, None, account, viewer)
    if after.at < before.at:
        refuse(f'"{until or now()}" lies before "{since}"; write the earlier moment in --since')
    return before, after


def standings_of(
    shelf: Shelf, at: str | None, known: str | None, recorded: str | None, account: str, viewer: str | None
) -> dict[str, Standing]:
    """Return the standing of every agreement, or end with a word on what is wrong with the question."""
    try:
        return shelf.standings(at or now(), known, account, viewer, recorded)
    except (BadTime, UnknownAccount) as error:
        refuse(str(error))


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def now() -> int:
    """Return the seconds since 1970-01-01 UTC. Only commands read the clock."""
    return int(datetime.now(UTC).timestamp())


def asked_clause(standing: Standing, clause: str) -> str:
    """Return a clause's id, or end with a word on those that there are."""
    id_ = clause.removeprefix("#")
    if id_ not in standing.by_id:
        refuse(f'there is no clause "{clause}"; there are {", ".join(standing.by_id)}')
    return id_
