"""Samples: a marked article becomes what the network is taught with."""

from __future__ import annotations

from servanda.reading import Attribution, passage
from servanda.reading.attributing.network import CONTENT, CUE, NOTHING, SOURCE
from training.model.samples import BEGINS, GOES_ON, NO_CUE, names_in, parsed, samples_of
from training.polnear import MarkedArticle

TEXT = "Two envoys have said that the road is open. Nobody came."


def part(words: str) -> tuple[int, int]:
    first = TEXT.index(words)
    return first, first + len(words)


MARKED = Attribution(
    passage(*part("Two envoys")), passage(*part("have said")), passage(*part("that the road is open"))
)


def test_a_marked_article_becomes_samples() -> None:
    """Each word has whether it is a cue, and what it is to each cue; tags and dependencies are numbered."""
    ((doc, words, article),) = parsed([MarkedArticle("made up", TEXT, (MARKED,))])
    tags, dependencies = names_in([words])
    assert sorted(tags.values()) == list(range(1, len(tags) + 1))
    (sample,) = samples_of(doc, words, article.attributions, tags, dependencies)
    assert list(sample.cues[:5]) == [NO_CUE, NO_CUE, BEGINS, GOES_ON, NO_CUE]
    (asked,) = sample.asked
    assert asked.cue == [2, 3]
    assert list(asked.roles) == [SOURCE] * 2 + [CUE] * 2 + [CONTENT] * 5 + [NOTHING] * 4
    assert all(len(values) == len(doc) for values in asked.relation)
    assert len(sample.inputs["places"]) == len(doc)


def test_what_has_no_cue_is_not_asked() -> None:
    """An attribution without a cue teaches nothing, and is left out."""
    marked = Attribution(MARKED.source, None, MARKED.content)
    ((doc, words, _),) = parsed([MarkedArticle("made up", TEXT, (marked,))])
    (sample,) = samples_of(doc, words, (marked,), {}, {})
    assert sample.asked == ()
    assert not sample.cues.any()
