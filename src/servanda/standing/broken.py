"""Obligations that conditions wait to see broken: when each was, by what is said of it after its deadline."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from servanda.agreement import Agreement, conditions_of, terms
from servanda.record import Hearing
from servanda.standing.duty import Bench, duties
from servanda.standing.plan import NEVER, Plan, Times
from servanda.standing.state import State


def broken_obligations(plan: Plan, state: State, hearing: Hearing, at: int) -> dict[str, Times]:
    """Return when each obligation that a condition waits to see violated was, in every world.

    An event cannot break an obligation; what is said after its deadline does. So a run without such times comes first,
    and the run that counts is given them.
    """
    found: dict[str, Times] = {}
    benches = {world.account: Bench(plan, state, hearing, world.account, at) for world in plan.worlds}
    said = {report.id: report.said.last for report in hearing.reports}
    for clause in dict.fromkeys(_awaited(plan.agreement)):
        times = np.full(plan.width, NEVER, dtype=np.int64)
        for place, world in enumerate(plan.worlds):
            rows = [row for row in plan.by_clause[clause] if row.mask[place]]
            those = [duty for row in rows for duty in duties(benches[world.account], row, place, place)]
            against = [said[id_] for duty in those if duty.state == "violated" for id_ in duty.against]
            times[place] = min(against, default=NEVER)
        found[clause] = times
    return found


def _awaited(agreement: Agreement) -> Iterator[str]:
    """Yield the obligations whose violation a condition of a clause or a phase names."""
    for item in agreement.termed:
        for one in conditions_of(item):
            clause = agreement.clauses.get(one.clause) if isinstance(one, terms.StateIs) else None
            is_awaited = isinstance(one, terms.StateIs) and one.state == "violated"
            if is_awaited and clause is not None and clause.norm in ("must", "should"):
                yield clause.id
