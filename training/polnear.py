"""PolNeAR, a corpus of news articles with the attributions in them marked by people: read from brat's stand-off files.

The corpus is not part of the project. Its publisher states no licence, so nothing of its text is kept here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from servanda.reading import Attribution, Passage, joined
from training.gold import shared

Part = Literal["train", "dev"]

_SPANS = re.compile(r"(\w+) (\d+ \d+(?:;\d+ \d+)*)")
_ROLE = re.compile(r"(Source|Cue|Content)\d*")


@dataclass(frozen=True)
class MarkedArticle:
    """One article of the corpus.

    Attributes:
        attributions: what its first annotator marked, in the order of the contents.
    """

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def corpus() -> Path | None:
    """Return the folder of the corpus, where it is there."""
    return shared("corpora/polnear")


def articles(folder: Path, part: Part) -> Iterator[MarkedArticle]:
    """Read one part of the corpus, in the order of the names of its files.

    The first annotator of an article is the one whom `metadata.tsv` names first, else the first by name.

    Raises:
        OSError: the folder does not hold the corpus.
    """
    annotators = _annotators(folder / "metadata.tsv")
    for path in sorted((folder / part / "text").glob("*.txt")):
        file = _marks(folder / part / "attributions", path.stem, annotators.get(path.stem, ()))
        text = path.read_bytes().decode("utf-8")
        marked = attributions(file.read_text(encoding="utf-8")) if file else ()
        yield MarkedArticle(path.stem, text, marked)


def attributions(marks: str) -> tuple[Attribution, ...]:
    """Return the attributions of one stand-off file, in the order of their contents. One without a content is left out."""
    passages: dict[str, Passage] = {}
    events: list[str] = []
    for line in marks.splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T") and (found := _SPANS.match(rest)):
            passages[name] = _passage(found[2])
        elif name.startswith("E"):
            events.append(rest)
    return tuple(sorted(filter(None, (_attribution(event, passages) for event in events)), key=_place))


def _attribution(event: str, passages: Mapping[str, Passage]) -> Attribution | None:
    parts: dict[str, list[Passage]] = {"Source": [], "Cue": [], "Content": []}
    for word in event.split():
        role, _, name = word.partition(":")
        if (found := _ROLE.fullmatch(role)) and name in passages:
            parts[found[1]].append(passages[name])
    source, cue, content = (joined(pieces) if pieces else None for pieces in parts.values())
    return Attribution(source, cue, content) if content else None


def _place(attribution: Attribution) -> tuple[Passage, int]:
    return attribution.content, attribution.cue.first if attribution.cue else -1


def _passage(spans: str) -> Passage:
    pairs = (pair.split(" ") for pair in spans.split(";"))
    return joined(Passage(((int(first), int(end)),)) for first, end in pairs)


def _marks(folder: Path, name: str, annotators: tuple[str, ...]) -> Path | None:
    files = sorted(path for path in folder.glob("*.ann") if path.stem.rpartition("_")[0] == name)
    named = (folder / f"{name}_{annotator}.ann" for annotator in annotators)
    return next((path for path in named if path in files), files[0] if files else None)


def _annotators(path: Path) -> dict[str, tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["filename"]: tuple(row["annotators"].split("|")) for row in rows}
