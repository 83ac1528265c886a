"""The command that files drafts and acts on them, in a folder and in both stores."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servanda.cli import main
from tests.case_files import ROOT
from tests.review.conftest import place, where
from tests.review.places import Place, row

__all__ = ["place", "where"]


@pytest.fixture
def words(place: Place, where: str | Path) -> list[str]:  # noqa: ARG001
    """What names the agreement on the command line."""
    return [str(where)] if isinstance(where, Path) else ["test", "--db", where]


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["review", *(str(word) for word in words)], catch_exceptions=False)


def filed(tmp_path: Path, words: list[str], *rows: dict[str, str]) -> list[str]:
    """File rows by a file of JSON lines, and return the ids of the drafts."""
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
    ids: list[str] = json.loads(run(*words, "--file", file, "--by", "reader", "--json").stdout)["filed"]
    return ids


def test_each_act_is_done_by_name(place: Place, words: list[str], tmp_path: Path) -> None:
    """Drafts are filed, confirmed, corrected, merged and refused, and what was done is told."""
    assert run(*words).stdout == "No draft waits.\n"
    assert filed(tmp_path, words, *[row(quantity=str(number)) for number in range(4)]) == [
        "d1",
        "d2",
        "d3",
        "d4",
    ]
    assert run(*words, "--confirm", "d1", "--by", "Ann").stdout == "d1 was confirmed as r4 by Ann.\n"
    corrected = run(
        *words, "--correct", "d2", "--set", "quantity=7", "--set", "note=a=b", "--by", "Ben", "--json"
    )
    assert json.loads(corrected.stdout)["changed"] == {
        "quantity": {"from": "1", "to": "7"}, "note": {"from": "", "to": "a=b"},
    }  # fmt: skip
    assert (
        run(*words, "--merge", "d3", "--into", "r1", "--by", "Ann").stdout == "d3 was merged as r6 by Ann.\n"
    )
    assert (
        run(*words, "--refuse", "d4", "--reason", "a copy", "--by", "Ann").stdout
        == "d4 was refused by Ann.\n"
    )
    again = run(*words, "--confirm", "d1", "--by", "Ben")
    assert (again.exit_code, "confirmed as r4 by Ann" in again.stderr) == (2, True)
    data = json.loads(run(*words, "--json").stdout)
    assert (data["waiting"], [one["what"] for one in data["done"]]) == (
        [],
        ["confirmed", "corrected", "merged", "refused"],
    )
    assert place.reports["r5"].note == "a=b"


def test_what_waits_is_listed_with_what_may_tell_the_same(
    place: Place, words: list[str], tmp_path: Path
) -> None:
    """Each draft stands with the reports of the same act by the same actors within a day, best first."""
    near = {
        "happened": "2025-01-05",
        "scores": "c=0.9",
        "file": "a.txt",
        "words": "“Four\nare\x1b[2J free,” Ann said.",
    }
    filed(tmp_path, words, row(quantity="4", **near), row(stance="", quantity="9", published="2025-03-01"))
    told = run(*words).stdout
    for said in ("Ann asserts: 4 free captives by North, 2025-01-05", "read in a.txt", "about c (0.90)", "““Four are�[2J free,” Ann said.”",
                 "may tell the same as r1: same quantity, stance, speaker", "no report yet: The row has no stance."):  # fmt: skip
        assert said in told
    first, second = json.loads(run(*words, "--json").stdout)["waiting"]
    assert [one["report"] for one in first["likely_same"]] == ["r1"]
    assert first["likely_same"][0]["same"] == ["quantity", "stance", "speaker"]
    assert (second["likely_same"], second["unread"]) == ([], "The row has no stance.")
    table = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))
    assert [(one["draft"], one["likely_same"], one["scores"]) for one in table] == [
        ("d1", "r1", "c=0.9"),
        ("d2", "", ""),
    ]
    assert len(place.reports) == 3


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--confirm", "d1", "--refuse", "d1", "--reason", "no"), "one thing at a time"),
        (("--correct", "d1"), "--correct goes with --set"),
        (("--set", "note=x"), "--correct goes with --set"),
        (("--merge", "d1"), "--merge goes with --into"),
        (("--refuse", "d1"), "--refuse goes with --reason"),
        (("--correct", "d1", "--set", "note"), '"note" sets nothing'),
        (("--correct", "d1", "--set", "quantity=many", "--set", "stance=x"), "no quantity"),
        (("--confirm", "d9"), "those that wait: d1"),
        (("--confirm", "d1", "--by", " "), "say who you are"),
        (("--file", "none.csv"), "cannot be read"),
        (("--file", str(ROOT / "pyproject.toml")), "neither .csv nor .jsonl"),
    ],
)
def test_what_makes_no_sense_is_refused(
    place: Place, words: list[str], tmp_path: Path, more: tuple[str, ...], said: str
) -> None:
    """A request that cannot be met ends with exit code 2 and a word on how to mend it, and changes nothing."""
    filed(tmp_path, words, row())
    before = place.files()
    result = run(*words, *more)
    assert result.exit_code == 2
    assert said in result.stderr
    assert place.files() == before


def test_a_file_with_a_bad_row_files_nothing(place: Place, words: list[str], tmp_path: Path) -> None:
    """All that is wrong with a file is told with its line, and none of its rows is filed."""
    file = tmp_path / "rows.csv"
    file.write_text("act,stance,colour\na,asserts,red\nb,asserts,red,and more\n", encoding="utf-8")
    result = run(*words, "--file", file)
    assert (result.exit_code, result.stderr.count("rows.csv:")) == (2, 2)
    file.write_text("act,scores\na,c=2\nb,c=0.5\n", encoding="utf-8")
    assert "row 1, scores:" in run(*words, "--file", file).stderr
    assert place.port.drafts().drafts == ()
