"""Kill writers and servers at random moments, and see whether the ledger holds what it said it had taken.

python -m tests.ledger.faults --rounds 1000 --store sqlite
"""
