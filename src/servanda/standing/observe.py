"""What one run found that the next begins with: broken obligations, bases, and amendments that hang on events."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from servanda.agreement import terms
from servanda.record import Hearing
from servanda.standing.amending import static_time
from servanda.standing.arrays import NEVER, Amounts, Times
from servanda.standing.duty import Bench
from servanda.standing.plan import Plan
from servanda.standing.settled import Settled
from servanda.standing.state import State
from servanda.standing.times import Resolver
from servanda.standing.unfold import duties

_OWED = ("must", "should")


def observe(plan: Plan, state: State, hearing: Hearing, at: int) -> Settled:
    """Return what a run settles for the next."""
    times = Resolver(plan, state)
    since = {
        amendment.id: times.time(amendment.since, "start")
        for amendment in plan.agreement.amendments
        if static_time(plan.agreement, amendment.since) is None
    }
    return Settled(_broken(plan, state, hearing, at), _bases(plan, state), since)


def _broken(plan: Plan, state: State, hearing: Hearing, at: int) -> dict[str, Times]:
    """Return when each obligation that a condition waits to see violated was, in every world.

    An event cannot break an obligation; what is said after its deadline does.
    """
    found: dict[str, Times] = {}
    benches = {world.account: Bench(plan, state, hearing, world.account, at) for world in plan.worlds}
    for clause in dict.fromkeys(_awaited(plan)):
        said = {report.id: report.said.last for report in hearing.about.get(clause, ())}
        times = np.full(plan.width, NEVER, dtype=np.int64)
        for place, world in enumerate(plan.worlds):
            rows = [row for row in plan.by_clause[clause] if row.mask[place]]
            those = [duty for row in rows for duty in duties(benches[world.account], row, place, place)]
            against = [said[id_] for duty in those if duty.state == "violated" for id_ in duty.against]
            times[place] = min(against, default=NEVER)
        found[clause] = times
    return found


def _awaited(plan: Plan) -> Iterator[str]:
    """Yield the obligations of a plan whose violation a condition of a clause or a phase names."""
    norms = {clause: plan.agreement.clauses[clause].norm for clause in plan.by_clause}
    for one in plan.agreement.conditions:
        if isinstance(one, terms.StateIs) and one.state == "violated" and norms.get(one.clause) in _OWED:
            yield one.clause


def _bases(plan: Plan, state: State) -> dict[tuple[str, str], Amounts]:
    """Return how many were done under each clause that fixes a base: by each bearer, and by all; nan where none was."""
    found: dict[tuple[str, str], Amounts] = {}
    for clause in plan.agreement.bases:
        if clause in plan.by_clause:
            found |= _base(plan, state, clause)
    return found


def _base(plan: Plan, state: State, clause: str) -> dict[tuple[str, str], Amounts]:
    found: dict[tuple[str, str], Amounts] = {(clause, ""): np.zeros(plan.width)}
    for row in plan.by_clause[clause]:
        done = np.where(row.mask, state.tallies[row.index].done, 0.0)
        found[(clause, "")] = found[(clause, "")] + done
        if len(row.bearers) == 1 and not row.clause.jointly:
            key = (clause, row.bearers[0])
            found[key] = found.get(key, np.zeros(plan.width)) + done
    return {key: np.where((done > 0) & np.isfinite(done), done, np.nan) for key, done in found.items()}
