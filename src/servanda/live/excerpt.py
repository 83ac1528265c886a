"""Excerpts: where a few clauses of an agreement stand, with every reason, over only the reports that bear on them.

The answer of these clauses is that of the whole record. What it costs hangs on what they hang on: a clause that hangs on
all others takes the whole record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from servanda.agreement import Agreement, Clause, Phase
from servanda.live.ties import Point, Ties, point_of
from servanda.record import CAUTIOUS, Index, Report, Rule, Sources, act_key, hear, names, take, take_by
from servanda.record.index import stem_of
from servanda.standing import (
    Judge,
    Other,
    Scribe,
    Standing,
    UnknownAccount,
    choices,
    entries,
    settle,
    worlds,
)


class Excerpts:
    """Answers for a few clauses of an agreement, as one viewer sees it, out of an index of its record.

    Attributes:
        accounts: the accounts there are, in order.
    """

    def __init__(
        self,
        agreement: Agreement,
        sources: Sources,
        index: Index,
        rules: Mapping[str, Rule] | None = None,
        viewer: str | None = None,
    ) -> None:
        """Draw up what every answer needs.

        Args:
            index: of the record of the agreement as the viewer sees it.
            viewer: who asks; what they may not see leaves no trace.
        """
        self._agreement, self._sources, self._index, self._viewer = (
            agreement.seen_by(viewer),
            sources,
            index,
            viewer,
        )
        self._seen, self._rules = sources.seen_by(viewer), dict(rules or {})
        self.accounts = (*names(self._agreement), *self._rules)
        self._axis, self._choices = worlds(self._agreement, self.accounts), choices(self._agreement)
        self._ties, self._matters = Ties(self._agreement), index.matters
        self._scribe = Scribe(self._matters, self._axis)
        self._by_act: dict[str, list[str]] = {}
        for clause in self._agreement.clauses.values():
            self._by_act.setdefault(act_key(clause.act), []).append(clause.id)

    def standing(
        self, clauses: Iterable[str], at: int, known: int | None = None, account: str = CAUTIOUS,
        recorded: int | None = None, others: Mapping[str, Other] | None = None, phases: Iterable[str] = (),
    ) -> Standing:  # fmt: skip
        """Say where some clauses stand, as `servanda.standing.stand` does with the whole record.

        The standing holds these clauses and their parts, and the phases that they hang on; its hearing and what is
        taken hold what bears on them. It has spans only where they hang on every phase.

        Args:
            phases: more phases that it shall hold.

        Raises:
            KeyError: the agreement has no such clause or phase, or the viewer may not see it.
            UnknownAccount: there is no such account.
        """
        if account not in self.accounts:
            raise UnknownAccount(f'there is no account "{account}"; there are {", ".join(self.accounts)}')
        asked = self._asked(clauses)
        items: tuple[Clause | Phase, ...] = (
            *(self._agreement.clauses[id_] for id_ in asked),
            *(self._agreement.phases[id_] for id_ in phases),
        )
        needed = self._ties.needs(point_of(item) for item in items)
        hearing = hear(
            self._agreement, self._bearing(needed), self._sources, known=known, recorded=recorded,
            viewer=self._viewer, matters=self._matters,
        )  # fmt: skip
        taken = {
            name: take_by(hearing, self._rules[name]) if name in self._rules else take(hearing, name)
            for name in self.accounts
        }
        log = entries(self._axis, hearing, taken, at, self._scribe)
        only = {name for kind, name in needed if kind == "clause"}
        plan, state = settle(hearing, self._axis, log, at, others=others, only=only)
        judge = Judge(hearing, plan, state, at, taken, self._choices)
        told = [phase for phase in self._agreement.phases.values() if point_of(phase) in needed]
        is_whole = len(told) == len(self._agreement.phases)
        return Standing(
            self._agreement, at, known, account, self._viewer,
            tuple(judge.phase(phase, account) for phase in told),
            tuple(judge.clause(self._agreement.clauses[id_], account) for id_ in asked),
            hearing, taken, self._seen, {name: judge.span(name) for name in self.accounts} if is_whole else {},
        )  # fmt: skip

    def bearing(self, clauses: Iterable[str]) -> tuple[Report, ...]:
        """Return the reports that bear on some clauses, in doubt more than do; whoever hears them and whenever.

        Raises:
            KeyError: the agreement has no such clause.
        """
        return self._bearing(self._ties.needs(("clause", id_) for id_ in self._asked(clauses)))

    def _asked(self, clauses: Iterable[str]) -> list[str]:
        """Return some clauses with their parts, as their reasons name these."""
        found: dict[str, None] = {}
        for id_ in clauses:
            clause = self._agreement.clauses[id_.removeprefix("#")]
            found[clause.id] = None
            found.update((part.id, None) for part in self._agreement.parts(clause.id))
        return list(found)

    def _bearing(self, needed: frozenset[Point]) -> tuple[Report, ...]:
        """Return the reports of the acts that some points hang on, with all that their events' ids hang on.

        Ids are told apart among those that begin alike, so whatever begins as one of them is there too; of incidents
        each with all of its act, since one day's are made into events together.
        """
        index = self._index
        acts = {name for kind, name in needed if kind == "act"}
        flags = index.of_acts(acts) | index.about({name for kind, name in needed if kind == "clause"})
        own = np.flatnonzero(flags).tolist()
        answered = {index.reports[row].answers for row in own} - {""}
        told = {name for name in answered if name in self._agreement.clauses}
        if told:
            flags |= index.about(told)
        beside = index.of_stems(index.stems(own) | {stem_of(name) for name in answered}) & ~flags
        flags |= beside
        incidents = {act_key(index.reports[row].act) for row in np.flatnonzero(beside).tolist()}
        incidents = {
            act for act in incidents if act in self._matters.by_act and self._matters.by_act[act].forbidden
        }
        if incidents:
            flags |= index.of_acts(incidents)
        rows = dict.fromkeys(np.flatnonzero(flags).tolist())
        queue = list(rows)
        while queue:
            fresh = [
                row for row in index.replacing(index.reports[row].id for row in queue) if row not in rows
            ]
            rows.update(dict.fromkeys(fresh))
            queue = fresh
        return tuple(index.reports[row] for row in sorted(rows))
