"""Attributions: what the network finds, what plain words add, and how scores become passages."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.reading import Attribution
from servanda.reading.attributing import completed, find
from servanda.reading.attributing.decoding import cues_in, likeliest
from servanda.reading.attributing.network import network
from servanda.reading.attributing.piece import LONGEST, pieces_of
from servanda.reading.attributing.relation import BRANCHES, DISTANCES, QUOTINGS, relation_to
from servanda.reading.attributing.words import CLOSING, INSIDE, OPENING, OUTSIDE, words_of
from servanda.reading.parsing import is_hard_wrapped, parse


def told(text: str, found: tuple[Attribution, ...]) -> list[tuple[str, str, str]]:
    """Return attributions as the words of source, cue and content."""
    return [
        (one.source.of(text) if one.source else "", one.cue.of(text) if one.cue else "", one.content.of(text))
        for one in found
    ]


SAID = [
    (
        "The foreign minister said on Monday that both sides would meet in Geneva.",
        ("The foreign minister", "said", "that both sides would meet in Geneva"),
    ),
    (
        "“We will not leave the hills,” the general said.",
        ("the general", "said", "We will not leave the hills"),
    ),
    (
        "According to two diplomats, the lists were handed over at noon.",
        ("two diplomats", "According to", "the lists were handed over at noon"),
    ),
    (
        "The ministry denied that any truck had been turned back.",
        ("The ministry", "denied", "that any truck had been turned back"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_who_says_what_is_found(text: str, expected: tuple[str, str, str]) -> None:
    """Sources, cues and contents of plain sentences are found as whole passages."""
    ((source, cue, content),) = told(text, find(parse(text)))
    assert (source, content) == (expected[0], expected[2])
    assert expected[1] in cue


def test_plain_narration_attributes_nothing() -> None:
    """A sentence in which nobody says or thinks anything has no attribution."""
    assert find(parse("Forty trucks crossed the bridge at noon.")) == ()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "”", "said", "“", "‘", "🙂", "\x00"])
def test_texts_without_sentences_are_read(text: str) -> None:
    """Texts of next to nothing are read without a fault."""
    doc = parse(text)
    assert all(one.content.end <= len(text) for one in completed(doc, find(doc)))


def test_what_is_said_inside_what_is_said_is_found() -> None:
    """Somebody's words inside another's are an attribution of their own."""
    text = "The minister said that the president had promised him that the road would open."
    found = told(text, completed(parse(text), find(parse(text))))
    assert ("the president", "had promised", "that the road would open") in found
    assert found[0][0] == "The minister"


def test_a_threat_that_is_told_by_a_noun_is_found() -> None:
    """Whose threat it is, and of what, is told by a noun as well."""
    text = "The envoy said he had heard of the general's threat of a siege."
    found = told(text, completed(parse(text), find(parse(text))))
    assert ("the general", "threat", "a siege") in found


def test_hearsay_has_no_source() -> None:
    """What is "reportedly" so is attributed to nobody."""
    text = "The troops have reportedly left the valley."
    found = told(text, completed(parse(text), find(parse(text))))
    assert [source for source, _, _ in found] == [""]
    assert "left the valley" in found[0][2]


def test_whom_a_passive_tells_of_is_no_source() -> None:
    """Of whom something is expected does not say it."""
    text = "The envoy is expected to arrive in the capital on Friday."
    (one,) = completed(parse(text), find(parse(text)))
    assert one.source is None
    assert "arrive in the capital" in one.content.of(text)


def test_a_question_is_no_statement() -> None:
    """What somebody was asked is left out; the answer stays."""
    text = "Asked about the delay, the spokesman said that the lists were not complete."
    found = told(text, completed(parse(text), find(parse(text))))
    assert [source for source, _, _ in found] == ["the spokesman"]


def test_quoted_words_in_single_marks_are_found() -> None:
    """A heading that quotes in single marks attributes what it quotes."""
    text = "Mediator says ‘pressing both sides’\n\nTalks go on in Geneva."
    found = told(text, completed(parse(text), find(parse(text))))
    assert ("Mediator", "says", "pressing both sides") in found


def test_marks_of_quotation_are_told_from_apostrophes() -> None:
    """Double marks, and single ones that are closed on their line, quote; an apostrophe does not."""
    words = words_of(parse("The army’s men said “we leave” and ‘we stay’."))
    assert list(words.quotes).count(OPENING) == list(words.quotes).count(CLOSING) == 2
    assert list(words.quotes).count(INSIDE) == 4
    assert words.quotes[2] == OUTSIDE


TEXTS = st.lists(
    st.sampled_from(
        ["The minister", "said", "that", "“", "”", "‘", "’", "no", "truck", "crossed", ".", "\n", "\n\n", "Asked",
         "reportedly", "denied", "the report", "is expected to", "leave", ",", "of", "threat", "'s", "x" * 40, "🙂"]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip


@given(TEXTS | st.text(max_size=60))
@settings(deadline=None, max_examples=60)
def test_passages_lie_inside_the_text(text: str) -> None:
    """Whatever is read, every passage lies inside the text, in order, and begins and ends with a word."""
    doc = parse(text)
    for one in completed(doc, find(doc)):
        for part in (one.source, one.cue, one.content):
            spans = part.spans if part is not None else ()
            assert all(0 <= first < end <= len(text) for first, end in spans)
            assert list(spans) == sorted(spans)
            assert all(text[first:end].strip() == text[first:end] for first, end in spans)


@given(st.integers(1, 5), st.integers(0, 10_000))
@settings(deadline=None, max_examples=40)
def test_the_likeliest_path_is_the_best_of_all(size: int, seed: int) -> None:
    """The path that is found has the best score among all paths, also beside runs of other lengths."""
    drawn = np.random.default_rng(seed)
    scores = [drawn.normal(size=(length, 3)).astype(np.float32) for length in (size, 1, 4)]
    changes = drawn.normal(size=(3, 3)).astype(np.float32)

    def total(path: tuple[int, ...], run: np.typing.NDArray[np.float32]) -> float:
        steps = sum(float(changes[a, b]) for a, b in pairwise(path))
        return steps + sum(float(row[state]) for row, state in zip(run, path, strict=True))

    for run, path in zip(scores, likeliest(scores, changes), strict=True):
        best = max(product(range(3), repeat=len(run)), key=lambda one: total(one, run))
        assert total(tuple(path.tolist()), run) == pytest.approx(total(best, run), abs=1e-4)


def test_no_runs_have_no_paths() -> None:
    """Nothing to decode gives nothing."""
    assert likeliest([], network().transitions) == []


def test_a_cue_goes_on_while_it_is_likely() -> None:
    """A cue begins where that is likely enough, and takes the words that go on with it."""
    rows = np.array([[0.9, 0.1, 0], [0.2, 0.7, 0.1], [0.3, 0.1, 0.6], [0.1, 0.8, 0.1]], np.float32)
    assert [(list(span), round(score, 1)) for span, score in cues_in(rows, 0.5)] == [
        ([1, 2], 0.7),
        ([3], 0.8),
    ]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=30))
@settings(deadline=None, max_examples=30)
def test_pieces_hold_each_word_once(sizes: list[int]) -> None:
    """A text is cut between sentences, and each of its words is in one piece."""
    bounds, start = [], 0
    for size in sizes:
        bounds.append((start, start + size))
        start += size
    pieces = pieces_of(["word"] * start, bounds)
    assert [place for piece in pieces for place in range(piece.first, piece.end)] == list(range(start))
    assert all(len(piece.ids) <= LONGEST + 2 for piece in pieces)


def test_a_sentence_without_end_is_cut() -> None:
    """A sentence longer than two pieces is cut where it must be."""
    pieces = pieces_of(["word"] * 1_000, [(0, 1_000)])
    assert [place for piece in pieces for place in range(piece.first, piece.end)] == list(range(1_000))
    assert max(len(piece.ids) for piece in pieces) <= 2 * LONGEST + 2


def test_relations_are_numbers_that_the_weights_know() -> None:
    """How each word stands to a cue lies within the sizes of the tables of weights."""
    doc = parse("“We leave,” he said. The army denied it.\n\n“No,” it said, “we do not.”")
    words = words_of(doc)
    for place in range(len(doc)):
        relation = relation_to([place], words, 0, len(doc))
        for values, size in zip(relation, (BRANCHES, BRANCHES, DISTANCES, QUOTINGS), strict=True):
            assert ((values >= 0) & (values < size)).all()


def test_a_heading_ends_its_sentence() -> None:
    """A sentence ends where a line does, and in a text that is broken into lines where a paragraph does."""
    assert [one.text.strip() for one in parse("Talks to begin early\nThe envoy flew home.").sents] == [
        "Talks to begin early", "The envoy flew home.",
    ]  # fmt: skip
    wrapped = "The two sides have agreed that\nthe lists of those who are to\nbe freed are handed over by\nnoon on Sunday."
    assert is_hard_wrapped(wrapped)
    assert len(list(parse(wrapped).sents)) == 1


def test_the_weights_are_small() -> None:
    """The weights that come with Servanda take less than 25 MB."""
    from servanda.reading.attributing.piece import WEIGHTS

    assert sum(file.stat().st_size for file in WEIGHTS.iterdir()) < 25_000_000
