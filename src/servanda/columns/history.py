"""What was counted under each clause, at any moment, as known at any other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from servanda.columns.changes import Changes
from servanda.standing.arrays import NEVER, START, Amounts, Times

MOST_SLOTS = 64
"""Counters that a mask has a bit for."""


class Histories:
    """The changes of the counters of many clauses, by when they happened and by when they were known.

    Every clause has the same number of counters, its slots. A change adds an amount to some of them: it happened at a
    moment, and is known from when it was public. Changes are only ever added; one that was wrong is taken back by
    another with the opposite amount. An amount may be inf, without bound: such are counted apart from the finite ones,
    so that what was without bound can be taken back too, and a sum is inf while more of them came than went.

    Sums of whole numbers, halves and the like are exact; of other fractions, as exact as floats are.

    Times are in seconds, from START to NEVER; what is asked may lie outside. A structure is not to be asked while
    changes are added to it.
    """

    def __init__(self, clauses: int, slots: int) -> None:
        """Begin with no change to any of the `slots` counters of any of the clauses.

        Raises:
            ValueError: a number is negative, or there are more than 64 slots.
        """
        if clauses < 0 or not 0 <= slots <= MOST_SLOTS:
            raise ValueError(
                f"{clauses} clauses with {slots} slots each: 0 or more, with 0 to {MOST_SLOTS} slots"
            )
        self._clauses = clauses
        self._slots = slots
        self._finite = Changes(clauses, slots)
        self._infinite: Changes | None = None

    def add(
        self,
        clauses: NDArray[np.integer],
        moments: Times,
        publics: Times,
        masks: NDArray[np.uint64],
        amounts: Amounts,
    ) -> None:
        """Add changes, one for each place of the arrays.

        Args:
            clauses: which clause's counter changes, from 0.
            moments: when it happened.
            publics: since when it is known.
            masks: which counters change: bit `n` stands for slot `n`.
            amounts: what is added to each; may be negative, and inf or -inf.

        Raises:
            ValueError: the arrays differ in length, a clause or a slot is out of bounds, or an amount is nan.
        """
        if len({len(clauses), len(moments), len(publics), len(masks), len(amounts)}) != 1:
            raise ValueError(
                "a change has a clause, a moment, a public, a mask and an amount: the arrays differ in length"
            )
        if len(moments) == 0:
            return
        _check_bounds("clause", clauses, self._clauses)
        if int(masks.max()) >> self._slots:
            highest = int(masks.max()).bit_length() - 1
            raise ValueError(f"no slot {highest}: they are numbered from 0 to {self._slots - 1}")
        finite = np.isfinite(amounts)
        if finite.all():
            self._finite.add(clauses, moments, publics, masks, amounts)
            return
        if np.isnan(amounts).any():
            raise ValueError("an amount is nan; what is without bound is inf, what is not known is no change")
        if self._infinite is None:
            self._infinite = Changes(self._clauses, self._slots)
        for changes, here, those in (
            (self._finite, finite, amounts),
            (self._infinite, ~finite, np.sign(amounts)),
        ):
            changes.add(clauses[here], moments[here], publics[here], masks[here], those[here])

    def sums(self, clause: int, at: int, known: int) -> Amounts:
        """Return a clause's counters at a moment, as known at `known`: changes at these very seconds count."""
        self._check(clause)
        return self._sums(clause, 1, ((at, 1.0),), known).ravel()

    def sums_between(self, clause: int, first: int, last: int, known: int) -> Amounts:
        """Return what was added to a clause's counters from the second `first` to the second `last`, both counted in."""
        self._check(clause)
        if last < first:
            return np.zeros(self._slots)
        return self._sums(clause, 1, ((last, 1.0), (max(first, int(START)) - 1, -1.0)), known).ravel()

    def sums_of_all(self, at: int, known: int) -> Amounts:
        """Return every clause's counters at a moment, as known at `known`: a row a clause, a column a slot."""
        return self._sums(0, self._clauses, ((at, 1.0),), known)

    def sums_each(self, clauses: NDArray[np.int64], ats: Times, known: int) -> Amounts:
        """Return the counters of several clauses, each at a moment of its own: a row for each, a column a slot."""
        sums = np.zeros((len(clauses), self._slots))
        self._finite.add_up_each(clauses, ats, known, sums)
        if self._infinite is not None:
            counts = np.zeros_like(sums)
            self._infinite.add_up_each(clauses, ats, known, counts)
            sums[counts > 0] = np.inf
        return sums

    def reached(self, clause: int, slot: int, needed: float, known: int, within: int = int(NEVER)) -> int:
        """Return the least moment, up to `within`, at which a counter is at least what is needed; NEVER without one.

        As known at any one time, the counter must not fall from one moment to a later one: a change may be negative,
        but all changes at its moment and slot together may not. What needs nothing is reached at START.

        Raises:
            IndexError: there is no such clause or slot.
        """
        self._check(clause, slot)
        if needed <= 0:
            return int(START)
        found = self._finite.reached(clause, slot, float(needed), known, within)
        if self._infinite is not None:
            found = min(found, self._infinite.reached(clause, slot, 1.0, known, within))
        return found

    def _sums(self, clause: int, count: int, cuts: tuple[tuple[int, float], ...], known: int) -> Amounts:
        sums = np.zeros((count, self._slots))
        for at, sign in cuts:
            self._finite.add_up(clause, at, known, sign, sums)
        if self._infinite is not None:
            counts = np.zeros_like(sums)
            for at, sign in cuts:
                self._infinite.add_up(clause, at, known, sign, counts)
            sums[counts > 0] = np.inf
        return sums

    def _check(self, clause: int, slot: int = 0) -> None:
        if not (0 <= clause < self._clauses and 0 <= slot < max(self._slots, 1)):
            raise IndexError(
                f"no slot {slot} of clause {clause}: there are {self._clauses} clauses with {self._slots} slots"
            )


def _check_bounds(what: str, numbers: NDArray[np.integer], bound: int) -> None:
    least, most = int(numbers.min()), int(numbers.max())
    if least < 0 or most >= bound:
        raise ValueError(f"no {what} {least if least < 0 else most}: they are numbered from 0 to {bound - 1}")
