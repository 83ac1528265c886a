"""`servanda read`: news articles in; who said what, with what stance, and draft reports out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from servanda.cli import options, paint
from servanda.cli.filing import Filing
from servanda.clock import BadTime, parse_span
from servanda.record import FILED_COLUMNS, Source, Sources, read_sources

if TYPE_CHECKING:
    from servanda.reading.background import Background
    from servanda.reading.batch import Over, Tally
    from servanda.reading.given import Given
    from servanda.reading.outcome import Maker, Outcome

_KEY = "SERVANDA_ENDPOINT_KEY"


class _Asked(NamedTuple):
    """What is to be read, with what, and how."""

    given: Iterator[Given]
    many: int | None
    make: Maker
    reader: str
    background: Background
    workers: int | None
    over: Over


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option(
    "--agreement",
    metavar="PATH",
    help="The agreement that they may be about: its folder, or its id with --db.",
)
@options.db
@click.option(
    "--published", metavar="T", help="When they were published, if they do not say: a date or a time."
)
@click.option("--outlet", metavar="NAME", help="Who published them, if they do not say.")
@click.option("--sources", metavar="CSV", type=click.Path(path_type=Path),
              help="More speakers and outlets, as a sources.csv has them; they count before the agreement's.")  # fmt: skip
@click.option("--to", metavar="JSONL", type=click.Path(path_type=Path),
              help="Keep what is read in this file, a line an article; what it has already is passed over.")  # fmt: skip
@click.option(
    "--workers", metavar="N", type=click.IntRange(1, 1024), help="How many articles are read side by side."
)
@click.option("--over", type=click.Choice(["processes", "ray"]), default="processes", show_default=True,
              help="What reads side by side.")  # fmt: skip
@click.option(
    "--endpoint", metavar="URL", help="Let a language model find who says what; its texts are sent there."
)
@click.option("--model", metavar="NAME", default="", help="Of --endpoint: the name of the model.")
@click.option("--file", "filed", is_flag=True, help="File the drafts for review in the agreement.")
@options.by
@options.as_json
@options.as_csv
def read(
    files: tuple[str, ...], agreement: str | None, published: str | None, outlet: str | None, sources: Path | None,
    to: Path | None, workers: int | None, over: Over, endpoint: str | None, model: str, filed: bool, by: str,
    as_json: bool, form: str,
) -> None:  # fmt: skip
    """Read news articles: who says what, with what stance and how surely, and the draft reports that come of it.

    FILE is a text, an HTML page, a folder, an archive (.zip, .tar, .tar.gz), JSON lines with an article each (.jsonl),
    or - for standard input. Nothing enters a record by reading; --file files the drafts for review.

    \b
    Example:
      servanda read march/*.txt --agreement examples/gaza-2025
    """
    if filed and agreement is None:
        options.refuse("--file goes with --agreement PATH, in which the drafts are filed")
    if bool(endpoint) != bool(model):
        options.refuse("--endpoint URL goes with --model NAME")
    if to is not None and form == "csv":
        options.refuse("--to keeps JSON lines; leave --format csv out")
    if over == "ray" and find_spec("ray") is None:
        options.refuse("Ray is not installed; install it with: pip install servanda[ray]")
    background = _background(agreement, sources)
    _check_time(published, background.zone)
    asked = _Asked(
        *_given(files, published, outlet),
        _maker(endpoint, model),
        model or "local",
        background,
        workers,
        over,
    )
    filing = Filing(agreement, by) if filed and agreement is not None else None
    if to is not None:
        tally = _keep(asked, to, filing)
        _summarise(tally, to, filing, as_json)
    else:
        tally = _print(asked, filing, as_json, form)
        if filing is not None and not as_json and form != "csv":
            click.echo(filing.words)
    if tally.failed:
        sys.exit(options.FOUND_PROBLEMS)


def _background(agreement: str | None, sources: Path | None) -> Background:
    from servanda.reading.background import Background

    more = _more_sources(sources)
    if agreement is None:
        if options.address() is not None:
            options.refuse("--db ADDRESS goes with --agreement ID, the id of an agreement in it")
        return Background(sources=Sources(more))
    folder = options.open_folder(agreement)
    table = Sources((*more, *folder.sources.table))
    return Background(folder.agreement, table, folder.reports, folder.agreement.title.zone)


def _more_sources(file: Path | None) -> list[Source]:
    if file is None:
        return []
    try:
        found, problems = read_sources(file.read_bytes(), str(file))
    except OSError as error:
        options.refuse(f"{file} cannot be read: {error}")
    for problem in problems:
        click.echo(f"{problem.file}:{problem.line}: {problem.name}: {problem.cause}", err=True)
    return found


def _check_time(published: str | None, zone: str) -> None:
    try:
        if published is not None:
            parse_span(published, zone)
    except BadTime as error:
        options.refuse(str(error))


def _given(
    files: tuple[str, ...], published: str | None, outlet: str | None
) -> tuple[Iterator[Given], int | None]:
    """Return what is to be read, and how many articles that is, where it can be told before."""
    from servanda.reading.gathering import LINES, TARS, ZIPS, Said, gather

    several = any(file.lower().endswith((*ZIPS, *TARS, *LINES)) or Path(file).is_dir() for file in files)
    return gather(files, Said(published or "", outlet or "")), None if several else len(files)


def _maker(endpoint: str | None, model: str) -> Maker:
    from servanda.reading.background import Background

    if endpoint is None:
        from servanda.reading.reader import LocalReader

        return LocalReader
    from servanda.reading.endpoint import EndpointFault, EndpointReader

    make = partial(EndpointReader, url=endpoint, model=model, key=os.environ.get(_KEY, ""))
    try:
        make(Background())
    except EndpointFault as fault:
        options.refuse(str(fault))
    return make


def _outcomes(asked: _Asked) -> Iterator[Outcome]:
    from servanda.reading.batch import read_all

    return read_all(asked.given, asked.make, asked.background, asked.workers, asked.over)


def _print(asked: _Asked, filing: Filing | None, as_json: bool, form: str) -> Tally:
    from servanda.cli.reading_view import show_outcome
    from servanda.reading.batch import Tally
    from servanda.reading.data import outcome_data
    from servanda.reading.reading import Reading

    tally, out, zone = Tally(), paint.console(), asked.background.zone
    if form == "csv" and not as_json:
        paint.print_csv([FILED_COLUMNS])
    with _progress(asked.many) as told:
        for outcome in _outcomes(asked):
            tally.add(outcome)
            rows = (
                [draft.row for draft in outcome.result.drafts] if isinstance(outcome.result, Reading) else []
            )
            if as_json:
                click.echo(json.dumps(outcome_data(outcome, zone), ensure_ascii=False))
            elif form == "csv":
                paint.print_csv([row.get(column, "") for column in FILED_COLUMNS] for row in rows)
                _tell_fault(outcome)
            else:
                show_outcome(out, outcome, zone)
            if filing is not None:
                filing.add(rows)
            told(tally)
    if filing is not None:
        filing.end()
    return tally


def _tell_fault(outcome: Outcome) -> None:
    from servanda.reading.reading import Reading

    if not isinstance(outcome.result, Reading):
        click.echo(f"{outcome.file}: {outcome.result.name}: {outcome.result}", err=True)


def _keep(asked: _Asked, to: Path, filing: Filing | None) -> Tally:
    from servanda.reading.batch import read_into
    from servanda.reading.kept import CannotKeep, Kept

    agreement = asked.background.agreement
    about = {"agreement": agreement.title.id if agreement else None, "reader": asked.reader}
    try:
        with Kept(to, asked.background.zone, about) as kept:
            with _progress(asked.many) as told:
                tally = read_into(
                    kept, asked.given, asked.make, asked.background, asked.workers, asked.over, told
                )
            if filing is not None:
                filing.add(row for line in kept.lines() for row in line["drafts"])
                filing.end()
    except (CannotKeep, OSError) as error:
        options.refuse(str(error))
    return tally


def _summarise(tally: Tally, to: Path, filing: Filing | None, as_json: bool) -> None:
    found = {name: getattr(tally, name) for name in ("read", "failed", "before", "statements", "drafts")}
    if as_json:
        click.echo(json.dumps({**found, "filed": None if filing is None else filing.filed}))
        return
    words = (
        f"Read {tally.read:,} articles into {to}: {tally.statements:,} statements, {tally.drafts:,} drafts"
    )
    words += f"; {tally.failed:,} could not be read" if tally.failed else ""
    words += f"; {tally.before:,} were there already" if tally.before else ""
    click.echo(f"{words}.{'' if filing is None else ' ' + filing.words}")


@contextmanager
def _progress(many: int | None) -> Iterator[Any]:
    """Show on standard error how far a run has come, if that is a terminal and there is more than one article."""
    if many == 1 or not sys.stderr.isatty():
        yield lambda tally: None  # noqa: ARG005
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[found]}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=many, found="")

        def tell(tally: Tally) -> None:
            found = f"{tally.drafts:,} drafts" + (f", {tally.failed:,} not read" if tally.failed else "")
            shown.update(task, completed=tally.read + tally.failed + tally.before, found=found)

        yield tell
