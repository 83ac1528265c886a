"""Checks of phases: where one begins, where it ends, and how one follows another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from servanda.agreement import model, terms
from servanda.agreement.checks.calendar import Calendar
from servanda.agreement.checks.found import Found, items, terms_in, times_named

DAY = 86_400
_ROWS: tuple[Sequence[str], ...] = (
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
)
"""Names by which phases are numbered, so that one is meant to follow another."""


def _starts(agreement: model.Agreement) -> Iterator[Found]:
    for phase in agreement.phases.values():
        if phase.opens_when is None and not any(isinstance(t, terms.From) for t in model.terms_of(phase)):
            yield Found(
                "phase-without-start",
                f"Nothing says when phase {phase.id} starts.",
                'Add "from" a moment, such as: from entry, or from end of phase one.',
                phase.spot,
            )


def _ends(agreement: model.Agreement) -> Iterator[Found]:
    """Find phases without an end on which something hangs."""
    needed = _ends_needed(agreement)
    for phase in agreement.phases.values():
        if phase.id in needed and not _has_end(agreement, phase):
            yield Found(
                "phase-without-end",
                f"Nothing ends phase {phase.id}, and {needed[phase.id]} hangs on its end.",
                'Add "for" a length or "until" a moment; write "until unknown" where none was published.',
                phase.spot,
            )


def _has_end(agreement: model.Agreement, phase: model.Phase) -> bool:
    named = [item for item in items(agreement) if isinstance(item, model.Phase) and item.id == phase.id]
    if any(isinstance(term, terms.Until | terms.Lasting) for one in named for term in model.terms_of(one)):
        return True
    changes = (change for amendment in agreement.amendments for change in amendment.changes)
    if any(change.of_phase and change.target == phase.id for change in changes):
        return True
    effects = (t.effect for c in agreement.clauses.values() for t in c.terms if isinstance(t, terms.Then))
    return any(isinstance(effect, terms.Ends) and effect.phase == phase.id for effect in effects)


def _ends_needed(agreement: model.Agreement) -> dict[str, str]:
    """Return the phases whose ends something hangs on, each with what that is."""
    found: dict[str, str] = {}
    for item in agreement.termed:
        name = f"#{item.id}" if isinstance(item, model.Clause) else f"phase {item.id}"
        ends = [time.phase for time in times_named(item) if isinstance(time, terms.PhaseEnd)]
        ends += [c.phase for c in model.conditions_of(item) if isinstance(c, terms.PhaseIs) and c.over]
        ends += [
            t.effect.phase
            for t in terms_in(item)
            if isinstance(t, terms.Then) and isinstance(t.effect, terms.Extends)
        ]
        if isinstance(item, model.Clause) and item.norm == "must" and not _has_own_deadline(item):
            ends += [term.phase for term in item.terms if isinstance(term, terms.InPhase)]
        found.update({phase: name for phase in ends if phase not in found})
    return found


def _has_own_deadline(clause: model.Clause) -> bool:
    own = {"deadline", "stages", "end", "period", "each", "answers", "throughout"}
    return clause.heading or any(term.slot in own for term in model.terms_of(clause))


def _sequence(agreement: model.Agreement) -> Iterator[Found]:
    """Find numbered phases of which one starts before the one before it ends, or long after."""
    calendar = Calendar(agreement)
    for before, after in _in_sequence(agreement):
        end, start = calendar.phase_end(before.id), calendar.phase_start(after.id)
        if start.before(end):
            yield Found(
                "phases-overlap",
                f"Phase {after.id} starts before phase {before.id} has ended.",
                f"Write: from end of phase {before.id}.",
                after.spot,
            )
        elif calendar.can_move(before.id) or end.last is None or start.first is None:
            continue
        elif start.first - end.last > DAY:
            days = (start.first - end.last) // DAY
            yield Found(
                "phases-leave-a-gap",
                f"Between phase {before.id} and phase {after.id} lie {days} days that belong to neither.",
                f"Write: from end of phase {before.id}.",
                after.spot,
            )


def _in_sequence(agreement: model.Agreement) -> Iterator[tuple[model.Phase, model.Phase]]:
    """Yield each two phases that their names put one after the other, and that have one meaning."""
    for row in _ROWS:
        named = {phase.id.casefold(): phase for phase in agreement.phases.values()}
        for one, other in pairwise(row):
            if one in named and other in named and not (named[one].readings or named[other].readings):
                yield named[one], named[other]


def _days(agreement: model.Agreement) -> Iterator[Found]:
    """Find days of a phase that come after its end."""
    calendar = Calendar(agreement)
    for item in agreement.termed:
        own = next((t.phase for t in item.terms if isinstance(t, terms.InPhase)), None)
        for time in times_named(item):
            if (
                not isinstance(time, terms.Day)
                or time.phase in (None, own)
                or time.phase not in agreement.phases
            ):
                continue
            if calendar.phase_end(time.phase).before(calendar.start(time)):
                yield Found(
                    "no-such-day",
                    f"Phase {time.phase} has no day {time.number}: it has ended before.",
                    "Write an earlier day, or count from another phase.",
                    item.spot,
                    f"day {time.number}",
                )


CHECKS = (_starts, _ends, _sequence, _days)
