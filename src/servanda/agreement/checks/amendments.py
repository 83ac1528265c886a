"""Checks of amendments: what they change must be there, and must change."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import model, terms
from servanda.agreement.checks.found import Found


def _unsaid(agreement: model.Agreement) -> Iterator[Found]:
    """Find changes of something that is not said."""
    for amendment in agreement.amendments:
        for change in amendment.changes:
            said = _said(agreement, change)
            if said is not None and isinstance(change.what, model.Replaced) and change.what.old not in said:
                yield Found(
                    "nothing-to-amend",
                    f"{'phase ' if change.of_phase else '#'}{change.target} does not say what this changes.",
                    "Write the old time, length or number just as it has it.",
                    change.spot,
                )


def _said(agreement: model.Agreement, change: model.Change) -> tuple[object, ...] | None:
    """Return every time, length and number that the target of a change says; None where there is no target."""
    if not change.of_phase and change.target in agreement.lists:
        return (agreement.lists[change.target].number,)
    item = agreement.phases.get(change.target) if change.of_phase else agreement.clauses.get(change.target)
    if item is None:
        return None
    times = [time for term in item.terms for time in terms.times_of(term)]
    cells = [cell for term in item.terms for cell in vars(term).values()]
    return (*times, *cells)


def _idle(agreement: model.Agreement) -> Iterator[Found]:
    """Find amendments that change nothing and add nothing."""
    added = {clause.part_of for clause in agreement.clauses.values()}
    for amendment in agreement.amendments:
        if not amendment.changes and amendment.id not in added:
            yield Found(
                "empty-amendment",
                f"#{amendment.id} changes nothing, and no clause is part of it.",
                "Add what it changes, or take it out.",
                amendment.spot,
            )
        for change in amendment.changes:
            if isinstance(change.what, model.Replaced) and change.what.old == change.what.new:
                yield Found(
                    "empty-amendment",
                    "What this writes is what it takes away, so it changes nothing.",
                    "Write the new time, length or number after becomes.",
                    change.spot,
                )


CHECKS = (_unsaid, _idle)
