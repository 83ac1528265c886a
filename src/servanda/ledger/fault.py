"""What can go wrong with a ledger. Every message says where, what, and how to mend it."""

from __future__ import annotations


class LedgerError(Exception):
    """Something that a ledger could not do. What it holds is as it was."""


class BadAddress(LedgerError):
    """An address that names no ledger."""


class NoLedger(LedgerError):
    """There is no ledger at an address."""


class NoAgreement(LedgerError):
    """The ledger has no agreement of that id, or papers hold none."""


class NotALedger(LedgerError):
    """What is at the address is something else."""


class Damaged(LedgerError):
    """What the ledger or a backup holds is not what was written."""


class NewerLedger(LedgerError):
    """The ledger was written by a later version of the program."""


class Busy(LedgerError):
    """Somebody else is writing, and did so for longer than was waited."""


class Full(LedgerError):
    """There is no room left to write."""


class ReadOnly(LedgerError):
    """The ledger may be read and not written."""


class Unreachable(LedgerError):
    """The server is not there, lets nobody in, or is gone."""


class Refused(LedgerError):
    """What was to be taken in cannot be; nothing of it stays."""


class KeyUsed(Refused):
    """An idempotency key came a second time with other rows."""


class NotEmpty(LedgerError):
    """A ledger that is to be filled from a backup holds something already."""


class Missing(LedgerError):
    """A part that is installed apart is not here."""
