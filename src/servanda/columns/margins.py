"""Margins: what stands beside each clause of a page, and how many clauses of the whole stand how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from servanda.columns.outline import Outline, outline_of
from servanda.columns.rows import Amounts, Flags, Times
from servanda.columns.view import HEARD_ALL, Lines, View
from servanda.record import CAUTIOUS, GENEROUS
from servanda.standing import STATES_BY_GRAVITY, ClauseStanding, Next, differ
from servanda.standing.arrays import NEVER, START


@dataclass(frozen=True)
class Margin:
    """What stands beside a clause: its outline on every account, and more on the one asked for.

    Attributes:
        due, of: how many are due by now, and asked for in all, as `Progress` has them; None is unknown or unbounded.
        next: what is due next.
        disputed, unsettled: among the accounts that are kept.
    """

    account: str
    every: Mapping[str, Outline]
    due: float | None
    of: float | None
    next: Next | None
    disputed: bool
    unsettled: bool

    @property
    def outline(self) -> Outline:
        """The clause on the account asked for."""
        return self.every[self.account]


@dataclass(frozen=True)
class Counts:
    """How many clauses stand how on one account: by their states, and how many are overdue, disputed and unsettled."""

    states: Mapping[str, int]
    overdue: int
    disputed: int
    unsettled: int


def margin_of(standing: ClauseStanding, account: str) -> Margin:
    """Return what stands beside a clause, out of its whole standing as the row engine gives it."""
    first = next(
        (one for one in standing.every[account] if one.state == standing.accounts[account]),
        standing.every[account][0],
    )
    every = {
        name: replace(outline_of(standing, name), state=state) for name, state in standing.accounts.items()
    }
    return Margin(
        account,
        every,
        first.progress.due,
        first.progress.of,
        first.next,
        standing.disputed,
        standing.unsettled,
    )


class Margins:
    """Asks a view for what pages show beside the clauses of an agreement."""

    def __init__(self, view: View) -> None:
        self._view, self.book = view, view.book
        self._places = {name: place for place, name in enumerate(self.book.accounts)}

    def of(
        self, clauses: Iterable[str], at: int, known: int | None = None, account: str = CAUTIOUS
    ) -> dict[str, Margin]:
        """Return what stands beside some clauses; those that the book does not answer for are left out.

        Args:
            at, known: moments in seconds; with no `known`, everything is heard.

        Raises:
            KeyError: the account is not kept.
        """
        shapes, place = self.book.plain.shapes, self._places[account]
        asked = [id_ for id_ in clauses if id_ in shapes]
        if not asked:
            return {}
        lines = np.array([line for id_ in asked for line in self.book.by_clause[id_]], dtype=np.int64)
        found = self._view.lines(at, known, lines)
        outlines = self._view.outlines_of(asked, found)
        heard = HEARD_ALL if known is None else known
        owed = _Owed(self._view, lines, found, place, at, heard)
        begins = np.cumsum([0, *(len(self.book.by_clause[id_]) for id_ in asked)]).tolist()
        return {
            id_: self._margin(account, outlines[id_], shapes[id_], owed, begins[number], begins[number + 1])
            for number, id_ in enumerate(asked)
        }

    def counts(self, at: int, known: int | None = None, account: str = CAUTIOUS) -> Counts:
        """Return how many of the clauses that the book answers for stand how.

        Raises:
            KeyError: the account is not kept.
        """
        place, book = self._places[account], self.book
        those = [book.by_clause[id_] for id_ in book.plain.shapes]
        if not those:
            return Counts({}, 0, 0, 0)
        lines = np.array([line for several in those for line in several], dtype=np.int64)
        begins = np.cumsum([0, *map(len, those)])[:-1]
        found = self._view.lines(at, known, lines)
        state = np.minimum.reduceat(found.state, begins, axis=0)
        overdue = np.logical_or.reduceat(found.overdue[:, place], begins)
        disputed, unsettled = self._split(state)
        numbers = np.bincount(state[:, place], minlength=len(STATES_BY_GRAVITY)).tolist()
        states = {name: count for name, count in zip(STATES_BY_GRAVITY, numbers, strict=True) if count}
        return Counts(states, int(overdue.sum()), int(disputed.sum()), int(unsettled.sum()))

    def _split(self, state: NDArray[np.int64]) -> tuple[Flags, Flags]:
        """Say which clauses are disputed and which unsettled, by their states on every account."""
        powers = len(STATES_BY_GRAVITY) ** np.arange(state.shape[1])
        _, first, which = np.unique(state @ powers, return_index=True, return_inverse=True)
        kinds = [
            self._is_split(dict(zip(self.book.accounts, row, strict=True))) for row in state[first].tolist()
        ]
        disputed, unsettled = np.array(kinds, dtype=np.bool_).T
        return disputed[which], unsettled[which]

    def _is_split(self, states: Mapping[str, object]) -> tuple[bool, bool]:
        disputed = differ(self.book.agreement, states)
        return disputed, not disputed and states.get(CAUTIOUS) != states.get(GENEROUS)

    def _margin(
        self, account: str, every: Mapping[str, Outline], shape: str, owed: _Owed, begin: int, end: int
    ) -> Margin:
        disputed, unsettled = self._is_split({name: one.state for name, one in every.items()})
        due = of = following = None
        if shape == "stages":
            due, of, following = owed.stages(begin, end)
        elif shape == "answers":
            due, of, following = owed.answers(begin, end)
        return Margin(account, every, due, of, following, disputed, unsettled)


class _Owed:
    """What some lines owe on one account: what is due, in all, and next."""

    def __init__(
        self, view: View, lines: NDArray[np.int64], found: Lines, account: int, at: int, known: int
    ) -> None:
        self._book, self._lines, self._account, self._at, self._known = view.book, lines, account, at, known
        self._manners = found.manners[:, :, account]
        windows = view.windows(at, known)
        forms = view.form[lines]
        self._due: Times = windows.due[forms][:, :, account]
        needed = view.needed[lines]
        self._is_stage = np.isfinite(needed)
        needed = np.where(self._is_stage, needed, 0.0)
        before = np.concatenate([np.zeros((len(lines), 1)), needed[:, :-1]], axis=1)
        self._amount: Amounts = needed - before
        self._whole = needed.max(axis=1)
        done = found.least[:, account, None]
        self._is_open = (
            self._is_stage & (done < needed) & (windows.start[forms][:, account, None] <= at)
            & (self._due > at) & (self._due < NEVER)
        )  # fmt: skip
        given = np.minimum(done, found.most[:, account, None])
        self._left = self._amount - np.minimum(np.maximum(given - before, 0.0), self._amount)
        self._told = view.book.duties.sums_each(lines + len(view.book.lines), np.full(len(lines), at), known)

    def stages(self, begin: int, end: int) -> tuple[float, float, Next | None]:
        """Return what duties in stages owe: how many by now, in all, and next."""
        due, those = self._due[begin:end], slice(begin, end)
        is_due = self._is_stage[those] & (due <= self._at) & (due > START)
        by = np.where(self._is_open[those], due, NEVER).ravel()
        first = int(by.argmin())
        following = None
        if by[first] < NEVER:
            following = Next(float(self._left[those].ravel()[first]), int(by[first]))
        return float(self._amount[those][is_due].sum()), float(self._whole[those].sum()), following

    def answers(self, begin: int, end: int) -> tuple[float, float, Next | None]:
        """Return what answers to requests owe: how many by now, in all, and next."""
        those = range(begin, end)
        untils = (
            self._book.open_until(int(self._lines[n]), self._account, self._at, self._known)
            for n in those if self._manners[n, 0]
        )  # fmt: skip
        by = min((until for until in untils if until is not None), default=None)
        due = float(self._told[begin:end, self._account].sum())
        return due, float(self._manners[begin:end].sum()), None if by is None else Next(1.0, by)
