"""`servanda review`: drafts filed, listed, confirmed, corrected, merged and refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click
from rich.padding import Padding
from rich.text import Text

from servanda.cli import options, paint
from servanda.cli.port import reviewed
from servanda.clock import moment_of, show_day
from servanda.record import FILED_COLUMNS, Act, Draft, Report, pieces
from servanda.review import (
    Drafts,
    Likeness,
    Reviewing,
    act_data,
    drafts_of,
    likely_same,
    waiting_data,
    waiting_rows,
)


class _Asked(NamedTuple):
    """What is to be done, with whatever it needs."""

    draft: str
    do: Callable[[Reviewing], Act]


@click.command()
@options.path
@click.option("--confirm", metavar="ID", help="Append the draft to the record as it is.")
@click.option("--correct", metavar="ID", help="Append the draft with the cells changed that --set gives.")
@click.option(
    "--set", "cells", metavar="COLUMN=TEXT", multiple=True, help="A cell of --correct; again for more."
)
@click.option(
    "--merge", metavar="ID", help="Append the draft as another report of the event that --into names."
)
@click.option(
    "--into", metavar="REPORT", default="", help="Of --merge: a report of that event, or the event."
)
@click.option("--refuse", metavar="ID", help="Append nothing, and keep why: --reason.")
@click.option("--reason", metavar="TEXT", default="", help="Of --refuse.")
@click.option(
    "--file",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="File drafts: rows of CSV or JSON lines.",
)
@options.by
@options.as_json
@options.as_csv
def review(
    path: str, confirm: str | None, correct: str | None, cells: tuple[str, ...], merge: str | None, into: str,
    refuse: str | None, reason: str, file: Path | None, by: str, as_json: bool, form: str,
) -> None:  # fmt: skip
    """List the draft reports that wait for somebody to answer for them, file new ones, or act on one.

    A draft is acted on once, by one person, and nothing is written over.

    \b
    Example:
      servanda review my-agreement --confirm d3 --by Ann
    """
    at = options.now()
    asked = [
        *([_Asked(confirm, lambda port: port.confirm(confirm, by, at))] if confirm is not None else []),
        *(
            [_Asked(correct, lambda port: port.correct(correct, _given(cells), by, at))]
            if correct is not None
            else []
        ),
        *([_Asked(merge, lambda port: port.merge(merge, into, by, at))] if merge is not None else []),
        *([_Asked(refuse, lambda port: port.refuse(refuse, reason, by, at))] if refuse is not None else []),
    ]
    _check(len(asked) + (file is not None), cells, correct, into, merge, reason, refuse)
    folder = options.open_folder(path)
    zone = folder.agreement.title.zone
    if file is not None:
        ids = reviewed(path, lambda port: port.file(_rows(file), by, at))
        _say({"filed": list(ids)}, f"Filed {', '.join(ids) or 'nothing'}.", as_json)
    elif asked:
        act = reviewed(path, asked[0].do)
        _say(act_data(act, zone), _told(act), as_json)
    else:
        drafts = drafts_of(folder)
        if as_json:
            paint.print_json(waiting_data(drafts, folder.reports, zone))
        elif form == "csv":
            paint.print_csv(waiting_rows(drafts, folder.reports, zone))
        else:
            _show(drafts, folder.reports, zone)


def _check(
    many: int, cells: tuple[str, ...], correct: str | None, into: str, merge: str | None, reason: str, refuse: str | None
) -> None:  # fmt: skip
    if many > 1:
        options.refuse("do one thing at a time: --confirm, --correct, --merge, --refuse or --file")
    for needs, has, words in (
        (correct is not None, bool(cells), "--correct goes with --set COLUMN=TEXT"),
        (merge is not None, bool(into), "--merge goes with --into REPORT"),
        (refuse is not None, bool(reason), "--refuse goes with --reason TEXT"),
    ):
        if needs != has:
            options.refuse(words)


def _given(cells: tuple[str, ...]) -> dict[str, str]:
    for cell in cells:
        if "=" not in cell:
            options.refuse(f'"{cell}" sets nothing; write --set COLUMN=TEXT')
    return {column.strip(): text for column, _, text in (cell.partition("=") for cell in cells)}


def _rows(file: Path) -> list[dict[str, str]]:
    """Read rows to file: all of them, or end with a word on what cannot be read."""
    try:
        data = file.read_bytes()
    except OSError as error:
        options.refuse(f"{file} cannot be read: {error}")
    if file.suffix not in (".csv", ".jsonl"):
        options.refuse(f"{file} is neither .csv nor .jsonl")
    problems: list[Any] = []
    rows = [piece.row for piece in pieces(data, str(file), FILED_COLUMNS, problems) if piece.row is not None]
    if problems:
        told = "\n".join(f"{one.file}:{one.line}: {one.cause} {one.mend}" for one in problems)
        options.refuse(f"nothing was filed:\n{told}")
    return rows


def _say(data: dict[str, Any], words: str, as_json: bool) -> None:
    if as_json:
        paint.print_json(data)
    else:
        click.echo(words)


def _told(act: Act) -> str:
    into = f" as {act.report}" if act.report else ""
    return f"{act.draft} was {act.what}{into} by {act.by}."


def _show(drafts: Drafts, reports: Sequence[Report], zone: str) -> None:
    out = paint.console()
    if not drafts.waiting:
        out.print("No draft waits.")
    for draft in drafts.waiting:
        filed = show_day(moment_of(draft.at, zone))
        out.print(
            Text(draft.id, style="bold") + Text(f"  filed by {draft.by}, {filed}", style="bright_black")
        )
        for line in (_said(draft), *_beside(draft, likely_same(draft.row, reports, zone))):
            out.print(Padding(Text(line), (0, 0, 0, 2), expand=False))


def _said(draft: Draft) -> str:
    """Return in a line what a draft would have somebody say."""
    row = draft.row
    who = row["speaker"] or row["wire"] or row["source"] or "nobody named"
    act = " ".join(row[column] for column in ("quantity", "kind", "act") if row[column])
    details = [
        f"{word} {row[column]}"
        for word, column in (("by", "by"), ("to", "to"), ("in", "place"))
        if row[column]
    ]
    when = row["happened"] or row["said"] or row["published"]
    return f"{who} {row['stance'] or '(no stance)'}: {' '.join([act, *details])}" + (
        f", {when}" if when else ""
    )


def _plain(words: str) -> str:
    """Return the words of a text in one line, without the characters that would move a terminal about."""
    return "".join(letter if letter.isprintable() else "�" for letter in " ".join(words.split()))


def _beside(draft: Draft, likely: Sequence[Likeness]) -> Iterator[str]:
    """Yield what else is to be known before somebody answers for a draft."""
    if draft.unread:
        yield f"no report yet: {draft.unread}"
    if draft.words:
        yield f"“{_plain(draft.words)}”"
    if draft.file or draft.row["link"]:
        yield f"read in {draft.file or draft.row['link']}"
    if draft.scores:
        yield "about " + ", ".join(f"{clause} ({score:.2f})" for clause, score in draft.scores.items())
    for one in likely[:3]:
        same = (
            "the very same words"
            if one.is_same_words
            else f"same {', '.join(one.same)}"
            if one.same
            else "same act"
        )
        yield f"may tell the same as {one.report.id}: {same}"
