"""Ties: which clauses an act may be about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement import parse
from servanda.folder import Folder, load
from servanda.reading.events.clauses import LEAST, Telling, Ties
from servanda.record import Matters, Range, Report

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = {path.parent.name: load(path.parent) for path in sorted(EXAMPLES.glob("*/agreement.md"))}

FIRST = {
    "bangsamoro-2014": 0.7, "colombia-2016": 1.0, "gaza-2025": 0.99, "good-friday-1998": 1.0, "lebanon-2024": 1.0,
    "new-start-2010": 1.0, "pretoria-2022": 1.0, "shalit-2011": 0.8, "south-sudan-2018": 1.0,
}  # fmt: skip
"""How many of a record's acts must find their clause first. Where less than all, clauses share their words: two of
Bangsamoro's differ by their number alone, and stages of the exchange of 2011 by their day."""


def telling(report: Report) -> Telling:
    words = f"{report.act} {report.note}"
    return Telling(report.act, report.by, report.to, report.kind, report.place, words, report.quantity)


def rights(folder: Folder) -> list[tuple[Report, set[str]]]:
    matters = Matters(folder.agreement)
    told = [
        (one, {clause.id for clause in matters.touched(one)}.union(one.clauses)) for one in folder.reports
    ]
    return [(one, right) for one, right in told if matters.of(one).clauses and right]


def scores_of(folder: str, act: str, **told: Any) -> dict[str, float]:
    return Ties(FOLDERS[folder].agreement).scores(Telling(act, **told))


@pytest.mark.parametrize("name", FOLDERS)
def test_the_acts_of_every_record_find_their_clauses(name: str) -> None:
    """Told in a record's own words, an act's clause comes first, and is always among the first three."""
    folder = FOLDERS[name]
    ties = Ties(folder.agreement)
    cases = [(list(ties.scores(telling(one))), right) for one, right in rights(folder)]
    first = sum(ids[0] in right for ids, right in cases)
    assert first >= FIRST[name] * len(cases)
    if name != "shalit-2011":
        assert all(right.intersection(ids[:3]) for ids, right in cases)


@pytest.mark.parametrize(
    ("folder", "act", "clause"),
    [
        ("gaza-2025", "free captives", "hostages"),
        ("gaza-2025", "hand over abductees", "hostages"),
        ("gaza-2025", "free detainees", "prisoners"),
        ("gaza-2025", "pull out from Netzarim", "netzarim"),
        ("gaza-2025", "let in lorries", "aid"),
        ("gaza-2025", "start negotiations on phase two", "talks"),
        ("gaza-2025", "bomb school", "calm"),
        ("gaza-2025", "reopen Rafah crossing", "rafah"),
        ("lebanon-2024", "pull back troops", "withdraw"),
        ("lebanon-2024", "send army", "deploy"),
        ("colombia-2016", "surrender rifles", "arms"),
        ("south-sudan-2018", "free detainees", "prisoners"),
        ("south-sudan-2018", "establish unity government", "government"),
        ("pretoria-2022", "surrender heavy weapons", "heavy"),
        ("new-start-2010", "prolong treaty", "extend"),
        ("shalit-2011", "free prisoners", "stage-one"),
    ],
)
def test_other_words_for_an_act_find_its_clause(folder: str, act: str, clause: str) -> None:
    """A clause is found by words that mean the same as its own: freeing captives is releasing hostages."""
    found = scores_of(folder, act)
    assert next(iter(found)) == clause or found[clause] == max(found.values())


@pytest.mark.parametrize(
    ("act", "less"),
    [("release hostages", "release report"), ("begin talks on phase two", "begin talks on the weather")],
)
def test_another_object_fits_less(act: str, less: str) -> None:
    """Where the object is something that the clause does not speak of, it fits less."""
    assert max(scores_of("gaza-2025", act).values()) > 0.8
    assert max(scores_of("gaza-2025", less).values(), default=0) < 0.6


@pytest.mark.parametrize("act", ["block aid", "return to fighting", "violate the truce", "discuss phase two"])
def test_an_act_that_only_touches_a_clause_stays_below_one_half(act: str) -> None:
    """Who blocks aid does not admit trucks: the clause is told, and not for sure."""
    assert max(scores_of("gaza-2025", act).values(), default=0) <= 0.5


@pytest.mark.parametrize("act", ["sing songs", "", "…", "elect a mayor", "visit the museum"])
def test_other_acts_are_tied_to_nothing(act: str) -> None:
    """An act that no clause is about has no tie."""
    assert scores_of("gaza-2025", act) == {}


def test_another_actor_fits_less() -> None:
    """An act by somebody who does not bear the clause fits it less."""
    mine, theirs = (scores_of("gaza-2025", "release hostages", by=(name,)) for name in ("Hamas", "Egypt"))
    assert mine["hostages"] > 0.8 > theirs["hostages"]


def test_another_phase_fits_less() -> None:
    """What is told of the second phase is less about a clause of the first."""
    one = scores_of("gaza-2025", "release prisoners", words="In phase one they release prisoners.")
    two = scores_of("gaza-2025", "release prisoners", words="In the second stage they release prisoners.")
    assert one["prisoners"] > two["prisoners"]
    assert two["remaining-prisoners"] > one["remaining-prisoners"]


def test_a_kind_names_its_part() -> None:
    """A part of a heading comes first only where its own kind is told."""
    plain, told = (
        scores_of("gaza-2025", "release prisoners", kind=kind) for kind in ("", "detainees from Gaza")
    )
    assert next(iter(plain)) == "prisoners"
    assert told["C6"] == max(score for id_, score in told.items() if id_ != "prisoners")


def test_more_than_a_clause_has_in_all_fits_less() -> None:
    """A number beyond the clause's own speaks against it."""
    few, many = (scores_of("shalit-2011", "release prisoners", quantity=Range(n, n)) for n in (400.0, 500.0))
    assert few["stage-one"] > many["stage-one"]
    assert few["stage-two"] == many["stage-two"]


def test_the_prose_beside_a_clause_counts() -> None:
    """Of clauses with one act, that whose own prose uses the words of the text comes first."""
    text = (
        'agreement #a "A"\n  in force 2025-01-01 00:00 UTC\nparty North, South\n',
        "clause #hill: North must open the road\n", "clause #sea: North must open the road\n",
    )  # fmt: skip
    blocks = [
        f"{prose}\n\n```servanda\n{block}```\n"
        for prose, block in zip(("", "Over the mountain.", "By the harbour."), text, strict=True)
    ]
    agreement, _ = parse("\n".join(blocks), "agreement.md")
    found = Ties(agreement).scores(Telling("open road", words="The road by the harbour was opened."))
    assert list(found) == ["sea", "hill"]


@given(
    st.text(max_size=60), st.text(max_size=60), st.lists(st.sampled_from(["Israel", "Hamas", ""]), max_size=2)
)
def test_any_words_have_scores_between_the_least_and_one(act: str, words: str, by: list[str]) -> None:
    """Whatever is asked, every score lies between the least tie and one, the best first."""
    found = list(TIES.scores(Telling(act, tuple(by), words=words)).values())
    assert all(LEAST <= score <= 1 for score in found)
    assert found == sorted(found, reverse=True)


TIES = Ties(FOLDERS["gaza-2025"].agreement)
