"""Scores count what they say they count."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servanda.reading import Attribution, Passage, passage
from training.scores import PARTS, Tally, Text, matching, pairs, score, scores, shared_part, tallies

TEXT = "“We wait,” the envoy said on Friday. “Nothing has come.” Reportedly the road is open."


def words(*found: str) -> Passage:
    return Passage(tuple((TEXT.index(one), TEXT.index(one) + len(one)) for one in found))


ENVOY = Attribution(words("the envoy"), words("said"), words("We wait", "Nothing has come"))
ROAD = Attribution(None, words("Reportedly"), words("the road is open"))


def test_edges_do_not_count() -> None:
    """Quotation marks, punctuation and spaces at the edges count on neither side."""
    loose = Attribution(words("the envoy "), words("said "), words("“We wait,”", " “Nothing has come.” "))
    for found, marked in (([loose], [ENVOY]), ([ENVOY], [loose])):
        assert tallies(TEXT, found, marked) == {
            **dict.fromkeys(PARTS, Tally(1, 1, 1)), "pieces": Tally(2, 2, 2)
        }  # fmt: skip


def test_pieces_with_no_word_between_them_are_one() -> None:
    """A content in two pieces is the same as one piece, where only punctuation lies between."""
    text = "He said: stop. Now."
    whole, parted = Passage(((9, 19),)), Passage(((9, 13), (15, 18)))
    assert Text(text).trimmed(whole) == Text(text).trimmed(parted) == ((9, 18),)


def test_a_piece_that_is_left_out_is_no_exact_span() -> None:
    """A content of two pieces is not found by one of them, though the pair may stand."""
    half = Attribution(ENVOY.source, ENVOY.cue, words("Nothing has come"))
    counted = tallies(TEXT, [half], [ENVOY])
    assert counted["content"] == Tally(0, 1, 1)
    assert counted["pieces"] == Tally(1, 1, 2)
    assert counted["pairs"] == Tally(1, 1, 1)


def test_less_than_half_of_the_words_is_no_pair() -> None:
    """Two words of five are too few for a pair."""
    part = Attribution(ENVOY.source, ENVOY.cue, words("We wait"))
    assert tallies(TEXT, [part], [ENVOY])["pairs"] == Tally(0, 1, 1)


def test_no_source_on_both_sides_is_the_same_source() -> None:
    """An attribution without a source pairs with one without, and not with one that has one."""
    named = Attribution(words("the envoy"), ROAD.cue, ROAD.content)
    assert tallies(TEXT, [ROAD], [ROAD])["pairs"].right == 1
    assert tallies(TEXT, [named], [ROAD])["pairs"].right == 0
    assert tallies(TEXT, [ROAD], [ROAD])["source"] == Tally(0, 0, 0)


def test_each_stands_for_one() -> None:
    """Two found attributions do not both stand for one marked, and as many pairs are made as can be."""
    assert len(pairs(Text(TEXT), [ENVOY, ENVOY], [ENVOY])) == 1
    assert matching([[0, 1], [0]]) == {0: 1, 1: 0}
    assert matching([[], [0], [0]]) == {1: 0}


def test_words_are_runs_of_letters_and_digits() -> None:
    """A passage has the words that it touches."""
    text = Text("Day 16, “then”")
    assert text.words(passage(0, 6)) == {0, 1}
    assert text.words(passage(5, 9)) == {1}
    assert text.words(passage(6, 9)) == frozenset()
    assert text.words(passage(9, 14)) == {2}
    assert shared_part(frozenset({0, 1}), frozenset({1, 2})) == 1 / 3
    assert shared_part(frozenset(), frozenset()) == 0.0


def test_precision_and_recall() -> None:
    """Three right of four found and six marked: 75 and 50 in the hundred, and 60 together."""
    told = score([Tally(3, 4, 6)])
    assert (told.precision, told.recall, told.f1, told.low, told.high) == (75.0, 50.0, 60.0, 60.0, 60.0)


def test_the_interval_is_drawn_over_articles() -> None:
    """Where articles differ, the interval holds the score and is the same each time."""
    counted = [Tally(9, 10, 10), Tally(1, 10, 10), Tally(5, 10, 10), Tally(7, 10, 10)]
    told = score(counted)
    assert told.low < told.f1 < told.high
    assert told == score(counted)


def test_nothing_at_all_scores_nothing() -> None:
    """No article, or none with anything in it, gives 0."""
    assert score([]).f1 == 0.0
    assert score([Tally(0, 0, 0)]).f1 == 0.0


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    cuts = sorted(draw(st.sets(st.integers(0, len(TEXT)), min_size=2, max_size=6)))
    found = Passage(tuple(zip(cuts[0::2], cuts[1::2], strict=False)))
    return found if any(TEXT[first:end].strip(" .,“”") for first, end in found.spans) else words("said")


attributions = st.lists(
    st.builds(Attribution, st.none() | passages(), st.none() | passages(), passages()), min_size=1, max_size=8
)


@given(attributions)
def test_a_set_scored_against_itself_is_all_right(marked: list[Attribution]) -> None:
    """Whatever is marked, finding just that scores 100 in every part that has anything, and finding nothing scores 0."""
    told, silent = scores([tallies(TEXT, marked, marked)]), scores([tallies(TEXT, [], marked)])
    for part in PARTS:
        is_there = part in ("content", "pieces", "pairs") or any(getattr(one, part) for one in marked)
        assert told[part].f1 == (100.0 if is_there else 0.0)
        assert silent[part].f1 == 0.0


@given(attributions, attributions)
def test_swapping_the_sides_swaps_precision_and_recall(
    one: list[Attribution], other: list[Attribution]
) -> None:
    """What is right of ours against theirs is right of theirs against ours."""
    there, back = scores([tallies(TEXT, one, other)]), scores([tallies(TEXT, other, one)])
    for part in PARTS:
        assert (there[part].precision, there[part].recall) == (back[part].recall, back[part].precision)
