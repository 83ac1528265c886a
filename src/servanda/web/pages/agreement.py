"""The agreement page: its own text, and beside every clause where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from servanda.agreement import Phase, TranslatedPassage, aligned
from servanda.standing import STATES_BY_GRAVITY, PhaseStanding, standing_data
from servanda.tables import clause_rows
from servanda.web.fault import BadQuestion
from servanda.web.margin import Margin, margin_from, margin_of
from servanda.web.page import QUESTION, Page, Parameter, Sheet
from servanda.web.parts import Part, Stretch
from servanda.web.prose import headings, prose_html
from servanda.web.site import name_of
from servanda.web.visit import Visit

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


@dataclass(frozen=True)
class Tally:
    """How many clauses stand how: by state, the gravest first, and how many are overdue and disputed."""

    states: tuple[tuple[str, int], ...]
    overdue: int
    disputed: int


def agreement(visit: Visit) -> Page:
    """Return the agreement page, or one part of it where the text is long."""
    parts, part, shown = visit.desk.parts, visit.part, text_shown(visit)
    margins, phases = margins_of(visit, parts[part - 1]), phases_of(visit)
    view = {
        "sections": sections(visit, parts[part - 1], margins, phases), "phases": phases, "tally": tally(visit),
        "contents": contents(parts), "next": coming(visit, margins), "shown": shown, "texts": texts(visit),
        "heading": visit.translation.title if visit.translation and shown != ORIGINAL else None,
    }  # fmt: skip
    title = name_of(visit) or visit.desk.id
    return Page(
        "agreement.html",
        title,
        view,
        lambda: standing_data(visit.standing),
        lambda: clause_rows(visit.standing),
    )


def margins_of(visit: Visit, part: Part) -> dict[str, Margin]:
    """Return the margins of the clauses of a part, by their ids."""
    clauses = tuple(id_ for stretch in part for id_ in stretch.clauses)
    if not visit.desk.is_large:
        return {id_: margin_of(visit.standing, visit.standing.of(id_)) for id_ in clauses}
    agreement, found = visit.desk.agreement, visit.margins(clauses)
    return {id_: margin_from(agreement, agreement.clauses[id_], found[id_]) for id_ in clauses}


def phases_of(visit: Visit) -> tuple[PhaseStanding, ...]:
    """Return where the phases stand."""
    return visit.phases() if visit.desk.is_large else visit.standing.phases


def tally(visit: Visit) -> Tally | None:
    """Return how many clauses stand how; None where a large record does not tell it on the account asked about."""
    if visit.desk.is_large:
        found = visit.counts()
        return None if found is None else Tally(_by_gravity(found.states), found.overdue, found.disputed)
    those = visit.standing.clauses
    late = sum(any(v.overdue for v in one.variants) and one.state == "in force" for one in those)
    states = Counter(one.state for one in those)
    return Tally(_by_gravity(states), late, sum(one.disputed for one in those))


def _by_gravity(states: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((state, states[state]) for state in STATES_BY_GRAVITY if states.get(state))


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


def sections(
    visit: Visit, part: Part, margins: Mapping[str, Margin], phases: Sequence[PhaseStanding]
) -> list[Section]:
    """Return the passages of a part, in the language that is shown, with the margins of their clauses."""
    shown = text_shown(visit)
    by_id = {one.phase.id: one for one in phases}
    translated: dict[int, TranslatedPassage] = {}
    if visit.translation is not None and shown != ORIGINAL:
        beside = enumerate(aligned(visit.desk.agreement, visit.translation))
        translated = {number: one for number, (_, one) in beside if one is not None}
    return [_section(visit, stretch, translated.get(stretch.number), margins, by_id) for stretch in part]


def _section(
    visit: Visit, stretch: Stretch, beside: TranslatedPassage | None, margins: Mapping[str, Margin],
    phases: Mapping[str, PhaseStanding],
) -> Section:  # fmt: skip
    is_title = stretch.number == 0
    original = prose_html(stretch.passage.prose if stretch.is_first else "", without_title=is_title)
    prose = (
        original
        if beside is None
        else prose_html(beside.prose if stretch.is_first else "", without_title=is_title)
    )
    return Section(
        stretch.number, prose, WRITTEN_IN if beside is None else visit.language.code,
        original if beside is not None and text_shown(visit) == BESIDE else None,
        tuple(margins[id_] for id_ in stretch.clauses),
        tuple(phases[item.id] for item in stretch.items if isinstance(item, Phase) and item.id in phases),
    )  # fmt: skip


def contents(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """Return the headings of the text, each with the part and passage in which it stands."""
    return [
        {"text": text, "level": level, "part": number, "passage": stretch.number}
        for number, part in enumerate(parts, start=1)
        for stretch in part
        if stretch.is_first
        for level, text in headings(stretch.passage.prose)
        if level > 1
    ]


def coming(visit: Visit, margins: Mapping[str, Margin], most: int = 4) -> list[Margin]:
    """Return the clauses whose next dates come first; with a large record, of the part that is shown."""
    if not visit.desk.is_large:
        standing = visit.standing
        margins = {one.clause.id: margin_of(standing, one) for one in standing.clauses if one.first.next}
    found = [one for one in margins.values() if one.next is not None and not one.clause.heading]
    return sorted(found, key=lambda margin: margin.next.by if margin.next else 0)[:most]


SHEET = Sheet(
    "/{agreement}", "agreement", "Where every clause of an agreement stands.", agreement,
    (
        *QUESTION, Parameter("part", "Which part of a long text is shown as a page.", "1"),
        Parameter("text", "Which text is shown: a language that it is translated into, original, or beside for both.", "original"),
    ),
)  # fmt: skip
