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
EVERY, NONE = np.uint64(2**64 - 1), np.uint64(0)
CLAUSES, SLOTS = 3, 5
Numbers = NDArray[np.int64]
Masks = NDArray[np.uint64]
Batch = tuple[Numbers, Times, Times, Masks, Amounts]


def is_in(masks: Masks, slot: int) -> NDArray[np.bool_]:
    """Say of each mask whether a slot is in it."""
    return (masks >> np.uint64(slot)) & np.uint64(1) > 0


@dataclass
class ByHand:
    """All changes in a row: every question looks at each of them."""

    clauses: int
    slots: int
    changes: list[Batch] = field(default_factory=list)

    def sums(self, clause: int, at: int, known: int, first: int = int(START)) -> Amounts:
        sums, counts = np.zeros(self.slots), np.zeros(self.slots)
        for those, moments, publics, masks, amounts in self.changes:
            counted = (those == clause) & (first <= moments) & (moments <= at) & (publics <= known)
            for slot in range(self.slots):
                own = amounts[counted & is_in(masks, slot)]
                sums[slot] += own[np.isfinite(own)].sum()
                counts[slot] += np.sign(own[np.isinf(own)]).sum()
        return np.where(counts > 0, np.inf, sums)

    def reached(self, clause: int, slot: int, needed: float, known: int, within: int) -> int:
        if needed <= 0:
            return int(START)
        running: dict[int, list[float]] = {}
        for those, moments, publics, masks, amounts in self.changes:
            counted = (those == clause) & is_in(masks, slot) & (moments <= within) & (publics <= known)
            for moment, amount in zip(moments[counted].tolist(), amounts[counted].tolist(), strict=True):
                running.setdefault(moment, []).append(amount)
        total, count = 0.0, 0.0
        for moment, added in sorted(running.items()):
            total += sum(amount for amount in added if np.isfinite(amount))
            count += sum(np.sign(amount) for amount in added if np.isinf(amount))
            if (np.inf if count > 0 else total) >= needed:
                return moment
        return int(NEVER)


def both(batches: Iterator[Batch], slots: int = SLOTS) -> tuple[Histories, ByHand]:
    histories, by_hand = Histories(CLAUSES, slots), ByHand(CLAUSES, slots)
    for batch in batches:
        histories.add(*batch)
        by_hand.changes.append(batch)
    return histories, by_hand


def drawn(
    seed: int, sizes: tuple[int, ...], span: int, *, has_infinite: bool = False, slots: int = SLOTS
) -> Iterator[Batch]:
    """Yield batches of changes whose sums never fall as known at one time: each is taken back at its own moment or not.

    Of the slots, each change adds to none, some or all; what is taken back is so in some of its slots or in all.
    """
    random = np.random.default_rng(seed)
    for size in sizes:
        given = (size + 1) // 2
        moments = random.integers(-span, span + 1, given)
        publics = moments + random.integers(0, span + 1, given)
        amounts = random.integers(0, 9, given) / 2.0
        if has_infinite:
            amounts[random.random(given) < 0.02] = np.inf
        back = random.permutation(given)[: size - given]
        clauses, masks = random.integers(0, CLAUSES, given), several(random, given, slots)
        taken = masks[back] & (several(random, len(back), slots) | random.choice([EVERY, NONE], len(back)))
        order = random.permutation(size)
        yield (
            np.concatenate([clauses, clauses[back]])[order],
            np.concatenate([moments, moments[back]])[order],
            np.concatenate([publics, publics[back] + random.integers(0, span + 1, len(back))])[order],
            np.concatenate([masks, taken])[order],
            np.concatenate([amounts, -amounts[back]])[order],
        )


def several(random: np.random.Generator, count: int, slots: int) -> Masks:
    """Draw masks of several slots each: sparse ones and dense ones."""
    share = random.choice([0.05, 0.4, 0.9], size=(count, 1))
    chosen = random.random((count, slots)) < share
    masks: Masks = (chosen.astype(np.uint64) << np.arange(slots, dtype=np.uint64)).sum(
        axis=1, dtype=np.uint64
    )
    return masks


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
        ask_each(histories, by_hand, random, span, known)
        whole = by_hand.sums(clause, ALL, known)[slot]
        needs = [0.5, np.inf, random.uniform(0.5, 10.0), whole]
        if np.isfinite(whole):
            needs += [whole * random.random(), np.ceil(whole * random.random())]
        needed = needs[random.integers(len(needs))]
        for within in (int(NEVER), at):
            assert histories.reached(clause, slot, needed, known, within) == by_hand.reached(
                clause, slot, needed, known, within
            )


def ask_each(
    histories: Histories, by_hand: ByHand, random: np.random.Generator, span: int, known: int
) -> None:
    """Ask for several clauses at once, each at a moment of its own; some of them more than once."""
    clauses = random.integers(0, by_hand.clauses, 6)
    ats = random.integers(-span - 2, span + 3, 6)
    found = histories.sums_each(clauses, ats, known)
    for clause, at, sums in zip(clauses.tolist(), ats.tolist(), found, strict=True):
        np.testing.assert_array_equal(sums, by_hand.sums(clause, at, known))


@pytest.mark.parametrize("span", [0, 3, 1000, 2**40])
@pytest.mark.parametrize(
    "sizes", [(1,), (2, 1, 7), (300,), (5000,), (40,) * 120, (900, 3, 2500, 70, 1, 1100)]
)
@pytest.mark.parametrize("has_infinite", [False, True])
def test_what_is_found_is_what_is_added_up_by_hand(
    sizes: tuple[int, ...], span: int, has_infinite: bool
) -> None:
    """Sums, sums between, sums of all and of each, and the moment reached are those found by looking at every change.

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
    clauses, moments, publics, masks, amounts = batch
    order = np.random.default_rng(6).permutation(4000)
    one, other = Histories(CLAUSES, SLOTS), Histories(CLAUSES, SLOTS)
    one.add(*batch)
    for part in np.array_split(order, 37):
        other.add(clauses[part], moments[part], publics[part], masks[part], amounts[part])
    for at in range(-310, 310, 31):
        np.testing.assert_array_equal(one.sums_of_all(at, at + 60), other.sums_of_all(at, at + 60))


def test_what_was_known_is_not_changed_by_what_is_known_later() -> None:
    """Changes that are public later than what is asked alter no sum."""
    histories, _ = both(drawn(8, (3000,), 300))
    before = [histories.sums_of_all(at, 900) for at in range(-300, 300, 50)]
    for those, moments, _, masks, amounts in drawn(9, (3000,), 300):
        histories.add(those, moments, np.full(3000, 901), masks, amounts)
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
        several(random, size, SLOTS),
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
    zeros, masks = np.zeros(3000, np.int64), np.ones(3000, np.uint64)
    histories = Histories(1, 1)
    for part in np.array_split(np.arange(3000), 11):
        histories.add(zeros[part], times[part], times[part] + 10, masks[part], np.ones(len(part)))
    assert histories.sums(0, 1999, ALL).tolist() == [2000.0]
    assert histories.sums(0, 1999, 1009).tolist() == [1000.0]
    assert histories.reached(0, 0, 1234.0, ALL) == 1233
    assert histories.reached(0, 0, 1234.0, 1242) == int(NEVER)
    assert histories.reached(0, 0, 1234.0, 1243) == 1233


def change(clause: int, moment: int, public: int, slot: int, amount: float) -> Batch:
    mask = np.array([1 << slot], np.uint64)
    return np.array([clause]), np.array([moment]), np.array([public]), mask, np.array([amount])


def test_every_bit_of_a_mask_is_a_slot() -> None:
    """With the most slots there may be, each is counted, the first and the last among them."""
    histories, by_hand = both(drawn(21, (900, 40), 50, slots=64), slots=64)
    ask(histories, by_hand, 22, 50, count=6)
    histories.add(*change(0, 7, 7, 63, 4.0))
    assert histories.sums(0, 7, ALL)[63] - histories.sums(0, 6, ALL)[63] >= 4.0


def test_a_change_of_many_slots_is_that_of_each() -> None:
    """One change with a mask adds what as many changes of one slot each add."""
    (batch,) = drawn(31, (1500,), 200)
    clauses, moments, publics, masks, amounts = batch
    whole, parts = Histories(CLAUSES, SLOTS), Histories(CLAUSES, SLOTS)
    whole.add(*batch)
    for slot in range(SLOTS):
        parts.add(clauses, moments, publics, masks & np.uint64(1 << slot), amounts)
    for at in range(-210, 210, 60):
        np.testing.assert_array_equal(whole.sums_of_all(at, at + 90), parts.sums_of_all(at, at + 90))


def test_nothing_is_nothing() -> None:
    """Without a change every sum is nought and nothing is reached."""
    histories = Histories(2, 3)
    none = np.empty(0, np.int64)
    histories.add(none, none, none, np.empty(0, np.uint64), np.empty(0))
    assert histories.sums(1, ALL, ALL).tolist() == [0.0, 0.0, 0.0]
    assert histories.sums_between(1, -5, 5, ALL).tolist() == [0.0, 0.0, 0.0]
    assert histories.sums_of_all(ALL, ALL).tolist() == [[0.0, 0.0, 0.0]] * 2
    assert histories.sums_each(none, none, ALL).shape == (0, 3)
    assert histories.sums_each(np.array([1, 1]), np.array([ALL, 0]), ALL).tolist() == [[0.0, 0.0, 0.0]] * 2
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
        (change(0, 0, 0, 63, 1.0), "no slot 63: they are numbered from 0 to 2"),
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
    with pytest.raises(IndexError, match="no slot 0 of clause -1"):
        histories.sums_between(-1, 0, 0, 0)


@pytest.mark.parametrize(("clauses", "slots"), [(1, 65), (-1, 5), (1, -1)])
def test_what_no_mask_has_room_for_is_refused(clauses: int, slots: int) -> None:
    """A mask has a bit for each of 64 slots, and no more; fewer than none there are not."""
    with pytest.raises(
        ValueError, match=f"{clauses} clauses with {slots} slots each: 0 or more, with 0 to 64"
    ):
        Histories(clauses, slots)
