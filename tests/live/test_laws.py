"""The one law of the live room: whatever comes in, in whatever order, the answer is that of a whole recomputation."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import servanda
from servanda.clock import Span
from servanda.live import Live
from servanda.record import CAUTIOUS, GENEROUS, Report, Rule, Sources, hear
from servanda.standing import Other, Standing, explain, stand, standing_data
from tests.builders import SOURCES, TABLE
from tests.case_files import ROOT
from tests.generated import Case, cases, examples
from tests.generated.drawing import chance, pick

EXAMPLES = tuple(sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir()))
DAY = 24 * 3600
RULES = {
    "Ann and Ben": Rule("Ann and Ben", sources=frozenset({"Ann", "Ben", "North office"})),
    "anybody": Rule("anybody", ground="claimed"),
}


@dataclass(frozen=True)
class Question:
    """What is asked of a record."""

    at: int
    known: int | None = None
    account: str = CAUTIOUS
    viewer: str | None = None
    recorded: int | None = None
    others: Mapping[str, Other] | None = None


def assert_same(live: Standing, afresh: Standing) -> None:
    """Two standings are the same in every field, in all that is told of them, and in all that is explained."""
    assert live.phases == afresh.phases
    for mine, other in zip(live.clauses, afresh.clauses, strict=True):
        assert mine == other
    assert live.spans == afresh.spans
    assert live.taken == afresh.taken
    assert live.hearing.reports == afresh.hearing.reports
    assert live.hearing.voices == afresh.hearing.voices
    assert live.hearing.events == afresh.hearing.events
    assert dict(live.hearing.about) == dict(afresh.hearing.about)
    assert live.sources.table == afresh.sources.table
    assert live.agreement == afresh.agreement
    assert standing_data(live) == standing_data(afresh)
    for one in live.clauses:
        assert explain(live, one.clause.id) == explain(afresh, one.clause.id)


def corrected(draw: st.DrawFn, rows: tuple[Report, ...]) -> tuple[Report, ...]:
    """Return rows with corrections among them: each by the speaker of the row that it replaces."""
    found = list(rows)
    for number in range(draw(st.integers(0, 4)) if rows else 0):
        old = pick(draw, tuple(found))
        later = draw(st.integers(0, 9)) * DAY
        said = Span(old.said.first + later, old.said.last + later)
        new = replace(old, id=f"c{number}", replaces=old.id, said=said, published=said)
        match pick(draw, ("no", "number", "event", "nothing", "act")):
            case "no":
                new = replace(new, stance="denies")
            case "number":
                new = replace(new, quantity=pick(draw, tuple(rows)).quantity)
            case "event":
                new = replace(new, event=pick(draw, tuple(rows)).event, place=pick(draw, tuple(rows)).place)
            case "act":
                new = replace(new, act=pick(draw, tuple(rows)).act)
            case _:
                new = replace(new, measure="", quantity=None, kind="", stance="predicts")
        found.append(new)
    return tuple(found)


def recorded(draw: st.DrawFn, rows: tuple[Report, ...]) -> tuple[Report, ...]:
    """Return rows of which some say when the ledger took them in."""
    return tuple(
        replace(row, recorded=row.public + draw(st.integers(0, 20)) * DAY) if chance(draw, 2) else row
        for row in rows
    )


@dataclass(frozen=True)
class Growth:
    """A case, its rows in small groups as they come in, and which questions are asked after each group."""

    case: Case
    groups: tuple[tuple[Report, ...], ...]
    asked: tuple[tuple[Question, ...], ...]


@st.composite
def growths(draw: st.DrawFn) -> Growth:
    """Draw a case whose rows come in any order, with questions at any time in between and all at the end."""
    case = draw(cases())
    rows = recorded(draw, corrected(draw, case.rows))
    shuffled = tuple(draw(st.permutations(rows)))
    groups: list[tuple[Report, ...]] = []
    while shuffled:
        size = draw(st.integers(1, 4))
        groups.append(shuffled[:size])
        shuffled = shuffled[size:]
    questions = tuple(question(draw, case) for _ in range(2))
    asked = [tuple(q for q in questions if not chance(draw, 3)) for _ in groups]
    return Growth(case, tuple(groups), (*asked[:-1], questions))


def question(draw: st.DrawFn, case: Case) -> Question:
    """Draw a question about a case."""
    those = (CAUTIOUS, GENEROUS, *case.agreement.parties, *RULES)
    others = {link.id: Other({CAUTIOUS: case.at - 9 * DAY}, {}) for link in case.agreement.links}
    return Question(
        case.at + pick(draw, (0, 0, 0, 7, -7)) * DAY,
        pick(draw, (None, None, case.at, case.at - 5 * DAY, case.at + 9 * DAY)),
        pick(draw, (CAUTIOUS, CAUTIOUS, pick(draw, those))),
        pick(draw, (None, None, "North", "Oslo")),
        pick(draw, (None, None, None, case.at)),
        pick(draw, (None, None, others)),
    )


@examples(60)
@given(growths())
def test_the_answer_is_that_of_a_whole_recomputation(growth: Growth) -> None:
    """Rows, corrections and retractions come in any order: each answer equals `stand` afresh, field by field.

    No clause changes that `add` did not name.
    """
    live = Live(growth.case.agreement, SOURCES, rules=RULES)
    rows: list[Report] = []
    last: dict[int, tuple[Question, Standing]] = {}
    touched: dict[int, frozenset[str]] = {}
    for group, asked in zip(growth.groups, growth.asked, strict=False):
        rows += group
        named = live.add(*group)
        touched = {number: names | named for number, names in touched.items()}
        for number, one in enumerate(asked):
            afresh = stand(growth.case.agreement, rows, SOURCES, rules=RULES, **vars(one))
            answer = live.standing(**vars(one))
            assert_same(answer, afresh)
            was = last.get(number)
            if was is not None and was[0] == one:
                assert changed(was[1], answer) <= touched[number]
            last[number], touched[number] = (one, answer), frozenset()


def changed(one: Standing, other: Standing) -> set[str]:
    """Return the clauses that stand otherwise in one standing than in another."""
    return {a.clause.id for a, b in zip(one.clauses, other.clauses, strict=True) if a != b}


@pytest.mark.no_cover
def test_the_law_is_tried_on_corrections() -> None:
    """Of a hundred drawn records, at least thirty hold a row that its own speaker has replaced."""
    numbers: list[int] = []

    @settings(
        max_examples=100,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(growths())
    def draw_some(growth: Growth) -> None:
        rows = [row for group in growth.groups for row in group]
        numbers.append(len(rows) - len(hear(growth.case.agreement, rows, Sources(EVERYBODY)).reports))

    draw_some()
    assert sum(number > 0 for number in numbers) >= 30


EVERYBODY = tuple(replace(source, seen_by=()) for source in TABLE)
"""The table of sources with nothing hidden."""


@pytest.mark.no_cover
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_real_record_in_any_order_comes_to_the_same(path: Path) -> None:
    """A real record that comes in shuffled, in groups, with a question in between, stands as it does afresh."""
    folder = servanda.load(path)
    chance = random.Random(path.name)
    rows = chance.sample(folder.reports, len(folder.reports))
    at = sorted(row.public for row in rows)[len(rows) * 4 // 5]
    live = Live(folder.agreement, folder.sources)
    size = len(rows) // 3 + 1
    for start in range(0, len(rows), size):
        live.add(*rows[start : start + size])
        known = chance.choice((None, at))
        afresh = stand(folder.agreement, rows[: start + size], folder.sources, at=at, known=known)
        assert_same(live.standing(at, known), afresh)
    for row in chance.sample(rows, 3):
        again = replace(row, id=f"{row.id}-again", replaces=row.id, stance="denies")
        rows.append(again)
        live.add(again)
    assert_same(live.standing(at), stand(folder.agreement, rows, folder.sources, at=at))
