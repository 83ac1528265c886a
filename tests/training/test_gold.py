"""The gold is sound: what it marks stands in its texts, and what it says can be said."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import servanda
from servanda.reading import Passage
from servanda.record.report import CERTAINTIES, MEASURES, STANCES
from training.gold import THEIRS, BadGold, Gold, gold_of, other_articles, own_articles
from training.scores import Text

EXAMPLES = Path(__file__).parents[2] / "examples"
OURS = list(own_articles())
EVERY = [*OURS, *other_articles()]
BY_NAME = pytest.mark.parametrize("gold", EVERY, ids=lambda gold: gold.name)


def marked(gold: Gold) -> Iterator[Passage]:
    for one in gold.statements:
        yield from filter(None, (one.source, one.cue, one.content))
    yield from gold.own


@BY_NAME
def test_passages_are_whole_words(gold: Gold) -> None:
    """Every passage lies in its text, begins and ends where words do, and has no space at its edges."""
    text = gold.article.text
    for one in marked(gold):
        assert 0 <= one.first < one.end <= len(text)
        for first, end in one.spans:
            assert text[first:end].strip() == text[first:end], text[first:end]
            for edge in (text[max(first - 1, 0) : first + 1], text[end - 1 : end + 1]):
                assert len(edge) < 2 or not edge.isalnum(), text[first:end]


@BY_NAME
def test_contents_stand_apart_from_their_cues(gold: Gold) -> None:
    """No cue lies in the content that it brings, and the article's own words are in no content."""
    known = Text(gold.article.text)
    for one in gold.statements:
        assert one.cue is None or not known.words(one.cue) & known.words(one.content), one.id
        assert not any(piece.overlaps(one.content) for piece in gold.own), one.id


@BY_NAME
def test_what_is_marked_can_be_said(gold: Gold) -> None:
    """Stances, certainties and measures are those of a record; what is referred to is there; a denial is told as one."""
    ids = [one.id for one in gold.statements]
    assert len(set(ids)) == len(ids)
    for one in gold.statements:
        assert one.names
        assert one.stances
        assert set(one.stances) <= set(STANCES)
        assert one.certainties
        assert set(one.certainties) <= set(CERTAINTIES)
        assert set(one.named) <= {"yes", "role", "no", ""}
        assert {one.within, one.joins} <= {*ids, ""}
        if one.is_denial:
            assert set(one.stances) <= {"denies", "partly denies"}
        if one.within:
            (outer,) = [other for other in gold.statements if other.id == one.within]
            assert outer.content.first <= one.content.first
            assert one.content.end <= outer.content.end
    for draft in gold.drafts:
        assert draft.cells["acts"]
        assert set(draft.cells.get("measure", ())) <= {*MEASURES, ""}


@BY_NAME
def test_drafts_name_clauses_of_the_agreement(gold: Gold) -> None:
    """The clauses that a draft may be about are clauses of the agreement that the article is read for."""
    agreement = servanda.load(EXAMPLES / gold.agreement).agreement
    clauses = {*agreement.clauses, ""}
    for draft in gold.drafts:
        assert set(draft.cells["clauses"]) <= clauses, draft


def test_there_is_enough_of_our_own() -> None:
    """At least six articles of 250 to 450 words on as many agreements, with denials, conditions and nesting."""
    assert len({gold.agreement for gold in OURS}) >= 6
    for gold in OURS:
        assert 250 <= len(gold.article.text.split()) <= 450, gold.name
        assert any(one.is_denial for one in gold.statements)
        assert any(one.has_condition for one in gold.statements)
    assert sum(bool(one.within) for gold in OURS for one in gold.statements) >= 6
    assert sum(bool(one.outlet) for gold in OURS for one in gold.statements) >= 6


def test_no_words_of_a_text_that_is_not_ours_stand_in_its_gold() -> None:
    """No text in a gold file has more than three words in a row of the article that it is about."""
    others = list(other_articles())
    if not others:
        pytest.skip("the articles that are not ours are not beside the project")
    for gold in others:
        words = _words(gold.article.text)
        runs = {tuple(words[place : place + 4]) for place in range(len(words) - 3)}
        told = tomllib.loads((THEIRS / f"{gold.name}.toml").read_text(encoding="utf-8"))
        for text in _texts(told):
            said = _words(text)
            assert not any(tuple(said[place : place + 4]) in runs for place in range(len(said))), text
        head = (THEIRS / f"{gold.name}.toml").read_text(encoding="utf-8").splitlines()[:3]
        assert not any(tuple(_words(" ".join(head))[place : place + 4]) in runs for place in range(60))


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for one in told.values():
            yield from _texts(one)
    elif isinstance(told, list):
        for one in told:
            yield from _texts(one)


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.lower())


BARE = """
statement = [{ id = "a", source = ["he"], cue = ["said"], content = %s, speaker = "he", stances = ["asserts"], \
certainties = ["certain"] }]
draft = [{ statement = "%s", acts = ["wait"], clauses = [""] }]
article = { agreement = "gaza-2025", published = "2025-01-22", outlet = "Pilot", zone = "UTC"%s }
speaker = { he = { names = ["he"], named = ["no"], affiliation = [""] } }
"""


@pytest.mark.parametrize(
    ("content", "statement", "more", "told"),
    [
        ('["We stay"]', "a", "", "0 times"),
        ('["We wait"]', "a", "", "2 times"),
        ('["once more"]', "b", "", "statements that it does not have"),
        ('["once more"]', "a", ", length = 7", "another text"),
    ],
)
def test_gold_that_its_text_does_not_bear_out_is_refused(
    tmp_path: Path, content: str, statement: str, more: str, told: str
) -> None:
    """Words that are not in the text, or twice, a draft of no statement, and another text are each named."""
    text, path = tmp_path / "a.txt", tmp_path / "a.toml"
    text.write_text("We wait, he said. We wait once more, he said.", encoding="utf-8")
    path.write_text(BARE % (content, statement, more), encoding="utf-8")
    with pytest.raises(BadGold, match=told):
        gold_of(path, text, is_ours=True)


def test_sources_and_cues_are_those_beside_the_content(tmp_path: Path) -> None:
    """Words that stand twice are the ones nearest to the content."""
    text, path = tmp_path / "a.txt", tmp_path / "a.toml"
    text.write_text("We wait, he said. We wait once more, he said.", encoding="utf-8")
    path.write_text(BARE % ('["once more"]', "a", ""), encoding="utf-8")
    (one,) = gold_of(path, text, is_ours=True).statements
    assert one.source == Passage(((37, 39),))
    assert one.cue == Passage(((40, 44),))
