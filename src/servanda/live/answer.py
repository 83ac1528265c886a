"""An answer brought up to date: only what hangs on what was touched is run and judged again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from servanda.live.audience import Audience, Touch
from servanda.live.ties import Point, point_of
from servanda.record import acts_of
from servanda.standing import Judge, Other, Standing, settle


@dataclass(frozen=True)
class Spent:
    """What an answer took.

    Attributes:
        units: how many units of reports were weighed.
        entries: how many entries of the log were run, in one round.
        clauses: how many clauses were judged.
    """

    units: int
    entries: int
    clauses: int


@dataclass(frozen=True)
class Question:
    """What is asked of an audience."""

    at: int
    known: int | None
    account: str
    others: Mapping[str, Other]


@dataclass
class Answer:
    """A standing that was given, and what was touched since."""

    standing: Standing
    others: Mapping[str, Other]
    touch: Touch = field(default_factory=Touch)


def answered(audience: Audience, question: Question, last: Answer | None) -> tuple[Standing, Spent]:
    """Answer a question, and say what that took beside weighing.

    Args:
        last: the last answer at the same moment, on the same account and with the same other agreements; None where
            there is none.
    """
    judged = _judged(audience, last)
    hearing, at, account = audience.hearing, question.at, question.account
    taken = audience.taken()
    if last is not None and not judged:
        standing = replace(last.standing, known=question.known, hearing=hearing, taken=taken)
        return standing, Spent(0, 0, 0)
    judge, entries = _judge(audience, question, judged)
    there = None if last is None else last.standing
    phases = tuple(
        judge.phase(phase, account) if there is None or point_of(phase) in judged else there.phases[place]
        for place, phase in enumerate(audience.agreement.phases.values())
    )
    clauses = tuple(
        judge.clause(clause, account) if there is None or point_of(clause) in judged else there.clauses[place]
        for place, clause in enumerate(audience.agreement.clauses.values())
    )
    has_moved = there is None or any(kind == "phase" for kind, _ in judged)
    spans = (
        {name: judge.span(name) for name in audience.accounts} if has_moved or there is None else there.spans
    )
    standing = Standing(
        audience.agreement, at, question.known, account, audience.viewer, phases, clauses, hearing, taken,
        audience.sources, spans,
    )  # fmt: skip
    return standing, Spent(0, entries, sum(kind == "clause" for kind, _ in judged))


def _judge(audience: Audience, question: Question, judged: frozenset[Point]) -> tuple[Judge, int]:
    """Run what some clauses and phases hang on, and return their judge and how many entries were run.

    Where any phase is judged, all are run: the last of them ends the agreement.
    """
    agreement = audience.agreement
    phases = {point_of(phase) for phase in agreement.phases.values()}
    needed = audience.ties.needs(judged | phases if judged & phases else judged)
    log = audience.log.up_to((name for kind, name in needed if kind == "act"), question.at)
    only = {name for kind, name in needed if kind == "clause"}
    plan, state = settle(audience.hearing, audience.axis, log, question.at, others=question.others, only=only)
    told = [acts_of(clause) for clause in agreement.clauses.values() if point_of(clause) in judged]
    taken = audience.taken_of(tuple(dict.fromkeys(act for acts in told for act in acts)))
    return Judge(audience.hearing, plan, state, question.at, taken, audience.choices), len(log)


def _judged(audience: Audience, last: Answer | None) -> frozenset[Point]:
    """Return the clauses and phases to judge: all, or those that hang on what was touched."""
    every = frozenset(point_of(item) for item in audience.agreement.termed)
    if last is None:
        return every
    answering = {("clause", name) for name in audience.answering(last.touch)}
    return every & (audience.ties.hang_on(last.touch.points) | answering)
