"""An outline: where a clause stands on one account, in numbers, without the reports behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from servanda.record import Share
from servanda.standing import ClauseStanding, Duty


@dataclass(frozen=True)
class Outline:
    """Where a clause stands on one account.

    Attributes:
        state: as the account's least has it.
        done: how many were done; of a prohibition, how often it was violated.
        overdue: a deadline has passed, and nothing says that what was due was done.
        duties: of requests to be answered, how many stand how.
    """

    state: str
    done: Share
    overdue: bool = False
    duties: Mapping[str, int] = field(default_factory=dict)


def outline_of(standing: ClauseStanding, account: str) -> Outline:
    """Return the outline of a clause's whole standing, as the row engine gives it."""
    variant = standing.every[account][0]
    is_forbidden = standing.clause.norm.endswith("not")
    answers = any(term.slot == "answers" for term in standing.clause.terms)
    duties = Counter(_manner(duty) for duty in variant.duties) if answers else {}
    done = variant.violations if is_forbidden else variant.progress.done
    return Outline(variant.state, done, variant.overdue, dict(duties))


def _manner(duty: Duty) -> str:
    """Return how a duty stands: its state, and for one that was met or is open, whether it was in time."""
    if duty.overdue and duty.state == "in force":
        return "overdue"
    if duty.state != "fulfilled":
        return duty.state
    if duty.late is not None:
        return "fulfilled late"
    return "fulfilled, time not certain" if duty.time_not_certain else "fulfilled in time"
