"""The page on review: it names every column of both files, and its example runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from servanda.cli import main
from servanda.record import ACT_COLUMNS, COLUMNS, DRAFT_COLUMNS
from tests.case_files import ROOT

PAGE = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("drafts.csv", tuple(column for column in DRAFT_COLUMNS if column not in COLUMNS)),
        ("reviews.csv", ACT_COLUMNS),
    ],
)
def test_every_column_is_explained(heading: str, columns: tuple[str, ...]) -> None:
    """Each column of a file has its row, in the order of the file, and no other has one."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(columns)


def test_the_example_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The code on the page, run as it stands on a new agreement, files a draft and corrects it."""
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["new", "my-agreement"]).exit_code == 0
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(code, "docs/review.md", "exec"), names)
    assert (
        (tmp_path / "my-agreement/reports.csv").read_text(encoding="utf-8").splitlines()[-1].startswith("r1,")
    )
