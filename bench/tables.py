"""Tables for reading: rows of figures, shown with rich."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

Row = dict[str, Any]
"""One line of a table, and one object of the figures."""


@dataclass(frozen=True)
class Heading:
    """A column of a table: its title, the figure that it shows, and how."""

    title: str
    figure: str
    show: Callable[[Any], str] = str


def show_table(console: Console, title: str, headings: Iterable[Heading], rows: Iterable[Row]) -> None:
    """Print rows under a title; a figure that is not there leaves its cell blank."""
    table = Table(title=title, title_justify="left", title_style="bold", header_style="")
    those = list(headings)
    for heading in those:
        is_words = heading.show is str
        table.add_column(heading.title, justify="left" if is_words else "right", overflow="fold")
    for row in rows:
        cells = [heading.show(row[heading.figure]) if heading.figure in row else "" for heading in those]
        table.add_row(*cells)
    console.print(table)


def show_notes(console: Console, title: str, notes: dict[str, str]) -> None:
    """Print what is to be known beside a table: a name and a sentence on each line."""
    console.print(f"{title}:")
    for name, words in notes.items():
        console.print(f"  {name}: {words}", soft_wrap=True)
    console.print()


def whole(number: float) -> str:
    """Write a whole number with commas."""
    return f"{number:,.0f}"


def duration(seconds: float) -> str:
    """Write a time in the unit that suits it."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    if seconds >= 1e-3:
        return f"{seconds * 1e3:.2f} ms"
    return f"{seconds * 1e6:.1f} µs"


def times(ratio: float) -> str:
    """Write how many times as long one took as the other."""
    return f"{ratio:,.2f}" if ratio < 100 else f"{ratio:,.0f}"


def kilobytes(size: float) -> str:
    """Write a size in thousands of bytes."""
    return f"{size / 1e3:,.1f} kB"


def megabytes(size: float) -> str:
    """Write a size in millions of bytes."""
    return f"{size / 1e6:,.1f} MB"
