"""Builders that tests share: reports, sources, agreements, accounts and standings in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from servanda.agreement import Agreement, parse
from servanda.clock import parse_moment, parse_span, seconds_of
from servanda.record import (
    COLUMNS,
    Hearing,
    Report,
    Rule,
    Share,
    Source,
    Sources,
    Weighed,
    hear,
    report_from,
    take,
)
from servanda.standing import Duty, Standing, stand

ZONE = "UTC"

HEAD = """\
agreement #test "A test"
  in force 2025-01-01 00:00 UTC
  day 1 is the day of entry
  within is inclusive
party North, South
mediator Oslo and Cairo
monitor Watch
area Land
"""

WHOLE = """\
clause #free: North must free 10 captives to South by day 20
  counting apart men, women
  not counting foreigners
  verified by Watch
clause #pull: North must pull back by day 10
clause #calm: each of North and South must not attack
clause #talks: together North and South must begin talks by day 16
clause #pay: South must pay 100 coins to North by day 5
"""

TABLE = (
    Source("North office", affiliation="North", speaks_for="North"),
    Source("North minister", affiliation="North"),
    Source("South office", affiliation="South", speaks_for="South"),
    Source("South minister", affiliation="South"),
    Source("Oslo envoy", speaks_for="Oslo"),
    Source("Cairo envoy", speaks_for="Cairo"),
    Source("Watch", kind="monitor", reliability="A", aliases=("The Watch",)),
    Source("Ann", reliability="B"),
    Source("Ben", reliability="D"),
    Source("Cas"),
    Source("North friend", leans="North"),
    Source("North fan", leans="North"),
    Source("South friend", leans="South"),
    Source("Radio", own_reporting=True),
    Source("Wire", reliability="C"),
    Source("North wire", leans="North"),
    Source("North paper", leans="North"),
    Source("Gazette"),
    Source("Herald"),
    Source("Insider", seen_by=("North",)),
)
"""Speakers and outlets of every sort: for a side, leaning to one, of none, and one that only North may see."""

SOURCES = Sources(TABLE)


def agreement_of(text: str, head: str = HEAD) -> Agreement:
    """Read the clauses of a test; the text must be without problems."""
    agreement, problems = parse(f"```servanda\n{head}{text}```\n", "agreement.md")
    assert not problems, problems[0]
    return agreement


def report(id_: str, act: str = "free captives", by: str = "North", **cells: str) -> Report:
    """Make a report from cells as a table holds them; said on 2 January 2025 by Ann, unless they say otherwise."""
    row = dict.fromkeys(COLUMNS, "") | {"id": id_, "act": act, "by": by, "stance": "asserts", "event": "e1"}
    row |= {"said": "2025-01-02", "speaker": "Ann"} | cells
    row["published"] = cells.get("published", row["said"].split("..")[-1])
    return report_from(row, ZONE)


def did(act: str, on: str, by: str = "North", **cells: str) -> Report:
    """Make a report that an act was done, told on the day it happened, of no exchange; named by the act and the day."""
    return report(f"{act} {on}", act, by, **({"said": on, "happened": on, "event": ""} | cells))


def at(text: str) -> int:
    """Return the seconds of a date's end, or of a moment."""
    return seconds_of(parse_moment(text, ZONE))


def day_begins(text: str) -> int:
    """Return the first second of a date."""
    return parse_span(text, ZONE).first


def hearing_of(reports: Iterable[Report], text: str = WHOLE, sources: Sources = SOURCES) -> Hearing:
    """Hear reports under the clauses of a test."""
    return hear(agreement_of(text), reports, sources)


def weighed(*reports: Report, text: str = WHOLE, event: str = "e1") -> Weighed:
    """Weigh one event of some reports."""
    return next(one for one in hearing_of(reports, text).events if one.event.id == event)


def taken(*reports: Report, account: str = "cautious", text: str = WHOLE, event: str = "e1") -> Share | None:
    """Return how much of one event an account takes; None where it takes nothing."""
    return next(
        (one.share for one in take(hearing_of(reports, text), account) if one.weighed.event.id == event), None
    )


def standing_of(
    text: str,
    *reports: Report,
    on: str = "2025-01-31",
    known: str | None = None,
    account: str = "cautious",
    viewer: str | None = None,
    rules: Mapping[str, Rule] | None = None,
    head: str = HEAD,
    sources: Sources = SOURCES,
) -> Standing:
    """Say where the clauses of a test stand."""
    return stand(
        agreement_of(text, head), reports, sources, at=at(on), known=None if known is None else at(known),
        account=account, viewer=viewer, rules=rules,
    )  # fmt: skip


def state_of(
    text: str, *reports: Report, clause: str = "c", on: str = "2025-01-31", account: str = "cautious"
) -> str:
    """Return the state of one clause of a test."""
    return standing_of(text, *reports, on=on, account=account).of(clause).state


def duties_of(
    text: str, *reports: Report, clause: str = "c", on: str = "2025-01-31", account: str = "cautious"
) -> tuple[Duty, ...]:
    """Return the duties of one clause of a test."""
    return standing_of(text, *reports, on=on, account=account).of(clause).first.duties


def due_of(text: str, *reports: Report, clause: str = "c", on: str = "2025-01-31") -> int | None:
    """Return when the first duty of one clause of a test is due, in seconds."""
    due = duties_of(text, *reports, clause=clause, on=on)[0].due
    return None if due is None else due.last


def remarks_of(standing: Standing, clause: str = "c") -> list[tuple[str, str]]:
    """Return the remarks of one clause, each by its name and its words."""
    return [(one.name, one.text) for one in standing.of(clause).remarks]
