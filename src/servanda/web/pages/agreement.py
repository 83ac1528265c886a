"""The agreement page: its own text, and beside every clause where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from markupsafe import Markup

from servanda.agreement import Agreement, Clause, Passage, Phase
from servanda.standing import STATES_BY_GRAVITY, PhaseStanding, Standing, standing_data
from servanda.tables import clause_rows
from servanda.web.margin import Margin, margin_of
from servanda.web.page import QUESTION, Page, Parameter, Sheet
from servanda.web.prose import headings, prose_html
from servanda.web.visit import Visit

MOST_CLAUSES = 80
"""Clauses from which on a long text is shown in parts."""


@dataclass(frozen=True)
class Section:
    """A passage of the text with the margins of the clauses that it says.

    Attributes:
        number: which passage it is, from 0.
        prose: its words as HTML.
        phases: where the phases that it says stand.
    """

    number: int
    prose: Markup
    margins: tuple[Margin, ...]
    phases: tuple[PhaseStanding, ...]


def agreement(visit: Visit) -> Page:
    """Return the agreement page, or one part of it where the text is long."""
    standing = visit.standing
    parts = list(parted(standing.agreement.passages))
    part = visit.number("part", 1, most=max(1, len(parts)))
    start, stop = parts[part - 1] if parts else (0, 0)
    view = {
        "standing": standing, "sections": sections(standing, start, stop), "part": part, "parts": len(parts),
        "contents": contents(standing.agreement, parts), "counts": counts(standing),
        "disputed": [one for one in standing.clauses if one.disputed],
        "overdue": [one for one in standing.clauses if any(v.overdue for v in one.variants) and one.state == "in force"],
        "next": coming(standing),
    }  # fmt: skip
    title = standing.agreement.title.name or standing.agreement.title.id
    return Page("agreement.html", title, view, standing_data(standing), clause_rows(standing))


def parted(passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """Yield the parts in which a text is shown: from which passage to before which, each with not too many clauses."""
    sums = list(accumulate((sum(isinstance(i, Clause) for i in p.items) for p in passages), initial=0))
    first = 0
    for number, (_, after) in enumerate(pairwise(sums)):
        if after - sums[first] > MOST_CLAUSES and number > first:
            yield first, number
            first = number
    if passages:
        yield first, len(passages)


def sections(standing: Standing, start: int, stop: int) -> list[Section]:
    """Return some passages with the margins of their clauses."""
    phases = {one.phase.id: one for one in standing.phases}
    return [
        Section(
            number, prose_html(passage.prose, without_title=number == 0),
            tuple(
                margin_of(standing, standing.of(item.id)) for item in passage.items if isinstance(item, Clause)
            ),
            tuple(phases[item.id] for item in passage.items if isinstance(item, Phase)),
        )
        for number, passage in enumerate(standing.agreement.passages[start:stop], start)
    ]  # fmt: skip


def contents(agreement: Agreement, parts: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """Return the headings of the text, each with the part and passage in which it stands."""
    return [
        {"text": text, "level": level, "part": part, "passage": number}
        for part, (start, stop) in enumerate(parts, start=1)
        for number in range(start, stop)
        for level, text in headings(agreement.passages[number].prose)
        if level > 1
    ]


def counts(standing: Standing) -> list[tuple[str, int]]:
    """Return how many clauses are in each state, the gravest first."""
    found = Counter(one.state for one in standing.clauses)
    return [(state, found[state]) for state in STATES_BY_GRAVITY if found[state]]


def coming(standing: Standing, most: int = 4) -> list[Margin]:
    """Return the clauses whose next dates come first."""
    margins = [
        margin_of(standing, one) for one in standing.clauses if one.first.next and not one.clause.heading
    ]
    return sorted(margins, key=lambda margin: margin.next.by if margin.next else 0)[:most]


SHEET = Sheet(
    "/{agreement}", "agreement", "Where every clause of an agreement stands.", agreement,
    (*QUESTION, Parameter("part", "Which part of a long text is shown as a page.", "1")),
)  # fmt: skip
