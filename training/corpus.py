"""The corpus measured: who finds the attributions that people marked, and how fast, all on the same parse."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from servanda.reading import Article, attributing
from servanda.reading.background import Background
from servanda.reading.parsing import parse_all
from servanda.reading.reader import LocalReader
from training.peers import Finder, plain_rule, quotations
from training.polnear import MarkedArticle
from training.scores import PARTS, Part, Score, scores, tallies
from training.tables import Figures, beside

if TYPE_CHECKING:
    from spacy.tokens import Doc

TARGETS: Mapping[Part, float] = {"source": 76, "cue": 71, "content": 60, "pieces": 60, "pairs": 70}
SPEED = 2_000
"""Words a second that are to be read at least, on one core, with parsing."""

_WARMING = 3

Work = TypeVar("Work")


@dataclass(frozen=True)
class Run:
    """What one finder came to on the corpus.

    Attributes:
        seconds: how long the processor worked at finding, the parse apart.
    """

    name: str
    scores: Mapping[Part, Score]
    seconds: float


def finders() -> dict[str, Finder]:
    """Return who is measured: ours first, and textacy where it is installed."""
    from importlib.util import find_spec

    chosen: dict[str, Finder] = {"ours": attributing.find}
    if find_spec("textacy"):
        chosen["textacy"] = quotations
    return {**chosen, "plain rule": plain_rule}


def measure(articles: Sequence[MarkedArticle], background: Background) -> tuple[Figures, ...]:
    """Measure everybody on the same articles, and how fast the whole of reading goes."""
    words = sum(len(article.text.split()) for article in articles)
    list(parse_all(article.text for article in articles[:_WARMING]))
    docs, parsing = _busy(lambda: list(parse_all(article.text for article in articles)))
    runs = [_run(name, finder, articles, docs) for name, finder in finders().items()]
    reader = LocalReader(background)
    texts = [Article(article.text, article.name) for article in articles]
    list(reader.read(texts[:_WARMING]))
    _, reading = _busy(lambda: list(reader.read(texts)))
    return _scores(runs, articles), _speeds(runs, words, parsing, reading)


def _run(name: str, finder: Finder, articles: Sequence[MarkedArticle], docs: Sequence[Doc]) -> Run:
    for doc in docs[:_WARMING]:
        finder(doc)
    found, seconds = _busy(lambda: [finder(doc) for doc in docs])
    counted = (
        tallies(article.text, one, article.attributions) for article, one in zip(articles, found, strict=True)
    )
    return Run(name, scores(counted), seconds)


def _busy(work: Callable[[], Work]) -> tuple[Work, float]:
    """Do some work and return what came of it, and how many seconds the processor worked at it."""
    begun = time.process_time()
    return work(), time.process_time() - begun


def _scores(runs: Sequence[Run], articles: Sequence[MarkedArticle]) -> Figures:
    marked = sum(len(article.attributions) for article in articles)
    ours = runs[0].scores
    rows = tuple(
        (
            "content, by pieces" if part == "pieces" else part,
            f"{ours[part].precision:.1f} / {ours[part].recall:.1f}",
            *(_interval(run.scores[part]) for run in runs),
            beside(ours[part].f1, TARGETS[part]),
        )
        for part in PARTS
    )
    columns = ("", "ours, precision / recall", *(f"{run.name}, F1" for run in runs), "target")
    note = f"{len(articles)} articles, {marked:,} attributions; F1 with 95 % intervals over articles."
    return Figures("Attributions, PolNeAR dev", columns, rows, note)


def _interval(score: Score) -> str:
    return f"{score.f1:.1f} ({score.low:.0f} to {score.high:.0f})"


def _speeds(runs: Sequence[Run], words: int, parsing: float, reading: float) -> Figures:
    rows = [("parsing alone", f"{words / parsing:,.0f}", "", "")]
    rows += [
        (
            f"attributions, {run.name}",
            f"{words / (parsing + run.seconds):,.0f}",
            _micro(run.seconds, words),
            "",
        )
        for run in runs
    ]
    speed = words / reading
    rows.append(("the whole of reading", f"{speed:,.0f}", "", beside(speed, SPEED)))
    columns = ("", "words a second, with parsing", "beside parsing, µs a word", "target")
    note = f"{words:,} words, by spaces; one core, processor time."
    return Figures("Speed", columns, tuple(rows), note)


def _micro(seconds: float, words: int) -> str:
    return f"{1e6 * seconds / words:.1f}"
