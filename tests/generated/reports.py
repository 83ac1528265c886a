"""Records: what anybody may say of an agreement's acts, right or wrong, in time or not."""

from __future__ import annotations

from hypothesis import strategies as st

from servanda.agreement import Agreement
from servanda.record import CERTAINTIES, COLUMNS, MEASURES, QUESTIONS, STANCES, Report, report_from
from tests.builders import TABLE
from tests.generated.drawing import chance, pick, some
from tests.generated.vocabulary import AREA, KINDS, OTHER, PLACES

SPEAKERS = (*(source.name for source in TABLE), "A passer-by")
CARRIERS = ("", "", "Radio", "Gazette", "Herald", "North paper")
QUANTITIES = ("", "", "1", "2", "3", "5", "10", "0", "2..4", "4..", "..3", "1.5")
SAID: tuple[str, ...] = ("asserts",) * 6 + ("denies",) * 3 + STANCES
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
    """Draw one row about some act, said near the day on which it happened."""
    day = draw(st.integers(-2, 50)) + shift
    said = max(shift - 2, day + draw(st.integers(-3, 12)))
    clauses = tuple(agreement.clauses)
    events = tuple(f"e{shift}{number}" for number in range(3))
    cells = {
        "event": pick(draw, ("", *events)),
        "clause": seldom(draw, clauses),
        "measure": pick(draw, ("", "", "count", "count", *MEASURES)),
        "quantity": pick(draw, QUANTITIES),
        "kind": seldom(draw, KINDS),
        "place": seldom(draw, (AREA, *PLACES)),
        "happened": when(draw, day),
        "said": day_text(said),
        "published": day_text(said + pick(draw, (0, 0, 1, 4))),
        "certainty": seldom(draw, CERTAINTIES),
        "finding": seldom(draw, ("happened", "happened", *QUESTIONS)),
        "answers": seldom(draw, (*clauses, *events)),
        "replaces": seldom(draw, others),
        "stance": pick(draw, SAID),
    }
    every = dict.fromkeys(COLUMNS, "") | {"id": id_} | cells | deed(draw, agreement) | carrier(draw)
    return report_from(every, agreement.title.zone)


def deed(draw: st.DrawFn, agreement: Agreement) -> dict[str, str]:
    """Draw the act of a row, by whom and to whom: mostly one of a clause, by those who bear it."""
    if not agreement.clauses or chance(draw, 8):
        return {"act": pick(draw, OTHER), "by": pick(draw, (*agreement.parties, ""))}
    clause = pick(draw, tuple(agreement.clauses.values()))
    bearers = agreement.bearers(clause)
    names = (*agreement.parties, *agreement.mediators, "Harbour Board", "Militia")
    right = ("; ".join(bearers), bearers[0], bearers[-1])
    by = pick(draw, right) if not chance(draw, 4) else "; ".join(some(draw, names, least=0))
    return {"act": clause.act, "by": by, "to": seldom(draw, agreement.parties)}


def carrier(draw: st.DrawFn) -> dict[str, str]:
    """Draw who says it: a speaker through an outlet or by itself, or an outlet in its own or a wire's words."""
    source = pick(draw, CARRIERS)
    if chance(draw, 4):
        return {"source": source or "Radio", "wire": seldom(draw, ("Wire", "North wire"))}
    affiliation = seldom(draw, ("North", "South", "none"))
    return {"source": source, "speaker": pick(draw, SPEAKERS), "affiliation": affiliation}


@st.composite
def records(
    draw: st.DrawFn, agreement: Agreement, most: int = 12, prefix: str = "r", shift: int = 0
) -> tuple[Report, ...]:
    """Draw a record of an agreement.

    Args:
        prefix: what its ids begin with, so that two records can be put together.
        shift: by how many days all that it tells of lies later, with events of its own.
    """
    ids = tuple(f"{prefix}{place}" for place in range(draw(st.integers(0, most))))
    return tuple(row(draw, agreement, id_, ids[:place], shift) for place, id_ in enumerate(ids))
