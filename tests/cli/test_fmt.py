from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servanda.cli import main

ROOT = Path(__file__).parents[2]

LOOSE = (
    b"# A\r\n\r\n```servanda\r\nparty   North,South\r\n\r\n\r\nphase  one: from entry for 3 days\r\n```\r\n"
)
LAID = b"# A\r\n\r\n```servanda\r\nparty North, South\r\n\r\nphase one: from entry for 3 days\r\n```\r\n"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["fmt", *map(str, words)], catch_exceptions=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An agreement in need of a layout, in a folder of its own."""
    path = tmp_path / "lake" / "agreement.md"
    path.parent.mkdir()
    path.write_bytes(LOOSE)
    return path


def test_a_folder_and_a_file_are_laid_out_in_place(file: Path) -> None:
    """A folder stands for its agreement.md; a second run has nothing to do; line endings are kept."""
    assert run(file.parent).output == f"Laid out {file}.\n"
    assert file.read_bytes() == LAID
    assert run(file, file.parent).output == "Nothing to lay out.\n"
    assert list(file.parent.iterdir()) == [file]


def test_check_names_what_would_change_and_writes_nothing(file: Path) -> None:
    """With --check the file stays, is named, and the exit code is 1; laid out, it is 0."""
    result = run("--check", file)
    assert (result.exit_code, result.output) == (1, f"Would lay out {file}.\n")
    assert file.read_bytes() == LOOSE
    file.write_bytes(LAID)
    assert run("--check", file).exit_code == 0


def test_diff_shows_what_would_change_and_writes_nothing(file: Path) -> None:
    """With --diff the lines that go and come are shown; with --check beside it, the exit code is 1."""
    result = run("--diff", file)
    assert result.exit_code == 0
    assert "-party   North,South\n+party North, South\n" in result.output
    assert file.read_bytes() == LOOSE
    assert run("--diff", "--check", file).exit_code == 1
    file.write_bytes(LAID)
    assert run("--diff", file).output == ""


def test_permissions_and_links_are_kept(file: Path) -> None:
    """A file keeps its mode, and one named through a link is written where it lies."""
    file.chmod(0o640)
    link = file.parent.parent / "link.md"
    link.symlink_to(file)
    run(link)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert file.read_bytes() == LAID


def test_a_file_that_is_laid_out_is_not_written(file: Path) -> None:
    """Nothing is written where nothing changes."""
    file.write_bytes(LAID)
    os.utime(file, (1, 1))
    run(file)
    assert file.stat().st_mtime == 1


def test_what_cannot_be_read_or_written_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing file, one that is not UTF-8 and a write that fails end with 2; no file is lost, and none half done."""
    assert run(file.parent / "none.md").exit_code == 2
    other = file.parent / "other.md"
    other.write_bytes(b"\xff")
    assert run(file, other).exit_code == 2
    assert file.read_bytes() == LOOSE

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    result = run(file)
    assert (result.exit_code, "No space left" in result.output) == (2, True)
    assert file.read_bytes() == LOOSE
    assert sorted(file.parent.iterdir()) == [file, other]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "examples").glob("*/agreement.md")), ids=lambda p: p.parent.name
)
def test_the_examples_are_laid_out(path: Path) -> None:
    """Every agreement that is shown as an example is in the one layout."""
    assert run("--check", path).exit_code == 0
