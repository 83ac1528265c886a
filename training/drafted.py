"""Drafts measured: which reports that should come of an article were drawn up, and how many of their cells are right.

Of the drafts that come of one statement, or of the article's own words, each stands for the expected one of which it
has the most cells right. An act is right where half of its words are those of an expected one, whatever their endings;
a time, where it is the same span; every other cell, where it is one of those that are listed as right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from servanda.clock import BadTime, Span, parse_span
from servanda.reading.reading import DraftReport
from training.article import Measured
from training.gold import ExpectedDraft, ExpectedStatement, Gold

_FILLERS = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"))
_STEM = 5


@dataclass(frozen=True)
class JudgedDraft:
    """One expected draft, and the one that stands for it.

    Attributes:
        drawn: the draft that stands for it; None where there is none.
        cells: for each cell that is judged, whether it is right; all are wrong where there is no draft.
    """

    expected: ExpectedDraft
    drawn: DraftReport | None
    cells: Mapping[str, bool]


@dataclass(frozen=True)
class Drafted:
    """What the drafts of one reading are worth.

    Attributes:
        judged: every draft that had to be drawn up.
        others: the drafts that nobody expected.
    """

    measured: Measured
    judged: tuple[JudgedDraft, ...]
    others: tuple[DraftReport, ...]


def judge(measured: Measured, zone: str) -> Drafted:
    """Judge the drafts of a reading whose statements are judged.

    Args:
        zone: the zone of the days that cells name.
    """
    gold, drafts = measured.gold, measured.reading.drafts
    origins = _origins(measured)
    marked = {one.id: one for one in gold.statements}
    cells = {
        (number, place): _cells(expected, draft, marked.get(expected.statement), zone)
        for number, expected in enumerate(gold.drafts)
        for place, draft in enumerate(drafts)
        if expected.statement in origins[place]
    }
    best = sorted(cells, key=lambda pair: (-sum(cells[pair].values()), pair))
    standing: dict[int, int] = {}
    for number, place in best:
        if number not in standing and place not in standing.values():
            standing[number] = place
    judged = tuple(
        JudgedDraft(expected, drafts[standing[number]], cells[number, standing[number]])
        if number in standing
        else JudgedDraft(expected, None, dict.fromkeys(_columns(expected), False))
        for number, expected in enumerate(gold.drafts)
        if not expected.is_optional
    )
    others = tuple(draft for place, draft in enumerate(drafts) if place not in standing.values())
    return Drafted(measured, judged, others)


def _origins(measured: Measured) -> list[set[str]]:
    """Return, for each draft, the marked statements that it comes of; blank for the article's own words."""
    found = {one.found: set[str]() for one in measured.judged if one.found is not None}
    for one in measured.judged:
        if one.found is not None:
            found[one.found].add(one.marked.id)
    for place, marked in measured.standing.items():
        found.setdefault(place, set()).add(marked.id)
    return [
        {""} if draft.statement is None else _with_outer(found.get(draft.statement, set()), measured.gold)
        for draft in measured.reading.drafts
    ]


def _with_outer(found: set[str], gold: Gold) -> set[str]:
    """Return statements with those of the same speaker that hold them: a draft of the inner one is one of the outer."""
    outer = {one.within for one in gold.statements if one.id in found and one.is_optional and one.within}
    return found | outer


def _columns(expected: ExpectedDraft) -> list[str]:
    return [*expected.cells, "stance"] if expected.statement else list(expected.cells)


def _cells(
    expected: ExpectedDraft, draft: DraftReport, statement: ExpectedStatement | None, zone: str
) -> dict[str, bool]:
    right = {column: _is_right(column, draft, allowed, zone) for column, allowed in expected.cells.items()}
    if statement is not None:
        right["stance"] = draft.row.get("stance", "") in statement.stances
    return right


def _is_right(column: str, draft: DraftReport, allowed: Sequence[str], zone: str) -> bool:
    if column == "clauses":
        return clause_of(draft) in allowed
    cell = draft.row.get({"acts": "act"}.get(column, column), "").strip()
    if column == "acts":
        return any(is_same_act(cell, act) for act in allowed)
    if column in ("happened", "said"):
        return any(_is_same_time(cell, time, zone) for time in allowed)
    if column in ("by", "to"):
        return any(_names(cell) == _names(names) for names in allowed)
    return cell.replace(",", "").lower() in [one.lower() for one in allowed]


def clause_of(draft: DraftReport) -> str:
    """Return the clause that a draft is likeliest about; blank where it is tied to none."""
    if draft.scores:
        return max(draft.scores, key=lambda clause: draft.scores[clause]).removeprefix("#")
    return draft.row.get("clause", "").split(";")[0].strip().removeprefix("#")


def is_same_act(ours: str, theirs: str) -> bool:
    """Say whether two acts say the same: at least half of their words, up to the fifth letter, are in both."""
    own, other = _stems(ours), _stems(theirs)
    return bool(own | other) and 2 * len(own & other) >= len(own | other)


def _stems(act: str) -> set[str]:
    return {word[:_STEM] for word in re.findall(r"\w+", act.lower()) if word not in _FILLERS}


def _names(cell: str) -> set[str]:
    return {name.strip().lower() for name in cell.split(";") if name.strip()}


def _is_same_time(ours: str, theirs: str, zone: str) -> bool:
    """Say whether two cells are the same span. An end that is left open in the expected one may be anything."""
    if not ours or not theirs:
        return ours == theirs
    try:
        own = parse_span(ours.strip("."), zone)
    except BadTime:
        return False
    first, dots, last = theirs.partition("..")
    if dots and not first:
        return own.last == parse_span(last, zone).last
    if dots and not last:
        return own.first == parse_span(first, zone).first
    other: Span = parse_span(theirs, zone)
    return own == other


def total(drafted: Iterable[Drafted]) -> dict[str, tuple[int, int]]:
    """Return, for each thing that is measured, how many there were and of how many."""
    every = list(drafted)
    judged = [one for article in every for one in article.judged]
    columns = list(dict.fromkeys(column for one in judged for column in one.cells))
    drawn = [one for one in judged if one.drawn is not None]
    counted = {"drafts drawn up": (len(drawn), len(judged))}
    cells = [right for one in drawn for right in one.cells.values()]
    counted["cells right, of those drawn up"] = (sum(cells), len(cells))
    for column in columns:
        told = [one.cells[column] for one in drawn if column in one.cells]
        counted[f"  {column}"] = (sum(told), len(told))
    others = sum(len(article.others) for article in every)
    counted["drafts not expected"] = (others, sum(len(one.measured.reading.drafts) for one in every))
    return counted


def failings(drafted: Drafted) -> list[str]:
    """Return a line for each draft that is missing, wrong, or not expected. Cells are shown of our own texts only."""
    gold = drafted.measured.gold
    lines = [
        f"{gold.name} draft of {one.expected.statement or 'own words'} ({one.expected.cells['acts'][0]}): {wrong}"
        for one in drafted.judged
        if (wrong := _wrong(one, gold))
    ]
    lines += [
        f"{gold.name} draft not expected: {_shown(draft, drafted.measured)}" for draft in drafted.others
    ]
    return lines


def _shown(draft: DraftReport, measured: Measured) -> str:
    clause = clause_of(draft)
    about = f"about #{clause}" if clause else "about no clause"
    if measured.gold.is_ours:
        return f"{draft.row.get('act', '')!r}, {about}"
    told = list(draft.fields.values())
    where = f" at {told[0].first}-{told[0].end}" if told else ""
    return f"{'own words' if draft.statement is None else f'statement {draft.statement}'}{where}, {about}"


def _wrong(one: JudgedDraft, gold: Gold) -> str:
    if one.drawn is None:
        return "not drawn up"
    row = {**one.drawn.row, "clauses": clause_of(one.drawn), "acts": one.drawn.row.get("act", "")}
    return ", ".join(
        f"{column} {row.get(column, '')!r}" if gold.is_ours else column
        for column, is_right in one.cells.items()
        if not is_right
    )
