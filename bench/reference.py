"""The row engine, which says what every other way must find: slow, and asked at small sizes only."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bench.workloads.ledger import Ledger
from servanda.agreement import parse
from servanda.record import Source, Sources
from servanda.standing import Standing, stand

Outline = dict[tuple[str, str], tuple[str, float, float | None]]
"""By clause and account: the state, and how much was done, or how often it was broken, least and most."""


class Book:
    """An agreement and its reports, asked of `servanda.standing.stand`."""

    def __init__(self, text: str, sources: Sequence[Source], ledger: Ledger) -> None:
        self.agreement, _ = parse(text, "agreement.md")
        self.sources = Sources(sources)
        self.reports = ledger.reports()

    def outline(self, at: int, known: int | None = None, clauses: Collection[str] | None = None) -> Outline:
        """Return where clauses stand on every account; all clauses where none are named."""
        standing = stand(self.agreement, self.reports, self.sources, at=at, known=known)
        return outline_of(standing, clauses)


def outline_of(standing: Standing, clauses: Collection[str] | None = None) -> Outline:
    """Return the outline of a standing."""
    found: Outline = {}
    for one in standing.clauses:
        if clauses is not None and one.clause.id not in clauses:
            continue
        for account, variants in one.every.items():
            is_ban = one.clause.norm in ("must not", "should not")
            share = variants[0].violations if is_ban else variants[0].progress.done
            found[one.clause.id, account] = (one.accounts[account], share.least, share.most)
    return found
