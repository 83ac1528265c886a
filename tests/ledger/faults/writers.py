"""Writers that the fault rounds kill: each appends batch after batch, and acknowledges a batch once it was taken."""

from __future__ import annotations

import random
import time
from multiprocessing.connection import Connection

from servanda.agreement import parse
from servanda.ledger import LedgerError, open_ledger

RECORDER, RECORDED = "Ann", 1_735_800_000
PAUSE = 0.002
"""Seconds between two batches, so that another writer has its turn."""

READY, ENDED = "ready", "ended"

AGREEMENT = """\
```servanda
agreement #{id} "A round"
  in force 2025-01-01 00:00 UTC
  day 1 is the day of entry
  within is inclusive
party North, South
clause #pay: North must pay 1000 coins to South by day 60
```
"""

parse(AGREEMENT, "agreement.md")  # the grammar is made here once, and every writer is forked with it


def papers_of(agreement: str) -> dict[str, bytes]:
    """Return the files of the agreement of a round, without a row."""
    return {"agreement.md": AGREEMENT.format(id=agreement).encode()}


def rows_of(writer: str, number: int) -> list[dict[str, str]]:
    """Return the rows of a batch of a writer, which its number alone decides; each has its own note."""
    many = random.Random(f"{writer} {number}").choice((1, 1, 2, 5, 20, 60))
    return [
        {
            "act": "pay coins", "by": "North", "quantity": str(row + 1), "said": "2025-01-02",
            "published": "2025-01-02", "speaker": writer, "stance": "asserts", "note": f"{writer} {number} {row}",
        }
        for row in range(many)
    ]  # fmt: skip


def key_of(writer: str, number: int) -> str:
    """Return the key that a batch is sent with, each time it is sent."""
    return f"{writer} {number}"


def write(address: str, agreement: str, writer: str, line: Connection) -> None:
    """Make the ledger and the agreement where they are not there, append batches until told to stop, and say on the line the number of each that was taken.

    A word of the ledger on why it cannot take more is told on the line, and ends it. Any other exception ends it with
    an exit code.
    """
    number = 0
    try:
        with open_ledger(address, create=True) as ledger:
            ledger.take_in(papers_of(agreement), RECORDER, RECORDED)
            line.send(READY)
            while not line.poll():
                ledger.append(agreement, rows_of(writer, number), RECORDER, RECORDED, key_of(writer, number))
                line.send(number)
                number += 1
                time.sleep(PAUSE)
    except LedgerError as error:
        line.send(f"{ENDED} {error}")
    else:
        line.send(ENDED)
