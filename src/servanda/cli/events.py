"""`servanda events`: what is taken on an account, on what ground, by which rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from rich.padding import Padding
from rich.text import Text

from servanda.cli import options, paint
from servanda.record import Share, Weighed
from servanda.standing import Standing, amount_text, moment_text, share_data

FIELDS = (
    "event",
    "act",
    "by",
    "clauses",
    "taken",
    "least",
    "most",
    "ground",
    "rule",
    "contested",
    "first",
    "last",
    "reports",
)


@click.command()
@options.path
@options.asking
@click.option("--clause", "only", metavar="CLAUSE", help="Only events that a clause is about.")
@options.printing
def events(
    path: str, at: str | None, known: str | None, recorded: str | None, account: str, viewer: str | None,
    only: str | None, as_json: bool, form: str, strict: bool,
) -> None:  # fmt: skip
    """List what is told of, whether an account takes it, on what ground and by which rule.

    \b
    Example:
      servanda events examples/gaza-2025 --clause netzarim --at 2025-02-10 --account Hamas
    """
    folder = options.open_folder(path)
    standing = options.standing_of(folder, at, known, recorded, account, viewer)
    wanted = None if only is None else options.asked_clause(standing, only)
    found = [event for event in told(standing) if wanted is None or wanted in event["clauses"]]
    if as_json:
        paint.print_json({"account": standing.account, "events": found})
    elif form == "csv":
        paint.print_csv([FIELDS, *([_cell(event[name]) for name in FIELDS] for event in found)])
    else:
        out = paint.console()
        paint.heading(out, standing, what="Events up to ")
        for event in found:
            _show(out.print, event)
        if not found:
            out.print("No report of any event.")
    options.end(folder, strict)


def told(standing: Standing) -> Iterator[dict[str, Any]]:
    """Yield every event told of by the moment asked, as data, in the order in which they happened."""
    zone = standing.agreement.title.zone
    taken = {one.weighed.event.id: one for one in standing.taken[standing.account]}
    for weighed in sorted(standing.hearing.events, key=lambda w: (w.span, w.event.id)):
        if weighed.span.first > standing.at:
            continue
        event = weighed.event
        one = taken.get(event.id)
        share = one.share if one is not None else Share(0, 0)
        clauses = {c.id for report in event.reports for c in standing.hearing.matters.clauses_of(report)}
        yield {
            "event": event.id, "act": event.act, "by": list(event.actors), "clauses": sorted(clauses),
            "taken": one is not None, "least": share_data(share)[0], "most": share_data(share)[1],
            "ground": weighed.ground, "rule": one.rule if one is not None else _why_not(weighed), "contested": weighed.contested,
            "first": moment_text(weighed.span.first, zone), "last": moment_text(weighed.span.last, zone),
            "reports": [report.id for report in event.reports],
        }  # fmt: skip


def _why_not(weighed: Weighed) -> str:
    if weighed.whole is None and weighed.ground != "claimed":
        return "only a part is told of, and no part fulfils the whole"
    return weighed.rule


def _show(write: Any, event: dict[str, Any]) -> None:
    sign, colour = ("✓", "green") if event["taken"] else ("·", "bright_black")
    share = amount_text(Share(event["least"], event["most"]))
    counted = f" {share}" if event["taken"] and share != "1" else ""
    line = Text(f"{sign} {event['first'][:10]}  {event['event']}", style=colour)
    line.append(f"  {event['act']}{counted}, by {' and '.join(event['by']) or 'nobody named'}", style="")
    write(line)
    contested = ", contested" if event["contested"] else ""
    words = "taken" if event["taken"] else "not taken"
    write(
        Padding(
            Text(
                f"{words}: {event['ground']}{contested}; {event['rule']} ({len(event['reports'])} reports)",
                style="bright_black",
            ),
            (0, 0, 0, 4),
        )
    )


def _cell(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value
