"""What is said, after a deadline, of a duty that was not done: `servanda.record.statements_against` over columns."""

from __future__ import annotations

import numpy as np

from servanda.columns.compiled import compiled
from servanda.columns.groups import Parted
from servanda.columns.masks import bit, is_in
from servanda.columns.order import said_before, sort_by_saying
from servanda.columns.rows import Codes, Flags, Masks, Records, Sides, Times
from servanda.columns.units import NEVER, Bench, put, stands_at


@compiled
def sort_each(rows: Records, starts: Times, those: Codes) -> None:
    """Put the rows of each group in the order of their saying."""
    for group in range(len(starts) - 1):
        own = those[starts[group] : starts[group + 1]]
        sort_by_saying(rows, own, len(own))


@compiled
def _since(rows: Records, row: int) -> int:
    """Return from when a report bears on a duty: a denial from its saying, a doing from when it may have happened."""
    return rows[row].first if rows[row].stance in (0, 3) else rows[row].said_first  # type: ignore[no-any-return]


@compiled
def is_denied(
    rows: Records,
    voices: Records,
    sides: Sides,
    bearers: np.uint64,
    laid: Codes,
    later: Codes,
    due: int,
    at: int,
    known: int,
) -> bool:
    """Say whether a voice with no side in it denies that a duty was done, and nobody's later word is otherwise.

    Args:
        laid: the reports about it by when they were said; later: more of them, in any order.
    """
    best, is_yes = -1, False
    for place in range(len(later)):
        row = later[place]
        if _decides(rows, voices, sides, bearers, row, at, known) and (
            best < 0 or said_before(rows, best, row)
        ):
            best, is_yes = row, rows[row].stance in (0, 3)
    for back in range(len(laid)):
        row = laid[len(laid) - 1 - back]
        if best >= 0 and said_before(rows, row, best):
            break
        if _decides(rows, voices, sides, bearers, row, at, known):
            best, is_yes = row, rows[row].stance in (0, 3)
            break
    return best >= 0 and not is_yes and rows[best].said_first > due


@compiled
def _decides(
    rows: Records, voices: Records, sides: Sides, bearers: np.uint64, row: int, at: int, known: int
) -> bool:
    if not stands_at(rows, row, known) or _since(rows, row) > at:
        return False
    side = voices[rows[row].voice].side
    if rows[row].stance in (0, 3):
        return not is_in(side, bearers)
    return rows[row].certainty != 2 and not is_in(side, sides.parties & ~bearers)


@compiled
def a_mediator_asserts(
    rows: Records, voices: Records, sides: Sides, laid: Codes, later: Codes, at: int, known: int
) -> bool:
    """Say whether any mediator's own latest word is that it was done."""
    for name in range(63):
        if not is_in(name, sides.mediators):
            continue
        best = -1
        for place in range(len(later)):
            row = later[place]
            if _is_word(rows, voices, name, row, at, known) and (best < 0 or said_before(rows, best, row)):
                best = row
        for back in range(len(laid)):
            row = laid[len(laid) - 1 - back]
            if best >= 0 and said_before(rows, row, best):
                break
            if _is_word(rows, voices, name, row, at, known):
                best = row
                break
        if best >= 0 and rows[best].stance == 0:
            return True
    return False


@compiled
def _is_word(rows: Records, voices: Records, name: int, row: int, at: int, known: int) -> bool:
    is_told = rows[row].stance in (0, 1) and voices[rows[row].voice].speaks_for == name
    return is_told and stands_at(rows, row, known) and _since(rows, row) <= at


@compiled
def denied_each(
    bench: Bench, bearers: Masks, those: Parted, dues: Times, at: int, known: int, denied: Flags, asserted: Flags
) -> None:  # fmt: skip
    """Say of several duties whether a voice with no side in it denies it, and whether a mediator asserts that it was done.

    The latter is asked only where the mediators together have an account.

    Args:
        bearers: who bears each; those: the reports about each.
    """
    rows, voices, sides = bench.rows, bench.voices, bench.sides
    is_mediated = False
    for kind in sides.kind:
        is_mediated = is_mediated or kind == 3
    for place in range(len(dues)):
        laid = those.laid[those.starts[place] : those.ends[place]]
        later = those.later[those.later_starts[place] : those.later_starts[place + 1]]
        denied[place] = is_denied(rows, voices, sides, bearers[place], laid, later, dues[place], at, known)
        asserted[place] = is_mediated and a_mediator_asserts(rows, voices, sides, laid, later, at, known)


@compiled
def denials(bench: Bench, is_owed: Flags, bearers: Masks, those: Codes, out: Records) -> int:
    """Write, for each account, who denies that a duty was done on a word that counts by itself; return how many changes.

    Such is the bearer's own side, and whoever the account is of.

    Args:
        is_owed, bearers: of each row of the plan, whether it is a duty, and who bears it.
    """
    rows, voices, sides = bench.rows, bench.voices, bench.sides
    at = 0
    for place in range(len(those)):
        row = those[place]
        if rows[row].stance not in (1, 2) or rows[row].certainty == 2:
            continue
        voice = rows[row].voice
        code = rows[row].about
        for number in range(bench.lines.start[code], bench.lines.start[code + 1]):
            line = bench.lines.rows[number]
            if not is_owed[line]:
                continue
            mask = np.uint64(0)
            for account in range(len(sides.kind)):
                is_own = sides.kind[account] == 2 and is_in(voices[voice].speaks_for, sides.members[account])
                if is_own or (voices[voice].belongs and is_in(voices[voice].side, bearers[line])):
                    mask |= bit(account)
            if mask:
                begin = line + len(bench.shapes)
                at = put(out, at, begin, rows[row].said_first, rows[row].public, mask, 1.0)
                if rows[row].gone < NEVER:
                    gone = max(rows[row].gone, rows[row].public)
                    at = put(out, at, begin, rows[row].said_first, gone, mask, -1.0)
    return at
