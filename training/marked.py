"""Marked articles measured: what the local reader makes of each, beside its gold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import servanda
from servanda.reading.background import Background
from servanda.reading.reader import LocalReader
from training import article, drafted
from training.gold import ROOT, Gold
from training.tables import Figures

EXAMPLES = ROOT / "examples"

_TARGETS: Mapping[str, int] = {"right speaker": 90, "right stance": 85, "denials": 100, "conditions": 100}
"""For what is to reach a share, how many in the hundred."""

_SPURIOUS = 10
"""How many statements in the hundred that were found may be nobody's."""


@dataclass(frozen=True)
class Group:
    """Articles whose figures stand in one column."""

    name: str
    statements: tuple[article.Measured, ...]
    drafts: tuple[drafted.Drafted, ...]


def background_of(agreement: str) -> Background:
    """Return what is known when an article is read for one of the examples.

    The record is left out, so that no row that was made from an article by hand can help to read it.
    """
    folder = servanda.load(EXAMPLES / agreement)
    return Background(folder.agreement, folder.sources, (), folder.agreement.title.zone)


def measure(name: str, golds: Iterable[Gold]) -> Group:
    """Read marked articles, each for its agreement, and judge what is read."""
    statements: list[article.Measured] = []
    drafts: list[drafted.Drafted] = []
    for gold in golds:
        background = background_of(gold.agreement)
        (reading,) = LocalReader(background).read([gold.article])
        statements.append(article.measure(reading, gold))
        drafts.append(drafted.judge(statements[-1], background.zone))
    return Group(name, tuple(statements), tuple(drafts))


def figures(groups: Sequence[Group]) -> tuple[Figures, ...]:
    """Return the tables of statements and of drafts, a column for each group."""
    names = tuple(group.name for group in groups)
    told = [article.total(group.statements) for group in groups]
    rows = tuple((name, *(_share(one, name) for one in told), _target(name)) for name in told[0])
    statements = Figures("Statements", ("", *names, "target"), rows)
    drawn = [drafted.total(group.drafts) for group in groups]
    columns = dict.fromkeys(name for one in drawn for name in one)
    lines = tuple((name, *(_share(one, name) for one in drawn)) for name in columns)
    return statements, Figures("Drafts", ("", *names), lines)


def failings(groups: Iterable[Group]) -> list[str]:
    """Return a line for each thing that is not as marked."""
    return [
        line
        for group in groups
        for measured, judged in zip(group.statements, group.drafts, strict=True)
        for line in (*article.failings(measured), *drafted.failings(judged))
    ]


def _share(told: Mapping[str, tuple[int, int]], name: str) -> str:
    part, whole = told.get(name, (0, 0))
    return f"{part} of {whole} ({100 * part / whole:.0f} %)" if whole else ""


def _target(name: str) -> str:
    if name == "spurious":
        return f"≤ {_SPURIOUS} %"
    return f"≥ {_TARGETS[name]} %" if name in _TARGETS else ""
