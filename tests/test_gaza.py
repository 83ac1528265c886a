"""What must come out of the Gaza record, on the cautious account unless said otherwise, as known that day."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

import servanda
from servanda.agreement import aligned
from servanda.agreement.translation import names_in
from servanda.standing import Standing, explain, standing_data
from tests.case_files import ROOT

FOLDER = servanda.load(ROOT / "examples" / "gaza-2025")
ONE_ENDS, ONE_GOES_ON = "ends with day 42", "goes on until phase two opens"


@cache
def standing(at: str, known: str | None = None, account: str = "cautious") -> Standing:
    return FOLDER.standing(at, known or at, account)


def clause(id_: str, at: str, known: str | None = None, account: str = "cautious") -> dict[str, Any]:
    data = standing_data(standing(at, known, account))
    return next(one for one in data["clauses"] if one["id"] == id_)


def remarks(data: dict[str, Any], name: str) -> list[str]:
    return [remark["text"] for remark in data["remarks"] if remark["name"] == name]


def phase(id_: str, at: str) -> dict[str, Any]:
    return next(one for one in standing_data(standing(at))["phases"] if one["id"] == id_)


def test_the_example_has_no_problems() -> None:
    """The agreement and its record read without a problem."""
    assert FOLDER.problems == ()


@pytest.mark.parametrize("language", ["ar", "he"])
def test_every_passage_stands_beside_its_translation(language: str) -> None:
    """The agreement is there in Arabic and Hebrew: each passage beside its own, each clause and name with its words."""
    agreement, translation = FOLDER.agreement, FOLDER.translations[language]
    pairs = [pair for pair in aligned(agreement, translation) if pair[0].items]
    for (passage, translated), own in zip(pairs, translation.passages, strict=True):
        assert translated == own
        assert passage.prose.count("\n#") == own.prose.count("\n#")
        assert set(re.findall(r"[A-G]\d", passage.prose)) == set(re.findall(r"[A-G]\d", own.prose))
    assert set(translation.words) == {f"#{id_}" for id_ in (*agreement.clauses, *agreement.lists)} | {
        f"#{link.id}" for link in agreement.links
    } | {f"phase {id_}" for id_ in agreement.phases}
    assert set(translation.names) == names_in(agreement)


def test_day_four() -> None:
    """On 22 January: day 4 of 42, three of 33, four next by the 25th, 90 prisoners."""
    one = phase("one", "2025-01-22")
    assert (one["state"], one["day"], one["of_days"]) == ("in force", 4, 42)
    hostages = clause("hostages", "2025-01-22")
    assert hostages["state"] == "in force"
    assert hostages["progress"] == {"done": [3, 3], "due": 3, "of": 33}
    assert hostages["next"] == {"quantity": 4, "by": "2025-01-25T23:59:59+02:00"}
    assert clause("prisoners", "2025-01-22")["progress"]["done"] == [90, 90]


def test_talks_on_day_four_are_due_and_only_spoken_of() -> None:
    """On 22 January the talks are due by 3 February, not begun, and the early moves are shown as reports."""
    talks = clause("talks", "2025-01-22")
    assert (talks["state"], talks["overdue"]) == ("in force", False)
    assert talks["next"]["by"] == "2025-02-03T23:59:59+02:00"
    assert talks["progress"]["done"] == [0, 0]
    assert any("promised by Qatar prime minister" in text for text in remarks(talks, "said"))


def test_rafah_control_is_one_papers_word_partly_denied() -> None:
    """On 22 January control of Rafah is told by one paper and partly denied by the prime minister's office."""
    (text,) = remarks(clause("rafah-control", "2025-01-22"), "contested")
    assert "Asharq Al-Awsat" in text
    assert "partly denied by Israel prime minister's office" in text


def test_aid_is_short_by_the_day_and_kept_by_the_week() -> None:
    """On 24 January, known a day later: 339 of 600 that day, 4,242 to 4,245 of 4,200 in the week."""
    aid = clause("aid", "2025-01-24", "2025-01-25")
    by = {variant["readings"]["aid"]: variant for variant in aid["variants"]}
    assert by["by the day"]["progress"]["done"] == [339, 339]
    assert by["by the day"]["overdue"] is True
    assert by["by the week"]["progress"]["done"][0] == 4242
    assert by["by the week"]["overdue"] is False
    assert aid["disputed"] is True


def test_second_exchange() -> None:
    """On 25 January seven are free, all that are due, and 290 prisoners."""
    hostages = clause("hostages", "2025-01-25")
    assert hostages["progress"] == {"done": [7, 7], "due": 7, "of": 33}
    assert not hostages["overdue"]
    assert not remarks(hostages, "late")
    assert clause("prisoners", "2025-01-25")["progress"]["done"] == [290, 290]


def test_the_road_north_is_withheld_on_israels_own_word() -> None:
    """On 25 January the road north is shut, by Israel's own word, in answer to the order of releases."""
    north = clause("north", "2025-01-25")
    assert north["state"] == "in force"
    assert set(north["accounts"].values()) == {"in force"}
    (text,) = remarks(north, "withheld")
    assert "in answer to #order" in text
    assert "Israel prime minister's office's own word" in text


def test_the_order_of_releases_is_disputed() -> None:
    """On 25 January the order is broken on Israel's account alone; by 27 January Hamas has answered."""
    order = clause("order", "2025-01-25")
    assert order["disputed"] is True
    assert order["accounts"]["Israel"] == "violated"
    assert order["accounts"]["Hamas"] == order["accounts"]["cautious"] == "in force"
    assert not remarks(order, "contested")
    assert any(
        "denied by Hamas" in text
        for text in remarks(clause("order", "2025-01-25", "2025-01-27"), "contested")
    )


def test_the_road_north_opens_late_and_acknowledged() -> None:
    """On 27 January the road north is open, two days late, acknowledged from Hamas's side."""
    north = clause("north", "2025-01-27")
    assert north["state"] == "fulfilled"
    assert remarks(north, "late") == ["fulfilled 2 days late"]
    assert "acknowledged" in remarks(north, "met")[0]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2025-02-05", {"Hamas": "fulfilled", "cautious": "in force", "mediators": "in force", "generous": "fulfilled", "Israel": "in force", "Qatar": "in force", "US": "in force"}),
        ("2025-02-14", {"Hamas": "in force", "cautious": "in force", "mediators": "fulfilled", "generous": "fulfilled", "Israel": "in force", "Qatar": "in force", "US": "fulfilled"}),
        ("2025-02-16", {"Hamas": "violated", "cautious": "violated", "mediators": "fulfilled", "generous": "fulfilled", "Israel": "violated", "Qatar": "violated", "US": "fulfilled"}),
        ("2025-02-18", {"Hamas": "violated", "cautious": "violated", "mediators": "in force", "generous": "fulfilled", "Israel": "violated", "Qatar": "violated", "US": "fulfilled"}),
    ],
)  # fmt: skip
def test_talks_change_as_the_reports_do(at: str, expected: dict[str, str]) -> None:
    """The talks are disputed on each of four days, and each account goes with its own words of that day."""
    talks = clause("talks", at)
    assert talks["disputed"] is True
    assert {account: talks["accounts"][account] for account in expected} == expected


def test_mediators_together_are_undecided_on_18_february() -> None:
    """On 18 February one mediator asserts the talks and another denies them later: together, undecided."""
    talks = clause("talks", "2025-02-18", account="mediators")
    assert (talks["state"], talks["most_state"]) == ("in force", "fulfilled")
    assert remarks(talks, "undecided")


def test_netzarim_is_left_on_day_22() -> None:
    """On 9 February Netzarim is left, on day 22, acknowledged by the other side."""
    netzarim = clause("netzarim", "2025-02-09")
    assert netzarim["state"] == "fulfilled"
    (text,) = remarks(netzarim, "met")
    assert text.startswith("met on 9 Feb, day 22; acknowledged: ")
    assert "Hamas" in text
    assert clause("netzarim", "2025-01-27")["state"] == "in force"


def test_sixth_exchange_with_the_lower_total_beside() -> None:
    """On 15 February 19 hostages and 1,135 prisoners, with the running total of 985 beside them."""
    assert clause("hostages", "2025-02-15")["progress"]["done"] == [19, 19]
    prisoners = clause("prisoners", "2025-02-15")
    assert prisoners["progress"]["done"] == [1135, 1135]
    assert any(
        text.startswith("985 in all") and "150 fewer" in text for text in remarks(prisoners, "total-beside")
    )


def test_the_wrong_body() -> None:
    """On 20 February 23, as known then; 22, as known on 1 March."""
    assert clause("hostages", "2025-02-20")["progress"]["done"] == [23, 23]
    assert clause("hostages", "2025-02-20", "2025-03-01")["progress"]["done"] == [22, 22]


def test_all_thirty_three() -> None:
    """On 28 February 33 of 33, fulfilled; the five Thais are not counted."""
    hostages = clause("hostages", "2025-02-28")
    assert hostages["state"] == "fulfilled"
    assert hostages["progress"]["done"] == [33, 33]


def test_prisoners_at_the_end_and_what_was_withheld() -> None:
    """On 28 February at least 1,777 prisoners; what was held back on 22 and 27 February, and in answer to what."""
    prisoners = clause("prisoners", "2025-02-28")
    assert prisoners["progress"]["done"] == [1777, 1785]
    (own,) = [text for text in remarks(prisoners, "withheld") if text.startswith("22 Feb")]
    assert own.startswith("22 Feb: 600 to 620 withheld, in answer to ceremonies")
    (told,) = remarks(prisoners, "said-withheld")
    assert told.startswith("27 Feb: 46 withheld, in answer to identification of remains")
    assert told.endswith("not on the bearer's own word")


def test_the_keys_explain_what_thirty_and_fifty_a_head_do_not() -> None:
    """On 28 February: 120, 250, 60 and 60 by the keys that count heads, 1,000 detainees from Gaza."""
    done = {
        key: clause(key, "2025-02-28")["progress"]["done"][0] for key in ("C1", "C2", "C4", "C5", "C6", "C7")
    }
    assert done == {"C1": 120, "C2": 250, "C4": 60, "C5": 60, "C6": 1000, "C7": 46}


def test_the_bridge() -> None:
    """On 3 March phase one goes on, on one reading, and is over, on the other."""
    assert phase("one", "2025-03-03")["readings"] == {ONE_GOES_ON: "in force", ONE_ENDS: "ended"}
    bridge = clause("bridge", "2025-03-03")
    assert bridge["readings"] == {ONE_GOES_ON: "in force", ONE_ENDS: "kept"}
    assert bridge["disputed"] is True


def test_aid_on_the_bridge() -> None:
    """Aid of 2 March: broken where phase one goes on and the day counts, not yet by the week, not owed where it ended."""
    aid = clause("aid", "2025-03-03")
    states = {(v["readings"]["phase one"], v["readings"]["aid"]): v["state"] for v in aid["variants"]}
    assert states == {
        (ONE_GOES_ON, "by the day"): "violated",
        (ONE_GOES_ON, "by the week"): "in force",
        (ONE_ENDS, "by the day"): "terminated",
        (ONE_ENDS, "by the week"): "terminated",
    }
    broken = [
        d
        for v in standing("2025-03-03").of("aid").variants
        if v.state == "violated"
        for d in v.duties
        if d.state == "violated"
    ]
    assert [duty.label for duty in broken] == ["2 Mar", "3 Mar"]


def test_calm() -> None:
    """On 18 March: violations before 1 March on both readings of the bridge, later ones only where phase one goes on."""
    calm = clause("calm", "2025-03-18")
    found = {(v["readings"]["phase one"], v["readings"]["calm"]): v["violations"] for v in calm["variants"]}
    before, after = found[(ONE_ENDS, "any attack")], found[(ONE_GOES_ON, "any attack")]
    assert before[0] > 0
    assert after[0] > before[0]
    assert before == clause_violations("2025-03-01")
    assert phase("two", "2025-03-18")["state"] == "not started"


def clause_violations(at: str) -> list[int]:
    calm = clause("calm", at)
    return next(v["violations"] for v in calm["variants"] if v["readings"]["calm"] == "any attack")


def test_before_a_correction_shows_what_was_then_believed() -> None:
    """A later report changes nothing of what was known: 20 February as known then is the same in any later record."""
    early = [report for report in FOLDER.reports if report.public <= FOLDER.moment("2025-02-20")]
    from servanda.standing import stand

    at = FOLDER.moment("2025-02-20")
    then = stand(FOLDER.agreement, early, FOLDER.sources, at=at, known=at)
    assert standing_data(then) == standing_data(standing("2025-02-20"))


def test_reasons_go_down_to_the_reports() -> None:
    """Every event that counts is explained with its ground, its rule and the reports behind it."""
    reasons = {reason.name: reason.lines for reason in explain(standing("2025-02-28"), "prisoners")}
    assert len(reasons["counted"]) == 8
    assert all(" Told by " in line and "(" in line for line in reasons["counted"])


def test_every_row_of_the_record_is_kept() -> None:
    """Rows that no clause is about stay in the record, and none of the inputs is lost."""
    ids = " ".join([*(report.id for report in FOLDER.reports), *(report.note for report in FOLDER.reports)])
    words = set(ids.replace("(", " ").replace(")", " ").replace(",", " ").split())
    missing = [
        f"{letter}{n:03}" for letter, last in (("g", 272), ("x", 238), ("o", 285)) for n in range(1, last + 1)
    ]
    missing = [id_ for id_ in missing if id_ != "x208" and not any(id_ in (w, w[:-1]) for w in words)]
    assert missing == []


def test_a_later_count_of_both_releases_is_not_added_twice() -> None:
    """With all that was ever told, 28 February still comes to 1,777 to 1,785: the UN's 642 covers both releases."""
    prisoners = next(
        one for one in standing_data(FOLDER.standing("2025-02-28"))["clauses"] if one["id"] == "prisoners"
    )
    assert prisoners["progress"]["done"] == [1777, 1785]
