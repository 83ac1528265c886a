"""A new report costs what it touches: counted in units weighed, entries run and clauses judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

import servanda
from servanda.live import Live
from servanda.record import Report, act_key
from servanda.standing import UnknownAccount, stand, standing_data
from tests.builders import SOURCES, agreement_of, at, did, report
from tests.case_files import ROOT

GAZA = servanda.load(ROOT / "examples" / "gaza-2025")
AT = GAZA.moment("2025-03-18")


def later(act: str) -> Report:
    """Return one more report of an act of the Gaza record: an assertion of the last one that made an event."""
    rows = [
        row for row in GAZA.reports if act_key(row.act) == act and row.stance == "asserts" and row.happened
    ]
    return replace(rows[-1], id="one-more", replaces="", speaker="Passer-by", source="", wire="")


def test_a_report_of_one_prohibition_costs_that_prohibition() -> None:
    """On the Gaza record, one more attack weighs one unit and judges one clause; a whole answer judges all fifty."""
    live = Live(GAZA.agreement, GAZA.sources, GAZA.reports)
    live.standing(AT)
    whole = live.spent
    assert whole.clauses == len(GAZA.agreement.clauses) == 50
    assert live.add(later("attack")) == {"calm"}
    live.standing(AT)
    assert (live.spent.units, live.spent.clauses) == (1, 1)
    assert live.spent.entries < whole.entries / 2
    assert whole.units > 200


def test_a_report_of_nothing_agreed_costs_nothing_but_its_weighing() -> None:
    """An act that no clause is about, and that none waits for, is weighed; no clause is judged again."""
    live = Live(GAZA.agreement, GAZA.sources, GAZA.reports)
    before = live.standing(AT)
    new = did("plant a tree", "2025-02-01")
    assert live.add(new) == frozenset()
    after = live.standing(AT)
    assert (live.spent.units, live.spent.entries, live.spent.clauses) == (1, 0, 0)
    assert after.clauses is before.clauses
    assert new in after.hearing.reports


def test_the_same_question_again_costs_nothing() -> None:
    """Asked again with nothing new, nothing is weighed, run or judged; nor when a row comes again."""
    live = Live(GAZA.agreement, GAZA.sources, GAZA.reports)
    live.standing(AT)
    assert live.add(GAZA.reports[7]) == frozenset()
    live.standing(AT)
    assert (live.spent.units, live.spent.entries, live.spent.clauses) == (0, 0, 0)


TWO = """\
clause #free: North must free captives to South by day 20
clause #calm: South must not attack
"""


def test_two_rows_of_one_id_are_heard_as_stand_hears_them() -> None:
    """Where one id stands for two different rows, the answer is still that of a whole recomputation."""
    agreement = agreement_of(TWO)
    rows = [report("r1"), report("r1", quantity="4", speaker="Ben"), did("attack", "2025-01-09", "South")]
    live = Live(agreement, SOURCES, rows[:1])
    live.add(*rows[1:])
    moment = at("2025-01-31")
    assert standing_data(live.standing(moment)) == standing_data(stand(agreement, rows, SOURCES, at=moment))


def test_many_moments_known_are_asked_in_turn() -> None:
    """More hearings than are kept are asked for, forwards and back, and each answer is that of `stand`."""
    agreement = agreement_of(TWO)
    rows = [did("free captives", f"2025-01-{day:02}", quantity="1") for day in range(2, 12)]
    live = Live(agreement, SOURCES, rows)
    moment = at("2025-01-31")
    for day in (3, 5, 7, 9, 11, 4, 8, 3, 11):
        known = at(f"2025-01-{day:02}")
        afresh = stand(agreement, rows, SOURCES, at=moment, known=known)
        answer = live.standing(moment, known)
        assert standing_data(answer) == standing_data(afresh)
        assert answer.taken == afresh.taken


def test_an_account_that_is_not_there_is_named_with_those_that_are() -> None:
    """An unknown account is refused in the words of `stand`."""
    live = Live(agreement_of(TWO), SOURCES)
    with pytest.raises(UnknownAccount, match='no account "Mars"; there are cautious, generous, North, South'):
        live.standing(0, account="Mars")
