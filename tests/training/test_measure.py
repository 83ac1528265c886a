"""The measuring runs, and says what it could not measure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from servanda.reading import Attribution
from tests.case_files import ROOT
from training import archive, corpus, gold, marked, parts
from training.polnear import MarkedArticle


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "training.measure", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_marked_articles_are_measured() -> None:
    """One command prints the tables of statements and drafts, and a line for each thing that is not as marked."""
    told = run("--only", "articles", "--failing")
    assert told.returncode == 0, told.stderr
    assert {"Statements", "Drafts"} <= set(told.stdout.split())
    assert "≥ 90 %" in told.stdout
    assert any(line.startswith("shalit-2011-12-16 ") for line in told.stdout.splitlines())


def test_a_part_that_there_is_not_is_named() -> None:
    """A wrong part is told with those that there are, before anything is measured."""
    told = run("--only", "articles,weather")
    assert told.returncode == 2
    assert "there is no part weather" in told.stderr


def test_what_is_not_there_is_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without the texts beside the project, each part that needs them says so and gives no figure."""
    monkeypatch.setattr(gold, "ROOT", tmp_path / "project")
    for name in ("corpus", "factuality", "archive"):
        part = parts.PARTS[name]()
        assert part.figures == ()
        assert "beside the project" in part.missing
    part = parts.PARTS["articles"]()
    assert "beside the project" in part.missing
    assert [figures.columns for figures in part.figures] == [("", "our own", "target"), ("", "our own")]


def test_finders_and_speed_are_told_side_by_side() -> None:
    """Everybody is scored on the same articles, and the speed of each stands beside that of the whole."""
    articles = [
        MarkedArticle(
            one.name, one.article.text, tuple(attribution(statement) for statement in one.statements)
        )
        for one in gold.own_articles()
    ]
    scores, speeds = corpus.measure(articles, marked.background_of("gaza-2025"))
    assert [row[0] for row in scores.rows] == ["source", "cue", "content", "content, by pieces", "pairs"]
    assert "plain rule, F1" in scores.columns
    assert speeds.rows[0][0] == "parsing alone"
    assert speeds.rows[-1][0] == "the whole of reading"


def attribution(one: gold.ExpectedStatement) -> Attribution:
    return Attribution(one.source, one.cue, one.content)


def test_an_archive_is_read_by_one_and_by_two() -> None:
    """Both ways read every article, and the ratio of the two is told."""
    texts = [one.article.text for one in gold.own_articles()][:2]
    figures = archive.measure(texts, marked.background_of("gaza-2025"), times=1, rounds=1)
    assert [row[0] for row in figures.rows] == ["one process", "two processes", "two to one"]
    assert figures.note.startswith("2 articles")


def test_no_record_helps() -> None:
    """An article is read with the agreement and its table of sources, and without its record."""
    background = marked.background_of("gaza-2025")
    assert background.agreement is not None
    assert background.reports == ()
    assert background.zone == "Asia/Jerusalem"
