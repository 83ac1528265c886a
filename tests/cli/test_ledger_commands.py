"""The commands that speak with a ledger, in both stores."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servanda.cli import main
from servanda.folder import papers_of
from tests.case_files import ROOT
from tests.ledger.conftest import address, another_database
from tests.ledger.papers import FIRST, SECOND, papers

__all__ = ["address", "another_database"]
SHALIT = ROOT / "examples" / "shalit-2011"
GAZA = ROOT / "examples" / "gaza-2025"
ASKING = ("--at", "2011-12-01")
REPORT = (
    "--act",
    "free captives",
    "--by",
    "North",
    "--stance",
    "asserts",
    "--published",
    "2025-01-12",
    "--quantity",
    "2",
)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def put(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def test_what_is_imported_is_exported_the_same(address: str, tmp_path: Path) -> None:
    """Every file of a folder comes out of a ledger byte for byte, its other pages too."""
    found = json.loads(run("import", SHALIT, GAZA, "--db", address, "--json").stdout)["taken"]
    assert [(one["agreement"], one["known"], one["unread"]) for one in found] == [
        ("shalit-2011", 0, 0), ("gaza-2025", 0, 0),
    ]  # fmt: skip
    result = run("export", "gaza-2025", "--db", address, "--to", tmp_path / "out" / "gaza")
    assert result.exit_code == 0
    for file in GAZA.iterdir():
        assert (tmp_path / "out" / "gaza" / file.name).read_bytes() == file.read_bytes()
    assert run("import", SHALIT, "--db", address).stdout == "shalit-2011: 0 new reports, 39 there before\n"


@pytest.mark.parametrize(
    "words",
    [
        ("status", *ASKING), ("events", *ASKING), ("due", *ASKING), ("disputes", *ASKING),
        ("changes", "--since", "2011-10-01", "--until", "2011-12-01"),
    ],
)  # fmt: skip
def test_a_ledger_answers_as_a_folder_does(address: str, words: tuple[str, ...]) -> None:
    """Each command that shows a standing says of a ledger what it says of the folder."""
    run("import", SHALIT, "--db", address)
    from_folder = run(words[0], SHALIT, *words[1:], "--json")
    from_ledger = run(words[0], "shalit-2011", "--db", address, *words[1:], "--json")
    assert from_ledger.exit_code == 0
    assert from_ledger.stdout == from_folder.stdout


def test_why_is_answered_from_a_ledger(address: str) -> None:
    """A clause is explained from a ledger as it is from its folder."""
    run("import", SHALIT, "--db", address)
    clause = json.loads(run("status", SHALIT, *ASKING, "--json").stdout)["clauses"][0]["id"]
    from_folder = run("why", SHALIT, clause, *ASKING)
    assert run("why", "shalit-2011", clause, *ASKING, "--db", address).stdout == from_folder.stdout


def test_a_whole_ledger_is_an_overview(address: str, tmp_path: Path) -> None:
    """Without a PATH, status and check are about every agreement of the ledger, as about a folder of them."""
    put(tmp_path / "one", papers(FIRST, id="one"))
    put(tmp_path / "two", papers(SECOND, "r9,free captives,North,many,2025-01-05,Ann,asserts", id="two"))
    said = run("import", tmp_path, "--db", address).stdout
    assert "two: 1 new reports; 1 rows cannot be read" in said
    on_disk = run("status", tmp_path, "--at", "2025-01-10", "--json")
    assert run("status", "--db", address, "--at", "2025-01-10", "--json").stdout == on_disk.stdout
    for words in ((), ("two",)):
        result = run("check", *words, "--db", address)
        assert result.exit_code == 1
        assert "two/reports.csv:3" in result.stdout
        assert "bad-quantity" in result.stdout
    assert run("check", "one", "--db", address).exit_code == 0


def test_add_appends_to_a_ledger_once(address: str, tmp_path: Path) -> None:
    """A report is added under a free id; the same key adds it once; what is wrong is refused."""
    run("import", put(tmp_path / "one", papers(FIRST, id="one")), "--db", address)
    first = run("add", "one", "--db", address, *REPORT, "--key", "k", "--recorder", "Ben")
    assert first.stdout == f"Added r2 to one in {address}.\n"
    again = json.loads(run("add", "one", "--db", address, *REPORT, "--key", "k", "--json").stdout)
    assert (again["id"], again["quantity"], again["recorded"]) == ("r2", "2", "")
    assert run("add", "one", "--db", address, *REPORT, "--key", "k").stdout.startswith("There already")
    wrong = run("add", "one", "--db", address, *REPORT, "--id", "r1")
    assert (wrong.exit_code, "other words" in wrong.stderr) == (2, True)
    assert run("add", "none", "--db", address, *REPORT).exit_code == 2


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_export_writes_any_form(address: str, tmp_path: Path, form: str) -> None:
    """The same reports come out in each form, and the folder stands as before."""
    run("import", SHALIT, "--db", address)
    result = run(
        "export", "shalit-2011", "--db", address, "--to", tmp_path / "out", "--format", form, "--json"
    )
    assert f"reports.{form}" in json.loads(result.stdout)["files"]
    assert [name for name in papers_of(tmp_path / "out") if name.startswith("reports")] == [f"reports.{form}"]
    before, after = (run("status", path, *ASKING, "--json").stdout for path in (SHALIT, tmp_path / "out"))
    assert before == after


def test_a_backup_is_made_and_restored(address: str, tmp_path: Path) -> None:
    """What is backed up from either store is restored, and nothing is written over."""
    run("import", SHALIT, "--db", address)
    kept, other = tmp_path / "kept.db", f"sqlite:///{tmp_path / 'other.db'}"
    assert (
        json.loads(run("backup", "--db", address, "--to", kept, "--json").stdout)["bytes"]
        == kept.stat().st_size
    )
    assert run("backup", "--db", address, "--to", kept).exit_code == 2
    assert run("restore", kept, "--db", other).stdout == "Restored 1 agreements with 39 reports.\n"
    assert run("restore", kept, "--db", other, "--json").exit_code == 2
    assert run("status", "shalit-2011", "--db", other, *ASKING).exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("status",), ("check",), ("status", "none", "--db", "sqlite:///none.db"), ("check", "--db", "words"),
        ("import", "nowhere", "--db", "sqlite:///none.db"), ("export", "a", "--db", "sqlite:///none.db", "--to", "b"),
        ("restore", "nowhere", "--db", "sqlite:///none.db"),
    ],
)  # fmt: skip
def test_a_request_that_makes_no_sense_is_refused(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not there is named, the exit code is 2, and nothing is shown as an answer."""
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith("servanda: ")
    assert result.stdout == ""


def test_export_writes_over_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that holds something stays as it is; the address may come from the environment."""
    monkeypatch.setenv("SERVANDA_DB", f"sqlite:///{tmp_path / 'one.db'}")
    run("import", SHALIT)
    put(tmp_path / "mine", {"agreement.md": b"mine"})
    assert "not empty" in run("export", "shalit-2011", "--to", tmp_path / "mine").stderr
    assert papers_of(tmp_path / "mine") == {"agreement.md": b"mine"}
    assert "cannot be written" in run("export", "shalit-2011", "--to", tmp_path / "one.db" / "out").stderr
