"""The parts of the measuring: each gives its tables, or says why there are none."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from training import archive, corpus, factuality, marked, polnear
from training.gold import other_articles, own_articles, shared
from training.tables import Figures

_NO_CORPUS = "PolNeAR is not in shared/corpora beside the project."
_AGREEMENT = "gaza-2025"
"""What the articles of the corpus are read for: they are about none, and somebody's are read for some."""


@dataclass(frozen=True)
class Part:
    """What a part of the measuring came to.

    Attributes:
        failings: a line for each thing that is not as people marked it.
        missing: what could not be measured, and why; blank where all was.
    """

    figures: tuple[Figures, ...] = ()
    failings: tuple[str, ...] = ()
    missing: str = ""


def attributions() -> Part:
    """Measure attributions on the corpus, and the speed of reading."""
    folder = polnear.corpus()
    if folder is None:
        return Part(missing=f"Attributions and speed: {_NO_CORPUS}")
    background = marked.background_of(_AGREEMENT)
    return Part(corpus.measure(list(polnear.articles(folder, "dev")), background))


def articles() -> Part:
    """Measure statements and drafts on marked articles: those of others where they are there, and our own."""
    others, ours = list(other_articles()), list(own_articles())
    groups = [marked.measure("one of others", others)] if others else []
    groups.append(marked.measure("our own", ours))
    missing = "" if others else "The article of others is not in shared/articles beside the project."
    return Part(marked.figures(groups), tuple(marked.failings(groups)), missing)


def happened() -> Part:
    """Measure how well stances tell what happened from what did not."""
    corpora = shared("corpora/factuality")
    if corpora is None:
        return Part(missing="Factuality: its corpora are not in shared/corpora beside the project.")
    rows = tuple(
        (one.corpus, f"{one.events:,}", who, *_told(scores))
        for one in factuality.measure_factuality("dev", corpora)
        for who, scores in (
            ("ours", one.stances),
            ("always happened", one.always),
            ("a word like not", one.bag),
        )
    )
    columns = ("", "events", "who", "rightly put", "mean error", "correlation")
    note = "Rightly put among happened, not happened and uncertain; the error is of 6 at most."
    return Part((Figures("Factuality, the parts for development", columns, rows, note),))


def _told(scores: factuality.Scores) -> tuple[str, str, str]:
    correlation = "none" if math.isnan(scores.correlation) else f"{scores.correlation:.2f}"
    return f"{100 * scores.polarity:.0f} %", f"{scores.error:.2f}", correlation


def many() -> Part:
    """Measure how much faster two processes read many articles than one."""
    folder = polnear.corpus()
    if folder is None:
        return Part(missing=f"Archive: {_NO_CORPUS}")
    texts = [article.text for article in polnear.articles(folder, "dev")]
    return Part((archive.measure(texts, marked.background_of(_AGREEMENT)),))


PARTS: Mapping[str, Callable[[], Part]] = {
    "corpus": attributions,
    "articles": articles,
    "factuality": happened,
    "archive": many,
}
