"""The port of review for an agreement that a command was given: in its folder, or in the ledger of --db."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from servanda.cli import options
from servanda.folder import NoFolder
from servanda.review import FolderReviewing, LedgerReviewing, ReviewError, Reviewing
from servanda.sheet import CannotAdd

_Done = TypeVar("_Done")


def reviewed(path: str, do: Callable[[Reviewing], _Done]) -> _Done:
    """Do something with the drafts of an agreement, or end with a word on why it cannot be done."""
    try:
        with _port(path) as port:
            return do(port)
    except (ReviewError, CannotAdd, NoFolder) as error:
        options.refuse(str(error))


@contextmanager
def _port(path: str) -> Iterator[Reviewing]:
    address = options.address()
    if address is None:
        yield FolderReviewing(path)
    else:
        with options.opened(address) as ledger:
            yield LedgerReviewing(ledger, path)
