"""Thirty holes, as drafters make them, planted one by one in three agreements that have none.

The agreements are in `tests/holes`. A hole is one passage put in place of another; its names are the problems that must
come of it, and no others.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from servanda.agreement import check, parse

FOLDER = Path(__file__).parents[1] / "holes"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}


@dataclass(frozen=True)
class Hole:
    """One hole: the agreement it is planted in, what is put in place of what, and the problems that come of it."""

    what: str
    text: str
    old: str
    new: str
    names: tuple[str, ...]


def hole(what: str, text: str, old: str, new: str, *names: str) -> Hole:
    return Hole(what, text, old, new, names)


HOLES = (
    hole("a word nobody defined", "ceasefire",
         'means "guns of more than 100 mm, and tanks"', "means unknown", "undefined-term"),
    hole("nobody finds what opens a phase", "ceasefire",
         "  rest by day 42\n  verified by Mission\n", "  rest by day 42\n", "no-verifier"),
    hole("nobody finds what goes in step", "ceasefire",
         "  in step with #withdraw\n  verified by Mission", "  in step with #withdraw", "no-verifier"),
    hole("no zone", "ceasefire", "08:00 Europe/Rome", "08:00", "not-understood", "no-entry"),
    hole("a zone that does not exist", "arms", "00:00 UTC", "00:00 Europe/Norland", "unknown-zone", "no-entry"),
    hole("a date that does not exist", "ceasefire", "begin talks by day 16", "begin talks by 2027-02-30", "bad-time"),
    hole("an event under a clause that does not exist", "ceasefire",
         "each captive under #captives", "each captive under #hostages", "unknown-clause"),
    hole("a gate that waits for what comes only after it", "ceasefire",
         "and #terms is fulfilled", "and #peace is fulfilled", "waits-for-itself"),
    hole("a gate on a prohibition", "ceasefire", "and #terms is fulfilled", "and #calm is fulfilled", "untestable-state"),
    hole("a gate that contradicts itself", "ceasefire",
         "and #terms is fulfilled", "and not #captives is fulfilled", "never-holds"),
    hole("a finding of somebody who takes no part", "power-sharing",
         "fulfilled when Observers finds it", "fulfilled when Panel finds it", "undeclared-name"),
    hole("a gate on an event that is the act of a clause", "power-sharing",
         "opens when #government is fulfilled", 'opens when "form the government" happens', "act-of-a-clause"),
    hole("a ratio against a total", "ceasefire", "release 990 detainees", "release 900 detainees", "ratio-against-total"),
    hole("stages over the total", "ceasefire", "  4 by day 7\n", "  14 by day 7\n  6 by day 8\n", "stages-exceed-total"),
    hole("stages under the total", "power-sharing",
         "  rest by day 200\n  fulfilled", "  5,000 by day 200\n  fulfilled", "stages-fall-short"),
    hole("stages in reverse", "ceasefire",
         "  3 by day 1\n  4 by day 7\n", "  4 by day 7\n  3 by day 1\n", "stages-out-of-order"),
    hole("due after its phase", "ceasefire", "rest by day 42", "rest by day 50", "stage-after-phase-ends"),
    hole("a step that only one side takes", "ceasefire", "  in step with #withdraw\n", "", "out-of-step"),
    hole("a gap between two phases", "ceasefire",
         "phase two: from end of phase one", "phase two: from day 50", "phases-leave-a-gap"),
    hole("a power that nobody may use any more", "ceasefire",
         "more time until day 40", "more time from day 60 until day 40", "ends-before-it-begins"),
    hole("suspended for ever", "ceasefire", "suspends #aid for 3 days", "suspends #aid", "never-resumed"),
    hole("resumes what nothing suspends", "arms",
         "suspends #sanctions", "ends #sanctions", "nothing-to-resume"),
    hole("percentages over the whole", "arms", "rest by day 300", "50 % by day 300", "stages-exceed-total"),
    hole("a percentage of nothing", "arms", "  base fixed by #register\n", "", "no-base"),
    hole("a base that comes after the share", "arms", "missiles by day 30", "missiles by day 120", "base-too-late"),
    hole("due before the agreement is in force", "arms", "lift sanctions by day 330", "lift sanctions by 2026-12-31",
         "due-before-entry", "due-before-its-condition"),
    hole("judge in its own cause", "arms", "  number unknown\n  verified by Agency", "  number unknown\n  verified by West",
         "judge-in-own-cause"),
    hole("a clause of a letter borne by another", "arms", "#telemetry: West must", "#telemetry: East must", "not-bound"),
    hole("a ladder whose first rung can never be late", "power-sharing", "agree on the states by day 90",
         "agree on the states", "never-due", "never-overdue"),
    hole("must and must not", "power-sharing", "clause #calm:",
         "clause #freeze: Blue must not pay salaries in phase before\nclause #calm:", "clauses-clash"),
)  # fmt: skip


def problems_of(text: str) -> set[str]:
    agreement, problems = parse(text)
    return {problem.name for problem in (*problems, *check(agreement))}


def test_there_are_thirty_holes_and_three_agreements_of_some_size() -> None:
    """Thirty different holes; each agreement has ten clauses or more."""
    assert len({hole.what for hole in HOLES}) == 30
    assert set(TEXTS) == {"arms", "ceasefire", "power-sharing"}
    assert all(len(parse(text)[0].clauses) >= 10 for text in TEXTS.values())


@pytest.mark.parametrize("name", TEXTS)
def test_an_agreement_without_holes_has_no_problems(name: str) -> None:
    """Nothing is found where nothing was planted."""
    assert problems_of(TEXTS[name]) == set()


@pytest.mark.parametrize("planted", HOLES, ids=lambda planted: planted.what)
def test_a_planted_hole_is_found_and_nothing_else(planted: Hole) -> None:
    """Each hole is found under its own name, with what follows from it, and with no noise."""
    text = TEXTS[planted.text]
    assert text.count(planted.old) == 1
    assert problems_of(text.replace(planted.old, planted.new)) == set(planted.names)


def test_no_hole_changes_an_agreement_that_is_sound_said_otherwise() -> None:
    """Each of these says the same, or something else that is sound, in other words: nothing is found."""
    sound = [
        ("ceasefire", "990 detainees", "detainees"),
        ("ceasefire", "30 per head", "20 per head\n  10 per head"),
        ("ceasefire", "phase two: from end of phase one for 42 days", "phase two: from day 43 until day 84"),
        ("ceasefire", "and #terms is fulfilled", "and (#terms is fulfilled or not #captives is overdue)"),
        ("ceasefire", "by day 30 of phase two\n", "by day 42 of phase two\n"),
        ("arms", "base fixed by #register", "base fixed by #sites"),
        ("arms", "with leave of West", "with leave of Agency"),
        ("arms", "  rest by day 300", "  40 % by day 300"),
        ("power-sharing", "by day 220", "by 2028-04-19"),
        ("power-sharing", "within 30 days of deadline of #agree", "by unknown"),
    ]
    for name, old, new in sound[:-2]:
        assert old in TEXTS[name]
        assert problems_of(TEXTS[name].replace(old, new)) == set(), new
