"""Sums of changes at any moment, as known at any other, against adding up every change by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from servanda.columns.history import Histories
from servanda.standing.arrays import NEVER, START, Amounts, Times

ALL = 2**63 - 1
CLAUSES, SLOTS = 3, 5
Numbers = NDArray[np.int64]
Batch = tuple[Numbers, Times, Times, Numbers, Amounts]


@dataclass
class ByHand:
    """All changes in a row: every question looks at each of them."""

    clauses: int
    slots: int
    changes: list[Batch] = field(default_factory=list)

    def sums(self, clause: int, at: int, known: int, first: int = int(START)) -> Amounts:
        sums, counts = np.zeros(self.slots), np.zeros(self.slots)
        for those, moments, publics, slots, amounts in self.changes:
            mask = (those == clause) & (first <= moments) & (moments <= at) & (publics <= known)
            infinite = mask & np.isinf(amounts)
            np.add.at(sums, slots[mask & ~infinite], amounts[mask & ~infinite])
            np.add.at(counts, slots[infinite], np.sign(amounts[infinite]))
        return np.where(counts > 0, np.inf, sums)

    def reached(self, clause: int, slot: int, needed: float, known: int, within: int) -> int:
        if needed <= 0:
            return int(START)
        running: dict[int, list[float]] = {}
        for those, moments, publics, slots, amounts in self.changes:
            mask = (those == clause) & (slots == slot) & (moments <= within) & (publics <= known)
            for moment, amount in zip(moments[mask].tolist(), amounts[mask].tolist(), strict=True):
                running.setdefault(moment, []).append(amount)
        total, count = 0.0, 0.0
        for moment, added in sorted(running.items()):
            total += sum(amount for amount in added if np.isfinite(amount))
            count += sum(np.sign(amount) for amount in added if np.isinf(amount))
            if (np.inf if count > 0 else total) >= needed:
                return moment
        return int(NEVER)


def both(batches: Iterator[Batch], clauses: int = CLAUSES, slots: int = SLOTS) -> tuple[Histories, ByHand]:
    histories, by_hand = Histories(clauses, slots), ByHand(clauses, slots)
    for batch in batches:
        histories.add(*batch)
        by_hand.changes.append(batch)
    return histories, by_hand


def drawn(seed: int, sizes: tuple[int, ...], span: int, *, has_infinite: bool = False) -> Iterator[Batch]:
    """Yield batches of changes whose sums never fall as known at one time: each is taken back at its own moment or not."""
    random = np.random.default_rng(seed)
    for size in sizes:
        given = (size + 1) // 2
        moments = random.integers(-span, span + 1, given)
        publics = moments + random.integers(0, span + 1, given)
        amounts = random.integers(0, 9, given) / 2.0
        if has_infinite:
            amounts[random.random(given) < 0.02] = np.inf
        back = random.permutation(given)[: size - given]
        clauses, slots = random.integers(0, CLAUSES, given), random.integers(0, SLOTS, given)
        order = random.permutation(size)
        yield (
            np.concatenate([clauses, clauses[back]])[order],
            np.concatenate([moments, moments[back]])[order],
            np.concatenate([publics, publics[back] + random.integers(0, span + 1, len(back))])[order],
            np.concatenate([slots, slots[back]])[order],
            np.concatenate([amounts, -amounts[back]])[order],
        )


def ask(histories: Histories, by_hand: ByHand, seed: int, span: int, count: int = 40) -> None:
    random = np.random.default_rng(seed)
    for _ in range(count):
        at, first = (int(one) for one in random.integers(-span - 2, span + 3, 2))
        known = int(random.integers(-span - 2, 3 * span + 3)) if random.random() < 0.7 else ALL
        clause, slot = int(random.integers(by_hand.clauses)), int(random.integers(by_hand.slots))
        sums = by_hand.sums(clause, at, known)
        np.testing.assert_array_equal(histories.sums(clause, at, known), sums)
        np.testing.assert_array_equal(histories.sums_of_all(at, known)[clause], sums)
        between = by_hand.sums(clause, at, known, first)
        np.testing.assert_array_equal(histories.sums_between(clause, first, at, known), between)
        whole = by_hand.sums(clause, ALL, known)[slot]
        needs = [0.5, np.inf, random.uniform(0.5, 10.0), whole]
        if np.isfinite(whole):
            needs += [whole * random.random(), np.ceil(whole * random.random())]
        needed = needs[random.integers(len(needs))]
        for within in (int(NEVER), at):
            assert histories.reached(clause, slot, needed, known, within) == by_hand.reached(
                clause, slot, needed, known, within
            )


@pytest.mark.parametrize("span", [0, 3, 1000, 2**40])
@pytest.mark.parametrize(
    "sizes", [(1,), (2, 1, 7), (300,), (5000,), (40,) * 120, (900, 3, 2500, 70, 1, 1100)]
)
@pytest.mark.parametrize("has_infinite", [False, True])
def test_what_is_found_is_what_is_added_up_by_hand(
    sizes: tuple[int, ...], span: int, has_infinite: bool
) -> None:
    """Sums, sums between, sums of all and the moment reached are those found by looking at every change.

    So it is in one batch or many, with ties in every time, amounts taken back, and amounts without bound.
    """
    histories, by_hand = both(drawn(len(sizes) + span, sizes, span, has_infinite=has_infinite))
    ask(histories, by_hand, 11 + span, span, count=12)


@pytest.mark.parametrize("seed", range(4))
def test_questions_between_additions_are_answered_as_of_then(seed: int) -> None:
    """Whatever is added, in batches of any size, the next question is answered with it."""
    random = np.random.default_rng(seed)
    histories, by_hand = Histories(CLAUSES, SLOTS), ByHand(CLAUSES, SLOTS)
    for step in range(25):
        size = int(random.choice([1, 3, 30, 1100, 2500]))
        for batch in drawn(100 * seed + step, (size,), 500, has_infinite=step % 5 == 0):
            histories.add(*batch)
            by_hand.changes.append(batch)
        ask(histories, by_hand, step, 500, count=2)


def test_the_order_of_arrival_does_not_matter() -> None:
    """The same changes in another order and other batches give the same sums."""
    (batch,) = drawn(5, (4000,), 300)
    clauses, moments, publics, slots, amounts = batch
    order = np.random.default_rng(6).permutation(4000)
    one, other = Histories(CLAUSES, SLOTS), Histories(CLAUSES, SLOTS)
    one.add(*batch)
    for part in np.array_split(order, 37):
        other.add(clauses[part], moments[part], publics[part], slots[part], amounts[part])
    for at in range(-310, 310, 31):
        np.testing.assert_array_equal(one.sums_of_all(at, at + 60), other.sums_of_all(at, at + 60))


def test_what_was_known_is_not_changed_by_what_is_known_later() -> None:
    """Changes that are public later than what is asked alter no sum."""
    histories, _ = both(drawn(8, (3000,), 300))
    before = [histories.sums_of_all(at, 900) for at in range(-300, 300, 50)]
    for those, moments, _, slots, amounts in drawn(9, (3000,), 300):
        histories.add(those, moments, np.full(3000, 901), slots, amounts)
    for was, at in zip(before, range(-300, 300, 50), strict=True):
        np.testing.assert_array_equal(histories.sums_of_all(at, 900), was)


def test_sums_that_fall_on_the_way_are_summed_too() -> None:
    """Amounts of any sign, at any moments, are summed; only the moment reached asks for sums that do not fall."""
    random = np.random.default_rng(3)
    size = 6000
    batch = (
        random.integers(0, CLAUSES, size),
        random.integers(0, 100, size),
        random.integers(0, 100, size),
        random.integers(0, SLOTS, size),
        random.integers(-1000, 1000, size) / 4.0,
    )
    histories, by_hand = both(iter([batch]))
    for at in range(-1, 101, 6):
        for clause in range(CLAUSES):
            np.testing.assert_array_equal(histories.sums(clause, at, 50), by_hand.sums(clause, at, 50))


@pytest.mark.parametrize("order", ["up", "down"])
def test_times_that_come_in_order_are_summed(order: str) -> None:
    """A record that arrives from the first to the last, or backwards, is no special case."""
    times = np.arange(3000) if order == "up" else np.arange(3000)[::-1]
    zeros = np.zeros(3000, np.int64)
    histories = Histories(1, 1)
    for part in np.array_split(np.arange(3000), 11):
        histories.add(zeros[part], times[part], times[part] + 10, zeros[part], np.ones(len(part)))
    assert histories.sums(0, 1999, ALL).tolist() == [2000.0]
    assert histories.sums(0, 1999, 1009).tolist() == [1000.0]
    assert histories.reached(0, 0, 1234.0, ALL) == 1233
    assert histories.reached(0, 0, 1234.0, 1242) == int(NEVER)
    assert histories.reached(0, 0, 1234.0, 1243) == 1233


def change(clause: int, moment: int, public: int, slot: int, amount: float) -> Batch:
    return np.array([clause]), np.array([moment]), np.array([public]), np.array([slot]), np.array([amount])


def test_nothing_is_nothing() -> None:
    """Without a change every sum is nought and nothing is reached."""
    histories = Histories(2, 3)
    none = np.empty(0, np.int64)
    histories.add(none, none, none, none, np.empty(0))
    assert histories.sums(1, ALL, ALL).tolist() == [0.0, 0.0, 0.0]
    assert histories.sums_between(1, -5, 5, ALL).tolist() == [0.0, 0.0, 0.0]
    assert histories.sums_of_all(ALL, ALL).tolist() == [[0.0, 0.0, 0.0]] * 2
    assert histories.reached(1, 2, 1.0, ALL) == int(NEVER)
    assert Histories(0, 0).sums_of_all(ALL, ALL).shape == (0, 0)


def test_the_ends_of_time_are_times_too() -> None:
    """Changes at START and NEVER are summed, and sorted among others."""
    histories = Histories(1, 1)
    for _ in range(700):
        for moment in (int(NEVER), 0, int(START)):
            histories.add(*change(0, moment, moment, 0, 1.0))
    assert histories.sums(0, int(START), ALL).tolist() == [700.0]
    assert histories.sums(0, 0, ALL).tolist() == [1400.0]
    assert histories.sums(0, ALL, 0).tolist() == [1400.0]
    assert histories.sums(0, ALL, ALL).tolist() == [2100.0]
    assert histories.sums_between(0, -ALL, 0, ALL).tolist() == [1400.0]
    assert histories.sums_between(0, int(START) + 1, ALL, ALL).tolist() == [1400.0]
    assert histories.reached(0, 0, 1.0, ALL) == int(START)
    assert histories.reached(0, 0, 1.0, ALL, within=int(START) - 1) == int(NEVER)
    assert histories.reached(0, 0, 701.0, ALL) == 0


def test_what_needs_nothing_is_reached_before_all() -> None:
    """A need of nought is met at START, whatever is added."""
    histories = Histories(1, 1)
    histories.add(*change(0, 5, 5, 0, 1.0))
    assert histories.reached(0, 0, 0.0, ALL) == int(START)


def test_what_was_without_bound_can_be_taken_back() -> None:
    """Where inf is taken back, the finite rest is left; nothing becomes nan."""
    histories = Histories(1, 1)
    for moment, public, amount in ((1, 1, 4.0), (3, 3, np.inf), (3, 7, -np.inf), (5, 5, 2.0)):
        histories.add(*change(0, moment, public, 0, amount))
    assert histories.sums(0, 9, 6).tolist() == [np.inf]
    assert histories.sums(0, 9, 7).tolist() == [6.0]
    assert histories.sums_between(0, 4, 9, 6).tolist() == [2.0]
    assert histories.sums_of_all(9, 6).tolist() == [[np.inf]]
    assert histories.reached(0, 0, 5.0, 6) == 3
    assert histories.reached(0, 0, 5.0, 7) == 5
    assert histories.reached(0, 0, np.inf, 6) == 3
    assert histories.reached(0, 0, np.inf, 7) == int(NEVER)


@pytest.mark.parametrize(
    ("batch", "message"),
    [
        (change(2, 0, 0, 0, 1.0), "no clause 2: they are numbered from 0 to 1"),
        (change(-1, 0, 0, 0, 1.0), "no clause -1"),
        (change(0, 0, 0, 3, 1.0), "no slot 3: they are numbered from 0 to 2"),
        (change(0, 0, 0, 0, np.nan), "an amount is nan"),
        ((*change(0, 0, 0, 0, 1.0)[:4], np.ones(2)), "the arrays differ in length"),
    ],
)
def test_a_change_that_cannot_be_is_refused(batch: Batch, message: str) -> None:
    """A clause or slot that there is not, nan, and arrays of different lengths are refused, and nothing is added."""
    histories = Histories(2, 3)
    with pytest.raises(ValueError, match=message):
        histories.add(*batch)
    assert not histories.sums_of_all(ALL, ALL).any()


def test_a_question_about_no_clause_is_refused() -> None:
    """A clause or slot that there is not is an error, never a look beside the arrays."""
    histories = Histories(2, 3)
    with pytest.raises(IndexError, match="no slot 0 of clause 2"):
        histories.sums(2, 0, 0)
    with pytest.raises(IndexError, match="no slot 3 of clause 0"):
        histories.reached(0, 3, 1.0, 0)
    with pytest.raises(ValueError, match="0 to 32768 slots"):
        Histories(1, 2**15 + 1)
