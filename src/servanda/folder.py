"""An agreement folder: `agreement.md`, `reports.csv`, `sources.csv`, and a user's own accounts in `accounts.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servanda.agreement import Agreement, Problem, check, parse
from servanda.clock import BadTime, parse_moment, seconds_of
from servanda.record import CAUTIOUS, GROUNDS, Report, Rule, Sources, read_reports, read_sources, unheard
from servanda.standing import Other, Standing, stand

AGREEMENT, REPORTS, SOURCES, ACCOUNTS = "agreement.md", "reports.csv", "sources.csv", "accounts.toml"


class NoFolder(ValueError):
    """There is no agreement at a path. Its message says what was looked for."""


@dataclass(frozen=True)
class Folder:
    """An agreement with its record, read into memory; `problems` holds all that is wrong with either."""

    path: Path
    agreement: Agreement
    reports: tuple[Report, ...]
    sources: Sources
    rules: dict[str, Rule]
    problems: tuple[Problem, ...]

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
            self.agreement, self.reports, self.sources, at=self._seconds(at),
            known=None if known is None else self._seconds(known), account=account, viewer=viewer,
            recorded=None if recorded is None else self._seconds(recorded), rules=self.rules,
            others=others,
        )  # fmt: skip

    def _seconds(self, value: str | int) -> int:
        return value if isinstance(value, int) else self.moment(value)


def load(path: str | Path, text: str | None = None) -> Folder:
    """Read an agreement folder. What cannot be read is left out and named in `problems`.

    Args:
        text: the agreement's text, where it is not the one on disk.

    Raises:
        NoFolder: there is no agreement.md at the path.
    """
    folder = Path(path)
    file = folder / AGREEMENT
    if text is None and not file.is_file():
        raise NoFolder(
            f'there is no {AGREEMENT} in "{folder}"; make a folder to start from with: servanda new {folder}'
        )
    written = file.read_bytes().decode("utf-8", errors="replace") if text is None else text
    agreement, problems = parse(written, str(file))
    problems = sorted([*problems, *check(agreement, str(file))])
    zone = agreement.title.zone
    reports: list[Report] = []
    for name in (REPORTS, "reports.jsonl"):
        if (folder / name).is_file():
            found, wrong = read_reports((folder / name).read_bytes(), str(folder / name), zone)
            reports += found
            problems += wrong
    problems += unheard(agreement, reports, str(folder / REPORTS))
    sources, wrong = _sources(folder)
    rules, bad = _rules(folder / ACCOUNTS)
    return Folder(folder, agreement, tuple(reports), sources, rules, (*problems, *wrong, *bad))


def _sources(folder: Path) -> tuple[Sources, list[Problem]]:
    path = folder / SOURCES
    if not path.is_file():
        return Sources(), []
    table, problems = read_sources(path.read_bytes(), str(path))
    return Sources(table), problems


def _rules(path: Path) -> tuple[dict[str, Rule], list[Problem]]:
    """Read the accounts that a user defines: which sources each hears, how reliable, on what ground."""
    if not path.is_file():
        return {}, []
    try:
        tables = tomllib.loads(path.read_bytes().decode("utf-8"))
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


__all__ = ["ACCOUNTS", "AGREEMENT", "REPORTS", "SOURCES", "BadTime", "Folder", "NoFolder", "load"]
