"""Several agreements: what one holds back, starts or ends of another, told from either text."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.shelf import is_shelf, load_shelf
from servanda.standing import Standing, stand
from tests.builders import SOURCES, agreement_of, at, day_begins, remarks_of

FIRST = """\
agreement #truce "The truce"
  in force 2025-01-05 00:00 UTC
  day 1 is the day of entry
  within is inclusive
party North, South
phase one: from entry for 10 days
clause #calm: North must not attack in phase one
{more}"""
SECOND = """\
agreement #peace "The peace"
  in force 2025-01-01 00:00 UTC
  day 1 is the day of entry
  within is inclusive
party North, South
phase two: from entry for 30 days
clause #c: North must pull back by day 20
{more}"""


def put(folder: Path, text: str, reports: str = "") -> None:
    folder.mkdir(parents=True)
    (folder / "agreement.md").write_text(f"```servanda\n{text}```\n", encoding="utf-8")
    if reports:
        (folder / "reports.csv").write_text(reports, encoding="utf-8")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shelf"


def standings(path: Path, first: str = "", second: str = "", on: str = "2025-01-10") -> dict[str, Standing]:
    put(path / "a", FIRST.format(more=first))
    put(path / "b", SECOND.format(more=second))
    shelf = load_shelf(path)
    assert [problem for folder in shelf.folders for problem in folder.problems] == []
    return shelf.standings(on)


STARTS = [("", 'link #truce "The truce": starts this\n'), ('link #peace "The peace": starts with this\n', "")]
BEFORE = [
    ("", 'link #truce "The truce": comes before this\n'),
    ('link #peace "The peace": waits for this\n', ""),
]
ENDS = [("", 'link #truce "The truce": ends this\n'), ('link #peace "The peace": ends with this\n', "")]


@pytest.mark.parametrize(("first", "second"), STARTS)
def test_one_that_starts_another_holds_it_back(path: Path, first: str, second: str) -> None:
    """The peace starts with the truce, whichever of the two texts says so."""
    peace = standings(path, first, second)["peace"]
    assert peace.spans["cautious"] == (day_begins("2025-01-05"), None)
    assert (peace.phases[0].day, peace.phases[0].state) == (6, "in force")


@pytest.mark.parametrize(("first", "second"), STARTS)
def test_before_the_other_has_started_nothing_is_in_force(path: Path, first: str, second: str) -> None:
    """Until the truce is in force, no clause of the peace binds."""
    peace = standings(path, first, second, on="2025-01-03")["peace"]
    assert (peace.spans["cautious"], peace.of("c").state) == ((None, None), "not yet in force")


@pytest.mark.parametrize(("first", "second"), BEFORE)
@pytest.mark.parametrize(("on", "state"), [("2025-01-10", "not yet in force"), ("2025-01-16", "in force")])
def test_one_that_comes_before_another_is_over_first(
    path: Path, first: str, second: str, on: str, state: str
) -> None:
    """The peace waits for the end of the truce, told from either text."""
    peace = standings(path, first, second, on)["peace"]
    assert peace.of("c").state == state
    assert peace.spans["cautious"][0] == (None if on == "2025-01-10" else day_begins("2025-01-15"))
    assert peace.phases[0].day == (None if on == "2025-01-10" else 2)


@pytest.mark.parametrize(("first", "second"), ENDS)
def test_one_that_ends_another_ends_its_clauses(path: Path, first: str, second: str) -> None:
    """With the end of the truce the clauses of the peace end, and not before."""
    early = standings(path, first, second)["peace"]
    assert early.of("c").state == "in force"
    late = load_shelf(path).standings("2025-01-16")["peace"]
    assert (late.of("c").state, late.spans["cautious"][1]) == ("terminated", at("2025-01-14"))


@pytest.mark.parametrize("relation", ["carried out by this", "apart from this"])
def test_other_links_hold_nothing_back(path: Path, relation: str) -> None:
    """Links that are only for reading change nothing."""
    peace = standings(path, "", f'link #truce "The truce": {relation}\n')["peace"]
    assert peace.spans["cautious"] == (day_begins("2025-01-01"), None)
    assert load_shelf(path).ties == ()


@pytest.mark.parametrize(
    ("state", "found"),
    [("open", ("not yet in force", "in force")), ("over", ("not yet in force", "not yet in force"))],
)
def test_a_condition_may_ask_about_another_agreement(path: Path, state: str, found: tuple[str, str]) -> None:
    """A clause binds once the truce is open, or over, and not before."""
    more = f'link #truce "The truce": apart from this\nclause #d: South must sign by day 30\n  if agreement #truce is {state}\n'
    standings(path, "", more)
    shelf = load_shelf(path)
    assert tuple(shelf.standings(on)["peace"].of("d").state for on in ("2025-01-03", "2025-01-10")) == found
    over = shelf.standings("2025-01-20")["peace"].of("d").state
    assert over == "in force"


def test_what_is_not_at_hand_is_said() -> None:
    """A condition on an agreement that is not there does not hold, and a remark says why it cannot be told."""
    text = 'link #far "The far treaty": starts this\nclause #c: North must pull back by day 20\n  if agreement #far is open\n'
    standing = stand(agreement_of(text), (), SOURCES, at=at("2025-01-10"))
    assert standing.of("c").state == "not yet in force"
    words = "whether #far is open or over cannot be told: it is not at hand"
    assert ("not-at-hand", words) in remarks_of(standing)
    assert standing.spans["cautious"] == (day_begins("2025-01-01"), None)


def test_a_tie_that_both_texts_tell_is_one(path: Path) -> None:
    """Told from both sides, the tie is there once."""
    standings(path, STARTS[1][0], STARTS[0][1])
    assert [(tie.dependent, tie.relation, tie.other) for tie in load_shelf(path).ties] == [
        ("peace", "starts this", "truce")
    ]


def test_agreements_that_wait_for_each_other_are_a_problem(path: Path) -> None:
    """Neither can start, and the problem says so of both."""
    found = standings(path, 'link #peace "The peace": starts this\n', STARTS[0][1])
    assert [standing.spans["cautious"] for standing in found.values()] == [(None, None), (None, None)]
    assert [problem.name for problem in load_shelf(path).problems] == ["agreements-wait-for-each-other"] * 2


def test_two_agreements_of_one_id_are_a_problem(path: Path) -> None:
    """Of two agreements with one id, the first is kept and the second named."""
    put(path / "a", FIRST.format(more=""))
    put(path / "b", FIRST.format(more=""))
    shelf = load_shelf(path)
    assert [(p.name, p.file) for p in shelf.problems] == [
        ("agreement-id-twice", str(path / "b" / "agreement.md"))
    ]


def test_a_shelf_is_a_folder_of_agreements(path: Path) -> None:
    """A folder that holds agreements and is none itself is a shelf; an agreement, or an empty folder, is not."""
    put(path / "a", FIRST.format(more=""))
    assert (is_shelf(path), is_shelf(path / "a"), is_shelf(path.parent)) == (True, False, False)
    assert [folder.path for folder in load_shelf(path).folders] == [path / "a"]


def test_what_one_account_takes_starts_the_other_on_that_account(path: Path) -> None:
    """Where parties differ on whether the truce has ended, they differ on whether the peace has begun."""
    more = "clause #stop: North may stop it\n  then ends phase one\n"
    put(
        path / "a",
        FIRST.format(more=more),
        "id,act,by,stance,happened,published,speaker\nr1,stop it,North,asserts,2025-01-08,2025-01-08,North office\n",
    )
    put(path / "b", SECOND.format(more=BEFORE[0][1]))
    (path / "a" / "sources.csv").write_text(
        "name,affiliation,speaks_for\nNorth office,North,North\n", encoding="utf-8"
    )
    found = {
        a: load_shelf(path).standings("2025-01-10", account=a)["peace"].of("c").state
        for a in ("North", "South")
    }
    assert found == {"North": "in force", "South": "not yet in force"}
