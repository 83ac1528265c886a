"""`servanda new`: an agreement folder to start from."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli import options
from servanda.folder import AGREEMENT, REPORTS, SOURCES
from servanda.record import COLUMNS, SOURCE_COLUMNS

TEXT = """# The loan of the boat

Anna lends Bruno her boat. He pays her 300 in three parts and brings the boat back by day 30.

```servanda
agreement #{id} "The loan of the boat"
  in force 2027-03-01 09:00 Europe/Rome
party Anna, Bruno
clause #pay: Bruno must pay 300 euros to Anna
  100 by day 1
  100 by day 15
  rest by day 30
clause #return: Bruno must return the boat to Anna by day 30
```
"""


@click.command()
@options.path
def new(path: str) -> None:
    """Make an agreement folder to start from: a small agreement, and the headers of its record.

    \b
    Example:
      servanda new my-agreement
    """
    folder = Path(path)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        options.refuse(f'"{folder}" is there already; name a new folder')
    try:
        folder.mkdir(parents=True, exist_ok=True)
        name = "".join(c if c.isalnum() or c in "-_" else "-" for c in folder.resolve().name)
        (folder / AGREEMENT).write_text(
            TEXT.format(id=name if name[:1].isalpha() else f"a{name}"), encoding="utf-8"
        )
        (folder / REPORTS).write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
        (folder / SOURCES).write_text(",".join(SOURCE_COLUMNS) + "\n", encoding="utf-8")
    except OSError as error:
        options.refuse(f"the folder cannot be made: {error}")
    click.echo(f"Made {folder}: {AGREEMENT}, {REPORTS} and {SOURCES}. Now: servanda status {folder}")
