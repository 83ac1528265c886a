"""An agreement folder read into memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.folder import NoFolder, load, papers_of, read_papers
from servanda.standing import UnknownAccount
from tests.builders import HEAD

CLAUSE = "clause #c: North must free 10 captives to South by day 20\n"
REPORTS = """\
id,act,by,quantity,published,speaker,stance,happened
r1,free captives,North,4,2025-01-05,Ann,asserts,2025-01-04
r2,free captives,North,3,2025-01-09,Insider,asserts,2025-01-08
"""
SOURCES = "name,seen_by,reliability\nAnn,,B\nInsider,North,A\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "agreement.md").write_text(f"# A test\n\n```servanda\n{HEAD}{CLAUSE}```\n", encoding="utf-8")
    (tmp_path / "reports.csv").write_text(REPORTS, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_whole(folder: Path) -> None:
    """The agreement, both report files, the sources and the accounts are read together."""
    row = '{"id": "r3", "act": "free captives", "by": "North", "quantity": 2, "stance": "asserts", "published": "2025-01-12", "speaker": "Ann"}'
    (folder / "reports.jsonl").write_text(row, encoding="utf-8")
    (folder / "accounts.toml").write_text(
        '[strict]\nground = "corroborated"\nreliability = "B"\nsources = ["Ann"]\n', encoding="utf-8"
    )
    found = load(folder)
    assert found.problems == ()
    assert [one.id for one in found.reports] == ["r1", "r2", "r3"]
    assert found.standing("2025-01-12", account="strict").of("c").first.progress.done.least == 0
    assert found.standing("2025-01-12").of("c").first.progress.done.least == 6


def test_without_a_record_a_folder_still_stands(tmp_path: Path) -> None:
    """With no reports or sources, an agreement stands all the same."""
    (tmp_path / "agreement.md").write_text(f"```servanda\n{HEAD}{CLAUSE}```\n", encoding="utf-8")
    assert load(tmp_path).standing("2025-01-02").of("c").state == "in force"


def test_no_agreement_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    """A path without an agreement.md is refused, and the message names the remedy."""
    with pytest.raises(NoFolder, match="servanda new"):
        load(tmp_path)


def test_what_was_recorded_later_is_not_heard(folder: Path) -> None:
    """Asked what the record held by a time, a folder hears no row taken in later, and none without a time."""
    found = load(folder)
    assert found.standing("2025-01-07", recorded="2025-01-06").of("c").first.progress.done.least == 0


def test_an_account_that_is_not_there_is_an_error(folder: Path) -> None:
    """An account nobody defined is refused by name."""
    with pytest.raises(UnknownAccount, match="strict"):
        load(folder).standing("2025-01-12", account="strict")


@pytest.mark.parametrize(
    "text",
    [
        "strict = 3",
        '[strict]\nground = "refuted"',
        '[strict]\nreliability = "Z"',
        '[strict]\nsources = "Ann"',
        "[strict]\nsources = [1]",
        "[strict]\ncolour = 1",
        "[strict]\nground = []",
        "[strict]\nreliability = {}",
        "[strict",
        "\udcff",
    ],
)
def test_an_account_that_makes_no_sense_is_a_problem(folder: Path, text: str) -> None:
    """What accounts.toml says wrong is a problem, and the folder is read all the same."""
    (folder / "accounts.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    found = load(folder)
    assert [problem.name for problem in found.problems] == ["bad-account"]
    assert found.rules == {}


def test_sources_may_be_json_lines(folder: Path) -> None:
    """Sources stand in CSV, in JSON lines, or in both."""
    (folder / "sources.jsonl").write_text('{"name": "Office", "speaks_for": "North"}', encoding="utf-8")
    names = [source.name for source in load(folder).sources.table]
    assert names == ["Ann", "Insider", "Office"]


def test_a_folder_is_read_from_its_papers(folder: Path) -> None:
    """The bytes of its files, wherever they are from, read as the folder on disk does."""
    papers = papers_of(folder)
    assert set(papers) == {"agreement.md", "reports.csv", "sources.csv"}
    found, there = read_papers(papers, folder), load(folder)
    assert (found.agreement, found.reports, found.problems) == (
        there.agreement,
        there.reports,
        there.problems,
    )


def test_translations_are_read_with_the_folder(folder: Path) -> None:
    """The agreement's text in other languages is read by its files' names, and its problems are told with the rest."""
    (folder / "agreement.fr.md").write_text("Dix.\n\n```servanda\nsays #c\n```\n", encoding="utf-8")
    (folder / "agreement.ar.md").write_text("عشرة.\n\n```servanda\nsays #d\n```\n", encoding="utf-8")
    (folder / "agreement.notes.md").write_text("```servanda\nsays #d\n```\n", encoding="utf-8")
    found = load(folder)
    assert list(found.translations) == ["ar", "fr"]
    assert [(Path(one.file).name, one.name) for one in found.problems] == [
        ("agreement.ar.md", "not-translated"), ("agreement.ar.md", "unknown-clause"),
    ]  # fmt: skip
    assert sorted(papers_of(folder)) == [
        "agreement.ar.md", "agreement.fr.md", "agreement.md", "reports.csv", "sources.csv",
    ]  # fmt: skip
    assert read_papers(papers_of(folder), folder).translations == found.translations


def test_a_translation_that_is_no_text_loses_nothing_else(folder: Path) -> None:
    """A file that is not UTF-8 is read as far as it goes."""
    (folder / "agreement.fr.md").write_bytes(b"\xff\xfe\n```servanda\nsays #c\n```\n")
    found = load(folder)
    assert found.translations["fr"].passages[0].says == ("#c",)
    assert found.problems == ()


def test_a_map_beside_the_agreement_is_read(folder: Path) -> None:
    """What places.geojson draws is in the folder, and what is wrong with it among its problems."""
    assert load(folder).places.table == ()
    (folder / "places.geojson").write_text(
        '{"type": "FeatureCollection", "features": [{}]}', encoding="utf-8"
    )
    found = load(folder)
    assert found.places.table == ()
    assert [(problem.file, problem.name) for problem in found.problems] == [
        (str(folder / "places.geojson"), "bad-feature")
    ]
