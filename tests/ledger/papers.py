"""Papers of small agreements for tests of the ledger."""

from __future__ import annotations

from collections.abc import Iterable

from tests.builders import HEAD

CLAUSE = "clause #c: North must free 10 captives to South by day 20\n"
NOON = 1_736_078_400
"""2025-01-05T12:00 UTC."""

HEADER = "id,act,by,quantity,published,speaker,stance"
FIRST = "r1,free captives,North,4,2025-01-05,Ann,asserts"
SECOND = "r2,free captives,North,3,2025-01-09,Ann,asserts"


def agreement(id: str = "test", zone: str = "UTC") -> bytes:
    """Return an agreement.md."""
    head = HEAD.replace("agreement #test", f"agreement #{id}").replace(" UTC", f" {zone}")
    assert f"#{id}" in head
    return f"# A test\n\n```servanda\n{head}{CLAUSE}```\n".encode()


def papers(*rows: str, id: str = "test", header: str = HEADER) -> dict[str, bytes]:
    """Return an agreement's papers with a record of some rows of CSV."""
    return {"agreement.md": agreement(id), "reports.csv": lines(header, *rows)}


def lines(*rows: str) -> bytes:
    """Return rows as lines."""
    return "".join(f"{row}\n" for row in rows).encode()


def row(id: str = "", quantity: str = "2", **cells: str) -> dict[str, str]:
    """Return the cells of a report."""
    return {
        "id": id, "act": "free captives", "by": "North", "quantity": quantity, "published": "2025-01-12",
        "speaker": "Ann", "stance": "asserts", **cells,
    }  # fmt: skip


def rows(count: int, start: int = 1) -> Iterable[str]:
    """Yield rows of CSV with ids from a number on."""
    return (
        f"r{number},free captives,North,1,2025-01-05,Ann,asserts" for number in range(start, start + count)
    )
