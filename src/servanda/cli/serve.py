"""`servanda serve`: the pages."""

from __future__ import annotations

import click

from servanda.cli import options
from servanda.folder import NoFolder
from servanda.ledger import LedgerError, open_ledger
from servanda.web import Library, NoPort, application, library_of_folders, library_of_ledger, prepare
from servanda.web import serve as run


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path())
@options.db
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address of this machine to listen on."
)
@click.option(
    "--port",
    default=8025,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port; 0 for any free one.",
)
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="Another name by which the server may be asked."
)
@options.viewer
@click.option("--read-only", is_flag=True, help="Take no acts of review.")
def serve(
    paths: tuple[str, ...], host: str, port: int, names: tuple[str, ...], viewer: str | None, read_only: bool
) -> None:
    """Show agreements as pages: their own text with where it stands beside every clause, and all that follows from it.

    PATH is an agreement folder or a folder of several; with --db, the id of an agreement in a ledger, and all of them where none is named. The pages show what one viewer may see.

    \b
    Example:
      servanda serve examples/gaza-2025
    """
    address = options.address()
    if address is None and not paths:
        options.refuse("name an agreement folder, or a ledger with --db")
    try:
        if address is None:
            library = library_of_folders(paths, viewer, takes_acts=not read_only)
            _serve(library, host, port, names)
            return
        with open_ledger(address) as ledger:
            _serve(library_of_ledger(ledger, paths, viewer, takes_acts=not read_only), host, port, names)
    except (NoFolder, NoPort, LedgerError, OSError) as error:
        options.refuse(str(error))


def _serve(library: Library, host: str, port: int, names: tuple[str, ...]) -> None:
    def started(at: str) -> None:
        prepare(library, lambda line: click.echo(line, err=True))
        where = at + library.ids[0] if len(library.ids) == 1 else at
        click.echo(f"Serving {', '.join(library.ids)} at {where} (stop with Ctrl-C)")

    run(application(library, (host, *names)), host, port, started)
