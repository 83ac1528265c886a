"""Drafts: the rows that an article would make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from servanda.clock.span import parse_span
from servanda.reading import Article, Attribution, Passage, passage, speakers
from servanda.reading.background import Background
from servanda.reading.drafts import NO_DATE, drafts
from servanda.reading.events.amounts import amounts
from servanda.reading.events.mentions import mentions
from servanda.reading.events.places import places
from servanda.reading.events.times import times
from servanda.reading.parsing import parse
from servanda.reading.reading import DraftReport, Statement
from servanda.reading.stance import attitude_of
from servanda.record import FILED_COLUMNS
from servanda.record.draft import faults_of, scores_from, spans_from
from servanda.review.filing import checked
from tests.reading import articles
from tests.reading.test_mentions import COLOMBIA, GAZA, LEBANON, SOUTH_SUDAN

Told = Sequence[tuple[str, str, str]]
Case = tuple[str, Told, Background, str]

CASES: dict[str, Case] = {
    "Gaza": (articles.GAZA, articles.GAZA_TOLD, GAZA, "2025-01-26"),
    "Colombia": (articles.COLOMBIA, articles.COLOMBIA_TOLD, COLOMBIA, "2017-06-08"),
    "Lebanon": (articles.LEBANON, articles.LEBANON_TOLD, LEBANON, "2025-01-25"),
    "South Sudan": (articles.SOUTH_SUDAN, articles.SOUTH_SUDAN_TOLD, SOUTH_SUDAN, "2019-09-19"),
}


def attributions(text: str, told: Told) -> list[Attribution]:
    """Return what is said, found by its words: the content, and the source and cue nearest to it."""
    found = []
    for source, cue, content in told:
        first = text.index(content)
        whole = passage(first, first + len(content))
        found.append(Attribution(_nearest(text, source, first), _nearest(text, cue, first), whole))
    return found


def _nearest(text: str, words: str, first: int) -> Passage:
    places = [place for place in range(len(text)) if text.startswith(words, place)]
    place = min(places, key=lambda one: abs(one - first))
    return passage(place, place + len(words))


def drafted(case: Case, **known: Any) -> tuple[DraftReport, ...]:
    text, told, background, day = case
    published = parse_span(day, background.zone)
    title = passage(0, text.index("\n"))
    article = Article(
        text, "own.txt", title, published=published, outlet="Our Paper", link="https://our.example/1"
    )
    article = replace(article, **known)
    doc, found = parse(text), attributions(text, told)
    who = speakers.resolve(doc, found, article, background)
    statements = [
        Statement(one, speaker, attitude_of(doc, one)) for one, speaker in zip(found, who, strict=True)
    ]
    when, where = times(doc, article, background), places(doc, background)
    acts = mentions(doc, background, amounts(doc), when, where)
    return drafts(article, doc, statements, acts, background, when)


DRAFTS = {name: drafted(case) for name, case in CASES.items()}


def row_of(name: str, **cells: str) -> dict[str, str]:
    """Return the only row that has some cells."""
    rows = [
        draft.row
        for draft in DRAFTS[name]
        if all(draft.row[column] == cell for column, cell in cells.items())
    ]
    assert len(rows) == 1, [{key: cell for key, cell in draft.row.items() if cell} for draft in DRAFTS[name]]
    return rows[0]


@pytest.mark.parametrize(
    ("name", "asked", "told"),
    [
        ("Gaza", {"act": "release hostages"}, {"by": "Hamas", "quantity": "4", "happened": "2025-01-25", "speaker": "ICRC"}),
        ("Gaza", {"act": "release prisoners"}, {"by": "Israel", "quantity": "200", "measure": "count", "stance": "asserts"}),
        ("Gaza", {"act": "leave Netzarim", "stance": "asserts"}, {"by": "Israel", "speaker": "Israel military"}),
        ("Gaza", {"act": "leave Netzarim", "stance": "denies"}, {"by": "Israel", "speaker": "Hamas spokesman"}),
        ("Gaza", {"act": "attack"}, {"by": "Israel", "quantity": "12..", "unit": "persons killed", "place": "Rafah",
                                     "happened": "2025-01-24", "speaker": "Hamas spokesman", "affiliation": "Hamas"}),
        ("Gaza", {"act": "begin talks on phase two"}, {"speaker": "Egypt foreign minister", "stance": "predicts",
                                                      "happened": "2025-02-03"}),
        ("Gaza", {"act": "hand over the Rafah crossing"}, {"by": "Israel", "to": "Palestinian Authority", "named": "no",
                                                          "stance": "denies", "speaker": "unnamed Israeli official"}),
        ("Gaza", {"act": "return to fighting"}, {"stance": "threatens", "speaker": "Israel prime minister",
                                                "note": "told by: vowed; condition: if the negotiations fail"}),
        ("Gaza", {"act": "admit trucks"}, {"quantity": "600..", "speaker": "UN", "happened": "2025-01-24"}),
        ("Colombia", {"act": "hand over weapons"}, {"by": "FARC", "quantity": "30", "unit": "percent", "to": "UN"}),
        ("Colombia", {"act": "fit out zones"}, {"by": "Government", "stance": "denies"}),
        ("Colombia", {"act": "give coordinates of caches"}, {"stance": "denies", "named": "no"}),
        ("Colombia", {"act": "attack", "stance": "asserts"}, {"speaker": "FARC", "happened": "2017-06-05"}),
        ("Colombia", {"act": "attack", "stance": "denies"}, {"affiliation": "Government", "happened": "2017-06-05"}),
        ("Lebanon", {"act": "withdraw forces"}, {"by": "Israel", "stance": "denies", "speaker": "Israel prime minister's office"}),
        ("Lebanon", {"act": "deploy the army"}, {"by": "Lebanon", "stance": "denies"}),
        ("Lebanon", {"act": "dismantle unauthorised facilities"}, {"quantity": "500", "speaker": "Lebanon army"}),
        ("Lebanon", {"act": "confiscate unauthorised arms"}, {"by": "Lebanon", "stance": "asserts"}),
        ("Lebanon", {"act": "carry out offensive operations"}, {"by": "Israel", "quantity": "2", "happened": "2025-01-23"}),
        ("Lebanon", {"act": "begin talks on Lebanese prisoners"}, {"by": "Israel; Lebanon", "speaker": "White House"}),
        ("South Sudan", {"act": "attack", "by": "SPLM/A-IO"}, {"speaker": "Government of South Sudan", "place": "Yei"}),
        ("South Sudan", {"act": "attack", "by": "Government"}, {"stance": "asserts"}),
        ("South Sudan", {"act": "open cantonment sites"}, {"quantity": "24", "speaker": "RJMEC"}),
        ("South Sudan", {"act": "open barracks"}, {"quantity": "6", "speaker": "RJMEC"}),
        ("South Sudan", {"act": "pay dollars for the tasks"}, {"by": "Government", "quantity": "40000000"}),
        ("South Sudan", {"act": "form the unity government"}, {"stance": "predicts", "happened": "2019-11-01..2019-11-30"}),
    ],
)  # fmt: skip
def test_an_act_that_somebody_tells_makes_a_row(
    name: str, asked: dict[str, str], told: dict[str, str]
) -> None:
    """Each act of each statement makes one row, with its cells as a record has them."""
    row = row_of(name, **asked)
    assert {column: row[column] for column in told} == told


@pytest.mark.parametrize("name", CASES)
def test_every_draft_can_be_filed_and_is_a_report(name: str) -> None:
    """What is drafted can be filed as it is, and lacks nothing of a report but its id."""
    rows = [draft.row for draft in DRAFTS[name]]
    assert checked(rows) == rows
    for row in rows:
        assert tuple(row) == FILED_COLUMNS
        assert faults_of({column: row[column] for column in row}, CASES[name][2].zone) == []
        assert (row["id"], row["event"], row["unread"]) == ("", "", "")
        assert (row["source"], row["published"], row["file"]) == ("Our Paper", CASES[name][3], "own.txt")


@pytest.mark.parametrize("name", CASES)
def test_every_draft_is_tied_to_its_words(name: str) -> None:
    """Each told cell has its words, all inside the text, and the row's own spans hold the act's."""
    text = CASES[name][0]
    for draft in DRAFTS[name]:
        assert draft.fields["act"].of(text)
        for column, words in draft.fields.items():
            assert draft.row[column]
            assert 0 <= words.first < words.end <= len(text)
        assert all(0 <= first < end <= len(text) for first, end in spans_from(draft.row["spans"]))
        assert scores_from(draft.row["scores"]) == dict(draft.scores)
        assert draft.statement is None or 0 <= draft.statement < len(CASES[name][1])


def test_a_denial_of_the_report_is_about_what_was_told_before() -> None:
    """Who denies "the report" denies the act that the statement before it tells."""
    denial, claim = (
        row_of("Colombia", act="attack", stance="denies"),
        row_of("Colombia", act="attack", stance="asserts"),
    )
    assert denial["place"] == claim["place"] == "Cauca"
    assert denial["scores"] == claim["scores"]


def test_the_headline_makes_no_rows_of_its_own() -> None:
    """What the title tells and the text tells again is drafted once."""
    text = CASES["Gaza"][0]
    first = text.index("\n")
    whole, without = drafted(CASES["Gaza"], title=None), DRAFTS["Gaza"]
    assert len(without) < len(whole)
    assert {draft.row["act"] for draft in without} == {draft.row["act"] for draft in whole}
    assert all(draft.fields["act"].first > first for draft in without)


def test_what_the_record_has_already_is_told() -> None:
    """A draft names the events of the record that it may repeat, the likeliest first, and takes none of them for sure."""
    (draft,) = [one for one in DRAFTS["Gaza"] if one.row["act"] == "release hostages"]
    assert draft.repeats[0] == "release-2"
    assert draft.row["event"] == ""


def test_a_clause_is_named_only_where_others_share_its_act() -> None:
    """The act's words name its clause; where several share them, the cell stays blank unless one is plainly meant."""
    assert {draft.row["clause"] for draft in DRAFTS["Gaza"]} == {""}


def test_without_a_date_a_draft_cannot_be_a_report() -> None:
    """Of an article without a date, drafts say why they cannot be reports, and can be filed all the same."""
    found = drafted(CASES["Gaza"], published=None)
    assert found
    assert {draft.row["unread"] for draft in found} == {NO_DATE}
    assert {draft.row["published"] for draft in found} == {""}
    assert checked([draft.row for draft in found])


def test_without_an_agreement_there_are_drafts() -> None:
    """With no agreement, acts are drafted in plain words, tied to nothing."""
    text, told, _, day = CASES["Gaza"]
    found = drafted((text, told, Background(), day))
    assert "release women" in {draft.row["act"] for draft in found}
    assert all(draft.scores == {} and draft.repeats == () for draft in found)


def test_a_private_person_is_not_named() -> None:
    """The name of a person without an office stays out of the row."""
    text = "Israeli troops shelled a school in Rafah on Friday, said Amal Barakat, who lives next to it.\n"
    told = [("Amal Barakat", "said", "Israeli troops shelled a school in Rafah on Friday")]
    (draft,) = drafted((text, told, GAZA, "2025-01-26"))
    assert "Barakat" not in " ".join(draft.row.values())
    assert draft.row["speaker"]


def test_we_are_the_side_of_the_speaker() -> None:
    """What a speaker says of "us", the speaker's side does."""
    text = "“We will release all the hostages,” a Hamas spokesman said on Friday.\n"
    told = [("a Hamas spokesman", "said", "We will release all the hostages")]
    (draft,) = drafted((text, told, GAZA, "2025-01-26"))
    assert (draft.row["by"], draft.row["said"]) == ("Hamas", "2025-01-24")
