"""An ear: the events that some accounts hear alike, and how each of them takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from servanda.live.events import Events, Turn, first_of
from servanda.live.in_order import InOrder, Key
from servanda.record import Report, Taken, Weighed, act_key

Takes = Callable[[Weighed], Taken | None]
"""How one account takes an event."""


class Ear:
    """Keeps the events that some accounts hear alike, by act, and what each account takes of them."""

    def __init__(
        self, kept: Events, accounts: Mapping[str, Takes], hears: Callable[[Report], bool] | None
    ) -> None:
        self._kept, self._accounts, self._hears = kept, accounts, hears
        self._taken: dict[str, dict[str, InOrder[Taken]]] = {account: {} for account in accounts}
        self._all: dict[str, InOrder[Taken]] = {account: InOrder() for account in accounts}
        self._takes: dict[Key, dict[str, Taken]] = {}
        self.events: InOrder[Weighed] = InOrder()
        self.by_act: dict[str, InOrder[Weighed]] = {}

    @property
    def units(self) -> int:
        """How many units were weighed so far."""
        return self._kept.units

    def turn(self, gone: Iterable[Report], came: Iterable[Report]) -> Turn:
        """Take reports out and in, those that these accounts hear, and return which events that changes."""
        if self._hears is not None:
            gone, came = filter(self._hears, gone), filter(self._hears, came)
        turn = self._kept.turn(gone, came)
        for one in turn.gone:
            self._drop(first_of(one), act_key(one.event.act))
        for one in turn.came:
            self._put(first_of(one), act_key(one.event.act), one)
        return turn

    def takes(self, one: Weighed) -> Mapping[str, Taken]:
        """Return how each account that takes anything of an event takes it."""
        return self._takes[first_of(one)]

    def taken(self, account: str) -> tuple[Taken, ...]:
        """Return all that an account takes, in the order in which the events were first told."""
        return self._all[account].all

    def taken_of(self, account: str, acts: Iterable[str]) -> tuple[Taken, ...]:
        """Return what an account takes of some acts; those of one act in the order in which they were first told."""
        by_act = self._taken[account]
        return tuple(one for act in acts if act in by_act for one in by_act[act].all)

    def accounts(self) -> tuple[str, ...]:
        """Return the accounts that hear so."""
        return tuple(self._accounts)

    def _drop(self, key: Key, act: str) -> None:
        self.events.drop(key)
        self.by_act[act].drop(key)
        for account in self._takes.pop(key):
            self._all[account].drop(key)
            self._taken[account][act].drop(key)

    def _put(self, key: Key, act: str, one: Weighed) -> None:
        self.events.put(key, one)
        self.by_act.setdefault(act, InOrder()).put(key, one)
        takes = {
            account: taken for account, take in self._accounts.items() if (taken := take(one)) is not None
        }
        self._takes[key] = takes
        for account, taken in takes.items():
            self._all[account].put(key, taken)
            self._taken[account].setdefault(act, InOrder()).put(key, taken)
