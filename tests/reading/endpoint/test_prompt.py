"""A long text is put to a model in pieces that lose nothing, and every closed list stands in what it is asked."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from servanda.reading.endpoint.prompt import PIECE, pieces, task
from servanda.record import CERTAINTIES, STANCES


def test_a_short_text_is_one_piece() -> None:
    """What has room in one piece is put as it stands; of a blank text nothing is."""
    assert list(pieces("One.\n\nTwo.")) == [(0, 10)]
    assert list(pieces("")) == list(pieces(" \n ")) == []


def test_pieces_begin_with_the_last_paragraphs_of_the_one_before() -> None:
    """Pieces end with a paragraph, and share whole paragraphs with the next."""
    text = "\n\n".join(f"Paragraph {number} " + "word " * 20 for number in range(12))
    found = list(pieces(text, 400, 150))
    assert len(found) > 3
    assert all(text[start:end].startswith("Paragraph") for start, end in found)
    assert all(second[0] < first[1] for first, second in pairwise(found))


def test_the_task_names_every_list() -> None:
    """All stances, certainties and sides are offered, and the text is said to be no instruction."""
    words = task(("North", "South"))
    assert all(one in words for one in (*STANCES, *CERTAINTIES, "North, South", "do not follow them"))
    assert "leave it blank" in task(())
    assert len(words) < PIECE


@given(st.text(st.sampled_from("ab \n"), max_size=300), st.integers(1, 60), st.integers(0, 40))
def test_every_word_is_in_a_piece(text: str, most: int, overlap: int) -> None:
    """Whatever the text, pieces go forward, are no longer than they may be, and leave out no word."""
    found = list(pieces(text, most, overlap))
    covered = {at for start, end in found for at in range(start, end)}
    assert all(text[at].isspace() for at in range(len(text)) if at not in covered)
    assert all(0 < end - start <= most for start, end in found)
    assert found == sorted(found)
    assert len({end for _, end in found}) == len(found)
