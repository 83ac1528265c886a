"""Checks of exchanges: so many for each, against what is given and against a total that is named."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import model, terms
from servanda.agreement.checks.found import Found

Range = tuple[float, float]


def owed(agreement: model.Agreement, clause: model.Clause) -> Range | None:
    """Return the least and most that a clause asks for in all, by its number or its ratios; None where that is open."""
    return _stated(clause) or _by_ratio(agreement, clause)


def _stated(clause: model.Clause) -> Range | None:
    amount = next((term for term in clause.terms if isinstance(term, terms.Amount)), None)
    slots = {term.slot for term in model.terms_of(clause)}
    varies = any(isinstance(term, terms.Amount) for reading in clause.readings for term in reading.terms)
    is_for_each = "each" in slots and "ratios" not in slots
    if amount is None or amount.number is None or amount.percent or varies or is_for_each:
        return None
    if slots & {"period", "place of"}:
        return None
    return (amount.number, amount.number) if amount.form == "exactly" else None


def _by_ratio(agreement: model.Agreement, clause: model.Clause) -> Range | None:
    """Return what the ratios of a clause come to, for all that is given under the other clause."""
    link = next((term for term in clause.terms if isinstance(term, terms.EachLink)), None)
    other = agreement.clauses.get(link.clause) if link else None
    given = _stated(other) if other is not None else None
    ratios = [term for term in clause.terms if isinstance(term, terms.Ratio)]
    if given is None or other is None or not ratios or _is_of_each(other) or _is_of_each(clause):
        return None
    head = sum(term.number for term in ratios if term.kind == "head")
    kinds = {term.kind.casefold(): term.number for term in ratios if term.kind != "head"}
    others = {kind.casefold() for kind in _apart(other)} - kinds.keys()
    each = [head + number for number in kinds.values()] + [head] * bool(others or not kinds)
    is_open = bool(kinds) and not _apart(other)
    return (0.0 if is_open else given[0] * min(each), given[1] * max(each))


def _is_of_each(clause: model.Clause) -> bool:
    """Say whether each of several does what a clause asks for."""
    return not clause.jointly and (len(clause.bearers) > 1 or clause.bearers == ("each party",))


def _apart(clause: model.Clause) -> tuple[str, ...]:
    return tuple(
        kind for term in clause.terms if isinstance(term, terms.CountingApart) for kind in term.kinds
    )


def _of_nothing(agreement: model.Agreement) -> Iterator[Found]:
    for clause in agreement.clauses.values():
        slots = {t.slot for t in clause.terms}
        if "ratios" in slots and "each" not in slots:
            yield Found(
                "ratio-of-nothing",
                f"#{clause.id} gives a ratio and does not say for each of what.",
                'Add "for each … under #…".',
                clause.spot,
            )


def _against_total(agreement: model.Agreement) -> Iterator[Found]:
    """Find clauses whose ratios can never come to the number that they name."""
    for clause in agreement.clauses.values():
        whole, found = _stated(clause), _by_ratio(agreement, clause)
        if whole is not None and found is not None and not found[0] <= whole[0] <= found[1]:
            total = f"{found[0]:g}" if found[0] == found[1] else f"{found[0]:g} to {found[1]:g}"
            yield Found(
                "ratio-against-total",
                f"By its ratios #{clause.id} comes to {total}, and it says {whole[0]:g}.",
                "Change a ratio or the total.",
                clause.spot,
            )


def _kinds(agreement: model.Agreement) -> Iterator[Found]:
    """Find kinds that are told apart and for which nothing is owed, and ratios for a kind that is not among them."""
    for other in agreement.clauses.values():
        kinds = {kind.casefold(): kind for kind in _apart(other)}
        for clause in _paid_for(agreement, other) if kinds else ():
            ratios = {
                t.kind.casefold(): t.kind
                for t in clause.terms
                if isinstance(t, terms.Ratio) and t.kind != "head"
            }
            for kind in sorted(ratios.keys() - kinds.keys()):
                yield Found(
                    "ratio-of-unknown-kind",
                    f"#{clause.id} gives a ratio for {ratios[kind]}, which #{other.id} does not tell apart.",
                    f"Write one of the kinds of #{other.id}: {', '.join(kinds.values())}.",
                    clause.spot,
                    ratios[kind],
                )
        covered = _covered(agreement, other)
        for kind in sorted(kinds.keys() - covered) if covered is not None else ():
            yield Found(
                "kind-without-ratio",
                f"#{other.id} tells {kinds[kind]} apart, and nothing says how many are owed for one.",
                f"Add a line such as: 30 per {kinds[kind]}; or 0 per {kinds[kind]}.",
                other.spot,
                kinds[kind],
            )


def _paid_for(agreement: model.Agreement, other: model.Clause) -> list[model.Clause]:
    """Return the clauses that give so many for each of what is given under another."""
    return [
        clause
        for clause in agreement.clauses.values()
        if any(isinstance(term, terms.EachLink) and term.clause == other.id for term in clause.terms)
        and any(isinstance(term, terms.Ratio) for term in clause.terms)
    ]


def _covered(agreement: model.Agreement, other: model.Clause) -> set[str] | None:
    """Return the kinds that ratios cover; None where none are given by kind, or more is given beside them."""
    paid = _paid_for(agreement, other)
    found = {
        term.kind.casefold() for clause in paid for term in clause.terms if isinstance(term, terms.Ratio)
    }
    wholes = {clause.part_of for clause in paid} - {None}
    beside = [part for whole in wholes for part in agreement.parts(whole or "") if part not in paid]
    return None if not paid or "head" in found or beside else found


CHECKS = (_of_nothing, _against_total, _kinds)
