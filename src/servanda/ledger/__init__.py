"""A ledger: many agreements with their records, in SQLite or PostgreSQL, of which nothing is ever written over."""

from servanda.ledger.address import open_ledger, restore
from servanda.ledger.fault import (
    BadAddress,
    Busy,
    Damaged,
    Full,
    KeyUsed,
    LedgerError,
    Missing,
    NewerLedger,
    NoAgreement,
    NoLedger,
    NotALedger,
    NotEmpty,
    ReadOnly,
    Refused,
    Unreachable,
)
from servanda.ledger.following import Following
from servanda.ledger.ledger import Appended, Kept, Ledger, Listed, TakenIn

__all__ = [
    "Appended",
    "BadAddress",
    "Busy",
    "Damaged",
    "Following",
    "Full",
    "Kept",
    "KeyUsed",
    "Ledger",
    "LedgerError",
    "Listed",
    "Missing",
    "NewerLedger",
    "NoAgreement",
    "NoLedger",
    "NotALedger",
    "NotEmpty",
    "ReadOnly",
    "Refused",
    "TakenIn",
    "Unreachable",
    "open_ledger",
    "restore",
]
