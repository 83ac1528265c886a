"""The drafts of an agreement with what was done with them: what waits, what is done, and the history of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from servanda.folder import Folder
from servanda.record import Act, Draft
from servanda.review.fault import NoDraft


@dataclass(frozen=True)
class Step:
    """One step in the history of a draft.

    Attributes:
        what: "filed", or what was done with it.
        by: who or what did it.
        at: the seconds of the moment.
    """

    what: str
    by: str
    at: int
    reason: str = ""
    report: str = ""
    changed: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Drafts:
    """The drafts of an agreement, in the order in which they were filed, and the acts, in the order in which they were done."""

    drafts: tuple[Draft, ...]
    acts: tuple[Act, ...]

    @cached_property
    def waiting(self) -> tuple[Draft, ...]:
        """Those that nobody has acted on, the oldest first."""
        return tuple(
            sorted((one for one in self.drafts if one.id not in self._act_on), key=lambda one: one.at)
        )

    @cached_property
    def done(self) -> tuple[tuple[Draft, Act], ...]:
        """Those that somebody has acted on, with what was done, in the order in which it was."""
        return tuple((self._by_id[act.draft], act) for act in self.acts if act.draft in self._by_id)

    def read_in(self, file: str) -> Drafts:
        """Return those that were read in one file, with what was done with them."""
        return Drafts(tuple(one for one in self.drafts if one.file == file), self.acts)

    def of(self, draft: str) -> Draft:
        """Return a draft.

        Raises:
            NoDraft: there is none of that id.
        """
        if draft not in self._by_id:
            raise no_draft(draft, [one.id for one in self.waiting])
        return self._by_id[draft]

    def act_on(self, draft: str) -> Act | None:
        """Return what was done with a draft; None while it waits."""
        return self._act_on.get(draft)

    def history(self, draft: str) -> tuple[Step, ...]:
        """Return all that has become of a draft, from its filing on.

        Raises:
            NoDraft: there is none of that id.
        """
        filed, act = self.of(draft), self.act_on(draft)
        first = Step("filed", filed.by, filed.at)
        if act is None:
            return (first,)
        return (first, Step(act.what, act.by, act.at, act.reason, act.report, act.changed))

    @cached_property
    def _by_id(self) -> dict[str, Draft]:
        return {draft.id: draft for draft in self.drafts}

    @cached_property
    def _act_on(self) -> dict[str, Act]:
        return {act.draft: act for act in self.acts}


def drafts_of(folder: Folder) -> Drafts:
    """Return the drafts of an agreement that has been read."""
    return Drafts(folder.drafts, folder.acts)


def no_draft(draft: str, waiting: list[str]) -> NoDraft:
    """Return the error that there is no such draft."""
    return NoDraft(f'there is no draft "{draft}"; those that wait: {", ".join(waiting[:20]) or "none"}')
