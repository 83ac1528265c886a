"""Checks of powers: effects that can come to nothing, and what is suspended and never comes back."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import model, terms
from servanda.agreement.checks.calendar import Calendar
from servanda.agreement.checks.found import Found
from servanda.clock import Length

Power = tuple[model.Clause, terms.Effect]


def effects(agreement: model.Agreement) -> Iterator[Power]:
    """Yield every effect, with the clause whose use has it."""
    for clause in agreement.clauses.values():
        for term in clause.terms:
            if isinstance(term, terms.Then):
                yield clause, term.effect


def _of_duties(agreement: model.Agreement) -> Iterator[Found]:
    for clause, _ in effects(agreement):
        if clause.norm != "may":
            yield Found(
                "effect-without-power",
                f"#{clause.id} is no power: what {clause.norm} be done has no effect to choose.",
                'Write "may", or give the effect a clause of its own.',
                clause.spot,
            )


def _extensions(agreement: model.Agreement) -> Iterator[Found]:
    """Find extensions that can make nothing longer."""
    calendar = Calendar(agreement)
    for clause, effect in effects(agreement):
        if not isinstance(effect, terms.Extends) or _is_moved_by_another(agreement, clause, effect.phase):
            continue
        end, start = calendar.phase_end(effect.phase), calendar.window(clause)[0]
        if end.before(start) and not effect.even_after:
            yield Found(
                "extends-nothing",
                f"#{clause.id} can be used only when phase {effect.phase} has ended, and what has ended is not extended.",
                'Let it be used earlier, or add "even after its end".',
                clause.spot,
            )
        elif not isinstance(effect.by, Length) and calendar.end(effect.by).before(end):
            yield Found(
                "extends-nothing",
                f"Phase {effect.phase} lasts longer than #{clause.id} would extend it.",
                "Write a later time.",
                clause.spot,
            )


def _is_moved_by_another(agreement: model.Agreement, clause: model.Clause, phase: str) -> bool:
    item = agreement.phases.get(phase)
    if item is None or item.readings or any(isinstance(term, terms.Earned) for term in item.terms):
        return True
    return any(
        other.id != clause.id and isinstance(effect, terms.Extends) and effect.phase == phase
        for other, effect in effects(agreement)
    )


def _suspensions(agreement: model.Agreement) -> Iterator[Found]:
    """Find suspensions that nothing ends."""
    back = _reached(agreement, terms.Resumes)
    for clause, effect in effects(agreement):
        if isinstance(effect, terms.Suspends) and effect.length is None:
            for target in _targets(effect):
                if target not in back:
                    yield Found(
                        "never-resumed",
                        f"Nothing resumes {target} once #{clause.id} has suspended it.",
                        'Add "for" a length, or a power that resumes it.',
                        clause.spot,
                    )


def _resumptions(agreement: model.Agreement) -> Iterator[Found]:
    """Find powers that resume what nothing suspends."""
    away = _reached(agreement, terms.Suspends)
    for clause, effect in effects(agreement):
        for target in _targets(effect) if isinstance(effect, terms.Resumes) else ():
            if target not in away:
                yield Found(
                    "nothing-to-resume",
                    f"#{clause.id} resumes {target}, which nothing suspends.",
                    "Name what a power suspends, or add that power.",
                    clause.spot,
                )


def _reached(agreement: model.Agreement, kind: type[terms.Suspends | terms.Resumes]) -> set[str]:
    """Return what some effects suspend, or resume; with a phase, the clauses in it."""
    found = {t for _, effect in effects(agreement) if isinstance(effect, kind) for t in _targets(effect)}
    for clause in agreement.clauses.values():
        if any(isinstance(t, terms.InPhase) and f"phase {t.phase}" in found for t in clause.terms):
            found.add(f"#{clause.id}")
    return found


def _targets(effect: terms.Effect) -> tuple[str, ...]:
    if not isinstance(effect, terms.Suspends | terms.Resumes):
        return ()
    return (f"phase {effect.phase}",) if effect.phase else tuple(f"#{one}" for one in effect.clauses)


CHECKS = (_of_duties, _extensions, _suspensions, _resumptions)
