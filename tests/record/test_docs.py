"""The pages about the record and the accounts: complete, and their examples run."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from servanda.agreement import parse
from servanda.folder import load
from servanda.record import (
    COLUMNS,
    GROUNDS,
    SOURCE_COLUMNS,
    Hearing,
    Rule,
    Share,
    Sources,
    hear,
    read_reports,
    read_sources,
    take,
    take_by,
)

DOCS = Path(__file__).parents[2] / "docs"
RECORD = (DOCS / "record.md").read_text(encoding="utf-8")
ACCOUNTS = (DOCS / "accounts.md").read_text(encoding="utf-8")
_EXAMPLE = re.compile(r"```(csv|json)\n((?:(?!```).)*)```\n\n((?:<!-- .*? -->\n)+)", re.DOTALL)


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


def examples(page: str) -> list[tuple[str, str, list[str]]]:
    return [
        (kind, table, re.findall(r"<!-- (.*?) -->", wants)) for kind, table, wants in _EXAMPLE.findall(page)
    ]


@pytest.mark.parametrize("column", [*COLUMNS, *SOURCE_COLUMNS])
def test_every_column_is_on_the_page(column: str) -> None:
    """Each column of both tables has a row that says what it means, with an example."""
    assert re.search(rf"^\| `{column}` \| .+ \| `.+` \|$", RECORD, re.MULTILINE)


@pytest.mark.parametrize(("kind", "table", "wants"), examples(RECORD))
def test_the_tables_of_the_record_page_read_as_it_says(kind: str, table: str, wants: list[str]) -> None:
    """Each example table gives the rows and the problems written under it."""
    file = "reports.csv" if kind == "csv" else "reports.jsonl"
    reports, problems = read_reports(table.encode(), file, "UTC")
    found = [f"reads: {len(reports)}", *(f"problem line {one.line}: {one.name}" for one in problems)]
    assert found == wants


@pytest.mark.parametrize(("kind", "table", "wants"), examples(ACCOUNTS))
def test_the_tables_of_the_accounts_page_come_to_what_it_says(
    kind: str, table: str, wants: list[str]
) -> None:
    """Each example table gives the grounds and figures written under it."""
    assert kind == "csv"
    agreement, wrong = parse("```servanda\n" + blocks(ACCOUNTS, "servanda")[0] + "```\n", "page")
    sources, bad = read_sources(blocks(ACCOUNTS, "csv")[0].encode(), "sources.csv")
    reports, problems = read_reports(table.encode(), "reports.csv", "UTC")
    assert [*wrong, *bad, *problems] == []
    hearing = hear(agreement, reports, Sources(sources))
    for want in wants:
        what, _, outcome = want.removeprefix("event ").partition(": ")
        event, _, account = what.partition(" on ")
        assert shown(hearing, event, account) == outcome, want


def shown(hearing: Hearing, event: str, account: str) -> str:
    tables = tomllib.loads(blocks(ACCOUNTS, "toml")[0])
    rules = {
        name: Rule(name, reliability=table["reliability"], ground=table["ground"])
        for name, table in tables.items()
    }
    chosen = account or "cautious"
    every = take_by(hearing, rules[chosen]) if chosen in rules else take(hearing, chosen)
    share = next((one.share for one in every if one.weighed.event.id == event), None)
    ground = next(one.ground for one in hearing.events if one.event.id == event)
    return figure(share) if account else f"{ground} {figure(share)}"


def figure(share: Share | None) -> str:
    if share is None:
        return "nothing"
    return f"{share.least:g}" if share.least == share.most else f"{share.least:g} to {share.most:g}"


def test_every_ground_is_on_the_page() -> None:
    """Each ground has its paragraph."""
    assert all(f"**{ground.capitalize()}.**" in ACCOUNTS for ground in GROUNDS)


def test_the_accounts_of_the_page_are_read(tmp_path: Path) -> None:
    """The example of accounts.toml makes two accounts and no problem."""
    (tmp_path / "agreement.md").write_text(
        "```servanda\n" + blocks(ACCOUNTS, "servanda")[0] + "```\n", encoding="utf-8"
    )
    (tmp_path / "accounts.toml").write_text(blocks(RECORD, "toml")[0], encoding="utf-8")
    folder = load(tmp_path)
    assert folder.problems == ()
    assert list(folder.rules) == ["careful", "what the Red Cross says"]
