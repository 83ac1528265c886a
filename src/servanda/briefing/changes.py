"""What changed since a moment, a line for each clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.briefing.citations import Citations
from servanda.briefing.content import Cell, Paragraph, Piece, Section, Table
from servanda.briefing.language import Language
from servanda.briefing.letters import TO_LEFT
from servanda.briefing.signs import DISPUTED
from servanda.briefing.wording import (
    account_name,
    amount,
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
from servanda.record import Report
from servanda.standing import ClauseStanding, PhaseStanding, Standing
from servanda.tables import changed

MOST_CITED = 4
"""New reports named beside a change; the rest are counted."""

_ON_ACCOUNT = "on the account of "


def section(before: Standing, after: Standing, language: Language, citations: Citations) -> Section:
    """Return what changed between two standings, each as it was known then."""
    found: dict[tuple[str, str], list[str]] = {}
    for change in changed(before, after):
        kind = "phase" if change["what"] == "phase" else "clause"
        if change["what"] != "reports":
            found.setdefault((kind, change["id"]), []).append(change["what"])
    phases = {one.phase.id: one for one in before.phases}
    rows = [
        _phase_row(language, phases[one.phase.id], one)
        for one in after.phases
        if ("phase", one.phase.id) in found
    ]
    fresh = {report.id for report in fresh_reports(before, after)}
    for one in after.clauses:
        if what := found.get(("clause", one.clause.id)):
            news = [r for r in after.hearing.about.get(one.clause.id, ()) if r.id in fresh]
            rows.append(_clause_row(language, before, after, one, what, news, citations))
    heads = (language.text("Clause"), language.text("What changed"), language.text("New reports"))
    told = _lead(before, after, language, len(fresh), bool(rows))
    blocks = (told, Table(heads, tuple(rows), (30, 49, 21))) if rows else (told,)
    return Section(language.text("What changed"), blocks)


def fresh_reports(before: Standing, after: Standing) -> tuple[Report, ...]:
    """Return the reports that were not heard at the earlier standing."""
    heard = {report.id for report in before.hearing.reports}
    return tuple(report for report in after.hearing.reports if report.id not in heard)


def _lead(before: Standing, after: Standing, language: Language, fresh: int, is_changed: bool) -> Paragraph:
    zone = after.agreement.title.zone
    since = when(language, before.at, zone)
    reports = language.count(
        "One report became public since {since}.",
        "{number} reports became public since {since}.",
        fresh,
        since=since,
    )
    if not fresh:
        reports = language.text("No report became public since {since}.", since=since)
    each = language.text("Both moments are taken as they were known then, so a correction shows as a change.")
    same = language.text("No clause stands otherwise than it did.")
    return line(f"{reports} {each if is_changed else same}")


def _phase_row(language: Language, old: PhaseStanding, new: PhaseStanding) -> tuple[Cell, ...]:
    head = line(Piece(phase(language, new.phase.id), "strong"))
    if not old.readings and not new.readings:
        change = _turned(language, old.state, new.state)
        return ((head,), (Paragraph(filled(language, "State: {change}", change=change)),), ())
    lines = tuple(
        Paragraph(
            filled(
                language, "On the reading “{reading}”: {change}", reading=name(language, reading),
                change=_turned(language, old.readings.get(reading, old.state), state),
            )
        )
        for reading, state in new.readings.items()
        if state != old.readings.get(reading, old.state)
    )  # fmt: skip
    return ((head,), lines or (line(language.text("Its readings differ no more.")),), ())


def _clause_row(
    language: Language, before: Standing, after: Standing, one: ClauseStanding, what: list[str],
    news: list[Report], citations: Citations,
) -> tuple[Cell, ...]:  # fmt: skip
    old = before.of(one.clause.id)
    head = (line(piece(language, one.clause.id, "strong")), line(norm(language, after, one.clause)))
    if "state" in what and one.first.progress.of == 1:
        what = [each for each in what if each != "done"]
    lines = [_of_clause(language, each, old, one) for each in what if not each.startswith(_ON_ACCOUNT)]
    others = [each.removeprefix(_ON_ACCOUNT) for each in what if each.startswith(_ON_ACCOUNT)]
    lines += _of_accounts(language, others, old, one)
    cited = citations.marks(_weighty(after, news), MOST_CITED)
    more = len(news) - MOST_CITED
    beside = [Paragraph(cited[1:])] if cited else []
    if more > 0:
        beside.append(line(Piece(language.count("and one more", "and {number} more", more), "quiet")))
    return head, tuple(lines), tuple(beside)


def _weighty(standing: Standing, news: Iterable[Report]) -> list[Report]:
    """Return reports, first findings and the words of parties and mediators, and the latest first."""
    voices = standing.hearing.voices
    latest = sorted(news, key=lambda r: r.order, reverse=True)
    return sorted(latest, key=lambda r: (not r.finding, not voices[r.id].speaks_for))


def _of_clause(language: Language, what: str, old: ClauseStanding, new: ClauseStanding) -> Paragraph:
    if what == "state":
        return Paragraph(filled(language, "State: {change}", change=_turned(language, old.state, new.state)))
    if what in ("violations", "done"):
        was, now = (
            violations(language, one) if what == "violations" else amount(language, one.first.progress.done)
            for one in (old, new)
        )
        change = _between(language, (Piece(was),), (Piece(now),))
        if what == "violations":
            return Paragraph(filled(language, "Found: {change}", change=change))
        return Paragraph(filled(language, "Done: {change}", change=change))
    if what == "overdue":
        if any(variant.overdue for variant in new.variants):
            return line(Piece(language.text("overdue now"), "halted"))
        return line(language.text("overdue no more"))
    if new.disputed:
        return line(Piece(f"{DISPUTED} {language.text('disputed now')}", "disputed"))
    return line(language.text("disputed no more"))


def _of_accounts(
    language: Language, accounts: list[str], old: ClauseStanding, new: ClauseStanding
) -> Iterator[Paragraph]:
    """Yield what changed on other accounts, those that changed alike in one line."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in accounts:
        groups.setdefault((old.accounts.get(one, ""), new.accounts[one]), []).append(one)
    for (was, now), those in groups.items():
        whose = names(language, [account_name(language, one) for one in those])
        turn = _turned(language, was, now) if was and was != now else state_pieces(language, now)
        yield Paragraph(
            filled(language, "On the account of {accounts}: {change}", accounts=Piece(whose), change=turn)
        )


def _turned(language: Language, was: str, now: str) -> tuple[Piece, ...]:
    return _between(language, state_pieces(language, was), state_pieces(language, now))


def _between(language: Language, was: tuple[Piece, ...], now: tuple[Piece, ...]) -> tuple[Piece, ...]:
    arrow = f"{TO_LEFT} ← {TO_LEFT}" if language.direction == "rtl" else " → "
    return (*was, Piece(arrow), *now)
