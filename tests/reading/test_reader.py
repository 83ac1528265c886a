"""The local reader: articles in, readings out, each by its own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.clock.span import parse_span
from servanda.reading import Article, Attribution, passage
from servanda.reading.background import Background
from servanda.reading.drafts import NO_DATE
from servanda.reading.reader import EMPTY, NOTHING, LocalReader, nesting
from servanda.reading.reading import Reading
from servanda.review.filing import checked
from tests.reading import articles
from tests.reading.test_mentions import COLOMBIA, GAZA, LEBANON, SOUTH_SUDAN

find = pytest.importorskip(
    "servanda.reading.attributing.finding", reason="the finder of attributions is not there"
)

CASES = [
    (articles.GAZA, GAZA, "2025-01-26", {"release hostages", "release prisoners", "begin talks on phase two", "admit trucks"}),
    (articles.COLOMBIA, COLOMBIA, "2017-06-08", {"hand over weapons", "fit out zones"}),
    (articles.LEBANON, LEBANON, "2025-01-25", {"withdraw forces", "deploy the army", "confiscate unauthorised arms"}),
    (articles.SOUTH_SUDAN, SOUTH_SUDAN, "2019-09-19", {"attack", "open cantonment sites", "open barracks"}),
]  # fmt: skip


def article(text: str, zone: str = "UTC", day: str = "2025-01-26") -> Article:
    return Article(text, "own.txt", published=parse_span(day, zone), outlet="Our Paper")


@pytest.mark.parametrize(("text", "background", "day", "acts"), CASES)
def test_an_article_is_read_whole(text: str, background: Background, day: str, acts: set[str]) -> None:
    """Statements, speakers, stances and drafts come out of one article, and every draft can be filed."""
    (reading,) = LocalReader(background).read([article(text, background.zone, day)])
    assert acts <= {draft.row["act"] for draft in reading.drafts}
    assert any(statement.speaker.affiliation for statement in reading.statements)
    assert reading.remarks == ()
    assert len(checked([draft.row for draft in reading.drafts])) == len(reading.drafts)


def test_readings_come_in_the_order_of_their_articles() -> None:
    """Each article has one reading, in its place, whatever stands before it."""
    texts = [articles.GAZA, "", "Nothing.", articles.GAZA]
    found = list(LocalReader(GAZA).read(article(text) for text in texts))
    assert [one.article.text for one in found] == texts
    assert found[0].drafts == found[3].drafts != ()


@pytest.mark.parametrize(
    ("text", "remark"), [("", EMPTY), (" \n ", EMPTY), ("The weather stays dry and mild.\n", NOTHING)]
)
def test_a_reading_says_what_a_person_should_know(text: str, remark: str) -> None:
    """Where there is nothing to be read, the reading says so."""
    (reading,) = LocalReader(GAZA).read([article(text)])
    assert (reading.drafts, reading.remarks) == ((), (remark,))


def test_no_date_is_told() -> None:
    """An article without a date is read, and the reading says what that keeps from being."""
    (reading,) = LocalReader(GAZA).read([Article(articles.GAZA)])
    assert NO_DATE in reading.remarks
    assert {draft.row["unread"] for draft in reading.drafts} == {NO_DATE}


def test_a_statement_inside_another_is_told_by_it() -> None:
    """What an outlet passes on of a speaker lies within the outlet's statement."""
    text = "Walla reported that an official said the truce holds."
    outer = Attribution(passage(0, 5), passage(6, 14), passage(15, len(text) - 1))
    inner = Attribution(passage(20, 31), passage(32, 36), passage(37, len(text) - 1))
    assert nesting([outer, inner]) == [None, 0]
    assert nesting([inner, outer]) == [1, None]
    assert nesting([outer, outer]) == [None, None]


def readings(text: str) -> list[Reading]:
    return list(LocalReader(GAZA).read([article(text)]))


PIECES = [
    "Hamas",
    "Israel",
    "said",
    "that",
    "“",
    "”",
    "released",
    "denied",
    "the",
    "report",
    "12",
    "hostages",
    ",",
    ".",
    "on",
    "Sunday",
    "if",
    "he",
    "they",
    "it",
    "not",
    "according",
    "to",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "\n"]), max_size=40).map(" ".join) | st.text(max_size=60))
def test_any_text_has_a_reading(text: str) -> None:
    """No text keeps the reader from its next one, and whatever it drafts can be filed."""
    (reading,) = readings(text)
    assert len(checked([draft.row for draft in reading.drafts])) == len(reading.drafts)
