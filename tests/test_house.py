"""The rules of the house hold, and each of them fails when it is broken on purpose."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.case_files import ROOT

BIN = Path(sys.executable).parent


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project's source and settings, to break."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests").mkdir()
    return tmp_path


def run(folder: Path, tool: str, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": str(BIN)}
    return subprocess.run(
        [str(BIN / tool), *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_rooms_stand_on_floors() -> None:
    """No room imports from one above it."""
    assert run(ROOT, "lint-imports", "--no-cache").returncode == 0


def test_an_import_from_a_floor_above_is_seen(copy: Path) -> None:
    """A clock that imports the record breaks the layer contract."""
    with (copy / "src/servanda/clock/span.py").open("a", encoding="utf-8") as file:
        file.write("\nfrom servanda.record import Report\n")
    result = run(copy, "lint-imports", "--no-cache")
    assert result.returncode == 1
    assert "servanda.clock" in result.stdout


def test_a_stray_room_is_seen(copy: Path) -> None:
    """A room that the contract does not name breaks it."""
    (copy / "src/servanda/helpers").mkdir()
    (copy / "src/servanda/helpers/__init__.py").write_text('"""A stray room."""\n', encoding="utf-8")
    assert run(copy, "lint-imports", "--no-cache").returncode == 1


def test_an_untyped_function_is_seen(copy: Path) -> None:
    """A function without types fails the strict checker."""
    (copy / "src/servanda/clock/stray.py").write_text(
        '"""Stray."""\n\n\ndef late(by):\n    return by\n', encoding="utf-8"
    )
    result = run(copy, "mypy", "--cache-dir", str(copy / "cache"), "src/servanda/clock/stray.py")
    assert result.returncode == 1
    assert "no-untyped-def" in result.stdout


def test_an_unused_import_is_seen(copy: Path) -> None:
    """An import that nothing uses, and a public function without a docstring, fail the linter."""
    (copy / "src/servanda/clock/stray.py").write_text(
        "import os\n\n\ndef late() -> None: ...\n", encoding="utf-8"
    )
    result = run(copy, "ruff", "check", "--no-cache", "src")
    assert result.returncode == 1
    assert {"F401", "D103"} <= set(result.stdout.split())


def test_a_socket_in_the_core_is_seen(copy: Path) -> None:
    """A core module that imports a socket breaks the contract."""
    with (copy / "src/servanda/standing/step.py").open("a", encoding="utf-8") as file:
        file.write("\nimport socket\n")
    assert run(copy, "lint-imports", "--no-cache").returncode == 1


def test_a_terminal_in_the_tables_is_seen(copy: Path) -> None:
    """A table that knows how a terminal looks breaks the contract."""
    with (copy / "src/servanda/tables/due.py").open("a", encoding="utf-8") as file:
        file.write("\nimport rich\n")
    assert run(copy, "lint-imports", "--no-cache").returncode == 1


def test_the_core_reads_no_clock() -> None:
    """Nothing in the core asks what time it is."""
    core = [
        path
        for room in ("clock", "sentences", "agreement", "record", "standing", "columns", "live")
        for path in (ROOT / "src/servanda" / room).glob("*.py")
    ]
    assert [path for path in core if ".now(" in path.read_text(encoding="utf-8")] == []


def test_every_public_module_says_what_it_is() -> None:
    """Every module begins with a docstring, and a room's __init__ holds nothing else but what it offers."""
    for path in (ROOT / "src/servanda").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith('"""'), path
        if path.name == "__init__.py":
            assert "\ndef " not in text, path
            assert "\nclass " not in text, path
