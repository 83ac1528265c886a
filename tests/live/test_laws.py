"""The one law of the live room: whatever comes in, in whatever order, the answer is that of a whole recomputation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from servanda.clock import Span
from servanda.live import Live
from servanda.record import CAUTIOUS, GENEROUS, Report, Rule
from servanda.standing import Other, Standing, explain, stand, standing_data
from tests.builders import SOURCES
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


@st.composite
def growing(draw: st.DrawFn) -> tuple[Case, tuple[tuple[Report, ...], ...], tuple[Question, ...]]:
    """Draw a case, its rows in small groups in any order, and what is asked after each group."""
    case = draw(cases())
    rows = recorded(draw, corrected(draw, case.rows))
    shuffled = tuple(draw(st.permutations(rows)))
    groups: list[tuple[Report, ...]] = []
    while shuffled:
        size = draw(st.integers(1, 4))
        groups.append(shuffled[:size])
        shuffled = shuffled[size:]
    those = (CAUTIOUS, GENEROUS, *case.agreement.parties, *RULES)
    linked = {link.id: Other({CAUTIOUS: case.at - 9 * DAY}, {}) for link in case.agreement.links}
    questions = [
        Question(
            case.at + pick(draw, (0, 0, 0, 7 * DAY, -7 * DAY)),
            pick(draw, (None, None, case.at, case.at - 5 * DAY, case.at - 9 * DAY, case.at + 9 * DAY)),
            pick(draw, (CAUTIOUS, CAUTIOUS, pick(draw, those))),
            pick(draw, (None, None, "North", "Oslo")),
            pick(draw, (None, None, None, case.at)),
            pick(draw, (None, None, linked)),
        )
        for _ in range(2)
    ]
    return case, tuple(groups), tuple(questions)


def assert_kept_up(case: Case, groups: Sequence[Sequence[Report]], questions: Sequence[Question]) -> None:
    """After each group of rows, the answer to each question is that of a whole recomputation."""
    live = Live(case.agreement, SOURCES, rules=RULES)
    rows: list[Report] = []
    before: dict[int, Standing] = {}
    touched: dict[int, set[str]] = {number: set() for number in range(len(questions))}
    for group in ((), *groups):
        rows += group
        named = live.add(*group)
        for number, question in enumerate(questions):
            touched[number] |= named
            afresh = stand(case.agreement, rows, SOURCES, rules=RULES, **vars(question))
            answer = live.standing(**vars(question))
            assert_same(answer, afresh)
            if number in before:
                old = before[number].clauses
                changed = {
                    mine.clause.id for mine, was in zip(answer.clauses, old, strict=True) if mine != was
                }
                assert changed <= touched[number]
            before[number], touched[number] = answer, set()


@examples(60)
@given(growing())
def test_the_answer_is_that_of_a_whole_recomputation(
    those: tuple[Case, tuple[tuple[Report, ...], ...], tuple[Question, ...]],
) -> None:
    """Rows, corrections and retractions come in any order: each answer equals `stand` afresh, field by field.

    No clause changes that `add` did not name.
    """
    assert_kept_up(*those)
