from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from servanda.cli import main
from tests.case_files import ROOT

GAZA = str(ROOT / "examples" / "gaza-2025")
ASKING = ("--at", "2025-02-10", "--known", "2025-02-10")
TABLES = (
    ("status", ASKING), ("events", ASKING), ("due", ASKING), ("disputes", ASKING),
    ("changes", ("--since", "2025-02-01", "--until", "2025-02-10")),
)  # fmt: skip


def run(*words: str, **more: Any) -> Result:
    return CliRunner().invoke(main, list(words), catch_exceptions=False, **more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new agreement folder, as `servanda new` makes it."""
    assert run("new", str(tmp_path / "boat")).exit_code == 0
    return tmp_path / "boat"


@pytest.mark.parametrize(("command", "words"), [*TABLES, ("why", ("prisoners", *ASKING))])
def test_every_answer_is_also_json(command: str, words: tuple[str, ...]) -> None:
    """Each command that shows a standing prints JSON when asked."""
    result = run(command, GAZA, *words, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)


@pytest.mark.parametrize(("command", "words"), TABLES)
def test_every_table_is_also_csv(command: str, words: tuple[str, ...]) -> None:
    """Each table prints as CSV with a header and rows of its width."""
    rows = list(csv.reader(io.StringIO(run(command, GAZA, *words, "--format", "csv").stdout)))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize(("command", "words"), TABLES)
def test_what_is_piped_is_plain(command: str, words: tuple[str, ...]) -> None:
    """Piped output has no colour codes and no spaces at the ends of lines."""
    output = run(command, GAZA, *words).stdout
    assert "\x1b" not in output
    assert [line for line in output.splitlines() if line != line.rstrip()] == []


def test_a_new_folder_stands_without_a_problem(folder: Path) -> None:
    """The folder that `new` makes has no problems and shows its clauses in force."""
    assert run("check", str(folder)).stdout == "No problems.\n"
    assert "pay" in run("status", str(folder), "--at", "2027-03-02").stdout


def test_new_writes_over_nothing(folder: Path) -> None:
    """A folder that has anything in it is left alone."""
    before = (folder / "agreement.md").read_bytes()
    result = run("new", str(folder))
    assert (result.exit_code, "there already" in result.stderr) == (2, True)
    assert (folder / "agreement.md").read_bytes() == before


def test_an_added_report_counts(folder: Path) -> None:
    """A report given by options is appended with an id of its own, and counts."""
    words = (
        "--act",
        "pay euros",
        "--by",
        "Bruno",
        "--stance",
        "asserts",
        "--measure",
        "count",
        "--quantity",
        "100",
    )
    result = run(
        "add",
        str(folder),
        *words,
        "--happened",
        "2027-03-01",
        "--published",
        "2027-03-02",
        "--speaker",
        "Anna",
    )
    assert result.exit_code == 0
    assert "Added r1" in result.stdout
    data = json.loads(run("status", str(folder), "--at", "2027-03-02", "--clause", "pay", "--json").stdout)
    assert data["clauses"][0]["progress"]["done"] == [100, 100]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--act", "pay euros", "--published", "2027-03-02"), "has no stance"),
        (("--act", "pay euros", "--stance", "asserts"), "does not say when it was published"),
        (("--act", "pay euros", "--stance", "asserts", "--published", "2027-02-30"), "no date or time"),
        (
            ("--act", "pay euros", "--stance", "asserts", "--published", "2027-03-02", "--quantity", "many"),
            "no quantity",
        ),
        (("--stance", "asserts", "--published", "2027-03-02"), "does not say what was done"),
    ],
)
def test_a_bad_report_is_refused_and_the_record_left_alone(
    folder: Path, words: tuple[str, ...], said: str
) -> None:
    """What `add` cannot validate it refuses, says why, and writes nothing."""
    before = (folder / "reports.csv").read_bytes()
    result = run("add", str(folder), *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert (folder / "reports.csv").read_bytes() == before


def test_an_id_is_given_once(folder: Path) -> None:
    """A second report with the id of another is refused."""
    words = ("--id", "a", "--act", "pay euros", "--stance", "asserts", "--published", "2027-03-02")
    assert run("add", str(folder), *words).exit_code == 0
    assert "is the id of another report" in run("add", str(folder), *words).stderr


def test_a_record_without_a_last_line_break_is_added_to(folder: Path) -> None:
    """A row is added on a line of its own to a file that does not end with a line break, and columns keep their order."""
    (folder / "reports.csv").write_text(
        "note,id,act,stance,published\nx,r1,pay euros,asserts,2027-03-02", encoding="utf-8"
    )
    assert (
        run(
            "add", str(folder), "--act", "pay euros", "--stance", "denies", "--published", "2027-03-03"
        ).exit_code
        == 0
    )
    assert (folder / "reports.csv").read_text(encoding="utf-8").splitlines()[
        2
    ] == ",r2,pay euros,denies,2027-03-03"


def test_a_column_that_the_record_has_not_is_not_lost_silently(folder: Path) -> None:
    """A field that was given and has no column is refused by name."""
    (folder / "reports.csv").write_text("id,act,stance,published\n", encoding="utf-8")
    result = run(
        "add",
        str(folder),
        "--act",
        "pay euros",
        "--stance",
        "asserts",
        "--published",
        "2027-03-02",
        "--note",
        "seen",
    )
    assert (result.exit_code, "has no column note" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status", "nowhere"), "there is no agreement.md"),
        (("status", GAZA, "--at", "soon"), "no date or time"),
        (
            ("status", GAZA, "--at", "2025-01-22", "--account", "Mars"),
            'no account "Mars"; there are cautious',
        ),
        (("why", GAZA, "peace", "--at", "2025-01-22"), 'no clause "peace"'),
        (("status", GAZA, "--at", "2025-01-22", "--clause", "peace"), 'no clause "peace"'),
        (("due", GAZA, "--at", "2025-01-22", "--within", "long"), "no span of time"),
        (("changes", GAZA, "--since", "2025-02-01", "--until", "2025-01-01"), "lies before"),
        (("check", "nowhere"), "there is no agreement.md"),
        (("events", GAZA, "--at", "2025-01-22", "--clause", "peace"), "no clause"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(words: tuple[str, ...], said: str) -> None:
    """A request that cannot be met ends with exit code 2 and a word on what there is."""
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_one_bad_row_loses_that_row_only(folder: Path) -> None:
    """A bad row is named with its line; the rest stands; only --strict ends with 1."""
    rows = "id,act,by,stance,measure,quantity,happened,published,speaker\n"
    rows += "r1,pay euros,Bruno,asserts,count,100,2027-03-01,2027-03-02,Anna\n"
    rows += "r2,pay euros,Bruno,asserts,count,a lot,2027-03-01,2027-03-02,Anna\n"
    (folder / "reports.csv").write_text(rows, encoding="utf-8")
    words = ("status", str(folder), "--at", "2027-03-02", "--clause", "pay", "--json")
    result = run(*words)
    assert result.exit_code == 0
    assert "reports.csv:3: bad-quantity" in result.stderr
    assert json.loads(result.stdout)["clauses"][0]["progress"]["done"] == [100, 100]
    assert run(*words, "--strict").exit_code == 1
    assert run("check", str(folder)).exit_code == 1


def test_problems_are_also_data(folder: Path) -> None:
    """`check` prints its problems as JSON and CSV too."""
    (folder / "agreement.md").write_text("```servanda\nclause #a: B must go\n```\n", encoding="utf-8")
    found = json.loads(run("check", str(folder), "--json").stdout)["problems"]
    assert {problem["name"] for problem in found} >= {"no-head", "undeclared-name", "never-due"}
    rows = list(csv.reader(io.StringIO(run("check", str(folder), "--format", "csv").stdout)))
    assert len(rows) == len(found) + 1


def test_a_users_account(folder: Path) -> None:
    """An account of accounts.toml hears only the sources it names."""
    rows = "id,act,by,stance,measure,quantity,happened,published,speaker\n"
    rows += "r1,pay euros,Bruno,asserts,count,100,2027-03-01,2027-03-02,Anna\n"
    (folder / "reports.csv").write_text(rows, encoding="utf-8")
    (folder / "accounts.toml").write_text('[bank]\nsources = ["Bank"]\n', encoding="utf-8")
    words = ("status", str(folder), "--at", "2027-03-02", "--clause", "pay", "--json", "--account")
    assert json.loads(run(*words, "bank").stdout)["clauses"][0]["progress"]["done"] == [0, 0]
    assert json.loads(run(*words, "generous").stdout)["clauses"][0]["progress"]["done"] == [100, 100]


def test_the_module_is_the_command() -> None:
    """`python -m servanda` runs the same command."""
    import subprocess
    import sys

    result = subprocess.run(
        [sys.executable, "-m", "servanda", "--help"], capture_output=True, text=True, check=True
    )
    assert "servanda new my-agreement" in result.stdout
