"""`servanda fmt`: the blocks of an agreement in one layout."""

from __future__ import annotations

import difflib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from servanda.agreement.layout import layout
from servanda.cli import options
from servanda.folder import AGREEMENT


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
@click.option(
    "--check", "is_check", is_flag=True, help="Write nothing; end with exit code 1 if a file would change."
)
@click.option("--diff", "is_diff", is_flag=True, help="Write nothing; show what would change.")
def fmt(paths: tuple[str, ...], is_check: bool, is_diff: bool) -> None:
    """Lay out the blocks of agreements in one form. All else stays byte for byte, and nothing changes its meaning.

    A path is an agreement folder or a Markdown file. An item that cannot be read is left as it is written.

    \b
    Example:
      servanda fmt my-agreement
    """
    written = {file: _read(file) for file in dict.fromkeys(map(_file, paths))}
    changed = {file: (old, new) for file, old in written.items() if (new := layout(old)) != old}
    for file, (old, new) in changed.items():
        if is_diff:
            click.echo("".join(_difference(file, old, new)), nl=False)
        elif not is_check:
            _replace(file, new)
        if not is_diff:
            click.echo(f"{'Would lay' if is_check else 'Laid'} out {file}.")
    if not changed and not is_diff:
        click.echo("Nothing to lay out.")
    sys.exit(options.FOUND_PROBLEMS if is_check and changed else 0)


def _file(path: str) -> Path:
    return Path(path) / AGREEMENT if Path(path).is_dir() else Path(path)


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except OSError as error:
        options.refuse(
            f"{file} cannot be read: {error.strerror}; name an agreement folder or a Markdown file"
        )
    except UnicodeDecodeError as error:
        options.refuse(f"{file} is not UTF-8 at byte {error.start + 1}; save it as UTF-8")


def _difference(file: Path, old: str, new: str) -> Iterator[str]:
    lines = difflib.unified_diff(_lines(old), _lines(new), str(file), f"{file}, laid out", lineterm="")
    yield from (f"{line}\n" for line in lines)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def _replace(file: Path, text: str) -> None:
    """Write a file whole or not at all, with the permissions it has."""
    target = file.resolve()
    draft = ""
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as out:
            draft = out.name
            out.write(text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        shutil.copymode(target, draft)
        Path(draft).replace(target)
    except OSError as error:
        if draft:
            Path(draft).unlink(missing_ok=True)
        options.refuse(f"{file} cannot be written: {error.strerror}; it stands as it was")
