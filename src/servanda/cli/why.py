"""`servanda why`: why a clause stands as it does, down to the reports."""

from __future__ import annotations

import click
from rich.padding import Padding
from rich.text import Text

from servanda.cli import options, paint
from servanda.standing import clause_data, explain

MOST_SAID = 6


@click.command()
@options.path
@options.clause
@options.asking
@options.as_json
@options.strict
def why(
    path: str, clause: str, at: str | None, known: str | None, recorded: str | None, account: str, viewer: str | None,
    as_json: bool, strict: bool,
) -> None:  # fmt: skip
    """Explain a clause: its deadline, what counts and on whose word, its readings, and what would change it.

    \b
    Example:
      servanda why examples/gaza-2025 prisoners --at 2025-02-28
    """
    folder = options.open_folder(path)
    standing = options.standing_of(folder, at, known, recorded, account, viewer)
    id_ = options.asked_clause(standing, clause)
    reasons = explain(standing, id_)
    if as_json:
        data = clause_data(standing.of(id_), standing.agreement.title.zone)
        data["reasons"] = [{"name": r.name, "title": r.title, "lines": list(r.lines)} for r in reasons]
        paint.print_json(data)
    else:
        out = paint.console()
        paint.heading(out, standing, what=f"#{id_}: ")
        for reason in reasons:
            out.print(Text(reason.title, style="bold"))
            shown = reason.lines[:MOST_SAID] if reason.name == "said" else reason.lines
            for line in shown:
                out.print(Padding(Text(line), (0, 0, 0, 2), expand=False))
            if len(shown) < len(reason.lines):
                out.print(
                    Padding(
                        Text(
                            f"and {len(reason.lines) - len(shown)} more; --json has them all",
                            style="bright_black",
                        ),
                        (0, 0, 0, 2),
                    )
                )
            out.print()
    options.end(folder, strict)
