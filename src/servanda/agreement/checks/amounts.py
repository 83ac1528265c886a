"""Checks of amounts: stages against totals, parts against what they are parts of."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import model, terms
from servanda.agreement.checks.exchanges import owed
from servanda.agreement.checks.found import Found, terms_in


def _sums(agreement: model.Agreement) -> Iterator[Found]:
    for clause in agreement.clauses.values():
        stages = [t for t in clause.terms if isinstance(t, terms.Stage)]
        runs = [(_steps(t), t.number) for t in clause.terms if isinstance(t, terms.Stages)]
        amount = _whole(clause, stages)
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


def _whole(clause: model.Clause, stages: list[terms.Stage]) -> float | None:
    """Return what the stages of a clause add up to: its number, or the hundred where they are shares of it."""
    amount = next((term for term in clause.terms if isinstance(term, terms.Amount)), None)
    if any(stage.percent for stage in stages) and not (amount and amount.percent):
        return 100.0
    return amount.number if amount else None


def _steps(stages: terms.Stages) -> int | None:
    """Return how many stages a run has; None where that depends on what happens, or is for the calendar to say."""
    if (
        isinstance(stages.first, terms.Day)
        and isinstance(stages.last, terms.Day)
        and stages.first.phase == stages.last.phase
        and stages.step.unit in ("day", "week")
    ):
        length = stages.step.count * (7 if stages.step.unit == "week" else 1)
        return max(0, (stages.last.number - stages.first.number) // length + 1)
    return None


def _parts(agreement: model.Agreement) -> Iterator[Found]:
    """Find headings whose clauses add up to more or less than what they sum, and headings that sum nothing."""
    for heading in (clause for clause in agreement.clauses.values() if clause.heading):
        parts = agreement.parts(heading.id)
        if not parts:
            yield Found(
                "heading-without-parts",
                f"No clause is part of #{heading.id}, so it sums nothing.",
                f"Add to its clauses a line: part of #{heading.id}; or make it a clause.",
                heading.spot,
            )
        whole, ranges = owed(agreement, heading), [owed(agreement, part) for part in parts]
        if not parts or whole is None or {part.bearers for part in parts} != {heading.bearers}:
            continue
        known = [one for one in ranges if one is not None]
        least, most = sum(one[0] for one in known), sum(one[1] for one in known)
        if least > whole[1] or (len(known) == len(ranges) and most < whole[0]):
            total = f"{least:g}" if least == most else f"{least:g} to {most:g}"
            yield Found(
                "parts-against-total",
                f"The parts of #{heading.id} add up to {total}, and it says {whole[0]:g}.",
                "Change a part or the total.",
                heading.spot,
            )


def _listed(agreement: model.Agreement) -> Iterator[Found]:
    """Find clauses that ask for more than their list holds, or for all of a list that nobody can count."""
    for clause in agreement.clauses.values():
        amount = next((term for term in clause.terms if isinstance(term, terms.Amount)), None)
        name = next((term.list for term in clause.terms if isinstance(term, terms.Listed)), "")
        listing = agreement.lists.get(name)
        if amount is None or listing is None:
            continue
        if amount.form == "all" and listing.content is None and listing.number is None:
            yield Found(
                "unknown-extent",
                f"#{clause.id} asks for all that is on #{name}, and nobody can tell how many that is.",
                "Say what the list holds, or how many are on it.",
                clause.spot,
                name,
            )
        is_count = amount.form in ("exactly", "at least") and not amount.percent and not listing.may_change
        if is_count and listing.number is not None and (amount.number or 0) > listing.number:
            yield Found(
                "more-than-listed",
                f"#{clause.id} asks for {amount.number:g}, and #{name} holds {listing.number:g}.",
                "Change the number, or the list.",
                clause.spot,
                name,
            )


def _can_be_laid_out(run: terms.Stages) -> bool:
    """Say whether a run goes between two days of one clock, in steps of days or weeks, or between dates."""
    by_the_calendar = all(
        isinstance(time, terms.Date | terms.Entry) or (isinstance(time, terms.Day) and time.phase is None)
        for end in (run.first, run.last)
        for time in terms.times_in(end)
        if not isinstance(time, terms.Shifted)
    )
    return by_the_calendar or _steps(run) is not None


def _runs(agreement: model.Agreement) -> Iterator[Found]:
    for clause in agreement.clauses.values():
        for term in terms_in(clause):
            if isinstance(term, terms.Stages) and not _can_be_laid_out(term):
                yield Found(
                    "uneven-run",
                    f"The run of stages of #{clause.id} cannot be laid out: when it begins or ends depends on what happens.",
                    "Go from a day or date until another, or write each stage on a line of its own.",
                    clause.spot,
                )


CHECKS = (_sums, _parts, _listed, _runs)
