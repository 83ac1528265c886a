"""The holes in an agreement that reads well: what it names and never says, and what contradicts itself.

Every check has one shape, `check(agreement) -> found`, where each `Found` is a cause, a mend and a spot.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from servanda.agreement import model, terms
from servanda.agreement.problem import Problem
from servanda.clock import BadTime, parse_moment


@dataclass(frozen=True)
class Found:
    """One hole: its stable name, what is wrong, how to mend it, and where."""

    name: str
    cause: str
    mend: str
    spot: model.Spot
    about: str = ""


Check = Callable[[model.Agreement], Iterator[Found]]


def check(agreement: model.Agreement, file: str = "agreement.md") -> list[Problem]:
    """Return every hole in an agreement, by line."""
    found = (hole for one in CHECKS for hole in one(agreement))
    return sorted(_problem(hole, file) for hole in found)


def _problem(hole: Found, file: str) -> Problem:
    text = hole.spot.text
    start = max(0, text.find(hole.about)) if hole.about else len(text) - len(text.lstrip())
    width = len(hole.about) or len(text.strip())
    return Problem(file, hole.spot.line, start + 1, hole.name, hole.cause, hole.mend, text, width)


def _items(agreement: model.Agreement) -> Iterator[model.Item]:
    for passage in agreement.passages:
        yield from passage.items


def _head(agreement: model.Agreement) -> Iterator[Found]:
    titles = [item for item in _items(agreement) if isinstance(item, model.Title)]
    first = next(_items(agreement), None)
    if not titles:
        spot = first.spot if first else model.NOWHERE
        yield Found(
            "no-head",
            "The agreement has no name and no moment of entry.",
            'Begin with: agreement #id "Its name", and under it: in force 2025-01-19 11:15 Asia/Jerusalem.',
            spot,
        )
    for extra in titles[1:]:
        yield Found(
            "second-head",
            "An agreement has one head.",
            "Keep one agreement line; use instrument for another text.",
            extra.spot,
        )
    if titles and titles[0].entry is None:
        yield Found(
            "no-entry",
            "The moment of entry and its zone are not said, so no day can be counted.",
            "Add under it: in force 2025-01-19 11:15 Asia/Jerusalem.",
            titles[0].spot,
        )


def _twice(agreement: model.Agreement) -> Iterator[Found]:
    named = [
        i
        for i in _items(agreement)
        if isinstance(
            i, model.Clause | model.Phase | model.Instrument | model.Listing | model.Link | model.Amendment
        )
    ]
    count = Counter((isinstance(i, model.Phase), i.id) for i in named)
    seen: set[tuple[bool, str]] = set()
    for item in named:
        key = (isinstance(item, model.Phase), item.id)
        if count[key] > 1 and key in seen:
            yield Found(
                "id-twice",
                f"{item.id} is the id of something above.",
                "Give each its own id.",
                item.spot,
                item.id,
            )
        seen.add(key)


def _names(agreement: model.Agreement) -> Iterator[Found]:
    known = set(agreement.taking("party", "mediator", "guarantor", "monitor", "non-signatory")) | {
        "each party"
    }
    for item in _items(agreement):
        for name in _names_in(item):
            if name not in known:
                yield Found(
                    "undeclared-name",
                    f"{name} is not said to take part.",
                    f'Add a line such as "non-signatory {name}", or write the name as declared.',
                    item.spot,
                    name,
                )


def _names_in(item: model.Item) -> Iterator[str]:
    match item:
        case model.Instrument(binds=binds, seen_by=seen_by):
            yield from (*binds, *seen_by)
        case model.Amendment(announced_by=names):
            yield from names
        case model.Phase(readings=readings):
            yield from (name for reading in readings for name in reading.holders)
            yield from _bodies(item)
        case model.Clause():
            yield from item.bearers
            yield from (name for reading in item.readings for name in reading.holders)
            for term in _terms(item):
                if isinstance(term, terms.To | terms.VerifiedBy):
                    yield from term.names
            yield from _bodies(item)
        case _:
            return


def _bodies(item: model.Clause | model.Phase) -> Iterator[str]:
    yield from (one.body for one in model.conditions_of(item) if isinstance(one, terms.Finds))


def _terms(item: model.Item) -> tuple[terms.Term, ...]:
    return model.terms_of(item) if isinstance(item, model.Clause | model.Phase) else ()


def _references(agreement: model.Agreement) -> Iterator[Found]:
    clauses = set(agreement.clauses) | set(agreement.lists)
    for item in _items(agreement):
        for kind, target in _targets(item):
            known = agreement.phases if kind == "phase" else clauses
            if target not in known:
                sigil = "phase " if kind == "phase" else "#"
                yield Found(
                    f"unknown-{kind}",
                    f"{sigil}{target} is not in this agreement.",
                    "Write the id as declared, or add what it names.",
                    item.spot,
                    target,
                )
        if isinstance(item, model.Clause) and item.part_of:
            whole = agreement.clauses.get(item.part_of)
            if item.part_of not in agreement.instruments and not (whole and whole.heading):
                yield Found(
                    "unknown-whole",
                    f"#{item.part_of} is no heading and no instrument.",
                    "Name a heading or an instrument, or take the line out.",
                    item.spot,
                )


def _targets(item: model.Item) -> Iterator[tuple[str, str]]:
    match item:
        case model.Amendment():
            yield from (("clause", change.clause) for change in item.changes)
            yield from (target for time in _times(item) for target in _targets_in(time))
        case model.Phase() | model.Clause():
            for term in _terms(item):
                yield from _targets_of(term)
            for one in model.conditions_of(item):
                if isinstance(one, terms.StateIs):
                    yield "clause", one.clause
                elif isinstance(one, terms.PhaseIs):
                    yield "phase", one.phase
        case _:
            return


def _times(item: model.Item) -> Iterator[terms.Time]:
    """Yield every time that an item names."""
    for term in _terms(item):
        yield from terms.times_of(term)
    if isinstance(item, model.Amendment):
        yield from terms.times_in(item.since)
        for change in item.changes:
            yield from (
                t
                for side in (change.old, change.new)
                if not isinstance(side, float)
                for t in terms.times_in(side)
            )


def _targets_in(time: terms.Time) -> Iterator[tuple[str, str]]:
    match time:
        case terms.Met(clause):
            yield "clause", clause
        case terms.PhaseStart(phase) | terms.PhaseEnd(phase) | terms.Day(_, str() as phase):
            yield "phase", phase
        case _:
            pass


def _targets_of(term: terms.Term) -> Iterator[tuple[str, str]]:
    for time in terms.times_of(term):
        yield from _targets_in(time)
    match term:
        case terms.InPhase(phase):
            yield "phase", phase
        case terms.EachLink(_, clause) | terms.Answers(clause):
            yield "clause", clause
        case terms.Then(terms.Extends(phase) | terms.Ends(_, str() as phase)):
            yield "phase", phase
        case terms.Then(terms.Ends(clauses) | terms.Suspends(clauses) | terms.Resumes(clauses)):
            yield from (("clause", clause) for clause in clauses)
        case _:
            pass


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


def _ends(agreement: model.Agreement) -> Iterator[Found]:
    lasts = {
        p.id: t.length.count
        for p in agreement.phases.values()
        for t in p.terms
        if isinstance(t, terms.Lasting) and t.length.unit == "day" and terms.From(terms.Entry()) in p.terms
    }
    for clause in agreement.clauses.values():
        phase = next((t.phase for t in clause.terms if isinstance(t, terms.InPhase)), None)
        if phase not in lasts:
            continue
        for term in clause.terms:
            for time in terms.times_of(term):
                if isinstance(time, terms.Day) and time.phase in (None, phase) and time.number > lasts[phase]:
                    late = time.number - lasts[phase]
                    yield Found(
                        "stage-after-phase-ends",
                        f"Day {time.number} lies {late} days after phase {phase} has ended, so it can never be in time.",
                        f"Move it to day {lasts[phase]} or earlier, or take the clause out of the phase.",
                        clause.spot,
                    )


def _when(agreement: model.Agreement) -> Iterator[Found]:
    timed = (
        terms.By,
        terms.Within,
        terms.Stage,
        terms.Stages,
        terms.EachLink,
        terms.Answers,
        terms.Every,
        terms.InPhase,
        terms.Until,
        terms.Lasting,
    )
    for clause in agreement.clauses.values():
        if clause.norm != "must" or clause.heading:
            continue
        readings = [t for r in clause.readings for t in r.terms]
        if not any(isinstance(t, timed) for t in (*clause.terms, *readings)):
            yield Found(
                "never-due",
                f"Nothing says when #{clause.id} is due, so it can never be late.",
                'Add "by", "in phase", a stage or "by unknown".',
                clause.spot,
            )


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


def _dates(agreement: model.Agreement) -> Iterator[Found]:
    zone = agreement.title.zone
    for item in _items(agreement):
        for time in _times(item):
            if isinstance(time, terms.Date):
                try:
                    parse_moment(time.text, zone)
                except BadTime as error:
                    yield Found("bad-time", f"{error}.", "Write a day that exists.", item.spot, time.text)
        for hour in (hour for t in _terms(item) if isinstance(t, terms.Hours) for hour in (t.first, t.last)):
            if hour is not None and not _HOUR.fullmatch(hour):
                yield Found(
                    "bad-time", f'"{hour}" is no hour of the day.', "Write 00:00 to 23:59.", item.spot, hour
                )


_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def _needs(clause: model.Clause) -> Iterator[str]:
    """Yield the clauses that one waits for. What its own use ends or suspends does not hold it up."""
    waiting = tuple(term for term in clause.terms if not isinstance(term, terms.Then))
    for kind, target in _targets(dataclasses.replace(clause, terms=waiting)):
        if kind == "clause":
            yield target


def _circles(agreement: model.Agreement) -> Iterator[Found]:
    needs = {clause.id: set(_needs(clause)) for clause in agreement.clauses.values()}
    for start in needs:
        seen: set[str] = set()
        queue = list(needs[start])
        while queue:
            at = queue.pop()
            if at not in seen:
                seen.add(at)
                queue += needs.get(at, set())
        if start in seen:
            yield Found(
                "waits-for-itself",
                f"#{start} depends on itself, so it can never come due.",
                "Break the circle: let one of its clauses depend on a date.",
                agreement.clauses[start].spot,
            )


def _amendments(agreement: model.Agreement) -> Iterator[Found]:
    for amendment in agreement.amendments:
        for change in amendment.changes:
            clause = agreement.clauses.get(change.clause)
            if clause is None:
                continue
            times = [time for term in clause.terms for time in terms.times_of(term)]
            numbers = [
                t.number for t in clause.terms if isinstance(t, terms.Amount | terms.Stage | terms.Stages)
            ]
            if change.old not in (*times, *numbers):
                yield Found(
                    "nothing-to-amend",
                    f"#{change.clause} does not say what this changes.",
                    "Write the old time or number just as the clause has it.",
                    change.spot,
                )


def _states(agreement: model.Agreement) -> Iterator[Found]:
    """Find conditions on a state that the clause they name can never be known to reach."""
    for item in agreement.termed:
        for one in model.conditions_of(item):
            clause = agreement.clauses.get(one.clause) if isinstance(one, terms.StateIs) else None
            if isinstance(one, terms.StateIs) and clause is not None and not _can_reach(clause, one.state):
                yield Found(
                    "untestable-state",
                    f"Nothing can show that #{clause.id} is {one.state}, so this condition never holds.",
                    "Test a clause that is done once or by stages, or what it waits for itself.",
                    item.spot,
                    clause.id,
                )


def _can_reach(clause: model.Clause, state: terms.State) -> bool:
    is_forbidden = clause.norm in ("must not", "should not")
    if state == "violated":
        return clause.norm != "may" and not clause.heading
    if state != "fulfilled":
        return not is_forbidden
    slots = {term.slot for term in clause.terms}
    return not (is_forbidden or clause.heading or slots & {"each", "answers", "period"})


def _runs(agreement: model.Agreement) -> Iterator[Found]:
    for clause in agreement.clauses.values():
        for term in _terms(clause):
            if isinstance(term, terms.Stages) and _steps(term) is None:
                yield Found(
                    "uneven-run",
                    f"The run of stages of #{clause.id} cannot be laid out: its steps or its ends are not days of one clock.",
                    "Step by days or weeks from a day until a day, or write each stage on a line of its own.",
                    clause.spot,
                )


def _undated(agreement: model.Agreement) -> Iterator[Found]:
    for amendment in agreement.amendments:
        since = amendment.since
        if not isinstance(since, terms.Date | terms.Entry) and not (
            isinstance(since, terms.Day) and since.phase is None
        ):
            yield Found(
                "undated-amendment",
                f"From when #{amendment.id} is in force depends on what happens, so it would never be.",
                "Write a date, or a day of the agreement.",
                amendment.spot,
            )


CHECKS: tuple[Check, ...] = (
    _head, _twice, _names, _references, _sums, _ends, _when, _ratios, _dates, _circles, _amendments, _states, _runs, _undated,
)  # fmt: skip
"""Every check, in the order run."""
