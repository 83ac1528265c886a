"""Accounts: what each viewpoint takes, and the statements it takes against a duty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from servanda.record import Report, Rule, Share, names, statements_against, take, take_by
from tests.builders import HEAD, WHOLE, agreement_of, at, hearing_of, report, taken


def said(id_: str, speaker: str, quantity: str = "", **cells: str) -> Report:
    return report(id_, speaker=speaker, quantity=quantity, **cells)


def test_every_agreement_has_its_accounts() -> None:
    """Cautious, generous, each party's and mediator's, and the mediators together where they are several."""
    expected = ("cautious", "generous", "North", "South", "Oslo", "Cairo", "mediators")
    assert names(agreement_of(WHOLE)) == expected
    alone = HEAD.replace("Oslo and Cairo", "Oslo")
    assert "mediators" not in names(agreement_of(WHOLE, alone))


def test_cautious_takes_unopposed_or_better_and_generous_all_not_refuted() -> None:
    """A claim is nothing to the cautious and all of it to the generous; what is refuted is nothing to both."""
    claim = said("r1", "North office", "4")
    assert (taken(claim), taken(claim, account="generous")) == (None, Share(4, 4))
    no = said("r2", "North office", stance="denies", said="2025-01-03")
    assert taken(claim, no, account="generous") is None


def test_generous_takes_the_least_where_nothing_bounds_the_most() -> None:
    """A figure without bound is taken from its low end up."""
    assert taken(said("r1", "Ann", "4.."), account="generous") == Share(4, None)


def test_a_party_s_account_is_its_own_latest_word() -> None:
    """Each side's account takes its own figure, and its own no takes the event out."""
    rows = (said("r1", "Ann", "5"), said("r2", "South office", "2"))
    assert taken(*rows, account="South") == Share(2, 2)
    assert (
        taken(*rows, said("r3", "South office", stance="denies", said="2025-01-03"), account="South") is None
    )


def test_where_it_says_nothing_an_account_is_the_cautious_one() -> None:
    """A party or mediator without a word of its own takes what the cautious take."""
    assert taken(said("r1", "Ann", "5"), account="Oslo") == Share(5, 5)
    assert taken(said("r1", "North office", "5"), account="Oslo") is None


def test_only_those_who_speak_for_it_give_its_word() -> None:
    """A minister who belongs to a side, and does not speak for it, is not its own word."""
    assert taken(said("r1", "North minister", "5"), account="North") is None
    assert taken(said("r1", "North office", "5"), account="North") == Share(5, 5)


def test_an_own_word_without_a_number_takes_the_cautious_number() -> None:
    """A party that says it was done, without a figure, takes the cautious figure; or one where there is none."""
    yes = said("r2", "North office", said="2025-01-03")
    assert taken(said("r1", "Ann", "5"), yes, account="North") == Share(5, 5)
    assert taken(yes, account="North") == Share(1, 1)


def test_an_own_partial_denial_without_a_figure_takes_the_cautious_number() -> None:
    """A party that denies a part without saying how much leaves the cautious figure, or nothing."""
    part = said("r2", "South office", stance="partly denies", said="2025-01-03")
    rows = (said("r1", "Ann", "5"), said("r3", "Ben", "5"), part)
    assert taken(*rows, account="South") == taken(*rows)
    assert taken(said("r1", "North office", "5"), part, account="South") is None


def test_mediators_together_take_what_one_asserts_and_none_denies_later() -> None:
    """A later denial by a member makes it undecided; an assertion after the denial settles it again."""
    yes = said("r1", "Oslo envoy", "5")
    no = said("r2", "Cairo envoy", stance="denies", said="2025-01-03")
    again = said("r3", "Oslo envoy", "5", said="2025-01-04")
    assert taken(yes, account="mediators") == Share(5, 5)
    assert taken(yes, no, account="mediators") == Share(0, 5)
    assert taken(yes, no, again, account="mediators") == Share(5, 5)
    assert taken(no, account="mediators") is None


def test_each_mediator_has_its_own_account() -> None:
    """One mediator's denial is nothing on another's account."""
    yes, no = said("r1", "Oslo envoy", "5"), said("r2", "Cairo envoy", stance="denies", said="2025-01-03")
    assert taken(yes, no, account="Oslo") == Share(5, 5)
    assert taken(yes, no, account="Cairo") is None


def by_rule(rule: Rule, *rows: Report) -> Share | None:
    return next((one.share for one in take_by(hearing_of(rows), rule)), None)


def test_a_user_can_ask_for_a_ground() -> None:
    """An account that asks for corroboration takes no single voice; one that asks for claims is generous."""
    one, two = said("r1", "Ann", "5"), said("r2", "Ben", "5")
    asked = Rule("strict", ground="corroborated")
    assert (by_rule(asked, one), by_rule(asked, one, two)) == (None, Share(5, 5))
    assert by_rule(Rule("open", ground="claimed"), said("r1", "North office", "5")) == Share(5, 5)


@pytest.mark.parametrize(
    ("rule", "heard"),
    [
        (Rule("a", sources=frozenset({"Ann"})), True),
        (Rule("b", sources=frozenset({"Ben"})), False),
        (Rule("c", reliability="B"), True),
        (Rule("d", reliability="A"), False),
    ],
)
def test_a_user_can_choose_voices(rule: Rule, heard: bool) -> None:
    """An account can hear some voices by name, or those of a reliability or better."""
    assert (by_rule(rule, said("r1", "Ann", "5")) is not None) == heard


def test_a_voice_nobody_rated_is_not_reliable_enough() -> None:
    """Where an account asks for a reliability, a voice without a letter is not heard."""
    assert by_rule(Rule("c", reliability="F"), said("r1", "Cas", "5")) is None


def test_an_outlet_and_a_wire_are_heard_by_name() -> None:
    """An outlet that reports for itself, and a wire, are chosen by the name in the sources table."""
    radio, wire = said("r1", "", "5", source="Radio"), said("r2", "", "5", source="Gazette", wire="Wire")
    assert by_rule(Rule("a", sources=frozenset({"Radio"})), radio) == Share(5, 5)
    assert by_rule(Rule("b", sources=frozenset({"Wire"})), wire) == Share(5, 5)


def against(
    *rows: Report, clause: str = "free", account: str = "cautious", by: int | None = None
) -> list[str]:
    hearing = hearing_of(rows)
    found = statements_against(hearing, account, hearing.agreement.clauses[clause], at("2025-01-20"), by)
    return [one.id for one in found]


def no(id_: str, speaker: str, on: str = "2025-01-22", **cells: str) -> Report:
    return report(id_, speaker=speaker, stance="denies", said=on, event="", **cells)


def test_only_what_is_said_after_the_deadline_counts_against_a_duty() -> None:
    """A denial said before the deadline says nothing of the duty; one after it does."""
    assert against(no("r1", "Ann", "2025-01-19"), no("r2", "Ann", "2025-01-21")) == ["r2"]


def test_what_is_done_or_denied_after_the_moment_asked_changes_nothing() -> None:
    """By a moment, a denial counts until it is done; what is told later of an earlier day does answer it."""
    denial = no("r1", "Ann")
    for day, counts in (("2025-02-20", ["r1"]), ("2025-01-19", [])):
        done = report("r2", speaker="Ben", said="2025-02-21", happened=day)
        assert against(denial, done, by=at("2025-01-31")) == counts
    both = [no("r1", "North office", by="North; South"), no("r2", "South office", by="North; South")]
    both = [replace(row, act="begin talks") for row in both]
    again = [replace(no(f"x{row.id}", row.speaker, "2025-02-20"), act=row.act, by=row.by) for row in both]
    assert against(*both, *again, clause="talks", by=at("2025-01-31")) == ["r1", "r2"]


def test_the_other_side_alone_does_not_count() -> None:
    """The side that a breach suits counts on its own account only."""
    assert against(no("r1", "South office")) == []
    assert against(no("r1", "South office"), account="South") == ["r1"]
    assert against(no("r1", "South friend")) == []


def test_the_bearer_s_admission_counts() -> None:
    """The bearer's own word that it did not counts, even over another's later yes."""
    yes = report("r2", speaker="Ann", quantity="10", said="2025-01-23", event="")
    assert against(no("r1", "North office"), yes) == ["r1"]


def test_a_statement_with_a_later_yes_is_opposed() -> None:
    """A statement counts only where nobody else's later word is that it was done."""
    yes = report("r2", speaker="Ben", quantity="10", said="2025-01-23", event="")
    assert against(no("r1", "Ann"), yes) == []


def test_of_a_joint_act_all_must_say_no_last() -> None:
    """Only the latest words of all its actors break a joint act."""
    rows = [
        no("r1", "North office", act="begin talks", by="North; South"),
        no("r2", "South office", act="begin talks", by="North; South"),
    ]
    assert against(rows[0], clause="talks") == []
    assert against(*rows, clause="talks") == ["r1", "r2"]
    later = report("r3", "begin talks", "North; South", speaker="North office", said="2025-01-24", event="")
    assert against(*rows, later, clause="talks") == []


def test_mediators_together_hold_nothing_against_what_one_asserts() -> None:
    """While any mediator's own latest word is that it was done, together they do not say it was not."""
    yes = report("r2", speaker="Oslo envoy", quantity="10", said="2025-01-03", event="")
    assert against(no("r1", "Ann"), yes) == ["r1"]
    assert against(no("r1", "Ann"), yes, account="mediators") == []
    assert against(no("r1", "Cairo envoy"), account="mediators") == ["r1"]


def test_every_taking_names_its_rule() -> None:
    """Each event that an account takes carries the rule that put it there, and when it happened."""
    hearing = hearing_of([said("r1", "Ann", "5"), said("r2", "North office", "5")])
    rules = {account: take(hearing, account)[0].rule for account in ("cautious", "North")}
    assert rules == {
        "cautious": "told by a voice it does not favour, and denied by nobody",
        "North": "North's own latest word",
    }
    assert take(hearing, "cautious")[0].span == hearing.events[0].span
