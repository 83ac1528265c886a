"""Exchanges matched by name into changes: of each request, whether it was answered, and how it stands at every moment.

An exchange is all that is told under one name of the acts of a clause and of the clause that answers it. Like a unit, it
is weighed anew each time one of its reports becomes known or is replaced.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from servanda.columns.calendar import Calendar, later
from servanda.columns.compiled import compiled
from servanda.columns.masks import bit, is_in
from servanda.columns.order import put_in_order, said_before
from servanda.columns.rows import Codes, Flags, Masks, Records, Times
from servanda.columns.taking import take
from servanda.columns.units import NEVER, Bench, kept_before, known_from, put, put_difference, stands_at

IN_FORCE, OVERDUE, VIOLATED, ON_TIME, LATE, UNCERTAIN, ONLY_MOST = range(7)
STATES = 7
"""How a duty for one request may stand; the last is one that only the most knows of, or that does not bind yet."""


class Answer(NamedTuple):
    """A row of the plan that answers requests.

    Attributes:
        line: its number among the rows that are counted.
        bearers, whose: who bears it, and whose acts count as theirs.
        start: from when it binds.
        days, seconds: within how long it is due; by the calendar, or exactly.
        advised: that it should be done, which nobody can break.
    """

    line: int
    bearers: np.uint64
    whose: np.uint64
    start: int
    days: int
    seconds: int
    advised: bool


class Answers(NamedTuple):
    """Rows of the plan that answer requests, one element each; as `Answer` has them."""

    line: Codes
    bearers: Masks
    whose: Masks
    start: Times
    days: Times
    seconds: Times
    advised: Flags


class Duty(NamedTuple):
    """One duty on one account: when it was called for and met, on the least; NEVER where it was not."""

    called: int
    called_most: int
    due_first: int
    due_last: int
    met_first: int
    met_last: int


@compiled
def _counts_against(
    bench: Bench,
    answer: Answer,
    account: int,
    row: int,
    rows_there: Codes,
    count: int,
    deed_of: Codes,
    at: int,
) -> bool:
    rows, voices, sides = bench.rows, bench.voices, bench.sides
    voice = rows[row].voice
    side = voices[voice].side
    if sides.kind[account] == 2 and is_in(voices[voice].speaks_for, sides.members[account]):
        return True
    if voices[voice].belongs and is_in(side, answer.bearers):
        return True
    if is_in(side, sides.parties & ~answer.bearers):
        return False
    for place in range(count):
        other = rows_there[place]
        if rows[other].stance not in (0, 3) or rows[other].first > at:
            continue
        if not _is_about(bench, answer, other, deed_of[place]):
            continue
        if said_before(rows, row, other) and not is_in(voices[rows[other].voice].side, answer.bearers):
            return False
    return True


@compiled
def _is_about(bench: Bench, answer: Answer, row: int, deed: int) -> bool:
    actors = bench.deeds[deed].actors
    if actors and not actors & answer.whose:
        return False
    code = bench.rows[row].about
    for line in range(bench.lines.start[code], bench.lines.start[code + 1]):
        if bench.lines.rows[line] == answer.line:
            return True
    return False


@compiled
def _a_mediator_asserts(
    bench: Bench, answer: Answer, those: Codes, count: int, deed_of: Codes, at: int
) -> bool:
    rows, voices, sides = bench.rows, bench.voices, bench.sides
    for name in range(63):
        if not is_in(name, sides.mediators):
            continue
        latest = -1
        for place in range(count):
            row = those[place]
            if voices[rows[row].voice].speaks_for != name or rows[row].stance not in (0, 1):
                continue
            since = rows[row].first if rows[row].stance == 0 else rows[row].said_first
            if since > at or not _is_about(bench, answer, row, deed_of[place]):
                continue
            if latest < 0 or said_before(rows, latest, row):
                latest = row
        if latest >= 0 and rows[latest].stance == 0:
            return True
    return False


@compiled
def _is_violated(
    bench: Bench, answer: Answer, account: int, due: int, at: int, those: Codes, count: int, deed_of: Codes
) -> bool:
    """Say whether an account takes it as said, after the deadline, that a request was not answered."""
    rows = bench.rows
    if answer.advised:
        return False
    asked_mediators = False
    for place in range(count):
        row = those[place]
        is_denial = rows[row].stance in (1, 2) and rows[row].certainty != 2
        if not is_denial or not due < rows[row].said_first <= at:
            continue
        if not _is_about(bench, answer, row, deed_of[place]):
            continue
        if bench.sides.kind[account] == 3 and not asked_mediators:
            if _a_mediator_asserts(bench, answer, those, count, deed_of, at):
                return False
            asked_mediators = True
        if _counts_against(bench, answer, account, row, those, count, deed_of, at):
            return True
    return False


@compiled
def _state(
    bench: Bench, answer: Answer, account: int, duty: Duty, at: int, those: Codes, count: int, deed_of: Codes
) -> int:
    """Return how a duty stands at a moment; -1 where nobody has called for it by then."""
    if duty.called > at:
        return ONLY_MOST if duty.called_most <= at else -1
    if duty.met_last <= at:
        least, most = duty.met_first - duty.due_last, duty.met_last - duty.due_first
        if least > 0:
            return LATE
        if duty.met_last > duty.due_last or (duty.due_first != duty.due_last and most > 0):
            return UNCERTAIN
        return ON_TIME
    if answer.start > at:
        return ONLY_MOST
    if at < duty.due_last:
        return IN_FORCE
    if _is_violated(bench, answer, account, duty.due_last, at, those, count, deed_of):
        return VIOLATED
    return OVERDUE


@compiled
def _put_states(
    bench: Bench, answer: Answer, account: int, duty: Duty, those: Codes, count: int, deed_of: Codes,
    public: int, out: Records, begin: int, at: int,
) -> int:  # fmt: skip
    """Write how a duty stands on one account from each moment at which that changes."""
    rows, accounts = bench.rows, len(bench.sides.kind)
    breaks = np.empty(6 + count, dtype=np.int64)
    breaks[:6] = (duty.called, duty.called_most, duty.due_last, duty.met_last, answer.start, NEVER)
    number = 6
    for place in range(count):
        row = those[place]
        breaks[number] = rows[row].first if rows[row].stance in (0, 3) else rows[row].said_first
        number += 1
    put_in_order(breaks, number)
    before = -1
    for place in range(number):
        moment = breaks[place]
        if moment >= NEVER or (place and moment == breaks[place - 1]):
            continue
        state = _state(bench, answer, account, duty, moment, those, count, deed_of)
        if state == before:
            continue
        if before >= 0:
            at = _merge(out, begin, at, answer.line, moment, public, bit(before * accounts + account), -1.0)
        if state >= 0:
            at = _merge(out, begin, at, answer.line, moment, public, bit(state * accounts + account), 1.0)
        before = state
    return at


@compiled
def _merge(
    out: Records, begin: int, at: int, row: int, moment: int, public: int, mask: np.uint64, amount: float
) -> int:
    for place in range(begin, at):
        if out[place].row == row and out[place].moment == moment and out[place].amount == amount:
            out[place].mask |= mask
            return at
    return put(out, at, row, moment, public, mask, amount)


@compiled
def _heard(rows: Records, those: Codes, count: int, public: int, heard: Codes) -> int:
    number = 0
    for place in range(count):
        if stands_at(rows, those[place], public):
            heard[number] = those[place]
            number += 1
    return number


@compiled
def _met(
    bench: Bench, answer: Answer, given: Codes, count: int, deed_of: Codes, met_first: Times, met_last: Times
) -> None:
    """Put when each account takes a request as answered; NEVER where it does not."""
    rows, scratch = bench.rows, bench.scratch
    met_first[:] = NEVER
    met_last[:] = NEVER
    place = 0
    while place < count:
        unit = rows[given[place]].unit
        end = place
        while end < count and rows[given[end]].unit == unit:
            end += 1
        deed = bench.unit_deed[unit]
        deed_of[place:end] = deed
        is_about = False
        for each in range(place, end):
            is_about = is_about or _is_about(bench, answer, given[each], deed)
        if is_about:
            own = given[place:end].copy()
            first, last = take(rows, bench.voices, bench.deeds, deed, bench.sides, own, end - place, scratch)
            for account in range(len(met_first)):
                if scratch.least[account] > 0 and last < met_last[account]:
                    met_first[account], met_last[account] = first, last
        place = end


@compiled
def _put_alike(out: Records, begin: int, at: int, account: int, accounts: int) -> None:
    """Write that a duty stands on one account as on the one before."""
    for place in range(begin, at):
        mask = out[place].mask
        for state in range(STATES):
            if is_in(state * accounts + account - 1, mask):
                out[place].mask |= bit(state * accounts + account)


@compiled
def _put_exchange(
    bench: Bench, calendar: Calendar, answer: Answer, asked: Codes, given: Codes, count: int, public: int,
    out: Records, at: int,
) -> int:  # fmt: skip
    """Write how the duty for one request stands on every account, and when it is due, as known at a moment.

    Args:
        asked: the reports of the request; given: those of its answers, by unit, `count` of them.
    """
    accounts = len(bench.sides.kind)
    deed_of = np.empty(count, dtype=np.int32)
    met_first, met_last = np.empty(accounts, dtype=np.int64), np.empty(accounts, dtype=np.int64)
    _met(bench, answer, given, count, deed_of, met_first, met_last)
    deed = bench.unit_deed[bench.rows[asked[0]].unit]
    first, last = take(
        bench.rows, bench.voices, bench.deeds, deed, bench.sides, asked, len(asked), bench.scratch
    )
    is_asked, may_be = bench.scratch.least > 0, bench.scratch.most > 0
    due_first = later(calendar, first, answer.days, answer.seconds)
    due_last = later(calendar, last, answer.days, answer.seconds)
    begin = at
    is_denied = False
    for place in range(count):
        is_denied = is_denied or bench.rows[given[place]].stance in (1, 2)
    before = Duty(-1, -1, -1, -1, -1, -1)
    for account in range(accounts):
        duty = Duty(
            last if is_asked[account] else NEVER, first if may_be[account] else NEVER, due_first, due_last,
            met_first[account], met_last[account],
        )  # fmt: skip
        if duty == before and not is_denied:
            _put_alike(out, begin, at, account, accounts)
        else:
            at = _put_states(bench, answer, account, duty, given, count, deed_of, public, out, begin, at)
        before = duty
    is_told = np.uint64(0)
    for account in range(accounts):
        if is_asked[account] or may_be[account]:
            is_told |= bit(account)
    return put(out, at, answer.line + len(bench.shapes), due_last, public, is_told, 1.0)


@compiled
def open_until(
    bench: Bench, calendar: Calendar, answers: Answers, links: Codes, asked_start: Times, asked: Codes,
    given_start: Times, given: Codes, account: int, at: int, known: int, until: Times,
) -> None:  # fmt: skip
    """Put until when the duty of each exchange is open on one account, at a moment before; NEVER where it is not."""
    accounts = len(bench.sides.kind)
    met_first, met_last = np.empty(accounts, dtype=np.int64), np.empty(accounts, dtype=np.int64)
    for number in range(len(links)):
        until[number] = NEVER
        own = asked[asked_start[number] : asked_start[number + 1]]
        theirs = given[given_start[number] : given_start[number + 1]]
        heard_asked, heard_given = np.empty(len(own), dtype=np.int32), np.empty(len(theirs), dtype=np.int32)
        count = _heard(bench.rows, own, len(own), known, heard_asked)
        answered = _heard(bench.rows, theirs, len(theirs), known, heard_given)
        if not count:
            continue
        answer = _answer(answers, links[number])
        deed_of = np.empty(answered, dtype=np.int32)
        _met(bench, answer, heard_given, answered, deed_of, met_first, met_last)
        deed = bench.unit_deed[bench.rows[heard_asked[0]].unit]
        first, last = take(
            bench.rows, bench.voices, bench.deeds, deed, bench.sides, heard_asked, count, bench.scratch
        )
        duty = Duty(
            last if bench.scratch.least[account] > 0 else NEVER, NEVER,
            later(calendar, first, answer.days, answer.seconds), later(calendar, last, answer.days, answer.seconds),
            met_first[account], met_last[account],
        )  # fmt: skip
        if _state(bench, answer, account, duty, at, heard_given, answered, deed_of) == IN_FORCE:
            until[number] = duty.due_last


@compiled
def _answer(answers: Answers, link: int) -> Answer:
    return Answer(
        answers.line[link], answers.bearers[link], answers.whose[link], answers.start[link], answers.days[link],
        answers.seconds[link], answers.advised[link],
    )  # fmt: skip


@compiled
def exchange_changes(
    bench: Bench,
    calendar: Calendar,
    answer: Answer,
    asked: Codes,
    given: Codes,
    work: Records,
    out: Records,
    at: int,
) -> int:
    """Write all the changes of one exchange, and return where the next goes.

    Args:
        asked: the reports of its one request; given: those of its answers, by unit.
    """
    rows = bench.rows
    every = np.empty(len(asked) + len(given), dtype=np.int32)
    every[: len(asked)] = asked
    every[len(asked) :] = given
    moments, versions = known_from(rows, every, len(every))
    heard_asked, heard_given = np.empty(len(asked), dtype=np.int32), np.empty(len(given), dtype=np.int32)
    half = len(work) // 2
    before = 0
    for version in range(versions):
        public = moments[version]
        number = _heard(rows, asked, len(asked), public, heard_asked)
        answered = _heard(rows, given, len(given), public, heard_given)
        end = half
        if number:
            end = _put_exchange(
                bench, calendar, answer, heard_asked[:number], heard_given, answered, public, work, half
            )
        at = put_difference(work, before, half, end, public, out, at)
        before = end - half
        kept_before(work, half, before)
    return at


@compiled
def all_exchanges(
    bench: Bench, calendar: Calendar, answers: Answers, links: Codes, asked_start: Times, asked: Codes,
    given_start: Times, given: Codes, begin: int, work: Records, out: Records,
) -> tuple[int, int]:  # fmt: skip
    """Write the changes of exchanges from `begin` on, while there is room; return the next, and how many.

    Args:
        links: of each exchange, which of the answers it is about.
    """
    at = 0
    accounts = len(bench.sides.kind)
    for number in range(begin, len(links)):
        own = asked[asked_start[number] : asked_start[number + 1]]
        theirs = given[given_start[number] : given_start[number + 1]]
        if not len(own):
            continue
        count = len(own) + len(theirs)
        once = 2 * accounts * (6 + count) + 1
        if at + 4 * count * once > len(out) or 2 * once > len(work):
            return number, at
        answer = _answer(answers, links[number])
        at = exchange_changes(bench, calendar, answer, own, theirs, work, out, at)
    return len(links), at
