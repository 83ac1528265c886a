"""`servanda disputes`: where accounts or readings differ, side by side, report by report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from rich.padding import Padding
from rich.text import Text

from servanda.cli import options, paint
from servanda.record import Report
from servanda.standing import ClauseStanding, Standing, moment_text, told_apart

FIELDS = ("clause", "disputed", "side", "kind", "name", "says", "when", "report")


@click.command()
@options.path
@options.asking
@options.printing
def disputes(
    path: str, at: str | None, known: str | None, recorded: str | None, account: str, viewer: str | None,
    as_json: bool, form: str, strict: bool,
) -> None:  # fmt: skip
    """List the clauses on which accounts or readings differ, with who holds what and what each side last said.

    \b
    Example:
      servanda disputes examples/gaza-2025 --at 2025-01-25 --known 2025-01-27
    """
    folder = options.open_folder(path)
    standing = options.standing_of(folder, at, known, recorded, account, viewer)
    found = [dispute(standing, one) for one in standing.clauses if one.disputed or one.unsettled]
    if as_json:
        paint.print_json({"at": moment_text(standing.at, standing.agreement.title.zone), "disputes": found})
    elif form == "csv":
        paint.print_csv(_rows(found))
    else:
        _show(standing, found)
    options.end(folder, strict)


def dispute(standing: Standing, one: ClauseStanding) -> dict[str, Any]:
    """Return one dispute as data: the state by account and reading, and the latest word of each side."""
    telling = told_apart(one.variants)
    return {
        "clause": one.clause.id,
        "disputed": one.disputed,
        "unsettled": one.unsettled,
        "accounts": one.accounts,
        "readings": [{"name": r.name, "held_by": list(r.holders)} for r in _readings_behind(standing, one)],
        "by_reading": {variant.label: variant.state for variant in telling if variant.label},
        "words": [_word(standing, report) for report in _latest(standing, one)],
    }


def _readings_behind(standing: Standing, one: ClauseStanding) -> Iterator[Any]:
    yield from one.clause.readings
    points = {point for variant in told_apart(one.variants) for point in variant.readings}
    for phase in standing.agreement.phases.values():
        if f"phase {phase.id}" in points:
            yield from phase.readings


def _latest(standing: Standing, one: ClauseStanding) -> list[Report]:
    """Return the latest word of every party and mediator, and of the others told of, on a clause."""
    latest: dict[str, Report] = {}
    for report in standing.hearing.about.get(one.clause.id, ()):
        if report.said.first > standing.at and standing.known is None:
            continue
        voice = standing.hearing.voices[report.id]
        if report.stance in ("asserts", "denies", "partly denies", "declares") and report.measure not in (
            "total",
            "level",
        ):
            latest[voice.speaks_for or voice.key] = report
    return sorted(latest.values(), key=lambda r: (not standing.hearing.voices[r.id].speaks_for, r.order))[:12]


def _word(standing: Standing, report: Report) -> dict[str, Any]:
    voice = standing.hearing.voices[report.id]
    return {
        "side": voice.speaks_for or voice.side or "none", "speaks_for_it": bool(voice.speaks_for),
        "speaker": report.speaker or report.wire or report.source, "stance": report.stance, "act": report.act,
        "said": moment_text(report.said.last, standing.agreement.title.zone), "source": report.source, "note": report.note,
        "report": report.id,
    }  # fmt: skip


def _rows(found: list[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    yield FIELDS
    for one in found:
        for account, state in one["accounts"].items():
            yield (one["clause"], one["disputed"], account, "account", account, state, "", "")
        for reading in one["readings"]:
            yield (
                one["clause"],
                one["disputed"],
                "; ".join(reading["held_by"]),
                "reading",
                reading["name"],
                "",
                "",
                "",
            )
        for word in one["words"]:
            yield (
                one["clause"],
                one["disputed"],
                word["side"],
                "word",
                word["speaker"],
                f"{word['stance']}: {word['act']}",
                word["said"],
                word["report"],
            )


def _show(standing: Standing, found: list[dict[str, Any]]) -> None:
    out = paint.console()
    paint.heading(out, standing, what="Disputes on ")
    if not found:
        out.print("No account and no reading differs from another.")
    for one in found:
        mark = "disputed" if one["disputed"] else "unsettled: only the cautious and the generous differ"
        out.print(Text(one["clause"], style="bold") + Text(f"  {mark}", style="magenta"))
        groups: dict[str, list[str]] = {}
        for account, state in one["accounts"].items():
            groups.setdefault(state, []).append(account)
        for state, accounts in groups.items():
            out.print(
                Padding(
                    paint.state_text(state) + Text(f": {', '.join(accounts)}"), (0, 0, 0, 2), expand=False
                )
            )
        for reading in one["readings"]:
            held = (
                f"held by {' and '.join(reading['held_by'])}"
                if reading["held_by"]
                else "held by none of the parties"
            )
            out.print(Padding(Text(f'reading "{reading["name"]}", {held}'), (0, 0, 0, 2), expand=False))
        for label, state in one["by_reading"].items():
            out.print(
                Padding(Text(f'on "{label}": {state}', style="bright_black"), (0, 0, 0, 4), expand=False)
            )
        for word in one["words"]:
            side = f"{word['side']}: " if word["side"] != "none" else ""
            note = f" ({word['note'].split(' (also')[0]})" if word["note"] else ""
            out.print(
                Padding(
                    Text(
                        f"{side}{word['speaker']} {word['stance']} {word['act']}, {word['said'][:10]}{note}",
                        style="bright_black",
                    ),
                    (0, 0, 0, 2),
                )
            )
        out.print()
