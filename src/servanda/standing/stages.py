"""Schedules: the stages of a clause, and how many it asks for in all."""

from __future__ import annotations

import dataclasses

import numpy as np

from servanda.agreement import Agreement, terms
from servanda.standing.amending import static_time
from servanda.standing.arrays import Amounts

MOST_STAGES = 1_000
"""Stages of one run that are laid out."""


def laid_out(agreement: Agreement, those: tuple[terms.Term, ...]) -> tuple[terms.Term, ...]:
    """Return terms with every run of stages spelt out, one stage at each of its times."""
    found: list[terms.Term] = []
    for term in those:
        if isinstance(term, terms.Stages):
            found += [terms.Stage(term.number, by) for by in _times(agreement, term)]
        else:
            found.append(term)
    return tuple(found)


def _times(agreement: Agreement, run: terms.Stages) -> list[terms.Time]:
    step, first, last = run.step, run.first, run.last
    if isinstance(first, terms.Day) and isinstance(last, terms.Day) and step.unit in ("day", "week"):
        days = step.count * (7 if step.unit == "week" else 1)
        numbers = range(first.number, last.number + 1, days)[:MOST_STAGES]
        return [terms.Day(number, first.phase) for number in numbers]
    until = static_time(agreement, last)
    found: list[terms.Time] = []
    for count in range(MOST_STAGES):
        by = terms.Shifted(dataclasses.replace(step, count=step.count * count), first) if count else first
        at = static_time(agreement, by)
        if at is None or until is None or at > until:
            break
        found.append(by)
    return found or [first]


def whole_of(those: tuple[terms.Term, ...], base: Amounts | None, width: int) -> Amounts:
    """Return how many some terms ask for in all, in every world; inf where nobody published it."""
    amount = next((term for term in those if isinstance(term, terms.Amount)), None)
    if is_counted_in_percent(those, base):
        percent = 100.0 if amount is None or not amount.percent or amount.number is None else amount.number
        return np.full(width, percent)
    if amount is None:
        return np.ones(width)
    if amount.form == "all" and base is not None:
        return base.copy()
    return np.full(width, np.inf if amount.number is None else amount.number)


def is_counted_in_percent(those: tuple[terms.Term, ...], base: Amounts | None) -> bool:
    """Say whether what is done is counted in hundredths: of a share always, of "all" while its base is unknown."""
    if any(getattr(term, "percent", False) for term in those):
        return True
    amount = next((term for term in those if isinstance(term, terms.Amount)), None)
    return amount is not None and amount.form == "all" and (base is None or not np.isfinite(base).all())


def stages_of(those: tuple[terms.Term, ...], whole: Amounts) -> list[tuple[Amounts, terms.Time]]:
    """Return the stages of some terms: how many in all, and by when."""
    sums: list[tuple[Amounts, terms.Time]] = []
    total = np.zeros_like(whole)
    for term in those:
        if isinstance(term, terms.Stage):
            total = whole if term.number is None else total + term.number
            sums.append((total, term.by))
    return sums
