"""Several agreements from the command line: `status` over a folder of them, and `check` over several."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.test_shelf import BEFORE, FIRST, SECOND, STARTS, put

ASKING = ("--at", "2025-01-10")
SECRET = """\
instrument #letter "A letter" binds North seen by North
clause #secret: North must pay by day 4
  part of #letter
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A truce, and a peace that starts with it."""
    put(tmp_path / "a", FIRST.format(more=""))
    put(tmp_path / "b", SECOND.format(more=STARTS[0][1] + SECRET))
    return tmp_path


def test_status_of_a_folder_of_agreements_tells_each_and_their_links(shelf: Path) -> None:
    """One line for each agreement, and one for each link between them."""
    result = run("status", str(shelf), *ASKING)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "2 agreements on 10 Jan 2025, on the cautious account"
    assert [line.split()[0] for line in lines[2:4]] == ["truce", "peace"]
    assert lines[-1] == "peace starts with truce"


def test_a_wait_is_told_as_one(tmp_path: Path) -> None:
    """An agreement that comes after another is not started, and the link says what it waits for."""
    put(tmp_path / "a", FIRST.format(more=""))
    put(tmp_path / "b", SECOND.format(more=BEFORE[0][1]))
    output = run("status", str(tmp_path), *ASKING).stdout
    assert "not started" in output
    assert output.splitlines()[-1] == "peace waits for the end of truce"


def test_the_overview_is_also_json(shelf: Path) -> None:
    """The same as nested data, with the links."""
    data = json.loads(run("status", str(shelf), *ASKING, "--json").stdout)
    assert [(one["agreement"], one["state"]) for one in data["agreements"]] == [
        ("truce", "in force"),
        ("peace", "in force"),
    ]
    assert data["agreements"][1]["starts"].startswith("2025-01-05T00:00")
    assert data["links"] == [
        {"agreement": "peace", "relation": "starts this", "other": "truce", "told_by": "peace"}
    ]


def test_the_overview_is_also_csv(shelf: Path) -> None:
    """One row for each agreement, all of the width of the header."""
    rows = list(csv.reader(io.StringIO(run("status", str(shelf), *ASKING, "--format", "csv").stdout)))
    assert [row[0] for row in rows] == ["agreement", "truce", "peace"]
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize(
    ("viewer", "overdue"), [((), 0), (("--viewer", "South"), 0), (("--viewer", "North"), 1)]
)
def test_what_a_viewer_may_not_see_is_not_counted(
    tmp_path: Path, viewer: tuple[str, ...], overdue: int
) -> None:
    """A clause of a side letter is counted for those who may see it and leaves no trace for others."""
    put(tmp_path / "a", FIRST.format(more=""))
    put(tmp_path / "b", SECOND.format(more=SECRET))
    data = json.loads(run("status", str(tmp_path), *ASKING, "--json", *viewer).stdout)
    assert data["agreements"][1]["overdue"] == overdue


def test_the_overview_goes_by_the_account_asked_for(shelf: Path) -> None:
    """An account that is there is named; one that is not is refused with those that are."""
    assert "on the South account" in run("status", str(shelf), *ASKING, "--account", "South").stdout
    result = run("status", str(shelf), *ASKING, "--account", "Mars")
    assert (result.exit_code, 'no account "Mars"' in result.stderr) == (2, True)


def test_check_reads_several_at_once(shelf: Path) -> None:
    """Agreements named one by one, or by the folder that holds them, are all checked."""
    for paths in ((str(shelf),), (str(shelf / "a"), str(shelf / "b"))):
        result = run("check", *paths)
        assert (result.exit_code, result.stdout) == (0, "No problems.\n")


def test_check_tells_what_is_wrong_between_agreements(tmp_path: Path) -> None:
    """Two that wait for each other are a problem of both, and end with exit code 1; either alone is well."""
    put(tmp_path / "a", FIRST.format(more='link #peace "The peace": starts this\n'))
    put(tmp_path / "b", SECOND.format(more=STARTS[0][1]))
    result = run("check", str(tmp_path), "--json")
    assert result.exit_code == 1
    assert [one["name"] for one in json.loads(result.stdout)["problems"]] == [
        "agreements-wait-for-each-other"
    ] * 2
    assert run("check", str(tmp_path / "a")).exit_code == 0
    assert run("status", str(tmp_path), *ASKING, "--strict").exit_code == 1
