"""Every way in which a report of one clause touches another: the other is named, judged again, and comes out right."""

from __future__ import annotations

import pytest

from servanda.live import Live
from servanda.record import Report
from servanda.standing import explain, stand, standing_data
from tests.builders import SOURCES, agreement_of, at, did, report

PULL = "clause #pull: North must pull back by day 30\n"
QUIET = "clause #quiet: South must not shout\n"


def pulled(on: str = "2025-01-05", **cells: str) -> Report:
    return did("pull back", on, **cells)


CASES = {
    "a condition": (f"{PULL}clause #c: South must pay by day 10\n  if #pull is fulfilled\n", (), pulled()),
    "a deadline": (f"{PULL}clause #c: South must pay within 3 days of #pull\n", (), pulled()),
    "a phase": (
        f"{PULL}phase one: from entry for 40 days\n  opens when #pull is fulfilled\n"
        "clause #c: South must not attack\n  in phase one\n",
        (),
        pulled(),
    ),
    "an act that no clause is about": (
        'clause #c: South must pay by day 10\n  if "rain falls" happens\n', (), did("rain falls", "2025-01-05"),
    ),
    "a power": (
        "clause #halt: North may stop work\n  then suspends #c\nclause #c: South must pay by day 30\n",
        (),
        did("stop work", "2025-01-05", speaker="North office", stance="declares"),
    ),
    "a power over a phase": (
        "phase one: from entry for 40 days\nclause #halt: North may stop work\n  then ends phase one\n"
        "clause #c: South must not attack\n  in phase one\n",
        (),
        did("stop work", "2025-01-05", speaker="North office", stance="declares"),
    ),
    "a link": (f"{PULL}clause #c: South must pay\n  for each pull under #pull within 3 days\n", (), pulled()),
    "a base": (
        "clause #count: North must count weapons by day 3\n  number unknown\n"
        "clause #c: North must hand over 30 % of weapons to Watch by day 20\n  base fixed by #count\n",
        (did("hand over weapons", "2025-01-05", quantity="27"),),
        did("count weapons", "2025-01-02", quantity="90"),
    ),
    "a step": (f"{PULL}clause #c: South must pay by day 10\n  in step with #pull\n", (), pulled()),
    "another's place": (f"{PULL}clause #c: South must clear mines by day 40\n  in place of #pull\n", (), pulled()),
    "an amendment": (
        f"{PULL}amendment #later in force #pull\n  in #c: day 20 becomes day 40\nclause #c: South must pay by day 20\n",
        (),
        pulled(),
    ),
    "an instrument": (
        f'{PULL}instrument #letter "A letter" in force #pull binds South\n'
        "clause #c: South must not attack\n  part of #letter\n",
        (),
        pulled(),
    ),
    "a heading": (
        "heading #h: South must release 100 prisoners to North\nclause #c: South must release 20 prisoners to North "
        "by day 25\n  part of #h\n",
        (),
        did("release prisoners", "2025-01-05", "South", quantity="7"),
    ),
    "an answer to an event": (
        f"{QUIET}clause #c: North must pay by day 30\n",
        (did("pay", "2025-01-12", stance="denies", speaker="North office", answers="row", event="w"),),
        did("shout", "2025-01-08", "South", event="row"),
    ),
    "an answer to a clause": (
        f"{QUIET}clause #c: North must pay by day 30\n",
        (did("pay", "2025-01-12", stance="denies", speaker="North office", answers="quiet", event="w"),),
        did("shout", "2025-01-08", "South"),
    ),
    "an exchange told in hundredths": (
        "clause #c: North must hand over 30 % of weapons to Watch by day 20\n  base fixed by #count\n"
        "clause #count: North must count weapons by day 3\n",
        (did("count weapons", "2025-01-02", quantity="90"), did("hand over weapons", "2025-01-05", quantity="9", event="x")),
        did("hand over weapons", "2025-01-06", quantity="15", unit="%", event="x"),
    ),
    "the name of another event": (
        f"{PULL}clause #c: North must free captives by day 30\n",
        (did("free captives", "2025-01-05", event="x"),),
        pulled("2025-01-04", event="x"),
    ),
    "leave": (
        "clause #c: South must not enter\n  with leave of North\n",
        (did("enter", "2025-01-08", "South"),),
        did("give leave to enter", "2025-01-05", speaker="North office"),
    ),
    "a refusal": ("clause #c: South may enter\n", (), did("refuse to enter", "2025-01-05", to="South")),
    "a status": (
        "clause #c: South must pay by day 30\n",
        (),
        did("suspend the text", "2025-01-05", stance="declares", speaker="North office", clause="c"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "before", "new"), CASES.values(), ids=CASES)
def test_what_touches_another_clause_is_followed(text: str, before: tuple[Report, ...], new: Report) -> None:
    """One report changes a clause that it does not tell of: that clause is named, and stands as it does afresh."""
    agreement = agreement_of(text)
    moment = at("2025-01-31")
    live = Live(agreement, SOURCES, before)
    first = live.standing(moment)
    named = live.add(new)
    then = live.standing(moment)
    afresh = stand(agreement, (*before, new), SOURCES, at=moment)
    assert first.of("c") != then.of("c")
    assert "c" in named
    assert then.clauses == afresh.clauses
    assert then.phases == afresh.phases
    assert standing_data(then) == standing_data(afresh)
    assert explain(then, "c") == explain(afresh, "c")


@pytest.mark.parametrize(("text", "before", "new"), CASES.values(), ids=CASES)
def test_what_was_taken_back_leaves_no_trace(text: str, before: tuple[Report, ...], new: Report) -> None:
    """A report that its own speaker replaces by one of another act leaves every clause as it was before."""
    agreement = agreement_of(text)
    moment = at("2025-01-31")
    live = Live(agreement, SOURCES, before)
    first = live.standing(moment)
    live.add(new)
    live.standing(moment)
    cells = {"replaces": new.id, "speaker": new.speaker}
    assert "c" in live.add(report("back", "do something else", said="2025-01-20", event="", **cells))
    assert live.standing(moment).clauses == first.clauses
