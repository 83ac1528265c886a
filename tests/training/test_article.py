"""A reading is judged by the gold of its article: right where it is right, and each failing is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from servanda.reading import Article, Attribution, Passage, passage
from servanda.reading.reading import DraftReport, Reading, Statement
from servanda.reading.speakers import Speaker
from servanda.reading.stance import Attitude
from training import article, drafted
from training.gold import ExpectedDraft, ExpectedStatement, Gold, own_articles

GOLDS = list(own_articles())


def told(one: ExpectedStatement) -> Statement:
    """The statement that is marked, as a reading would tell it."""
    named: Any = one.named[0]
    speaker = Speaker(one.names[0], named=named, affiliation=one.affiliations[0], outlet=one.outlet)
    condition = one.content if one.has_condition else None
    attitude = Attitude(one.stances[0], one.certainties[0], condition=condition)  # type: ignore[arg-type]
    return Statement(Attribution(one.source, one.cue, one.content), speaker, attitude)


def drawn(one: ExpectedDraft, gold: Gold) -> DraftReport:
    """The draft that is expected, as a reading would draw it up."""
    row = {column: cells[0].strip(".") for column, cells in one.cells.items()}
    row |= {"act": one.cells["acts"][0], "clause": one.cells["clauses"][0]}
    if "quantity" in one.cells:
        row["quantity"] = one.cells["quantity"][0]
    places = [place for place, marked in enumerate(gold.statements) if marked.id == one.statement]
    if places:
        row["stance"] = gold.statements[places[0]].stances[0]
    return DraftReport(row, places[0] if places else None)


def perfect(gold: Gold) -> Reading:
    statements = tuple(told(one) for one in gold.statements)
    return Reading(gold.article, statements, tuple(drawn(one, gold) for one in gold.drafts))


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.name)
def test_reading_what_is_marked_is_all_right(gold: Gold) -> None:
    """A reading of just what is marked has nothing missed, wrong or spurious, drafts included."""
    measured = article.measure(perfect(gold), gold)
    told_all = article.total([measured])
    assert {name: right for name, (right, whole) in told_all.items() if right != whole} == {"spurious": 0}
    assert article.failings(measured) == []
    judged = drafted.judge(measured, "UTC")
    assert {name: right for name, (right, whole) in drafted.total([judged]).items() if right != whole} == {
        "drafts not expected": 0
    }
    assert drafted.failings(judged) == []


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.name)
def test_reading_nothing_misses_all(gold: Gold) -> None:
    """An empty reading has everything missed and a line for each, and nothing spurious."""
    measured = article.measure(Reading(gold.article), gold)
    required = [one for one in gold.statements if not one.is_optional]
    assert len(article.failings(measured)) == len(required)
    assert {right for right, _ in article.total([measured]).values()} == {0}
    judged = drafted.judge(measured, "UTC")
    assert drafted.total([judged])["drafts drawn up"][0] == 0
    assert all(line.endswith("not drawn up") for line in drafted.failings(judged))


TEXT = "“It is open. Boats go,” the pilot said. He denied a delay. The pilot sailed to Oslo."


def at(words: str) -> Passage:
    return passage(TEXT.index(words), TEXT.index(words) + len(words))


OPEN = ExpectedStatement(
    "open", at("the pilot"), at("said"), at("It is open"), ("Ann Pilot", "harbour pilot"), ("yes",), ("North",),
    ("asserts",), ("certain",), outlet="Post",
)  # fmt: skip
BOATS = replace(OPEN, id="boats", content=at("Boats go"), joins="open", outlet="", has_condition=True)
DELAY = replace(
    OPEN, id="delay", source=at("He"), cue=at("denied"), content=at("a delay"), stances=("denies",), outlet="",
    is_denial=True,
)  # fmt: skip
GOLD = Gold(
    Article(TEXT, "a.txt"), "gaza-2025", (OPEN, BOATS, DELAY), (), (at("The pilot sailed to Oslo"),), True
)
OTHERS = replace(GOLD, is_ours=False)
PILOT = Speaker("the pilot Ann Pilot", affiliation="North", named="yes", outlet="Post")


def said(source: str, cue: str, content: str, speaker: Speaker = PILOT, stance: Any = "asserts") -> Statement:
    attitude = Attitude(stance, "certain")
    return Statement(Attribution(at(source), at(cue), at(content)), speaker, attitude)


def test_one_attribution_may_take_in_what_goes_on() -> None:
    """A quotation that goes on is found with the statement that it goes on from."""
    measured = article.measure(
        Reading(GOLD.article, (said("the pilot", "said", "It is open. Boats go"),)), GOLD
    )
    opened, boats, delay = measured.judged
    assert (opened.found, boats.found, delay.found) == (0, 0, None)
    assert (opened.speaker, opened.outlet) == (True, True)
    assert not boats.condition


def test_what_nobody_says_is_spurious() -> None:
    """An attribution made of the article's own words is spurious; one of a statement with a clumsy end is not."""
    sailed = said("The pilot", "sailed", "to Oslo")
    clumsy = said("the pilot", "said", "open. Boats")
    measured = article.measure(Reading(GOLD.article, (sailed, clumsy)), GOLD)
    assert measured.spurious == (0,)
    assert [one.found for one in measured.judged] == [None, None, None]


def test_each_failing_is_named_with_words_of_ours_and_characters_of_others() -> None:
    """A wrong speaker, stance and outlet, a condition and a denial not seen, and what is spurious, each has its line."""
    stranger = Speaker("Bo Mate", passage=at("He"))
    found = (
        said("the pilot", "said", "It is open. Boats go", stranger),
        said("He", "denied", "a delay"),
        said("The pilot", "sailed", "to Oslo"),
    )
    measured = article.measure(Reading(GOLD.article, found), GOLD)
    opened, boats, delay, sailed = article.failings(measured)
    assert opened == (
        "a 1-11 open: speaker is 'Bo Mate', not Ann Pilot; affiliation blank, not North; outlet blank, not Post"
    )
    assert boats.endswith("condition not seen")
    assert delay == "a 50-57 delay: asserts, not denies; denial not seen"
    assert sailed == "a 76-83 spurious, the article's own words: 'sailed'"
    hidden = "\n".join(article.failings(article.measure(Reading(OTHERS.article, found), OTHERS)))
    assert "speaker is somebody at 40-42, not Ann Pilot" in hidden
    assert "cue at 69-75" in hidden
    assert "Bo" not in hidden
    assert "sailed" not in hidden


@pytest.mark.parametrize(
    ("speaker", "is_right"),
    [
        (Speaker("Ann Pilot"), True),
        (Speaker("the harbour pilot Ann Pilot"), True),
        (Speaker("she", recorded="harbour pilot"), True),
        (Speaker(role="the harbour pilot"), True),
        (Speaker("Bo Pilot"), False),
        (Speaker(), False),
    ],
)
def test_a_speaker_is_right_by_name_role_or_record(speaker: Speaker, is_right: bool) -> None:
    """A name may have more before it; an unknown or another one is wrong."""
    assert article.is_right_speaker(speaker, OPEN) is is_right


def test_an_unnamed_speaker_is_told_by_all_of_the_words() -> None:
    """An unnamed senior official is not any official; "unnamed", articles and what follows "who" make no difference."""
    official = replace(OPEN, names=("senior official",), named=("no",))
    assert article.is_right_speaker(Speaker("an unnamed senior official who was there"), official)
    assert not article.is_right_speaker(Speaker("an official"), official)
    assert not article.is_right_speaker(Speaker("a very senior official"), official)
    nobody = replace(OPEN, names=("",), named=("",))
    assert article.is_right_speaker(Speaker(), nobody)
    assert not article.is_right_speaker(Speaker("officials"), nobody)


@pytest.mark.parametrize(
    ("cells", "row", "right"),
    [
        ({"acts": ("release hostages",)}, {"act": "releases the hostages"}, {"acts": True}),
        ({"acts": ("release hostages",)}, {"act": "release four trucks"}, {"acts": False}),
        ({"clauses": ("calm", "")}, {"clause": "#calm; #other"}, {"clauses": True}),
        ({"clauses": ("calm",)}, {}, {"clauses": False}),
        ({"by": ("Hamas; Israel",)}, {"by": "Israel; Hamas"}, {"by": True}),
        ({"quantity": ("1900..",)}, {"quantity": "1,900.."}, {"quantity": True}),
        ({"quantity": ("1900..",)}, {"quantity": "1900"}, {"quantity": False}),
        ({"happened": ("2025-01-19",)}, {"happened": "2025-01-19T00:00..2025-01-19"}, {"happened": True}),
        ({"happened": ("..2025-01-19",)}, {"happened": "2025-01-02..2025-01-19"}, {"happened": True}),
        ({"happened": ("2025-01-19..",)}, {"happened": "2025-01-19..2025-01-22"}, {"happened": True}),
        ({"happened": ("2025-01-19",)}, {"happened": "Sunday"}, {"happened": False}),
        ({"happened": ("",)}, {"happened": ""}, {"happened": True}),
    ],
)
def test_cells_are_judged_by_what_they_mean(
    cells: dict[str, tuple[str, ...]], row: dict[str, str], right: dict[str, bool]
) -> None:
    """Acts by their words, names in any order, numbers without marks, times by their span."""
    whole = {"acts": ("",), **cells}
    gold = replace(GOLD, drafts=(ExpectedDraft("", whole),))
    measured = article.measure(Reading(GOLD.article, (), (DraftReport(row, None),)), gold)
    (one,) = drafted.judge(measured, "UTC").judged
    assert {column: one.cells[column] for column in right} == right


def test_the_likeliest_clause_is_the_one_that_counts() -> None:
    """Of clauses with scores, the one with the highest is judged."""
    assert drafted.clause_of(DraftReport({}, None, {"calm": 0.2, "aid": 0.7})) == "aid"


def test_drafts_that_nobody_expects_are_told() -> None:
    """A draft of another statement is not expected; its act is shown of our own texts only."""
    reading = Reading(
        GOLD.article, (said("The pilot", "sailed", "to Oslo"),), (DraftReport({"act": "sail"}, 0),)
    )
    for gold, line in (
        (GOLD, "a draft not expected: 'sail', about no clause"),
        (OTHERS, "a draft not expected: statement 0, about no clause"),
    ):
        judged = drafted.judge(article.measure(reading, gold), "UTC")
        assert drafted.failings(judged) == [line]
        assert drafted.total([judged])["drafts not expected"] == (1, 1)
