"""What is read of the articles of our own stays as good as it is."""

from __future__ import annotations

import pytest

from training import article, drafted, marked
from training.gold import own_articles


@pytest.fixture(scope="module")
def group() -> marked.Group:
    return marked.measure("our own", own_articles())


@pytest.mark.parametrize(
    ("what", "least"),
    [
        ("statements found", 0.9), ("right speaker", 0.9), ("right stance", 0.85), ("right certainty", 0.85),
        ("right affiliation", 0.9), ("outlet that passes it on", 0.9), ("denials", 1.0), ("conditions", 1.0),
    ],
)  # fmt: skip
def test_statements_are_read_as_they_are_marked(group: marked.Group, what: str, least: float) -> None:
    """Of what people marked in six articles, so much is found and told right."""
    right, of = article.total(group.statements)[what]
    assert right / of >= least


def test_hardly_anything_is_found_that_nobody_said(group: marked.Group) -> None:
    """Of what is found in them, at most one in twenty is nobody's."""
    spurious, found = article.total(group.statements)["spurious"]
    assert spurious / found <= 0.05


def test_drafts_are_drawn_up_as_they_should_be(group: marked.Group) -> None:
    """Three of four drafts that should come of them do, with nearly all cells right."""
    told = drafted.total(group.drafts)
    right, of = told["drafts drawn up"]
    assert right / of >= 0.75
    right, of = next(pair for name, pair in told.items() if name.startswith("cells right"))
    assert right / of >= 0.85
