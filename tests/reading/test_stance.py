"""Stance: how a speaker stands to what is said, and how surely."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.reading import Attribution, Passage, passage
from servanda.reading.parsing import parse
from servanda.reading.stance import Attitude, attitude_of
from servanda.reading.stance.words import ACTS, CONDITIONS, GOVERNORS, HEDGES, MODALS, NEGATION, SOURCES
from servanda.record.report import CERTAINTIES, STANCES
from training.factuality import measure_factuality
from training.gold import shared

CASES = list(csv.DictReader((Path(__file__).parent / "stance.csv").read_text(encoding="utf-8").splitlines()))
"""Sentences of our own: whose words are judged, at which event, and what is to come out.

`source`, `cue` and `content` are words of the text, blank for the article's own; `root` is the event, blank for the whole.
"""

WORDS = [
    "the army",
    "did not",
    "said",
    "denied",
    "if",
    "will",
    "“",
    "”",
    "that",
    "released",
    "?",
    "reportedly",
    ",",
    "\n",
]

CORPORA = shared("corpora/factuality")


def _passage(text: str, words: str) -> Passage | None:
    return passage(text.index(words), text.index(words) + len(words)) if words else None


def _judged(case: dict[str, str], side: tuple[str, ...] = ()) -> Attitude:
    text = case["text"]
    doc = parse(text)
    content = _passage(text, case["content"])
    source, cue = _passage(text, case["source"]), _passage(text, case["cue"])
    attribution = Attribution(source, cue, content) if content else None
    root = next((t for t in doc if case["root"] and t.idx == text.index(case["root"])), None)
    return attitude_of(doc, attribution, root, side)


def _judge(text: str, source: str, cue: str, content: str, side: tuple[str, ...] = ()) -> Attitude:
    return _judged({"text": text, "source": source, "cue": cue, "content": content, "root": ""}, side)


@pytest.mark.parametrize("case", CASES, ids=[f"{c['text']} @{c['root'] or c['content']}" for c in CASES])
def test_a_sentence_gives_its_stance(case: dict[str, str]) -> None:
    """Each sentence gives the stance, certainty, negation, hedge and condition that stand beside it."""
    attitude = _judged(case)
    told = {
        "stance": attitude.stance,
        "certainty": attitude.certainty,
        "negation": attitude.negation.of(case["text"]) if attitude.negation else "",
        "hedge": attitude.hedge.of(case["text"]) if attitude.hedge else "",
        "condition": attitude.condition.of(case["text"]) if attitude.condition else "",
    }
    assert told == {column: case[column] for column in told}


def test_what_the_side_is_called_makes_an_act_its_own() -> None:
    """A minister's word of what the country will do is a promise once the country is known to be the minister's."""
    words = (
        "The minister said Norland will open the port.",
        "The minister",
        "said",
        "Norland will open the port",
    )
    assert _judge(*words).stance == "predicts"
    assert _judge(*words, side=("Norland",)).stance == "promises"


def test_a_threat_is_not_seen_in_what_others_may_do() -> None:
    """The same warning is a threat from who would do it, and a forecast from anybody else."""
    text = "Norland warned that Norland would attack the port."
    other = "The bishop warned that Norland would attack the port."
    content = "that Norland would attack the port"
    assert _judge(text, "Norland", "warned", content).stance == "threatens"
    assert _judge(other, "The bishop", "warned", content).stance == "predicts"


def test_a_pronoun_in_a_quotation_is_not_the_speaker() -> None:
    """He who says "he will" in his own words speaks of another; told by the article, it may be of himself."""
    assert (
        _judge("The count said he will open the port.", "The count", "said", "he will open the port").stance
        == "promises"
    )
    quoted = _judge('"He will open the port," the count said.', "the count", "said", "He will open the port")
    assert quoted.stance == "predicts"


def test_a_number_of_speakers_does_not_speak_as_one() -> None:
    """What "he" will do is no promise of several officials."""
    text = "The officials said he will open the port."
    assert _judge(text, "The officials", "said", "he will open the port").stance == "predicts"


def test_a_text_without_words_is_no_denial() -> None:
    """Where there is nothing to judge, nothing is denied or hedged."""
    assert attitude_of(parse(""), None) == Attitude("asserts", "certain")
    assert attitude_of(parse("  "), Attribution(None, None, passage(0, 2))) == Attitude("asserts", "certain")


def test_an_auxiliary_stands_for_its_verb() -> None:
    """An event that is given by its auxiliary is judged as the verb that this belongs to."""
    doc = parse("The army has not been seen.")
    assert attitude_of(doc, None, doc[2]) == attitude_of(doc, None, doc[5])
    assert attitude_of(doc, None, doc[2]).stance == "denies"


def test_lists_hold_lemmas() -> None:
    """A word of the lists is in small letters, or nothing would ever match it."""
    groups = (NEGATION, MODALS, HEDGES, SOURCES, CONDITIONS, ACTS)
    words = {*GOVERNORS, *(word for group in groups for listed in group.values() for word in listed)}
    assert all(word == word.lower().strip() and word for word in words)


TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
PLACES = st.integers(-3, 80)


def _pieces(places: list[int]) -> Passage:
    first, second, third, fourth = sorted(places)
    return Passage(((first, second), (third, fourth)))


PASSAGES = st.lists(PLACES, min_size=4, max_size=4).map(_pieces)


@given(TEXTS, st.none() | PASSAGES, st.none() | PASSAGES, st.none() | PASSAGES, PLACES)
@settings(max_examples=150)
def test_any_text_and_any_passages_give_an_attitude(
    text: str, source: Passage | None, cue: Passage | None, content: Passage | None, place: int
) -> None:
    """Whatever the text and wherever the passages, an attitude comes out whose passages lie inside the text."""
    doc = parse(text)
    root = doc[place] if 0 <= place < len(doc) else None
    attitude = attitude_of(doc, Attribution(source, cue, content) if content else None, root)
    assert attitude.stance in STANCES
    assert attitude.certainty in CERTAINTIES
    for told in (attitude.negation, attitude.hedge, attitude.condition):
        assert told is None or (0 <= told.first < told.end <= len(text) and told.of(text).strip())


@pytest.mark.parametrize(
    "words", ["is that he said ", "said that he denied that ", "run and ", "the denial of "]
)
def test_a_heap_of_words_gives_an_attitude(words: str) -> None:
    """A sentence that never ends is judged like any other."""
    text = words * 1000
    doc = parse(text)
    attribution = Attribution(passage(0, 5), passage(5, 40), passage(40, len(text)))
    assert attitude_of(doc, attribution, doc[-1]).stance in STANCES


@pytest.mark.skipif(CORPORA is None, reason="the corpora of judged events are not here")
def test_stances_tell_more_of_what_happened_than_words_do() -> None:
    """Against readers' judgements, stances go together better than looking for "not" in the sentence does."""
    assert CORPORA is not None
    for corpus in measure_factuality("dev", CORPORA):
        assert corpus.stances.correlation > corpus.bag.correlation + 0.1
