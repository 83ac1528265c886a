"""The agreement page: its own text, and beside every clause where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from markupsafe import Markup

from servanda.agreement import Agreement, Clause, Passage, Phase, TranslatedPassage, aligned
from servanda.standing import STATES_BY_GRAVITY, PhaseStanding, Standing, standing_data
from servanda.tables import clause_rows
from servanda.web.fault import BadQuestion
from servanda.web.margin import Margin, margin_of
from servanda.web.page import QUESTION, Page, Parameter, Sheet
from servanda.web.prose import headings, prose_html
from servanda.web.site import name_of
from servanda.web.visit import Visit

MOST_CLAUSES = 80
"""Clauses from which on a long text is shown in parts."""

ORIGINAL, BESIDE = "original", "beside"
"""The text as it was agreed, and with a translation beside it."""

WRITTEN_IN = "en"
"""The language that an original is taken to be in."""


@dataclass(frozen=True)
class Section:
    """A passage of the text with the margins of the clauses that it says.

    Attributes:
        number: which passage it is, from 0.
        prose: its words as HTML, in the language that is shown.
        lang: the language of those words.
        original: its words in the original beside them, where both are shown.
        phases: where the phases that it says stand.
    """

    number: int
    prose: Markup
    lang: str
    original: Markup | None
    margins: tuple[Margin, ...]
    phases: tuple[PhaseStanding, ...]


def agreement(visit: Visit) -> Page:
    """Return the agreement page, or one part of it where the text is long."""
    standing = visit.standing
    parts = list(parted(standing.agreement.passages))
    part = visit.number("part", 1, most=max(1, len(parts)))
    start, stop = parts[part - 1] if parts else (0, 0)
    view = {
        "standing": standing, "sections": sections(visit, start, stop), "part": part, "parts": len(parts),
        "contents": contents(standing.agreement, parts), "counts": counts(standing),
        "disputed": [one for one in standing.clauses if one.disputed],
        "overdue": [one for one in standing.clauses if any(v.overdue for v in one.variants) and one.state == "in force"],
        "next": coming(standing), "shown": text_shown(visit), "texts": texts(visit),
        "heading": visit.translation.title if visit.translation and text_shown(visit) != ORIGINAL else None,
    }  # fmt: skip
    title = name_of(visit) or standing.agreement.title.id
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


def texts(visit: Visit) -> tuple[str, ...]:
    """Return the ways in which the text can be shown: one where it has no translation into the reader's language."""
    return (ORIGINAL,) if visit.translation is None else (visit.language.code, BESIDE, ORIGINAL)


def text_shown(visit: Visit) -> str:
    """Return the way in which the text is shown: in the reader's language where it can be.

    Raises:
        BadQuestion: the address asks for a text that there is not.
    """
    asked = visit.parameters.get("text", "").strip()
    ways = texts(visit)
    if asked and asked not in (*ways, ORIGINAL, BESIDE):
        raise BadQuestion(
            "There is no text “{text}” of this agreement in this language.", "There are: {texts}.", text=asked[:40], texts=", ".join(ways),
        )  # fmt: skip
    return asked if asked in ways else ways[0]


def sections(visit: Visit, start: int, stop: int) -> list[Section]:
    """Return some passages, in the language that is shown, with the margins of their clauses."""
    standing, shown = visit.standing, text_shown(visit)
    phases = {one.phase.id: one for one in standing.phases}
    translated: list[TranslatedPassage | None] = [None] * len(standing.agreement.passages)
    if visit.translation is not None and shown != ORIGINAL:
        translated = [beside for _, beside in aligned(standing.agreement, visit.translation)]
    found = []
    for number, passage in enumerate(standing.agreement.passages[start:stop], start):
        original = prose_html(passage.prose, without_title=number == 0)
        one = translated[number]
        prose = original if one is None else prose_html(one.prose, without_title=number == 0)
        found.append(Section(
            number, prose, WRITTEN_IN if one is None else visit.language.code, original if shown == BESIDE and one is not None else None,
            tuple(margin_of(standing, standing.of(item.id)) for item in passage.items if isinstance(item, Clause)),
            tuple(phases[item.id] for item in passage.items if isinstance(item, Phase)),
        ))  # fmt: skip
    return found


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
    (
        *QUESTION, Parameter("part", "Which part of a long text is shown as a page.", "1"),
        Parameter("text", "Which text is shown: a language that it is translated into, original, or beside for both.", "original"),
    ),
)  # fmt: skip
