from __future__ import annotations

from pathlib import Path

import pytest

from tests.case_files import CASES, PLAYED, read


@pytest.mark.parametrize("path", PLAYED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_prints_what_its_file_says(path: Path, tmp_path: Path) -> None:
    """Every command of every case file prints, to the letter, what the file says."""
    case = read(path)
    assert case.played(tmp_path) == case.text


def test_a_case_whose_output_differs_is_seen(tmp_path: Path) -> None:
    """A case file with one word changed is not the same when played."""
    case = read(next(path for path in CASES if path.parent.name == "gaza-2025"))
    changed = case.text.replace("in force", "in farce", 1)
    (tmp_path / "folder").mkdir()
    (tmp_path / "changed.md").write_text(changed, encoding="utf-8")
    assert read(tmp_path / "changed.md").played(tmp_path / "folder") != changed
