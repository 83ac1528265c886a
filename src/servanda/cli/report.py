"""`servanda report`: the situation report, as PDF or Word."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.briefing import Briefing, pdf, situation_report, word
from servanda.cli import options
from servanda.web.language import ENGLISH, language, languages
from servanda.web.tongue import speech_of

PRINTERS = {".pdf": pdf, ".docx": word}
"""How a briefing is printed, by the ending of the file that it is for."""


@click.command()
@options.path
@click.option("--since", required=True, metavar="T", help="From when.")
@click.option("--until", metavar="T", help="Until when. Now, if not given.")
@click.option(
    "--to", required=True, metavar="FILE", type=click.Path(path_type=Path), help="A .pdf or .docx file."
)
@click.option(
    "--language",
    "code",
    default=ENGLISH,
    metavar="CODE",
    show_default=True,
    help="The language of the report.",
)
@options.account
@options.viewer
@options.strict
def report(
    path: str,
    since: str,
    until: str | None,
    to: Path,
    code: str,
    account: str,
    viewer: str | None,
    strict: bool,
) -> None:
    """Write the situation report: what changed, where it stands, what is due and disputed, and the sources.

    \b
    Example:
      servanda report examples/gaza-2025 --since 2025-02-03 --until 2025-02-10 --to report.pdf
    """
    if to.suffix.lower() not in PRINTERS:
        options.refuse(
            f'"{to}" ends in none of {", ".join(PRINTERS)}; name a file that does, such as report.pdf'
        )
    if code not in languages():
        options.refuse(f'there is no language "{code}"; there are {", ".join(languages())}')
    folder = options.open_folder(path)
    before, after = options.standings_between(folder, since, until, account, viewer)
    speech = speech_of(language(code), folder.translations, after.agreement)
    briefing: Briefing = situation_report(before, after, speech)
    try:
        to.write_bytes(PRINTERS[to.suffix.lower()](briefing))
    except OSError as error:
        options.refuse(f'"{to}" cannot be written: {error.strerror or error}')
    options.end(folder, strict)
