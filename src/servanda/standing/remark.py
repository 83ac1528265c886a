"""Plain remarks beside a state: what was withheld, what others count, what is said, what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from servanda.agreement import Clause
from servanda.record import Hearing, Range, Report, act_key
from servanda.standing.duty import Duty
from servanda.standing.plan import Row
from servanda.standing.state import State
from servanda.standing.words import DAY, between, day, number_text

RECENT = 7 * DAY
"""For how long what was said of a clause is shown beside it."""


@dataclass(frozen=True)
class Remark:
    """One remark: its stable name, its words, and the ids of the reports behind it.

    Attributes:
        weight: what comes first: 0 changes how the state is read, 1 is beside it, 2 is only said.
    """

    name: str
    text: str
    reports: tuple[str, ...] = ()
    weight: int = 0


def speaker_of(report: Report) -> str:
    """Return who says it, for reading: the speaker, or the wire or outlet in its own words."""
    return report.speaker or report.wire or report.source or "an unnamed outlet"


def of_duties(duties: tuple[Duty, ...], at: int, zone: str, *, told: bool) -> Iterator[Remark]:
    """Say what is overdue, late, short or blocked among some duties.

    Args:
        told: somebody says that something was done under the clause, taken or not.
    """
    yield from _overdue(
        [duty for duty in duties if duty.overdue and duty.state != "violated"], at, zone, told
    )
    for duty in duties:
        yield from _late(duty)
        if duty.time_not_certain:
            yield Remark(
                "time-not-certain",
                f"{_label(duty)}whether it was in time cannot be told from the dates",
                weight=1,
            )
        if duty.blocked:
            yield Remark("blocked", f"{_label(duty)}waits for its condition")


def _late(duty: Duty) -> Iterator[Remark]:
    """Say how late a duty was fulfilled: on its date, and on the first where that was moved."""
    if duty.state != "fulfilled" or duty.met is None:
        return
    late = "" if duty.late is None else f"{between(duty.late)} late"
    first = ""
    if duty.first_due is not None and duty.met.first > duty.first_due:
        first = f"{between((duty.met.first - duty.first_due, duty.met.last - duty.first_due))} after the first date"
    if late or first:
        yield Remark(
            "late" if late else "moved", f"{_label(duty)}fulfilled {'; '.join(x for x in (late, first) if x)}"
        )


def _overdue(duties: list[Duty], at: int, zone: str, told: bool) -> Iterator[Remark]:
    """Say what is overdue: the latest that are short, with their figures, and in one line those of which nothing is on record."""
    short = [duty for duty in duties if duty.events and duty.amount is not None and duty.done.least]
    for duty in short[-2:]:
        missing = (duty.amount or 0) - duty.done.least
        unit = " %" if duty.in_percent else ""
        figures = f"{number_text(duty.done.least)} of {number_text(duty.amount or 0)}{unit}"
        yield Remark("short", f"{_label(duty)}short on the record by {number_text(missing)}{unit}: {figures}")
    unknown = [duty for duty in duties if duty.events and duty.amount is None]
    if unknown and unknown[-1].due is not None:
        by = day(unknown[-1].due.last, zone, at)
        yield Remark(
            "overdue", f"{_label(unknown[-1])}was due by {by}; how many it asks for was not published"
        )
    nothing = [duty for duty in duties if duty not in short and duty not in unknown]
    earlier = len(nothing) - 1 + max(0, len(short) - 2)
    for duty in nothing[-1:]:
        by = day(duty.due.last, zone, at) if duty.due else ""
        more = f", and {earlier} other{'s' if earlier > 1 else ''}" if earlier else ""
        what = "this account takes nothing as done" if told else "no report that it was done"
        yield Remark("overdue" if told else "no-report", f"{_label(duty)}was due by {by}{more}; {what}")


def _label(duty: Duty) -> str:
    return f"{duty.label}: " if duty.label else ""


def withheld(hearing: Hearing, clause: Clause, at: int, zone: str) -> Iterator[Remark]:
    """Say what was held back, how much, in answer to what, and on whose word."""
    bearers = hearing.agreement.bearers(clause)
    held: dict[tuple[str, bool], list[Report]] = {}
    for report in hearing.about.get(clause.id, ()):
        if (
            report.answers
            and report.said.first <= at
            and report.stance in ("denies", "partly denies", "declares")
        ):
            voice = hearing.voices[report.id]
            held.setdefault((report.event, voice.side in bearers and voice.belongs), []).append(report)
    for (_, own), reports in held.items():
        first = reports[0]
        much = _joined(reports)
        what = f"{day((first.happened or first.said).last, zone, at)}: {much}withheld, in answer to {_answered(hearing, first, at)}"
        whose = (
            f"by {speaker_of(first)}'s own word"
            if own
            else f"as {speaker_of(first)} tells it, not on the bearer's own word"
        )
        yield Remark("withheld" if own else "said-withheld", f"{what}; {whose}", tuple(r.id for r in reports))


def _joined(reports: list[Report]) -> str:
    quantities = [report.quantity for report in reports if report.quantity is not None]
    if not quantities:
        return ""
    highs = [q.high for q in quantities if q.high is not None]
    return f"{Range(min(q.low for q in quantities), max(highs) if len(highs) == len(quantities) else None)} "


def _answered(hearing: Hearing, report: Report, at: int) -> str:
    clause = hearing.agreement.clauses.get(report.answers)
    told = hearing.events if clause is None else hearing.events_of(clause.act)
    begun = [
        e
        for e in told
        if (clause is not None or e.event.slug == report.answers)
        and e.span.first <= min(at, report.said.last)
    ]
    omitted = any(
        r.stance in ("denies", "partly denies") and r.said.first <= min(at, report.said.last)
        for r in hearing.about.get(report.answers, ())
    )
    earlier = "" if begun or omitted else ", of which nothing earlier is on record"
    if clause is not None:
        return f"#{clause.id}{earlier}"
    about = any(e.event.matter.clauses and e.event.matter.forbidden for e in begun)
    return f"{report.answers.replace('-', ' ')}{earlier}{'' if about else ', which no clause of this text forbids'}"


def totals_beside(
    hearing: Hearing, state: State, clause: Clause, world: int, at: int, zone: str
) -> Iterator[Remark]:
    """Show running totals that differ from the sum at their time, with the difference; those taken say so."""
    rows = [row for row in state.plan.by_clause.get(clause.id, ()) if row.mask[world]]
    settled = {
        one.entry.id for row in rows for one in state.tallies[row.index].totals if one.quantity[world] > 0
    }
    shown: dict[tuple[str, str], Remark] = {}
    for report in hearing.about.get(clause.id, ()) if rows else ():
        when = (report.happened or report.said).last
        if report.measure != "total" or report.quantity is None or when > at or report.stance != "asserts":
            continue
        key = (hearing.voices[report.id].key, act_key(report.kind))
        shown.pop(key, None)
        on = day(when, zone, at)
        if report.id in settled:
            unit = " %" if report.in_percent else ""
            text = f"{report.quantity}{unit} in all by {on}, as {speaker_of(report)} found; it takes the place of the sum"
            shown[key] = Remark("total-taken", text, (report.id,))
        elif text := _total_text(report, rows[0], _done_by(state, rows, report, world, when), on):
            shown[key] = Remark("total-beside", text, (report.id,), weight=1 if at - when <= RECENT else 2)
    yield from reversed(shown.values())


def _done_by(state: State, rows: list[Row], report: Report, world: int, when: int) -> float | None:
    """Return the sum by a moment in a report's own measure; None where the two cannot be compared."""
    row = rows[0]
    tallies = [state.tallies[row.index] for row in rows]
    done = float(sum(c.quantity[world] for t in tallies for c in t.counted if c.entry.last <= when))
    if report.in_percent == row.in_percent:
        return done
    base = np.nan if row.base is None else float(row.base[world])
    if not np.isfinite(base) or base <= 0:
        return None
    return done * base / 100 if row.in_percent else done * 100 / base


def _total_text(report: Report, row: Row, done: float | None, when: str) -> str:
    quantity: Range = report.quantity or Range(0, 0)
    if row.schedule == "forbidden":
        return f"{quantity} {report.unit or 'times'} in all by {when} on the word of {speaker_of(report)}"
    unit = " %" if report.in_percent else ""
    if report.kind:
        return f"{quantity}{unit} ({report.kind}) by {when} on the word of {speaker_of(report)}; another scope than the clause's"
    told = f"{quantity}{unit} in all by {when} on the word of {speaker_of(report)}"
    if done is None:
        return f"{told}, in another measure than the clause's"
    if quantity.low <= done and (quantity.high is None or done <= quantity.high):
        return ""
    gap = quantity.low - done if quantity.low > done else (quantity.high or 0) - done
    if not done:
        return f"{told}; no sum of single reports to hold it against"
    return f"{told}, {number_text(abs(gap))}{unit} {'more' if gap > 0 else 'fewer'} than the sum"


def claims(hearing: Hearing, clause: Clause, at: int, taken: frozenset[str]) -> Iterator[Remark]:
    """Say what is told and not taken, by whom, and who denies it."""
    entry = hearing.agreement.title.entry or 0
    for weighed in hearing.events_of(clause.act):
        event = weighed.event
        if (
            weighed.span.last < entry
            or not any(hearing.matters.concerns(clause, report) for report in event.reports)
            or weighed.span.first > at
        ):
            continue
        words = weighed.whole.words if weighed.whole else ()
        yes = [word.report for word in words if word.is_yes and not word.is_contest]
        no = [word.report for word in words if word.is_contest]
        if (
            not yes
            or (weighed.ground != "claimed" and not (no and event.id in taken))
            or any(r.answers for r in no)
        ):
            continue
        told = f"{event.slug or event.id}: said by {_speakers(yes)}"
        denied = f"; {_denials(no)}" if no else "; no other word of it"
        yield Remark(
            "contested" if no else "claimed", told + denied, tuple(r.id for r in (*yes, *no)), weight=1
        )


def _denials(reports: list[Report]) -> str:
    whole = [r for r in reports if r.stance != "partly denies"]
    part = [r for r in reports if r.stance == "partly denies"]
    pieces = [f"denied by {_speakers(whole)}"] if whole else []
    return " and ".join(pieces + ([f"partly denied by {_speakers(part)}"] if part else []))


def _speakers(reports: list[Report]) -> str:
    names = list(dict.fromkeys(speaker_of(report) for report in reports))
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


_SAID = {"promises": "promised", "threatens": "threatened", "predicts": "predicted", "demands": "demanded"}


def said(hearing: Hearing, clause: Clause, at: int, zone: str) -> Iterator[Remark]:
    """Tell what was promised, threatened, predicted or demanded about a clause of late, the latest first."""
    about = [
        r
        for r in hearing.about.get(clause.id, ())
        if r.stance in _SAID and at - RECENT <= r.said.last and r.said.first <= at
    ]
    latest = {speaker_of(report): report for report in about}
    for report in sorted(latest.values(), key=lambda r: r.order, reverse=True):
        much = (
            f" ({report.quantity} {report.unit})".replace(" )", ")")
            if report.quantity and report.measure == "count"
            else ""
        )
        note = f": {report.note.split(' (also')[0].split(';')[0]}" if report.note else ""
        yield Remark(
            "said",
            f"{_SAID[report.stance]} by {speaker_of(report)}{much}, {day(report.said.last, zone, at)}{note}",
            (report.id,),
            weight=2,
        )
