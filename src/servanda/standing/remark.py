"""Plain remarks beside a state: what was withheld, what others count, what is said, what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.agreement import Clause
from servanda.clock import moment_of, show_day
from servanda.record import Hearing, Range, Report, Weighed, act_key
from servanda.standing.duty import Duty
from servanda.standing.state import State

DAY = 24 * 3600
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


def day(seconds: int, zone: str) -> str:
    """Return a day for reading, without its year."""
    return " ".join(show_day(moment_of(seconds, zone)).split()[:2])


def lasting(seconds: int) -> str:
    """Return a length of time for reading: whole days, or hours where it is shorter.

    >>> lasting(200_000), lasting(5_400)
    ('3 days', '2 hours')
    """
    if seconds >= DAY:
        days = -(-seconds // DAY)
        return f"{days} day{'s' if days != 1 else ''}"
    hours = max(1, -(-seconds // 3600))
    return f"{hours} hour{'s' if hours != 1 else ''}"


def of_duties(duties: tuple[Duty, ...], zone: str, *, told: bool) -> Iterator[Remark]:
    """Say what is overdue, late, short or blocked among some duties.

    Args:
        told: somebody says that something was done under the clause, taken or not.
    """
    yield from _overdue([duty for duty in duties if duty.overdue and duty.state != "violated"], zone, told)
    for duty in duties:
        if duty.state == "fulfilled" and duty.late is not None:
            old = (
                f"; {lasting(duty.met.last - duty.first_due)} after the first date"
                if duty.met and duty.first_due and duty.met.last > duty.first_due
                else ""
            )
            yield Remark("late", f"{_label(duty)}fulfilled {_between(duty.late)} late{old}")
        if duty.time_not_certain:
            yield Remark(
                "time-not-certain",
                f"{_label(duty)}whether it was in time cannot be told from the dates",
                weight=1,
            )
        if duty.blocked:
            yield Remark("blocked", f"{_label(duty)}waits for its condition")


def _overdue(duties: list[Duty], zone: str, told: bool) -> Iterator[Remark]:
    """Say what is overdue: the latest that are short, with their figures, and in one line those of which nothing is on record."""
    short = [duty for duty in duties if duty.events and duty.amount is not None and duty.done.least]
    for duty in short[-2:]:
        missing = (duty.amount or 0) - duty.done.least
        yield Remark(
            "short",
            f"{_label(duty)}short on the record by {missing:,g}: {duty.done.least:,g} of {duty.amount:,g}",
        )
    unknown = [duty for duty in duties if duty.events and duty.amount is None]
    if unknown and unknown[-1].due is not None:
        by = day(unknown[-1].due.last, zone)
        yield Remark(
            "overdue", f"{_label(unknown[-1])}was due by {by}; how many it asks for was not published"
        )
    nothing = [duty for duty in duties if duty not in short and duty not in unknown]
    earlier = len(nothing) - 1 + max(0, len(short) - 2)
    for duty in nothing[-1:]:
        by = day(duty.due.last, zone) if duty.due else ""
        more = f", and {earlier} other{'s' if earlier > 1 else ''}" if earlier else ""
        what = "this account takes nothing as done" if told else "no report that it was done"
        yield Remark("overdue" if told else "no-report", f"{_label(duty)}was due by {by}{more}; {what}")


def _label(duty: Duty) -> str:
    return f"{duty.label}: " if duty.label else ""


def _between(late: tuple[int, int]) -> str:
    first, last = lasting(max(1, late[0])), lasting(late[1])
    return last if first == last else f"{first} to {last}"


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
        what = f"{day((first.happened or first.said).last, zone)}: {much}withheld, in answer to {_answered(hearing, first, at)}"
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
    begun = [
        e
        for e in hearing.events
        if _is_answered(e, report.answers, clause) and e.span.first <= min(at, report.said.last)
    ]
    earlier = "" if begun else ", of which nothing earlier is on record"
    if clause is not None:
        return f"#{clause.id}{earlier}"
    about = any(e.event.matter.clauses and e.event.matter.forbidden for e in begun)
    return f"{report.answers.replace('-', ' ')}{earlier}{'' if about else ', which no clause of this text forbids'}"


def _is_answered(weighed: Weighed, answers: str, clause: Clause | None) -> bool:
    if clause is not None:
        return act_key(weighed.event.act) == act_key(clause.act)
    return weighed.event.slug == answers


def totals_beside(
    hearing: Hearing, state: State, clause: Clause, world: int, at: int, zone: str
) -> Iterator[Remark]:
    """Show running totals that differ from the sum at their time, with the difference."""
    rows = [row for row in state.plan.by_clause.get(clause.id, ()) if row.mask[world]]
    if not rows or any(row.schedule == "forbidden" for row in rows):
        return
    shown: dict[tuple[str, str], Remark] = {}
    for report in hearing.about.get(clause.id, ()):
        when = (report.happened or report.said).last
        if report.measure != "total" or report.quantity is None or when > at or report.stance != "asserts":
            continue
        counted = [c for row in rows for c in state.tallies[row.index].counted if c.entry.last <= when]
        done = float(sum(c.quantity[world] for c in counted))
        key = (hearing.voices[report.id].key, act_key(report.kind))
        shown.pop(key, None)
        text = _total_text(report, done, day(when, zone))
        if text:
            shown[key] = Remark("total-beside", text, (report.id,), weight=1 if at - when <= RECENT else 2)
    yield from reversed(shown.values())


def _total_text(report: Report, done: float, when: str) -> str:
    quantity: Range = report.quantity or Range(0, 0)
    if report.kind:
        return f"{quantity} ({report.kind}) by {when} on the word of {speaker_of(report)}; another scope than the clause's"
    inside = quantity.low <= done and (quantity.high is None or done <= quantity.high)
    if inside:
        return ""
    gap = quantity.low - done if quantity.low > done else (quantity.high or 0) - done
    if not done:
        return f"{quantity} in all by {when} on the word of {speaker_of(report)}; no sum of single reports to hold it against"
    return f"{quantity} in all by {when} on the word of {speaker_of(report)}, {abs(gap):,g} {'more' if gap > 0 else 'fewer'} than the sum"


def claims(hearing: Hearing, clause: Clause, at: int, taken: frozenset[str]) -> Iterator[Remark]:
    """Say what is told and not taken, by whom, and who denies it."""
    entry = hearing.agreement.title.entry or 0
    for weighed in hearing.events:
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
            f"{_SAID[report.stance]} by {speaker_of(report)}{much}, {day(report.said.last, zone)}{note}",
            (report.id,),
            weight=2,
        )
