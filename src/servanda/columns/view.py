"""A view of a book: where its plain clauses stand at any moment, as known at any other."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servanda.agreement import terms
from servanda.columns.book import Book
from servanda.columns.exchanges import STATES
from servanda.columns.gates import Gates
from servanda.columns.outline import Outline
from servanda.columns.rows import Amounts, Times
from servanda.columns.statements import denied_each
from servanda.record import MEDIATORS, Share
from servanda.standing import STATES_BY_GRAVITY, Row, State
from servanda.standing.arrays import NEVER, START
from servanda.standing.stages import stages_of
from servanda.standing.times import Resolver

_GRAVITY = {state: number for number, state in enumerate(STATES_BY_GRAVITY)}
_VIOLATED, _IN_FORCE, _KEPT = _GRAVITY["violated"], _GRAVITY["in force"], _GRAVITY["kept"]
_OPEN, _LAPSED, _NOT_YET = _GRAVITY["open"], _GRAVITY["lapsed"], _GRAVITY["not yet in force"]
_FULFILLED, _NONE = _GRAVITY["fulfilled"], len(_GRAVITY)
_MANNERS = (
    "in force", "overdue", "violated", "fulfilled in time", "fulfilled late", "fulfilled, time not certain",
    "not yet in force",
)  # fmt: skip
_MANNER_STATES = np.array([_IN_FORCE, _IN_FORCE, _VIOLATED, _FULFILLED, _FULFILLED, _FULFILLED, _NOT_YET])
HEARD_ALL = int(NEVER) - 1
"""As known at which everything is heard."""
MOST_WINDOWS = 256
"""Sets of windows that are kept, one for each way in which the gates stand."""


class Windows(NamedTuple):
    """When lines bind and are due: by form and world, and by form, stage and world.

    Lines whose times are said in the same words are of one form.

    Attributes:
        since: when the gates that a form waits for had opened.
    """

    since: Times
    start: Times
    end: Times
    due: Times


class Lines(NamedTuple):
    """Where lines stand, by line and account; states by their gravity.

    Attributes:
        manners: of requests, how many duties stand how, by line, manner and account.
    """

    state: NDArray[np.int64]
    least: Amounts
    most: Amounts
    overdue: NDArray[np.bool_]
    manners: Amounts


class View:
    """Asks a book. When lines bind is kept between questions, for as long as no gate moves.

    Attributes:
        form: of each line of the book, its form.
        needed: of each line, how many in all by each stage; inf where there is no such stage.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self._gates = Gates(book)
        self._state = State(book.plan)
        self._windows: OrderedDict[bytes, Windows] = OrderedDict()
        numbers: dict[Hashable, int] = {}
        forms = [numbers.setdefault(_form_of(row), len(numbers)) for row in book.lines]
        self.form = np.array(forms, dtype=np.int64)
        _, first = np.unique(self.form, return_index=True)
        self._first = first.tolist()
        marks = [self._state.tallies[row.index].marks for row in book.lines]
        self.needed = np.full((len(marks), max(map(len, marks), default=0) or 1), np.inf)
        for line, those in enumerate(marks):
            self.needed[line, : len(those)] = [mark.needed[0] for mark in those]
        kinds = [row.schedule for row in book.lines]
        self._forbidden = np.array([kind == "forbidden" for kind in kinds], dtype=np.bool_)
        self._allowed = np.array([kind == "allowed" for kind in kinds], dtype=np.bool_)
        self._linked = np.array([kind == "linked" for kind in kinds], dtype=np.bool_)
        self._advised = np.array([row.clause.norm.startswith("should") for row in book.lines], dtype=np.bool_)

    def outlines(
        self, at: int, known: int | None = None, clauses: Iterable[str] | None = None
    ) -> dict[str, dict[str, Outline]]:
        """Return where clauses stand on every account kept, by clause and account.

        Args:
            at, known: moments in seconds; with no `known`, everything is heard.
            clauses: some of those that the book answers for; all of them, if not given.
        """
        shapes = self.book.plain.shapes
        asked = list(shapes) if clauses is None else [id_ for id_ in clauses if id_ in shapes]
        lines = [line for id_ in asked for line in self.book.by_clause[id_]]
        found = self.lines(at, known, np.array(lines, dtype=np.int64))
        return self.outlines_of(asked, found) if asked else {}

    def series(self, clause: str, moments: Iterable[int]) -> list[dict[str, Outline]]:
        """Return where a clause stood at each of some moments, as it was known then, on every account kept.

        Raises:
            KeyError: the book does not answer for the clause.
        """
        return [self.outlines(at, at, [clause])[clause] for at in moments]

    def changes(self, since: int, until: int) -> dict[str, dict[str, tuple[Outline, Outline]]]:
        """Return what changed between two moments, each as it was known then: by clause and account, before and after."""
        before, after = self.outlines(since, since), self.outlines(until, until)
        found = {
            clause: {
                account: (before[clause][account], one)
                for account, one in of.items()
                if one != before[clause][account]
            }
            for clause, of in after.items()
        }
        return {clause: of for clause, of in found.items() if of}

    def lines(self, at: int, known: int | None, lines: NDArray[np.int64]) -> Lines:
        """Return where lines of the book stand: the same as the outlines, as arrays."""
        heard = HEARD_ALL if known is None else known
        windows = self.windows(at, heard)
        width = len(self.book.accounts)
        found = Lines(
            np.full((len(lines), width), _NONE), np.zeros((len(lines), width)), np.zeros((len(lines), width)),
            np.zeros((len(lines), width), dtype=np.bool_), np.zeros((len(lines), STATES, width)),
        )  # fmt: skip
        forbidden = self._forbidden[lines]
        self._judge_forbidden(windows, lines, np.flatnonzero(forbidden), at, heard, found)
        self._judge_counted(windows, lines, np.flatnonzero(~forbidden), at, heard, found)
        return found

    def outlines_of(self, clauses: Sequence[str], found: Lines) -> dict[str, dict[str, Outline]]:
        """Return the outlines of clauses whose lines follow one another."""
        book = self.book
        begins = np.cumsum([0, *(len(book.by_clause[id_]) for id_ in clauses)])[:-1]
        state = np.minimum.reduceat(found.state, begins, axis=0).tolist()
        sums = (np.add.reduceat(amounts, begins, axis=0) for amounts in (found.least, found.most))
        least, most = (amounts.tolist() for amounts in sums)
        overdue = np.logical_or.reduceat(found.overdue, begins, axis=0).tolist()
        manners = np.add.reduceat(found.manners, begins, axis=0)
        outlines = {}
        for place, id_ in enumerate(clauses):
            is_linked = bool(self._linked[book.by_clause[id_][0]])
            duties = [_duties(manners[place, :, n]) if is_linked else {} for n in range(len(book.accounts))]
            rows = zip(state[place], least[place], most[place], overdue[place], duties, strict=True)
            outlines[id_] = {
                account: Outline(STATES_BY_GRAVITY[gravity], _share(low, high), is_overdue, counts)
                for account, (gravity, low, high, is_overdue, counts) in zip(book.accounts, rows, strict=True)
            }
        return outlines

    def windows(self, at: int, known: int) -> Windows:
        """Return when every form binds and is due, as the gates stand at a moment."""
        opened = self._gates.opened(at, known)
        key = b"".join(times.tobytes() for times in opened.values())
        if key in self._windows:
            self._windows.move_to_end(key)
            return self._windows[key]
        book = self.book
        for line, met in opened.items():
            mark = self._state.tallies[book.lines[line].index].marks[-1]
            mark.first, mark.last = met, met
        found = self._windows[key] = self._resolved(self._gates.since(opened, self._first))
        if len(self._windows) > MOST_WINDOWS:
            self._windows.popitem(last=False)
        return found

    def _resolved(self, since: Times) -> Windows:
        """Find when each form binds and is due, as the gates now stand."""
        times, book = Resolver(self.book.plan, self._state), self.book
        shape = (len(self._first), self.needed.shape[1], len(book.worlds))
        start, end, due = (
            np.full(those, NEVER) for those in ((shape[0], shape[2]), (shape[0], shape[2]), shape)
        )
        for form, line in enumerate(self._first):
            row = book.lines[line]
            start[form], end[form] = times.binding(row)
            found = times.due(row)
            due[form, : len(found)] = found
        return Windows(since, start, end, due)

    def _judge_forbidden(
        self,
        windows: Windows,
        lines: NDArray[np.int64],
        places: NDArray[np.int64],
        at: int,
        known: int,
        found: Lines,
    ) -> None:
        if not len(places):
            return
        those, width = lines[places], len(self.book.accounts)
        forms = self.form[those]
        start, end = windows.start[forms], np.minimum(windows.end[forms], at)
        since = windows.since[forms]
        alike = (start == start[:, :1]).all(axis=1) & (end == end[:, :1]).all(axis=1)
        least, most = np.zeros((len(those), width)), np.zeros((len(those), width))
        for some in (np.flatnonzero(alike), np.flatnonzero(~alike)):
            if len(some):
                least[some], most[some] = self._incidents(
                    those[some], since[some], start[some], end[some], known
                )
        least[end[:, :width] < start[:, :width]] = 0.0
        most[end[:, width:] < start[:, width:]] = 0.0
        longest = self.book.longest[those][:, None]
        is_short = (end - start < longest) & (start - end <= longest) & (start < NEVER)
        is_mixed = (since > START) & (since < start) & (start - since < longest)
        for place in np.flatnonzero((is_short | is_mixed).any(axis=1)):
            least[place], most[place] = self._one_by_one(
                int(those[place]), since[place], start[place], end[place], known
            )
        kept = np.where(windows.end[forms][:, :width] < at, _KEPT, _IN_FORCE)
        state = np.where(start[:, :width] > at, _NOT_YET, kept)
        broken = (least > 0) & ~self._advised[those][:, None]
        found.state[places] = np.where(broken, _VIOLATED, state)
        found.least[places], found.most[places] = least, most

    def _incidents(
        self, those: NDArray[np.int64], since: Times, start: Times, end: Times, known: int
    ) -> tuple[Amounts, Amounts]:
        """Return how often lines were violated on each account, in the window that each of its worlds has."""
        width, incidents = len(self.book.accounts), self.book.incidents
        sums: dict[bytes, tuple[Amounts, Amounts]] = {}
        least, most = np.empty((len(those), width)), np.empty((len(those), width))
        for world in range(2 * width):
            first, last = start[:, world].copy(), end[:, world].copy()
            key = first.tobytes() + last.tobytes()
            if key not in sums:
                sums[key] = (
                    incidents.sums_each(those, last, known), incidents.sums_each(those, first - 1, known),
                )  # fmt: skip
            (until, before), account = sums[key], world % width
            if world < width:
                least[:, account] = until[:, account] - before[:, width + account]
            else:
                is_gated = since[:, world] == first
                outside = np.where(is_gated, before[:, 2 * width + account], before[:, 3 * width + account])
                most[:, account] = until[:, 2 * width + account] - outside
        return least, most

    def _one_by_one(
        self, line: int, since: Times, start: Times, end: Times, known: int
    ) -> tuple[Amounts, Amounts]:
        """Count incidents one by one, in a window that may be shorter than one of them."""
        width = len(self.book.accounts)
        least, most = np.zeros(width), np.zeros(width)
        for mask, amount, first, last in self.book.incidents_of(line, known):
            for account in range(width):
                other = width + account
                if mask >> account & 1 and first >= start[account] and last <= end[account]:
                    least[account] += amount
                if (
                    mask >> 3 * width + account & 1
                    and since[other] <= first <= end[other]
                    and last >= start[other]
                ):
                    most[account] += amount
        return least, most

    def _judge_counted(
        self,
        windows: Windows,
        lines: NDArray[np.int64],
        places: NDArray[np.int64],
        at: int,
        known: int,
        found: Lines,
    ) -> None:
        if not len(places):
            return
        those, width = lines[places], len(self.book.accounts)
        done = self.book.counts.sums_each(those, np.full(len(those), at), known)
        found.least[places], found.most[places] = done[:, :width], done[:, width:]
        forms = self.form[those]
        start = windows.start[forms][:, :width]
        allowed = np.where(start > at, _NOT_YET, _OPEN)
        lapsed = windows.due[forms][:, 0, :width] < at
        found.state[places] = np.where(lapsed, _LAPSED, allowed)
        owed = self._linked[those] | self._allowed[those]
        self._judge_stages(windows, those[~owed], places[~owed], done[~owed, :width], at, known, found)
        self._judge_answers(windows, those, places, at, known, found)

    def _judge_stages(
        self, windows: Windows, those: NDArray[np.int64], places: NDArray[np.int64], done: Amounts, at: int,
        known: int, found: Lines,
    ) -> None:  # fmt: skip
        width = len(self.book.accounts)
        needed, due = self.needed[those][:, :, None], windows.due[self.form[those]][:, :, :width]
        is_stage = np.isfinite(needed)
        met = done[:, None, :] >= needed
        bound = windows.start[self.form[those]][:, None, :width] <= at
        late = is_stage & ~met & bound & (due <= at)
        state = np.where(met, _FULFILLED, np.where(bound, _IN_FORCE, _NOT_YET))
        broken = late & ~self._advised[those][:, None, None]
        state[self._denied(those, due, broken, at, known)] = _VIOLATED
        state[~np.broadcast_to(is_stage, state.shape)] = _NONE
        found.state[places] = state.min(axis=1)
        found.overdue[places] = late.any(axis=1)

    def _denied(
        self, those: NDArray[np.int64], due: Times, late: NDArray[np.bool_], at: int, known: int
    ) -> NDArray[np.bool_]:
        """Say which late stages are broken by what is said after their deadlines, by line, stage and account."""
        book, broken = self.book, np.zeros_like(late)
        places, stages, accounts = np.nonzero(late)
        if not len(places):
            return broken
        dues, stage = due[places, stages, accounts], places * late.shape[1] + stages
        is_first = np.append(True, (stage[1:] != stage[:-1]) | (dues[1:] != dues[:-1]))
        which, lines = np.cumsum(is_first) - 1, those[places[is_first]]
        neutral, asserted = np.zeros(len(lines), dtype=np.bool_), np.zeros(len(lines), dtype=np.bool_)
        denied_each(
            book.bench(), book.bearers[lines], book.statements.parted(lines), dues[is_first], at, known, neutral, asserted
        )  # fmt: skip
        own = lines + len(book.lines)
        told = book.counts.sums_each(own, np.full(len(own), at), known)
        told -= book.counts.sums_each(own, dues[is_first], known)
        denied = (told[which, accounts] > 0) | neutral[which]
        is_mediated = np.array([name == MEDIATORS for name in book.accounts])[accounts]
        broken[places, stages, accounts] = denied & ~(is_mediated & asserted[which])
        return broken

    def _judge_answers(
        self,
        windows: Windows,
        those: NDArray[np.int64],
        places: NDArray[np.int64],
        at: int,
        known: int,
        found: Lines,
    ) -> None:
        linked = self._linked[those]
        those, places, width = those[linked], places[linked], len(self.book.accounts)
        if not len(places):
            return
        sums = self.book.duties.sums_each(those, np.full(len(those), at), known)
        manners = sums.reshape(len(those), STATES, width)
        found.manners[places] = manners
        states = np.where(manners > 0, _MANNER_STATES[None, :, None], _NONE).min(axis=1)
        nothing = np.where(windows.start[self.form[those]][:, :width] > at, _NOT_YET, _IN_FORCE)
        found.state[places] = np.where(states == _NONE, nothing, states)
        found.overdue[places] = (manners[:, 1] > 0) | (manners[:, 2] > 0)


def _form_of(row: Row) -> Hashable:
    """Return what two lines have in common that bind and are due at the same times."""
    apart = (terms.To, terms.VerifiedBy, terms.Amount, terms.Answers, terms.Stage)
    times = tuple(by for _, by in stages_of(row.terms, row.whole))
    return row.schedule, times, tuple(term for term in row.terms if not isinstance(term, apart))


def _share(low: float, high: float) -> Share:
    most = max(low, high)
    return Share(min(low, high), None if most == np.inf else most)


def _duties(counts: Amounts) -> dict[str, int]:
    return {manner: int(count) for manner, count in zip(_MANNERS, counts.tolist(), strict=True) if count}
