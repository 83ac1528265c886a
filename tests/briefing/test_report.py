from __future__ import annotations

import re

import pytest

from servanda.briefing import situation_report
from servanda.briefing.content import Section, Table
from servanda.briefing.signs import DISPUTED, TONES
from servanda.record import Source, Sources
from servanda.tables import SIGNS, changed, disputes, falling_due
from servanda.web.language import language
from tests.briefing.papers import GAZA, briefing, paragraphs, plain, standings, words_of
from tests.builders import TABLE, report, standing_of
from tests.case_files import EXAMPLES

LATER = ("gaza-2025", "2025-02-20", "2025-03-02")


def part(of: str, asked: tuple[str, str, str] = GAZA) -> Section:
    return next(section for section in briefing(*asked).sections if section.title.startswith(of))


def rows_of(section: Section) -> list[list[str]]:
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return [
        [plain("\n".join(p.text for p in cell)) for cell in row] for table in tables for row in table.rows
    ]


def test_every_sign_has_a_tone() -> None:
    """Each sign that a state can have is set in a tone, so that no state is without one."""
    assert set(SIGNS.values()) <= TONES.keys()


@pytest.mark.parametrize("asked", [GAZA, LATER])
def test_every_clause_stands_once_with_its_state_sign_and_word(asked: tuple[str, str, str]) -> None:
    """Where it stands names every clause once, in full or in the small table, with the state that it has."""
    _, after = standings(*asked)
    rows = [row for row in rows_of(part("Where it stands", asked)) if row[0].split("\n")[0] in after.by_id]
    found = {row[0].split("\n")[0]: row for row in rows}
    assert len(rows) == len(found) == len(after.clauses)
    for one in after.clauses:
        state = f"{SIGNS[one.state]} {one.state}"
        assert any(text.split("\n")[0] == state for text in found[one.clause.id]), one.clause.id
        assert one.disputed == any(f"{DISPUTED} disputed" in text for text in found[one.clause.id])


@pytest.mark.parametrize("asked", [GAZA, LATER])
def test_every_change_is_told(asked: tuple[str, str, str]) -> None:
    """Each clause and phase on which anything changed has a row, and nothing else has."""
    before, after = standings(*asked)
    ids = {one["id"] for one in changed(before, after) if one["what"] not in ("reports", "phase")}
    phases = {f"phase {one['id']}" for one in changed(before, after) if one["what"] == "phase"}
    assert {row[0].split("\n")[0] for row in rows_of(part("What changed", asked))} == ids | phases


def test_a_change_tells_before_and_after() -> None:
    """A state, a number and another account's state are told as they were and as they are."""
    rows = {row[0].split("\n")[0]: row for row in rows_of(part("What changed"))}
    assert rows["netzarim"][1] == "State: ● in force → ✓ fulfilled"
    assert rows["hostages"][1] == "Done: 13 → 16"
    assert rows["talks"][1].split("\n") == [
        "⇄ disputed now",
        "On the account of generous, Hamas, US and mediators: ● in force → ✓ fulfilled",
    ]


def test_nothing_new_is_told_as_that() -> None:
    """Between a moment and itself nothing changed and no report became public."""
    _, after = standings(*GAZA)
    told = situation_report(after, after, language("en")).sections[1]
    assert (
        words_of(told) == "No report became public since 10 Feb 2025. No clause stands otherwise than it did."
    )


@pytest.mark.parametrize("asked", [GAZA, LATER])
def test_what_is_due_and_overdue_is_what_the_tables_say(asked: tuple[str, str, str]) -> None:
    """Every coming duty of the next fourteen days has a row, and every clause with an overdue one."""
    _, after = standings(*asked)
    until = after.at + 14 * 24 * 3600
    found = list(falling_due(after, until))
    named = [row[1].split("\n")[0] for row in rows_of(part("Due by", asked))]
    coming = [one["clause"] for one in found if one["when"] == "due"]
    assert named[: len(coming)] == coming
    assert set(named[len(coming) :]) == {one["clause"] for one in found if one["when"] != "due"}


def test_each_side_of_a_dispute_has_its_words_beside_the_other() -> None:
    """Of every disputed clause the words of each party stand in its own column, each with its source."""
    _, after = standings(*GAZA)
    titles = [section.title for section in briefing(*GAZA).sections if section.level == 2]
    found = [one for one in disputes(after) if one["disputed"]]
    assert titles == [one["clause"] for one in found]
    for one in found:
        section = next(section for section in briefing(*GAZA).sections if section.title == one["clause"])
        table = section.blocks[-1]
        assert isinstance(table, Table)
        assert table.heads == ("Israel", "Hamas", "Mediators and others")
        told = [" ".join(plain(p.text) for p in cell) for cell in table.rows[0]]
        for word in one["words"]:
            column = table.heads.index(word["side"]) if word["side"] in table.heads else 2
            assert word["speaker"] in told[column], word


def test_what_only_the_readings_of_a_phase_divide_stands_in_one_table() -> None:
    """A clause that every account sees alike on each reading of its phase is told of once, beside the others."""
    _, after = standings(*LATER)
    section = part("The readings of phase one", LATER)
    together = {row[0].split("\n")[0]: row[1:] for row in rows_of(section)}
    alone = {one.title for one in briefing(*LATER).sections if one.level == 2}
    assert {one.clause.id for one in after.clauses if one.disputed} == (alone & after.by_id.keys()) | set(
        together
    )
    assert together["flights"] == ["● in force", "✓ kept"]
    assert {"talks", "aid", "calm"} <= alone


def test_every_mark_leads_to_a_source_and_every_source_has_a_mark() -> None:
    """The numbers of the sources run from 1 without a gap, and all of them are cited."""
    anchors = [p.anchor for p in paragraphs(briefing(*GAZA)) if p.anchor]
    marks = {p.link for one in paragraphs(briefing(*GAZA)) for p in one.pieces if p.manner == "mark"}
    assert anchors == [f"source-{number}" for number in range(1, len(anchors) + 1)]
    assert marks == {f"#{anchor}" for anchor in anchors}


def test_a_source_names_the_report_and_leads_to_its_page() -> None:
    """Each source tells the report's name in the record, and links to the address that it has."""
    _, after = standings(*GAZA)
    reports = {report.id: report for report in after.hearing.reports}
    block = part("Sources").blocks[0]
    assert isinstance(block, Table)
    for row in block.rows:
        text = plain("\n".join(p.text for p in row[1]))
        match = re.search(r"report (\w+)", plain(row[1][1].text))
        assert match is not None
        report = reports[match[1]]
        assert text.startswith(
            f"{report.speaker or report.wire or report.source} {report.stance}: {report.act}"
        )
        assert report.note in text
        assert report.link in {piece.link for p in row[1] for piece in p.pieces}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_has_a_report(name: str) -> None:
    """On the cautious account and on a party's own the report names every clause; no table in it is empty."""
    asked = (name, "1999-06-01", "2025-06-01")
    for account in ("cautious", standings(*asked)[1].agreement.parties[0]):
        _, after = standings(*asked, account)
        told = briefing(*asked, "en", account)
        assert all(one.clause.id in words_of(told) for one in after.clauses)
        assert all(block.rows for s in told.sections for block in s.blocks if isinstance(block, Table))


def test_what_a_viewer_may_not_see_is_not_in_the_report() -> None:
    """A report by a source that only North may see leaves no trace in the report for anybody else."""
    sources = Sources((*TABLE, Source("Quiet one", seen_by=("North",))))
    clause = "clause #c: North must pull back by day 10\n"
    seen = report("r1", "pull back", speaker="Quiet one", said="2025-01-08", note="told in secret")
    texts = {}
    for viewer in (None, "North"):
        pair = [
            standing_of(clause, seen, on=on, viewer=viewer, sources=sources)
            for on in ("2025-01-05", "2025-01-12")
        ]
        texts[viewer] = words_of(situation_report(pair[0], pair[1], language("en")))
    nobody = [standing_of(clause, on=on, sources=sources) for on in ("2025-01-05", "2025-01-12")]
    assert texts[None] == words_of(situation_report(nobody[0], nobody[1], language("en")))
    assert "Quiet one" in texts["North"]


def test_many_parties_have_a_row_each() -> None:
    """Where columns for all parties would be too narrow, each side's words stand in a row of their own."""
    head = """\
agreement #many "Many"
  in force 2025-01-01 00:00 UTC
  day 1 is the day of entry
  within is inclusive
party A, B, C, D
area Land
"""
    sources = Sources([Source(f"{name} office", affiliation=name, speaks_for=name) for name in "ABCD"])
    rows = [
        report("r1", "leave", "A", speaker="A office"),
        report("r2", "leave", "A", speaker="B office", stance="denies"),
    ]
    pair = [
        standing_of("clause #c: A must leave by day 5\n", *rows, on=on, head=head, sources=sources)
        for on in ("2025-01-01", "2025-01-20")
    ]
    told = situation_report(pair[0], pair[1], language("en"))
    table = next(section for section in told.sections if section.title == "c").blocks[-1]
    assert isinstance(table, Table)
    assert table.heads == ("Side", "Latest words")
    assert [row[0][0].text for row in table.rows] == ["A", "B", "C", "D", "Mediators and others"]


def test_figures_before_and_after_keep_their_order_from_right_to_left() -> None:
    """In an Arabic report the arrow counts as Arabic, so that the earlier figure stands to its right."""
    told = [paragraph.text for paragraph in paragraphs(briefing(*GAZA, "ar"))]
    assert any("13\u200f ← \u200f16" in text for text in told)
