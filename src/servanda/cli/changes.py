"""`servanda changes`: what changed between two moments, each as it was known then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from rich.text import Text

from servanda.cli import options, paint
from servanda.standing import ClauseStanding, Standing, amount_text, moment_text

FIELDS = ("what", "id", "from", "to")


@click.command()
@options.path
@click.option("--since", required=True, metavar="T", help="From when.")
@click.option("--until", metavar="T", help="Until when. Now, if not given.")
@options.account
@options.viewer
@options.printing
def changes(
    path: str,
    since: str,
    until: str | None,
    account: str,
    viewer: str | None,
    as_json: bool,
    form: str,
    strict: bool,
) -> None:
    """List what changed between two moments: states, amounts, phases, disputes.

    Each moment is taken as it was known then, so that a later correction shows as a change too.

    \b
    Example:
      servanda changes examples/gaza-2025 --since 2025-01-24 --until 2025-01-27
    """
    folder = options.open_folder(path)
    last = until or str(options.now())
    before = options.standing_of(folder, since, since, None, account, viewer)
    after = options.standing_of(folder, until, last if until else None, None, account, viewer)
    if after.at < before.at:
        options.refuse(f'"{last}" lies before "{since}"; write the earlier moment in --since')
    found = list(changed(before, after))
    if as_json:
        zone = after.agreement.title.zone
        paint.print_json(
            {
                "since": moment_text(before.at, zone),
                "until": moment_text(after.at, zone),
                "account": account,
                "changes": found,
            }
        )
    elif form == "csv":
        paint.print_csv([FIELDS, *([one[name] for name in FIELDS] for one in found)])
    else:
        _show(before, after, found)
    options.end(folder, strict)


def changed(before: Standing, after: Standing) -> Iterator[dict[str, Any]]:
    """Yield each change between two standings, as data."""
    for old, new in zip(before.phases, after.phases, strict=True):
        if old.state != new.state or dict(old.readings) != dict(new.readings):
            yield {
                "what": "phase",
                "id": new.phase.id,
                "from": _phase(old.state, old.readings),
                "to": _phase(new.state, new.readings),
            }
    for one in after.clauses:
        earlier = before.of(one.clause.id)
        for what, was, now in _differences(earlier, one):
            if was != now:
                yield {"what": what, "id": one.clause.id, "from": was, "to": now}
    heard = {report.id for report in before.hearing.reports}
    fresh = [report for report in after.hearing.reports if report.id not in heard]
    yield {"what": "reports", "id": "record", "from": str(len(heard)), "to": f"{len(heard) + len(fresh)}"}


def _phase(state: str, readings: Any) -> str:
    return state if not readings else "; ".join(f"{s} ({name})" for name, s in readings.items())


def _differences(before: ClauseStanding, after: ClauseStanding) -> Iterator[tuple[str, str, str]]:
    yield "state", before.state, after.state
    if after.clause.norm.endswith("not"):
        yield "violations", paint.progress_text(before) or "none", paint.progress_text(after) or "none"
    elif not any(
        variant.duties and variant.duties[-1].label.count(" ") and "stage" not in variant.duties[-1].label
        for variant in after.variants
    ):
        yield "done", amount_text(before.first.progress.done), amount_text(after.first.progress.done)
    yield (
        "overdue",
        _word(any(v.overdue for v in before.variants)),
        _word(any(v.overdue for v in after.variants)),
    )
    yield "disputed", _word(before.disputed), _word(after.disputed)
    for account, state in after.accounts.items():
        if before.accounts.get(account) != before.state or state != after.state:
            yield f"on the account of {account}", before.accounts.get(account, ""), state


def _word(value: bool) -> str:
    return "yes" if value else "no"


def _show(before: Standing, after: Standing, found: list[dict[str, Any]]) -> None:
    out = paint.console()
    zone = after.agreement.title.zone
    out.print(Text(after.agreement.title.name, style="bold"))
    out.print(
        Text(
            f"From {paint.day_of(before.at, zone)} to {paint.day_of(after.at, zone)}, each as known then, {after.account} account",
            style="bright_black",
        )
    )
    out.print()
    last = ""
    for one in found:
        if one["what"] == "reports":
            out.print(Text(f"{int(one['to']) - int(one['from'])} new reports", style="bright_black"))
            continue
        name = f"phase {one['id']}" if one["what"] == "phase" else one["id"]
        out.print(
            Text(f"{name if name != last else '':22}", style="bold")
            + Text(f"{one['what']}: {one['from']} → ")
            + paint.state_text(one["to"])
            if one["to"] in paint.SIGNS
            else Text(f"{name if name != last else '':22}", style="bold")
            + Text(f"{one['what']}: {one['from']} → {one['to']}")
        )
        last = name
