"""What is disputed: the accounts and readings that differ, and the words of the sides beside one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from servanda.briefing.citations import Citations, statement
from servanda.briefing.content import Block, Cell, Paragraph, Piece, Section, Table
from servanda.briefing.language import Language
from servanda.briefing.wording import (
    account_name,
    cell,
    filled,
    line,
    name,
    names,
    norm,
    phase,
    piece,
    state_pieces,
    violations,
    when,
)
from servanda.record import CAUTIOUS, GENEROUS
from servanda.standing import ClauseStanding, Standing, Variant, told_apart
from servanda.tables import dispute, dividing_phase

MOST_BESIDE = 3
"""Parties whose words stand in columns beside one another; of more, each has a row."""


def sections(standing: Standing, language: Language, citations: Citations) -> Iterator[Section]:
    """Yield what is disputed: a section for each clause, one for all that only a phase's readings divide, and the unsettled."""
    disputed = [one for one in standing.clauses if one.disputed]
    lead = language.text(
        "Each side's own latest word stands beside the other's. What speakers call it decides nothing."
    )
    none = language.text(
        "The accounts of the parties and the mediators agree on every clause, and so do its readings."
    )
    yield Section(language.text("What is disputed"), (line(lead if disputed else none),))
    by_phase: dict[str, list[ClauseStanding]] = {}
    for one in disputed:
        if (phase := dividing_phase(standing, one)) is not None:
            by_phase.setdefault(phase, []).append(one)
        else:
            yield Section(
                piece(language, one.clause.id).text, _dispute(standing, language, one, citations), 2
            )
    for phase, those in by_phase.items():
        yield _phase(standing, language, phase, those)
    unsettled = [one for one in standing.clauses if one.unsettled and not one.disputed]
    if unsettled:
        yield _unsettled(standing, language, unsettled)


def _phase(standing: Standing, language: Language, id_: str, those: list[ClauseStanding]) -> Section:
    """Return the clauses that only the readings of a phase divide, with the state on each reading."""
    readings = standing.agreement.phases[id_].readings
    heads = [language.text("Clause")]
    for reading in readings:
        text = "".join(part.text for part in _held(language, reading.name, list(reading.holders)).pieces)
        heads.append(text)
    rows = []
    for one in those:
        variants = {variant.label: variant for variant in told_apart(one.variants)}
        cells = (_on_reading(language, variants[r.name]) if r.name in variants else () for r in readings)
        rows.append((_clause(standing, language, one), *cells))
    title = language.text("The readings of {phase}", phase=phase(language, id_))
    lead = language.text(
        "On each of these readings all accounts agree; only the readings divide these clauses:"
    )
    widths = (46, *(54 / len(readings) for _ in readings))
    return Section(title, (line(lead), Table(tuple(heads), tuple(rows), widths, compact=True)), 2)


def _on_reading(language: Language, variant: Variant) -> Cell:
    state = Paragraph(state_pieces(language, variant.state))
    is_late = variant.overdue and variant.state == "in force"
    return (state, line(Piece(language.text("overdue"), "halted"))) if is_late else (state,)


def _unsettled(standing: Standing, language: Language, those: list[ClauseStanding]) -> Section:
    heads = (language.text("Clause"), language.text("Cautious account"), language.text("Generous account"))
    rows = tuple(
        (
            _clause(standing, language, one),
            *((Paragraph(state_pieces(language, one.accounts[whose])),) for whose in (CAUTIOUS, GENEROUS)),
        )
        for one in those
    )
    lead = language.text("Only the cautious and the generous account differ:")
    table = Table(heads, rows, (60, 20, 20), compact=True)
    return Section(language.text("Unsettled"), (line(lead), table), 2)


def _clause(standing: Standing, language: Language, one: ClauseStanding) -> Cell:
    return (line(piece(language, one.clause.id, "strong")), line(norm(language, standing, one.clause)))


def _dispute(
    standing: Standing, language: Language, one: ClauseStanding, citations: Citations
) -> tuple[Block, ...]:
    found = dispute(standing, one)
    heads = (language.text("State"), language.text("On whose account, on which reading"))
    rows = (*_accounts(language, found), *_readings(language, one, found))
    blocks: list[Block] = [line(norm(language, standing, one.clause)), Table(heads, rows, (24, 76))]
    words = _words(standing, language, found, citations)
    return (*blocks, words) if words else tuple(blocks)


def _accounts(language: Language, found: dict[str, Any]) -> Iterator[tuple[Cell, ...]]:
    groups: dict[str, list[str]] = {}
    for account, state in found["accounts"].items():
        groups.setdefault(state, []).append(account)
    for state, accounts in groups.items():
        whose = names(language, [account_name(language, one) for one in accounts])
        yield (Paragraph(state_pieces(language, state)),), cell(whose)


def _readings(language: Language, one: ClauseStanding, found: dict[str, Any]) -> Iterator[tuple[Cell, ...]]:
    """Yield the state on each combination of readings that makes a difference, and who holds the readings."""
    held = {each["name"]: each["held_by"] for each in found["readings"]}
    variants = [variant for variant in told_apart(one.variants) if variant.label]
    shown: set[str] = set()
    for variant in variants:
        shown.update(variant.readings.values())
        state = [Paragraph(state_pieces(language, variant.state))]
        if one.clause.norm.endswith("not"):
            state.append(line(Piece(violations(language, variant), "quiet")))
        yield (
            tuple(state),
            tuple(_held(language, one, held.get(one, [])) for one in variant.readings.values()),
        )
    rest = [_held(language, one, holders) for one, holders in held.items() if one not in shown]
    if rest:
        yield cell(Piece(language.text("no difference yet"), "quiet")), tuple(rest)


def _held(language: Language, called: str, holders: list[str]) -> Paragraph:
    reading = name(language, called)
    if not holders:
        return Paragraph(
            filled(language, "the reading “{reading}”, held by none of the parties", reading=reading)
        )
    by = Piece(names(language, holders))
    return Paragraph(
        filled(language, "the reading “{reading}”, held by {parties}", reading=reading, parties=by)
    )


def _words(
    standing: Standing, language: Language, found: dict[str, Any], citations: Citations
) -> Table | None:
    """Return the latest words of the sides: in columns where there is room for all parties, else in rows."""
    if not found["words"]:
        return None
    parties = standing.agreement.parties
    columns = {
        party: _side(standing, language, [w for w in found["words"] if w["side"] == party], citations)
        for party in parties
    }
    others = [word for word in found["words"] if word["side"] not in parties]
    told = tuple(_told(standing, language, word, citations) for word in others) or _silent(language)
    names_of = [name(language, party).text for party in parties]
    last = language.text("Mediators and others")
    if len(parties) <= MOST_BESIDE:
        row = (*columns.values(), told)
        return Table((*names_of, last), (row,), (1.0,) * len(row))
    sides = zip((*names_of, last), (*columns.values(), told), strict=True)
    rows = tuple((cell(Piece(side, "strong")), lines) for side, lines in sides)
    return Table((language.text("Side"), language.text("Latest words")), rows, (24, 76))


def _side(standing: Standing, language: Language, words: list[dict[str, Any]], citations: Citations) -> Cell:
    """Return a party's own latest word, and apart from it those of voices that belong or lean to it."""
    own = tuple(_told(standing, language, word, citations) for word in words if word["speaks_for_it"])
    near = tuple(_told(standing, language, word, citations) for word in words if not word["speaks_for_it"])
    lead = line(Piece(language.text("Voices that belong or lean to it:"), "quiet"))
    return (own or _silent(language)) + ((lead, *near) if near else ())


def _silent(language: Language) -> Cell:
    return (line(Piece(language.text("no word of its own on record"), "quiet")),)


def _told(standing: Standing, language: Language, word: dict[str, Any], citations: Citations) -> Paragraph:
    report = next(report for report in standing.hearing.reports if report.id == word["report"])
    day = when(language, report.said.last, standing.agreement.title.zone)
    head = filled(
        language, "{day}: {statement}", day=Piece(day, "quiet"), statement=statement(language, report)
    )
    return Paragraph((*head, *citations.marks([report])))
