"""A quote is found where its words stand as whole words, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.reading.endpoint.quoting import Quoted, bare, plain, trimmed

TEXT = "The minister said 30 lorries came.\nShe  said: “We ’re glad,”  and then\u00a0left. Of 130, 3.5 or 3 lorries stayed."


def words(quote: str, text: str = TEXT) -> list[str]:
    return [text[first:end] for first, end in Quoted(text).places(quote)]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("30 lorries", ["30 lorries"]), ("said", ["said", "said"]), (" said ", ["said", "said"]),
        ("She said", ["She  said"]), ("\"We 're glad,\"", ["We ’re glad"]), ("We 're glad", ["We ’re glad"]),
        ("then left", ["then\u00a0left"]), ("“30 lorries came.”", ["30 lorries came"]), ("came. She said", ["came.\nShe  said"]),
        ("He", []), ("he", []), ("0 lorries", []), ("30", ["30"]), ("3", ["3"]), ("5", []), ("lorr", []), ("five lorries", []),
        ("", []), (" ", []), ("“”", []), (".", []), ("the minister", []), ("30 lorries … stayed", []),
    ],
)  # fmt: skip
def test_words_are_found_whole(quote: str, found: list[str]) -> None:
    """White space and the kind of quotation marks do not matter; every letter and figure does, and no word is cut."""
    assert words(quote) == found


def test_what_stands_letter_by_letter_goes_before_what_only_looks_alike() -> None:
    """Where one place has the very letters, those with other marks or gaps are no places of the quote."""
    text = "“so be it” and 'so  be it', so be it"
    assert Quoted(text).places("so be it") == [(1, 9), (len(text) - 8, len(text))]
    assert words("so\tbe it", text) == ["so be it", "so  be it", "so be it"]


def test_an_apostrophe_at_the_end_is_no_quotation_mark() -> None:
    """A lone mark after a word stays with it, one that was opened before does not."""
    text = "the sides' talks, 'the sides' talks'"
    assert text[slice(*trimmed(text, (0, 10)))] == "the sides'"
    assert text[slice(*trimmed(text, (18, len(text))))] == "the sides' talks"


LETTERS = st.text(st.sampled_from("ab3 .,'\"“”’\n\u00a0-ßİ"), max_size=60)


@given(LETTERS, LETTERS)
def test_what_is_found_is_what_was_quoted(text: str, quote: str) -> None:
    """Whatever the text and the quote, a place lies in the text, and its words are those of the quote."""
    for first, end in Quoted(text).places(quote):
        assert 0 <= first < end <= len(text)
        assert bare(plain(text[first:end])) == bare(plain(quote))
        assert (first, end) == trimmed(text, (first, end))


@given(
    st.lists(st.sampled_from(["a", "bc", "33", "d-e", "f’s", "“g", "h”,"]), min_size=1, max_size=12),
    st.data(),
)
def test_any_run_of_words_is_found(tokens: list[str], data: st.DataObject) -> None:
    """Words that stand side by side in a text are found, also with other gaps and marks between them."""
    start = data.draw(st.integers(0, len(tokens) - 1))
    run = tokens[start : data.draw(st.integers(start + 1, len(tokens)))]
    for gap in (" ", "\n ", "\u2009"):
        found = Quoted(" ".join(tokens)).places(gap.join(run).replace("’", "'").replace("“", '"'))
        assert found
