"""The page of problems is run and is complete.

Each section `### name` holds fenced reproducers: `servanda` is a block that stands alone, `markdown` a whole
agreement.md, `csv` and `jsonl` a record, `sources` a sources table, `toml` an accounts.toml, `geojson` a map, `drafts` a
drafts.csv, `reviews` a reviews.csv beside one draft, d1, and one report, r1, and `translation` the lines of an agreement
and then those of a translation. In them `…` stands for two thousand more letters, in a map for two million, and `�` for a
byte that is no text. A reproducer must have its own problem; it may have others.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.agreement import check, parse
from servanda.folder import load, read_papers
from servanda.record import read_drafts, read_places, read_reports
from servanda.record.table import read_sources
from servanda.shelf import load_shelf

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
PLACES = {"_problem": 1, "Refused": 0, "Found": 0, "BadRow": 0, "_refuse": 1, "Problem": 3, "BadFeature": 0}
"""Where a call says the name of a problem."""


def sections(page: str) -> dict[str, str]:
    parts = re.split(r"^### ", page, flags=re.MULTILINE)[1:]
    return {part.split("\n", 1)[0].strip(): part for part in parts}


def reproducers(page: str) -> list[tuple[str, str, str]]:
    return [
        (name, found[2], found[3])
        for name, part in sections(page).items()
        for found in re.finditer(r"^(`{3,})(\w+)\n(.*?)^\1$", part, re.MULTILINE | re.DOTALL)
    ]


def called(node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name
        case _:
            return ""


def choices(tree: ast.AST, variable: str) -> set[str]:
    """Return what may stand in a name that is put together, such as the column in "unknown-…"."""
    match variable:
        case "column":
            seconds = (
                node.args[1]
                for node in ast.walk(tree)
                if isinstance(node, ast.Call) and called(node) == "_one"
            )
            return {
                one.value for one in seconds if isinstance(one, ast.Constant) and isinstance(one.value, str)
            }
        case _:
            raise AssertionError(f"a problem's name is put together from {variable}; say here what it may be")


def chosen_from(tree: ast.AST, table: str) -> set[str]:
    """Return the names that a table of the same file holds."""
    tables = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == table
    )
    cells = (cell for one in tables if isinstance(one, ast.Dict) for cell in one.values)
    return {cell.value for cell in cells if isinstance(cell, ast.Constant) and isinstance(cell.value, str)}


def names_in(source: str) -> Iterator[str]:
    """Yield the name of every problem that a file of source makes."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        at = PLACES.get(called(node))
        if not isinstance(node, ast.Call) or at is None or at >= len(node.args):
            continue
        match node.args[at]:
            case ast.Constant(value=str(name)):
                yield name
            case ast.JoinedStr(
                values=[ast.Constant(value=str(stem)), ast.FormattedValue(value=ast.Name(id=variable))]
            ):
                yield from (stem + choice for choice in choices(tree, variable))
            case ast.Subscript(value=ast.Name(id=table)):
                yield from chosen_from(tree, table)
            case _:
                pass


def source_names() -> set[str]:
    files = (ROOT / "src" / "servanda").rglob("*.py")
    return {name for file in files for name in names_in(file.read_text(encoding="utf-8"))}


def found_by(kind: str, text: str, folder: Path) -> set[str]:
    text = text.replace("…", "a" * (2_000_000 if kind == "geojson" else 2000))
    data = text.encode().replace("�".encode(), b"\xff")
    match kind:
        case "servanda" | "markdown":
            agreement, problems = parse(f"```servanda\n{text}```" if kind == "servanda" else text)
            problems = [*problems, *check(agreement)]
        case "csv" | "jsonl" | "parquet":
            problems = read_reports(data, f"reports.{kind}", "UTC")[1]
        case "sources":
            problems = read_sources(data, "sources.csv")[1]
        case "drafts":
            problems = read_drafts(data, "drafts.csv", "UTC")[1]
        case "reviews":
            files = {
                "agreement.md": b"",
                "reports.csv": b"id,act,stance,published\nr1,leave,asserts,2025-01-20\n",
                "drafts.csv": b"draft,filed_by,act,filed\nd1,reader,leave,2025-01-20T10:00:00Z\n",
                "reviews.csv": data,
            }
            problems = list(read_papers(files, folder).problems)
        case "toml":
            (folder / "agreement.md").write_text("", encoding="utf-8")
            (folder / "accounts.toml").write_bytes(data)
            problems = list(load(folder).problems)
        case "geojson":
            problems = read_places(data, "places.geojson")[1]
        case "folder":
            block, table = re.split(r"(?m)^(?=id,)", text)
            (folder / "agreement.md").write_text(f"```servanda\n{block}```", encoding="utf-8")
            (folder / "reports.csv").write_text(table, encoding="utf-8")
            problems = list(load(folder).problems)
        case "translation":
            block, says = re.split(r"(?m)^(?=says )", text, maxsplit=1)
            passages = "".join(f"```servanda\n{line}\n```\n" for line in says.splitlines())
            (folder / "agreement.md").write_text(f"```servanda\n{block}```", encoding="utf-8")
            (folder / "agreement.fr.md").write_text(passages, encoding="utf-8")
            problems = [one for one in load(folder).problems if one.file.endswith("agreement.fr.md")]
        case "shelf":
            for number, part in enumerate(re.split(r"(?m)^(?=agreement )", text)):
                (folder / str(number)).mkdir()
                (folder / str(number) / "agreement.md").write_text(
                    f"```servanda\n{part}```", encoding="utf-8"
                )
            problems = list(load_shelf(folder).problems)
        case _:
            raise AssertionError(f"no reproducer is written as {kind}")
    return {problem.name for problem in problems}


def test_the_page_and_the_source_know_the_same_problems() -> None:
    """Every problem of the source has its section, and every section is about a problem of the source."""
    assert set(sections(PAGE)) == source_names()


def test_each_problem_has_one_section() -> None:
    """No problem is explained twice."""
    headings = re.findall(r"^### (.+)$", PAGE, re.MULTILINE)
    assert sorted(headings) == sorted(set(headings))


def test_every_section_has_a_reproducer_and_words_on_both_sides_of_it() -> None:
    """Each section says what the problem means, shows it, and says how to mend it."""
    shown = {name for name, _, _ in reproducers(PAGE)}
    for name, part in sections(PAGE).items():
        assert name in shown
        before, *_, after = re.split(r"^`{3,}\w*$", part.split("\n## ")[0], flags=re.MULTILINE)
        assert before.split("\n", 1)[1].strip()
        assert after.strip()


@pytest.mark.parametrize(("name", "kind", "text"), reproducers(PAGE))
def test_every_reproducer_has_its_problem(name: str, kind: str, text: str, tmp_path: Path) -> None:
    """The example of a section has the problem that the section is about."""
    assert name in found_by(kind, text, tmp_path)


def test_a_new_problem_in_the_source_is_found() -> None:
    """A name in any of the calls that make problems is seen, also one that is put together."""
    source = 'Refused("one-a", c, m)\nself._refuse(line, "two-b", c, m)\nBadRow(f"unknown-{column}", c, m)\n_one(row, "stance", S, "")'
    assert set(names_in(source)) == {"one-a", "two-b", "unknown-stance"}
