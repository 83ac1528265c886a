from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.reading.data import outcome_data
from servanda.reading.intake import MOST_BYTES, MOST_CHARACTERS
from servanda.reading.page import MOST_TAGS
from tests.case_files import ROOT

PAGE = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
SOURCES = sorted((ROOT / "src" / "servanda" / "reading").glob("*.py"))


def names_in(source: str) -> Iterator[str]:
    """Yield the name of every fault that a file of source makes."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="NotAnArticle"), args=[ast.Constant(value=str(name)), *_]):
                yield name
            case _:
                pass


def test_the_page_and_the_source_know_the_same_faults() -> None:
    """Every fault of an article has its section, and every section is about a fault of the source."""
    made = {name for file in SOURCES for name in names_in(file.read_text(encoding="utf-8"))}
    assert set(re.findall(r"^### (.+)$", PAGE, re.MULTILINE)) == made


def test_a_new_fault_in_the_source_is_found() -> None:
    """A name in a call that makes a fault is seen."""
    assert list(names_in('raise NotAnArticle("new-one", cause, mend)')) == ["new-one"]


def test_the_page_tells_the_limits_that_hold() -> None:
    """The figures in the table of limits are those of the source."""
    assert f"| {MOST_CHARACTERS:,} are read" in PAGE
    assert f"| {MOST_TAGS:,} are read" in PAGE
    assert f"| {MOST_BYTES // 1_000_000} million |" in PAGE


ARTICLE = (
    "Bridge opens again\n\n3 March 2025\n\n"
    "The northern side said on Sunday that it had opened the bridge. The southern side denied that it had stopped anybody there.\n"
)


def test_the_code_of_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The example of the Python interface reads a file and prints who says what."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert code is not None
    exec(code[1], {})
    assert "denies" in capsys.readouterr().out


def keys_of_tables(page: str) -> set[str]:
    """Return every name in backquotes that stands in the first cell of a row."""
    rows = re.findall(r"^\|([^|]*)\|", page, re.MULTILINE)
    return {name for cell in rows for name in re.findall(r"`([\w]+)`", cell)}


def test_every_key_of_the_json_is_documented() -> None:
    """The tables of the page have every key of an article, of an attribution and of a draft."""
    from servanda.reading import LocalReader
    from servanda.reading.background import Background
    from servanda.reading.given import Given
    from servanda.reading.outcome import read_given

    given = [Given("a.txt", ARTICLE.encode()), Given("b.txt")]
    read, failed = (
        outcome_data(one, "UTC") for one in read_given(given, LocalReader(Background()), Background())
    )
    told = keys_of_tables(PAGE)
    assert {*read, *failed} <= told
    assert read["attributions"]
    assert set(read["attributions"][0]) <= told
