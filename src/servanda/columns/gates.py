"""Gates: when the clauses that open phases were fulfilled, in every world, as known at a moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from servanda.agreement import Agreement, Clause, Phase, conditions_of, of_term, terms, terms_of
from servanda.columns.book import Book
from servanda.columns.rows import Times
from servanda.standing import State
from servanda.standing.arrays import NEVER, START


class Gates:
    """Asks a book when its gates opened; what was found is kept until one of their reports comes in."""

    def __init__(self, book: Book) -> None:
        self._book = book
        state = State(book.plan)
        self._lines = np.flatnonzero(book.is_gate).tolist()
        self._needed = {
            line: float(state.tallies[book.lines[line].index].marks[-1].needed[0]) for line in self._lines
        }
        self._waited = [
            [line for gate in gates_of(book.agreement, row.clause) for line in book.by_clause[gate]]
            for row in book.lines
        ]
        self._since = -1
        self._breaks: dict[int, Times] = {}
        self._found: dict[tuple[int, int], Times] = {}

    def opened(self, at: int, known: int) -> dict[int, Times]:
        """Return when the clause of each gate was fulfilled in every world, by its line; NEVER where it is not yet."""
        if self._since != self._book.gates_changed:
            self._since = self._book.gates_changed
            self._breaks, self._found = {line: self._moments(line) for line in self._lines}, {}
        found = {line: self._reached(line, known) for line in self._lines}
        return {line: np.where(times <= at, times, NEVER) for line, times in found.items()}

    def since(self, opened: dict[int, Times], lines: Sequence[int]) -> Times:
        """Return, for some lines, when the last of the gates that each waits for opened; START where it waits for none."""
        found = np.full((len(lines), len(self._book.worlds)), START, dtype=np.int64)
        for place, line in enumerate(lines):
            for gate in self._waited[line]:
                found[place] = np.maximum(found[place], opened[gate])
        return found

    def _moments(self, line: int) -> Times:
        """Return the moments of knowing between which nothing about a gate changes."""
        rows, those = self._book.table.rows, self._book.statements.rows(line)
        return np.unique(np.concatenate([rows["public"][those], rows["gone"][those]]))

    def _reached(self, line: int, known: int) -> Times:
        place = int(np.searchsorted(self._breaks[line], known, side="right"))
        if (line, place) not in self._found:
            public = int(self._breaks[line][place - 1]) if place else int(START)
            slots = range(len(self._book.worlds))
            times = [self._book.counts.reached(line, slot, self._needed[line], public) for slot in slots]
            self._found[line, place] = np.array(times, dtype=np.int64)
        return self._found[line, place]


def gates_of(agreement: Agreement, item: Clause | Phase) -> Iterator[str]:
    """Yield the clauses whose fulfilment opens the phases that an item is reckoned by."""
    for one in conditions_of(item):
        if isinstance(one, terms.StateIs):
            yield one.clause
    for term in terms_of(item):
        for kind, name in of_term(term):
            if kind == "phase":
                yield from gates_of(agreement, agreement.phases[name])
