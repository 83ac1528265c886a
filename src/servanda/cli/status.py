"""`servanda status`: where every clause stands."""

from __future__ import annotations

from dataclasses import replace

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from servanda.cli import options, overview, paint
from servanda.sentences import plural
from servanda.standing import ClauseStanding, Remark, Standing, Variant, standing_data, told_apart
from servanda.tables import clause_rows, next_text, overview_rows, progress_text, violations_text
from servanda.tables import overview as overview_data

MOST_FIRST, MOST_BESIDE, MOST_SAID = 4, 2, 3
"""Remarks of each weight shown under a clause; `why` shows them all."""

WIDE = 100
"""Columns from which there is room for bars."""


@click.command()
@options.one_or_all
@options.asking
@click.option(
    "--all", "is_all", is_flag=True, help="Show every clause in full, also those with nothing to tell."
)
@click.option(
    "--clause",
    "clauses",
    metavar="CLAUSE",
    multiple=True,
    help="Only this clause, in full; may be given again.",
)
@options.printing
def status(
    path: str | None, at: str | None, known: str | None, recorded: str | None, account: str, viewer: str | None,
    is_all: bool, clauses: tuple[str, ...], as_json: bool, form: str, strict: bool,
) -> None:  # fmt: skip
    """Say where every clause stands, and what stands beside it.

    Of a folder that holds several agreements, or of a ledger without a PATH, say where each of them stands, and how they hang on one another.

    \b
    Example:
      servanda status examples/gaza-2025 --at 2025-01-25 --known 2025-01-25
    """
    if options.are_several(path) or path is None:
        _overview(path, at, known, recorded, account, viewer, as_json, form, strict)
        return
    folder = options.open_folder(path)
    standing = options.standing_of(folder, at, known, recorded, account, viewer)
    wanted = {options.asked_clause(standing, clause) for clause in clauses}
    if wanted:
        standing = replace(
            standing, clauses=tuple(one for one in standing.clauses if one.clause.id in wanted)
        )
    if as_json:
        paint.print_json(standing_data(standing))
    elif form == "csv":
        paint.print_csv(clause_rows(standing))
    else:
        show(paint.console(), standing, is_all=is_all or bool(wanted))
    options.end(folder, strict)


def _overview(
    path: str | None, at: str | None, known: str | None, recorded: str | None, account: str, viewer: str | None,
    as_json: bool, form: str, strict: bool,
) -> None:  # fmt: skip
    shelf = options.open_shelf(path)
    standings = options.standings_of(shelf, at, known, recorded, account, viewer)
    if as_json:
        paint.print_json(overview_data(shelf, standings))
    elif form == "csv":
        paint.print_csv(overview_rows(standings))
    else:
        overview.show(paint.console(), shelf, standings)
    options.end(shelf, strict)


def show(out: Console, standing: Standing, *, is_all: bool = False) -> None:
    """Print a standing for reading."""
    paint.heading(out, standing)
    _phases(out, standing)
    quiet: list[ClauseStanding] = []
    for one in standing.clauses:
        if not is_all and _is_quiet(one):
            quiet.append(one)
        else:
            _clause(out, standing, one)
    _quiet(out, quiet)


def _phases(out: Console, standing: Standing) -> None:
    zone = standing.agreement.title.zone
    table = Table.grid(padding=(0, 3))
    for phase in standing.phases:
        days = (
            ""
            if phase.day is None or phase.state == "ended"
            else f"day {phase.day}" + (f" of {phase.of_days}" if phase.of_days else "")
        )
        ends = "" if phase.ends is None or phase.day is None else f"until {paint.day_of(phase.ends, zone)}"
        by_reading = "; ".join(f'"{name}": {state}' for name, state in phase.readings.items())
        state = paint.state_text(phase.state, disputed=bool(phase.readings))
        table.add_row(Text(f"phase {phase.phase.id}", style="bold"), state, days, by_reading or ends)
    if standing.phases:
        out.print(table)
        out.print()


def _clause(out: Console, standing: Standing, one: ClauseStanding) -> None:
    zone = standing.agreement.title.zone
    progress = one.first.progress
    overdue = any(variant.overdue for variant in one.variants)
    state = paint.state_text(one.state, overdue=overdue, disputed=one.disputed, unsettled=one.unsettled)
    if one.first.most_state:
        state.append(f" (or {one.first.most_state})", style="bright_black")
    following = next_text(one, zone, standing.at)
    has_bar = progress.of is not None and progress.of > 1 and out.width >= WIDE
    bar = [paint.bar(progress.done.least, progress.done.most, progress.of)] if has_bar else []
    amounts = [Text(x) for x in (progress_text(one), following and f"next {following}") if x]
    indent = "  " if one.clause.part_of in standing.agreement.clauses else ""
    line = (
        _padded(Text(indent + one.clause.id, style="bold"), 20)
        + _padded(Text(_who(one)), 18)
        + _padded(state, 22)
    )
    out.print(Text("  ").join([line, *bar, *amounts]))
    for remark in _shown(one):
        _beside(out, Text(remark.text, style=("", "bright_black", "italic bright_black")[remark.weight]))
    telling = told_apart(one.variants)
    for variant in telling if len(telling) > 1 and _differ(telling) else ():
        found = f", {violations_text(variant.violations)}" if one.clause.norm.endswith("not") else ""
        _beside(out, Text(f'on "{variant.label}": {variant.state}{found}'))


def _differ(variants: tuple[Variant, ...]) -> bool:
    return len({(variant.state, variant.violations) for variant in variants}) > 1


def _padded(text: Text, width: int) -> Text:
    text.pad_right(max(2, width - text.cell_len))
    return text


def _beside(out: Console, text: Text) -> None:
    out.print(Padding(Text("· ") + text, (0, 0, 0, 4), expand=False))


def _who(one: ClauseStanding) -> str:
    joint = " with " if one.clause.jointly and len(one.bearers) == 2 else ", "
    return joint.join(one.bearers)


def _shown(one: ClauseStanding) -> list[Remark]:
    """Return the remarks to show: all that change how the state is read, the latest of the others."""
    by_weight = {weight: [r for r in one.remarks if r.weight == weight] for weight in range(3)}
    said = by_weight[2] if one.state == "in force" and not one.first.progress.done.least else []
    said = [remark for remark in said if remark.name == "said"]
    first = by_weight[0][:MOST_FIRST]
    if len(by_weight[0]) > MOST_FIRST:
        more = plural(
            "and {number} more: servanda why … {clause}",
            "and {number} more: servanda why … {clause}",
            len(by_weight[0]) - MOST_FIRST,
            clause=one.clause.id,
        )
        first.append(Remark("more", more))
    return first + by_weight[1][:MOST_BESIDE] + said[:MOST_SAID]


def _is_quiet(one: ClauseStanding) -> bool:
    nothing = not one.first.progress.done.least and not one.first.progress.done.most and not one.disputed
    is_calm = one.state in ("in force", "not yet in force", "open", "available") and not any(
        v.overdue for v in one.variants
    )
    return (
        nothing
        and is_calm
        and not [r for r in one.remarks if r.name != "unknown-term"]
        and one.first.next is None
    )


def _quiet(out: Console, quiet: list[ClauseStanding]) -> None:
    for state, words in (
        ("in force", "In force, with no report"),
        ("open", "Open, not used"),
        ("available", "Available, not used"),
        ("not yet in force", "Not yet in force"),
    ):
        ids = [one.clause.id for one in quiet if one.state == state]
        if ids:
            out.print(Text(f"{words}: {', '.join(ids)}", style="bright_black"))
