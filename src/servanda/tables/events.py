"""What is told of, whether an account takes it, on what ground, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from servanda.record import Share, Taken, Weighed
from servanda.sentences import Sentence, say
from servanda.standing import Standing, moment_text, share_data

FIELDS = (
    "event", "act", "by", "clauses", "taken", "least", "most", "ground", "rule", "contested", "first", "last",
    "reports",
)  # fmt: skip


def events_data(standing: Standing, clause: str | None = None) -> dict[str, Any]:
    """Return the events told of, or only those that a clause is about, with the account that takes them."""
    return {"account": standing.account, "events": list(told(standing, clause))}


def events_rows(found: Iterable[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield the table of events, its header first."""
    yield FIELDS
    for event in found:
        yield tuple(_cell(event[name]) for name in FIELDS)


def told(standing: Standing, clause: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield every event told of by the moment asked, as data, in the order in which they happened.

    Args:
        clause: only events that this clause is about, by its id; every event where it is None.
    """
    zone = standing.agreement.title.zone
    taken = {one.weighed.event.id: one for one in standing.taken[standing.account]}
    for weighed in sorted(standing.hearing.events, key=lambda w: (w.span, w.event.id)):
        event = weighed.event
        clauses = {c.id for report in event.reports for c in standing.hearing.matters.clauses_of(report)}
        if weighed.span.first > standing.at or (clause is not None and clause not in clauses):
            continue
        one = taken.get(event.id)
        share = one.share if one is not None else Share(0, 0)
        yield {
            "event": event.id, "act": event.act, "by": list(event.actors), "clauses": sorted(clauses),
            "taken": one is not None, "least": share_data(share)[0], "most": share_data(share)[1],
            "ground": weighed.ground, "rule": str(rule_of(weighed, one)), "contested": weighed.contested,
            "first": moment_text(weighed.span.first, zone), "last": moment_text(weighed.span.last, zone),
            "reports": [report.id for report in event.reports],
        }  # fmt: skip


def rules_of(standing: Standing) -> dict[str, Sentence]:
    """Return the rule by which each event told of is taken on the account asked for, or is not; by the event's id."""
    taken = {one.weighed.event.id: one for one in standing.taken[standing.account]}
    return {
        weighed.event.id: rule_of(weighed, taken.get(weighed.event.id)) for weighed in standing.hearing.events
    }


def rule_of(weighed: Weighed, taken: Taken | None) -> Sentence:
    """Return the rule by which an account takes an event, or does not."""
    if taken is not None:
        return taken.because
    if weighed.whole is None and weighed.ground != "claimed":
        return say("only a part is told of, and no part fulfils the whole")
    return weighed.because


def _cell(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value
