"""The rounds: who is killed when, and what must be there then.

In each round one writer or two append batches of rows to an agreement, each batch with a key, and acknowledge a batch
only once `append` has returned. At a random moment a writer, the process that serves it, or the whole server is killed.
Then every batch acknowledged must be there whole and once, the one under way whole or not at all; sent again with its
key it must be there once; and the store must find itself whole.
"""

from __future__ import annotations

import csv
import io
import multiprocessing
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from servanda.ledger import Ledger, open_ledger
from tests.ledger.faults.stores import InPostgresql, InSqlite, Store
from tests.ledger.faults.writers import ENDED, READY, RECORDED, RECORDER, key_of, papers_of, rows_of, write

STORES: dict[str, type[InSqlite] | type[InPostgresql]] = {"sqlite": InSqlite, "postgresql": InPostgresql}

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.ledger.faults.writers", "apsw", "psycopg"])

AFTER_START = 0.8
"""The share of rounds in which writers are killed once they write; in the others they may still be opening the ledger."""

LONGEST_START, PATIENCE = 0.04, 20.0
"""Seconds from when writers are started until one is killed in those others, at most; seconds that one may keep silent."""

ROUNDS_A_LEDGER = 50
"""After so many rounds the whole of a ledger is looked at once more, and a new one begun."""


@dataclass
class Tally:
    """What the rounds came to. `acknowledged`, `lost` and `doubled` count rows, the others what their name says."""

    rounds: int = 0
    batches: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    partial_batches: int = 0
    altered: int = 0
    unasked: int = 0
    wrong_answers: int = 0
    damaged_stores: int = 0
    silent_writers: int = 0
    refused_writers: int = 0
    broken_writers: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing went wrong."""
        sound = ("rounds", "batches", "acknowledged")
        return not any(count for name, count in asdict(self).items() if name not in sound)

    def __str__(self) -> str:
        """Tell all counts in a line."""
        return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in asdict(self).items())


class Writer:
    """A process that writes, and the line to it."""

    def __init__(self, store: Store, agreement: str, name: str) -> None:
        self.name = name
        self._line, theirs = _PROCESSES.Pipe()
        self.process = _PROCESSES.Process(
            target=write, args=(store.address, agreement, name, theirs), daemon=True
        )
        self.process.start()
        theirs.close()
        self.acknowledged = 0
        self.complaint = ""

    def hear(self) -> str | int | None:
        """Return what it says next; None where it is gone, or silent for too long."""
        try:
            said: str | int | None = self._line.recv() if self._line.poll(PATIENCE) else None
        except (EOFError, ConnectionError):
            return None
        if isinstance(said, int):
            assert said == self.acknowledged
            self.acknowledged += 1
        elif said is not None and said.startswith(ENDED):
            self.complaint = said.removeprefix(ENDED).strip()
        return said

    def goes_on(self) -> bool:
        """Say whether it still has batches taken, beyond those it has told of so far."""
        while self._line.poll():
            self.hear()
        heard = [self.hear() for _ in range(3)]
        return sum(isinstance(said, int) for said in heard) >= 2

    def hear_out(self) -> bool:
        """Hear all that it still says, and say whether it is gone."""
        while self.hear() is not None:
            pass
        self.process.join(PATIENCE)
        return self.process.exitcode is not None

    def tell_to_stop(self) -> None:
        """Tell it that enough is written."""
        try:
            self._line.send(ENDED)
        except (BrokenPipeError, ConnectionError):
            return

    def close(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.join()
        self._line.close()


def play(
    store: Store, harm: str, agreement: str, many: int, chance: random.Random, tally: Tally
) -> dict[str, int]:
    """Play a round with so many writers, add to the tally what came of it, and return how many batches of each are there."""
    writers = [Writer(store, agreement, f"{agreement}-{number}") for number in range(many)]
    if chance.random() < AFTER_START:
        tally.silent_writers += sum(writer.hear() != READY for writer in writers)
        time.sleep(chance.uniform(0, store.longest))
    else:
        time.sleep(chance.uniform(0, LONGEST_START))
    store.harm(harm, writers[0].process)
    is_store_up = harm == store.harms[0]
    if is_store_up:
        tally.silent_writers += sum(not writer.goes_on() for writer in writers[1:])
    for writer in writers:
        writer.tell_to_stop()
    for number, writer in enumerate(writers):
        tally.silent_writers += not writer.hear_out()
        tally.broken_writers += writer.process.exitcode != 0 and not (is_store_up and number == 0)
        tally.refused_writers += is_store_up and bool(writer.complaint)
        writer.close()
    with open_ledger(store.address, create=True) as ledger:
        ledger.take_in(papers_of(agreement), RECORDER, RECORDED)
        weigh(ledger, agreement, writers, chance, tally)
    tally.damaged_stores += not store.is_whole()
    tally.rounds += 1
    return {writer.name: writer.acknowledged + 1 for writer in writers}


def weigh(ledger: Ledger, agreement: str, writers: list[Writer], chance: random.Random, tally: Tally) -> None:
    """Hold what is in the ledger against what was acknowledged, before and after batches are sent again."""
    found = rows_in(ledger, agreement)
    taken = {writer.name: writer.acknowledged for writer in writers}
    compare(found, taken, tally, with_one_under_way=True)
    tally.batches += sum(taken.values())
    tally.acknowledged += sum(len(rows_of(name, number)) for name in taken for number in range(taken[name]))
    again = {(name, number) for name, many in taken.items() for number in (many, chance.randrange(many + 1))}
    for name, number in sorted(again):
        rows = rows_of(name, number)
        was_there = rows[0]["note"] in found
        appended = ledger.append(agreement, rows, RECORDER, RECORDED, key_of(name, number))
        tally.wrong_answers += appended.is_new == was_there or len(appended.ids) != len(rows)
    compare(rows_in(ledger, agreement), {name: many + 1 for name, many in taken.items()}, tally)


def compare(
    found: Mapping[str, list[dict[str, str]]],
    taken: Mapping[str, int],
    tally: Tally,
    *,
    with_one_under_way: bool = False,
) -> None:
    """Add to the tally where rows differ from those of the batches taken of each writer, its first so many.

    Args:
        with_one_under_way: the batch after those may be there too, whole.
    """
    asked = 0
    for name, many in taken.items():
        for number in range(many + with_one_under_way):
            rows = rows_of(name, number)
            there = [found.get(row["note"], []) for row in rows]
            absent = sum(not those for those in there)
            asked += len(rows) - absent
            tally.partial_batches += 0 < absent < len(rows)
            tally.lost += absent if number < many else 0
            tally.doubled += sum(len(those) > 1 for those in there)
            tally.altered += sum(
                not is_same(row, one) for row, those in zip(rows, there, strict=True) for one in those
            )
    tally.unasked += len(found) - asked


def is_same(row: Mapping[str, str], found: Mapping[str, str]) -> bool:
    """Say whether a row is there as it was sent."""
    return all(found.get(column) == cell for column, cell in row.items())


def rows_in(ledger: Ledger, agreement: str) -> dict[str, list[dict[str, str]]]:
    """Return the rows of an agreement by their note."""
    rows: dict[str, list[dict[str, str]]] = {}
    table = ledger.papers(agreement).get("reports.csv", b"").decode()
    for row in csv.DictReader(io.StringIO(table)):
        rows.setdefault(row["note"], []).append(row)
    return rows


def run(store: Store, rounds: int, seed: int, tell: Callable[[Tally], None] = lambda _: None) -> Tally:
    """Play rounds, each harm in turn, with one writer and then with two, and return what came of them.

    Args:
        seed: what chance begins with; the machine's own timing differs from run to run all the same.
        tell: told the tally after each round.
    """
    chance, tally = random.Random(seed), Tally()
    there: dict[str, dict[str, int]] = {}
    for number in range(rounds):
        turn, place = divmod(number, len(store.harms))
        agreement = f"round-{number}"
        there[agreement] = play(store, store.harms[place], agreement, 1 + turn % 2, chance, tally)
        if len(there) == ROUNDS_A_LEDGER or number == rounds - 1:
            with open_ledger(store.address) as ledger:
                for one, taken in there.items():
                    compare(rows_in(ledger, one), taken, tally)
            there.clear()
            store.renew()
        tell(tally)
    return tally
