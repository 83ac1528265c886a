"""A shelf: several agreements, where one starts, waits or ends with another."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from servanda.agreement import Agreement, Link, Passage, Problem
from servanda.folder import AGREEMENT, Folder, NoFolder, load
from servanda.ledger import Ledger
from servanda.record import CAUTIOUS
from servanda.standing import Other, Standing

MIRRORED = {
    "starts with this": "starts this",
    "waits for this": "comes before this",
    "ends with this": "ends this",
}
"""What a link in one agreement says of the other's own relation to it."""

HOLDS_BACK = ("starts this", "comes before this")
"""The relations in which one agreement cannot start before something happens under the other."""


@dataclass(frozen=True)
class Tie:
    """One agreement hangs on another: it starts, waits or ends with it.

    Attributes:
        told_by: the agreement whose text says so.
    """

    dependent: str
    relation: str
    other: str
    told_by: str


@dataclass(frozen=True)
class Shelf:
    """The agreements of some folders, by their ids."""

    folders: tuple[Folder, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Folder]:
        """The folders by the id of their agreement; of two with one id, the first."""
        return {folder.agreement.title.id: folder for folder in reversed(self.folders)}

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """How the agreements hang on one another."""
        found = (
            tie for folder in self.folders for tie in _ties(folder.agreement) if tie.other != tie.dependent
        )
        here = [tie for tie in found if {tie.dependent, tie.other} <= self.by_id.keys()]
        return tuple({(tie.dependent, tie.relation, tie.other): tie for tie in here}.values())

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The agreements that wait for one another, so that none can ever start; and ids that two share."""
        return (*self._same_ids(), *self._circles())

    def standings(
        self,
        at: str | int,
        known: str | int | None = None,
        account: str = CAUTIOUS,
        viewer: str | None = None,
        recorded: str | int | None = None,
    ) -> dict[str, Standing]:
        """Say where every agreement stands, each with what the others hold back or end.

        An agreement that hangs on another stands as if nothing had happened there until that is known.

        Raises:
            BadTime: a moment is none.
            UnknownAccount: an agreement has no such account.
        """
        spans: dict[str, Other] = {}
        given: dict[str, dict[str, Other]] = {}
        found: dict[str, Standing] = {}
        for _ in range(len(self.folders) + 1):
            for name, folder in self.by_id.items():
                others = {other: spans.get(other, Other({}, {})) for other in self._needed(name)}
                if given.get(name) != others:
                    given[name] = others
                    found[name] = self._with_ties(folder).standing(
                        at, known, account, viewer, recorded, others
                    )
            after = {name: _other(standing) for name, standing in found.items()}
            if after == spans:
                break
            spans = after
        return {folder.agreement.title.id: found[folder.agreement.title.id] for folder in self.folders}

    def hangs_on(self, name: str) -> frozenset[str]:
        """Return the agreements at hand that one hangs on, or names."""
        return frozenset(self._needed(name))

    def standing(
        self,
        name: str,
        at: str | int,
        known: str | int | None = None,
        account: str = CAUTIOUS,
        viewer: str | None = None,
    ) -> Standing:
        """Say where one agreement stands, with what the others hold back or end.

        Raises:
            KeyError: there is no such agreement.
            BadTime: a moment is none.
            UnknownAccount: it has no such account.
        """
        every = self.standings(at, known, CAUTIOUS, viewer)
        others = {other: _other(every[other]) for other in self._needed(name)}
        return self._with_ties(self.by_id[name]).standing(at, known, account, viewer, None, others)

    def _needed(self, name: str) -> set[str]:
        """Return the agreements at hand that one hangs on, or names."""
        named = {link.id for link in self.by_id[name].agreement.links} & self.by_id.keys()
        return (named | {tie.other for tie in self.ties if tie.dependent == name}) - {name}

    def _with_ties(self, folder: Folder) -> Folder:
        """Return a folder whose agreement also says what others say of how it hangs on them."""
        agreement = folder.agreement
        name = agreement.title.id
        own = {(link.id, link.relation) for link in agreement.links}
        told = [
            Link(tie.other, self.by_id[tie.other].agreement.title.name, tie.relation)
            for tie in self.ties
            if tie.dependent == name and (tie.other, tie.relation) not in own
        ]
        more = Agreement((*agreement.passages, Passage("", tuple(told))))
        return dataclasses.replace(folder, agreement=more) if told else folder

    def _same_ids(self) -> Iterator[Problem]:
        for folder in self.folders:
            first = self.by_id[folder.agreement.title.id]
            if first is not folder:
                title = folder.agreement.title
                yield _problem(
                    folder, "agreement-id-twice", f'"{first.path}" has the id {title.id} too, so links to it are not certain.',
                    "Give each agreement an id of its own.",
                )  # fmt: skip

    def _circles(self) -> Iterator[Problem]:
        waits = {
            name: {tie.other for tie in self.ties if tie.dependent == name and tie.relation in HOLDS_BACK}
            for name in self.by_id
        }
        for name, folder in self.by_id.items():
            if name in _reached(name, waits):
                others = ", ".join(sorted(other for other in waits[name] if name in _reached(other, waits)))
                yield _problem(
                    folder, "agreements-wait-for-each-other", f"It cannot start before {others}, and {others} cannot start before it.",
                    "Take one of the links out, or let one of them start by a date.",
                )  # fmt: skip


def _problem(folder: Folder, name: str, cause: str, mend: str) -> Problem:
    spot = folder.agreement.title.spot
    return Problem(str(folder.path / AGREEMENT), spot.line, 1, name, cause, mend, spot.text, len(spot.text))


def _reached(start: str, waits: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    queue = list(waits[start])
    while queue:
        at = queue.pop()
        if at not in seen:
            seen.add(at)
            queue += waits.get(at, ())
    return seen


def _ties(agreement: Agreement) -> Iterator[Tie]:
    name = agreement.title.id
    for link in agreement.links:
        if link.relation in MIRRORED:
            yield Tie(link.id, MIRRORED[link.relation], name, name)
        elif link.relation in MIRRORED.values():
            yield Tie(name, link.relation, link.id, name)


def _other(standing: Standing) -> Other:
    starts = {account: start for account, (start, _) in standing.spans.items() if start is not None}
    ends = {account: end for account, (_, end) in standing.spans.items() if end is not None}
    return Other(starts, ends)


def is_shelf(path: str | Path) -> bool:
    """Say whether a path is no agreement folder itself and holds some."""
    folder = Path(path)
    return not (folder / AGREEMENT).is_file() and any(folder.glob(f"*/{AGREEMENT}"))


def folders_at(path: str | Path) -> list[Path]:
    """Return the agreement folder at a path, or those inside a path that is a shelf.

    Raises:
        NoFolder: there is no agreement at the path.
    """
    if is_shelf(path):
        return sorted(file.parent for file in Path(path).glob(f"*/{AGREEMENT}"))
    if not (Path(path) / AGREEMENT).is_file():
        raise NoFolder(Path(path))
    return [Path(path)]


def load_shelf(*paths: str | Path) -> Shelf:
    """Read the agreement folders at some paths, and those inside a path that is a shelf.

    Raises:
        NoFolder: there is no agreement at one of the paths.
    """
    return Shelf(tuple(load(folder) for path in paths for folder in folders_at(path)))


def shelf_of(ledger: Ledger, *ids: str) -> Shelf:
    """Read agreements of a ledger: those named, or, where none is, all of them.

    Raises:
        NoAgreement: the ledger has no such agreement.
    """
    return Shelf(tuple(ledger.folder(id_) for id_ in ids or (listed.id for listed in ledger.agreements())))


__all__ = ["NoFolder", "Shelf", "Tie", "folders_at", "is_shelf", "load_shelf", "shelf_of"]
