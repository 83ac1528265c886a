"""A standing as plain data: what `status --json` prints, and pages and feeds will serve."""

from __future__ import annotations

from typing import Any

from servanda.clock import Span, moment_of, show_moment
from servanda.record import Share
from servanda.standing.answer import (
    ClauseStanding,
    Next,
    PhaseStanding,
    Progress,
    Standing,
    Variant,
    told_apart,
)
from servanda.standing.duty import Duty
from servanda.standing.remark import Remark

Data = dict[str, Any]


def standing_data(standing: Standing) -> Data:
    """Return a standing as nested dicts and lists; times as ISO 8601 in the agreement's zone, None for unknown."""
    zone = standing.agreement.title.zone
    return {
        "agreement": standing.agreement.title.id,
        "name": standing.agreement.title.name,
        "at": moment_text(standing.at, zone),
        "known": moment_text(standing.known, zone),
        "account": standing.account,
        "viewer": standing.viewer,
        "phases": [_phase(phase, zone) for phase in standing.phases],
        "clauses": [clause_data(clause, zone) for clause in standing.clauses],
    }


def clause_data(clause: ClauseStanding, zone: str) -> Data:
    """Return one clause's standing as nested dicts and lists."""
    first = clause.first
    telling = told_apart(clause.variants)
    several = clause.variants if len(clause.variants) > 1 else ()
    kind = "prohibition" if clause.clause.norm.endswith("not") else _KINDS[clause.clause.norm]
    return {
        "id": clause.clause.id,
        "kind": "heading" if clause.clause.heading else kind,
        "bearers": list(clause.bearers),
        "jointly": clause.clause.jointly,
        "act": clause.clause.act,
        "text": clause.clause.known,
        "part_of": clause.clause.part_of,
        "state": clause.state,
        "most_state": first.most_state or None,
        "progress": _progress(first.progress),
        "next": _next(first.next, zone),
        "violations": share_data(first.violations) if kind == "prohibition" else None,
        "disputed": clause.disputed,
        "unsettled": clause.unsettled,
        "overdue": any(variant.overdue for variant in clause.variants),
        "accounts": clause.accounts,
        "readings": {variant.label: variant.state for variant in telling if variant.label},
        "variants": [_variant(variant, zone) for variant in several],
        "duties": [_duty(duty, zone) for duty in first.duties],
        "remarks": [_remark(remark) for remark in clause.remarks],
    }


_KINDS = {"must": "obligation", "should": "recommendation", "may": "permission"}


def moment_text(seconds: int | None, zone: str) -> str | None:
    """Return a time as ISO 8601 with its offset; None for None."""
    return None if seconds is None else show_moment(moment_of(seconds, zone))


def share_data(share: Share) -> list[float | int | None]:
    """Return an interval as [least, most]; a null most is unknown."""
    return [number_data(share.least), None if share.most is None else number_data(share.most)]


def number_data(number: float) -> float | int:
    """Return a whole number as an int."""
    return int(number) if number == int(number) else number


def _phase(phase: PhaseStanding, zone: str) -> Data:
    return {
        "id": phase.phase.id,
        "state": phase.state,
        "day": phase.day,
        "of_days": phase.of_days,
        "starts": moment_text(phase.starts, zone),
        "ends": moment_text(phase.ends, zone),
        "planned": moment_text(phase.planned, zone),
        "readings": dict(phase.readings),
    }


def _progress(progress: Progress) -> Data:
    percent = {"in_percent": True} if progress.in_percent else {}
    return {
        "done": share_data(progress.done),
        "due": None if progress.due is None else number_data(progress.due),
        "of": None if progress.of is None else number_data(progress.of),
        **percent,
    }


def _next(following: Next | None, zone: str) -> Data | None:
    if following is None:
        return None
    quantity = None if following.quantity is None else number_data(following.quantity)
    return {"quantity": quantity, "by": moment_text(following.by, zone)}


def _variant(variant: Variant, zone: str) -> Data:
    return {
        "readings": dict(variant.readings),
        "state": variant.state,
        "most_state": variant.most_state or None,
        "progress": _progress(variant.progress),
        "violations": share_data(variant.violations),
        "next": _next(variant.next, zone),
        "overdue": variant.overdue,
        "remarks": [_remark(remark) for remark in variant.remarks],
    }


def _duty(duty: Duty, zone: str) -> Data:
    data: Data = {
        "bearer": " and ".join(duty.bearers),
        "state": duty.state,
        "amount": None if duty.amount is None else number_data(duty.amount),
        "done": share_data(duty.done),
        "due": _span(duty.due, zone),
        "met": _span(duty.met, zone),
        "overdue": duty.overdue,
        "events": list(duty.events),
    }
    if duty.label.startswith("stage "):
        data["stage"] = int(duty.label.removeprefix("stage "))
    elif duty.label:
        data["label"] = duty.label
    if duty.most_state != duty.state:
        data["most_state"] = duty.most_state
    if duty.first_due is not None:
        data["first_due"] = moment_text(duty.first_due, zone)
    if duty.late is not None:
        data["late_seconds"] = list(duty.late)
    if duty.step:
        data["step"] = {"with": duty.step_with, "stands": duty.step}
    if duty.refused.most != 0:
        data["refused"] = share_data(duty.refused)
    if duty.against:
        data["against"] = list(duty.against)
    return data


def _span(span: Span | None, zone: str) -> list[str | None] | None:
    return None if span is None else [moment_text(span.first, zone), moment_text(span.last, zone)]


def _remark(remark: Remark) -> Data:
    return {"name": remark.name, "text": remark.text, "reports": list(remark.reports)}
