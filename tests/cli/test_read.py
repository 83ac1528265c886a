from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from servanda.cli import main
from servanda.record import FILED_COLUMNS
from tests.case_files import ROOT

GAZA = ROOT / "examples" / "gaza-2025"
TEXT = """Three hostages are freed as talks go on

22 January 2025

Hamas released three hostages to Israel on Sunday, the Qatari prime minister said on Wednesday.

An unnamed Israeli official denied that Israel had agreed to begin talks on phase two before day 16.

“We will release four hostages on Saturday if Israel lets in the trucks,” a Hamas spokesman said.
"""
PAGE = """<html><head><title>Talks go on</title><meta property="article:published_time" content="2025-01-22T09:00:00Z"></head>
<body><article><h1>Talks go on</h1><p>Hamas released three hostages to Israel on Sunday, the Qatari prime minister said on
Wednesday, and he added that talks on phase two would begin as soon as both sides were ready for them.</p></article></body></html>"""


def run(*words: str | Path, **more: Any) -> Result:
    return CliRunner().invoke(main, ["read", *map(str, words)], catch_exceptions=False, **more)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A news text of our own."""
    path = tmp_path / "harbour.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An agreement folder with a record, without drafts."""
    return Path(shutil.copytree(GAZA, tmp_path / "gaza"))


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def words_of(passage: dict[str, Any] | None, text: str) -> str:
    return " ".join(text[first:end] for first, end in (passage or {"spans": []})["spans"])


def test_each_file_is_a_json_object_a_line(file: Path, tmp_path: Path) -> None:
    """Each file gives an object whose passages are characters of the text as given, or of the text of the page."""
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    result = run(file, page, "--agreement", GAZA, "--json")
    assert result.exit_code == 0
    plain, paged = objects(result)
    assert (plain["file"], plain["title"], plain["published"], plain["text"]) == (
        str(file), "Three hostages are freed as talks go on", "2025-01-22", None,
    )  # fmt: skip
    assert words_of(plain["fields"]["published"], TEXT) == "22 January 2025"
    assert paged["published"] == "2025-01-22T11:00:00+02:00"
    for found, text in ((plain, TEXT), (paged, paged["text"])):
        assert found["attributions"]
        for one in found["attributions"]:
            assert one["within"] is None or one["within"] < len(found["attributions"])
            assert words_of(one["content"], text)
    assert any(one["stance"] == "denies" for one in plain["attributions"])
    assert plain["drafts"]
    for draft in plain["drafts"]:
        assert set(FILED_COLUMNS) <= set(draft)
        assert draft["attribution"] is None or draft["attribution"] < len(plain["attributions"])
        for column, passage in draft["fields"].items():
            assert words_of(passage, TEXT), column


def test_a_reading_is_told_in_words(file: Path) -> None:
    """Without more, a reading shows the article, who says what with what stance, and the drafts with their clauses."""
    result = run(file, "--agreement", GAZA)
    assert result.exit_code == 0
    assert result.stdout.startswith("Three hostages are freed as talks go on\n22 Jan 2025 · no outlet")
    assert "denies" in result.stdout
    assert "→ " in result.stdout
    assert "#hostages" in result.stdout
    assert [line for line in result.stdout.splitlines() if line != line.rstrip()] == []


def test_drafts_are_a_table_that_review_takes(file: Path, folder: Path, tmp_path: Path) -> None:
    """The CSV of the drafts can be filed for review as it is."""
    result = run(file, "--agreement", folder, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert rows
    assert tuple(rows[0]) == FILED_COLUMNS
    table = tmp_path / "drafts.csv"
    table.write_text(result.stdout, encoding="utf-8")
    filed = CliRunner().invoke(main, ["review", str(folder), "--file", str(table), "--by", "reader"])
    assert f"Filed d1{', ' if len(rows) > 1 else '.'}" in filed.stdout


def test_drafts_are_filed_once(file: Path, folder: Path) -> None:
    """With --file the drafts wait for review, and the same again files nothing; the record is as it was."""
    record = (folder / "reports.csv").read_bytes()
    many = len(objects(run(file, "--agreement", folder, "--json"))[0]["drafts"])
    assert f"Filed {many} drafts" in run(file, "--agreement", folder, "--file", "--by", "reader").stdout
    assert "Filed nothing" in run(file, "--agreement", folder, "--file", "--by", "reader").stdout
    waiting = json.loads(CliRunner().invoke(main, ["review", str(folder), "--json"]).stdout)["waiting"]
    assert len(waiting) == many
    assert {one["file"] for one in waiting} == {str(file)}
    assert (folder / "reports.csv").read_bytes() == record


def test_drafts_are_filed_in_a_ledger(file: Path, folder: Path, tmp_path: Path) -> None:
    """With --db the agreement is an id of a ledger, and the drafts are filed there."""
    at = f"sqlite:///{tmp_path / 'ledger.db'}"
    assert CliRunner().invoke(main, ["import", str(folder), "--db", at]).exit_code == 0
    result = run(file, "--agreement", "gaza-2025", "--db", at, "--file", "--by", "reader")
    assert (result.exit_code, "drafts for review" in result.stdout) == (0, True)
    assert (
        "Filed nothing"
        in run(file, "--agreement", "gaza-2025", "--db", at, "--file", "--by", "reader").stdout
    )


def test_what_is_kept_is_passed_over(file: Path, folder: Path, tmp_path: Path) -> None:
    """With --to each file is a line; started again, it is passed over, and its drafts can still be filed."""
    out = tmp_path / "out.jsonl"
    first = run(file, "--agreement", folder, "--to", out)
    assert f"Read 1 articles into {out}" in first.stdout
    line = json.loads(out.read_text(encoding="utf-8"))
    assert (line["agreement"], line["reader"], line["file"]) == ("gaza-2025", "local", str(file))
    again = run(file, "--agreement", folder, "--to", out, "--file", "--by", "reader", "--json")
    assert json.loads(again.stdout) | {"filed": 0} == {
        "read": 0, "failed": 0, "before": 1, "statements": 0, "drafts": 0, "filed": 0,
    }  # fmt: skip
    assert len(json.loads(again.stdout)["filed"]) == len(line["drafts"])
    refused = run(file, "--to", out)
    assert (refused.exit_code, "was read with agreement gaza-2025" in refused.stderr) == (2, True)


def test_a_file_that_cannot_be_read_loses_no_other(file: Path, tmp_path: Path) -> None:
    """A missing file, a blank one and one in another language are told; the others are read, and the exit code is 1."""
    (tmp_path / "blank.txt").write_bytes(b"\n")
    (tmp_path / "other.txt").write_text("الجانب الشمالي قال إنه فتح الجسر", encoding="utf-8")
    files = (tmp_path / "none.txt", tmp_path / "blank.txt", tmp_path / "other.txt", file)
    result = run(*files, "--json")
    assert result.exit_code == 1
    none, blank, other, read = objects(result)
    assert (none["fault"]["name"], blank["fault"]["name"]) == ("not-opened", "empty")
    assert (other["attributions"], other["drafts"]) == ([], [])
    assert "does not seem to be English" in other["remarks"][-1]
    assert read["attributions"]
    shown = run(*files)
    assert shown.exit_code == 1
    assert "not read: There is nothing in it." in shown.stdout
    assert "blank.txt: empty: " in run(*files, "--format", "csv").stderr


def test_what_a_user_says_counts(file: Path, tmp_path: Path) -> None:
    """Day, outlet and a table of sources given with the command count for what is read."""
    table = tmp_path / "more.csv"
    table.write_text("name,kind,aliases\nHarbour Post,outlet,HP\n,outlet,\n", encoding="utf-8")
    result = run(file, "--published", "2025-01-23", "--outlet", "HP", "--sources", table, "--json")
    (found,) = objects(result)
    assert (found["published"], found["outlet"]) == ("2025-01-23", "Harbour Post")
    assert "more.csv:3: no-name" in result.stderr


def test_standard_input_is_read() -> None:
    """A dash stands for an article on standard input."""
    (found,) = objects(run("-", "--json", input=TEXT))
    assert (found["file"], found["title"]) == ("-", "Three hostages are freed as talks go on")


def test_what_would_be_obeyed_by_a_terminal_is_not_printed(tmp_path: Path) -> None:
    """Control characters in a text or a name do not reach the terminal."""
    path = tmp_path / "a\x1b]0;b.txt"
    path.write_text(TEXT.replace("four hostages", "four \x1b[2Jhostages"), encoding="utf-8")
    assert "\x1b" not in run(path).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--file",), "--file goes with --agreement"),
        (("--agreement", "nowhere"), "there is no agreement.md"),
        (("--db", "sqlite:///x.db"), "--db ADDRESS goes with --agreement"),
        (("--published", "soon"), "no date or time"),
        (("--sources", "none.csv"), "none.csv cannot be read"),
        (("--to", "a.jsonl", "--format", "csv"), "--to keeps JSON lines"),
        (("--to", "nowhere/a.jsonl"), "nowhere/a.jsonl"),
        (("--endpoint", "https://models.example/v1"), "--endpoint URL goes with --model"),
        (("--model", "small"), "--endpoint URL goes with --model"),
        (("--endpoint", "ftp://models.example", "--model", "small"), "servanda: "),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(words: tuple[str, ...], said: str, file: Path) -> None:
    """What cannot be met ends with 2 and a word on why, and nothing is read."""
    result = run(file, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_commands_load_no_parser_before_they_read() -> None:
    """The command starts without the parser and the extractor of pages, which take seconds to load."""
    code = "import servanda.cli, servanda.reading, sys; print(*{'spacy', 'trafilatura', 'thinc', 'torch'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
