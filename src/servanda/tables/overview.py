"""Several agreements at once: where each stands, and how they hang on one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from servanda.shelf import Shelf
from servanda.standing import Standing, moment_text

COUNTED = ("violated", "refused", "in force", "suspended", "fulfilled", "not yet in force")
"""The states whose clauses are counted on the overview."""


def overview(shelf: Shelf, standings: Mapping[str, Standing]) -> dict[str, Any]:
    """Return an overview as nested dicts and lists."""
    return {
        "agreements": [agreement_summary(standing) for standing in standings.values()],
        "links": [
            {"agreement": tie.dependent, "relation": tie.relation, "other": tie.other, "told_by": tie.told_by}
            for tie in shelf.ties
        ],
    }


def overview_rows(standings: Mapping[str, Standing]) -> Iterator[tuple[object, ...]]:
    """Yield the table of agreements, its header first."""
    yield ("agreement", "name", "state", *COUNTED, "overdue", "disputed", "next_clause", "next_by")
    for one in map(agreement_summary, standings.values()):
        following = one["next"] or {"clause": None, "by": None}
        yield (
            one["agreement"], one["name"], one["state"], *one["clauses"].values(), one["overdue"], one["disputed"],
            following["clause"], following["by"],
        )  # fmt: skip


def state_of(standing: Standing) -> str:
    """Return where an agreement as a whole stands on the account asked for: not started, in force or ended."""
    start, end = standing.spans[standing.account]
    if start is None:
        return "not started"
    return "in force" if end is None else "ended"


def agreement_summary(standing: Standing) -> dict[str, Any]:
    """Return one agreement of an overview: its state, its phases, its clauses counted by state, what is next."""
    zone = standing.agreement.title.zone
    start, end = standing.spans[standing.account]
    following = _next(standing)
    return {
        "agreement": standing.agreement.title.id,
        "name": standing.agreement.title.name,
        "at": moment_text(standing.at, zone),
        "account": standing.account,
        "state": state_of(standing),
        "starts": moment_text(start, zone),
        "ends": moment_text(end, zone),
        "phases": [{"id": one.phase.id, "state": one.state, "day": one.day} for one in standing.phases],
        "clauses": _counts(standing),
        "overdue": _overdue(standing),
        "disputed": sum(one.disputed for one in standing.clauses),
        "next": following and {"clause": following[1], "by": moment_text(following[0], zone)},
    }


def _counts(standing: Standing) -> dict[str, int]:
    states = [one.state for one in standing.clauses]
    return {state: states.count(state) for state in COUNTED}


def _overdue(standing: Standing) -> int:
    return sum(
        any(variant.overdue for variant in one.variants) and one.state != "violated"
        for one in standing.clauses
    )


def _next(standing: Standing) -> tuple[int, str] | None:
    coming = [(one.first.next.by, one.clause.id) for one in standing.clauses if one.first.next is not None]
    return min(coming, default=None)
