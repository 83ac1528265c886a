"""Compiled functions are kept on disk wherever there is room for them, and work where there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.case_files import ROOT

MODULE = """
from servanda.columns.compiled import compiled


@compiled
def twice(number: int) -> int:
    return 2 * number
"""
PROGRAM = """
from doubling import twice

assert twice(21) == 42
print(sum(twice.stats.cache_hits.values()))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one compiled function."""
    (tmp_path / "doubling.py").write_text(MODULE, encoding="utf-8")
    return tmp_path


def hits(folder: Path, home: Path) -> int:
    """Run the function in a process of its own, and return how often it was found on disk."""
    paths = f"{folder}:{ROOT / 'src'}"
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env={"PYTHONPATH": paths, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(result.stdout)


def test_a_compiled_function_is_kept_beside_its_source(folder: Path) -> None:
    """The second process finds what the first one compiled."""
    assert [hits(folder, folder / "home"), hits(folder, folder / "home")] == [0, 1]
    assert list((folder / "__pycache__").glob("*.nbi"))


def test_where_the_source_cannot_be_written_beside_the_home_keeps_it(folder: Path) -> None:
    """A package in a folder that cannot be written is kept in the user's cache folder."""
    (folder / "__pycache__").touch()
    assert [hits(folder, folder / "home"), hits(folder, folder / "home")] == [0, 1]
    assert list((folder / "home").rglob("*.nbi"))


def test_where_nothing_can_be_written_it_works_all_the_same(folder: Path) -> None:
    """Without any folder to write to, each process compiles anew."""
    (folder / "__pycache__").touch()
    (folder / "home").touch()
    assert [hits(folder, folder / "home"), hits(folder, folder / "home")] == [0, 0]
