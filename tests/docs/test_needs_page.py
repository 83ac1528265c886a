"""The page of needs is made from what the examples really say."""

from __future__ import annotations

import pytest

from .needs import NEEDS, PAGE, Need, page


def test_there_are_thirty_four_needs() -> None:
    """No need of the design is left out."""
    assert len(NEEDS) == 34


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.words)
def test_every_need_is_served_in_an_agreement(need: Need) -> None:
    """Each line that the table shows stands under the item that it names."""
    missing = [use for use in need.uses if use.found() is None]
    assert not missing


def test_the_page_is_what_the_examples_say() -> None:
    """The page on disk is the one that the needs and the examples make; `make cases` writes it anew."""
    assert PAGE.read_text(encoding="utf-8") == page()
