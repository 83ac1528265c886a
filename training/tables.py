"""Tables of figures: printed with rich, and written into a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.table import Table

BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


@dataclass(frozen=True)
class Figures:
    """A table of figures.

    Attributes:
        note: what is to be known beside it; blank where there is nothing.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def show(console: Console, figures: Figures) -> None:
    """Print a table."""
    table = Table(title=figures.title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for number, column in enumerate(figures.columns):
        table.add_column(column, justify="right" if number else "left", overflow="fold")
    for row in figures.rows:
        table.add_row(*row)
    console.print(table)
    if figures.note:
        console.print(f"{figures.note}\n", soft_wrap=True)


def written(page: str, tables: Iterable[Figures]) -> str:
    """Return a page with its figures replaced: all between the two marks.

    Raises:
        ValueError: the page does not have the marks.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page does not have {BEGIN} and {END}")
    told = "\n\n".join(_marked_up(figures) for figures in tables)
    return f"{before}{BEGIN}\n\n{told}\n\n{END}{after}"


def _marked_up(figures: Figures) -> str:
    lines = [f"**{figures.title}**", "", _line(figures.columns), _line(["---"] * len(figures.columns))]
    lines += [_line(row) for row in figures.rows]
    return "\n".join([*lines, "", figures.note] if figures.note else lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.strip() for cell in cells)} |"


def beside(value: float, target: float) -> str:
    """Write what a value is to reach at least, and whether it does."""
    return f"≥ {target:,.15g} {'reached' if value >= target else 'missed'}"
