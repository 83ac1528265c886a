"""Where every clause stands, at a moment, as known at a moment, on every account. A pure function."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from servanda.agreement import Agreement
from servanda.record import CAUTIOUS, Hearing, Report, Rule, Sources, hear, names, take, take_by
from servanda.standing.answer import Standing
from servanda.standing.judge import Judge
from servanda.standing.log import entries, run
from servanda.standing.observe import observe
from servanda.standing.plan import Other, Plan, compile_plan
from servanda.standing.settled import MOST_ROUNDS, Settled
from servanda.standing.state import Entry, State
from servanda.standing.worlds import World, choices, worlds


class UnknownAccount(ValueError):
    """No account has this name. Its message lists those that there are."""


def stand(
    agreement: Agreement,
    reports: Iterable[Report],
    sources: Sources,
    *,
    at: int,
    known: int | None = None,
    recorded: int | None = None,
    account: str = CAUTIOUS,
    viewer: str | None = None,
    rules: Mapping[str, Rule] | None = None,
    others: Mapping[str, Other] | None = None,
) -> Standing:
    """Say where each clause stands at a moment.

    Only what was public by `known` is heard, so a later report never changes what was known then. Silence never makes
    a duty violated.

    Args:
        at, known, recorded: moments in seconds; with no `known`, every report is heard.
        account: one of the agreement's accounts, or one that `rules` defines.
        viewer: who asks; what they may not see leaves no trace.
        others: the other agreements that are at hand, by id.

    Raises:
        UnknownAccount: there is no such account.
    """
    hearing = hear(agreement, reports, sources, known=known, recorded=recorded, viewer=viewer)
    own = dict(rules or {})
    those = (*names(hearing.agreement), *own)
    if account not in those:
        raise UnknownAccount(f'there is no account "{account}"; there are {", ".join(those)}')
    taken = {name: take_by(hearing, own[name]) if name in own else take(hearing, name) for name in those}
    axis = worlds(hearing.agreement, those)
    plan, state = settle(hearing, axis, entries(axis, hearing, taken, at), at, others=others)
    judge = Judge(hearing, plan, state, at, taken, choices(hearing.agreement))
    return Standing(
        hearing.agreement, at, known, account, viewer,
        tuple(judge.phase(phase, account) for phase in hearing.agreement.phases.values()),
        tuple(judge.clause(clause, account) for clause in hearing.agreement.clauses.values()),
        hearing, taken, sources.seen_by(viewer), {name: judge.span(name) for name in those},
    )  # fmt: skip


def settle(
    hearing: Hearing,
    axis: Sequence[World],
    log: Sequence[Entry],
    at: int,
    *,
    others: Mapping[str, Other] | None = None,
    only: Container[str] | None = None,
) -> tuple[Plan, State]:
    """Run a log until what only a whole run can tell changes no more; return the last plan and where its run ended.

    Args:
        axis: the worlds that the entries of the log are written for.
        only: run only these clauses, by id; they must hang on no other clause.
    """
    settled = Settled()
    for _ in range(MOST_ROUNDS):
        plan = compile_plan(hearing.agreement, axis, at, settled, others, only)
        state = run(plan, log)
        found = observe(plan, state, hearing, at)
        if found.is_same(settled):
            break
        settled = found
    return plan, state
