"""Where accounts or readings differ, side by side, report by report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from servanda.agreement import Reading
from servanda.record import Report
from servanda.standing import ClauseStanding, Standing, moment_text, told_apart

FIELDS = ("clause", "disputed", "side", "kind", "name", "says", "when", "report")

MOST_WORDS = 12
"""Latest words of the sides that are told of one clause."""


def disputes_data(standing: Standing) -> dict[str, Any]:
    """Return the disputes, with the moment asked about."""
    at = moment_text(standing.at, standing.agreement.title.zone)
    return {"at": at, "disputes": disputes(standing)}


def disputes_rows(found: Iterable[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield the table of disputes, its header first: a row for each account, reading and word."""
    yield FIELDS
    for one in found:
        about = (one["clause"], one["disputed"])
        for account, state in one["accounts"].items():
            yield (*about, account, "account", account, state, "", "")
        for reading in one["readings"]:
            yield (*about, "; ".join(reading["held_by"]), "reading", reading["name"], "", "", "")
        for word in one["words"]:
            says = f"{word['stance']}: {word['act']}"
            yield (*about, word["side"], "word", word["speaker"], says, word["said"], word["report"])


def disputes(standing: Standing) -> list[dict[str, Any]]:
    """Return every clause on which accounts or readings differ, as data."""
    return [dispute(standing, one) for one in standing.clauses if one.disputed or one.unsettled]


def dispute(standing: Standing, one: ClauseStanding) -> dict[str, Any]:
    """Return one dispute as data: the state by account and reading, and the latest word of each side."""
    telling = told_apart(one.variants)
    return {
        "clause": one.clause.id,
        "disputed": one.disputed,
        "unsettled": one.unsettled,
        "accounts": one.accounts,
        "readings": [{"name": r.name, "held_by": list(r.holders)} for r in _readings_behind(standing, one)],
        "by_reading": {variant.label: variant.state for variant in telling if variant.label},
        "words": [_word(standing, report) for report in _latest(standing, one)],
    }


def dividing_phase(standing: Standing, one: ClauseStanding) -> str | None:
    """Return the phase whose readings alone make a clause disputed: on each of them, all accounts agree; else None."""
    telling = told_apart(one.variants)
    points = {point for variant in telling for point in variant.readings}
    point = next(iter(points), "")
    phase = standing.agreement.phases.get(point.removeprefix("phase "))
    if one.clause.readings or len(points) != 1 or phase is None:
        return None
    states = {variant.readings[point]: variant.state for variant in telling}
    held = {holder: reading.name for reading in phase.readings for holder in reading.holders}
    for account, variants in one.every.items():
        for variant in variants:
            reading = variant.readings.get(point, held.get(account, ""))
            if states.get(reading) != variant.state:
                return None
    return phase.id


def _readings_behind(standing: Standing, one: ClauseStanding) -> Iterator[Reading]:
    yield from one.clause.readings
    points = {point for variant in told_apart(one.variants) for point in variant.readings}
    for phase in standing.agreement.phases.values():
        if f"phase {phase.id}" in points:
            yield from phase.readings


def _latest(standing: Standing, one: ClauseStanding) -> list[Report]:
    """Return the latest word of every party and mediator, and of the others told of, on a clause."""
    latest: dict[str, Report] = {}
    for report in standing.hearing.about.get(one.clause.id, ()):
        if report.said.first > standing.at and standing.known is None:
            continue
        voice = standing.hearing.voices[report.id]
        if report.stance in ("asserts", "denies", "partly denies", "declares") and report.measure not in (
            "total",
            "level",
        ):
            latest[voice.speaks_for or voice.key] = report
    by_side = sorted(latest.values(), key=lambda r: (not standing.hearing.voices[r.id].speaks_for, r.order))
    return by_side[:MOST_WORDS]


def _word(standing: Standing, report: Report) -> dict[str, Any]:
    voice = standing.hearing.voices[report.id]
    return {
        "side": voice.speaks_for or voice.side or "none", "speaks_for_it": bool(voice.speaks_for),
        "speaker": report.speaker or report.wire or report.source, "stance": report.stance, "act": report.act,
        "said": moment_text(report.said.last, standing.agreement.title.zone), "source": report.source, "note": report.note,
        "report": report.id,
    }  # fmt: skip
