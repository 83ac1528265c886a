"""How a standing looks in a terminal: words first, then a sign and a colour, never colour alone."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from servanda.clock import moment_of, show_day, show_moment
from servanda.standing import Standing
from servanda.tables import SIGNS

COLOURS = {
    "✓": "green", "✗": "red", "●": "blue", "‖": "yellow", "○": "bright_black", "■": "bright_black", "·": "white",
}  # fmt: skip
"""The colour of each sign."""
PIPED_WIDTH = 110


class _Trimmed(io.StringIO):
    """Standard output without the spaces that a layout leaves at the ends of lines."""

    def write(self, text: str, /) -> int:
        sys.stdout.write("\n".join(line.rstrip(" ") for line in text.split("\n")))
        return len(text)

    def flush(self) -> None:
        sys.stdout.flush()

    def isatty(self) -> bool:
        return sys.stdout.isatty()


def console() -> Console:
    """Return the console of standard output: as wide as the terminal, plain and of one width when piped."""
    width = shutil.get_terminal_size((PIPED_WIDTH, 40)).columns if sys.stdout.isatty() else PIPED_WIDTH
    return Console(file=_Trimmed(), width=max(width, 60), highlight=False, soft_wrap=False, emoji=False)


def state_text(state: str, *, overdue: bool = False, disputed: bool = False, unsettled: bool = False) -> Text:
    """Return a state with its sign, and the words that stand beside it."""
    sign = SIGNS.get(state, "·")
    text = Text(f"{sign} {state}", style=COLOURS[sign])
    if overdue and state == "in force":
        text.append(", overdue", style="yellow")
    if disputed:
        text.append(" ⇄ disputed", style="magenta")
    elif unsettled:
        text.append(" ~ unsettled", style="magenta")
    return text


def bar(least: float, most: float | None, of: float | None, width: int = 10) -> Text:
    """Return a bar of what is done: whole for the least, half for what lies between least and most."""
    if not of:
        return Text("")
    full = min(width, int(width * least / of))
    half = min(width, int(width * (of if most is None else most) / of)) - full
    return (
        Text("█" * full, style="green")
        + Text("▒" * max(0, half), style="yellow")
        + Text("·" * (width - full - max(0, half)), style="bright_black")
    )


def day_of(seconds: int, zone: str) -> str:
    """Return a day for reading."""
    return show_day(moment_of(seconds, zone))


def moment_text_of(seconds: int, zone: str) -> str:
    """Return a moment as ISO 8601 with its offset."""
    return show_moment(moment_of(seconds, zone))


def heading(out: Console, standing: Standing, *, what: str = "") -> None:
    """Print the name of the agreement, and the question that is answered."""
    zone = standing.agreement.title.zone
    known = (
        "everything on record"
        if standing.known is None
        else f"what was known by {day_of(standing.known, zone)}"
    )
    viewer = f", as {standing.viewer} may see it" if standing.viewer else ""
    out.print(Text(standing.agreement.title.name or standing.agreement.title.id, style="bold"))
    out.print(
        Text(
            f"{what}{day_of(standing.at, zone)}, on {known}, {standing.account} account{viewer}",
            style="bright_black",
        )
    )
    out.print()


def print_json(data: Any) -> None:
    """Print data as JSON."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_csv(rows: Iterable[Sequence[Any]]) -> None:
    """Print rows as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    click.echo(out.getvalue(), nl=False)
