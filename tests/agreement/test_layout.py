from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement import Agreement, parse, show
from servanda.agreement.layout import layout
from tests.case_files import ROOT

from .strategies import agreements, prose, tokens, tries

PAGES = (ROOT / "examples/gaza-2025/agreement.md", ROOT / "docs/language.md", ROOT / "README.md")
ends = st.sampled_from(["\n", "\r\n", "\r"])


def block(*lines: str) -> str:
    return "\n".join(["```servanda", *lines, "```"])


@st.composite
def loose(draw: st.DrawFn) -> str:
    """An agreement's text as somebody may type it: any line endings, blank lines, and wide spaces."""
    lines = show(draw(agreements)).split("\n")
    wide = [re.sub(r"^ +", lambda _: draw(st.sampled_from(["  ", "\t", "      "])), line) for line in lines]
    gaps = draw(st.lists(st.integers(0, 2), min_size=len(wide), max_size=len(wide)))
    end = draw(ends)
    return end.join(line + end * gap for line, gap in zip(wide, gaps, strict=True))


@st.composite
def heaped(draw: st.DrawFn) -> str:
    """Blocks of words of the grammar thrown together, with prose between."""
    heap = draw(st.lists(tokens, max_size=30).map(" ".join))
    fence = draw(st.sampled_from(["```\n", ""]))
    return f"{draw(prose)}\n```servanda\n{heap}\n{fence}{draw(prose)}"


def settled(text: str) -> Agreement:
    """Return what a text says, having seen that its layout says the same and stays as it is."""
    laid = layout(text)
    before, problems = parse(text)
    after, left = parse(laid)
    assert after == before
    assert [(p.name, p.cause) for p in left] == [(p.name, p.cause) for p in problems]
    assert layout(laid) == laid
    return after


@tries(60)
@given(loose())
def test_what_is_laid_out_says_the_same_and_stays(text: str) -> None:
    """Laying out any agreement changes nothing that it says, and doing it again changes nothing."""
    settled(text)


@tries(150)
@given(heaped())
def test_what_cannot_be_read_is_not_lost(text: str) -> None:
    """Laying out words thrown together keeps every problem and everything that could be read."""
    settled(text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_are_laid_out_for_good(page: object) -> None:
    """The example, the reference and the README say the same when laid out."""
    assert isinstance(page, type(ROOT))
    settled(page.read_text(encoding="utf-8"))


def test_all_outside_blocks_stays_byte_for_byte() -> None:
    """Prose, other fences, endings of lines and the last line without one are kept."""
    text = "\ufeff# A  \r\n\r\n``` servanda\t\r\nparty   A\r\n```  \r\n\n\n~~~\nparty   A\n~~~\n\r  \x0b end"
    assert layout(text) == text.replace("party   A\r\n", "party A\r\n")


def test_a_blank_line_between_items_is_kept_and_one_only() -> None:
    """Of several blank lines between items one stays; those at the ends of a block and inside an item go."""
    written = block("", "party A", "  ", "", "party B", "clause #a: A must go", "", "\tby day 1", "")
    assert layout(written) == block("party A", "", "party B", "clause #a: A must go by day 1")


def test_an_item_that_cannot_be_read_stays_as_written() -> None:
    """An item with any problem keeps its lines, spaces and blank lines, and its neighbours are laid out."""
    bad = ["clause  #a:   A must go", "", "     by  never", "  by day  1"]
    assert layout(block("party   A", *bad, "party   B")) == block("party A", *bad, "party B")


def test_a_block_that_is_not_closed_stays_as_written() -> None:
    """Without a closing fence nobody knows where the block ends, so nothing in it is touched."""
    text = "```servanda\nparty   A\n\n\nSome   prose"
    assert layout(text) == text


def test_what_goes_without_saying_is_still_said() -> None:
    """A line that says what holds anyway is kept, after those that say something."""
    head = ['agreement #a "A"', "  in force 2025-01-01 9:00 UTC", "  within   is inclusive"]
    assert layout(block(*head)) == block(head[0], "  in force 2025-01-01 09:00 UTC", "  within is inclusive")
    clause = ["clause #a: A must go by day 1", "  text seen", "  verified by B"]
    assert layout(block(*clause)) == block(clause[0], clause[2], clause[1])


def test_only_the_quotes_that_matter_stay() -> None:
    """A word that reads the same without quotes loses them; a reserved one keeps them."""
    written = block('clause #a: "A" must "let" "trucks" "in" "to" the "list" at "the camp" by day 1')
    assert layout(written) == block('clause #a: A must let trucks "in" "to" the list at "the camp" by day 1')


def test_several_bearers_are_joined_by_and() -> None:
    """Who bears a clause reads as in a sentence, large numbers have commas, and a rate comes before its phase."""
    written = block("clause #a: each of A,B, C must send 60000 tents in phase one every day")
    assert layout(written) == block(
        "clause #a: each of A, B and C must send 60,000 tents every day in phase one"
    )


def test_a_line_grown_too_long_stays_in_parts() -> None:
    """Details are not pulled into their clause where the line would be too long to read again."""
    words = " ".join(["word"] * 396)
    text = block(f"clause #a: A must {words}", "  by 2025-01-01 10:00", "  from 2024-01-01 10:00")
    assert layout(text) == text
