"""Factuality: how well stances tell what happened from what did not, on two corpora of judged events.

UDS-IH2 (CC BY-SA) and MEANTIME (CC BY) mark the words of events in sentences with how sure readers were that they
happened, from -3 to 3. A stance and a certainty are read as such a number. Beside them stand two plain ways: always 3; and
-3 for each event of a sentence that has a word like "not", else 3.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from servanda.reading.parsing import pipeline
from servanda.reading.stance import Attitude, attitude_of
from servanda.record.report import Certainty, Stance

NAMES = ("UDS_IH2", "MEANTIME")

NOT_WORDS = frozenset(
    {"not", "n't", "no", "never", "nobody", "nothing", "none", "neither", "nor", "without", "cannot"}
)

NUMBERS: Mapping[tuple[Stance, Certainty], float] = {
    ("asserts", "certain"): 3.0,
    ("asserts", "reported"): 3.0,
    ("asserts", "likely"): 2.0,
    ("asserts", "possible"): 0.5,
    ("partly denies", "certain"): 0.0,
    ("denies", "certain"): -2.0,
    ("predicts", "possible"): -1.0,
    ("declares", "certain"): 3.0,
}
"""What each stance and certainty is taken for; every other pair is one of an event that has not happened, `NOT_YET`.

The judges of UDS-IH2 put what is to come, promised or asked for on the side of what did not happen.
"""

NOT_YET = -1.5
UNCERTAIN = 1.0
"""A number nearer to nought than this is neither a fact nor the contrary."""


@dataclass(frozen=True)
class Scores:
    """How near numbers are to the judges'.

    Attributes:
        error: the mean distance, of 6 at most.
        correlation: Pearson's; nan where all numbers are one.
        polarity: the share of events put rightly among facts, their contraries, and the uncertain.
    """

    error: float
    correlation: float
    polarity: float


@dataclass(frozen=True)
class Factuality:
    """The scores on one part of one corpus, with those of two plain ways.

    Attributes:
        events: how many events were judged.
    """

    corpus: str
    part: str
    events: int
    stances: Scores
    always: Scores
    bag: Scores


def number_of(attitude: Attitude) -> float:
    """Return what an attitude is taken for, from -3 (did not happen) to 3 (happened)."""
    return NUMBERS.get((attitude.stance, attitude.certainty), NOT_YET)


def measure_factuality(part: str, corpora: Path) -> tuple[Factuality, ...]:
    """Measure the stances on one part of each corpus that is there; none where the corpora are missing."""
    return tuple(
        _measure(corpora, name, part) for name in NAMES if (corpora / name / f"{part}.jsonl").exists()
    )


def _measure(corpora: Path, name: str, part: str) -> Factuality:
    rows = [
        json.loads(line)
        for line in (corpora / name / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    gold: list[float] = []
    ours: list[float] = []
    bag: list[float] = []
    for row, doc in zip(rows, _parsed(rows), strict=True):
        denied = any(token.lower_ in NOT_WORDS for token in doc)
        for target in row["targets"]:
            gold.append(target["label"])
            ours.append(number_of(attitude_of(doc, None, doc[target["span1"][0]])))
            bag.append(-3.0 if denied else 3.0)
    always = [3.0] * len(gold)
    return Factuality(name, part, len(gold), *(_scores(gold, numbers) for numbers in (ours, always, bag)))


def _parsed(rows: Sequence[dict[str, Any]]) -> Iterator[Doc]:
    """Parse sentences by the words they are given in."""
    loaded = pipeline()
    return loaded.pipe((Doc(loaded.vocab, words=row["text"].split(" ")) for row in rows), batch_size=64)


def _scores(gold: Sequence[float], numbers: Sequence[float]) -> Scores:
    judged, ours = np.array(gold), np.array(numbers)
    varied = float(ours.std()) > 0
    return Scores(
        float(np.abs(judged - ours).mean()),
        float(np.corrcoef(judged, ours)[0, 1]) if varied else float("nan"),
        float((_side(judged) == _side(ours)).mean()),
    )


def _side(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.sign(numbers) * (np.abs(numbers) >= UNCERTAIN)
