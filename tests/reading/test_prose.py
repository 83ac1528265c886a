"""The prose of the example agreements, read as if it were news."""

from __future__ import annotations

import pytest

from servanda.clock import parse_span
from servanda.reading import Article, LocalReader
from servanda.review.filing import checked
from tests.case_files import EXAMPLES, ROOT
from training.marked import background_of

LONGEST = 6_000


@pytest.mark.parametrize("name", EXAMPLES)
def test_long_prose_has_drafts_that_can_be_filed(name: str) -> None:
    """Whatever is read out of long sentences lies inside the text, and its drafts can be filed."""
    background = background_of(name)
    text = (ROOT / "examples" / name / "agreement.md").read_text(encoding="utf-8")[:LONGEST]
    article = Article(text, file=f"{name}.txt", published=parse_span("2025-01-22", background.zone))
    (reading,) = LocalReader(background).read([article])
    for statement in reading.statements:
        assert statement.attribution.content.end <= len(text)
    rows = [draft.row for draft in reading.drafts]
    assert len(checked(rows)) == len(rows)
