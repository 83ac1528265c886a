"""The laws of the whole engine, on sound agreements that use every construct, and on records of all sorts.

Each law is tried on a few examples, so that all of them take less than a minute. `make laws` tries each on 10,000;
so does any run with SERVANDA_EXAMPLES=10000. Where one fails, the example is the smallest that Hypothesis finds.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement import Agreement, Clause, model, parse, replaced, show, terms
from servanda.record import CAUTIOUS, GENEROUS, Report, Share
from servanda.standing import ClauseStanding, Standing, explain, standing_data
from tests.builders import SOURCES
from tests.generated import Case, cases, examples, records

OPEN = frozenset({"not yet in force", "suspended", "terminated"})
DUTY = OPEN | {"in force", "fulfilled", "discharged"}
STATES = {
    "must": DUTY | {"violated"},
    "should": DUTY,
    "must not": OPEN | {"in force", "violated", "kept"},
    "should not": OPEN | {"in force", "violated", "kept"},
    "permission": OPEN | {"open", "refused", "lapsed"},
    "power": OPEN | {"available", "exercised", "refused", "lapsed"},
    "quota": OPEN | {"open", "refused", "lapsed", "violated"},
    "level": OPEN | {"in force", "violated", "kept", "discharged"},
    "heading": OPEN | {"in force", "fulfilled"},
}
"""The states that each kind of clause can be in."""

PHASES = frozenset({"not started", "in force", "suspended", "ended"})
DONE = frozenset({"fulfilled", "exercised", "refused", "violated"})
"""States that something must be said for."""


def kind_of(clause: Clause, those: tuple[terms.Term, ...]) -> str:
    """Return what kind of clause some terms make of it, as its states go."""
    if clause.heading:
        return "heading"
    slots = {term.slot for term in those}
    if clause.norm == "may":
        return "quota" if "period" in slots else "power" if "then" in slots else "permission"
    bounds = {term.form for term in those if isinstance(term, terms.Amount)}
    is_level = "throughout" in slots and bool(bounds & {"at least", "at most"})
    return "level" if clause.norm in ("must", "should") and is_level else clause.norm


def states_possible(agreement: Agreement, clause: Clause) -> frozenset[str]:
    """Return the states that a clause can be in, on each of its readings and with and without each amendment."""
    several = [clause.terms, *(clause.under(reading) for reading in clause.readings)]
    for amendment in agreement.amendments:
        for change in amendment.changes:
            if change.target == clause.id and isinstance(change.what, model.Restated):
                several += [replaced(those, change.what.terms) for those in several]
    return frozenset().union(*(STATES[kind_of(clause, those)] for those in several))


def states_of(one: ClauseStanding) -> set[str]:
    """Return every state that is shown of a clause, on any account, reading, side or duty."""
    variants = [variant for several in one.every.values() for variant in several]
    shown = {
        one.state,
        *one.accounts.values(),
        *(v.state for v in variants),
        *(v.most_state for v in variants),
    }
    duties = [duty for variant in variants for duty in variant.duties]
    return (shown | {d.state for d in duties} | {d.most_state for d in duties}) - {""}


def told(standing: Standing) -> str:
    """Return all that is told of a standing, as text."""
    return json.dumps(standing_data(standing), sort_keys=True, allow_nan=False)


@examples(60)
@given(cases())
def test_every_state_is_one_of_its_kind(case: Case) -> None:
    """Whatever is agreed and reported there is an answer, and each clause is in a state of its kind of clause."""
    standing = case.stand()
    assert all(phase.state in PHASES for phase in standing.phases)
    for one in standing.clauses:
        assert states_of(one) <= states_possible(standing.agreement, one.clause)


@examples(30)
@given(cases())
def test_every_clause_is_explained(case: Case) -> None:
    """Every answer is plain data, and every clause has reasons in words."""
    standing = case.stand()
    assert json.loads(told(standing)) == standing_data(standing)
    for one in standing.clauses:
        reasons = explain(standing, one.clause.id)
        assert reasons
        assert all(line.strip() for reason in reasons for line in reason.lines)


@examples(30)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(case: Case, chance: random.Random) -> None:
    """The same rows in any order give the same standing."""
    assert told(case.stand(chance.sample(case.rows, len(case.rows)))) == told(case.stand())


@examples(30)
@given(cases())
def test_the_same_row_twice_counts_once(case: Case) -> None:
    """A row that is there twice changes nothing."""
    twice = (*case.rows, *(replace(row, line=99) for row in case.rows))
    assert told(case.stand(twice)) == told(case.stand())


@st.composite
def cases_with_more(draw: st.DrawFn, shift: int = 0) -> tuple[Case, tuple[Report, ...]]:
    """Draw a case, and more rows about it."""
    case = draw(cases(most=8))
    return case, draw(records(case.agreement, most=5, prefix="x", shift=shift))


@examples(40)
@given(cases_with_more(), st.integers(-20, 20))
def test_no_later_report_changes_what_was_known(those: tuple[Case, tuple[Report, ...]], days: int) -> None:
    """What was said or published after a moment changes nothing of what was known then."""
    case, more = those
    known = case.at + days * 24 * 3600
    later = tuple(row for row in more if row.public > known)
    assert told(case.stand((*case.rows, *later), known=known)) == told(case.stand(known=known))


@examples(40)
@given(cases_with_more(shift=90))
def test_what_happens_later_changes_nothing_before(those: tuple[Case, tuple[Report, ...]]) -> None:
    """Events of their own that happen, and are told of, after a moment change no standing at that moment.

    What is said later of earlier events does change it: that is what is known by then.
    """
    case, more = those
    later = tuple(row for row in more if row.said.first > case.at)
    assert told(case.stand((*case.rows, *later))) == told(case.stand())


@examples(40)
@given(cases())
def test_the_cautious_events_are_among_the_generous(case: Case) -> None:
    """What the cautious take, the generous take, and at least as much of it."""
    taken = case.stand().taken
    generous = {one.weighed.event.id: one.share for one in taken[GENEROUS]}
    for one in taken[CAUTIOUS]:
        most = generous[one.weighed.event.id].most
        assert most is None or (one.share.most is not None and one.share.most <= most)


def without_what_is_hidden(case: Case, viewer: str) -> Case:
    """Return the case as a folder that never held what a viewer may not see."""
    hidden = {
        one.id for one in case.agreement.instruments.values() if one.seen_by and viewer not in one.seen_by
    }

    def is_seen(item: model.Item) -> bool:
        return getattr(item, "id", "") not in hidden and getattr(item, "part_of", None) not in hidden

    passages = tuple(
        model.Passage(passage.prose, tuple(item for item in passage.items if is_seen(item)))
        for passage in case.agreement.passages
    )
    rows = tuple(row for row in case.rows if SOURCES.visible(row, viewer))
    return replace(case, agreement=Agreement(passages), rows=rows)


@examples(40)
@given(cases(), st.sampled_from(["North", "South", "Oslo", "Passer-by"]))
def test_what_a_viewer_may_not_see_leaves_no_trace(case: Case, viewer: str) -> None:
    """Two folders that differ only in what is hidden from somebody give that viewer the same standing."""
    assert told(case.stand(viewer=viewer)) == told(without_what_is_hidden(case, viewer).stand(viewer=viewer))


@examples(40)
@given(cases(most=0))
def test_silence_never_convicts(case: Case) -> None:
    """Where nobody says anything, nothing is violated, fulfilled, exercised or refused, at any moment."""
    for one in case.stand().clauses:
        assert not states_of(one) & DONE


@examples(25)
@given(cases())
def test_what_is_printed_and_read_again_stands_the_same(case: Case) -> None:
    """An agreement printed and read again is the same, and so is where it stands."""
    again, problems = parse(show(case.agreement), "agreement.md")
    assert not problems
    assert again == case.agreement
    assert told(case.stand(agreement=again)) == told(case.stand())


def renamed(text: str) -> str:
    """Return a text with other names for its clauses and phases, in another order."""
    text = re.sub(r"\bc(\d+)\b", lambda found: f"z{99 - int(found[1])}", text)
    return re.sub(r"\balpha\b", "zulu", text)


@examples(25)
@given(cases())
def test_names_and_prose_decide_nothing(case: Case) -> None:
    """With other ids for clauses and phases and more prose, everything stands as before."""
    text = f"Whereas.\n\n{renamed(show(case.agreement))}\n\nDone in two copies.\n"
    other, problems = parse(text, "agreement.md")
    assert not problems
    rows = tuple(
        replace(row, clauses=tuple(map(renamed, row.clauses)), answers=renamed(row.answers))
        for row in case.rows
    )
    there, here = standing_data(case.stand(rows, agreement=other)), standing_data(case.stand())
    assert json.loads(renamed(json.dumps(here))) == there


def is_in_order(share: Share) -> bool:
    """Say whether the least is no more than the most."""
    return share.least >= 0 and (share.most is None or share.least <= share.most)


@examples(60)
@given(cases())
def test_every_least_lies_below_its_most(case: Case) -> None:
    """Of what is done and of what is violated, the least is no more than the most."""
    for one in case.stand().clauses:
        for variant in (variant for several in one.every.values() for variant in several):
            assert is_in_order(variant.progress.done)
            assert is_in_order(variant.violations)
            assert all(is_in_order(duty.done) for duty in variant.duties)


@examples(40)
@given(cases())
def test_nothing_is_met_after_the_moment_asked(case: Case) -> None:
    """A duty that is fulfilled was met by the moment asked, and in order."""
    for one in case.stand().clauses:
        for variant in (variant for several in one.every.values() for variant in several):
            for duty in variant.duties:
                if duty.state == "fulfilled" and duty.met is not None:
                    assert duty.met.first <= duty.met.last <= case.at


@examples(20)
@given(cases())
def test_every_account_is_the_same_whichever_is_asked_for(case: Case) -> None:
    """The states on all accounts do not depend on the account that is asked for, and each is its own."""
    here = case.stand()
    for account in here.taken:
        there = case.stand(account=account)
        for mine, other in zip(here.clauses, there.clauses, strict=True):
            assert mine.accounts == other.accounts
            assert other.state == mine.accounts[account]
