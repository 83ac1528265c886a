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


MORE = (
    ('ceasefire', 'by day 30\n  in step with #deploy\n  verified by Mission', 'by day 30\n  in step with #deploy\n  verified by North', {'judge-in-own-cause'}),
    ('ceasefire', 'give names to North', 'give names to South', {'to-itself'}),
    ('ceasefire', 'is "Annex A, the fields of 1 March 2027" of 14', 'is unknown', {'unknown-extent'}),
    ('ceasefire', 'clear all mines', 'clear 20 mines', {'more-than-listed'}),
    ('ceasefire', '06:00 to 22:00', '22:00 to 22:00', {'empty-length'}),
    ('ceasefire', '600 trucks every day in phase one', '600 trucks every 2 months in phase one', {'no-whole-period'}),
    ('ceasefire', 'phase three: from end of phase two for 60 days', 'phase three: from end of phase two', {'phase-without-end'}),
    ('ceasefire', 'phase two: from end of phase one for 42 days', 'phase two: from end of phase one', {'phase-without-end'}),
    ('ceasefire', 'phase two: from end of phase one for 42 days\n  opens when #captives is fulfilled and #terms is fulfilled', 'phase two: for 42 days', {'phase-without-start'}),
    ('ceasefire', 'phase one: from entry for 42 days', 'phase one: for 42 days', {'phase-without-start'}),
    ('ceasefire', 'may agree on more time until day 40\n  then extends phase three', 'may agree on more time from day 50 until day 60\n  then extends phase one', {'extends-nothing'}),
    ('ceasefire', 'extends phase three for 20 days', 'extends phase one until 2027-03-20', {'extends-nothing'}),
    ('ceasefire', 'and #terms is fulfilled', 'and phase two is over', {'waits-for-itself'}),
    ('ceasefire', 'and #terms is fulfilled', 'and phase three is open', {'waits-for-itself'}),
    ('ceasefire', 'and #terms is fulfilled', 'and #terms is exercised', {'untestable-state'}),
    ('ceasefire', 'and #terms is fulfilled', 'and #aid is fulfilled', {'untestable-state'}),
    ('ceasefire', 'agree on phase two by day 40', 'agree on phase two in phase two', {'waits-for-itself'}),
    ('ceasefire', 'by day 30 of phase two', 'by day 80 of phase two', {'no-such-day'}),
    ('ceasefire', 'every 7 days from day 14 until day 35', 'every 7 days from day 35 until day 14', {'ends-before-it-begins'}),
    ('ceasefire', 'by day 84', 'by 2026-03-01', {'due-before-entry'}),
    ('ceasefire', 'answers #ask by name', 'answers #reply by name', {'waits-for-itself'}),
    ('ceasefire', '  in step with #withdraw', '  in step with #deploy', {'out-of-step'}),
    ('ceasefire', '  in step with #withdraw', '  in step with #calm', {'out-of-step'}),
    ('ceasefire', 'must move heavy weapons', 'must promptly move heavy weapons', {'vague-word'}),
    ('ceasefire', 'move heavy weapons', 'move guns', {'unused-term'}),
    ('arms', 'party East, West', 'party East, West, South', {'idle-party'}),
    ('arms', 'monitor Agency', 'monitor Agency, West', {'party-and-judge'}),
    ('arms', 'with leave of West', 'with leave of East', {'leave-of-itself'}),
    ('arms', 'seen by West, Norland', 'seen by West', {'bound-unseen'}),
    ('arms', 'keep at least 100 launchers', 'keep at least 1,600 warheads', {'clauses-clash'}),
    ('arms', 'of 20 may change', 'of 18', {'more-than-listed'}),
    ('arms', 'register missiles by day 30', 'register missiles', {'never-due'}),
    ('arms', 'lift sanctions by day 330', 'lift sanctions by day 200', {'due-before-its-condition'}),
    ('arms', 'phase cuts: from entry for 1 year', 'phase cuts: from 2028-01-01 until 2027-12-31', {'ends-before-it-begins'}),
    ('arms', 'phase cuts: from entry for 1 year', 'phase cuts: from entry for 6 months', {'stage-after-phase-ends'}),
    ('arms', 'telemetry to Norland every year from 2027-06-01 until end of phase term', 'telemetry to Norland by day 60', {'ends-before-it-begins'}),
    ('arms', 'clause #sanctions:', 'clause #more: West must hand over 20 % of missiles to Agency by day 320\n  base fixed by #register\nclause #sanctions:', {'shares-exceed-whole'}),
    ('arms', 'clause #register: West must register missiles by day 30', 'clause #register: West must register missiles by 10 days after #give-up', {'waits-for-itself'}),
    ('arms', '  number unknown\n  verified by Agency', '  number unknown', {'no-verifier'}),
    ('power-sharing', 'must decide on the states within 60 days of deadline of #vote', 'must decide on the states', {'never-due'}),
    ('power-sharing', 'held by Blue: number', 'held by Green: number', {'reading-held-twice'}),
    ('power-sharing', 'gather 20,000 fighters by day 120', 'gather 30,000 fighters by day 120', {'parts-against-total'}),
    ('power-sharing', 'gather 20,000 fighters by day 120', 'gather 10,000 fighters by day 120', {'parts-against-total'}),
    ('power-sharing', 'day 220 becomes day 230', 'day 220 becomes day 220', {'empty-amendment'}),
    ('power-sharing', '\n  in #government: day 220 becomes day 230', '', {'empty-amendment'}),
    ('power-sharing', 'fulfilled when Observers finds it', 'fulfilled when Green finds it', {'judge-in-own-cause'}),
    ('power-sharing', '\n  fulfilled when Observers finds it', '', {'no-verifier'}),
    ('power-sharing', 'clause #agree: together Blue, Green and White must agree on the states by day 90', 'clause #agree: together Blue, Green and White must agree on the states by 30 days after #decide', {'waits-for-itself'}),
    ('power-sharing', 'phase transition for 30 days unless', 'phase transition unless', {'never-resumed'}),
    ('power-sharing', 'hold elections by 60 days before end', 'hold elections in phase transition by 60 days after end', {'stage-after-phase-ends'}),
    ('power-sharing', '  5,000 by day 150\n', '  9,000 by day 150\n  9,000 by day 160\n', {'stages-exceed-total'}),
    ('power-sharing', 'by day 100', 'by day 160', {'stages-out-of-order'}),
    ('power-sharing', 'hold a vote on the states within 30 days of deadline of #agree\n  in place of #agree\n  verified by Observers', 'hold a vote on the states within 30 days of deadline of #agree\n  in place of #agree', {'no-verifier'}),
    ('power-sharing', 'opens when #government is fulfilled and', 'opens when #government is fulfilled and not #government is fulfilled and', {'never-holds'}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "names"), MORE)
def test_more_holes_are_found_and_nothing_else(text: str, old: str, new: str, names: set[str]) -> None:
    """So it is with other slips of the same kinds."""
    assert TEXTS[text].count(old) == 1
    assert problems_of(TEXTS[text].replace(old, new)) == names


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("ceasefire", "990 detainees", "detainees"),
        ("ceasefire", "30 per head", "20 per civilian\n  40 per soldier"),
        ("ceasefire", "phase two: from end of phase one for 42 days", "phase two: from day 43 until day 84"),
        ("ceasefire", "and #terms is fulfilled", "and (#terms is fulfilled or not #captives is overdue)"),
        ("ceasefire", "by day 30 of phase two", "by day 42 of phase two"),
        ("ceasefire", "clause #talks:", 'clause #pass: North may fly over the valley "at" night\nclause #talks:'),
        ("arms", "base fixed by #register", "base fixed by #sites"),
        ("arms", "with leave of West", "with leave of Agency"),
        ("arms", "  rest by day 300", "  40 % by day 300"),
        ("arms", "East may complain until 2030-02-05\n  then suspends #sanctions", "East may complain until 2030-02-05\n  then suspends #sanctions for 30 days"),
        ("power-sharing", "day 220 becomes day 230", "day 220 becomes 2028-05-01"),
        ("power-sharing", "must hold a vote on the states within 30 days of deadline of #agree", "must hold a vote on the states by day 150"),
        ("power-sharing", "clause #calm:", "clause #guards: Blue must not attack from entry\n  unless #hold is violated\nclause #hold: Green must not cross the line from entry\n  unless #guards is violated\nclause #calm:"),
    ],
)  # fmt: skip
def test_what_is_sound_stays_so_in_other_words(text: str, old: str, new: str) -> None:
    """Each of these says the same, or something else that is sound: nothing is found."""
    assert TEXTS[text].count(old) == 1
    assert problems_of(TEXTS[text].replace(old, new)) == set()
