"""Checks of shares: percentages, and what they are of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from servanda.agreement import model, terms
from servanda.agreement.checks.calendar import Calendar
from servanda.agreement.checks.found import Found


def _base(clause: model.Clause) -> str | None:
    return next((term.id for term in model.terms_of(clause) if isinstance(term, terms.Base)), None)


def _amount(clause: model.Clause) -> terms.Amount | None:
    return next((term for term in clause.terms if isinstance(term, terms.Amount)), None)


def _is_share(clause: model.Clause) -> bool:
    """Say whether a clause asks for hundredths of something it does not count itself."""
    amount = _amount(clause)
    if amount is not None and amount.percent:
        return True
    stages = any(isinstance(term, terms.Stage) and term.percent for term in clause.terms)
    return stages and (amount is None or amount.form == "all")


def _without_base(agreement: model.Agreement) -> Iterator[Found]:
    """Find percentages of nothing, and bases that nothing fixes."""
    for clause in agreement.clauses.values():
        base = _base(clause)
        is_listed = any(isinstance(term, terms.Listed) for term in clause.terms)
        fixing = agreement.clauses.get(base or "")
        if base is None and not is_listed and _is_share(clause):
            yield Found(
                "no-base",
                f"#{clause.id} asks for a percentage, and nothing says how many the whole is.",
                'Add "base fixed by" the clause or list that tells it.',
                clause.spot,
            )
        elif fixing is not None and (fixing.norm in ("must not", "should not") or fixing.heading):
            yield Found(
                "no-base",
                f"Nothing is done under #{fixing.id} that could fix the base of #{clause.id}.",
                "Name a clause under which it is counted, or a list.",
                clause.spot,
                fixing.id,
            )


def _late_base(agreement: model.Agreement) -> Iterator[Found]:
    """Find shares that are due before the clause that fixes their base."""
    calendar = Calendar(agreement)
    for clause in agreement.clauses.values():
        fixing = agreement.clauses.get(_base(clause) or "")
        if fixing is None or clause.norm != "must":
            continue
        if any(due.before(calendar.last_due(fixing)) for due in calendar.dues(clause)):
            yield Found(
                "base-too-late",
                f"A share of #{clause.id} is due before #{fixing.id}, which fixes what it is a share of.",
                f"Let #{fixing.id} be due first.",
                clause.spot,
                fixing.id,
            )


def _beyond_whole(agreement: model.Agreement) -> Iterator[Found]:
    """Find clauses that together ask for more than the whole of one base."""
    sums: dict[tuple[object, ...], list[model.Clause]] = defaultdict(list)
    for clause in agreement.clauses.values():
        amount = _amount(clause)
        if (
            clause.norm == "must"
            and not clause.heading
            and amount
            and amount.percent
            and amount.form == "exactly"
        ):
            sums[clause.bearers, clause.act.casefold(), _base(clause)].append(clause)
    for those in sums.values():
        total = sum(amount.number or 0 for clause in those if (amount := _amount(clause)))
        kinds = any(
            isinstance(term, terms.CountingOnly | terms.At) for clause in those for term in clause.terms
        )
        if len(those) > 1 and total > 100 and not kinds:
            names = ", ".join(f"#{clause.id}" for clause in those)
            yield Found(
                "shares-exceed-whole",
                f"{names} together ask for {total:g} % of the same whole.",
                "Lower one of them; or make one clause with stages.",
                those[-1].spot,
            )


CHECKS = (_without_base, _late_base, _beyond_whole)
