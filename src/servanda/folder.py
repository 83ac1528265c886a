"""An agreement folder: `agreement.md`, `reports.csv`, `sources.csv`, a user's own accounts in `accounts.toml`, and a map.

Beside them, `drafts.csv` holds reports that nobody has answered for yet, and `reviews.csv` what was done with them. The
agreement's text in other languages lies beside it, such as `agreement.ar.md`.

What stands in it is read from its papers, the files by their names, whether they lie on disk or in a ledger.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from servanda.agreement import Agreement, Problem, Translation, check, language_of, parse, read_translation
from servanda.clock import BadTime, parse_moment, seconds_of
from servanda.record import (
    CAUTIOUS,
    GROUNDS,
    Act,
    Draft,
    Places,
    Report,
    Rule,
    Source,
    Sources,
    loose_acts,
    read_acts,
    read_drafts,
    read_places,
    read_record,
    read_sources,
    unheard,
)
from servanda.standing import Other, Standing, stand

AGREEMENT, REPORTS, SOURCES, ACCOUNTS = "agreement.md", "reports.csv", "sources.csv", "accounts.toml"
PLACES = "places.geojson"

REPORT_PAPERS = (REPORTS, "reports.jsonl", "reports.parquet")
SOURCE_PAPERS = (SOURCES, "sources.jsonl")
DRAFTS, REVIEWS = "drafts.csv", "reviews.csv"
REVIEW_PAPERS = (DRAFTS, REVIEWS)
PAPERS = (AGREEMENT, *REPORT_PAPERS, *SOURCE_PAPERS, ACCOUNTS, PLACES, *REVIEW_PAPERS)
"""The names of the files that are read, beside the translations."""


class NoFolder(ValueError):
    """There is no agreement at a path. Its message says what was looked for."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f'there is no {AGREEMENT} in "{path}"; make a folder to start from with: servanda new {path}'
        )


@dataclass(frozen=True)
class Folder:
    """An agreement with its record, read into memory; `problems` holds all that is wrong with either.

    Attributes:
        translations: the agreement's text in other languages, by their codes.
        drafts, acts: the reports that wait for somebody to answer for them, or have waited, and what was done with them.
    """

    path: Path
    agreement: Agreement
    reports: tuple[Report, ...]
    sources: Sources
    rules: dict[str, Rule]
    problems: tuple[Problem, ...]
    translations: Mapping[str, Translation] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    drafts: tuple[Draft, ...] = ()
    acts: tuple[Act, ...] = ()

    def moment(self, text: str) -> int:
        """Return the seconds of a date (its end, in the agreement's zone) or a moment.

        Raises:
            BadTime: the text is neither.
        """
        return seconds_of(parse_moment(text, self.agreement.title.zone))

    def standing(
        self,
        at: str | int,
        known: str | int | None = None,
        account: str = CAUTIOUS,
        viewer: str | None = None,
        recorded: str | int | None = None,
        others: Mapping[str, Other] | None = None,
    ) -> Standing:
        """Say where the agreement stands.

        Args:
            at: a date or moment.
            known: hear only what was public by then; without one, everything is heard.
            recorded: hear only what the record held by then.
            others: the other agreements that are at hand, by id.

        Raises:
            BadTime: one of the three is no date or moment.
            UnknownAccount: there is no such account.
        """
        return stand(
            self.agreement, self.reports, self.sources, at=self.seconds(at),
            known=None if known is None else self.seconds(known), account=account, viewer=viewer,
            recorded=None if recorded is None else self.seconds(recorded), rules=self.rules,
            others=others,
        )  # fmt: skip

    def seconds(self, value: str | int) -> int:
        """Return the seconds of a date, a moment, or what is in seconds already.

        Raises:
            BadTime: the text is neither date nor moment.
        """
        return value if isinstance(value, int) else self.moment(value)


def load(path: str | Path, text: str | None = None) -> Folder:
    """Read an agreement folder. What cannot be read is left out and named in `problems`.

    Args:
        text: the agreement's text, where it is not the one on disk.

    Raises:
        NoFolder: there is no agreement.md at the path.
    """
    folder = Path(path)
    papers = papers_of(folder)
    if text is not None:
        papers[AGREEMENT] = text.encode("utf-8", errors="replace")
    return read_papers(papers, folder)


def is_paper(name: str) -> bool:
    """Say whether a file of an agreement folder is read, by its name."""
    return name in PAPERS or language_of(name) is not None


def papers_of(path: str | Path) -> dict[str, bytes]:
    """Return the files of an agreement folder that are read, by their names."""
    files = [file for file in Path(path).glob("*") if is_paper(file.name) and file.is_file()]
    return {file.name: file.read_bytes() for file in sorted(files)}


def stamp_of(path: str | Path) -> tuple[tuple[str, int, int], ...]:
    """Return the name, size and time of writing of each file that is read: another stamp when one has changed."""
    files = sorted(file for file in Path(path).glob("*") if is_paper(file.name) and file.is_file())
    return tuple((file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files)


def read_papers(papers: Mapping[str, bytes], path: Path, *, checked: bool = True) -> Folder:
    """Read an agreement folder from the bytes of its files. What cannot be read is named in `problems`.

    Args:
        papers: the files by their names; those that are no paper are passed over.
        path: where they stand, for messages.
        checked: the text is looked through for holes, and the record for what goes unheard; that takes long where there
            are thousands of clauses.

    Raises:
        NoFolder: there is no agreement.md among them.
    """
    if AGREEMENT not in papers:
        raise NoFolder(path)
    file = str(path / AGREEMENT)
    agreement, problems = parse(papers[AGREEMENT].decode("utf-8", errors="replace"), file)
    problems = sorted([*problems, *(check(agreement, file) if checked else ())])
    files = [(str(path / name), papers[name]) for name in REPORT_PAPERS if name in papers]
    reports, wrong = read_record(files, agreement.title.zone)
    problems += [*wrong, *(unheard(agreement, reports, str(path / REPORTS)) if checked else ())]
    sources, wrong = _sources(papers, path)
    rules, bad = _rules(papers.get(ACCOUNTS), path / ACCOUNTS)
    translations, unsaid = _translations(papers, path, agreement)
    places, off = read_places(papers[PLACES], str(path / PLACES)) if PLACES in papers else (Places(), [])
    drafts, flawed = read_drafts(papers.get(DRAFTS, b""), str(path / DRAFTS), agreement.title.zone)
    acts, amiss = read_acts(papers.get(REVIEWS, b""), str(path / REVIEWS), agreement.title.zone)
    loose = loose_acts(drafts, acts, {report.id for report in reports}, str(path / REVIEWS)) if acts else []
    told = (*problems, *unsaid, *wrong, *bad, *off, *flawed, *amiss, *loose)
    return Folder(
        path,
        agreement,
        tuple(reports),
        sources,
        rules,
        told,
        translations,
        places,
        tuple(drafts),
        tuple(acts),
    )


def _translations(
    papers: Mapping[str, bytes], path: Path, agreement: Agreement
) -> tuple[dict[str, Translation], list[Problem]]:
    found: dict[str, Translation] = {}
    problems: list[Problem] = []
    for name in sorted(papers):
        language = language_of(name)
        if language is not None:
            text = papers[name].decode("utf-8", errors="replace")
            found[language], wrong = read_translation(text, str(path / name), language, agreement)
            problems += sorted(wrong)
    return found, problems


def _sources(papers: Mapping[str, bytes], path: Path) -> tuple[Sources, list[Problem]]:
    table: list[Source] = []
    problems: list[Problem] = []
    for name in SOURCE_PAPERS:
        if name in papers:
            found, wrong = read_sources(papers[name], str(path / name))
            table += found
            problems += wrong
    return Sources(table), problems


def _rules(data: bytes | None, path: Path) -> tuple[dict[str, Rule], list[Problem]]:
    """Read the accounts that a user defines: which sources each hears, how reliable, on what ground."""
    if data is None:
        return {}, []
    try:
        tables = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [
            _bad_account(
                path, f"The file cannot be read: {error}.", "Write it as TOML: a table for each account."
            )
        ]
    rules: dict[str, Rule] = {}
    problems: list[Problem] = []
    for name, table in tables.items():
        rule = _rule(name, table)
        if rule is None:
            problems.append(
                _bad_account(
                    path,
                    f"The account {name} cannot be understood.",
                    f'Give it sources = [names], reliability = "B" or ground = one of {", ".join(GROUNDS[:-1])}.',
                )
            )
        else:
            rules[name] = rule
    return rules, problems


def _rule(name: str, table: Any) -> Rule | None:
    if not isinstance(table, dict) or not set(table) <= {"sources", "reliability", "ground"}:
        return None
    sources, reliability, ground = (
        table.get("sources", []),
        table.get("reliability", ""),
        table.get("ground", "unopposed"),
    )
    named = isinstance(sources, list) and all(isinstance(one, str) for one in sources)
    if not named or reliability not in ("", *"ABCDEF") or ground not in GROUNDS[:-1]:
        return None
    return Rule(name, frozenset(sources), reliability, ground)


def _bad_account(path: Path, cause: str, mend: str) -> Problem:
    return Problem(str(path), 1, 1, "bad-account", cause, mend)


__all__ = [
    "ACCOUNTS",
    "AGREEMENT",
    "DRAFTS",
    "PAPERS",
    "PLACES",
    "REPORTS",
    "REPORT_PAPERS",
    "REVIEWS",
    "REVIEW_PAPERS",
    "SOURCES",
    "SOURCE_PAPERS",
    "BadTime",
    "Folder",
    "NoFolder",
    "is_paper",
    "load",
    "papers_of",
    "read_papers",
    "stamp_of",
]
