"""Records: what anybody may say of an agreement's acts, right or wrong, in time or not."""

from __future__ import annotations

from hypothesis import strategies as st

from servanda.agreement import Agreement
from servanda.record import CERTAINTIES, COLUMNS, MEASURES, QUESTIONS, STANCES, Report, report_from, row_of
from tests.builders import TABLE
from tests.generated.drawing import chance, pick, some
from tests.generated.vocabulary import AREA, KINDS, OTHER, PLACES

OFFICES = ("North office", "South office", "Oslo envoy", "Cairo envoy", "Watch")
SPEAKERS = (*OFFICES, *OFFICES, *(source.name for source in TABLE), "A passer-by")
CARRIERS = ("", "", "Radio", "Gazette", "Herald", "North paper")
QUANTITIES = ("", "10", "1", "3", "5", "30", "2", "2..4", "4..", "..3", "1.5", "0")
STANCED: tuple[str, ...] = ("asserts",) * 4 + ("denies",) * 3 + STANCES
MONTHS = (
    ("2024-12", 31),
    ("2025-01", 31),
    ("2025-02", 28),
    ("2025-03", 31),
    ("2025-04", 30),
    ("2025-05", 31),
)


def day_text(day: int) -> str:
    """Return the date of a day, day 1 being 1 January 2025.

    >>> day_text(0), day_text(1), day_text(60)
    ('2024-12-31', '2025-01-01', '2025-03-01')
    """
    left = max(1, day + 31)
    for month, length in MONTHS:
        if left <= length:
            return f"{month}-{left:02}"
        left -= length
    return "2025-05-31"


def seldom(draw: st.DrawFn, words: tuple[str, ...]) -> str:
    """Draw one of some words, but mostly none."""
    return pick(draw, words) if words and chance(draw, 4) else ""


def when(draw: st.DrawFn, day: int) -> str:
    """Draw how a row tells of a day: not at all, as the day, as an hour of it, or as a span that holds it."""
    match pick(draw, ("", "day", "day", "hour", "span")):
        case "day":
            return day_text(day)
        case "hour":
            return f"{day_text(day)}T{draw(st.integers(0, 23)):02}:30"
        case "span":
            return f"{day_text(day - draw(st.integers(0, 5)))}..{day_text(day + draw(st.integers(0, 5)))}"
        case _:
            return ""


def row(draw: st.DrawFn, agreement: Agreement, id_: str, others: tuple[str, ...], shift: int) -> Report:
    """Draw one row about some act, said near the day on which it happened: half of the rows are plain ones."""
    day = (draw(st.integers(-2, 50)) if chance(draw, 3) else draw(st.integers(1, 25))) + shift
    said = max(shift - 2, day + draw(st.integers(-3, 12)))
    cells = {
        "event": pick(draw, ("", *_events(shift))),
        "measure": pick(draw, ("", "count")),
        "quantity": pick(draw, QUANTITIES),
        "happened": when(draw, day),
        "said": day_text(said),
        "published": day_text(said + pick(draw, (0, 0, 1, 4))),
        "stance": "asserts",
    }
    if chance(draw, 2):
        cells |= rare(draw, agreement, others, shift)
    every = dict.fromkeys(COLUMNS, "") | {"id": id_} | cells | deed(draw, agreement) | carrier(draw)
    return report_from(every, agreement.title.zone)


def _events(shift: int) -> tuple[str, ...]:
    return tuple(f"e{shift}{number}" for number in range(3))


def rare(draw: st.DrawFn, agreement: Agreement, others: tuple[str, ...], shift: int) -> dict[str, str]:
    """Draw what a row may say beside the plain: parts, findings, denials, corrections, answers, doubts."""
    clauses = tuple(agreement.clauses)
    return {
        "clause": seldom(draw, clauses),
        "measure": pick(draw, ("", "count", *MEASURES)),
        "kind": seldom(draw, KINDS),
        "unit": seldom(draw, ("%",)),
        "place": seldom(draw, (AREA, *PLACES)),
        "certainty": seldom(draw, CERTAINTIES),
        "finding": seldom(draw, ("happened", "happened", *QUESTIONS)),
        "answers": seldom(draw, (*clauses, *_events(shift))),
        "replaces": seldom(draw, others),
        "stance": pick(draw, STANCED),
    }


def echo(draw: st.DrawFn, earlier: Report, id_: str, zone: str) -> Report:
    """Draw another voice on what an earlier row tells: it says the same, another number, or no."""
    cells = row_of(earlier, zone) | {"id": id_, "replaces": ""} | carrier(draw)
    cells |= {"stance": pick(draw, STANCED), "quantity": pick(draw, (cells["quantity"], *QUANTITIES))}
    return report_from(cells, zone)


def deed(draw: st.DrawFn, agreement: Agreement) -> dict[str, str]:
    """Draw the act of a row, by whom and to whom: mostly one of a clause, by those who bear it."""
    if not agreement.clauses or chance(draw, 8):
        return {"act": pick(draw, OTHER), "by": pick(draw, (*agreement.parties, ""))}
    clause = pick(draw, tuple(agreement.clauses.values()))
    bearers = agreement.bearers(clause)
    names = (*agreement.parties, *agreement.mediators, "Harbour Board", "Militia")
    right = ("; ".join(bearers), bearers[0], bearers[-1])
    by = pick(draw, right) if not chance(draw, 4) else "; ".join(some(draw, names, least=0))
    word = (
        pick(draw, ("refuse to ", "give leave to ")) if chance(draw, 8 if clause.norm != "may" else 4) else ""
    )
    return {"act": f"{word}{clause.act}", "by": by, "to": seldom(draw, agreement.parties)}


def carrier(draw: st.DrawFn) -> dict[str, str]:
    """Draw who says it: a speaker through an outlet or by itself, or an outlet in its own or a wire's words."""
    source = pick(draw, CARRIERS)
    if chance(draw, 4):
        return {"source": source or "Radio", "wire": seldom(draw, ("Wire", "North wire"))}
    affiliation = seldom(draw, ("North", "South", "none"))
    return {"source": source, "speaker": pick(draw, SPEAKERS), "affiliation": affiliation}


@st.composite
def records(
    draw: st.DrawFn, agreement: Agreement, most: int = 15, prefix: str = "r", shift: int = 0
) -> tuple[Report, ...]:
    """Draw a record of an agreement.

    Args:
        prefix: what its ids begin with, so that two records can be put together.
        shift: by how many days all that it tells of lies later, with events of its own.
    """
    found: list[Report] = []
    for place in range(draw(st.integers(0, most))):
        id_, others = f"{prefix}{place}", tuple(one.id for one in found)
        if found and chance(draw, 3):
            found.append(echo(draw, pick(draw, found), id_, agreement.title.zone))
        else:
            found.append(row(draw, agreement, id_, others, shift))
    return tuple(found)
