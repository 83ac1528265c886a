"""Checks of amounts: stages against totals, ratios against what they are of."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import model, terms
from servanda.agreement.checks.found import Found, terms_in


def _sums(agreement: model.Agreement) -> Iterator[Found]:
    for clause in agreement.clauses.values():
        stages = [t for t in clause.terms if isinstance(t, terms.Stage)]
        runs = [(_steps(t), t.number) for t in clause.terms if isinstance(t, terms.Stages)]
        amount = next((t.number for t in clause.terms if isinstance(t, terms.Amount)), None)
        if amount is None or not (stages or runs):
            continue
        counted = [steps * number for steps, number in runs if steps is not None]
        if len(counted) < len(runs):
            continue
        total = sum(t.number or 0 for t in stages) + sum(counted)
        rest = any(t.number is None for t in stages)
        if total > amount:
            yield Found(
                "stages-exceed-total",
                f"The stages of #{clause.id} add up to {total:g}, more than its {amount:g}.",
                "Change a stage or the total.",
                clause.spot,
            )
        elif total < amount and not rest:
            yield Found(
                "stages-fall-short",
                f"The stages of #{clause.id} add up to {total:g} of its {amount:g}.",
                'Add a stage, or "rest by" a day.',
                clause.spot,
            )


def _steps(stages: terms.Stages) -> int | None:
    """Return how many stages a run has; None where it depends on what happens, or on the calendar."""
    if (
        isinstance(stages.first, terms.Day)
        and isinstance(stages.last, terms.Day)
        and stages.first.phase == stages.last.phase
        and stages.step.unit in ("day", "week")
    ):
        length = stages.step.count * (7 if stages.step.unit == "week" else 1)
        return max(0, (stages.last.number - stages.first.number) // length + 1)
    return None


def _ratios(agreement: model.Agreement) -> Iterator[Found]:
    for clause in agreement.clauses.values():
        slots = {t.slot for t in clause.terms}
        if "ratios" in slots and "each" not in slots:
            yield Found(
                "ratio-of-nothing",
                f"#{clause.id} gives a ratio and does not say for each of what.",
                'Add "for each … under #…".',
                clause.spot,
            )


def _runs(agreement: model.Agreement) -> Iterator[Found]:
    for clause in agreement.clauses.values():
        for term in terms_in(clause):
            if isinstance(term, terms.Stages) and _steps(term) is None:
                yield Found(
                    "uneven-run",
                    f"The run of stages of #{clause.id} cannot be laid out: its steps or its ends are not days of one clock.",
                    "Step by days or weeks from a day until a day, or write each stage on a line of its own.",
                    clause.spot,
                )


CHECKS = (_sums, _ratios, _runs)
