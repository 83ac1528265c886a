"""Check of verifiers: that what others wait for can be found by somebody whom neither side can gainsay."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import model, terms
from servanda.agreement.checks.found import Found

Waiting = tuple[str, str, frozenset[str]]
"""The clause that something waits for, what waits, and who bears that (nobody, of a phase)."""


def _unverified(agreement: model.Agreement) -> Iterator[Found]:
    """Find clauses of one side that something of another waits for, and that nobody is named to find done.

    A monitor that watches in general, by a clause of its own or by what is reported to it, is enough, unless the
    text names for other clauses who finds that they were done.
    """
    if _watches(agreement) and not any(_is_verified(clause) for clause in agreement.clauses.values()):
        return
    told: set[str] = set()
    for name, waits, bearers in _waiting(agreement):
        clause = agreement.clauses.get(name)
        if clause is None or name in told or _goes_on(clause) or _can_be_told(agreement, clause, bearers):
            continue
        told.add(name)
        yield Found(
            "no-verifier",
            f"{waits} waits for #{name}, and nobody is named who finds whether it was done.",
            'Add "verified by" a monitor, or "fulfilled when" one "finds it".',
            clause.spot,
        )


def _is_verified(clause: model.Clause) -> bool:
    return any(isinstance(term, terms.VerifiedBy | terms.FulfilledWhen) for term in clause.terms)


def _goes_on(clause: model.Clause) -> bool:
    """Say whether a clause is never simply done, so that it is no question whether it was."""
    return any(isinstance(term, terms.Every | terms.EachLink | terms.Answers) for term in clause.terms)


def _watches(agreement: model.Agreement) -> bool:
    monitors = set(agreement.taking("monitor"))
    busy = {name for clause in agreement.clauses.values() for name in agreement.bearers(clause)}
    told = {
        n for c in agreement.clauses.values() for t in c.terms if isinstance(t, terms.To) for n in t.names
    }
    return bool(monitors & (busy | told))


def _can_be_told(agreement: model.Agreement, clause: model.Clause, waiting: frozenset[str]) -> bool:
    """Say whether nobody need find what was done: all sides do it, or somebody else does, or it is received by one."""
    bearers, parties = set(agreement.bearers(clause)), set(agreement.parties)
    receivers = {name for term in clause.terms if isinstance(term, terms.To) for name in term.names}
    own = bool(waiting) and waiting <= bearers
    by_others = not bearers <= parties or bool(receivers - parties)
    is_joint = clause.jointly and len(bearers) > 1
    return clause.norm != "must" or clause.heading or _is_verified(clause) or own or by_others or is_joint


def _waiting(agreement: model.Agreement) -> Iterator[Waiting]:
    """Yield what waits for the state of a clause: by a gate, a condition, a base, in step, or in its place."""
    for item in agreement.termed:
        bearers = frozenset(agreement.bearers(item)) if isinstance(item, model.Clause) else frozenset()
        name = f"#{item.id}" if isinstance(item, model.Clause) else f"Phase {item.id}"
        for one in model.conditions_of(item):
            if isinstance(one, terms.StateIs) and one.state in ("fulfilled", "begun", "overdue"):
                yield one.clause, name, bearers
        for term in model.terms_of(item):
            if isinstance(term, terms.InStep | terms.InPlaceOf):
                yield term.clause, name, bearers
            elif isinstance(term, terms.Base):
                yield term.id, name, frozenset()
            elif isinstance(item, model.Phase) and isinstance(term, terms.From | terms.Until):
                for time in terms.times_of(term):
                    if isinstance(time, terms.Met | terms.Begun):
                        yield time.clause, name, bearers
    yield from _amended(agreement)


def _amended(agreement: model.Agreement) -> Iterator[Waiting]:
    for amendment in agreement.amendments:
        for change in amendment.changes:
            clause = agreement.clauses.get(change.target)
            for term in change.what.terms if isinstance(change.what, model.Restated) else ():
                if isinstance(term, terms.InStep) and clause is not None and not change.of_phase:
                    yield term.clause, f"#{clause.id}", frozenset(agreement.bearers(clause))


CHECKS = (_unverified,)
