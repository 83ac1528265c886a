"""The command that plays the rounds and shows how they go."""

from __future__ import annotations

import argparse
import sys
import time

from tests.ledger.faults.rounds import STORES, Tally, run


def main() -> None:
    """Play the rounds asked for, show how they go, and end with 1 if anything was lost, doubled, partial or damaged."""
    words = argparse.ArgumentParser(description="Kill writers and servers, and see what the ledger holds.")
    words.add_argument("--rounds", type=int, default=100)
    words.add_argument("--store", choices=STORES, default="sqlite")
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    store, began = STORES[asked.store](), time.monotonic()

    def tell(tally: Tally) -> None:
        if tally.rounds % max(1, asked.rounds // 20) == 0:
            print(f"{time.monotonic() - began:6.0f} s: {tally}", flush=True)

    try:
        tally = run(store, asked.rounds, asked.seed, tell)
    finally:
        store.close()
    print(f"{asked.store}, {time.monotonic() - began:.0f} s: {tally}")
    sys.exit(not tally.is_clean)


main()
