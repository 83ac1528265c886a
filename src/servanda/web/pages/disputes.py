"""Where accounts or readings differ: all of it in short, and one clause side by side, report by report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from servanda.record import Report
from servanda.standing import ClauseStanding, Standing, Variant, moment_text, told_apart
from servanda.tables import dispute, disputes_data, disputes_rows, dividing_phase
from servanda.web.margin import Margin, margin_of
from servanda.web.page import QUESTION, Page, Sheet
from servanda.web.visit import Visit

FIELDS = ("side", "speaker", "stance", "act", "quantity", "happened", "said", "source", "note", "report")


@dataclass(frozen=True)
class Divided:
    """A clause that only the readings of a phase divide, with how it stands on each."""

    clause: str
    margin: Margin
    on: Mapping[str, Variant]


def disputes(visit: Visit) -> Page:
    """Return every clause on which accounts or readings differ."""
    standing = visit.standing
    data = disputes_data(standing)
    own: list[dict[str, Any]] = []
    by_phase: dict[str, list[Divided]] = {}
    for found in data["disputes"]:
        one = standing.of(found["clause"])
        phase = dividing_phase(standing, one) if one.disputed else None
        if phase is not None:
            on = {variant.label: variant for variant in told_apart(one.variants)}
            by_phase.setdefault(phase, []).append(Divided(one.clause.id, margin_of(standing, one), on))
        elif one.disputed:
            own.append({**found, "margin": margin_of(standing, one)})
    unsettled = [one for one in standing.clauses if one.unsettled and not one.disputed]
    view = {
        "own": own, "unsettled": [(one, margin_of(standing, one)) for one in unsettled],
        "by_phase": [(standing.agreement.phases[id_], those) for id_, those in by_phase.items()],
    }  # fmt: skip
    return Page(
        "disputes.html",
        visit.language.text("Disputes"),
        view,
        lambda: data,
        lambda: disputes_rows(data["disputes"]),
    )


def one_dispute(visit: Visit) -> Page:
    """Return one clause with what each side says of it, report by report."""
    standing = visit.about(visit.path["clause"])
    one = standing.of(visit.path["clause"])
    words = list(spoken(standing, one))
    data = {**dispute(standing, one), "at": moment_text(standing.at, visit.desk.zone), "every_word": words}
    view = {
        "standing": standing, "one": one, "margin": margin_of(standing, one), "found": data,
        "sides": by_side(standing, words),
    }  # fmt: skip
    rows = [FIELDS, *([word[name] for name in FIELDS] for word in words)]
    return Page("dispute.html", f"#{one.clause.id}", view, lambda: data, lambda: rows)


def spoken(standing: Standing, one: ClauseStanding) -> Iterator[dict[str, Any]]:
    """Yield every report about a clause by the moment asked, the oldest first, with the side whose word it is."""
    zone = standing.agreement.title.zone
    for report in sorted(standing.hearing.about.get(one.clause.id, ()), key=lambda r: r.order):
        if report.said.first <= standing.at:
            voice = standing.hearing.voices[report.id]
            yield {
                "side": voice.speaks_for or voice.side or "none", "speaker": speaker(report), "named": report.named,
                "stance": report.stance, "certainty": report.certainty, "act": report.act,
                "quantity": None if report.quantity is None else str(report.quantity), "unit": report.unit,
                "happened": report.happened and moment_text(report.happened.last, zone),
                "said": moment_text(report.said.last, zone), "seconds": report.said.last, "source": report.source,
                "note": report.note, "report": report.id,
            }  # fmt: skip


def by_side(standing: Standing, words: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return what each side says: the parties and mediators in the order of the text, then all others."""
    agreement = standing.agreement
    order = [*agreement.parties, *agreement.mediators]
    rest = sorted({word["side"] for word in words} - {*order, "none"})
    return [
        (side, those)
        for side in (*order, *rest, "none")
        if (those := [word for word in words if word["side"] == side])
    ]


def speaker(report: Report) -> str:
    """Return who says it: the speaker, or the wire or outlet in its own words."""
    return report.speaker or report.wire or report.source


SHEET = Sheet(
    "/{agreement}/disputes",
    "disputes",
    "The clauses on which accounts or readings differ.",
    disputes,
    QUESTION,
)
ONE = Sheet(
    "/{agreement}/disputes/{clause}", "dispute", "What each side says of one clause, report by report.", one_dispute,
    QUESTION,
)  # fmt: skip
