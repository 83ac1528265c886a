"""The corpus is read as its files say."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.reading import Attribution, Passage, passage
from training import polnear

TEXT = "“Yes,” Ann said,\n“we do.” It is said to rain.\n"
MARKS = """\
T1\tSource 7 10\tAnn
T2\tCue 11 15\tsaid
T3\tContent 0 6;17 25\t“Yes,” “we do.”
T4\tAttribution 11 15\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
T5\tCue 29 36\tis said
T6\tContent 26 28\tIt
T7\tContent 37 44\tto rain
T8\tAttribution-no-source 29 36\tis said
E2\tAttribution-no-source:T8 Content:T6 Content2:T7 Cue:T5
T9\tDiscuss 26 45\tIt is said to rain.
E3\tAttribution:T8 Cue:T5
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of two articles, the first with two annotators of whom the table names the later first."""
    for name in ("text", "attributions"):
        (tmp_path / "dev" / name).mkdir(parents=True)
    for name in ("a_day", "b_day"):
        (tmp_path / "dev/text" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    marks = tmp_path / "dev/attributions"
    (marks / "a_day_1a1a.ann").write_text("", encoding="utf-8")
    (marks / "a_day_2b2b.ann").write_text(MARKS, encoding="utf-8")
    (marks / "b_day_3c3c.ann").write_text("", encoding="utf-8")
    (marks / "b_day_4d4d.ann").write_text(MARKS, encoding="utf-8")
    rows = "compartment\tfilename\tannotators\ndev\ta_day\t2b2b|1a1a\n"
    (tmp_path / "metadata.tsv").write_text(rows, encoding="utf-8")
    return tmp_path


def test_attributions_are_read_with_their_pieces() -> None:
    """A content in pieces, or under two names, is one passage; an attribution without a source has none."""
    quoted = Attribution(passage(7, 10), passage(11, 15), Passage(((0, 6), (17, 25))))
    rumour = Attribution(None, passage(29, 36), Passage(((26, 28), (37, 44))))
    assert polnear.attributions(MARKS) == (quoted, rumour)


def test_the_first_annotator_counts(folder: Path) -> None:
    """The one whom the table names first, and where it names nobody the first by name."""
    first, second = polnear.articles(folder, "dev")
    assert (first.name, first.text, len(first.attributions)) == ("a_day", TEXT, 2)
    assert (second.name, second.attributions) == ("b_day", ())


def test_the_corpus_bears_out_what_is_read() -> None:
    """Every passage of the corpus lies in its text, and begins and ends with something."""
    folder = polnear.corpus()
    if folder is None:
        pytest.skip("the corpus is not beside the project")
    articles = list(polnear.articles(folder, "dev"))
    assert len(articles) == 84
    for article in articles:
        assert article.attributions, article.name
        for one in article.attributions:
            for part in filter(None, (one.source, one.cue, one.content)):
                assert 0 <= part.first < part.end <= len(article.text)
                assert all(article.text[first:end].strip() for first, end in part.spans), article.name
